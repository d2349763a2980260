import { arm, constant, external, list, source, boundTo, type HandWritten } from '../build.ts';

const python = source('python/stdin_keys.py');
const { bind, block, branch, call, fn, loop, parameter, result, use, wait } = python;
const [onEscape, interval, ready, key] = [0, 1, 2, 3];

const guardedRead = loop(['while True:', 1], 'infinite', block(
	call('select.select([sys.stdin], [], [], 0)', external('select#select'), {
		name: 'select', result: boundTo(ready),
		args: [['[sys.stdin]', list(external('sys#stdin'))], ['[]', list()], ['[]', list()], ['0', constant(0)]],
	}),
	bind('ready, _, _ = select.select([sys.stdin], [], [], 0)', ready, 'ready', result('select.select([sys.stdin], [], [], 0)')),
	branch('if ready:', 'if', block(use('if «ready»:', ready, 'condition')), [arm(block(
		call('sys.stdin.read(1)', external('sys#stdin.read'), { receiver: external('sys#stdin'), args: [['1', constant(1)]], result: boundTo(key) }),
		bind('key = sys.stdin.read(1)', key, 'key', result('sys.stdin.read(1)')),
		branch('if key == "\\x1b":', 'if', block(use('key == "\\x1b"', key, 'condition')), [arm(block(
			call('on_escape()', parameter('watch_keys', 0), { name: 'on_escape' }),
		))]),
	))]),
	call('asyncio.sleep(0)', external('asyncio#sleep'), { args: [['0', constant(0)]], result: 'awaited', resultType: 'thenable' }),
	wait('await asyncio.sleep(0)', result('asyncio.sleep(0)')),
));

const fallback = loop(['while True:', 2], 'infinite', block(
	call('asyncio.sleep(interval)', external('asyncio#sleep'), { args: [['interval', parameter('watch_keys', 1)]], result: 'awaited', resultType: 'thenable' }),
	wait('await asyncio.sleep(interval)', result('asyncio.sleep(interval)')),
));

export default {
	source: python,
	outline: {
		types: [],
		functions: [
			fn('async def watch_keys(', 'watch_keys', {
				isExported: true, parameters: [{ name: 'on_escape', binding: onEscape }, { name: 'interval', binding: interval, default: constant(0.05) }],
			}, branch('if select is not None', 'if', 'select is not None', [arm(block(guardedRead)), arm(block(fallback), 'else')])),
		],
	},
} satisfies HandWritten;
