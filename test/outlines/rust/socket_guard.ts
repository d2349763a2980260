import { arm, boundTo, constant, external, held, local, other, own, source, type HandWritten } from '../build.ts';

const rust = source('rust/socket_guard.rs');
const { argumentOf, bind, block, branch, call, exit, fn, func, guard, guarded, id, loop, parameter, result, type, wait } = rust;
const [path, turns, folder, listener, socket, stream] = [0, 1, 2, 3, 4, 5];

const removed = 'std::fs::remove_file(&self.0)';
const madeSocket = 'SocketFile(path.to_owned())';

const dropSocket = fn('fn drop(&mut self)', 'SocketFile.drop', { owner: id('SocketFile') },
	call(removed, external('std::fs#remove_file'), { args: [['&self.0', held(own('0', 'std::path#PathBuf'))]], result: 'void' }),
);

const answerAll = loop('for _ in 0..turns', 'each', block(
	call('listener.accept()', external('tokio::net#UnixListener.accept'), { receiver: local(listener), result: 'awaited', resultType: 'thenable' }),
	wait('listener.accept().await', result('listener.accept()')),
	exit('listener.accept().await?', 'propagate', result('listener.accept()')),
	bind('let mut stream = listener.accept().await?', stream, 'stream', result('listener.accept()')),
	call('stream.write_all(b"ready")', external('tokio::net#UnixStream.write_all'), { receiver: local(stream), args: [['b"ready"', constant('ready')]], result: 'awaited', resultType: 'thenable' }),
	wait('stream.write_all(b"ready").await', result('stream.write_all(b"ready")')),
	exit('stream.write_all(b"ready").await?', 'propagate', result('stream.write_all(b"ready")')),
), { iterated: other });

/** The guard's end runs `SocketFile::drop`, on every way out: the model says so at the guard, as no call is written. */
const whileBound = guarded(`let _socket = ${madeSocket};`, false, [
	guard(`let _socket = ${madeSocket}`, result(madeSocket), { type: id('SocketFile'), binding: socket, exit: func('SocketFile.drop') }),
], block(
	answerAll,
	call('Ok(())', external('std::result#Result.Ok'), { args: [['()', { kind: 'list', items: [] }]], result: 'returned' }),
	exit('Ok(())', 'return', result('Ok(())')),
));

const serve = fn('pub async fn serve(', 'serve', { isExported: true, parameters: [{ name: 'path', binding: path, type: ['std::path#Path'] }, { name: 'turns', binding: turns }] },
	branch('if let Some(folder) = path.parent()', 'if', block(
		call('path.parent()', external('std::path#Path.parent'), { receiver: parameter('serve', 0), result: boundTo(folder) }),
		bind('Some(folder) = path.parent()', folder, 'folder', result('path.parent()')),
	), [arm(block(
		call('std::fs::create_dir_all(folder)', external('std::fs#create_dir_all'), { args: [['folder', local(folder)]], result: 'other' }),
		exit('std::fs::create_dir_all(folder)?', 'propagate', result('std::fs::create_dir_all(folder)')),
	))]),
	call('UnixListener::bind(path)', external('tokio::net#UnixListener.bind'), { args: [['path', parameter('serve', 0)]], result: boundTo(listener) }),
	exit('UnixListener::bind(path)?', 'propagate', result('UnixListener::bind(path)')),
	bind('let listener = UnixListener::bind(path)?', listener, 'listener', result('UnixListener::bind(path)')),
	call('path.to_owned()', external('std::borrow#ToOwned.to_owned'), { receiver: parameter('serve', 0), result: argumentOf(madeSocket, 0) }),
	call(madeSocket, func('SocketFile'), { args: [['path.to_owned()', result('path.to_owned()')]], isNew: true, result: boundTo(socket) }),
	bind(`let _socket = ${madeSocket}`, socket, '_socket', result(madeSocket)),
	whileBound,
);

export default {
	source: rust,
	outline: { types: [type('struct SocketFile', 'SocketFile', 'class', ['std::ops#Drop'], ['drop'])], functions: [dropSocket, serve] },
} satisfies HandWritten;
