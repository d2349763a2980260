import { arm, constant, external, local, other, source, type HandWritten } from '../build.ts';

const rust = source('rust/decoder.rs');
const { bind, block, branch, call, closure, exit, fn, func, argumentOf, loop, parameter, result, wait } = rust;
const [stream, frames, buffer, count, length, error, frame, byte] = [0, 1, 2, 3, 4, 5, 6, 7];

const read = 'stream.read(&mut buffer)';
const split = "buffer[..length].split(|byte| *byte == b'\\n')";
const send = 'frames.send(frame.to_vec())';

const readSome = [
	call(read, external('tokio::net#UnixStream.read'), { receiver: parameter('read_frames', 0), args: [['&mut buffer', local(buffer)]], result: 'awaited', resultType: 'thenable' }),
	wait(`${read}.await`, result(read)),
	branch(`match ${read}.await`, 'switch', `${read}.await`, [
		arm(block(exit(["break 'read", 1], 'break', undefined, 'read')), 'Ok(0)'),
		arm(block(bind('Ok(length) => length', length, 'length', result(read))), 'Ok'),
		arm(block(exit("continue 'read", 'continue', undefined, 'read')), 'Err', block(
			bind('Err(error)', error, 'error', result(read)),
			call('error.kind()', external('std::io#Error.kind'), { receiver: local(error), result: 'condition' }),
		)),
		arm(block(exit('break,', 'break')), 'Err'),
	]),
];

const isNewline = fn("|byte| *byte == b'\\n'", 'read_frames.<closure>', { kind: 'closure', enclosing: 'read_frames', parameters: [{ name: 'byte', binding: byte }] },
	exit("*byte == b'\\n'", 'return', other),
);

const sendAll = loop('for frame in', 'each', block(
	bind('for «frame» in', frame, 'frame', result(split)),
	branch('if frame.is_empty()', 'if', block(call('frame.is_empty()', external('std::slice#slice.is_empty'), { receiver: local(frame), result: 'condition' })),
		[arm(block(exit('continue;', 'continue')))]),
	branch(`if ${send}.await.is_err()`, 'if', block(
		call('frame.to_vec()', external('std::slice#slice.to_vec'), { receiver: local(frame), result: argumentOf(send, 0) }),
		call(send, external('tokio::sync::mpsc#Sender.send'), { receiver: parameter('read_frames', 1), args: [['frame.to_vec()', result('frame.to_vec()')]], result: 'awaited', resultType: 'thenable' }),
		wait(`${send}.await`, result(send)),
		call(`${send}.await.is_err()`, external('std::result#Result.is_err'), { receiver: result(send), result: 'condition' }),
	), [arm(block(exit(["break 'read", 2], 'break', undefined, 'read')))]),
	bind('count += 1', count, 'count', other, false),
), { iterated: result(split) });

export default {
	source: rust,
	outline: {
		types: [],
		functions: [
			fn('pub async fn read_frames(', 'read_frames', {
				isExported: true,
				parameters: [{ name: 'stream', binding: stream, type: ['tokio::net#UnixStream'] }, { name: 'frames', binding: frames, type: ['tokio::sync::mpsc#Sender', 'std::vec#Vec'] }],
			},
				bind('let mut buffer = [0u8; 1024]', buffer, 'buffer', other),
				bind('let mut count = 0', count, 'count', constant(0)),
				loop("'read: loop", 'infinite', block(
					...readSome,
					closure("|byte| *byte == b'\\n'", 'read_frames.<closure>', 'value'),
					call(split, external('std::slice#slice.split'), { receiver: local(buffer), args: [["|byte| *byte == b'\\n'", func('read_frames.<closure>')]], result: 'iterated' }),
					sendAll,
				), { label: 'read' }),
				exit('«count»\n}', 'return', local(count)),
			),
			isNewline,
		],
	},
} satisfies HandWritten;
