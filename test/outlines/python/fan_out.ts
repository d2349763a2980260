import { arm, constant, external, list, local, part, source, type HandWritten } from '../build.ts';

const python = source('python/fan_out.py');
const { bind, block, branch, call, exit, fn, loop, parameter, place, result, use, wait } = python;
const [calls, run, log, each, results, answers, answer] = [0, 1, 2, 3, 4, 5, 6];

const gather = `asyncio.gather(
        *[run(call) for call in calls if call.enabled],
        return_exceptions=True,
    )`;

/** A comprehension is a loop whose turns make the items of a list. */
const children = loop('[run(call) for call in calls if call.enabled]', 'comprehension', block(
	bind('for «call» in calls', each, 'call', parameter('run_tools', 0)),
	branch('if call.enabled', 'if', block(place('call.enabled', 'read', part(each, 'enabled'))), [arm(block(
		call('run(call)', parameter('run_tools', 1), { name: 'run', args: [['call', local(each)]], result: 'other' }),
	))]),
), { iterated: parameter('run_tools', 0) });

const readOut = loop('for result in results:', 'each', block(
	bind('for «result» in results', answer, 'result', local(results)),
	branch('if isinstance(result, Exception):', 'if', block(
		call('isinstance(result, Exception)', external('builtins#isinstance'), {
			args: [['result', local(answer)], ['Exception', external('builtins#Exception')]], result: 'condition',
		}),
	), [
		arm(block(call('log(result)', parameter('run_tools', 2), { name: 'log', args: [['result', local(answer)]] }))),
		arm(block(
			call('answers.append(result)', external('builtins#list.append'), { receiver: local(answers), args: [['result', local(answer)]] }),
			place('answers.append(result)', 'push', { root: 'binding', binding: answers, path: [], type: 'builtins#list' }, local(answer)),
			use('answers.append(«result»)', answer, 'escape'),
		), 'else'),
	]),
), { iterated: local(results) });

export default {
	source: python,
	outline: {
		types: [],
		functions: [
			fn('async def run_tools(', 'run_tools', {
				isExported: true, parameters: [{ name: 'calls', binding: calls }, { name: 'run', binding: run }, { name: 'log', binding: log }],
			},
				children,
				call(gather, external('asyncio#gather'), { failures: 'partly',
					args: [['*[run(call) for call in calls if call.enabled]', list(result('run(call)'))], ['return_exceptions=True', constant(true)]],
					result: 'awaited', resultType: 'thenable',
				}),
				wait(`await ${gather}`, result(gather)),
				bind(`results = await ${gather}`, results, 'results', result(gather)),
				bind('answers = []', answers, 'answers', list()),
				readOut,
				exit('return answers', 'return', local(answers)),
			),
		],
	},
} satisfies HandWritten;
