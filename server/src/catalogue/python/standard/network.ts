/** Sockets, the protocols of the standard library over them, and what waits for them to be ready. */
import type { ArgumentTest, CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, blockingEach, given, here, is, results } from '../entries.ts';

const streams = 'use asyncio.open_connection()';

const names: Entry[] = [
	...blocking('socket#', 'network', 'error', [
		['getaddrinfo', 'asks the name service', {
			replacement: {
				kind: 'template', template: 'await $get_running_loop().getaddrinfo($args)', imports: ['asyncio#get_running_loop'], safety: 'safe',
				// The loop's method takes what follows the port by name only.
				unless: [{ argument: 2, present: true }],
			},
		}],
		['getnameinfo', 'asks the name service', { replacement: { kind: 'template', template: 'await $get_running_loop().getnameinfo($args)', imports: ['asyncio#get_running_loop'], safety: 'safe' } }],
		['gethostbyname gethostbyname_ex gethostbyaddr getfqdn', 'asks the name service', advice('await the loop\'s getaddrinfo()')],
		['create_connection', 'connects to a server', advice(streams)],
	]),
];

/** A socket that was told not to block does not, which a call does not show: less severe than what always waits. */
const sockets: Entry[] = ['socket#socket.', 'ssl#SSLSocket.'].flatMap((owner) => blocking(owner, 'network', 'warning', [
	['connect', 'connects to a server', advice(`${streams}, or await loop.sock_connect()`)],
	['accept', 'waits for a connection', advice('use asyncio.start_server(), or await loop.sock_accept()')],
	['recv recvfrom recvmsg', 'waits for data from the network', advice(`${streams}, or await loop.sock_recv()`)],
	['recv_into recvfrom_into', 'waits for data from the network', advice(`${streams}, or await loop.sock_recv_into()`)],
	['sendall sendfile', 'sends data over the network', advice(`${streams}, or await loop.sock_sendall()`)],
	...(owner.startsWith('ssl') ? [['do_handshake unwrap read write', 'waits for the network', advice(`${streams} with ssl`)] as const] : []),
]));

const ofServers: ArgumentTest[] = [{ argument: 0, keyword: 'purpose', symbols: ['ssl#Purpose.CLIENT_AUTH'] }];

const tls: Entry[] = [
	...blocking('ssl#', 'network', 'error', [['get_server_certificate', 'connects to a server']]),
	...blocking('ssl#SSLContext.', 'network', 'warning', [['wrap_socket', 'shakes hands with the other side', { ...advice(`${streams} with ssl`), unless: [{ argument: 'do_handshake_on_connect', equals: [false] }] }]]),
	...blocking('ssl#SSLContext.', 'file', 'info', [['load_verify_locations load_cert_chain load_default_certs', 'reads certificates']]),
	// A server's context reads nothing by itself: it asks its clients for no certificate.
	...blocking('ssl#', 'file', 'info', [['create_default_context', 'reads certificates', { unless: ofServers }]]),
];

const noTime = (argument: number): ArgumentTest[] => [is(argument, 'timeout', 0)];

const readiness: Entry[] = [
	...blocking('select#', 'network', 'error', [['select', 'waits until a file or socket is ready', { ...here('use loop.add_reader()'), unless: [{ argument: 3, equals: [0] }] }]]),
	...['select#poll.poll', 'select#epoll.poll', 'select#devpoll.poll'].flatMap((symbol) => blocking('', 'network', 'error', [[symbol, 'waits until a file or socket is ready', { ...here('use loop.add_reader()'), unless: noTime(0) }]])),
	...blocking('select#kqueue.', 'network', 'error', [['control', 'waits until a file or socket is ready', { ...here('use loop.add_reader()'), when: [given(1, 'max_events')], unless: [is(1, 'max_events', 0), is(2, 'timeout', 0)] }]]),
	...['DefaultSelector', 'SelectSelector', 'PollSelector', 'EpollSelector', 'DevpollSelector', 'KqueueSelector', 'BaseSelector'].flatMap((type) =>
		blocking(`selectors#${type}.`, 'network', 'error', [['select', 'waits until a file or socket is ready', { ...here('use loop.add_reader()'), unless: noTime(0) }]])),
];

const asyncHttp = advice('use httpx.AsyncClient or aiohttp');

const http: Entry[] = [
	...blocking('urllib.request#', 'network', 'error', [
		['urlopen', 'makes a request', { ...asyncHttp, returns: 'http.client#HTTPResponse' }],
		['urlretrieve', 'downloads a file', asyncHttp],
		['OpenerDirector.open', 'makes a request', { ...asyncHttp, returns: 'http.client#HTTPResponse' }],
	]),
	...['HTTPConnection', 'HTTPSConnection'].flatMap((type) => blocking(`http.client#${type}.`, 'network', 'error', [
		['connect', 'connects to a server', asyncHttp],
		['request send endheaders', 'makes a request', asyncHttp],
		['getresponse', 'waits for a response', { ...asyncHttp, returns: 'http.client#HTTPResponse' }],
	])),
	...blocking('http.client#HTTPResponse.', 'network', 'error', [['read read1 readinto readline readlines peek', 'waits for a response', asyncHttp]]),
	...blocking('urllib.robotparser#RobotFileParser.', 'network', 'error', [['read', 'makes a request', asyncHttp]]),
	// Any name that is called on one is a method of the other side.
	...blocking('xmlrpc.client#ServerProxy.', 'network', 'error', [['*', 'makes a request', asyncHttp]]),
];

/** With a host their constructors connect. */
const withHost = { when: [given(0, 'host')], unless: [is(0, 'host', '')] };

const mail: Entry[] = [
	...['SMTP', 'SMTP_SSL', 'LMTP'].flatMap((type) => [
		...blocking('smtplib#', 'network', 'error', [[type, 'connects to a mail server', { ...advice('use aiosmtplib'), ...withHost }]]),
		...blocking(`smtplib#${type}.`, 'network', 'error', [
			['connect starttls login ehlo helo ehlo_or_helo_if_needed noop quit verify docmd', 'talks to a mail server', advice('use aiosmtplib')],
			['sendmail send_message', 'sends mail', advice('use aiosmtplib')],
		]),
	]),
	...['POP3', 'POP3_SSL'].flatMap((type) => [
		...blocking('poplib#', 'network', 'error', [[type, 'connects to a mail server']]),
		...blocking(`poplib#${type}.`, 'network', 'error', [['user pass_ apop stat list retr dele noop quit top uidl stls', 'talks to a mail server']]),
	]),
	...['IMAP4', 'IMAP4_SSL', 'IMAP4_stream'].flatMap((type) => [
		...blocking('imaplib#', 'network', 'error', [[type, 'connects to a mail server', advice('use aioimaplib')]]),
		...blocking(`imaplib#${type}.`, 'network', 'error', [
			['login login_cram_md5 authenticate select search fetch store copy append expunge list lsub status create delete rename subscribe unsubscribe noop logout uid starttls', 'talks to a mail server', advice('use aioimaplib')],
		]),
	]),
];

const files: Entry[] = [
	...['FTP', 'FTP_TLS'].flatMap((type) => [
		...blocking('ftplib#', 'network', 'error', [[type, 'connects to a server', { ...advice('use aioftp'), ...withHost }]]),
		...blocking(`ftplib#${type}.`, 'network', 'error', [
			['connect login sendcmd voidcmd cwd pwd mkd rmd delete rename size nlst dir quit', 'talks to a server', advice('use aioftp')],
			['retrbinary retrlines', 'downloads a file', advice('use aioftp')],
			['storbinary storlines', 'uploads a file', advice('use aioftp')],
		]),
	]),
	...blocking('telnetlib#', 'network', 'error', [['Telnet', 'connects to a server', { ...advice(streams), ...withHost }]]),
	...blocking('telnetlib#Telnet.', 'network', 'error', [['open read_until read_all read_some expect interact write', 'talks to a server', advice(streams)]]),
	...blocking('nntplib#', 'network', 'error', [['NNTP NNTP_SSL', 'connects to a server']]),
];

const serverTypes: readonly string[] = [
	...['BaseServer', 'TCPServer', 'UDPServer', 'UnixStreamServer', 'ThreadingTCPServer', 'ThreadingUDPServer'].map((type) => `socketserver#${type}.`),
	'http.server#HTTPServer.', 'http.server#ThreadingHTTPServer.', 'xmlrpc.server#SimpleXMLRPCServer.', 'wsgiref.simple_server#WSGIServer.',
];

const servers: Entry[] = blockingEach(serverTypes, 'network', 'error', [
	['serve_forever', 'serves until it is shut down', here('run it on a thread of its own, or use asyncio.start_server()')],
	['handle_request', 'waits for a request', here('run it on a thread of its own')],
]).map((entry) => (entry.symbol.endsWith('serve_forever') ? { ...entry, listens: true } : entry));

/** Handlers that send what is logged. Those that write to the console or a file are never reported. */
const logging: Entry[] = ['SMTPHandler', 'HTTPHandler', 'SocketHandler'].flatMap((type) =>
	blocking(`logging.handlers#${type}.`, 'network', 'warning', [['emit', 'sends what is logged over the network', here('put a QueueHandler before it, and give the handler to a QueueListener')]]));

export const network: CatalogueData = {
	entries: [
		...names, ...sockets, ...tls, ...readiness, ...http, ...mail, ...files, ...servers, ...logging,
		...results({
			'socket#create_connection': 'socket#socket', 'ssl#SSLContext.wrap_socket': 'ssl#SSLSocket', 'ssl#create_default_context': 'ssl#SSLContext', 'urllib.request#build_opener': 'urllib.request#OpenerDirector',
			'select#poll': 'select#poll', 'select#epoll': 'select#epoll',
		}),
	],
	aliases: { '_socket': 'socket', 'socket#SocketType': 'socket#socket', 'xmlrpc.client#Server': 'xmlrpc.client#ServerProxy', 'http#client': 'http.client', 'urllib#request': 'urllib.request', 'xmlrpc#client': 'xmlrpc.client', 'logging#handlers': 'logging.handlers', 'logging#config': 'logging.config', 'http#server': 'http.server' },
};
