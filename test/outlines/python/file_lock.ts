import { boundTo, combined, constant, external, local, other, source, type HandWritten } from '../build.ts';

const python = source('python/file_lock.py');
const { attempt, bind, block, call, exit, fn, func, guard, guarded, handler, loop, parameter, result, wait } = python;
const [lockPath, lockFd, path, change, attempts, attemptNumber, fd] = [0, 1, 2, 3, 4, 5, 6];

/** Runs in two halves, when the `with` that uses it is entered and left; `LOCK_NB` among the flags says that it never waits. */
const exclusive = fn('def exclusive(path)', 'exclusive', {
	isGenerator: true, isExported: true, decorators: [external('contextlib#contextmanager')], parameters: [{ name: 'path', binding: lockPath }],
},
	call('os.open(path, os.O_RDWR | os.O_CREAT)', external('os#open'), {
		args: [['path', parameter('exclusive', 0)], ['os.O_RDWR | os.O_CREAT', combined(external('os#O_RDWR'), external('os#O_CREAT'))]], result: boundTo(lockFd),
	}),
	bind('fd = os.open(path, os.O_RDWR | os.O_CREAT)', lockFd, 'fd', result('os.open(path, os.O_RDWR | os.O_CREAT)')),
	attempt(['try:', 1], block(
		call('fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)', external('fcntl#flock'), {
			args: [['fd', local(lockFd)], ['fcntl.LOCK_EX | fcntl.LOCK_NB', combined(external('fcntl#LOCK_EX'), external('fcntl#LOCK_NB'))]],
		}),
		exit('yield fd', 'yield', local(lockFd)),
	), { finally: block(call('os.close(fd)', external('os#close'), { args: [['fd', local(lockFd)]] })) }),
);

const changeUnderLock = [
	call('with «exclusive(path)» as', func('exclusive'), { args: [['path', parameter('update', 0)]], result: boundTo(fd) }),
	guarded('with exclusive(path) as fd:', false, [
		guard('exclusive(path) as fd', result('with «exclusive(path)» as'), { type: 'builtins#int', binding: fd, enter: func('exclusive'), exit: func('exclusive') }),
	], block(
		call('change(fd)', parameter('update', 1), { name: 'change', args: [['fd', local(fd)]], result: 'awaited' }),
		wait('await change(fd)', result('change(fd)')),
		exit('return await change(fd)', 'return', result('change(fd)')),
	)),
];

const update = fn('async def update(', 'update', {
	isExported: true,
	parameters: [{ name: 'path', binding: path }, { name: 'change', binding: change }, { name: 'attempts', binding: attempts, default: constant(5) }],
},
	call('range(attempts)', external('builtins#range'), { args: [['attempts', parameter('update', 2)]], result: 'iterated' }),
	loop('for attempt in range(attempts):', 'each', block(
		bind('for «attempt» in', attemptNumber, 'attempt', result('range(attempts)')),
		attempt(['try:', 2], block(...changeUnderLock), {
			handlers: [handler(['builtins#BlockingIOError'], block(
				call('asyncio.sleep(0.1 * attempt)', external('asyncio#sleep'), { args: [['0.1 * attempt', other]], result: 'awaited', resultType: 'thenable' }),
				wait('await asyncio.sleep(0.1 * attempt)', result('asyncio.sleep(0.1 * attempt)')),
			))],
		}),
	), { iterated: result('range(attempts)') }),
	call('TimeoutError(path)', external('builtins#TimeoutError'), { isNew: true, args: [['path', parameter('update', 0)]], result: 'thrown' }),
	exit('raise TimeoutError(path)', 'throw', result('TimeoutError(path)')),
);

export default { source: python, outline: { types: [], functions: [exclusive, update] } } satisfies HandWritten;
