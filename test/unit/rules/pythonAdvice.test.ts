/** What findings of blocking code in Python say: under which conditions, and what can be done there. */
import { afterAll, expect, test } from 'vitest';
import { TestWorkspace } from '../analysis/workspace.ts';

const files = {
	'src/locked.py': `import threading
import time

guard = threading.Lock()


def wait_for(users):
    with guard:
        while users:
            time.sleep(0.1)


def wait_freely(users):
    while users:
        time.sleep(0.1)


async def take(users):
    wait_for(users)


async def take_freely(users):
    wait_freely(users)
`,
	'src/media.py': `import shutil
import threading


class Media:
    def __init__(self):
        self.entries = {}
        self.guarded = {}
        self.lock = threading.Lock()

    def forget(self, name):
        shutil.rmtree(name)
        del self.entries[name]

    def forget_guarded(self, name):
        shutil.rmtree(name)
        with self.lock:
            del self.guarded[name]

    async def find(self, text):
        return [each for each in self.entries if text in each] + list(self.guarded)

    async def clean(self, name):
        self.forget(name)

    async def clean_guarded(self, name):
        self.forget_guarded(name)
`,
	'src/plugins.py': `import runpy

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("shop")


async def begin(path):
    runpy.run_path(path)


@mcp.resource("shop://page")
def page():
    return open("page").read()
`,
	'src/conditions.py': `import sys

import requests


class Report:
    def __init__(self):
        self.is_traced = False

    def save(self, text, dry_run=False):
        if dry_run or not text:
            return
        if self.is_traced:
            self.send(text)

    def send(self, text):
        requests.post("http://report", data=text)


async def write(report: Report, text: str):
    report.save(text)


async def write_all(report: Report, text: str):
    report.send(text)
`,
	'src/sessions.py': `from sqlalchemy.orm import Session


async def store(engine, rows):
    with Session(engine) as session:
        session.execute(rows)


async def load(engine, rows, others):
    with Session(engine) as session:
        await others
        session.execute(rows)
`,
	'src/own_way.py': `import os

from anyio.to_thread import run_sync


async def sizes(path: str):
    await run_sync(os.listdir, path)
    return os.stat(path)
`,
	'src/scopes.py': `import os
from contextlib import contextmanager


@contextmanager
def durable(path: str):
    with open(path, "w") as file:
        yield file
        os.fsync(file.fileno())


def keep(path: str):
    with durable(path) as file:
        file.write("x")


async def save(path: str):
    with durable(path):
        pass


async def save_from(path: str, source):
    with durable(path) as file:
        file.write(await source)
`,
	'src/verbs.py': `import argon2
from tornado.web import RequestHandler


def check(password: str) -> bool:
    return argon2.PasswordHasher().verify("hash", password)


class Login(RequestHandler):
    def post(self):
        if check(self.get_argument("password")):
            self.redirect("/")
`,
};
const workspace = new TestWorkspace(files, { language: 'python' });
const audited = workspace.audit();
afterAll(() => { workspace.dispose(); });

/** The messages of a file, each after the function it stands in. */
async function told(file: string): Promise<readonly string[]> {
	const { findings } = await audited;
	return findings.filter((each) => each.file.endsWith(file) && each.verdict === 'bad').map((each) => `${each.function}: ${each.message}`);
}

test('names what the functions on the way ask before they go on', async () => {
	const [one, other] = await told('src/conditions.py');
	expect(one).toContain('`save()` can end in `post()` (3 calls down: save → send → post)');
	expect(one).toContain('(in `save()` only where `self.is_traced`, unless `dry_run or not text`)');
	expect(other).toContain('`send()` calls `post()`');
	expect(other).not.toContain('only where');
});

test('gives all that a session is asked to one thread, unless something is awaited meanwhile', async () => {
	const [store, load] = await told('src/sessions.py');
	expect(store).toContain('put the whole `with` block into a function of its own, and run that in a thread');
	expect(load).toContain('`await asyncio.to_thread(…)`');
});

test('names the way to threads that the file has', async () => {
	expect((await told('src/own_way.py')).join()).toContain('`await anyio.to_thread.run_sync(…)`');
});

test('runs no context manager in a thread by its call', async () => {
	const found = await told('src/scopes.py');
	expect(found.find((each) => each.startsWith('save:'))).toContain('put the whole `with` block into a function of its own');
	expect(found.find((each) => each.startsWith('save_from: `durable'))).toContain('make an async form of `durable()`');
});

test('lets a verb that its framework awaits be async', async () => {
	expect((await told('src/verbs.py')).join()).toContain('make `post` an `async def` that awaits its work in a thread');
});

test('hands what is done under a lock of threads to a thread as a whole', async () => {
	const found = (await told('src/locked.py')).join('\n');
	expect(found).toContain('which must not be held across an `await`; run `wait_for()` through `await asyncio.to_thread(…)`');
	expect(found).toContain('make the path async with `sleep()` from asyncio');
});

test('sends to no thread what is no work for two, and calls a resource one', async () => {
	const found = (await told('src/plugins.py')).join('\n');
	expect(found).toContain('do it before the loop runs');
	expect(found).toMatch(/resource `page`.*make `page` an `async def` that awaits its work in a thread/);
});

test('says what a call changes that code on the loop uses', async () => {
	const found = await told('src/media.py');
	expect(found.find((each) => each.startsWith('Media.clean:'))).toContain('it changes `self.entries` too, which code on the event loop uses');
	expect(found.find((each) => each.startsWith('Media.clean_guarded:'))).toMatch(/run `forget_guarded\(\)` through `await asyncio\.to_thread\(…\)`\.$/);
});
