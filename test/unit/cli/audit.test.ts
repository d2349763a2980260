import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { report as contract } from '../../../server/src/audit/contract.ts';
import { finding } from '../audit/sample.ts';
import { project, unblock } from './commandLine.ts';

const clean = 'const a = 1;\n';
const slow = 'const a = slowSync();\n';

test('the exit code says whether there are findings at or above the threshold', async () => {
	const at = project({ 'a.ts': slow });
	const audit = (words: readonly string[], severity: 'error' | 'warning') => unblock(at, ['audit', ...words], { audit: { findings: [finding({ file: at.path('a.ts'), severity })] } });
	expect((await audit([], 'error')).code).toBe(1);
	expect((await audit([], 'warning')).code).toBe(0);
	expect((await audit(['--fail-on', 'warning'], 'warning')).code).toBe(1);
	expect((await audit(['--fail-on', 'never'], 'error')).code).toBe(0);
});

test('what is acceptable or silenced does not count', async () => {
	const at = project({ 'a.ts': 'slowSync(); // acceptable\nslowSync(); // silenced\n' });
	const { code, stdout } = await unblock(at, ['audit', '--fail-on', 'hint'], { files: [at.path('a.ts')] });
	expect(code).toBe(0);
	expect(stdout).toContain('Nothing holds up your async code.');
	expect(stdout).toContain('suppressed: a small file');
});

test('errors decide the exit code before findings do, and the rest is still reported', async () => {
	const at = project({ 'a.ts': slow });
	const findings = [finding({ file: at.path('a.ts') })];
	const failed = { file: at.path('b.ts'), message: 'is binary', kind: 'analysis' } as const;
	const config = { file: at.path('unblock.json'), message: 'Unknown setting', line: 2, column: 7, kind: 'config' } as const;
	const degraded = { file: at.root, message: 'No types', kind: 'degraded' } as const;
	const incomplete = await unblock(at, ['audit'], { audit: { findings, errors: [failed] } });
	expect(incomplete.code).toBe(3);
	expect(incomplete.stdout).toContain('1 finding in 1 file');
	expect(incomplete.stdout).toContain('b.ts');
	const wrong = await unblock(at, ['audit', '--format', 'json'], { audit: { findings, errors: [failed, config] } });
	expect(wrong.code).toBe(2);
	expect(wrong.stderr).toContain('unblock.json:2:7: Unknown setting\n');
	const said = await unblock(at, ['audit'], { audit: { errors: [degraded] } });
	expect(said.code).toBe(0);
	expect(said.stderr).toBe('.: No types\n');
});

test('JSON goes to standard output alone, and is what the contract says', async () => {
	const at = project({ 'src/a.ts': slow });
	const { stdout, stderr } = await unblock(at, ['audit', 'src', '--format', 'json'], { files: [at.path('src/a.ts')] });
	const report = contract.parse(JSON.parse(stdout));
	expect(report.root).toBe(at.root);
	expect(report.findings.map(({ file }) => file)).toEqual(['src/a.ts']);
	expect(stderr).toBe('');
});

test('what was typed reaches the analysis', async () => {
	const at = project({ 'src/a.ts': clean, 'b.ts': clean });
	const { service } = await unblock(at, ['audit', 'src', '--rule', 'blocking-call', '--rule', 'blocking-call-chain', './b.ts', '--with-fixes']);
	expect(service.audits).toEqual([{ paths: [at.path('src'), at.path('b.ts')], root: at.root, rules: ['blocking-call', 'blocking-call-chain'], withFixes: true }]);
	expect(service.isDisposed).toBe(true);
});

test('a path elsewhere makes the report relative to it, and says so', async () => {
	const at = project({ 'here/x.ts': clean, 'there/src/a.ts': slow, 'there/lib/b.ts': clean });
	const { stdout, service } = await unblock({ root: at.path('here') }, ['audit', '../there/src', '../there/lib/b.ts'], { files: [at.path('there/src/a.ts')] });
	expect(service.audits[0]?.root).toBe(at.path('there'));
	expect(stdout.startsWith(`In ${at.path('there')}\n\nsrc/a.ts\n`)).toBe(true);
});

test('--output writes the report to a file, without colours, and says nothing else', async () => {
	const at = project({ 'a.ts': slow });
	const { code, stdout } = await unblock(at, ['audit', '--output', 'report.txt'], { files: [at.path('a.ts')], isTerminal: true });
	expect(code).toBe(1);
	expect(stdout).toBe('');
	expect(at.read('report.txt')).toContain('a.ts\n  1:11  error');
	const wrong = await unblock(at, ['audit', '--output', 'missing/report.txt'], { files: [at.path('a.ts')] });
	expect(wrong.code).toBe(2);
	expect(wrong.stderr).toContain('missing/report.txt');
	expect(existsSync(at.path('missing'))).toBe(false);
});

test('an interrupt prints what there is and ends with 130', async () => {
	const at = project({ 'a.ts': slow });
	const controller = new AbortController();
	const { code, stdout } = await unblock(at, ['audit'], { files: [at.path('a.ts')], signal: controller.signal, onAudit: () => controller.abort() });
	expect(code).toBe(130);
	expect(stdout).toContain('1 finding');
});

test('progress is shown on a terminal only, and taken away again', async () => {
	const at = project({ 'a.ts': clean });
	expect((await unblock(at, ['audit'])).stderr).toBe('');
	expect((await unblock(at, ['audit'], { isTerminal: true })).stderr).toBe('\rReading 1/2 a.ts\u001b[K\r\u001b[K');
	expect((await unblock(at, ['audit'], { isTerminal: true, environment: { TERM: 'dumb' } })).stderr).toBe('');
});

test('colours: on a terminal, unless NO_COLOR; in a pipe, if FORCE_COLOR', async () => {
	const at = project({ 'a.ts': slow });
	const hasColors = async (isTerminal: boolean, environment: Readonly<Record<string, string>>) => (await unblock(at, ['audit'], { files: [at.path('a.ts')], isTerminal, environment })).stdout.includes('\u001b[');
	expect(await hasColors(true, {})).toBe(true);
	expect(await hasColors(false, {})).toBe(false);
	expect(await hasColors(true, { NO_COLOR: '1' })).toBe(false);
	expect(await hasColors(false, { FORCE_COLOR: '1' })).toBe(true);
	expect(await hasColors(true, { FORCE_COLOR: '0' })).toBe(false);
	expect(await hasColors(true, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
	expect(await hasColors(true, { TERM: 'dumb' })).toBe(false);
});
