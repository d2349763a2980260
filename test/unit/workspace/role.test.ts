import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigStore } from '../../../server/src/workspace/configStore.ts';
import { FileRoles } from '../../../server/src/workspace/role.ts';
import { folderWith } from './folder.ts';

function rolesIn(root: string): FileRoles {
	return new FileRoles({ roots: [root], configs: new ConfigStore({ roots: [root] }) });
}
const app = '{ "name": "app" }';

describe('tests', () => {
	test.each([
		'src/a.test.ts', 'src/a.spec.tsx', 'a-test.js', 'a_test.ts', 'src/__tests__/a.ts', 'src/__mocks__/fs.js', 'src/mocks/api.ts', 'testbed/server/a.ts', 'test/a.ts', 'tests/unit/a.js', 'e2e/a.ts', 'spec/a.js', 'src/fixtures/a.js',
		'benchmark/a.ts', 'benchmarks/a.ts', 'app.e2e-spec.ts', 'a.stories.tsx', 'conftest.py', 'pkg/test_a.py', 'pkg/a_test.py', 'cypress/a.ts', 'vitest.setup.ts', 'setupTests.js', 'Test/a.ts', 'test-utils/a.ts', 'src/utils/testing/a.ts', 'web-e2e/a.ts', 'a.bench.ts', 'a.vitest.ts',
	])('%s', (file) => {
		const root = folderWith({ 'package.json': app });
		expect(rolesIn(root).factsOf(`${root}/${file}`)).toMatchObject({ isTest: true, isWorker: false });
	});

	test.each(['src/a.ts', 'src/testing.ts', 'src/testing/a.ts', 'src/contest/a.ts', 'src/latest/a.ts', 'src/attest.ts', 'src/specification/a.ts', 'src/inspect.ts', 'src/test.service.ts'])('not %s', (file) => {
		const root = folderWith({ 'package.json': app });
		expect(rolesIn(root).factsOf(`${root}/${file}`)).toEqual({ isTest: false, isWorker: false });
	});

	test('a package that helps the tests of others is tests', () => {
		const root = folderWith({ 'package.json': app, 'packages/test-utils/package.json': app, 'packages/test-runner/package.json': app, 'packages/shared-test/package.json': '{ "name": "@shop/shared-test", "private": true, "description": "Shared testing utilities of the shop" }', 'packages/load-test/package.json': '{ "name": "load-test", "private": true, "description": "Loads the shop" }' });
		const roles = rolesIn(root);
		expect(roles.factsOf(`${root}/packages/test-utils/src/rig.ts`).isTest).toBe(true);
		expect(roles.factsOf(`${root}/packages/shared-test/src/sync.ts`).isTest).toBe(true);
		expect(roles.factsOf(`${root}/packages/load-test/src/load.ts`).isTest).toBe(false);
		expect(roles.factsOf(`${root}/packages/test-runner/src/run.ts`).isTest).toBe(false);
	});

	test('a crate of Rust that is named tests and that nobody needs is tests, and so is what only such crates and examples need', () => {
		const crate = (name: string, needs = '') => `[package]\nname = "${name}"\n[dependencies]\n${needs}`;
		const root = folderWith({
			'Cargo.toml': '[workspace]\nmembers = ["crates/*", "examples/*"]\n',
			'crates/rpc/Cargo.toml': crate('shop-rpc-tests', 'shop-test-utils = "1"\n'), 'crates/rig/Cargo.toml': crate('shop-test-utils'), 'examples/one/Cargo.toml': crate('one', 'shop-test-utils = "1"\n'),
			'crates/kit/Cargo.toml': crate('shop-test-kit'), 'crates/program/Cargo.toml': crate('shop', 'shop-test-kit = "1"\n'), 'crates/integration/Cargo.toml': crate('shop-integration'),
		});
		const roles = rolesIn(root);
		const isTest = (folder: string) => roles.factsOf(`${root}/crates/${folder}/src/lib.rs`).isTest;
		expect(['rpc', 'rig', 'kit', 'program', 'integration'].filter(isTest)).toEqual(['rpc', 'rig']);
	});

	test('a crate of Rust that is a copy of somebody else\'s is vendored', () => {
		const crate = (repository: string) => `[package]\nname = "a"\nrepository = "${repository}"\n`;
		const root = folderWith({
			'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nrepository = "https://github.com/shop/shop.git"\n',
			'crates/own/Cargo.toml': crate('https://github.com/shop/shop/tree/main/crates/own'), 'crates/moved/Cargo.toml': crate('https://github.com/shop/prices'), 'crates/forked/Cargo.toml': crate('https://github.com/other/client'),
			'external-crates/client/Cargo.toml': '[package]\nname = "client"\n', 'crates/plain/Cargo.toml': '[package]\nname = "plain"\n',
		});
		const roles = rolesIn(root);
		const isVendored = (folder: string) => roles.factsOf(`${root}/${folder}/src/lib.rs`).isVendored === true;
		expect(['crates/own', 'crates/moved', 'crates/plain'].filter(isVendored)).toEqual([]);
		expect(['crates/forked', 'external-crates/client'].filter(isVendored)).toEqual(['crates/forked', 'external-crates/client']);
	});

	test('a crate of Rust that is named as one of tests and never published is tests', () => {
		const crate = (name: string, publish: string) => `[package]\nname = "${name}"\n${publish}\n`;
		const root = folderWith({
			'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\npublish = false\n',
			'crates/integration/Cargo.toml': crate('shop-integration', 'publish = { workspace = true }'), 'crates/rig/Cargo.toml': crate('shop-test-util', 'publish = false'), 'crates/kit/Cargo.toml': crate('shop-test-util', ''),
			'crates/program/Cargo.toml': crate('chat-integration', 'publish = false'), 'crates/program/src/main.rs': '', 'crates/attest/Cargo.toml': crate('attest', 'publish = false'),
			'crates/frame/Cargo.toml': crate('shop-test-framework', 'publish = false'), 'crates/framework/Cargo.toml': crate('shop-framework', 'publish = false'),
		});
		const roles = rolesIn(root);
		expect(['frame', 'framework'].map((name) => roles.factsOf(`${root}/crates/${name}/src/a.rs`).isTest)).toEqual([true, false]);
		expect(['integration', 'rig', 'kit', 'program', 'attest'].map((name) => roles.factsOf(`${root}/crates/${name}/src/a.rs`).isTest)).toEqual([true, true, false, false, false]);
	});

	test('a crate of Rust that others only need for their tests is tests, if its name or what it says says so too', () => {
		const crate = (name: string, rest: string) => `[package]\nname = "${name}"\n${rest}\n`;
		const root = folderWith({
			'Cargo.toml': '[workspace]\nmembers = [\n  "crates/*", # all\n  "tools/probe",\n]\n',
			'crates/shop/Cargo.toml': crate('shop', '[dependencies]\nshop-core = { path = "../core" }\n[dev-dependencies]\nshop-test = { path = "../rig" }\nkit.workspace = true\n[dev-dependencies.shop-mock]\npath = "../mock"'),
			'crates/rig/Cargo.toml': crate('shop-test', ''), 'crates/kit/Cargo.toml': crate('shop-kit', ''), 'crates/core/Cargo.toml': crate('shop-core', 'publish = false'), 'crates/mock/Cargo.toml': crate('shop-mock', 'publish = false'),
			'tools/probe/Cargo.toml': crate('probe', '[dependencies]\nkit = { package = "shop-kit", path = "../../crates/kit" }'),
		});
		const roles = rolesIn(root);
		expect(['shop', 'rig', 'kit', 'core', 'mock'].map((name) => roles.factsOf(`${root}/crates/${name}/src/a.rs`).isTest)).toEqual([false, true, false, false, true]);
	});

	test('the crate that is called xtask is a tool of the developers', () => {
		const root = folderWith({ 'Cargo.toml': '[workspace]\nmembers = ["xtask", "crates/*"]\n', 'xtask/Cargo.toml': '[package]\nname = "xtask"\n', 'crates/shop/Cargo.toml': '[package]\nname = "shop"\n' });
		const roles = rolesIn(root);
		expect(['xtask/src/assets.rs', 'crates/shop/src/xtask.rs', 'crates/shop/src/xtask/a.rs'].map((name) => roles.factsOf(`${root}/${name}`).entry)).toEqual(['a tool of the developers (xtask/)', undefined, undefined]);
	});

	test('a project in a folder called test is none', () => {
		const root = folderWith({ 'test/my-app/package.json': app, 'fixtures/tool/pyproject.toml': '' });
		const roles = rolesIn(root);
		expect(roles.factsOf(`${root}/test/my-app/src/a.ts`).isTest).toBe(false);
		expect(roles.factsOf(`${root}/test/my-app/test/a.ts`).isTest).toBe(true);
		expect(roles.factsOf(`${root}/fixtures/tool/src/a.py`).isTest).toBe(false);
		const within = rolesIn(`${root}/test`);
		expect(within.factsOf(`${root}/test/a.ts`).isTest).toBe(false);
	});

	test('a package called test among others is none; one right in a project is its tests, and so is a project among fixtures', () => {
		const root = folderWith({
			'package.json': '{ "private": true, "workspaces": ["packages/*"] }', 'packages/test/package.json': app, 'e2e/package.json': app, 'test/package.json': '{ "type": "module" }', 'test/fixtures/tool/package.json': app,
		});
		const roles = rolesIn(root);
		expect(roles.factsOf(`${root}/packages/test/src/a.ts`).isTest).toBe(false);
		expect(roles.factsOf(`${root}/packages/test/tests/a.ts`).isTest).toBe(true);
		expect(roles.factsOf(`${root}/e2e/a.ts`).isTest).toBe(true);
		expect(roles.factsOf(`${root}/test/a.ts`).isTest).toBe(true);
		expect(roles.factsOf(`${root}/test/fixtures/tool/src/a.ts`).isTest).toBe(true);
	});

	test('those that the settings name', () => {
		const root = folderWith({ 'unblock.json': '{ "tests": ["checks/"], "entries": ["jobs/*.ts"] }' });
		const roles = rolesIn(root);
		expect(roles.factsOf(`${root}/checks/deep/a.ts`).isTest).toBe(true);
		expect(roles.factsOf(`${root}/jobs/a.ts`)).toEqual({ isTest: false, isWorker: false, entry: 'named under "entries" in unblock.json' });
	});
});

describe('entries', () => {
	const entryOf = (roles: FileRoles, file: string) => roles.factsOf(file).entry;

	test('bin of the nearest package, also by its source', () => {
		const root = folderWith({
			'package.json': '{ "name": "tool", "bin": { "tool": "./dist/cli.js", "other": "lib/cmd/other.mjs", "made": "build/esm/made.js" } }',
			'packages/one/package.json': '{ "name": "one", "bin": "index.js" }',
		});
		const roles = rolesIn(root);
		for (const file of ['dist/cli.js', 'src/cli.ts', 'cli.ts', 'lib/cmd/other.mjs', 'src/cmd/other.mts', 'src/made.ts', 'packages/one/index.js', 'packages/one/src/index.ts']) {
			expect([file, entryOf(roles, `${root}/${file}`)]).toEqual([file, 'bin of package.json']);
		}
		for (const file of ['src/index.ts', 'src/other.ts', 'src/deep/cli.ts', 'packages/one/src/cli.ts', 'index.js']) {
			expect([file, entryOf(roles, `${root}/${file}`)]).toEqual([file, undefined]);
		}
	});

	test('what scripts run directly, but not what goes on running', () => {
		const root = folderWith({
			'package.json': JSON.stringify({ scripts: {
				seed: 'cross-env A=1 npx tsx --no-cache db/seed.ts && echo done', docs: 'node -r ./hook.js "docs/make.mjs" --all', gen: 'ts-node --project tsconfig.gen.json gen/run', bun: 'bun run jobs/bun.ts',
				start: 'node server.js', 'dev:api': 'tsx api/dev.ts', watcher: 'tsx watch api/live.ts', check: 'node --test checks/all.js', lint: 'eslint src/a.ts', starter: 'node starter.js', one: 'node -e "x()" y.js',
			} }),
		});
		const roles = rolesIn(root);
		const entries = ['db/seed.ts', 'docs/make.mjs', 'gen/run.ts', 'jobs/bun.ts', 'starter.js', 'hook.js', 'server.js', 'api/dev.ts', 'api/live.ts', 'checks/all.js', 'src/a.ts', 'y.js'].map((file) => entryOf(roles, `${root}/${file}`));
		expect(entries).toEqual([...['seed', 'docs', 'gen', 'bun', 'starter'].map((name) => `run by the script "${name}" of package.json`), ...Array.from({ length: 7 })]);
	});

	test('scripts, programs and configuration by their place', () => {
		const root = folderWith({ 'package.json': app, 'pkg/package.json': app });
		const roles = rolesIn(root);
		const entries = Object.fromEntries(['scripts/a.mjs', 'scripts/deep/a.py', 'tools/a.ts', 'bin/a.js', 'vite.config.ts', 'next.config.mjs', 'jest.config.cjs', 'gulpfile.js', 'gulpfile.babel.js', 'Gruntfile.js', 'webpack.prod.js', 'webpack.config.js', '.eslintrc.js', '.prettierrc.cjs', 'config/webpack.dev.js', 'setup.py', 'pkg/scripts/a.js', '.github/scripts/a.cjs']
			.map((file) => [file, entryOf(roles, `${root}/${file}`)]));
		expect(entries).toEqual({
			'scripts/a.mjs': 'a build script (scripts/)', 'scripts/deep/a.py': 'a build script (scripts/)', 'tools/a.ts': 'a build script (tools/)', 'bin/a.js': 'a program (bin/)',
			...Object.fromEntries(['vite.config.ts', 'next.config.mjs', 'jest.config.cjs', 'gulpfile.js', 'gulpfile.babel.js', 'Gruntfile.js', 'webpack.prod.js', 'webpack.config.js', '.eslintrc.js', '.prettierrc.cjs', 'config/webpack.dev.js'].map((file) => [file, 'a configuration file'])),
			'setup.py': 'a build script (setup.py)', 'pkg/scripts/a.js': 'a build script (scripts/)', '.github/scripts/a.cjs': 'a script of the repository\'s automation (.github/)',
		});
		for (const file of ['src/scripts/a.ts', 'src/tools/a.ts', 'tools/search.py', 'src/app.config.ts', 'src/config/database.config.ts', 'pkg/src/bin/a.ts', 'config.ts', 'src/setup.py', 'src/webpack.ts']) {
			expect([file, entryOf(roles, `${root}/${file}`)]).toEqual([file, undefined]);
		}
	});

	test('the functions that commands of a Python project start', () => {
		const root = folderWith({
			'pyproject.toml': '[project]\nname = "x"\n[project.scripts]\n# one\nserve = "pkg.app:main"\nother = "pkg.app:Tool.run"\n\n[tool.poetry.scripts]\nworker = { reference = "pkg.worker:start", type = "console" }\n\n[tool.other]\nnot-one = "pkg.other:main"\n',
			'old/setup.cfg': '[metadata]\nname = old\n[options.entry_points]\nconsole_scripts =\n    old-tool = old_pkg:main\nother.group =\n    not-one = old_pkg.other:main\n',
			'older/setup.py': 'setup(name="x", entry_points={"console_scripts": ["a=older.cli:run [extra]", \'b = older:main\']})',
		});
		const roles = rolesIn(root);
		const factsOf = (file: string) => { const { entry, starts } = roles.factsOf(`${root}/${file}`); return [entry, starts]; };
		expect(factsOf('src/pkg/app.py')).toEqual(['the command `serve` of pyproject.toml', ['main', 'Tool.run']]);
		expect(factsOf('pkg/worker.py')).toEqual(['the command `worker` of pyproject.toml', ['start']]);
		expect(factsOf('old/old_pkg/__init__.py')).toEqual(['the command `old-tool` of setup.cfg', ['main']]);
		expect(factsOf('older/older/cli.py')).toEqual(['the command `a` of setup.py', ['run']]);
		expect(factsOf('older/older/__init__.py')).toEqual(['the command `b` of setup.py', ['main']]);
		expect(factsOf('pkg/__main__.py')).toEqual(['run by `python -m`', undefined]);
		for (const file of ['src/pkg/other.py', 'old/old_pkg/other.py', 'app.py', 'src/pkg/app.ts']) { expect([file, ...factsOf(file)]).toEqual([file, undefined, undefined]); }
	});

	test('tests of Python', () => {
		const root = folderWith({ 'pyproject.toml': '[project]\nname = "x"\n' });
		const roles = rolesIn(root);
		for (const file of ['test_a.py', 'src/pkg/a_test.py', 'src/conftest.py', 'tests/unit/helpers.py', 'src/pkg/tests/data.py', 'test/a.py', 'src/tests.py']) { expect([file, roles.factsOf(`${root}/${file}`).isTest]).toEqual([file, true]); }
		for (const file of ['src/pkg/testing.py', 'src/contest.py', 'src/attest_a.py', 'src/pkg/latest.py']) { expect([file, roles.factsOf(`${root}/${file}`).isTest]).toEqual([file, false]); }
	});

	test('a shebang, which the caller knows', () => {
		const root = folderWith();
		expect(rolesIn(root).factsOf(`${root}/a.ts`, { hasShebang: true }).entry).toBe('a script with #!');
	});

	test('a broken package.json counts as none; changes are seen after invalidate', () => {
		const root = folderWith({ 'package.json': '{ "bin": ', 'odd/package.json': '[]', 'odder/package.json': '{ "name": 1, "bin": [1], "scripts": { "a": 2 } }' });
		const roles = rolesIn(root);
		expect(['a.ts', 'odd/a.ts', 'odder/a.ts'].map((file) => entryOf(roles, `${root}/${file}`))).toEqual([undefined, undefined, undefined]);
		writeFileSync(`${root}/package.json`, '{ "bin": "a.js" }');
		expect(entryOf(roles, `${root}/a.ts`)).toBeUndefined();
		roles.invalidate();
		expect(entryOf(roles, `${root}/a.ts`)).toBe('bin of package.json');
		rmSync(`${root}/package.json`);
		roles.invalidate();
		expect(entryOf(roles, `${root}/a.ts`)).toBeUndefined();
	});

	test('a file outside the workspace', () => {
		const root = folderWith();
		const outside = folderWith({ 'test/a.ts': '', 'test/a.test.ts': '' });
		expect(rolesIn(root).factsOf(`${outside}/test/a.ts`)).toEqual({ isTest: false, isWorker: false });
		expect(rolesIn(root).factsOf(`${outside}/test/a.test.ts`).isTest).toBe(true);
	});
});

describe('code of others', () => {
	const mit = (holder: string) => `The MIT License (MIT)\n\nCopyright (c) 2011-2017 ${holder} <x@example.org>\n\nPermission is hereby granted, free of charge, to any person\n`;
	const vendored = (files: Readonly<Record<string, string>>, file: string) => {
		const root = folderWith({ 'package.json': '{ "name": "app", "author": "Ada Lovelace" }', ...files });
		return rolesIn(root).factsOf(`${root}/${file}`).isVendored === true;
	};

	test('is known by a licence of its own, in the folder or one around it', () => {
		expect(vendored({ 'LICENSE': 'GNU GENERAL PUBLIC LICENSE', 'server/libs/keys/LICENSE': mit('Charles Babbage') }, 'server/libs/keys/lib/a.js')).toBe(true);
		expect(vendored({ 'LICENSE': mit('Ada Lovelace'), 'src/keys/license': mit('Charles Babbage and contributors') }, 'src/keys/a.ts')).toBe(true);
		expect(vendored({ 'LICENSE': mit('Ada Lovelace'), 'src/keys/LICENSE': mit('Charles Babbage') }, 'src/a.ts')).toBe(false);
	});

	test('is not what the project itself licenses otherwise, or what is a package', () => {
		expect(vendored({ 'LICENSE': mit('Ada Lovelace'), 'src/ee/LICENSE': 'The Enterprise License\nCopyright (c) 2024 Other Inc\nAll rights are kept.' }, 'src/ee/a.ts')).toBe(false);
		expect(vendored({ 'LICENSE': mit('Ada Lovelace'), 'src/sdk/LICENSE': mit('Ada Lovelace') }, 'src/sdk/a.ts')).toBe(false);
		expect(vendored({ 'LICENSE': 'GNU GENERAL PUBLIC LICENSE', 'src/sdk/LICENSE': mit('Ada Lovelace') }, 'src/sdk/a.ts')).toBe(false);
		expect(vendored({ 'LICENSE': mit('Ada Lovelace'), 'packages/keys/LICENSE': mit('Charles Babbage'), 'packages/keys/package.json': '{ "name": "keys" }' }, 'packages/keys/a.ts')).toBe(false);
		expect(vendored({ 'src/keys/LICENSE': mit('Charles Babbage') }, 'src/keys/a.ts')).toBe(false);
	});
});
