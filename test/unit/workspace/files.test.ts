import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigStore } from '../../../server/src/workspace/configStore.ts';
import { discoverFiles } from '../../../server/src/workspace/files.ts';
import { relativePath } from '../../../server/src/workspace/paths.ts';
import { folderWith } from './folder.ts';

const isRoot = process.getuid?.() === 0;

async function discover(root: string, paths: readonly string[] = ['.'], signal?: AbortSignal) {
	const { files, errors, wasCancelled } = await discoverFiles({
		paths, root, extensions: ['.ts', '.js'], configs: new ConfigStore({ roots: [root] }), ...(signal && { signal }),
	});
	return {
		files: files.map((file) => relativePath(root, file)),
		errors: errors.map(({ file, message }) => `${relativePath(root, file)} ${message}`),
		wasCancelled,
	};
}

const filesOf = async (root: string, paths?: readonly string[]) => {
	const { files, errors } = await discover(root, paths);
	expect(errors).toEqual([]);
	return files;
};

describe('what is taken', () => {
	test('files of the given extensions, sorted, without what no project wrote', async () => {
		const root = folderWith({
			'b.ts': '', 'a/z.js': '', 'a/UPPER.TS': '', 'a.md': '', 'node_modules/x/a.js': '', 'pkg/node_modules/y.ts': '', '.git/hook.js': '', '.yarn/releases/yarn.js': '',
			'lib.min.js': '', 'types.d.ts': '', 'style.d.css.ts': '', 'target/CACHEDIR.TAG': '', 'target/x.js': '', 'env/pyvenv.cfg': '', 'env/x.js': '', '.github/x.js': '', 'dist/kept.js': '', 'd.ts': '',
		});
		expect(await filesOf(root)).toEqual(['.github/x.js', 'a/UPPER.TS', 'a/z.js', 'b.ts', 'd.ts', 'dist/kept.js']);
	});

	test('each once, however often named', async () => {
		const root = folderWith({ 'src/a.ts': '', 'src/b/c.ts': '' });
		expect(await filesOf(root, ['src', '.', 'src/a.ts', 'src/b', `${root}/src`])).toEqual(['src/a.ts', 'src/b/c.ts']);
	});

	test('a file that is named is taken though it is ignored; a directory is searched though it is', async () => {
		const root = folderWith({
			'.gitignore': 'dist/\n*.gen.ts\n', 'dist/a.js': '', 'dist/deep/b.js': '', 'src/x.gen.ts': '', 'lib.min.js': '', 'old/a.ts': '', 'old/b.ts': '',
			'unblock.json': '{ "exclude": ["old"] }', 'node_modules/m/index.js': '', 'node_modules/m/node_modules/n/index.js': '',
		});
		expect(await filesOf(root)).toEqual([]);
		expect(await filesOf(root, ['src/x.gen.ts', 'lib.min.js', 'old/a.ts'])).toEqual(['lib.min.js', 'old/a.ts', 'src/x.gen.ts']);
		expect(await filesOf(root, ['dist', 'old', 'src'])).toEqual(['dist/a.js', 'dist/deep/b.js', 'old/a.ts', 'old/b.ts']);
		expect(await filesOf(root, ['node_modules/m'])).toEqual(['node_modules/m/index.js']);
	});

	test('an empty directory, no path', async () => {
		const root = folderWith();
		expect(await filesOf(root)).toEqual([]);
		expect(await filesOf(root, [])).toEqual([]);
	});
});

describe('gitignore', () => {
	test('nested files, the deeper going first', async () => {
		const root = folderWith({
			'.gitignore': '/build\n*.log.ts\n!keep.log.ts\n', 'build/a.ts': '', 'src/build/a.ts': '', 'a.log.ts': '', 'keep.log.ts': '',
			'src/.gitignore': '\uFEFFlocal.ts\r\n!b.log.ts\r\n', 'src/local.ts': '', 'src/b.log.ts': '', 'src/c.log.ts': '', 'local.ts': '',
		});
		expect(await filesOf(root)).toEqual(['keep.log.ts', 'local.ts', 'src/b.log.ts', 'src/build/a.ts']);
	});

	test('agrees with git', async () => {
		const root = folderWith({
			'.gitignore': 'a/*\n!a/b/\n**/cache/\n/top.ts\nx?.ts\n[yz].ts\n\\!odd.ts\ndocs/**/*.js\n# comment\ntrailing.ts   \n', 'a/.gitignore': '!c.ts\n', 'a/c.ts': '', 'a/d.ts': '', 'a/b/e.ts': '',
			'p/cache/f.ts': '', 'p/cache.ts': '', 'top.ts': '', 'p/top.ts': '', 'x1.ts': '', 'x12.ts': '', 'y.ts': '', '!odd.ts': '', 'docs/a.js': '', 'docs/b/c.js': '', 'docs/b.ts': '', 'trailing.ts': '',
			'secret.ts': '', 'p/ü.ts': '',
		});
		execFileSync('git', ['init', '-q'], { cwd: root });
		execFileSync('sh', ['-c', 'mkdir -p .git/info && echo secret.ts >> .git/info/exclude'], { cwd: root });
		const byGit = execFileSync('git', ['-c', 'core.excludesFile=/dev/null', 'ls-files', '-z', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
		const expected = byGit.split('\0').filter((file) => /\.(?:ts|js)$/.test(file)).sort();
		expect(expected.length).toBeGreaterThan(5);
		expect(await filesOf(root)).toEqual(expected);
	});

	test('files above the root count within the repository, not beyond it', async () => {
		const top = folderWith({
			'.gitignore': 'a.ts\n', 'repo/.gitignore': 'b.ts\n', 'repo/.git/info/exclude': 'c.ts\n', 'repo/app/a.ts': '', 'repo/app/b.ts': '', 'repo/app/c.ts': '', 'repo/app/d.ts': '',
		});
		expect(await filesOf(`${top}/repo/app`)).toEqual(['a.ts', 'd.ts']);
	});

	test('a root that is itself ignored is searched', async () => {
		const top = folderWith({ '.gitignore': 'out/\n', '.git/HEAD': '', 'out/project/a.ts': '', 'out/project/.gitignore': 'b.ts', 'out/project/b.ts': '' });
		expect(await filesOf(`${top}/out/project`)).toEqual(['a.ts']);
	});

	test('a repository within follows its own files alone; a worktree finds its exclude file', async () => {
		const root = folderWith({
			'.gitignore': 'a.ts\n', 'sub/a.ts': '', 'sub/b.ts': '', 'sub/.git': 'gitdir: ../store/worktrees/sub\n', 'store/worktrees/sub/commondir': '../..\n', 'store/info/exclude': 'b.ts\n', 'sub/c.ts': '',
		});
		expect(await filesOf(root)).toEqual(['sub/a.ts', 'sub/c.ts']);
	});
});

describe('settings', () => {
	test('include and exclude of the nearest file count', async () => {
		const root = folderWith({
			'unblock.json': '{ "include": ["src", "pkg"], "exclude": ["**/gen/", "*.old.ts"] }', 'src/a.ts': '', 'src/gen/b.ts': '', 'src/c.old.ts': '', 'other.ts': '',
			'pkg/unblock.json': '{ "exclude": ["c.ts"] }', 'pkg/gen/d.ts': '', 'pkg/c.ts': '',
		});
		expect(await filesOf(root)).toEqual(['pkg/gen/d.ts', 'src/a.ts']);
	});
});

describe('symbolic links', () => {
	test('circles are survived, and a file keeps its own name', async () => {
		const root = folderWith({ 'a/b/c.ts': '', 'real/d.ts': '' });
		symlinkSync('..', `${root}/a/up`);
		symlinkSync('.', `${root}/a/b/self`);
		symlinkSync(root, `${root}/top`);
		symlinkSync('/', `${root}/everything`);
		symlinkSync('two', `${root}/one`);
		symlinkSync('one', `${root}/two`);
		symlinkSync('nowhere', `${root}/dangling.ts`);
		symlinkSync('real', `${root}/alias`);
		symlinkSync('c.ts', `${root}/a/b/alias.ts`);
		expect(await filesOf(root)).toEqual(['a/b/c.ts', 'real/d.ts']);
	});

	test('what lies outside is taken by the link, once', async () => {
		const outside = folderWith({ 'lib/a.ts': '', 'lib/node_modules/x.ts': '', 'one.ts': '' });
		const root = folderWith({ '.gitignore': '/ignored\n' });
		symlinkSync(`${outside}/lib`, `${root}/shared`);
		symlinkSync(`${outside}/lib`, `${root}/shared2`);
		symlinkSync(`${outside}/lib`, `${root}/ignored`);
		symlinkSync(`${outside}/one.ts`, `${root}/linked.ts`);
		symlinkSync(root, `${outside}/lib/back`);
		expect(await filesOf(root)).toEqual(['linked.ts', 'shared/a.ts']);
	});

	test('a root reached by a link', async () => {
		const root = folderWith({ 'real/a.ts': '', 'real/b/c.ts': '' });
		symlinkSync('real', `${root}/link`);
		symlinkSync('..', `${root}/real/b/up`);
		expect(await filesOf(root, ['link'])).toEqual(['link/a.ts', 'link/b/c.ts']);
	});
});

describe('what goes wrong', () => {
	test('missing paths and other languages are said, the rest is found', async () => {
		const root = folderWith({ 'a.ts': '', 'b.css': '' });
		expect(await discover(root, ['gone', 'a.ts', 'b.css', 'a.ts/x'])).toEqual({
			files: ['a.ts'], errors: ['a.ts/x does not exist', 'b.css is not in a language that is analysed', 'gone does not exist'], wasCancelled: false,
		});
	});

	test.skipIf(isRoot)('a directory that may not be read is said, the rest is found', async () => {
		const root = folderWith({ 'a.ts': '', 'closed/b.ts': '' });
		chmodSync(`${root}/closed`, 0);
		const result = await discover(root);
		chmodSync(`${root}/closed`, 0o755);
		expect(result).toEqual({ files: ['a.ts'], errors: ['closed may not be accessed (permission denied)'], wasCancelled: false });
	});

	test('broken settings do not stop the search', async () => {
		const root = folderWith({ 'unblock.json': '{ "exclude": ', 'a.ts': '' });
		expect(await filesOf(root)).toEqual(['a.ts']);
	});

	test('a signal stops it with what it has', async () => {
		const root = folderWith({ 'a.ts': '', 'b/c/d/e.ts': '' });
		expect(await discover(root, ['.'], AbortSignal.abort())).toEqual({ files: [], errors: [], wasCancelled: true });
		const controller = new AbortController();
		const store = new ConfigStore({ roots: [root] });
		const { files, wasCancelled } = await discoverFiles({
			paths: ['.'], root, extensions: ['.ts'], signal: controller.signal,
			configs: {
				configIn: (directory) => {
					if (directory.endsWith('/b')) { controller.abort(); }
					return store.configIn(directory);
				},
			},
		});
		expect(files.map((file) => relativePath(root, file))).toEqual(['a.ts']);
		expect(wasCancelled).toBe(true);
	});
});

test('10,000 files in 1,000 directories are found quickly', async () => {
	const files: Record<string, string> = { '.gitignore': 'dist/\n*.log\n.env\ncoverage\n', 'unblock.json': '{ "exclude": ["**/gen/**"] }' };
	for (let at = 0; at < 10_000; at++) { files[`p${at % 10}/d${at % 1000}/f${at}.ts`] = ''; }
	const root = folderWith(files);
	mkdirSync(`${root}/.git`);
	const start = performance.now();
	expect(await filesOf(root)).toHaveLength(10_000);
	// It takes about a twentieth of this on an idle machine.
	expect(performance.now() - start).toBeLessThan(2000);
});
