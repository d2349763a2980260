import { beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../server/src/audit/contract.ts';
import { project, reportOf, repository, unblock, type Ended } from './built.ts';

const service = join(repository, 'examples');

/** Rule, file, and a part of the line that the finding stands on. */
const expected: readonly (readonly [rule: string, file: string, text: string])[] = [
	['blocking-call', 'src/archive.ts', `readFileSync(file, 'utf8')`],
	['blocking-call', 'src/archive.ts', 'writeFileSync(file, text.replaceAll'],
	['blocking-call', 'src/archive.ts', `execFileSync('git', ['-C', repository, 'fetch'`],
	['blocking-call', 'src/archive.ts', 'return execFileSync('],
	['blocking-call-chain', 'src/invoices/service.ts', 'const customer = this.#customers.find('],
	['blocking-call-chain', 'src/invoices/service.ts', 'order.lines.map('],
	['blocking-call-chain', 'src/invoices/service.ts', 'new Template(this.#config.templateDirectory, \'invoice\')'],
	['blocking-call-chain', 'src/invoices/service.ts', 'template.isOutdated'],
	['blocking-call', 'src/legacy/currency.cjs', 'fs.readFileSync('],
	['blocking-call', 'src/passwords.ts', 'scryptSync(password'],
	['blocking-call-chain', 'src/routes.ts', 'shop.invoices.customerName('],
	['blocking-call-chain', 'src/routes.ts', 'shop.archive.keep('],
	['front-removal', 'src/feed.ts', 'this.recent.shift()'],
	['untracked-task', 'src/feed.ts', 'void this.announce(event)'],
	['unawaited-async-call', 'src/feed.ts', 'this.persist();'],
	['busy-poll-loop', 'src/feed.ts', 'while (!this.isOpen)'],
	['blocking-call', 'src/status.ts', `response.end(readFileSync('package.json'`],
];

let ended: Ended;
let report: Report;

beforeAll(() => {
	ended = unblock(service, ['audit', '--format', 'json']);
	report = reportOf(ended);
});

function lineOf(file: string, line: number): string {
	return readFileSync(join(service, file), 'utf8').split('\n')[line - 1] ?? '';
}

test('the example service: everything that holds it up is found, and nothing else', () => {
	const bad = report.findings.filter((finding) => finding.verdict === 'bad');
	const found = bad.map(({ rule, file, line }) => {
		const text = lineOf(file, line);
		const match = expected.find(([expectedRule, expectedFile, part]) => expectedRule === rule && expectedFile === file && text.includes(part));
		return match ? match.join(' · ') : `${rule} · ${file} · unexpected: ${text.trim()}`;
	});
	expect(found.sort()).toEqual(expected.map((row) => row.join(' · ')).sort());
	expect(report.errors).toEqual([]);
});

test('the path leads from the handler through every file to what blocks', () => {
	const finding = report.findings.find(({ file, line }) => file === 'src/routes.ts' && lineOf(file, line).includes('customerName('));
	expect(finding?.chain.map(({ file }) => file)).toEqual(['src/routes.ts', 'src/invoices/service.ts', 'src/invoices/repository.ts']);
	expect(finding?.chain.map(({ file, line, label }) => lineOf(file, line).includes(label.replace(/\(\)$/, '')))).toEqual([true, true, true]);
	expect(finding?.chain.at(-1)?.label).toContain('readFileSync');
});

test('what is fine is reported as acceptable, with its reason', () => {
	const acceptable = report.findings.filter((finding) => finding.verdict === 'acceptable');
	expect(acceptable.filter(({ reason }) => reason === null || reason === '')).toEqual([]);
	const reasonOf = (text: string) => acceptable.find(({ file, line }) => lineOf(file, line).includes(text))?.reason;
	expect(reasonOf('existsSync(')).toContain('asked for once a minute');
	expect(reasonOf('mkdirSync(')).toBeTruthy();
	expect(reasonOf('join(directory, file), \'utf8\')')).toMatch(/worker|thread/);
	expect(reasonOf('terms(')).toMatch(/once/);
});

test('the same audit again is the same, byte for byte, but for the time it took', () => {
	const timeless = (text: string) => text.replace(/"elapsedMs": \d+/, '');
	expect(timeless(unblock(service, ['audit', '--format', 'json']).stdout)).toBe(timeless(ended.stdout));
});

test('the exit code follows --fail-on and the verdicts', () => {
	expect(ended.code).toBe(1);
	expect(unblock(service, ['audit', '--fail-on', 'never']).code).toBe(0);
	expect(unblock(service, ['audit', 'src/reports', 'src/terms.ts', '--fail-on', 'hint']).code).toBe(0);
});

test('in a pipe there are no colours and no progress, and NO_COLOR goes before FORCE_COLOR', () => {
	const plain = unblock(service, ['audit']);
	expect(plain.stdout).toContain('src/routes.ts\n');
	expect(plain.stdout).not.toContain('\u001b');
	expect(plain.stderr).toBe('');
	expect(unblock(service, ['audit'], { FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
	expect(unblock(service, ['audit'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
});

test('--rule reports that rule alone', () => {
	const rules = new Set(reportOf(unblock(service, ['audit', '--format', 'json', '--rule', 'blocking-call-chain'])).findings.map(({ rule }) => rule));
	expect([...rules]).toEqual(['blocking-call-chain']);
});

test('--with-fixes puts checked edits into the JSON, and without it there are none', () => {
	expect(report.findings.flatMap(({ fixes }) => fixes).filter(({ edits }) => edits)).toEqual([]);
	const fixes = reportOf(unblock(service, ['audit', '--format', 'json', '--with-fixes'])).findings.flatMap(({ fixes: offered }) => offered);
	const edits = fixes.flatMap((fix) => fix.edits ?? []);
	expect(edits.map(({ newText }) => newText).join('\n')).toContain('await');
	expect(edits.filter(({ file }) => file === 'src/archive.ts')).not.toEqual([]);
});

test('a mistake in the configuration ends with 2 and its line and column', () => {
	const at = project({ 'unblock.json': '{\n\t"rules": {\n\t\t"no-such-setting": 3\n\t}\n}\n', 'a.ts': 'export {};\n' });
	const { code, stderr } = unblock(at.root, ['audit', '--format', 'json']);
	expect(code).toBe(2);
	expect(stderr).toMatch(/^unblock\.json:[2-3]:\d+: /m);
});

test('a file that cannot be read ends with 3, and the rest is still reported', () => {
	const at = project({
		'good.ts': `import { readFileSync } from 'node:fs';\nexport async function load() {\n\treturn readFileSync('x', 'utf8');\n}\n`,
		'bad.ts': new Uint8Array([0x63, 0x6F, 0xFF, 0xFE, 0x6E]),
	});
	const failed = unblock(at.root, ['audit', '--format', 'json']);
	expect(failed.code).toBe(3);
	const { errors, findings } = reportOf(failed);
	expect(errors.map(({ file }) => file)).toEqual(['bad.ts']);
	expect(findings.map(({ file, line, verdict }) => ({ file, line, verdict }))).toEqual([{ file: 'good.ts', line: 3, verdict: 'bad' }]);
});
