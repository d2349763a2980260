import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../server/src/languages/rust/resolve/manifest.ts';
import { readToml, tableAt, tablesAt, textAt, textsAt } from '../../../server/src/workspace/toml.ts';

describe('TOML', () => {
	it('is asked by places', () => {
		const table = readToml('[workspace]\nmembers = [\n\t"a", # first\n\t"b/*",\n]\n[[bin]]\npath = "src/bin/a.rs"\n[[bin]]\nname = "b"\n');
		expect(textsAt(tableAt(table, 'workspace'), 'members')).toEqual(['a', 'b/*']);
		expect(tablesAt(table, 'bin').map((each) => textAt(each, 'path'))).toEqual(['src/bin/a.rs', undefined]);
		expect(tableAt(table, 'workspace', 'members')).toEqual({});
	});

	it('has nothing in it while it is being written, and no members of every object', () => {
		expect(readToml('[package\nname = ')).toEqual({});
		expect(textAt(readToml(''), 'toString')).toBeUndefined();
		expect(tableAt(readToml(''), 'constructor')).toEqual({});
	});
});

describe('a manifest of Cargo', () => {
	it('names what code can use, and what the program needs', () => {
		const manifest = readManifest([
			'[package]', 'name = "my-server"', '[lib]', 'path = "lib/root.rs"', '[[bin]]', 'name = "x"', 'path = "cmd/x.rs"',
			'[dependencies]', 'tokio = { version = "1", features = ["full"] } # runtime', 'my-core = { path = "../core", optional = true }', 'old.workspace = true',
			'[dependencies.store]', 'package = "my-store"', 'path = "../store"', '[target.\'cfg(unix)\'.dependencies]', 'nix = "0.29"',
			'[dev-dependencies]', 'tempfile = "3"', '[workspace.dependencies]', 'old = { path = "old" }',
		].join('\n'));
		expect(manifest).toMatchObject({ name: 'my-server', libPath: 'lib/root.rs', roots: ['cmd/x.rs'] });
		expect([...manifest.dependencies.keys()].toSorted()).toEqual(['my_core', 'nix', 'old', 'store', 'tempfile', 'tokio']);
		expect(manifest.dependencies.get('store')).toEqual({ path: '../store', package: 'my-store', isInherited: false });
		expect(manifest.dependencies.get('old')?.isInherited).toBe(true);
		expect(manifest.shared.get('old')?.path).toBe('old');
		expect([...manifest.needs].toSorted()).toEqual(['nix', 'old', 'store', 'tokio']);
	});
});
