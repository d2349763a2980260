import { describe, expect, it } from 'vitest';
import { checkResolved, open } from './workspace.ts';

describe('imports', () => {
	it('follows packages, relative imports, aliases and re-exports', () => checkResolved({
		'app/__init__.py': '',
		'app/core/__init__.py': 'from .pool import Pool as Pool\nfrom . import tools\nfrom .tools import *\n',
		'app/core/pool.py': 'class Pool:\n    def __init__(self): pass\n    def take(self): pass\n',
		'app/core/tools.py': 'def load(): pass\ndef _hidden(): pass\n',
		'app/web/handlers.py': `
import app.core.pool
import app.core.tools as kit
from app.core import Pool, load, tools as box
from ..core import pool as pools
from ..core.pool import Pool as Other
from app import core

def run():
    app.core.pool.Pool()  # => app/core/pool.py#Pool.__init__
    kit.load()            # => app/core/tools.py#load
    Pool().take()         # => app/core/pool.py#Pool.__init__, app/core/pool.py#Pool.take
    load()                # => app/core/tools.py#load
    box.load()            # => app/core/tools.py#load
    pools.Pool()          # => app/core/pool.py#Pool.__init__
    Other()               # => app/core/pool.py#Pool.__init__
    core.tools.load()     # => app/core/tools.py#load
    core.load()           # => app/core/tools.py#load
`,
	}));

	it('knows a package from a module, and what is outside', () => checkResolved({
		'main.py': `
import os.path
import time as clock
import urllib.request
import requests
import xml.etree.ElementTree as ET
from os import path as p
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
import google.cloud.storage
import numpy as np
from asyncio import sleep as nap
import anyio
from PIL import Image

def run():
    os.path.exists('x')             # => os.path#exists
    os.getcwd()                     # => os#getcwd
    clock.sleep(1)                  # => time#sleep
    urllib.request.urlopen('x')     # => urllib.request#urlopen
    requests.get('x')               # => requests#get
    ET.parse('x')                   # => xml.etree.ElementTree#parse
    p.join('a', 'b')                # => os.path#join
    futures.ThreadPoolExecutor()    # => concurrent.futures#ThreadPoolExecutor
    ThreadPoolExecutor().submit(p)  # => concurrent.futures#ThreadPoolExecutor, concurrent.futures#ThreadPoolExecutor.submit
    google.cloud.storage.Client()   # => google.cloud.storage#Client
    np.random.rand(3)               # => numpy#random.rand
    nap(1)                          # => asyncio#sleep
    anyio.to_thread.run_sync(nap)   # => anyio.to_thread#run_sync
    Image.open('x')                 # => PIL.Image#open
    print('x')                      # => builtins#print
    nobody()                        # => ?nobody (missing)
`,
	}));

	it('finds modules below src, in namespace packages, and beside a script', () => checkResolved({
		'src/shop/__init__.py': '',
		'src/shop/db.py': 'def connect(): pass\n',
		'src/shop/api.py': 'from shop.db import connect\nconnect()  # => src/shop/db.py#connect\n',
		'tests/test_db.py': 'from shop.db import connect\nconnect()  # => src/shop/db.py#connect\n',
		'space/part/one.py': 'def first(): pass\n',
		'space/part/two.py': 'from space.part.one import first\nfrom space.part import one\nfrom . import one as again\nfirst()  # => space/part/one.py#first\none.first()  # => space/part/one.py#first\nagain.first()  # => space/part/one.py#first\n',
		'scripts/helper.py': 'def help_out(): pass\n',
		'scripts/run.py': 'import helper\nhelper.help_out()  # => scripts/helper.py#help_out\n',
	}));

	it('takes a folder that is no package for what is installed under its name', () => checkResolved({
		'docker/compose.yml': '',
		'redis/config.py': 'x = 1\n',
		'main.py': 'import docker\nfrom redis import Redis\nimport queue\ndocker.from_env()  # => docker#from_env\nRedis()  # => redis#Redis\nqueue.Queue()  # => queue#Queue\n',
		'queue.py': 'class Queue: pass\n',
	}));

	it('finds packages of another root and of a neighbouring project', () => checkResolved({
		'one/lib/__init__.py': '',
		'one/lib/tool.py': 'def use(): pass\n',
		'two/app.py': 'from lib.tool import use\nuse()  # => one/lib/tool.py#use\n',
	}, { roots: ['/project/one', '/project/two'] }));

	it('follows local and conditional imports, and those for the type checker', () => checkResolved({
		'pkg/__init__.py': '',
		'pkg/fast.py': 'def dump(): pass\n',
		'pkg/slow.py': 'def dump(): pass\n',
		'pkg/model.py': 'class Model:\n    def save(self): pass\n',
		'pkg/use.py': `
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from .model import Model
try:
    import ujson as json
except ImportError:
    import json
try:
    from .fast import dump
except ImportError:
    def dump(): pass

def run(model: 'Model'):
    from .slow import dump as late
    late()           # => pkg/slow.py#dump
    dump()           # => pkg/fast.py#dump
    json.dumps({})   # => ujson#dumps
    model.save()     # => pkg/model.py#Model.save

def other():
    late()           # => ?late (missing)
`,
	}));

	it('says that a relative import leads nowhere', () => checkResolved({
		'pkg/__init__.py': '',
		'pkg/a.py': 'from .gone import f\nfrom . import also_gone\nf()  # => ?f (missing)\nalso_gone.g()  # => ?g (missing)\n',
	}));

	it('uses the stub beside a module', () => checkResolved({
		'lib.py': 'def make(): return something()\ndef use(x):\n    x.read_text()  # => pathlib#Path.read_text\n',
		'lib.pyi': 'from pathlib import Path\ndef make() -> Path: ...\ndef use(x: Path) -> None: ...\n',
		'main.py': 'import lib\nlib.make().unlink()  # => lib.py#make, pathlib#Path.unlink\n',
	}));

	it('takes by a star what __all__ names, and the module of a package where a star leads round in a circle', () => checkResolved({
		'pkg/__init__.py': 'from .one import *\nfrom .two import *\n',
		'pkg/one.py': "from . import two\n__all__ = ['first']\ndef first(): pass\ndef second(): pass\ntwo.second()  # => pkg/two.py#second\n",
		'pkg/two.py': 'from . import one\ndef second(): one.first()  # => pkg/one.py#first\n',
		'main.py': 'from pkg import first, second, two\nfirst()  # => pkg/one.py#first\nsecond()  # => pkg/two.py#second\ntwo.second()  # => pkg/two.py#second\n',
	}));

	it('ends circles of imports and star imports', () => checkResolved({
		'a.py': 'from b import *\nfrom b import g\ndef f(): pass\ng()  # => b.py#g\n',
		'b.py': 'from a import *\nfrom a import f\ndef g(): pass\nf()  # => a.py#f\nnothing()  # => ?nothing (missing)\n',
	}));
});

it('lists the files that an outline was resolved against', async () => {
	const { outline } = await open({ 'a.py': 'import b\nb.f()\n', 'b.py': 'from c import f\n', 'c.py': 'def f(): pass\n', 'd.py': 'x = 1\n' });
	expect(outline('a.py').dependencies).toEqual(['/project/b.py', '/project/c.py']);
});

it('sees changed, new and removed files', async () => {
	const opened = await open({ 'a.py': 'import b\nb.f()\n' });
	const callee = () => JSON.stringify(opened.outline('a.py').functions[0]?.body.steps[0]);
	expect(callee()).toContain('b#f');
	opened.write('b.py', 'def f(): pass\n');
	expect(callee()).toContain('/project/b.py#f');
	opened.write('b.py', 'from time import sleep as f\n');
	expect(callee()).toContain('time#sleep');
	opened.write('b.py', undefined);
	expect(callee()).toContain('b#f');
});
