/** Data, pictures, browsers, the machine itself, and small helpers: what reads files, starts programs, sleeps or waits in packages people use. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, aliased, blocking, chained, coroutines, given, here, is, results, submodules, twin } from '../entries.ts';

const readsFile = 'reads and parses a file', writesFile = 'writes a file';

const data: Entry[] = [
	...blocking('pandas#', 'file', 'error', [['read_csv read_excel read_json read_parquet read_pickle read_feather read_hdf read_table read_html read_xml read_orc read_fwf read_stata read_sas', readsFile], ['ExcelFile', readsFile], ['to_pickle', writesFile]]),
	...blocking('pandas#', 'database', 'error', [['read_sql read_sql_query read_sql_table read_gbq', 'queries the database']]),
	// Without a path they give what they would have written.
	...blocking('pandas#DataFrame.', 'file', 'error', [
		['to_csv to_json', writesFile, { when: [given(0, 'path_or_buf')] }],
		['to_html to_latex', writesFile, { when: [given(0, 'buf')] }],
		['to_parquet to_orc', writesFile, { when: [given(0, 'path')] }],
		['to_excel to_pickle to_feather to_hdf to_stata', writesFile],
	]),
	...blocking('pandas#DataFrame.', 'database', 'error', [['to_sql to_gbq', 'changes the database']]),
	...blocking('pandas#Series.', 'file', 'error', [['to_csv to_json', writesFile, { when: [given(0, 'path_or_buf')] }], ['to_pickle', writesFile]]),
	...results(Object.fromEntries('read_csv read_excel read_json read_parquet read_pickle read_feather read_table read_sql read_sql_query concat merge'.split(' ').map((name) => [`pandas#${name}`, 'pandas#DataFrame']))),
	...chained('pandas#DataFrame', 'copy head tail drop dropna fillna reset_index set_index sort_values rename merge join assign query astype'),
	...blocking('polars#', 'file', 'error', [['read_csv read_parquet read_json read_excel read_ndjson read_ipc', readsFile]]),
	...blocking('polars#DataFrame.', 'file', 'error', [['write_csv write_parquet write_json write_excel write_ndjson write_ipc', writesFile]]),
	...blocking('polars#LazyFrame.', 'cpu', 'warning', [['collect', 'computes a table', { replacement: { kind: 'member', name: 'collect_async', safety: 'review' } }]]),
	...results({ 'polars#read_csv': 'polars#DataFrame', 'polars#read_parquet': 'polars#DataFrame', 'polars#scan_csv': 'polars#LazyFrame', 'polars#scan_parquet': 'polars#LazyFrame' }),
	...blocking('numpy#', 'file', 'error', [['load loadtxt genfromtxt fromfile', readsFile], ['save savez savez_compressed savetxt', writesFile]]),
	...blocking('pyarrow.parquet#', 'file', 'error', [['read_table', readsFile], ['write_table', writesFile]]),
	...blocking('openpyxl#', 'file', 'error', [['load_workbook', readsFile]]), ...blocking('openpyxl#Workbook.', 'file', 'error', [['save', writesFile]]), ...results({ 'openpyxl#load_workbook': 'openpyxl#Workbook' }),
	...blocking('yaml#', 'file', 'warning', [['safe_dump dump', 'writes a file', { when: [given(1, 'stream')], unless: [is(1, 'stream', null)] }]]),
	...blocking('toml#', 'file', 'warning', [['load', readsFile], ['dump', writesFile]]),
	...blocking('dotenv#', 'file', 'warning', [['load_dotenv dotenv_values', 'reads a file', here('call it once, before the loop runs')], ['set_key', writesFile]]),
	...blocking('docx#', 'file', 'warning', [['Document', readsFile, { when: [given(0, 'docx')] }]]),
	...blocking('pypdf#', 'file', 'error', [['PdfReader', readsFile]]), ...blocking('pypdf#PdfWriter.', 'file', 'error', [['write', writesFile]]), ...blocking('pypdf#PageObject.', 'cpu', 'warning', [['extract_text', 'parses a page']]),
	...blocking('pdfplumber#', 'file', 'error', [['open', readsFile]]), ...blocking('fitz#', 'file', 'warning', [['open Document', readsFile]]),
	...blocking('h5py#', 'file', 'error', [['File', 'opens a file']]),
	...blocking('matplotlib.pyplot#', 'file', 'error', [['savefig', 'draws and writes a file'], ['show', 'waits until a window is closed', here('draw into a file')]]), ...blocking('matplotlib.figure#Figure.', 'file', 'error', [['savefig', 'draws and writes a file']]),
];

const pictures: Entry[] = [
	...blocking('PIL.Image#', 'file', 'warning', [['open', 'opens a file', { returns: 'PIL.Image#Image' }]]),
	...blocking('PIL.Image#Image.', 'file', 'error', [['save', 'compresses a picture and writes a file', { inMemory: 'compresses a picture' }]]),
	...blocking('PIL.Image#Image.', 'cpu', 'warning', [['load', 'decompresses a picture'], ['resize thumbnail rotate convert filter quantize', 'computes a picture']]),
	...blocking('PIL.ImageGrab#', 'other', 'warning', [['grab', 'takes a picture of the screen']]),
	...chained('PIL.Image#Image', 'resize rotate convert filter crop copy transpose'),
	...blocking('cv2#', 'file', 'error', [['imread', readsFile], ['imwrite', 'compresses a picture and writes a file'], ['VideoCapture', 'opens a camera or video'], ['waitKey', 'waits for a key', here('let a window of its own thread wait')]]),
	...blocking('cv2#VideoCapture.', 'other', 'error', [['read grab', 'waits for a picture of the camera']]), ...blocking('cv2#VideoWriter.', 'file', 'error', [['write', 'compresses a picture and writes a file']]),
	...blocking('imageio#', 'file', 'error', [['imread mimread', readsFile], ['imwrite mimwrite', writesFile]]),
	...blocking('soundfile#', 'file', 'error', [['read', readsFile], ['write', writesFile]]), ...blocking('librosa#', 'file', 'error', [['load', readsFile]]),
	...blocking('pydub#AudioSegment.', 'process', 'error', [['from_file from_mp3 from_wav export', 'runs a program and waits for it']]),
	...blocking('sounddevice#', 'other', 'error', [['wait', 'waits for a sound to end']]), ...blocking('pyttsx3#Engine.', 'other', 'error', [['runAndWait', 'speaks, and waits until it is done']]),
	...results({ 'pyttsx3#init': 'pyttsx3#Engine' }),
	...blocking('ansible_runner#', 'process', 'error', [['run run_command', 'runs programs and waits for them']]),
	...blocking('ffmpeg#', 'process', 'error', [['run probe', 'runs a program and waits for it']]),
];

const driver = advice('use playwright.async_api');
const browsing = 'waits for the browser';

/** By type, what waits for the browser. */
const pages: Readonly<Record<string, string>> = {
	Page: 'goto click fill type press screenshot wait_for_selector wait_for_timeout wait_for_load_state evaluate content title inner_text inner_html text_content close hover check select_option query_selector query_selector_all reload pdf set_content',
	Frame: 'goto click fill type press wait_for_selector wait_for_timeout wait_for_load_state evaluate content title inner_text inner_html text_content hover check select_option query_selector query_selector_all set_content',
	Locator: 'click fill type press screenshot wait_for evaluate inner_text inner_html text_content hover check select_option count all_inner_texts get_attribute is_visible',
	Browser: 'new_page new_context close', BrowserContext: 'new_page close cookies add_cookies storage_state', BrowserType: 'launch connect connect_over_cdp launch_persistent_context',
};

const browsers: Entry[] = [
	...['selenium.webdriver#Chrome', 'selenium.webdriver#Firefox', 'selenium.webdriver#Edge', 'selenium.webdriver#Safari', 'selenium.webdriver#Remote'].flatMap((symbol) => blocking('', 'process', 'error', [[symbol, 'starts a browser', driver]])),
	...blocking('selenium.webdriver#Remote.', 'network', 'error', [['get find_element find_elements execute_script execute_async_script save_screenshot get_screenshot_as_png back forward refresh quit close add_cookie get_cookies implicitly_wait', browsing, driver]]),
	...blocking('selenium.webdriver.remote.webelement#WebElement.', 'network', 'error', [['click send_keys submit clear get_attribute find_element find_elements is_displayed screenshot', browsing, driver]]),
	...blocking('selenium.webdriver.support.ui#WebDriverWait.', 'network', 'error', [['until until_not', browsing, driver]]),
	...results({ 'selenium.webdriver#Remote.find_element': 'selenium.webdriver.remote.webelement#WebElement' }),
	...blocking('playwright.sync_api#', 'process', 'error', [['sync_playwright', 'starts a browser\'s driver', here('use playwright.async_api')]]),
	...Object.entries(pages).flatMap(([type, names]) => [
		...blocking(`playwright.sync_api#${type}.`, 'network', 'error', [[names, browsing, here('use playwright.async_api')]]),
		...coroutines(`playwright.async_api#${type}.`, names),
	]),
	...results({ 'playwright.sync_api#Browser.new_page': 'playwright.sync_api#Page', 'playwright.sync_api#BrowserContext.new_page': 'playwright.sync_api#Page', 'playwright.sync_api#Browser.new_context': 'playwright.sync_api#BrowserContext', 'playwright.sync_api#BrowserType.launch': 'playwright.sync_api#Browser' }),
];

const machine: Entry[] = [
	...blocking('psutil#', 'sleep', 'error', [['cpu_percent cpu_times_percent', 'sleeps while it measures', { advice: 'ask without an interval, and await asyncio.sleep() between two calls', when: [given(0, 'interval')], unless: [is(0, 'interval', null, 0)] }]]),
	...blocking('psutil#Process.', 'sleep', 'error', [['cpu_percent', 'sleeps while it measures', { advice: 'ask without an interval, and await asyncio.sleep() between two calls', when: [given(0, 'interval')], unless: [is(0, 'interval', null, 0)] }]]),
	...blocking('psutil#Process.', 'process', 'error', [['wait', 'waits for a process to end', { unless: [is(0, 'timeout', 0)] }]]),
	...blocking('psutil#', 'process', 'error', [['wait_procs', 'waits for processes to end', { unless: [is(1, 'timeout', 0)] }]]),
	...blocking('psutil#', 'metadata', 'info', [['disk_usage disk_partitions', 'reads a file system\'s metadata'], ['process_iter pids net_connections', 'reads the table of processes']]),
	...blocking('pexpect#', 'process', 'error', [['run', 'runs a program and waits for it']]), ...blocking('pexpect#spawn.', 'process', 'error', [['expect expect_exact read readline wait', 'waits for a program']]),
	...blocking('invoke#', 'process', 'error', [['run', 'runs a program and waits for it']]),
	...blocking('RPi.GPIO#', 'other', 'error', [['wait_for_edge', 'waits for a signal of a pin', { unless: [{ argument: 'timeout', equals: [0] }] }]]),
	...['rpi_ws281x#PixelStrip.', 'rpi_ws281x#Adafruit_NeoPixel.', 'neopixel#NeoPixel.'].flatMap((strip) => blocking(strip, 'other', 'error', [['show', 'waits until a strip of lights has its data']])),
	...blocking('spidev#SpiDev.', 'other', 'warning', [['xfer xfer2 xfer3 readbytes writebytes writebytes2', 'waits for a device']]),
	...['smbus#SMBus.', 'smbus2#SMBus.'].flatMap((bus) => blocking(bus, 'other', 'warning', [['read_byte read_byte_data read_word_data read_block_data read_i2c_block_data write_byte write_byte_data write_word_data write_block_data write_i2c_block_data process_call i2c_rdwr', 'waits for a device']])),
	...blocking('gpiozero#Button.', 'other', 'error', [['wait_for_press wait_for_release', 'waits for a signal of a pin', { unless: [is(0, 'timeout', 0)] }]]),
	...blocking('keyboard#', 'terminal', 'error', [['wait read_key read_event', 'waits for a key']]), ...blocking('pyautogui#', 'sleep', 'warning', [['sleep', 'sleeps', twin('asyncio#sleep', 'safe')], ['typewrite write click moveTo press hotkey', 'moves the pointer or keys, with pauses']]),
	...blocking('questionary#Question.', 'terminal', 'error', [['ask unsafe_ask', 'waits for a person', { replacement: { kind: 'member', name: 'ask_async', safety: 'review' } }]]),
	...blocking('click#', 'terminal', 'error', [['prompt confirm getchar pause', 'waits for a person'], ['edit launch', 'starts a program']]), ...blocking('typer#', 'terminal', 'error', [['prompt confirm', 'waits for a person']]),
	...blocking('rich.prompt#Prompt.', 'terminal', 'error', [['ask', 'waits for a line of input']]), ...blocking('rich.prompt#Confirm.', 'terminal', 'error', [['ask', 'waits for a line of input']]), ...blocking('rich.console#Console.', 'terminal', 'error', [['input', 'waits for a line of input']]),
	...blocking('prompt_toolkit#', 'terminal', 'error', [['prompt', 'waits for a line of input', advice('use PromptSession and await its prompt_async()')]]), ...blocking('prompt_toolkit#PromptSession.', 'terminal', 'error', [['prompt', 'waits for a line of input', { replacement: { kind: 'member', name: 'prompt_async', safety: 'review' } }]]),
];

const instantly = { unless: [is(0, 'timeout', 0), { argument: 'blocking', equals: [false] }] };

const waiting: Entry[] = [
	...['FileLock', 'BaseFileLock', 'SoftFileLock', 'UnixFileLock', 'WindowsFileLock'].flatMap((type) => blocking(`filelock#${type}.`, 'file', 'error', [['acquire __enter__', 'waits for a file\'s lock', { ...advice('use filelock.AsyncFileLock'), ...instantly }]])),
	...blocking('portalocker#', 'file', 'error', [['lock', 'waits for a file\'s lock', { unless: [{ argument: 1, keyword: 'flags', symbols: ['portalocker#LOCK_NB', 'portalocker#LockFlags.NON_BLOCKING'] }] }]]),
	...blocking('portalocker#Lock.', 'file', 'error', [['acquire __enter__', 'waits for a file\'s lock', { unless: [is(0, 'timeout', 0)] }]]),
	...blocking('fasteners#InterProcessLock.', 'file', 'error', [['acquire', 'waits for a file\'s lock', { unless: [is(0, 'blocking', false)] }]]),
	...blocking('watchdog.observers#Observer.', 'lock', 'error', [['join', 'waits for a thread to end', { unless: [is(0, 'timeout', 0)] }]]),
	...blocking('schedule#', 'other', 'warning', [['run_pending run_all', 'runs all jobs that are due', here('use asyncio tasks that sleep')]]),
	...blocking('apscheduler.schedulers.blocking#BlockingScheduler.', 'sleep', 'error', [['start', 'sleeps until jobs are due', here('use AsyncIOScheduler')]]),
	...blocking('eventlet#', 'sleep', 'error', [['sleep', 'sleeps', twin('asyncio#sleep', 'safe')]]), ...blocking('gevent#', 'sleep', 'error', [['sleep', 'sleeps', twin('asyncio#sleep', 'safe')]]),
	...blocking('celery.result#AsyncResult.', 'network', 'error', [['get wait', 'waits for a worker\'s task']]), ...results({ 'celery#Celery.AsyncResult': 'celery.result#AsyncResult' }),
	...blocking('dask#', 'cpu', 'warning', [['compute', 'computes']]), ...blocking('ray#', 'process', 'error', [['get wait', 'waits for a worker', advice('await the reference itself')]]),
];

const secrets: Entry[] = [
	...blocking('bcrypt#', 'cpu', 'warning', [['hashpw checkpw kdf', 'hashes a password', { isLong: true }]]), ...blocking('argon2#PasswordHasher.', 'cpu', 'warning', [['hash verify', 'hashes a password', { isLong: true }]]),
	...blocking('passlib.context#CryptContext.', 'cpu', 'warning', [['hash verify encrypt verify_and_update', 'hashes a password', { isLong: true }]]),
	...blocking('werkzeug.security#', 'cpu', 'warning', [['generate_password_hash check_password_hash', 'hashes a password']]),
	...blocking('django.contrib.auth.hashers#', 'cpu', 'warning', [['make_password', 'hashes a password'], ['check_password', 'hashes a password', { replacement: { kind: 'member', name: 'acheck_password', safety: 'review' } }]]),
	...blocking('cryptography.hazmat.primitives.asymmetric.rsa#', 'cpu', 'warning', [['generate_private_key', 'computes a key']]),
];

/** What already works on the loop. */
const asyncFiles: Entry[] = [
	{ symbol: 'aiofiles#open', returns: 'contextlib#AbstractAsyncContextManager[aiofiles#AsyncTextIOWrapper]' },
	...coroutines('aiofiles#AsyncTextIOWrapper.', 'read readline readlines write writelines seek tell flush truncate close'),
	...coroutines('aiofiles.os#', 'stat rename remove unlink mkdir makedirs rmdir listdir scandir replace link symlink readlink access path.exists path.isfile path.isdir path.getsize'),
	...coroutines('aiopath#AsyncPath.', 'read_text read_bytes write_text write_bytes exists is_file is_dir mkdir unlink stat'),
];

export const tools: CatalogueData = {
	entries: [...data, ...pictures, ...browsers, ...machine, ...waiting, ...secrets, ...asyncFiles],
	aliases: {
		...aliased('pandas#DataFrame', 'pandas.core.frame#DataFrame'), 'pandas.core.api': 'pandas', ...aliased('pypdf', 'PyPDF2'), pymupdf: 'fitz', 'matplotlib#pyplot': 'matplotlib.pyplot', 'ruamel.yaml': 'yaml',
		...aliased('selenium.webdriver#Remote', 'selenium.webdriver.remote.webdriver#WebDriver selenium.webdriver.chrome.webdriver#WebDriver undetected_chromedriver#Chrome'),
		...Object.fromEntries(['Chrome', 'Firefox', 'Edge', 'Safari'].map((name) => [`selenium.webdriver#${name}`, 'selenium.webdriver#Remote'])), 'selenium.webdriver.support.wait#WebDriverWait': 'selenium.webdriver.support.ui#WebDriverWait',
		'aiofiles.threadpool#open': 'aiofiles#open', 'filelock._api': 'filelock', 'aiofiles.threadpool.text#AsyncTextIOWrapper': 'aiofiles#AsyncTextIOWrapper', 'aiofiles.threadpool.binary#AsyncBufferedReader': 'aiofiles#AsyncTextIOWrapper', 'rich#prompt': 'rich.prompt',
		...submodules('PIL.Image', 'PIL.ImageGrab', 'selenium.webdriver', 'RPi.GPIO', 'aiofiles.os', 'pyarrow.parquet', 'watchdog.observers', 'playwright.sync_api'),
		'watchdog.observers#ObserverType': 'watchdog.observers#Observer',
	},
};
