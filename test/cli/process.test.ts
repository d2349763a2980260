/** How the command line behaves as a process among others. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, reportOf, repository, start, unblock } from './built.ts';

const script = join(repository, 'dist/cli.js');
const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };

test('its version is the package\'s', () => {
	expect(unblock(repository, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('wrong usage ends with 2', () => {
	expect(unblock(repository, ['audit', '--format', 'xml']).code).toBe(2);
	expect(unblock(repository, ['audit', 'no/such/place']).code).toBe(2);
});

test('every rule has a guide page to explain it', () => {
	const rules = JSON.parse(unblock(repository, ['rules', '--format', 'json']).stdout) as readonly { readonly id: string }[];
	expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['blocking-call', 'blocking-call-chain']));
	expect(rules.filter(({ id }) => unblock(repository, ['explain', id]).code !== 0)).toEqual([]);
});

test('why tells what a call is and why it is reported', () => {
	const service = join(repository, 'examples');
	const line = readFileSync(join(service, 'src/archive.ts'), 'utf8').split('\n').findIndex((text) => text.includes('= readFileSync(file')) + 1;
	const { code, stdout } = unblock(service, ['why', `src/archive.ts:${line}`]);
	expect(code).toBe(0);
	expect(stdout).toContain('node:fs#readFileSync');
	expect(stdout).toContain('blocking-call');
});

test.skipIf(process.platform === 'win32')('whoever stops reading is no failure', () => {
	const { stderr, stdout } = spawnSync('sh', ['-c', `"${process.execPath}" "${script}" audit examples --format json | head -n 1`], { cwd: repository, encoding: 'utf8' });
	expect(stdout).toBe('{\n');
	expect(stderr).toBe('');
});

test.skipIf(process.platform === 'win32')('an interrupt ends an audit with 130 and what it has', async () => {
	const files = Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`src/f${index}.ts`, `import { readFileSync } from 'node:fs';\nexport async function load${index}() { return readFileSync('x', 'utf8'); }\n`]));
	const at = project(files);
	const child = start(at.root, ['audit', '--format', 'json']);
	let stdout = '';
	child.stdout?.on('data', (data: Buffer) => {
		stdout += String(data);
	});
	// To the whole group, compiler included, as a terminal does on Ctrl+C.
	setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGINT'), 1000);
	const [code] = await once(child, 'close') as [number | null];
	expect(code).toBe(130);
	expect(reportOf({ code, stdout, stderr: '' }).errors.map(({ message }) => message).join('\n')).toContain('cancelled');
});
