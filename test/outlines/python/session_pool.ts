import { arm, boundTo, constant, external, held, local, other, own, source, type HandWritten } from '../build.ts';

const python = source('python/session_pool.py');
const { bind, block, branch, call, exit, fn, func, guard, guarded, id, parameter, place, result, type } = python;
const [path, file, root, sessionName, poolRoot, name, session] = [0, 1, 2, 3, 4, 5, 6];

const initJournal = fn('def __init__(self, path)', 'Journal.__init__', { kind: 'constructor', owner: id('Journal'), parameters: [{ name: 'path', binding: path }] },
	place('self.path = path', 'assign', own('path'), parameter('Journal.__init__', 0)),
	call('open(path, "a", encoding="utf-8")', external('builtins#open'), {
		args: [['path', parameter('Journal.__init__', 0)], ['"a"', constant('a')], ['encoding="utf-8"', constant('utf-8')]], result: boundTo(file),
	}),
	guarded('with open(path, "a", encoding="utf-8") as file:', false, [
		guard('open(path, "a", encoding="utf-8") as file', result('open(path, "a", encoding="utf-8")'), { type: 'io#TextIOWrapper', binding: file }),
	], block(
		call('file.write("# session\\n")', external('io#TextIOWrapper.write'), { receiver: local(file), args: [['"# session\\n"', constant('# session\n')]] }),
	)),
);

const initSession = fn('def __init__(self, root, name)', 'Session.__init__', {
	kind: 'constructor', owner: id('Session'), parameters: [{ name: 'root', binding: root }, { name: 'name', binding: sessionName }],
},
	call('Journal(root / f"{name}.log")', func('Journal.__init__'), {
		isNew: true, args: [['root / f"{name}.log"', other]], result: { kind: 'stored', place: own('journal', id('Journal')) },
	}),
	place('self.journal = Journal(root / f"{name}.log")', 'assign', own('journal', id('Journal')), result('Journal(root / f"{name}.log")')),
	place('self.name = name', 'assign', own('name'), parameter('Session.__init__', 1)),
);

const initPool = fn('def __init__(self, root):', 'Pool.__init__', { kind: 'constructor', owner: id('Pool'), parameters: [{ name: 'root', binding: poolRoot }] },
	place('self._root = root', 'assign', own('_root'), parameter('Pool.__init__', 0)),
	call('asyncio.Lock()', external('asyncio#Lock'), { isNew: true, result: { kind: 'stored', place: own('_lock', 'asyncio#Lock') } }),
	place('self._lock = asyncio.Lock()', 'assign', own('_lock', 'asyncio#Lock'), result('asyncio.Lock()')),
	place('self._sessions = {}', 'assign', own('_sessions', 'builtins#dict'), { kind: 'object', properties: [] }),
);

const create = fn('async def create(self, name)', 'Pool.create', { owner: id('Pool'), isExported: true, parameters: [{ name: 'name', binding: name }] },
	guarded('async with self._lock:', true, [guard('async with «self._lock»:', held(own('_lock', 'asyncio#Lock')), { type: 'asyncio#Lock' })], block(
		branch('if name in self._sessions:', 'if', block(place('name in self._sessions', 'read', own('_sessions', 'builtins#dict'))), [arm(block(
			call('ValueError(f"{name} is taken")', external('builtins#ValueError'), { isNew: true, args: [['f"{name} is taken"', other]], result: 'thrown' }),
			exit('raise ValueError(f"{name} is taken")', 'throw', result('ValueError(f"{name} is taken")')),
		))]),
		call('Session(self._root, name)', func('Session.__init__'), {
			isNew: true, args: [['self._root', held(own('_root'))], ['name', parameter('Pool.create', 0)]], result: boundTo(session),
		}),
		bind('session = Session(self._root, name)', session, 'session', result('Session(self._root, name)')),
		place('self._sessions[name] = session', 'assign', own('_sessions.[]', id('Session')), local(session)),
	)),
	exit('return session', 'return', local(session)),
);

export default {
	source: python,
	outline: {
		types: [
			type('class Journal:', 'Journal', 'class', [], ['__init__']),
			type('class Session:', 'Session', 'class', [], ['__init__']),
			type('class Pool:', 'Pool', 'class', [], ['__init__', 'create']),
		],
		functions: [initJournal, initSession, initPool, create],
	},
} satisfies HandWritten;
