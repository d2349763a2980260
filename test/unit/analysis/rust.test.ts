/** A session in Rust: fixes that change the package's manifest beside the source. */
import { afterEach, expect, test } from 'vitest';
import { fixJob } from '../../../server/src/analysis/fixJob.ts';
import { TestWorkspace } from './workspace.ts';

let workspace: TestWorkspace;
afterEach(() => { workspace.dispose(); });

const manifest = (tokio: string): string => `[package]\nname = "app"\nedition = "2021"\n\n[dependencies]\n${tokio}\n`;
const source = 'pub async fn load() -> Vec<u8> {\n    std::fs::read("a").unwrap_or_default()\n}\n';

/** By file, what the first fix of a source puts in. */
function edits(file: string): Readonly<Record<string, readonly string[]>> | string {
	const [finding] = workspace.findingsOf(workspace.path(file));
	const resolved = workspace.run(fixJob(workspace.session, workspace.path(file), finding?.fingerprint ?? '', 0));
	if (resolved.kind === 'refusal') { return resolved.reason; }
	const byFile: Record<string, string[]> = {};
	for (const { file: changed, line, newText } of resolved.fix.edits) { (byFile[changed.slice(workspace.root.length + 1)] ??= []).push(`${line} ${newText}`); }
	return byFile;
}

test('asks for a feature in the manifest, as it is now', () => {
	workspace = new TestWorkspace({ 'Cargo.toml': manifest('tokio = "1"'), 'src/lib.rs': source }, { language: 'rust', withTypes: false });
	expect(edits('src/lib.rs')).toEqual({ 'src/lib.rs': ['2 tokio::fs::read', '2 .await'], 'Cargo.toml': ['6 { version = "1", features = ["fs"] }'] });
	// Nobody told of this change.
	workspace.write('Cargo.toml', manifest('# The runtime.\ntokio = { version = "1", features = ["rt"] }'));
	expect(edits('src/lib.rs')).toEqual({ 'src/lib.rs': ['2 tokio::fs::read', '2 .await'], 'Cargo.toml': ['7 , "fs"'] });
	workspace.write('Cargo.toml', manifest('async-std = "1"'));
	expect(edits('src/lib.rs')).toBe('tokio is not among the package\'s dependencies');
});

test('looks up what a member of a workspace inherits', () => {
	workspace = new TestWorkspace({
		'Cargo.toml': '[workspace]\nmembers = ["app"]\n\n[workspace.dependencies]\ntokio = { version = "1", features = ["rt"] }\n',
		'app/Cargo.toml': manifest('tokio.workspace = true'), 'app/src/lib.rs': source,
	}, { language: 'rust', withTypes: false });
	expect(edits('app/src/lib.rs')).toEqual({ 'app/src/lib.rs': ['2 tokio::fs::read', '2 .await'], 'app/Cargo.toml': ['6 tokio = { workspace = true, features = ["fs"] }'] });
	workspace.write('Cargo.toml', '[workspace]\nmembers = ["app"]\n\n[workspace.dependencies]\ntokio = { version = "1", features = ["full"] }\n');
	expect(edits('app/src/lib.rs')).toEqual({ 'app/src/lib.rs': ['2 tokio::fs::read', '2 .await'] });
});

const server = 'async fn work() {\n    loop {\n        tokio::task::yield_now().await;\n        std::fs::metadata("a").unwrap();\n    }\n}\n\npub fn start() {\n    tokio::spawn(work());\n    tokio::spawn(async { println!("{:?}", tokio::net::TcpStream::connect("a:1").await.unwrap()); });\n}\n';

test('knows of hooks that learn of panics for all tasks', () => {
	const lost = (hook: string): readonly string[] => {
		workspace = new TestWorkspace({ 'Cargo.toml': manifest('tokio = { version = "1", features = ["full"] }'), 'src/lib.rs': `${server}\npub fn install(sender: std::sync::mpsc::Sender<String>) {\n    ${hook}\n}\n\nfn tell(sender: &std::sync::mpsc::Sender<String>) {\n    sender.send(String::new()).ok();\n}\n` }, { language: 'rust', withTypes: false });
		const found = workspace.findingsOf(workspace.path('src/lib.rs')).filter(({ rule }) => rule === 'untracked-task').map(({ severity, message }) => `${severity} ${/no code learns/.test(message)}`);
		workspace.dispose();
		return found;
	};
	expect(lost('drop(sender);')).toEqual(['info true', 'hint true']);
	expect(lost('std::panic::set_hook(Box::new(|info| eprintln!("{info}"))); drop(sender);')).toEqual(['info true', 'hint true']);
	// What would only be lost by a panic is not; that nobody waits for the other one is as true as before.
	expect(lost('std::panic::set_hook(Box::new(move |_| { sender.send(String::new()).ok(); }));')).toEqual(['hint false']);
	expect(lost('std::panic::set_hook({\n        let sender = sender.clone();\n        Box::new(move |_| tell(&sender))\n    });')).toEqual(['hint false']);
	expect(lost('drop(sender); std::panic::set_hook(Box::new(|_| std::process::exit(1)));')).toEqual(['hint false']);
});

test('tells a method from its namesake, what is set for it, and what a thread would have to hand back', () => {
	const messages = (text: string): readonly string[] => {
		workspace = new TestWorkspace({ 'Cargo.toml': manifest('tokio = { version = "1", features = ["full"] }'), 'src/lib.rs': text }, { language: 'rust', withTypes: false });
		const found = workspace.findingsOf(workspace.path('src/lib.rs')).map(({ message }) => message);
		workspace.dispose();
		return found;
	};
	const options = 'pub struct Options { pub words: Option<String> }\nimpl Options {\n    fn build(&self) -> Vec<u8> {\n        match &self.words { Some(path) => std::fs::read(path).unwrap_or_default(), None => Vec::new() }\n    }\n}\n';
	const [build] = messages(`${options}pub struct Source { options: Options }\nimpl Source {\n    pub async fn build(&self) -> Vec<u8> { self.options.build() }\n}\n`);
	expect(build).toMatch(/^`Options::build\(\)` can call `read\(\)`, .* \(only where `words` is set\); /);
	const [fill] = messages('fn fill(names: &mut Vec<String>) {\n    for each in std::fs::read_dir("a").unwrap() { names.push(each.unwrap().path().display().to_string()); }\n    std::fs::remove_file("a").unwrap();\n}\npub async fn names() -> Vec<String> {\n    let mut names = Vec::new();\n    fill(&mut names);\n    names\n}\n');
	expect(fill).toMatch(/run `fill\(\)` in `tokio::task::spawn_blocking`: move what it changes into the closure, and hand it back with the result\.$/);
});
