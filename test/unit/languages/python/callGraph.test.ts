/** The call graph over outlines of real Python: chains across files, contexts of what runs elsewhere. */
import { describe, expect, it } from 'vitest';
import { createCallGraph, type CallGraph } from '../../../../server/src/callgraph/graph.ts';
import { createCatalogue } from '../../../../server/src/catalogue/catalogue.ts';
import { open, ROOT, type Files } from './workspace.ts';

const catalogue = createCatalogue({
	entries: [
		{ symbol: 'builtins#open', blocks: { category: 'file', severity: 'error', does: 'opens a file' } },
		{ symbol: 'time#sleep', blocks: { category: 'sleep', severity: 'error', does: 'sleeps' } },
		{ symbol: 'fcntl#flock', blocks: { category: 'lock', severity: 'error', does: 'locks a file', unless: [{ argument: 1, symbols: ['fcntl#LOCK_NB'] }] } },
		{ symbol: 'asyncio#to_thread', offloads: 0 },
		{ symbol: 'asyncio#AbstractEventLoop.run_in_executor', offloads: 1 },
		{ symbol: 'threading#Thread', callbacks: [{ argument: 0, runs: 'thread', what: 'thread' }] },
		{ symbol: 'fastapi#FastAPI.get', decorates: { runs: 'loop', what: 'request handler' } },
		{ symbol: 'asyncio#Protocol.data_received', decorates: { runs: 'loop', what: 'protocol callback' } },
	],
	aliases: {},
});

async function graphOf(files: Files): Promise<CallGraph> {
	const { outline } = await open(files);
	const graph = createCallGraph({ catalogue, factsOf: () => ({ isTest: false, isWorker: false }) });
	graph.update({ set: Object.keys(files).map(outline), remove: [] });
	return graph;
}

/** The path of what a function does to the thread, as labels. */
function pathsOf(graph: CallGraph, id: string): string[] {
	return graph.effectsOf(`${ROOT}/${id}`).map((each) => each.path.map(({ label }) => label).join(' > '));
}

describe('chains', () => {
	it('are found six calls deep, across files, through attributes, constructors and factories', async () => {
		const graph = await graphOf({
			'app/__init__.py': '',
			'app/api.py': 'from .pool import Pool\nclass Api:\n    def __init__(self, pool: Pool):\n        self.pool = pool\n    async def create(self, name):\n        return self.pool.make(name)\n',
			'app/pool.py': 'from .session import get_session\nclass Pool:\n    def make(self, name):\n        return get_session(name)\n',
			'app/session.py': 'from .log import Log\nclass Session:\n    def __init__(self, name):\n        self.log = Log(name)\ndef get_session(name):\n    return Session(name)\n',
			'app/log.py': 'from . import files\nclass Log:\n    def __init__(self, name):\n        self.file = files.prepare(name)\n',
			'app/files.py': 'def prepare(name):\n    with open(name) as f:\n        return f.read()\n',
		});
		expect(pathsOf(graph, 'app/api.py#Api.create')).toEqual(['make() > get_session() > Session() > Log() > prepare() > open()']);
	});

	it('go through dataclasses, inherited constructors, properties, context managers, and what one implements', async () => {
		const graph = await graphOf({
			'a.py': `
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

@dataclass
class Config:
    path: str
    def __post_init__(self):
        open(self.path)

class Base:
    def __init__(self): open('x')
class Plain(Base): pass
class Quiet: pass
class Loud(Quiet):
    def __init__(self): open('x')

class Lazy:
    @property
    def text(self): return open('x')

@contextmanager
def locked():
    open('lock')
    yield

class Managed:
    def __enter__(self): return self
    def __exit__(self, *args): open('x')

class Repo(ABC):
    @abstractmethod
    def load(self): ...
class FileRepo(Repo):
    def load(self): open('x')

class Sink(Protocol):
    def write(self, text): ...
class FileSink:
    def write(self, text): open('x')

class Mixin:
    def go(self): return self.read()
class Mixed(Mixin):
    def read(self): open('x')

def rows():
    yield open('x')

async def dataclassed(): Config('x')
async def inherited(): Plain()
async def quiet(): Quiet()
async def read(lazy: Lazy): lazy.text
async def held():
    with locked(): pass
async def managed():
    with Managed(): pass
async def abstracted(repo: Repo): repo.load()
async def structural(sink: Sink): sink.write('')
async def mixed(): Mixed().go()
async def made(): rows()
async def consumed():
    for row in rows(): print(row)
async def listed(): list(rows())
async def bound():
    call = partial(open, 'x')
    call()
`,
		});
		const found = Object.fromEntries(['dataclassed', 'inherited', 'quiet', 'read', 'held', 'managed', 'abstracted', 'structural', 'mixed', 'made', 'consumed', 'listed'].map((name) => [name, pathsOf(graph, `a.py#${name}`)]));
		expect(found).toEqual({
			dataclassed: ['Config() > open()'], inherited: ['Plain() > open()'], quiet: [], read: ['text > open()'], held: ['locked() > open()'], managed: ['__exit__() > open()'],
			abstracted: ['load() > open()'], structural: ['write() > open()'], mixed: ['go() > read() > open()'], made: [], consumed: ['rows() > open()'], listed: ['rows() > open()'],
		});
	});

	it('end where the work is handed to a thread, as a nested function, a method, a lambda or a partial', async () => {
		const graph = await graphOf({
			'a.py': `
import asyncio
from functools import partial
def work(): open('x')
class Job:
    def run(self): open('x')

async def called():
    def inner(): open('x')
    inner()
async def threaded():
    def inner(): open('x')
    await asyncio.to_thread(inner)
async def by_executor(job: Job):
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, job.run)
async def by_lambda(): await asyncio.to_thread(lambda: work())
async def by_partial(): await asyncio.to_thread(partial(work))
async def offload(function): return await asyncio.to_thread(function)
async def by_helper(): await offload(work)
def runs(function, times=1): function()
async def by_name(): runs(times=2, function=work)
`,
		});
		const found = Object.fromEntries(['called', 'threaded', 'by_executor', 'by_lambda', 'by_partial', 'by_helper', 'by_name'].map((name) => [name, pathsOf(graph, `a.py#${name}`)]));
		expect(found).toEqual({ called: ['inner() > open()'], threaded: [], by_executor: [], by_lambda: [], by_partial: [], by_helper: [], by_name: ['work() > open()'] });
		expect(graph.contextsOf(`${ROOT}/a.py#threaded.inner`).map((each) => each.context)).toEqual(['thread']);
	});

	it('do not begin where the loop does not run, at a flag that never waits, or under TYPE_CHECKING', async () => {
		const graph = await graphOf({
			'a.py': `
import asyncio, fcntl, time
from typing import TYPE_CHECKING
def guarded():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(1)
def early():
    try:
        loop = asyncio.get_running_loop()
        return loop
    except RuntimeError:
        pass
    time.sleep(1)
def named():
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    if loop is None:
        time.sleep(1)
def plain():
    time.sleep(1)
def flagged(fd): fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
def waiting(fd): fcntl.flock(fd, fcntl.LOCK_EX)
def checked():
    if TYPE_CHECKING:
        time.sleep(1)
async def go(fd):
    guarded(); early(); named(); flagged(fd); checked()
async def bad(fd):
    plain(); waiting(fd)
`,
		});
		expect(pathsOf(graph, 'a.py#go')).toEqual([]);
		expect(pathsOf(graph, 'a.py#bad').toSorted()).toEqual(['plain() > sleep()', 'waiting() > flock()']);
	});

	it('know what is kept', async () => {
		const graph = await graphOf({
			'a.py': `
from functools import lru_cache
_cache = None
@lru_cache(maxsize=1)
def once(): return open('x')
def global_once():
    global _cache
    if _cache is None:
        _cache = open('x')
    return _cache
class Repo:
    def __init__(self):
        self._by = {}
        self._all = None
    def keyed(self, key):
        if key in self._by:
            return self._by[key]
        value = open(key)
        self._by[key] = value
        return value
    def looked_up(self, key):
        hit = self._by.get(key)
        if hit is not None:
            return hit
        self._by[key] = hit = open(key)
        return hit
    def all(self):
        if not self._all:
            self._all = open('x')
        return self._all
    def never(self):
        return open('x')
`,
		});
		const cached = (id: string) => graph.effectsOf(`${ROOT}/a.py#${id}`).map((each) => each.isCached);
		expect(['once', 'global_once', 'Repo.keyed', 'Repo.looked_up', 'Repo.all', 'Repo.never'].map(cached)).toEqual([[true], [true], [true], [true], [true], [false]]);
	});
});

it('knows what runs handlers by their decorator and by the class that they override', async () => {
	const graph = await graphOf({
		'a.py': `
import asyncio
from fastapi import FastAPI
app = FastAPI()
@app.get('/x')
def handler(): pass
class Echo(asyncio.Protocol):
    def data_received(self, data): pass
    def other(self): pass
`,
	});
	const contexts = (name: string) => graph.contextsOf(`${ROOT}/a.py#${name}`).map((each) => each.context);
	expect(contexts('handler')).toContain('loop');
	expect(contexts('Echo.data_received')).toContain('loop');
	expect(contexts('Echo.other')).not.toContain('loop');
});
