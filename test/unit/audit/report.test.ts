import { expect, test } from 'vitest';
import { report as contract } from '../../../server/src/audit/contract.ts';
import { formatJson } from '../../../server/src/audit/json.ts';
import { createReport, findingsAtOrAbove } from '../../../server/src/audit/report.ts';
import { chained, finding, result, root } from './sample.ts';

test('the JSON is what the contract says, and nothing more', () => {
	const written: unknown = JSON.parse(formatJson(createReport(result, root)));
	expect(contract.parse(written)).toEqual(written);
});

test('findings are sorted by file, line, column and rule', () => {
	const order = createReport(result, root).findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
	expect(order).toEqual([
		'src/keys.ts:12 blocking-call', 'src/main.ts:2 blocking-call', 'src/main.ts:3 blocking-call',
		'src/orders.ts:9 blocking-call-chain', 'src/orders.ts:12 blocking-call',
	]);
});

test('whatever the order of the result, the report is the same, byte for byte', () => {
	const shuffled = { ...result, findings: result.findings.toReversed(), files: result.files.toReversed(), errors: result.errors.toReversed() };
	expect(formatJson(createReport(shuffled, root))).toBe(formatJson(createReport(result, root)));
});

test('order does not depend on the language of the machine', () => {
	const files = ['/project/b.ts', '/project/a.ts', '/project/B.ts', '/project/ä.ts'].map((file) => finding({ file }));
	expect(createReport({ ...result, findings: files }, root).findings.map(({ file }) => file)).toEqual(['B.ts', 'a.ts', 'b.ts', 'ä.ts']);
});

test('the summary counts what is listed', () => {
	const { summary, findings, files } = createReport(result, root);
	expect(summary).toEqual({ files: 4, asyncFunctions: 5, findings: 5, byRule: { 'blocking-call': 4, 'blocking-call-chain': 1 }, unresolvedCalls: 7, elapsedMs: 1235 });
	expect(summary.findings).toBe(findings.length);
	expect(Object.fromEntries(files.map((file) => [file.file, file.findings]))).toEqual({ 'src/keys.ts': 1, 'src/main.ts': 2, 'src/orders.ts': 2, 'src/templates.ts': 0 });
});

test('a silenced finding is acceptable, for the reason given', () => {
	const silenced = createReport(result, root).findings.find(({ line }) => line === 2);
	expect(silenced).toMatchObject({ verdict: 'acceptable', reason: 'suppressed: the file is tiny' });
});

test('paths are relative to the root, also those outside it', () => {
	const report = createReport({ ...result, findings: [chained] }, root);
	expect(report.findings[0]?.chain.map(({ file }) => file)).toEqual(['src/orders.ts', 'src/templates.ts', '../shared/disk.ts']);
	expect(report.root).toBe('/project');
});

test('edits are there where the audit made them, and cautions are not', () => {
	const [, , , , withEdits] = createReport(result, root).findings;
	expect(withEdits?.fixes).toEqual([{
		title: 'Replace with `await readFile(…)`', safety: 'safe',
		edits: [{ file: 'src/orders.ts', line: 12, column: 5, endLine: 12, endColumn: 17, newText: 'await readFile' }],
	}]);
	const without = createReport({ ...result, findings: [finding({ fixes: [{ title: 'Fix', safety: 'review' }] })] }, root);
	expect(without.findings[0]?.fixes).toEqual([{ title: 'Fix', safety: 'review' }]);
});

test('errors carry their place, and what is only said is no error', () => {
	expect(createReport(result, root).errors).toEqual([
		{ file: 'src/odd.ts', message: 'The file is not UTF-8.' },
		{ file: 'unblock.json', message: '3:5 Unknown setting `foo`.' },
	]);
	const ofRoot = createReport({ ...result, errors: [{ file: root, message: 'No project.', kind: 'analysis' }] }, root);
	expect(ofRoot.errors).toEqual([{ file: '.', message: 'No project.' }]);
});

test('only bad findings that nobody silenced count, from the threshold on', () => {
	const report = createReport({ ...result, findings: [...result.findings, finding({ severity: 'hint' }), finding({ severity: 'info' })] }, root);
	const counts = (['error', 'warning', 'info', 'hint', 'never'] as const).map((threshold) => findingsAtOrAbove(report, threshold).length);
	expect(counts).toEqual([1, 2, 3, 4, 0]);
});
