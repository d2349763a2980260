/**
 * Python's file system.
 *
 * Content is an error, what a directory holds a warning, one entry of it and what is only known about a file (`metadata`) less. Generators work while they are
 * gone through. Log and console writes are never reported: handlers of `logging` and the standard streams are not here.
 */
import type { ArgumentTest, CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, blockingEach, here, lazy, results } from '../entries.ts';

const nullDevice: ArgumentTest[] = [{ argument: 0, keyword: 'file', equals: ['/dev/null', 'nul'] }, { argument: 0, keyword: 'file', symbols: ['os#devnull'] }];
/** It is there as a rule, and nothing is done. */
const whereMissing = { makes: 0, slight: [{ argument: 2, keyword: 'exist_ok', equals: [true] }] satisfies ArgumentTest[] };
const whole = advice('do all the work with the file in one function, and await asyncio.to_thread() of it');

const opening: Entry[] = [
	...blockingEach(['builtins#', 'io#'], 'file', 'error', [['open', 'opens a file', { ...whole, unless: nullDevice }]]),
	...blocking('pathlib#Path.', 'file', 'error', [['open', 'opens a file', whole]]),
	...blocking('io#', 'file', 'error', [['FileIO open_code', 'opens a file', whole]]),
	...blocking('codecs#', 'file', 'error', [['open', 'opens a file', whole]]),
	...blocking('tokenize#', 'file', 'error', [['open', 'opens a file', whole]]),
	...blocking('os#', 'file', 'warning', [['open', 'opens a file', whole]]),
	...blocking('fileinput#', 'file', 'error', [['input FileInput', 'reads files', lazy]]),
];

/** What `open()` gives. Text is read and written through the buffered kinds. */
const buffered = ['TextIOWrapper', 'BufferedReader', 'BufferedWriter', 'BufferedRandom', 'BufferedRWPair', 'FileIO'];
const text = new Set(['TextIOWrapper']);

const byBlock = here('put the loop into a function of its own, and run that in a thread');

function fileObject(type: string): Entry[] {
	const owner = `io#${type}.`;
	const canRead = type !== 'BufferedWriter', canWrite = type !== 'BufferedReader';
	return [
		...(canRead ? blocking(owner, 'file', 'error', [
			['read readline readlines', 'reads a file'],
			...(text.has(type) ? [] : [['readinto', 'reads a file'] as const]),
			...(text.has(type) || type === 'FileIO' ? [] : [['read1 readinto1 peek', 'reads a file'] as const]),
			...(type === 'FileIO' ? [['readall', 'reads a file'] as const] : []),
			['__next__', 'reads a file', byBlock],
		]) : []),
		...(canWrite ? blocking(owner, 'file', 'error', [['write writelines', 'writes a file']]) : []),
		...(canWrite ? blocking(owner, 'file', 'warning', [['flush truncate', 'writes a file']]) : []),
	];
}

/** What is only said to have a file's methods is as often a buffer in memory. */
const declared: Entry[] = blocking('io#IOBase.', 'file', 'warning', [
	['read readline readlines readinto readall', 'reads what may be a file'], ['__next__', 'reads what may be a file', byBlock],
	['write writelines flush truncate', 'writes what may be a file'],
]);

const compressed: Entry[] = [
	...['gzip#GzipFile', 'bz2#BZ2File', 'lzma#LZMAFile'].flatMap((type) => [
		...blocking(`${type.split('#')[0]}#`, 'file', 'warning', [[`${type.split('#')[1]} open`, 'opens a file', whole]]),
		...blocking(`${type}.`, 'file', 'error', [
			['read read1 readline readlines peek __next__', 'reads and decompresses a file'],
			['write writelines', 'compresses data and writes a file'],
			['close', 'compresses data and writes a file'],
		]),
	]),
	...blocking('gzip#', 'cpu', 'hint', [['compress', 'compresses data'], ['decompress', 'decompresses data']]),
	...blocking('bz2#', 'cpu', 'hint', [['compress', 'compresses data'], ['decompress', 'decompresses data']]),
	...blocking('lzma#', 'cpu', 'hint', [['compress', 'compresses data'], ['decompress', 'decompresses data']]),
	...blocking('zlib#', 'cpu', 'hint', [['compress', 'compresses data'], ['decompress', 'decompresses data']]),
];

const archives: Entry[] = [
	...blocking('zipfile#', 'file', 'warning', [['ZipFile PyZipFile', 'opens an archive', whole], ['is_zipfile', 'reads a file']]),
	...blocking('zipfile#ZipFile.', 'file', 'error', [
		['read testzip', 'reads and decompresses a file', { inMemory: 'decompresses data' }],
		['extract extractall', 'decompresses data and writes files', { isLong: true }],
		['writestr', 'compresses data and writes an archive', { inMemory: 'compresses data' }],
		['write', 'compresses a file and writes an archive'],
	]),
	...blocking('zipfile#ZipFile.', 'file', 'warning', [['open', 'opens a file in an archive', { inMemory: 'decompresses data' }], ['close', 'writes an archive\'s directory', { inMemory: 'packs data' }]]),
	...blocking('zipfile#ZipExtFile.', 'file', 'error', [['read read1 readline readlines', 'reads and decompresses a file']]),
	...blocking('tarfile#', 'file', 'warning', [['open', 'opens an archive', whole], ['is_tarfile', 'reads a file']]),
	...blocking('tarfile#TarFile.', 'file', 'error', [
		['extract extractall', 'decompresses data and writes files', { isLong: true }],
		['add', 'compresses data and writes an archive', { isLong: true }],
		['addfile', 'compresses data and writes an archive', { isLong: true, inMemory: 'compresses data' }],
		['getmembers getnames getmember next', 'reads an archive', { isLong: true, inMemory: 'decompresses data' }],
	]),
	...blocking('tarfile#TarFile.', 'file', 'warning', [['open', 'opens an archive', whole], ['extractfile', 'reads an archive', { inMemory: 'decompresses data' }], ['close', 'writes an archive\'s end', { inMemory: 'packs data' }]]),
];

const fullDirectories: Entry[] = [
	...blocking('os#', 'file', 'warning', [
		['listdir', 'lists a directory'],
		['scandir', 'lists a directory', lazy],
		['truncate ftruncate', 'truncates a file'],
		['mkdir', 'creates a directory', { makes: 0 }],
		['makedirs', 'creates a directory', whereMissing],
	]),
	// No content is read or written: one entry of a directory is.
	...blocking('os#', 'file', 'info', [
		['remove unlink', 'deletes a file'],
		['rmdir removedirs', 'deletes a directory'],
		['rename renames replace', 'renames a file'],
		['link symlink', 'links a file'],
		['mkfifo mknod', 'creates a file'],
	]),
	...blocking('os#', 'file', 'error', [
		['walk fwalk', 'walks directories', { ...lazy, isLong: true }],
		['fsync fdatasync sync', 'waits until the disk has the data', { isLong: true }],
		['sendfile copy_file_range', 'copies a file', { isLong: true }],
	]),
	...blocking('os#', 'file', 'warning', [['read readv', 'reads from a descriptor, and waits where nothing is there yet'], ['pread preadv', 'reads a file'], ['write writev', 'writes to a descriptor, and waits where it is full'], ['pwrite pwritev', 'writes a file']]),
	...blocking('glob#', 'file', 'error', [['glob', 'walks directories'], ['iglob', 'walks directories', lazy]]),
];

const path: Entry[] = [
	...blocking('pathlib#Path.', 'file', 'error', [
		['read_text read_bytes', 'reads a file'],
		['write_text write_bytes', 'writes a file'],
		['glob', 'walks directories', lazy],
		['rglob walk', 'walks directories', { ...lazy, isLong: true }],
		['copy copy_into', 'copies files', { isLong: true }],
		['move move_into', 'moves files', { isLong: true }],
	]),
	...blocking('pathlib#Path.', 'file', 'warning', [
		['iterdir', 'lists a directory', lazy],
		['mkdir', 'creates a directory', whereMissing],
	]),
	...blocking('pathlib#Path.', 'file', 'info', [
		['touch', 'creates a file'],
		['rmdir', 'deletes a directory'],
		['unlink', 'deletes a file'],
		['rename replace', 'renames a file'],
		['symlink_to hardlink_to link_to', 'links a file'],
	]),
	...blocking('pathlib#Path.', 'metadata', 'info', [
		['exists', 'looks for a file'],
		['is_file is_dir is_symlink is_mount is_socket is_fifo is_block_device is_char_device is_junction stat lstat samefile owner group', 'reads a file\'s metadata'],
		['readlink', 'reads a link'],
		['resolve', 'resolves links'],
		['chmod lchmod', 'changes a file\'s mode'],
	]),
];

const metadata: Entry[] = [
	...blocking('os.path#', 'metadata', 'info', [
		['exists lexists', 'looks for a file'],
		['isfile isdir islink ismount getsize getmtime getatime getctime samefile sameopenfile', 'reads a file\'s metadata'],
		['realpath', 'resolves links'],
	]),
	...blocking('os#', 'metadata', 'info', [
		['stat lstat fstat', 'reads a file\'s metadata'],
		['statvfs fstatvfs', 'reads a file system\'s metadata'],
		['access', 'checks access to a file'],
		['readlink', 'reads a link'],
		['chmod fchmod', 'changes a file\'s mode'],
		['chown lchown fchown', 'changes a file\'s owner'],
		['utime', 'changes a file\'s times'],
		['getxattr listxattr', 'reads a file\'s attributes'],
		['setxattr removexattr', 'changes a file\'s attributes'],
	]),
	...blocking('os#DirEntry.', 'metadata', 'info', [['stat', 'reads a file\'s metadata']]),
	...blocking('shutil#', 'metadata', 'info', [
		['which', 'looks for a program'],
		['disk_usage', 'reads a file system\'s metadata'],
		['chown', 'changes a file\'s owner'],
		['copymode copystat', 'changes a file\'s metadata'],
	]),
	...blocking('linecache#', 'metadata', 'info', [['checkcache', 'reads a file\'s metadata']]),
];

const copying: Entry[] = [
	...blocking('shutil#', 'file', 'error', [
		['copy copy2 copyfile copyfileobj', 'copies a file'],
		['copytree', 'copies files', { isLong: true }],
		['move', 'moves files'],
		['rmtree', 'deletes files', { isLong: true }],
		['make_archive', 'compresses files and writes an archive', { isLong: true }],
		['unpack_archive', 'decompresses data and writes files', { isLong: true }],
	]),
	...blocking('filecmp#', 'file', 'error', [['cmp cmpfiles', 'compares files']]),
	...blocking('linecache#', 'file', 'info', [['getline getlines', 'reads a file']]),
];

const temporary: Entry[] = [
	// One entry, of a directory that is mostly in memory.
	...blocking('tempfile#', 'file', 'info', [
		['NamedTemporaryFile TemporaryFile mkstemp', 'creates a file'],
		['mkdtemp TemporaryDirectory', 'creates a directory'],
	]),
	...blocking('tempfile#TemporaryDirectory.', 'file', 'warning', [['cleanup', 'deletes files']]),
];

/** From an open file, or into one. What only parses a text is quick for what people give it. */
const formats: Entry[] = [
	...['json#', 'pickle#', 'marshal#', 'plistlib#'].flatMap((owner) => blocking(owner, 'file', 'warning', [
		['load', 'reads and parses a file', whole],
		['dump', 'writes a file', whole],
	])),
	...blocking('tomllib#', 'file', 'warning', [['load', 'reads and parses a file', whole]]),
	...['ConfigParser', 'RawConfigParser'].flatMap((type) => blocking(`configparser#${type}.`, 'file', 'warning', [['read read_file', 'reads and parses a file'], ['write', 'writes a file']])),
	...blocking('xml.etree.ElementTree#', 'file', 'warning', [['parse', 'reads and parses a file'], ['iterparse', 'reads and parses a file', lazy]]),
	...blocking('xml.etree.ElementTree#ElementTree.', 'file', 'warning', [['write', 'writes a file'], ['parse', 'reads and parses a file']]),
	...blocking('xml.dom.minidom#', 'file', 'warning', [['parse', 'reads and parses a file']]),
	...blocking('logging.config#', 'file', 'warning', [['fileConfig', 'reads a file', here('call it once, before the loop runs')]]),
	// "this is not a thread-safe operation": https://docs.python.org/3/library/runpy.html
	...blocking('runpy#', 'file', 'warning', [['run_path run_module', 'reads and runs a file', here('do it before the loop runs, or before it has begun any tasks: it changes `sys.argv` and `sys.modules`, and two at once disturb each other')]]),
	...blocking('hashlib#', 'file', 'error', [['file_digest', 'reads and hashes a file', { isLong: true }]]),
	...blocking('hashlib#', 'cpu', 'warning', [['pbkdf2_hmac scrypt', 'derives a key']]),
	...blocking('mimetypes#', 'file', 'hint', [['read_mime_types', 'reads a file']]),
];

/** A value of these is read and written where it is indexed; what is here are their calls. */
const shelves: Entry[] = [
	...blocking('shelve#', 'file', 'error', [['open', 'opens a database file', { returns: 'shelve#Shelf' }]]),
	...blocking('shelve#Shelf.', 'file', 'error', [['get', 'reads a database file'], ['sync close', 'writes a database file']]),
	...blocking('dbm#', 'file', 'error', [['open', 'opens a database file'], ['whichdb', 'reads a file']]),
];

export const files: CatalogueData = {
	entries: [
		...opening, ...buffered.flatMap(fileObject), ...declared, ...compressed, ...archives, ...fullDirectories, ...path, ...metadata, ...copying, ...temporary, ...formats, ...shelves,
		...results({ 'gzip#open': 'gzip#GzipFile', 'bz2#open': 'bz2#BZ2File', 'lzma#open': 'lzma#LZMAFile', 'tarfile#open': 'tarfile#TarFile', 'tarfile#TarFile.open': 'tarfile#TarFile', 'zipfile#ZipFile.open': 'zipfile#ZipExtFile', 'tokenize#open': 'io#TextIOWrapper' }),
	],
	aliases: {
		posixpath: 'os.path', ntpath: 'os.path', genericpath: 'os.path', posix: 'os', nt: 'os', _io: 'io',
		'os#path': 'os.path',
		'pathlib#PosixPath': 'pathlib#Path', 'pathlib#WindowsPath': 'pathlib#Path',
		'tempfile#_TemporaryFileWrapper': 'io#BufferedRandom',
		'os#_wrap_close': 'io#TextIOWrapper',
		'codecs#StreamReaderWriter': 'io#TextIOWrapper',
		'pathlib._local': 'pathlib',
	},
};
