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
