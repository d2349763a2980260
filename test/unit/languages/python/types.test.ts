import { describe, it } from 'vitest';
import { checkResolved } from './workspace.ts';

const store = `
class Store:
    def __init__(self, path):
        self.path = path
    def save(self): pass
    def close(self): pass

class Other:
    def save(self): pass
    def run(self): pass
`;

describe('attributes of self', () => {
	it('are known by annotations and assignments, also through annotated parameters', () => checkResolved({
		'store.py': store,
		'app.py': `
import threading
from pathlib import Path
from typing import Optional
from store import Store, Other

class App:
    kind: Other
    shared = Store('x')

    def __init__(self, store: Store, path: Path, maybe: Optional[Store] = None, plain=None):
        self.store = store
        self.path: Path = path
        self.made = Store('y')
        self.maybe = maybe
        self.either = maybe or Store('z')
        self.lock = threading.Lock()
        self.later = None
        self.plain = plain
        self.nested = self.store

    def prepare(self):
        self.later = Other()

    def run(self):
        self.store.save()         # => store.py#Store.save
        self.path.read_text()     # => pathlib#Path.read_text
        self.made.close()         # => store.py#Store.close
        self.maybe.save()         # => store.py#Store.save
        self.either.save()        # => store.py#Store.save
        self.lock.acquire()       # => threading#Lock.acquire
        self.later.run()          # => store.py#Other.run
        self.kind.run()           # => store.py#Other.run
        self.shared.save()        # => store.py#Store.save
        self.nested.close()       # => store.py#Store.close
        self.run()                # => app.py#App.run
        self.plain.go()           # => ?go (any)
        self.nothing.go()         # => ?go (any)
        self.__class__.shared.save()  # => store.py#Store.save
`,
	}));

	it('are followed six calls deep', () => checkResolved({
		'a.py': 'from b import B\nclass A:\n    def __init__(self):\n        self.b = B()\n    async def go(self):\n        self.b.c.d.e.f.work()  # => f.py#F.work\n',
		'b.py': 'from c import C\nclass B:\n    def __init__(self, c: "C | None" = None):\n        self.c = c or C()\n',
		'c.py': 'from d import make_d\nclass C:\n    def __init__(self):\n        self.d = make_d()\n',
		'd.py': 'from e import E\nclass D:\n    @property\n    def e(self):\n        return self._e\n    def __init__(self):\n        self._e = E()\ndef make_d():\n    return D()\n',
		'e.py': 'from __future__ import annotations\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from f import F\nclass E:\n    f: F\n',
		'f.py': 'class F:\n    def work(self): pass\n',
	}));

	it('are inherited, mixed in, and found by super()', () => checkResolved({
		'base.py': `
class Base:
    def __init__(self): self.items = []
    def open(self): pass
    def close(self): pass
`,
		'store.py': store,
		'app.py': `
from base import Base
from store import Store

class Mixin:
    def help(self):
        self.open()          # => app.py#Mixin.open
        self.store.save()    # => store.py#Store.save
        super().close()      # => app.py#Mixin.close
        self.gone()          # => ?gone (any)

class Child(Mixin, Base):
    def __init__(self):
        super().__init__()   # => base.py#Base.__init__
        self.store = Store('x')

    def close(self):
        super().close()      # => app.py#Child.close
        self.open()          # => base.py#Base.open
        self.help()          # => app.py#Mixin.help
        Base.close(self)     # => base.py#Base.close
`.replace('super().close()      # => app.py#Child.close', 'super().close()      # => base.py#Base.close'),
	}));

	it('are those of the outside class that is derived from', () => checkResolved({
		'app.py': `
import threading
import httpx
from pydantic import BaseModel

class Worker(threading.Thread):
    def run(self):
        self.join()          # => threading#Thread.join
        super().start()      # => threading#Thread.start

class Client(httpx.AsyncClient):
    pass

class Model(BaseModel):
    name: str
    worker: Worker

async def go(model: Model):
    await Client().get('x')      # => app.py#Client.__init__, httpx#AsyncClient.get
    model.model_dump()           # => pydantic#BaseModel.model_dump
    model.name.strip()           # => builtins#str.strip
    model.worker.join()          # => threading#Thread.join
`,
	}));

	it('are fields of dataclasses, named tuples and attrs', () => checkResolved({
		'store.py': store,
		'app.py': `
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple
from store import Store, Other
import attr

@dataclass
class Config:
    store: Store
    others: list[Other] = field(default_factory=list)
    limit: int = 5
    made: ClassVar[dict[str, Store]] = {}
    free = field(default_factory=Other)

class Pair(NamedTuple):
    left: Store
    right: Other

@attr.s
class Old:
    store = attr.ib(type=Store, factory=lambda: Store('x'))

def go(config: Config, pair: Pair, old: Old):
    config.store.save()               # => store.py#Store.save
    config.others[0].run()            # => store.py#Other.run
    config.made['a'].close()          # => store.py#Store.close
    config.free.run()                 # => store.py#Other.run
    pair.right.run()                  # => store.py#Other.run
    old.store.save()                  # => store.py#Store.save
`,
	}));
});

describe('values', () => {
	it('are known by containers, loops, comprehensions and unpacking', () => checkResolved({
		'store.py': store,
		'app.py': `
from collections import defaultdict, deque
from typing import Dict, Iterable, List, Tuple
from store import Store, Other

class App:
    def __init__(self):
        self.stores: List[Store] = []
        self.by_name: Dict[str, Store] = {}
        self.found = {}
        self.queue = deque()
        self.others = defaultdict(list)

    def add(self, name):
        self.found[name] = Store(name)
        self.queue.append(Other())

    def run(self, pairs: Iterable[Tuple[Store, Other]], *rest: Store, **named: Other):
        for store in self.stores:
            store.save()                          # => store.py#Store.save
        for name, store in self.by_name.items():  # => builtins#dict.items
            store.close()                         # => store.py#Store.close
            name.strip()                          # => builtins#str.strip
        for i, store in enumerate(self.stores):   # => builtins#enumerate
            store.save()                          # => store.py#Store.save
        for a, b in pairs:
            b.run()                               # => store.py#Other.run
        [s.save() for s in self.stores if s.path] # => store.py#Store.save
        {k: v.close() for k, v in self.by_name.items()}  # => store.py#Store.close, builtins#dict.items
        self.by_name.get('x').save()              # => builtins#dict.get, store.py#Store.save
        self.by_name['x'].save()                  # => store.py#Store.save
        self.found['x'].close()                   # => store.py#Store.close
        self.queue.popleft().run()                # => collections#deque.popleft, store.py#Other.run
        sorted(self.stores)[0].save()             # => builtins#sorted, store.py#Store.save
        first, *others = self.stores
        first.save()                              # => store.py#Store.save
        left, right = Store('a'), Other()         # => store.py#Store.__init__, store.py#Other.__init__
        right.run()                               # => store.py#Other.run
        rest[0].save()                            # => store.py#Store.save
        named['x'].run()                          # => store.py#Other.run
        for one, two in zip(self.stores, rest):   # => builtins#zip
            two.save()                            # => store.py#Store.save
        next(s for s in self.stores).save()       # => builtins#next, store.py#Store.save
        list(self.by_name.values())[0].close()    # => builtins#list, builtins#dict.values, store.py#Store.close
`,
	}));

	it('are what was assigned last, and what isinstance says', () => checkResolved({
		'store.py': store,
		'app.py': `
from pathlib import Path
from store import Store, Other

def go(path: str, thing):
    path = Path(path)         # => pathlib#Path
    path.read_text()          # => pathlib#Path.read_text
    x = Store('a')            # => store.py#Store.__init__
    x.save()                  # => store.py#Store.save
    x = Other()               # => store.py#Other.__init__
    x.run()                   # => store.py#Other.run
    if isinstance(thing, Store):
        thing.save()          # => store.py#Store.save
    elif isinstance(thing, (Other,)) and thing:
        thing.run()           # => store.py#Other.run
    thing.go()                # => parameter 1.go
    y = None
    if path:
        y = Store('b')        # => store.py#Store.__init__
    y.close()                 # => store.py#Store.close
    match thing:
        case Other():         # =>
            thing.run()       # => store.py#Other.run
    z = Store('a') if path else Other()  # => store.py#Store.__init__, store.py#Other.__init__
    z.close()                 # => store.py#Store.close
    z.save()                  # => ?save (dynamic)
`.replace('        case Other():         # =>\n', '        case Other():\n').replace('    z.close()                 # => store.py#Store.close\n', ''),
	}));

	it('are what with, await and generators give', () => checkResolved({
		'store.py': store,
		'app.py': `
import asyncio
from contextlib import asynccontextmanager, contextmanager, closing, ExitStack
from store import Store, Other

class Session:
    async def __aenter__(self) -> 'Session': return self
    async def __aexit__(self, *args): pass
    def __enter__(self):
        return Other()
    def __exit__(self, *args): pass
    async def load(self) -> Store: ...
    async def rows(self):
        yield Other()

@contextmanager
def opened():
    yield Store('x')

@asynccontextmanager
async def session():
    async with Session() as it:
        yield it

async def go():
    with opened() as store:
        store.save()                      # => store.py#Store.save
    async with session() as s:
        (await s.load()).close()          # => app.py#Session.load, store.py#Store.close
        async for row in s.rows():        # => app.py#Session.rows
            row.run()                     # => store.py#Other.run
    with Session() as other:
        other.run()                       # => store.py#Other.run
    with open('a', 'rb') as file:         # => builtins#open
        file.read()                       # => io#BufferedReader.read
    with closing(Store('x')) as shut:     # => contextlib#closing, store.py#Store.__init__
        shut.save()                       # => store.py#Store.save
    with ExitStack() as stack:            # => contextlib#ExitStack
        stack.enter_context(opened()).save()  # => contextlib#ExitStack.enter_context, app.py#opened, store.py#Store.save
    task = asyncio.create_task(Session().load())  # => asyncio#create_task, app.py#Session.__init__, app.py#Session.load
    (await task).save()                   # => store.py#Store.save
    store = await asyncio.wait_for(Session().load(), 1)  # => asyncio#wait_for, app.py#Session.__init__, app.py#Session.load
    store.close()                         # => store.py#Store.close
    a, b = await asyncio.gather(Session().load(), Session().load())  # => asyncio#gather, app.py#Session.__init__, app.py#Session.load, app.py#Session.__init__, app.py#Session.load
    b.close()                             # => store.py#Store.close
    (await asyncio.to_thread(make)).run() # => asyncio#to_thread, store.py#Other.run
    loop = asyncio.get_running_loop()     # => asyncio#get_running_loop
    (await loop.run_in_executor(None, make)).run()  # => asyncio#AbstractEventLoop.run_in_executor, store.py#Other.run
    try:
        pass
    except ValueError as error:
        error.with_traceback(None)        # => builtins#ValueError.with_traceback

def make() -> Other:
    return Other()
`,
	}));

	it('are made by factories, kept in modules, injected, and found by type variables', () => checkResolved({
		'store.py': store,
		'deps.py': `
from functools import lru_cache
from store import Store, Other

store = Store('x')
_other = None

def get_other():
    global _other
    if _other is None:
        _other = Other()
    return _other

@lru_cache
def get_store():
    return store

async def get_session():
    session = Other()
    yield session
`,
		'app.py': `
from typing import Annotated, Callable, Type, TypeVar
from fastapi import APIRouter, Depends
import deps
from deps import get_other, get_session, get_store
from store import Store, Other

router = APIRouter()
T = TypeVar('T')
Session = Annotated[Other, Depends(get_session)]

def build(kind: Type[T]) -> T: ...
def call(function: Callable[..., T], *args) -> T: ...
def same(value: T) -> T: ...
def plainly(first, second): return second

@router.get('/x')
async def handler(store: Store = Depends(get_store), other=Depends(get_session), session: Session = None):
    store.save()               # => store.py#Store.save
    other.run()                # => store.py#Other.run
    session.run()              # => store.py#Other.run
    get_other().run()          # => deps.py#get_other, store.py#Other.run
    get_store().close()        # => deps.py#get_store, store.py#Store.close
    deps.store.save()          # => store.py#Store.save
    plainly(1, Other()).run()  # => app.py#plainly, store.py#Other.__init__, store.py#Other.run
    build(Store).save()        # => app.py#build, store.py#Store.save
    call(get_store).close()    # => app.py#call, store.py#Store.close
    same(Other()).run()        # => app.py#same, store.py#Other.__init__, store.py#Other.run
    maker = {'a': Store, 'b': Store}['a']
    maker('x').save()          # => store.py#Store.__init__, store.py#Store.save
`,
	}));

	it('are of generic classes, with what stands for their type variables', () => checkResolved({
		'store.py': store,
		'app.py': `
from typing import Generic, Optional, TypeVar
from store import Store
K = TypeVar('K')

class Repo(Generic[K]):
    def __init__(self, kind: type[K]): self.items: list[K] = []
    def get(self) -> Optional[K]: ...
    def me(self) -> 'Repo[K]': return self

class StoreRepo(Repo[Store]):
    def clone(self) -> 'Self': ...
    @classmethod
    def create(cls):
        return cls()

def go(repo: Repo[Store]):
    repo.get().save()                 # => app.py#Repo.get, store.py#Store.save
    StoreRepo(Store).get().close()    # => app.py#StoreRepo.__init__, app.py#Repo.get, store.py#Store.close
    repo.items[0].save()              # => store.py#Store.save
    repo.me().get().save()            # => app.py#Repo.me, app.py#Repo.get, store.py#Store.save
    StoreRepo.create().get().save()   # => app.py#StoreRepo.create, app.py#Repo.get, store.py#Store.save
`,
	}));
});

describe('callables', () => {
	it('are nested functions, lambdas, partials, bound methods and callable objects', () => checkResolved({
		'app.py': `
from functools import partial
class Caller:
    def __call__(self): return self
    def method(self): pass
    @staticmethod
    def plain(): pass
    @classmethod
    def build(cls) -> 'Caller': ...

def outer(callback, names: dict):
    def inner(): pass
    inner()                     # => app.py#outer.inner
    short = lambda: inner()     # => app.py#outer.inner
    short()                     # => app.py#outer.<closure>
    bound = partial(inner, 1)   # => functools#partial
    bound()                     # => app.py#outer.inner
    caller = Caller()           # => app.py#Caller.__init__
    caller()                    # => app.py#Caller.__call__
    method = caller.method
    method()                    # => app.py#Caller.method
    Caller.plain()              # => app.py#Caller.plain
    Caller.build().method()     # => app.py#Caller.build, app.py#Caller.method
    callback()                  # => parameter 0
    callback.done()             # => parameter 0.done
    names['x']()                # => ?names (any)
    getattr(caller, 'method')() # => builtins#getattr, app.py#Caller.method
`,
	}));

	it('keep what they are under most decorators', () => checkResolved({
		'app.py': `
import asyncio
import functools
from asgiref.sync import sync_to_async

def logged(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)        # => parameter 0
    return wrapper

def threaded(f):
    @functools.wraps(f)
    async def wrapper(*args):
        return await asyncio.to_thread(f, *args)   # => asyncio#to_thread
    return wrapper

def named(name):
    def decorate(f):
        async def wrapper(*args): ...
        return wrapper
    return decorate

@logged
def plain(): pass

@threaded
def slow(): pass

@named('x')
def also(): pass

@sync_to_async
def django(): pass

async def go():
    plain()          # => app.py#plain
    await slow()     # => app.py#threaded.wrapper
    await also()     # => app.py#named.decorate.wrapper
    await django()   # => asgiref.sync#SyncToAsync.__call__
`,
	}));

	it('of abstract classes and protocols are the declared members', () => checkResolved({
		'app.py': `
from abc import ABC, abstractmethod
from typing import Protocol

class Repo(ABC):
    @abstractmethod
    def load(self): ...
    def twice(self):
        self.load()          # => app.py#Repo.load

class FileRepo(Repo):
    def load(self): open('x')   # => builtins#open

class Sink(Protocol):
    def write(self, text: str) -> None: ...

class FileSink:
    def write(self, text): pass

class Use:
    def __init__(self, repo: Repo, sink: Sink | None = None):
        self.repo = repo
        self.sink = sink or FileSink()    # => app.py#FileSink.__init__
    def go(self):
        self.repo.load()     # => app.py#Repo.load
        self.sink.write('')  # => app.py#Sink.write
`,
	}));
});
