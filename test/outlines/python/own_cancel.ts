import { arm, constant, external, held, own, source, storedIn, unresolved, type HandWritten } from '../build.ts';

const python = source('python/own_cancel.py');
const { argumentOf, attempt, block, branch, call, empty, exit, fn, handler, id, parameter, place, result, type, wait } = python;
const [poll, excType, exc, traceback] = [0, 1, 2, 3];
const task = own('_task', 'asyncio#Task');

export default {
	source: python,
	outline: {
		types: [type('class Monitor:', 'Monitor', 'class', [], ['__init__', '__aenter__', '__aexit__'])],
		functions: [
			fn('def __init__(self, poll)', 'Monitor.__init__', { kind: 'constructor', owner: id('Monitor'), parameters: [{ name: 'poll', binding: poll }] },
				place('self._poll = poll', 'assign', own('_poll'), parameter('Monitor.__init__', 0)),
				place(['self._task = None', 1], 'assign', task, constant(null)),
			),
			fn('async def __aenter__(self)', 'Monitor.__aenter__', { owner: id('Monitor'), isExported: true },
				call('self._poll()', unresolved('_poll', 'any'), { receiver: held({ root: 'this', path: [] }), result: argumentOf('asyncio.create_task(self._poll())', 0) }),
				call('asyncio.create_task(self._poll())', external('asyncio#create_task'), { args: [['self._poll()', result('self._poll()')]], result: storedIn(task), resultType: 'thenable' }),
				place('self._task = asyncio.create_task(self._poll())', 'assign', task, result('asyncio.create_task(self._poll())')),
				exit('return self', 'return', held({ root: 'this', path: [] })),
			),
			fn('async def __aexit__(', 'Monitor.__aexit__', { owner: id('Monitor'), isExported: true, parameters: [{ name: 'exc_type', binding: excType }, { name: 'exc', binding: exc }, { name: 'traceback', binding: traceback }] },
				branch('if self._task is not None:', 'if', block(place('self._task is not None', 'read', task)), [arm(block(
					call('self._task.cancel()', external('asyncio#Task.cancel'), { receiver: held(task) }),
					attempt('try:', block(wait('await self._task', held(task))), {
						handlers: [handler(['asyncio#CancelledError'], empty('pass'))],
					}),
					place(['self._task = None', 2], 'assign', task, constant(null)),
				))]),
			),
		],
	},
} satisfies HandWritten;
