import { arm, boundTo, constant, external, local, other, receiverOf, source, type HandWritten } from '../build.ts';

const python = source('python/durable_write.py');
const { argumentOf, bind, block, branch, call, closure, exit, fn, func, guard, guarded, parameter, result, use, wait } = python;
const [path, data, loop, write, file, size] = [0, 1, 2, 3, 4, 5];

const open = 'open(path, "w", encoding="utf-8")';

const nested = fn('def write()', 'save.write', { enclosing: 'save' },
	call(open, external('builtins#open'), {
		args: [['path', parameter('save', 0)], ['"w"', constant('w')], ['encoding="utf-8"', constant('utf-8')]], result: boundTo(file),
	}),
	guarded(`with ${open} as file:`, false, [guard(`${open} as file`, result(open), { type: 'io#TextIOWrapper', binding: file })], block(
		call('json.dump(data, file)', external('json#dump'), { args: [['data', parameter('save', 1)], ['file', local(file)]] }),
		call('file.flush()', external('io#TextIOWrapper.flush'), { receiver: local(file) }),
		call('file.fileno()', external('io#TextIOWrapper.fileno'), { receiver: local(file), result: argumentOf('os.fsync(file.fileno())', 0) }),
		call('os.fsync(file.fileno())', external('os#fsync'), { args: [['file.fileno()', result('file.fileno()')]] }),
	)),
	call('path.stat()', external('pathlib#Path.stat'), { receiver: parameter('save', 0), result: receiverOf('st_size') }),
	exit('return path.stat().st_size', 'return', external('os#stat_result.st_size')),
);

const save = fn('async def save(', 'save', { isExported: true, parameters: [{ name: 'path', binding: path, type: ['pathlib#Path'] }, { name: 'data', binding: data }] },
	call('asyncio.get_running_loop()', external('asyncio#get_running_loop'), { result: boundTo(loop) }),
	bind('loop = asyncio.get_running_loop()', loop, 'loop', result('asyncio.get_running_loop()')),
	closure('def write()', 'save.write', 'declaration'),
	bind('def «write»()', write, 'write', func('save.write')),
	use('open(«path»', path, 'escape'),
	use('json.dump(«data»', data, 'escape'),
	call('loop.run_in_executor(None, write)', external('asyncio#AbstractEventLoop.run_in_executor'), {
		receiver: local(loop), args: [['None', constant(null)], ['write', func('save.write')]], result: 'awaited', resultType: 'thenable',
	}),
	wait('await loop.run_in_executor(None, write)', result('loop.run_in_executor(None, write)')),
	bind('size = await loop.run_in_executor(None, write)', size, 'size', result('loop.run_in_executor(None, write)')),
	branch('if size == 0:', 'if', block(use('size == 0', size, 'condition')), [arm(block(
		call('OSError(f"{path} is empty")', external('builtins#OSError'), { isNew: true, args: [['f"{path} is empty"', other]], result: 'thrown' }),
		exit('raise OSError(f"{path} is empty")', 'throw', result('OSError(f"{path} is empty")')),
	))]),
	exit('return size', 'return', local(size)),
);

export default { source: python, outline: { types: [], functions: [save, nested] } } satisfies HandWritten;
