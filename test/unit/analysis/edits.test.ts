/** A session whose texts change again and again says of them what a new one would that reads them for the first time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultOf } from '../../../server/src/analysis/analyzeJob.ts';
import { outlineReachable } from '../../../server/src/analysis/reach.ts';
import { mended } from '../../../server/src/languages/python/syntax/mend.ts';
import { pythonParser, rustParser, TestWorkspace } from './workspace.ts';

type Texts = Readonly<Record<string, string>>;

const python: Texts = {
	'app/__init__.py': '',
	'app/store.py': `import time
from pathlib import Path

from app.files import Disk

current = None
items = []


class Store:
    def __init__(self, path: str) -> None:
        self.disk = Disk(path)
        self.seen = []

    def save(self, text: str) -> None:
        self.disk.write(text)

    def load(self):
        found = self.disk
        return found

    def wait(self) -> None:
        if self.seen:
            time.sleep(1)


def make(path):
    store = Store(path)
    return store


def use(store):
    store.save("x")


async def keep() -> None:
    global current
    current = make("a")
    use(current)
    items.append(current)
`,
	'app/files.py': `import threading
import time
from pathlib import Path


class Disk:
    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.lock = threading.Lock()

    def write(self, text: str) -> None:
        with self.lock:
            self.path.write_text(text)

    def read(self) -> str:
        return self.path.read_text()

    async def later(self) -> str:
        return self.read()


def helper(callback):
    callback()
`,
	'app/service.py': `import asyncio

from app import store as stores
from app.files import Disk, helper
from app.store import Store, make


async def save(store: Store) -> None:
    store.save("a")
    store.wait()


async def load() -> None:
    disk = make("b").load()
    disk.read()
    helper(disk.read)
    stores.current.save("z")


async def begin() -> None:
    asyncio.create_task(save(make("c")))
    Disk("d").later()


async def main() -> None:
    await begin()
    for each in stores.items:
        each.wait()
`,
};

const rust: Texts = {
	'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\ntokio = { version = "1", features = ["full"] }\n',
	'src/main.rs': `mod store;

use std::sync::{Arc, Mutex};
use store::{make, Store};

async fn save(store: &Store) {
    store.save("a");
    let held = store.items.lock().unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    drop(held);
}

async fn begin() {
    let store = make("b");
    tokio::spawn(async move { store.save("c") });
    store::wait();
}

#[tokio::main]
async fn main() {
    let shared = Arc::new(Mutex::new(1));
    begin().await;
    save(&make("d")).await;
    drop(shared);
}
`,
	'src/store.rs': `use std::fs;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

pub struct Store {
    pub path: String,
    pub items: Mutex<Vec<String>>,
}

impl Store {
    pub fn save(&self, text: &str) {
        fs::write(&self.path, text).unwrap();
    }

    pub fn load(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }
}

pub fn make(path: &str) -> Store {
    Store { path: path.to_string(), items: Mutex::new(Vec::new()) }
}

pub fn wait() {
    thread::sleep(Duration::from_secs(1));
}
`,
};

/** Right, or right without the lines that are being typed. The grammar takes some of these for right (`load()await` for two statements), so that a text that nobody edits is read with them. */
function isRightPython(text: string): boolean {
	const whole = mended(text);
	return pythonParser.parse(whole ?? text).errors.length === 0 && (whole === undefined || pythonParser.parse(text).errors.length > 0);
}

const languages = {
	python: {
		texts: python, isRight: isRightPython,
		lines: ['time.sleep(1)', 'pass', 'return Disk("e")', 'found = Store("f")', 'await keep()', 'self.disk = Store("g")', 'store.wait()', 'async def extra(self):', 'def other(store=None):', 'global items', 'items = [Disk("h")]', 'items.append(Disk("i"))', 'with self.lock:', 'if items:', 'found = None', 'use(Disk("j"))', 'store.save(', 'disk.', 'x = [', '"""', 'from app.files import Disk'],
		pieces: ['a', ' ', '(', ')', ':', 'await ', 'async ', '"', '#', ' = ', '.', ',', '-> Disk', '\n', '    '],
	},
	rust: {
		texts: rust, isRight: (text: string) => rustParser.parse(text).errors.length === 0,
		lines: ['std::thread::sleep(std::time::Duration::from_secs(1));', 'store.load();', 'let store = make("e");', 'store::wait();', 'drop(held);', 'let text = store.load();', '}', 'pub fn other() {', 'store.save(', 'wait();', 'pub async fn load(&self) -> String {', 'use store::wait;', 'let other = tokio::spawn(async {});'],
		pieces: ['a', ' ', '(', ')', '{', '}', ';', 'async ', '.await', '"', '//', '&', 'mut ', '\n'],
	},
};

interface Change { readonly file: number; readonly at: number; readonly kind: 'line' | 'piece' | 'delete' | 'remove' | 'restore'; readonly choice: number }

/** Everything that is reported, paths within the workspace. */
function reported(workspace: TestWorkspace, files: readonly string[]): string {
	const paths = files.map((file) => workspace.path(file));
	workspace.run(outlineReachable(workspace.session, paths));
	return JSON.stringify(paths.map((path) => resultOf(workspace.session, path).findings), undefined, '\t').replaceAll(workspace.root, '');
}

function edited(text: string, original: string, { at, kind, choice }: Change, lines: readonly string[], pieces: readonly string[]): string {
	const all = text.split('\n');
	const line = Math.floor(at * all.length), offset = Math.floor(at * text.length);
	const indent = /^\s*/.exec(all[line] ?? '')?.[0] ?? '';
	switch (kind) {
		case 'line': return [...all.slice(0, line), indent + (lines[choice % lines.length] ?? ''), ...all.slice(line)].join('\n');
		case 'piece': return text.slice(0, offset) + (pieces[choice % pieces.length] ?? '') + text.slice(offset);
		case 'delete': return [...all.slice(0, line), ...all.slice(line + 1)].join('\n');
		case 'remove': return text.slice(0, offset) + text.slice(offset + choice % 8);
		case 'restore': return original;
	}
}

describe.each(Object.entries(languages))('a workspace in %s', (language, { texts, isRight, lines, pieces }) => {
	const files = Object.keys(texts).filter((file) => /\.(?:py|rs)$/.test(file));

	it('is understood as if it were new, whatever was typed before', () => {
		let compared = 0, found = 0;
		const change = fc.record<Change>({
			file: fc.nat(files.length - 1), at: fc.double({ min: 0, max: 0.999, noNaN: true }), choice: fc.nat(1000),
			kind: fc.constantFrom('line', 'line', 'line', 'piece', 'delete', 'remove', 'restore'),
		});
		fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 10 }), (changes) => {
			const open = new TestWorkspace(texts, { withTypes: false, language: language as 'python' | 'rust', leavesRoom: true });
			try {
				const present = new Map(Object.entries(texts));
				open.session.language.load(files.map((file) => open.path(file)));
				reported(open, files);
				for (const [version, each] of changes.entries()) {
					const file = files[each.file] as string;
					const text = edited(present.get(file) ?? '', texts[file] ?? '', each, lines, pieces);
					present.set(file, text);
					open.session.setDocument(open.path(file), text, version + 1);
					// As an editor does: of the file alone, and before the rest is looked at again.
					reported(open, [file]);
					if (![...present].every(([name, content]) => !files.includes(name) || isRight(content))) { continue; }
					const fresh = new TestWorkspace(Object.fromEntries(present), { withTypes: false, language: language as 'python' | 'rust' });
					try {
						fresh.session.language.load(files.map((name) => fresh.path(name)));
						const expected = reported(fresh, files);
						expect(reported(open, files)).toBe(expected);
						compared++;
						found += expected.split('"rule"').length - 1;
					} finally { fresh.dispose(); }
				}
			} finally { open.dispose(); }
		}), { numRuns: Number(process.env['EDITS'] ?? 12) });
		expect(compared).toBeGreaterThan(8);
		expect(found).toBeGreaterThan(compared);
	}, Number(process.env['EDITS'] ?? 1) * 4000 + 120_000);
});
