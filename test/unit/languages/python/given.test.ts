/** What nothing says of a parameter, and the calls in its file tell; objects that stand in for others; modules that share a name. */
import { expect, it } from 'vitest';
import { exportDigest } from '../../../../server/src/languages/python/digest.ts';
import { scopesOf } from '../../../../server/src/languages/python/scopes.ts';
import { PythonParser } from '../../../../server/src/languages/python/syntax/parser.ts';
import { readModule } from '../../../../server/src/languages/python/syntax/statements.ts';
import { readGrammar } from '../../../../server/src/workspace/grammarFiles.ts';
import { checkResolved } from './workspace.ts';

const store = 'class Store:\n    def save(self): pass\nclass Other:\n    def save(self): pass\n    def run(self): pass\n';

it('takes what the calls of a file give a parameter without an annotation', () => checkResolved({
	'store.py': store,
	'app.py': `
from store import Store, Other

class Keeper:
    def __init__(self, store, others, name=None):
        self.store = store
        self.others = others
        self.name = name
    async def keep(self):
        self.store.save()              # => store.py#Store.save
        for other in self.others:
            other.run()                # => store.py#Other.run
        self.name.anything()           # => ?anything (any)
    def _flush(self, target, *rest):
        target.save()                  # => store.py#Store.save
        rest.save()                    # => builtins#tuple.save
    def flush(self):
        self._flush(self.store)        # => app.py#Keeper._flush

def write(store):
    store.save()                       # => store.py#Store.save
def chained(store): write(store)       # => app.py#write
def either(thing):
    thing.save()                       # => ?save (dynamic)
    thing.run()                        # => store.py#Other.run
def runs(job):
    job()                              # => parameter 0
    job.done()                         # => parameter 0.done
def nobody(store):
    store.save()                       # => parameter 0.save
def by_name(first, second):
    second.run()                       # => store.py#Other.run

def main():
    keeper = Keeper(Store(), [Other()])  # => app.py#Keeper.__init__, store.py#Store.__init__, store.py#Other.__init__
    write(Store())                       # => app.py#write, store.py#Store.__init__
    either(Store())                      # => app.py#either, store.py#Store.__init__
    either(Other())                      # => app.py#either, store.py#Other.__init__
    runs(main)                           # => app.py#runs
    by_name(1, second=Other())           # => app.py#by_name, store.py#Other.__init__
`,
}));

it('gives back what each call was given, whatever other calls give', () => checkResolved({
	'store.py': store,
	'app.py': `
from store import Store, Other
def same(value): return value
def main():
    same(Store()).save()   # => app.py#same, store.py#Store.__init__, store.py#Store.save
    same(Other()).run()    # => app.py#same, store.py#Other.__init__, store.py#Other.run
`,
}));

it('ends circles of calls', () => checkResolved({
	'store.py': store,
	'app.py': `
from store import Store
def ping(store, n): pong(store, n)     # => app.py#pong
def pong(store, n):
    store.save()                       # => store.py#Store.save
    ping(store, n)                     # => app.py#ping
ping(Store(), 1)                       # => app.py#ping, store.py#Store.__init__
`,
}));

it('asks the object that a stand-in asks', () => checkResolved({
	'store.py': store,
	'app.py': `
from store import Store
def make(): return Store()
class Lazy:
    def __getattr__(self, name):
        return getattr(make(), name)
class Wrapped:
    def __init__(self, inner: Store): self._inner = inner
    def __getattr__(self, name: str):
        if name == 'x':
            raise AttributeError(name)
        return getattr(self._inner, name)
class Round:
    def __getattr__(self, name): return getattr(self, name)
store = Lazy()
async def go(wrapped: Wrapped, round: Round):
    store.save()         # => store.py#Store.save
    wrapped.save()       # => store.py#Store.save
    wrapped.other()      # => ?other (any)
    round.save()         # => ?save (any)
`,
}));

it('takes a name from the module that has it, where two modules have one name', () => checkResolved({
	'server.py': 'def configure(): pass\n',
	'src/__init__.py': '',
	'src/server/__init__.py': 'from .core import start\n',
	'src/server/core.py': 'def start(): pass\n',
	'src/daemon/__init__.py': '',
	'src/daemon/main.py': 'from src.server import start\nstart()  # => src/server/core.py#start\n',
	'app/server/__init__.py': 'def begin(): pass\n',
	'app/run.py': 'from server import configure, begin, nothing\nconfigure()  # => server.py#configure\nbegin()  # => app/server/__init__.py#begin\nnothing()  # => ?nothing (missing)\n',
}));

it('changes the digest of a file with what its calls give to parameters', async () => {
	const parser = await PythonParser.create(readGrammar(import.meta.url, 'python'));
	const digest = (text: string): string => {
		const module = readModule(parser.parse(text), text);
		return exportDigest({ file: 'a.py', module, scopes: scopesOf(module), text });
	};
	const open = (made: string) => `class A:\n    def __init__(self, store): self.store = store\ndef go():\n    x = ${made}\n    A(x)\n`;
	const said = (made: string) => `class A:\n    def __init__(self, store: Store): self.store = store\ndef go():\n    x = ${made}\n    A(x)\n`;
	expect(digest(open('Store()'))).not.toBe(digest(open('Other()')));
	expect(digest(said('Store()'))).toBe(digest(said('Other()')));
});
