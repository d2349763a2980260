import { arm, boundTo, constant, external, held, local, other, own, receiverOf, source, type HandWritten } from '../build.ts';
import type { Block } from '../../../server/src/outline/model.ts';

const rust = source('rust/guard_drop.rs');
const { argumentOf, bind, block, branch, call, drop, exit, fn, guard, guarded, id, parameter, place, result, type, use, wait } = rust;
const [stream, name, names, count, again] = [0, 1, 2, 3, 4];

const mutex = own('names', 'std::sync#Mutex');
const listener = own('listener', 'tokio::sync#Mutex');
const vector = (binding: number) => ({ root: 'binding', binding, path: [], type: 'std::vec#Vec' }) as const;

/** `let … = self.names.lock().unwrap();`: a guard lives from here to the end of the block around it, unless it is dropped. */
function lock(statement: string, nth: number, binding: number, rest: Block) {
	const [locked, unwrapped] = [['self.names.lock()', nth], ['self.names.lock().unwrap()', nth]] as const;
	return [
		call(locked, external('std::sync#Mutex.lock'), { receiver: held(mutex), result: receiverOf('unwrap') }),
		call(unwrapped, external('std::result#Result.unwrap'), { receiver: result(locked), result: boundTo(binding) }),
		bind(statement, binding, 'names', result(unwrapped)),
		guarded(statement, false, [guard(statement, result(unwrapped), { type: 'std::sync#MutexGuard', binding })], rest),
	];
}

function write(text: string) {
	const written = `stream.write_all(b"${text}")`;
	return [
		call(written, external('tokio::net#UnixStream.write_all'), {
			receiver: parameter('Peers.greet', 0), args: [[`b"${text}"`, constant(text)]], result: 'awaited', resultType: 'thenable',
		}),
		wait(`${written}.await`, result(written)),
		exit(`${written}.await?`, 'propagate', result(written)),
	];
}

/** The inner block's guard ends with the `if`, so that the second write is outside of it. */
const innerBlock = lock('let names = self.names.lock().unwrap()', 2, again, block(
	branch('if names.len() > count', 'if', block(
		call(['names.len()', 2], external('std::vec#Vec.len'), { receiver: local(again), result: 'condition' }),
		use('names.len() > count', count, 'condition'),
	), [arm(block(
		call(['names.len()', 3], external('std::vec#Vec.len'), { receiver: local(again), result: argumentOf('Ok(names.len())', 0) }),
		call('Ok(names.len())', external('std::result#Result.Ok'), { args: [['names.len()', result(['names.len()', 3])]], result: 'returned' }),
		exit('return Ok(names.len())', 'return', result('Ok(names.len())')),
	))]),
));

const greet = fn('pub async fn greet(', 'Peers.greet', {
	owner: id('Peers'), isExported: true,
	parameters: [{ name: 'stream', binding: stream, type: ['tokio::net#UnixStream'] }, { name: 'name', binding: name, type: ['std::string#String'] }],
}, ...lock('let mut names = self.names.lock().unwrap()', 1, names, block(
	call('names.push(name)', external('std::vec#Vec.push'), { receiver: local(names), args: [['name', parameter('Peers.greet', 1)]] }),
	place('names.push(name)', 'push', vector(names), parameter('Peers.greet', 1)),
	call(['names.len()', 1], external('std::vec#Vec.len'), { receiver: local(names), result: boundTo(count) }),
	bind('let count = names.len()', count, 'count', result(['names.len()', 1])),
	drop('drop(names)', names),
	...write('hello'),
	...innerBlock,
	...write('again'),
	call('Ok(count)', external('std::result#Result.Ok'), { args: [['count', local(count)]], result: 'returned' }),
	exit('Ok(count)', 'return', result('Ok(count)')),
)));

/** The guard is a temporary: it has no name, and lives until the end of the expression that made it, the wait for a peer included. */
const next = fn('pub async fn next(', 'Peers.next', { owner: id('Peers'), isExported: true },
	call('self.listener.lock()', external('tokio::sync#Mutex.lock'), { receiver: held(listener), result: 'awaited', resultType: 'thenable' }),
	wait('self.listener.lock().await', result('self.listener.lock()')),
	guarded('self.listener.lock().await.accept().await', false, [
		guard('self.listener.lock().await', result('self.listener.lock()'), { type: 'tokio::sync#MutexGuard' }),
	], block(
		call('self.listener.lock().await.accept()', external('tokio::net#UnixListener.accept'), { receiver: other, result: 'awaited', resultType: 'thenable' }),
		wait('self.listener.lock().await.accept().await', result('self.listener.lock().await.accept()')),
		exit('self.listener.lock().await.accept().await', 'return', result('self.listener.lock().await.accept()')),
	)),
);

export default {
	source: rust,
	outline: { types: [type('pub struct Peers', 'Peers', 'class', [], ['greet', 'next'])], functions: [greet, next] },
} satisfies HandWritten;
