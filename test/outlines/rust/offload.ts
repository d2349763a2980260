import { boundTo, external, local, other, receiverOf, source, type HandWritten } from '../build.ts';

const rust = source('rust/offload.rs');
const { argumentOf, bind, call, closure, exit, fn, func, parameter, result, use, wait } = rust;
const [path, label, sum, bytes, byte] = [0, 1, 2, 3, 4];

const spawned = rust.text.slice(rust.at('tokio::task::spawn_blocking').start, rust.at(/** its closing parenthesis */ '\n    })').end);
const mapped = `${spawned}\n    .await\n    .map_err(|_| io::Error::other(label))`;
const read = 'std::fs::read(&path)';
const summed = 'bytes.iter().map(|byte| u64::from(*byte)).sum()';
const counted = 'bytes.iter().map(|byte| u64::from(*byte))';

/** Runs on a thread where blocking is allowed; what it captures is moved into it. */
const work = fn('move || {', 'checksum.<closure>', { kind: 'closure', enclosing: 'checksum' },
	call(read, external('std::fs#read'), { args: [['&path', parameter('checksum', 0)]], result: boundTo(bytes) }),
	exit(`${read}?`, 'propagate', result(read)),
	bind(`let bytes = ${read}?`, bytes, 'bytes', result(read)),
	call('bytes.iter()', external('std::slice#slice.iter'), { receiver: local(bytes), result: receiverOf('map') }),
	closure('|byte| u64::from(*byte)', 'checksum.<closure>.<closure>', 'value'),
	call(counted, external('std::iter#Iterator.map'), { receiver: result('bytes.iter()'), args: [['|byte| u64::from(*byte)', func('checksum.<closure>.<closure>')]], result: receiverOf('sum') }),
	call(summed, external('std::iter#Iterator.sum'), { receiver: result(counted), result: argumentOf(`Ok::<u64, io::Error>(${summed})`, 0) }),
	call(`Ok::<u64, io::Error>(${summed})`, external('std::result#Result.Ok'), { args: [[summed, result(summed)]], result: 'returned' }),
	exit(`Ok::<u64, io::Error>(${summed})`, 'return', result(`Ok::<u64, io::Error>(${summed})`)),
);

const widen = fn('|byte| u64::from(*byte)', 'checksum.<closure>.<closure>', { kind: 'closure', enclosing: 'checksum.<closure>', parameters: [{ name: 'byte', binding: byte }] },
	call('u64::from(*byte)', external('std::convert#From.from'), { args: [['*byte', parameter('checksum.<closure>.<closure>', 0)]], result: 'returned' }),
	exit('u64::from(*byte)', 'return', result('u64::from(*byte)')),
);

const nameError = fn('|_| io::Error::other(label)', 'checksum.<closure>~2', { kind: 'closure', enclosing: 'checksum' },
	call('io::Error::other(label)', external('std::io#Error.other'), { args: [['label', local(label)]], result: 'returned' }),
	exit('io::Error::other(label)', 'return', result('io::Error::other(label)')),
);

const checksum = fn('pub async fn checksum(', 'checksum', { isExported: true, parameters: [{ name: 'path', binding: path, type: ['std::path#PathBuf'] }] },
	call('path.display()', external('std::path#Path.display'), { receiver: parameter('checksum', 0), result: receiverOf('to_string') }),
	call('path.display().to_string()', external('std::string#ToString.to_string'), { receiver: result('path.display()'), result: boundTo(label) }),
	bind('let label = path.display().to_string()', label, 'label', result('path.display().to_string()')),
	closure('move || {', 'checksum.<closure>', 'value'),
	use('&path', path, 'escape'),
	call(spawned, external('tokio::task#spawn_blocking'), { args: [[rust.text.slice(rust.at('move ||').start, rust.at('\n    })').end - 1), func('checksum.<closure>')]], result: 'awaited', resultType: 'thenable' }),
	wait(`${spawned}\n    .await`, result(spawned)),
	closure('|_| io::Error::other(label)', 'checksum.<closure>~2', 'value'),
	use('other(«label»)', label, 'escape'),
	call(mapped, external('std::result#Result.map_err'), { receiver: result(spawned), args: [['|_| io::Error::other(label)', func('checksum.<closure>~2')]], result: boundTo(sum) }),
	exit(`${mapped}?`, 'propagate', result(mapped)),
	exit(`${mapped}??`, 'propagate', other),
	bind(`let sum = ${mapped}??`, sum, 'sum', other),
	call('Ok(sum)', external('std::result#Result.Ok'), { args: [['sum', local(sum)]], result: 'returned' }),
	exit('Ok(sum)', 'return', result('Ok(sum)')),
);

export default { source: rust, outline: { types: [], functions: [checksum, work, widen, nameError] } } satisfies HandWritten;
