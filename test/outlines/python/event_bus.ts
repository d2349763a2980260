import { arm, boundTo, constant, external, held, list, local, own, part, source, unresolved, type HandWritten } from '../build.ts';

const python = source('python/event_bus.py');
const { argumentOf, attempt, bind, block, branch, call, fn, func, handler, id, loop, parameter, place, result, type, use, wait } = python;
const [limit, event, log, each, error, later, laterLog, task] = [0, 1, 2, 3, 4, 5, 6, 7];

const history = own('_history', 'builtins#list');
const handlers = own('_handlers', 'builtins#dict');
const tasks = own('_tasks', 'builtins#set');
const subscribed = 'self._handlers.get(event.type, [])';

const init = fn('def __init__(self, limit=100)', 'Bus.__init__', { kind: 'constructor', owner: id('Bus'), parameters: [{ name: 'limit', binding: limit, default: constant(100) }] },
	place('self._limit = limit', 'assign', own('_limit', 'builtins#int'), parameter('Bus.__init__', 0)),
	place('self._history = []', 'assign', history, list()),
	place('self._handlers = {}', 'assign', handlers, { kind: 'object', properties: [] }),
	call('set()', external('builtins#set'), { isNew: true, result: { kind: 'stored', place: tasks } }),
	place('self._tasks = set()', 'assign', tasks, result('set()')),
);

const remember = [
	call('self._history.append(event)', external('builtins#list.append'), { receiver: held(history), args: [['event', parameter('Bus.publish', 0)]] }),
	place('self._history.append(event)', 'push', history, parameter('Bus.publish', 0)),
	use('self._history.append(«event»)', event, 'escape'),
	branch('if len(self._history) > self._limit:', 'if', block(
		call('len(self._history)', external('builtins#len'), { args: [['self._history', held(history)]], result: 'condition' }),
		place('len(self._history)', 'length', history),
		place('> «self._limit»', 'read', own('_limit', 'builtins#int')),
	), [arm(block(
		call('self._history.pop(0)', external('builtins#list.pop'), { receiver: held(history), args: [['0', constant(0)]] }),
		place('self._history.pop(0)', 'shift', history),
	))]),
];

/** The callee of both calls is a value of the loop, of which nothing is known. */
const dispatch = attempt('try:', block(branch('if asyncio.iscoroutinefunction(handler):', 'if', block(
	call('asyncio.iscoroutinefunction(handler)', external('asyncio#iscoroutinefunction'), { args: [['handler', local(each)]], result: 'condition' }),
), [
	arm(block(
		call(['handler(event)', 1], unresolved('handler'), { args: [['event', parameter('Bus.publish', 0)]], result: 'awaited' }),
		wait('await handler(event)', result(['handler(event)', 1])),
	)),
	arm(block(call(['handler(event)', 2], unresolved('handler'), { args: [['event', parameter('Bus.publish', 0)]] })), 'else'),
])), {
	handlers: [handler(['builtins#Exception'], block(
		call('log(error)', parameter('Bus.publish', 1), { name: 'log', args: [['error', local(error)]] }),
	), error)],
});

const publish = fn('async def publish(', 'Bus.publish', { owner: id('Bus'), isExported: true, parameters: [{ name: 'event', binding: event }, { name: 'log', binding: log }] },
	...remember,
	place('event.type', 'read', part(event, 'type')),
	call(subscribed, external('builtins#dict.get'), { receiver: held(handlers), args: [['event.type', held(part(event, 'type'))], ['[]', list()]], result: 'iterated' }),
	loop(`for handler in ${subscribed}:`, 'each', block(
		bind('for «handler» in', each, 'handler', result(subscribed)),
		dispatch,
	), { iterated: result(subscribed) }),
);

const publishLater = fn('def publish_later(', 'Bus.publish_later', { owner: id('Bus'), isExported: true, parameters: [{ name: 'event', binding: later }, { name: 'log', binding: laterLog }] },
	call('self.publish(event, log)', func('Bus.publish'), {
		receiver: held({ root: 'this', path: [] }),
		args: [['event', parameter('Bus.publish_later', 0)], ['log', parameter('Bus.publish_later', 1)]],
		result: argumentOf('asyncio.create_task(self.publish(event, log))', 0), resultType: 'thenable',
	}),
	call('asyncio.create_task(self.publish(event, log))', external('asyncio#create_task'), { args: [['self.publish(event, log)', result('self.publish(event, log)')]], result: boundTo(task), resultType: 'thenable' }),
	bind('task = asyncio.create_task(self.publish(event, log))', task, 'task', result('asyncio.create_task(self.publish(event, log))')),
	call('self._tasks.add(task)', external('builtins#set.add'), { receiver: held(tasks), args: [['task', local(task)]] }),
	place('self._tasks.add(task)', 'push', tasks, local(task)),
	use('self._tasks.add(«task»)', task, 'escape'),
	call('task.add_done_callback(self._tasks.discard)', external('asyncio#Task.add_done_callback'), { receiver: local(task), args: [['self._tasks.discard', external('builtins#set.discard')]] }),
);

export default {
	source: python,
	outline: {
		types: [type('class Bus:', 'Bus', 'class', [], ['__init__', 'publish', 'publish_later'])],
		functions: [init, publish, publishLater],
	},
} satisfies HandWritten;
