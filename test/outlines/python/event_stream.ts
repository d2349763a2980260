import { arm, boundTo, constant, external, held, local, other, own, source, type HandWritten } from '../build.ts';

const python = source('python/event_stream.py');
const { attempt, bind, block, branch, call, exit, fn, guard, guarded, id, loop, parameter, place, result, type, use, wait } = python;
const [url, topic, client, response, line] = [0, 1, 2, 3, 4];

const open = own('_open', 'builtins#set');
const stream = 'client.stream("GET", self._url, params={"topic": topic})';

const lines = loop('async for line in response.aiter_lines():', 'await', block(
	bind('for «line» in', line, 'line', result('response.aiter_lines()')),
	branch('if not line.startswith("data:"):', 'if', block(
		call('line.startswith("data:")', external('builtins#str.startswith'), { receiver: local(line), args: [['"data:"', constant('data:')]], result: 'condition' }),
	), [arm(block(exit('continue', 'continue')))]),
	place('line[5:]', 'slice', { root: 'binding', binding: line, path: [], type: 'builtins#str' }),
	call('json.loads(line[5:])', external('json#loads'), { args: [['line[5:]', other]], result: 'yielded' }),
	exit('yield json.loads(line[5:])', 'yield', result('json.loads(line[5:])')),
), { iterated: result('response.aiter_lines()') });

const body = block(
	call('self._open.add(response)', external('builtins#set.add'), { receiver: held(open), args: [['response', local(response)]] }),
	place('self._open.add(response)', 'push', open, local(response)),
	use('self._open.add(«response»)', response, 'escape'),
	attempt('try:', block(
		call('response.aiter_lines()', external('httpx#Response.aiter_lines'), { receiver: local(response), result: 'iterated' }),
		lines,
	), {
		finally: block(
			call('self._open.discard(response)', external('builtins#set.discard'), { receiver: held(open), args: [['response', local(response)]] }),
			place('self._open.discard(response)', 'remove', open, local(response)),
			call('response.aclose()', external('httpx#Response.aclose'), { receiver: local(response), result: 'awaited', resultType: 'thenable' }),
			wait('await response.aclose()', result('response.aclose()')),
		),
	}),
);

export default {
	source: python,
	outline: {
		types: [type('class Feed:', 'Feed', 'class', [], ['__init__', 'events'])],
		functions: [
			fn('def __init__(self, url)', 'Feed.__init__', { kind: 'constructor', owner: id('Feed'), parameters: [{ name: 'url', binding: url }] },
				place('self._url = url', 'assign', own('_url'), parameter('Feed.__init__', 0)),
				call('set()', external('builtins#set'), { isNew: true, result: { kind: 'stored', place: open } }),
				place('self._open = set()', 'assign', open, result('set()')),
			),
			fn('async def events(', 'Feed.events', { owner: id('Feed'), isGenerator: true, isExported: true, parameters: [{ name: 'topic', binding: topic }] },
				call('httpx.AsyncClient()', external('httpx#AsyncClient'), { isNew: true, result: boundTo(client) }),
				guarded('async with httpx.AsyncClient() as client:', true, [
					guard('httpx.AsyncClient() as client', result('httpx.AsyncClient()'), { type: 'httpx#AsyncClient', binding: client }),
				], block(
					call(stream, external('httpx#AsyncClient.stream'), {
						receiver: local(client), result: boundTo(response),
						args: [
							['"GET"', constant('GET')], ['self._url', held(own('_url'))],
							['params={"topic": topic}', { kind: 'object', properties: [{ name: 'topic', value: parameter('Feed.events', 0) }] }],
						],
					}),
					guarded(`async with ${stream} as response:`, true, [guard(`${stream} as response`, result(stream), { type: 'httpx#Response', binding: response })], body),
				)),
			),
		],
	},
} satisfies HandWritten;
