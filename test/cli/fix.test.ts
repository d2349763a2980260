import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { examples, project, reportOf, typeErrors, unblock } from './built.ts';

const tsconfig = JSON.stringify({ compilerOptions: { strict: true, module: 'nodenext', target: 'es2023', types: ['node'], noEmit: true } });
const load = `import { readFileSync } from 'node:fs';\n\nexport async function load(path: string): Promise<string> {\n\treturn readFileSync(path, 'utf8').trim();\n}\n\nexport async function greet(): Promise<void> {\n\tconsole.log(await load('greeting.txt'));\n}\n`;

test('--dry-run prints a unified diff that patches the files as `fix` does, and leaves them alone', () => {
	const at = examples();
	const before = at.read('src/archive.ts');
	const { code, stdout } = unblock(at.root, ['fix', '--dry-run']);
	expect(code).toBe(0);
	expect(stdout).toContain('--- a/src/archive.ts\n+++ b/src/archive.ts\n@@ ');
	expect(stdout).toMatch(/^\+.*await readFile\(file, 'utf8'\)/m);
	expect(at.read('src/archive.ts')).toBe(before);

	const patched = examples();
	const applied = spawnSync('git', ['apply', '--unsafe-paths', `--directory=${patched.root}`, '-'], { input: stdout, cwd: patched.root, encoding: 'utf8' });
	expect(applied.stderr).toBe('');
	expect(unblock(at.root, ['fix']).code).toBe(0);
	const sources = readdirSync(at.path('src'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.c?[tj]s$/.test(file));
	expect(sources.map((file) => patched.read(`src/${file}`))).toEqual(sources.map((file) => at.read(`src/${file}`)));
});

test('the fixed service type-checks, and what was fixed is found no more', () => {
	const at = examples();
	expect(typeErrors(at.root)).toBe('');
	expect(unblock(at.root, ['fix']).code).toBe(0);
	expect(typeErrors(at.root)).toBe('');
	expect(at.read('src/archive.ts')).toContain(`await readFile(file, 'utf8')`);
	const { findings } = reportOf(unblock(at.root, ['audit', '--format', 'json', '--with-fixes']));
	expect(findings.filter(({ verdict, fixes }) => verdict === 'bad' && fixes.some(({ safety, edits }) => safety === 'safe' && edits))).toEqual([]);
	expect(unblock(at.root, ['fix']).stdout).not.toMatch(/[1-9]\d* fixed/);
});

test('byte order mark and line ends are kept', () => {
	const at = project({ 'tsconfig.json': tsconfig, 'package.json': '{ "type": "module" }', 'a.ts': `\uFEFF${load.replaceAll('\n', '\r\n')}` });
	expect(unblock(at.root, ['fix']).code).toBe(0);
	const fixed = at.read('a.ts');
	expect(fixed).toContain('await readFile(path');
	expect(fixed.startsWith('\uFEFFimport')).toBe(true);
	expect(fixed.match(/\r?\n/g)?.filter((end) => end !== '\r\n')).toEqual([]);
	expect(typeErrors(at.root)).toBe('');
});

test('a file that no tsconfig names is put right or left as it was, never something between', () => {
	const at = project({ 'package.json': '{ "type": "module" }', 'a.ts': load.replace('export async function greet', `export async function other(): Promise<string> {\n\tawait Promise.resolve();\n\treturn readFileSync('b', 'utf8');\n}\n\nexport async function greet`) });
	const before = at.read('a.ts');
	unblock(at.root, ['fix']);
	const after = at.read('a.ts');
	const right = before.replace(`import { readFileSync } from 'node:fs';`, `import { readFile } from 'node:fs/promises';`).replace('readFileSync(path, \'utf8\').trim()', `(await readFile(path, 'utf8')).trim()`).replace(`readFileSync('b'`, `await readFile('b'`);
	expect([before, right]).toContain(after);
});

test('what is fine or silenced is not touched', () => {
	const at = examples();
	const files = ['src/config.ts', 'src/server.ts', 'src/terms.ts', 'src/reports/worker.ts', 'src/status.ts'];
	const before = files.map((file) => at.read(file));
	unblock(at.root, ['fix', '--review']);
	expect(files.map((file) => at.read(file))).toEqual(before);
});

test('Python is put right as well: safe fixes alone, then those to review, and the files still compile', () => {
	const app = 'import time\r\n\r\nfrom store import Store\r\n\r\n\r\nasync def handle(store: Store):\r\n    time.sleep(1)\r\n    return store.load("a")\r\n';
	const store = 'class Store:\n    def load(self, name):\n        with open(name) as file:\n            return file.read()\n';
	const at = project({ 'app.py': `\uFEFF${app}`, 'store.py': store });
	expect(unblock(at.root, ['fix']).code).toBe(0);
	const fixed = app.replace('import time', 'import asyncio').replace('time.sleep(1)', 'await asyncio.sleep(1)');
	expect(at.read('app.py')).toBe(`\uFEFF${fixed}`);
	expect(unblock(at.root, ['fix', '--review']).stdout).toContain('1 fixed');
	expect(at.read('app.py')).toBe(`\uFEFF${fixed.replace('return store.load("a")', 'return await asyncio.to_thread(store.load, "a")')}`);
	expect(at.read('store.py')).toBe(store);
	expect(spawnSync('python3', ['-m', 'py_compile', at.path('app.py')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});
