import { boundTo, constant, external, held, local, own, receiverOf, source, type HandWritten } from '../build.ts';

const rust = source('rust/trait_object.rs');
const { bind, block, call, exit, fn, func, id, loop, parameter, result, type } = rust;
const [written, file, lines, line] = [0, 1, 2, 3];

const create = 'std::fs::OpenOptions::new()';
const append = `${create}.append(true)`;
const open = `${append}.open(&self.path)`;

const appendToFile = fn(['fn append(&self, line: &str)', 2], 'FileStore.append', { owner: id('FileStore'), parameters: [{ name: 'line', binding: written, type: ['std::str#str'] }] },
	call(create, external('std::fs#OpenOptions.new'), { result: receiverOf('append') }),
	call(append, external('std::fs#OpenOptions.append'), { receiver: result(create), args: [['true', constant(true)]], result: receiverOf('open') }),
	call(open, external('std::fs#OpenOptions.open'), { receiver: result(append), args: [['&self.path', held(own('path', 'std::path#PathBuf'))]], result: boundTo(file) }),
	exit(`${open}?`, 'propagate', result(open)),
	bind(`let mut file = ${open}?`, file, 'file', result(open)),
	call('line.as_bytes()', external('std::str#str.as_bytes'), { receiver: parameter('FileStore.append', 0), result: rust.argumentOf('file.write_all(line.as_bytes())', 0) }),
	call('file.write_all(line.as_bytes())', external('std::fs#File.write_all'), { receiver: local(file), args: [['line.as_bytes()', result('line.as_bytes()')]], result: 'returned' }),
	exit('file.write_all(line.as_bytes())', 'return', result('file.write_all(line.as_bytes())')),
);

/** The callee is the trait's own member, which has no body: the call graph looks for the implementors among the types. */
const record = fn('pub async fn record(', 'Recorder.record', { owner: id('Recorder'), isExported: true, parameters: [{ name: 'lines', binding: lines }] },
	loop('for line in lines', 'each', block(
		bind('for «line» in', line, 'line', parameter('Recorder.record', 0)),
		call('self.store.append(line)', func('Store.append'), { receiver: held(own('store', id('Store'))), args: [['line', local(line)]], result: 'other' }),
		exit('self.store.append(line)?', 'propagate', result('self.store.append(line)')),
	), { iterated: parameter('Recorder.record', 0) }),
	call('Ok(())', external('std::result#Result.Ok'), { args: [['()', { kind: 'list', items: [] }]], result: 'returned' }),
	exit('Ok(())', 'return', result('Ok(())')),
);

export default {
	source: rust,
	outline: {
		types: [
			type('pub trait Store', 'Store', 'interface', ['std::marker#Send', 'std::marker#Sync'], []),
			type('pub struct FileStore', 'FileStore', 'class', [id('Store')], ['append']),
			type('pub struct Recorder', 'Recorder', 'class', [], ['record']),
		],
		functions: [appendToFile, record],
	},
} satisfies HandWritten;
