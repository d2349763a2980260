import { arm, constant, external, held, local, own, part, source, type HandWritten } from '../build.ts';

const python = source('python/queue_under_lock.py');
const { attempt, bind, block, branch, call, fn, guard, guarded, id, loop, parameter, place, result, type, use, wait } = python;
const [send, cancelToken, message] = [0, 1, 2];

const queue = own('_queue', 'asyncio#Queue');

const takeAndSend = [
	call('self._queue.get()', external('asyncio#Queue.get'), { receiver: held(queue), result: 'awaited', resultType: 'thenable' }),
	wait('await self._queue.get()', result('self._queue.get()')),
	bind('message = await self._queue.get()', message, 'message', result('self._queue.get()')),
	attempt('try:', block(
		call('send(message)', parameter('Outbox.drain', 0), { name: 'send', args: [['message', local(message)]], result: 'awaited' }),
		use('send(«message»)', message, 'escape'),
		wait('await send(message)', result('send(message)')),
	), {
		finally: block(call('self._queue.task_done()', external('asyncio#Queue.task_done'), { receiver: held(queue) })),
	}),
];

/** Short circuits of a condition are branches within the loop's condition. */
const notCancelled = block(branch('cancel_token and cancel_token.is_cancelled', 'shortcut',
	block(use('(«cancel_token» and', cancelToken, 'condition')),
	[arm(block(place('cancel_token.is_cancelled', 'read', part(cancelToken, 'is_cancelled'))))]));

export default {
	source: python,
	outline: {
		types: [type('class Outbox:', 'Outbox', 'class', [], ['__init__', 'drain'])],
		functions: [
			fn('def __init__(self)', 'Outbox.__init__', { kind: 'constructor', owner: id('Outbox') },
				call('asyncio.Lock()', external('asyncio#Lock'), { isNew: true, result: { kind: 'stored', place: own('_lock', 'asyncio#Lock') } }),
				place('self._lock = asyncio.Lock()', 'assign', own('_lock', 'asyncio#Lock'), result('asyncio.Lock()')),
				call('asyncio.Queue()', external('asyncio#Queue'), { isNew: true, result: { kind: 'stored', place: queue } }),
				place('self._queue = asyncio.Queue()', 'assign', queue, result('asyncio.Queue()')),
			),
			fn('async def drain(', 'Outbox.drain', {
				owner: id('Outbox'), isExported: true, parameters: [{ name: 'send', binding: send }, { name: 'cancel_token', binding: cancelToken, default: constant(null) }],
			}, guarded('async with self._lock:', true, [guard('async with «self._lock»:', held(own('_lock', 'asyncio#Lock')), { type: 'asyncio#Lock' })],
				block(loop('while not (cancel_token and cancel_token.is_cancelled):', 'while', block(...takeAndSend), { condition: notCancelled })))),
		],
	},
} satisfies HandWritten;
