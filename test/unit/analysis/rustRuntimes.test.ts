/** What is advised by the runtime that a Rust crate has. */
import { afterEach, expect, test } from 'vitest';
import { TestWorkspace } from './workspace.ts';

let workspace: TestWorkspace;
afterEach(() => { workspace.dispose(); });

const source = 'pub async fn load() -> Vec<u8> {\n    std::fs::read("a").unwrap_or_default()\n}\n';
const head = '[package]\nname = "app"\nedition = "2021"\n\n';

/** What follows the semicolon of the first finding's message, and how many fixes it has. */
function advice(files: Readonly<Record<string, string>>, file = 'src/lib.rs'): string {
	workspace = new TestWorkspace(file in files ? files : { ...files, [file]: source }, { language: 'rust', withTypes: false });
	for (const each of Object.keys(files)) { if (each.endsWith('.rs')) { workspace.findingsOf(workspace.path(each)); } }
	const [finding] = workspace.findingsOf(workspace.path(file));
	return `${finding?.message.split('; ')[1] ?? 'nothing'} (${finding?.fixes.length})`;
}

const ofTokio = 'await `read()` from tokio::fs instead. (1)';
const ofCompio = 'await `read()` from compio::fs instead. (0)';

test.each([
	['tokio', '[dependencies]\ntokio = "1"\n', ofTokio],
	['nothing', '', ofTokio],
	['compio', '[dependencies]\ncompio = { version = "0.19", features = ["macros"] }\n', ofCompio],
	['compio as a table', '[dependencies.compio]\nversion = "0.19"\n', ofCompio],
	['compio on one platform', '[target.\'cfg(unix)\'.dependencies]\ncompio = "0.19"\n', ofCompio],
	['compio, and tokio for tests', '[dependencies]\ncompio = "0.19"\n\n[dev-dependencies]\ntokio = "1"\n', ofCompio],
	['compio for tests, and nothing else', '[dev-dependencies]\ncompio = "0.19"\n', ofCompio],
	['compio and tokio for tests, and nothing else', '[dev-dependencies]\ncompio = "0.19"\ntokio = "1"\n', ofTokio],
	['tokio, and compio for tests', '[dependencies]\ntokio = "1"\n\n[dev-dependencies]\ncompio = "0.19"\n', ofTokio],
	['tokio, and smol if asked for', '[dependencies]\ntokio = "1"\nsmol = { version = "2", optional = true }\n', ofTokio],
	['tokio, and smol if asked for, as a table', '[dependencies]\ntokio = "1"\n\n[dependencies.smol]\nversion = "2"\noptional = true\n', ofTokio],
	['smol', '[dependencies]\nsmol = "2"\n', 'await `read()` from smol::fs instead. (0)'],
	['glommio', '[dependencies]\nglommio = "0.9"\n', 'nothing (0)'],
	['async-std', '[dependencies]\nasync-std = "1"\n', 'await `read()` from async_std::fs instead. (0)'],
])('a crate that depends on %s', (_name, dependencies, expected) => {
	expect(advice({ 'Cargo.toml': head + dependencies })).toBe(expected);
});

test('a crate inherits its runtime from the workspace', () => {
	expect(advice({
		'Cargo.toml': '[workspace]\nmembers = ["app"]\n\n[workspace.dependencies]\ncompio = "0.19"\ntokio = { version = "1", features = ["full"] }\n',
		'app/Cargo.toml': `${head}[dependencies]\ncompio = { workspace = true }\n`, 'app/src/lib.rs': source,
	}, 'app/src/lib.rs')).toBe(ofCompio);
});

test('of two runtimes, what the code names counts', () => {
	const both = `${head}[dependencies]\ncompio = "0.19"\ntokio = "1"\n`;
	expect(advice({ 'Cargo.toml': both })).toBe(ofCompio);
	expect(advice({ 'Cargo.toml': both, 'src/lib.rs': `use tokio::sync::mpsc;\n/// Like tokio::fs::read.\n${source}` })).toBe(ofCompio);
	expect(advice({ 'Cargo.toml': both, 'src/other.rs': 'pub async fn wait() {\n    tokio::time::sleep(std::time::Duration::from_secs(1)).await\n}\n', 'src/lib.rs': `mod other;\n${source}` })).toBe(ofTokio);
	expect(advice({ 'Cargo.toml': both, 'src/lib.rs': `use tokio::{fs, sync};\n${source}` })).toBe(ofTokio);
});

const words = 'use std::time::Duration;\n\npub async fn pause() {\n    std::thread::sleep(Duration::from_secs(1));\n}\n\npub async fn hold(lock: &std::sync::Mutex<u8>) {\n    let held = lock.lock().unwrap();\n    pause().await;\n    drop(held);\n}\n';

test.each([
	['tokio', 'tokio = "1"', ['await `sleep()` from tokio::time instead.', 'drop the guard before the await, or use `tokio::sync::Mutex`.']],
	['smol', 'smol = "2"', ['await `smol::Timer::after()` instead.', 'drop the guard before the await, or use `smol::lock::Mutex`.']],
	['async-std', 'async-std = "1"', ['await `async_std::task::sleep()` instead.', 'drop the guard before the await, or use `async_std::sync::Mutex`.']],
	['monoio', 'monoio = "0.2"', ['await `monoio::time::sleep()` instead.', 'drop the guard before the await, or use a mutex of async code.']],
])('%s has words of its own', (_name, dependency, expected) => {
	workspace = new TestWorkspace({ 'Cargo.toml': `${head}[dependencies]\n${dependency}\n`, 'src/lib.rs': words }, { language: 'rust', withTypes: false });
	expect(workspace.findingsOf(workspace.path('src/lib.rs')).map(({ message }) => message.split('; ')[1])).toEqual(expected);
});

test('a task of async-std is put in no set of tokio', () => {
	workspace = new TestWorkspace({ 'Cargo.toml': `${head}[dependencies]\nasync-std = "1"\n`, 'src/lib.rs': 'async fn save() {\n    async_std::fs::write("a", "b").await.unwrap();\n}\n\npub fn begin() {\n    async_std::task::spawn(save());\n}\n' }, { language: 'rust', withTypes: false });
	expect(workspace.findingsOf(workspace.path('src/lib.rs')).map(({ message }) => message.split('; ')[1])).toEqual(['keep the handle, and await it.']);
});
