import { boundTo, external, local, source, type HandWritten } from '../build.ts';

const python = source('python/heartbeat.py');
const { attempt, bind, block, call, exit, fn, handler, loop, parameter, result, wait } = python;
const [work, beat, period, task, answer] = [0, 1, 2, 3, 4];

const waitFor = 'asyncio.wait_for(task, timeout=period)';

const turn = attempt('try:', block(
	call(waitFor, external('asyncio#wait_for'), { args: [['task', local(task)], ['timeout=period', parameter('with_heartbeat', 2)]], result: 'awaited', resultType: 'thenable' }),
	wait(`await ${waitFor}`, result(waitFor)),
	bind(`result = await ${waitFor}`, answer, 'result', result(waitFor)),
), {
	handlers: [
		handler(['asyncio#TimeoutError'], block(
			call('beat()', parameter('with_heartbeat', 1), { name: 'beat', result: 'awaited' }),
			wait('await beat()', result('beat()')),
		)),
		handler(['asyncio#CancelledError'], block(
			call('task.cancel()', external('asyncio#Task.cancel'), { receiver: local(task) }),
			exit('raise', 'throw'),
		)),
	],
	orElse: block(exit('return result', 'return', local(answer))),
});

export default {
	source: python,
	outline: {
		types: [],
		functions: [
			fn('async def with_heartbeat(', 'with_heartbeat', {
				isExported: true,
				parameters: [{ name: 'work', binding: work }, { name: 'beat', binding: beat }, { name: 'period', binding: period, default: { kind: 'constant', value: 5 } }],
			},
				call('asyncio.ensure_future(work)', external('asyncio#ensure_future'), { args: [['work', parameter('with_heartbeat', 0)]], result: boundTo(task), resultType: 'thenable' }),
				bind('task = asyncio.ensure_future(work)', task, 'task', result('asyncio.ensure_future(work)')),
				loop('while not task.done():', 'while', block(turn), {
					condition: block(call('task.done()', external('asyncio#Task.done'), { receiver: local(task), result: 'condition' })),
				}),
				call('task.result()', external('asyncio#Task.result'), { receiver: local(task), result: 'returned' }),
				exit('return task.result()', 'return', result('task.result()')),
			),
		],
	},
} satisfies HandWritten;
