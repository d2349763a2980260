import { boundTo, external, held, local, own, part, receiverOf, source, type HandWritten } from '../build.ts';

const rust = source('rust/propagate.rs');
const { argumentOf, bind, call, exit, fn, func, id, parameter, place, result, type, wait } = rust;
const [text, endpoint, dial, settings, sent, path] = [0, 1, 2, 3, 4, 5];

const readFile = 'std::fs::read_to_string(&self.path)';
const firstLine = 'text.lines().next()';
const checked = 'text.lines().next().ok_or(io::ErrorKind::InvalidData)';

const read = fn('fn read(&self)', 'Loader.read', { owner: id('Loader') },
	call(readFile, external('std::fs#read_to_string'), { args: [['&self.path', held(own('path', 'std::path#PathBuf'))]], result: boundTo(text) }),
	exit(`${readFile}?`, 'propagate', result(readFile)),
	bind(`let text = ${readFile}?`, text, 'text', result(readFile)),
	call('text.lines()', external('std::str#str.lines'), { receiver: local(text), result: receiverOf('next') }),
	call(firstLine, external('std::str#Lines.next'), { receiver: result('text.lines()'), result: receiverOf('ok_or') }),
	call(checked, external('std::option#Option.ok_or'), {
		receiver: result(firstLine), args: [['io::ErrorKind::InvalidData', external('std::io#ErrorKind.InvalidData')]], result: boundTo(endpoint),
	}),
	exit(`${checked}?`, 'propagate', result(checked)),
	bind(`let endpoint = ${checked}?`, endpoint, 'endpoint', result(checked)),
	call('endpoint.to_owned()', external('std::borrow#ToOwned.to_owned'), { receiver: local(endpoint), result: argumentOf('Ok(Settings { endpoint: endpoint.to_owned() })', 0) }),
	call('Ok(Settings { endpoint: endpoint.to_owned() })', external('std::result#Result.Ok'), {
		args: [['Settings { endpoint: endpoint.to_owned() }', { kind: 'object', properties: [{ name: 'endpoint', value: result('endpoint.to_owned()') }] }]], result: 'returned',
	}),
	exit('Ok(Settings { endpoint: endpoint.to_owned() })', 'return', result('Ok(Settings { endpoint: endpoint.to_owned() })')),
);

const connect = fn('pub async fn connect<F>(', 'Loader.connect', {
	owner: id('Loader'), isExported: true, parameters: [{ name: 'dial', binding: dial, type: ['std::ops#Fn'] }],
},
	call('self.read()', func('Loader.read'), { receiver: held({ root: 'this', path: [] }), result: boundTo(settings) }),
	exit('self.read()?', 'propagate', result('self.read()')),
	bind('let settings = self.read()?', settings, 'settings', result('self.read()')),
	place('settings.endpoint', 'read', part(settings, 'endpoint', 'std::string#String')),
	call('dial(settings.endpoint)', parameter('Loader.connect', 0), {
		name: 'dial', args: [['settings.endpoint', held(part(settings, 'endpoint', 'std::string#String'))]], result: 'awaited', resultType: 'thenable',
	}),
	wait('dial(settings.endpoint).await', result('dial(settings.endpoint)')),
	exit('dial(settings.endpoint).await?', 'propagate', result('dial(settings.endpoint)')),
	bind('let sent = dial(settings.endpoint).await?', sent, 'sent', result('dial(settings.endpoint)')),
	call('Ok(sent)', external('std::result#Result.Ok'), { args: [['sent', local(sent)]], result: 'returned' }),
	exit('Ok(sent)', 'return', result('Ok(sent)')),
);

const exists = fn('pub fn exists(', 'exists', { isExported: true, parameters: [{ name: 'path', binding: path, type: ['std::path#Path'] }] },
	call('path.exists()', external('std::path#Path.exists'), { receiver: parameter('exists', 0), result: 'returned' }),
	exit('path.exists()', 'return', result('path.exists()')),
);

export default {
	source: rust,
	outline: { types: [type('pub struct Loader', 'Loader', 'class', [], ['read', 'connect'])], functions: [read, connect, exists] },
} satisfies HandWritten;
