/** Clients of the network: HTTP, mail, remote shells, messages, hardware lines. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, aliased, blocking, blockingEach, coroutines, given, here, is, results, submodules } from '../entries.ts';

const verbs = 'get options head post put patch delete request';
const asyncClient = advice('use httpx.AsyncClient or aiohttp');

const requests: Entry[] = [
	...blockingEach(['requests#', 'requests#Session.'], 'network', 'error', [[verbs, 'makes a request', { ...asyncClient, returns: 'requests#Response' }]]),
	...blocking('requests#Session.', 'network', 'error', [['send', 'makes a request', { ...asyncClient, returns: 'requests#Response' }]]),
	...blocking('requests#Response.', 'network', 'error', [['iter_content iter_lines', 'waits for a response', { ...asyncClient, isLazy: true }]]),
	...blocking('requests.adapters#HTTPAdapter.', 'network', 'error', [['send', 'makes a request', asyncClient]]),
	...results({ 'requests#session': 'requests#Session' }),
];

const awaited = advice('use httpx.AsyncClient and await it');

const httpx: Entry[] = [
	...blocking('httpx#', 'network', 'error', [[verbs, 'makes a request', { ...awaited, returns: 'httpx#Response' }], ['stream', 'makes a request', { ...here('use httpx.AsyncClient and `async with` its stream()') }]]),
	...blocking('httpx#Client.', 'network', 'error', [
		[`${verbs} send`, 'makes a request', { ...awaited, returns: 'httpx#Response' }],
		['stream', 'makes a request', { ...here('use httpx.AsyncClient and `async with` its stream()'), returns: 'contextlib#AbstractContextManager[httpx#StreamedResponse]' }],
	]),
	// What is no stream has been read by then.
	...blocking('httpx#StreamedResponse.', 'network', 'error', [['read iter_bytes iter_text iter_lines iter_raw', 'waits for a response', { ...here('use httpx.AsyncClient and `async with` its stream()') }]]),
	...blocking('httpx#Response.', 'network', 'error', [
		['iter_bytes iter_text iter_lines iter_raw', 'waits for a response', { ...here('go through the asynchronous form (aiter_…) with `async for`'), isLazy: true }],
	]),
	...coroutines('httpx#AsyncClient.', `${verbs} send`, 'httpx#Response'), ...coroutines('httpx#AsyncClient.', 'aclose'), ...coroutines('httpx#Response.', 'aread', 'builtins#bytes'), ...coroutines('httpx#Response.', 'aclose'),
	...results({ 'httpx#AsyncClient.stream': 'contextlib#AbstractAsyncContextManager[httpx#Response]' }),
];

const urllib3: Entry[] = [
	...blocking('urllib3#', 'network', 'error', [['request', 'makes a request', { ...asyncClient, returns: 'urllib3#HTTPResponse' }]]),
	...blockingEach(['urllib3#PoolManager.', 'urllib3#ProxyManager.', 'urllib3#HTTPConnectionPool.', 'urllib3#HTTPSConnectionPool.'], 'network', 'error', [
		['request urlopen request_encode_body request_encode_url', 'makes a request', { ...asyncClient, returns: 'urllib3#HTTPResponse' }],
	]),
	...blocking('urllib3#HTTPResponse.', 'network', 'error', [['read', 'waits for a response'], ['stream', 'waits for a response', { isLazy: true }]]),
];

/** Async clients, so that what nobody awaits is known for what it is. */
const aiohttp: Entry[] = [
	...['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'request'].map((name): Entry => ({ symbol: `aiohttp#ClientSession.${name}`, returns: 'aiohttp.client#_RequestContextManager[aiohttp#ClientResponse]' })),
	{ symbol: 'aiohttp#ClientSession.ws_connect', returns: 'aiohttp.client#_WSRequestContextManager[aiohttp#ClientWebSocketResponse]' },
	{ symbol: 'aiohttp.client#_RequestContextManager', awaitable: 'lazy' }, { symbol: 'aiohttp.client#_WSRequestContextManager', awaitable: 'lazy' },
	...results({ 'aiohttp.client#_RequestContextManager.__aenter__': 'aiohttp#ClientResponse', 'aiohttp.client#_WSRequestContextManager.__aenter__': 'aiohttp#ClientWebSocketResponse', 'aiohttp.client#_RequestContextManager.__await__': 'aiohttp#ClientResponse' }),
	...coroutines('aiohttp#ClientSession.', 'close'),
	...coroutines('aiohttp#ClientResponse.', 'read', 'builtins#bytes'), ...coroutines('aiohttp#ClientResponse.', 'text', 'builtins#str'), ...coroutines('aiohttp#ClientResponse.', 'json start'),
	// Gives something that can be awaited for the sake of old code, and has done its work by then.
	{ symbol: 'aiohttp#ClientResponse.release', isSafeToDrop: true },
	...coroutines('aiohttp#ClientWebSocketResponse.', 'send_str send_bytes send_json receive receive_str receive_json receive_bytes close ping pong'),
	...coroutines('aiohttp.web#WebSocketResponse.', 'prepare send_str send_bytes send_json receive receive_str receive_json receive_bytes close ping pong'),
	...coroutines('aiohttp.web#StreamResponse.', 'prepare write write_eof drain'),
	...coroutines('aiohttp.web#Request.', 'json text read post'),
	...coroutines('starlette.requests#Request.', 'json body form close is_disconnected'),
	...coroutines('starlette.websockets#WebSocket.', 'accept receive receive_text receive_json receive_bytes send send_text send_json send_bytes close'),
	...coroutines('websockets#ClientConnection.', 'recv send close ping wait_closed'), ...coroutines('websockets#ServerConnection.', 'recv send close ping wait_closed'),
	...results({ 'websockets#connect.__aenter__': 'websockets#ClientConnection' }),
];

const websockets: Entry[] = [
	...blocking('websocket#', 'network', 'error', [['create_connection', 'connects to a server', { ...advice('use websockets'), returns: 'websocket#WebSocket' }]]),
	...blocking('websocket#WebSocket.', 'network', 'error', [['connect', 'connects to a server', advice('use websockets')], ['recv recv_data', 'waits for data from the network', advice('use websockets')]]),
	// What it sends is mostly short, and goes to the kernel's buffer.
	...blocking('websocket#WebSocket.', 'network', 'info', [['send send_binary ping', 'sends data over the network', advice('use websockets')]]),
	...blocking('websocket#WebSocketApp.', 'network', 'error', [['run_forever', 'waits for messages', here('run it on a thread of its own, or use websockets')]]),
	...blocking('websockets.sync.client#', 'network', 'error', [['connect unix_connect', 'connects to a server', { ...advice('use websockets.connect()'), returns: 'websockets.sync.client#ClientConnection' }]]),
	...blocking('websockets.sync.client#ClientConnection.', 'network', 'error', [['recv', 'waits for data from the network'], ['close', 'waits for the other side']]), ...blocking('websockets.sync.client#ClientConnection.', 'network', 'info', [['send', 'sends data over the network']]),
];

const remote: Entry[] = [
	...blocking('paramiko#SSHClient.', 'network', 'error', [
		['connect', 'connects to a server', advice('use asyncssh')],
		['exec_command', 'runs a command on a server', advice('use asyncssh')],
		['open_sftp invoke_shell', 'talks to a server', advice('use asyncssh')],
	]),
	...blocking('paramiko#SFTPClient.', 'network', 'error', [
		['get getfo', 'downloads a file', advice('use asyncssh')],
		['put putfo', 'uploads a file', advice('use asyncssh')],
		['open file listdir listdir_attr stat lstat mkdir rmdir remove unlink rename chmod', 'talks to a server', advice('use asyncssh')],
	]),
	...blocking('paramiko#Channel.', 'network', 'error', [['recv recv_stderr recv_exit_status exec_command send sendall', 'talks to a server', advice('use asyncssh')]]),
	...blocking('paramiko#Transport.', 'network', 'error', [['connect start_client open_session', 'connects to a server', advice('use asyncssh')]]),
	...blocking('fabric#Connection.', 'network', 'error', [['run sudo open', 'runs a command on a server', advice('use asyncssh')], ['get', 'downloads a file', advice('use asyncssh')], ['put', 'uploads a file', advice('use asyncssh')]]),
	...results({ 'paramiko#SSHClient.open_sftp': 'paramiko#SFTPClient', 'paramiko#SSHClient.invoke_shell': 'paramiko#Channel', 'paramiko#Transport.open_session': 'paramiko#Channel', 'paramiko#SFTPClient.from_transport': 'paramiko#SFTPClient' }),
];

const lines: Entry[] = [
	...blocking('serial#', 'other', 'warning', [['Serial', 'opens a serial port', { ...advice('use pyserial-asyncio'), when: [given(0, 'port')], unless: [is(0, 'port', null)] }]]),
	...blocking('serial#Serial.', 'other', 'error', [['read readline readlines read_until', 'waits for data of a serial port', advice('use pyserial-asyncio')]]), ...blocking('serial#Serial.', 'other', 'warning', [['write writelines flush', 'writes to a serial port', advice('use pyserial-asyncio')]]),
	...blocking('ldap3#Connection.', 'network', 'error', [['bind rebind unbind search add modify modify_dn delete compare open start_tls', 'asks a directory server']]),
	...blocking('dns.resolver#', 'network', 'error', [['resolve query', 'asks the name service', advice('use dns.asyncresolver')]]),
	...blocking('dns.resolver#Resolver.', 'network', 'error', [['resolve query', 'asks the name service', advice('use dns.asyncresolver')]]),
	...blocking('paho.mqtt.client#Client.', 'network', 'error', [['connect reconnect', 'connects to a server', advice('use aiomqtt')], ['loop_forever', 'waits for messages', here('use loop_start(), or aiomqtt')]]),
	...blocking('zmq#Socket.', 'network', 'error', [['recv recv_string recv_json recv_multipart recv_pyobj', 'waits for a message', { ...advice('use zmq.asyncio'), unless: [{ argument: 0, keyword: 'flags', symbols: ['zmq#NOBLOCK', 'zmq#DONTWAIT'] }] }]]),
	...results({ 'zmq#Context.socket': 'zmq#Socket' }),
];

const queues: Entry[] = [
	...blocking('pika#', 'network', 'error', [['BlockingConnection', 'connects to a server', { ...here('use aio-pika'), returns: 'pika#BlockingConnection' }]]),
	...blocking('pika#BlockingConnection.', 'network', 'error', [['channel process_data_events close sleep', 'talks to a server', { ...here('use aio-pika') }]]),
	...blocking('pika.adapters.blocking_connection#BlockingChannel.', 'network', 'error', [
		['start_consuming', 'waits for messages', here('use aio-pika')],
		['basic_publish basic_get basic_ack queue_declare exchange_declare queue_bind basic_consume basic_qos', 'talks to a server', here('use aio-pika')],
		['consume', 'waits for messages', { ...here('use aio-pika'), isLazy: true }],
	]),
	...results({ 'pika#BlockingConnection.channel': 'pika.adapters.blocking_connection#BlockingChannel' }),
	...blocking('kafka#', 'network', 'warning', [['KafkaProducer KafkaConsumer KafkaAdminClient', 'connects to a server', advice('use aiokafka')]]),
	...blocking('kafka#KafkaConsumer.', 'network', 'error', [['poll', 'waits for messages', { ...advice('use aiokafka') }], ['commit', 'talks to a server', advice('use aiokafka')], ['__next__', 'waits for messages', advice('use aiokafka')]]),
	...blocking('kafka#KafkaProducer.', 'network', 'error', [['flush close', 'waits until all messages are sent', advice('use aiokafka')]]),
	...blocking('confluent_kafka#Consumer.', 'network', 'error', [['poll consume', 'waits for messages', { ...advice('use aiokafka'), unless: [is(0, 'timeout', 0)] }], ['commit', 'talks to a server', { unless: [{ argument: 'asynchronous', equals: [true] }] }]]),
	...blocking('confluent_kafka#Producer.', 'network', 'error', [['flush', 'waits until all messages are sent', { ...advice('use aiokafka'), unless: [is(0, 'timeout', 0)] }]]),
	...coroutines('aiokafka#AIOKafkaProducer.', 'start stop send_and_wait flush'), ...coroutines('aiokafka#AIOKafkaConsumer.', 'start stop getone getmany commit seek_to_end'),
	// Awaiting it gives another future: the message is on its way, and only that tells of its arrival.
	...coroutines('aiokafka#AIOKafkaProducer.', 'send', 'asyncio#Future'),
];

export const http: CatalogueData = {
	entries: [...requests, ...httpx, ...urllib3, ...aiohttp, ...websockets, ...remote, ...lines, ...queues],
	aliases: {
		...aliased('requests', 'requests.api requests.sessions requests.models'),
		...aliased('requests#Session', 'requests_cache#CachedSession requests_oauthlib#OAuth2Session requests_html#HTMLSession cloudscraper#CloudScraper'),
		...aliased('httpx', 'httpx._client httpx._api httpx._models'),
		...aliased('urllib3', 'urllib3.poolmanager urllib3.connectionpool urllib3.response'),
		...aliased('aiohttp', 'aiohttp.client_reqrep aiohttp.client_ws'), 'aiohttp.client#ClientSession': 'aiohttp#ClientSession',
		'aiohttp.web#BaseRequest': 'aiohttp.web#Request', 'aiohttp.web#Response': 'aiohttp.web#StreamResponse',
		...aliased('starlette.requests#Request', 'fastapi#Request fastapi.requests#Request'), ...aliased('starlette.websockets#WebSocket', 'fastapi#WebSocket fastapi.websockets#WebSocket'),
		...aliased('paramiko', 'paramiko.client paramiko.sftp_client paramiko.channel paramiko.transport'),
		...aliased('websockets', 'websockets.asyncio.client websockets.client websockets.legacy.client'), 'websockets#WebSocketClientProtocol': 'websockets#ClientConnection', 'websockets#WebSocketServerProtocol': 'websockets#ServerConnection',
		...submodules('dns.resolver', 'paho.mqtt.client', 'requests.adapters', 'websockets.sync.client'), 'paho.mqtt#client': 'paho.mqtt.client', 'ldap3.core.connection': 'ldap3',
	},
};
