import { describe, expect, test } from 'vitest';
import { describeFilter, groupFindings, shownFindings, type Filter } from '../../../client/src/findings/grouping.ts';
import { listed, newList, rangeAt, told, uri } from './told.ts';

const everything: Filter = { text: '', severities: [], isAcceptableShown: false };

describe('the list', () => {
	test('takes what is told of a file in place of what was told before, and leaves other files alone', () => {
		const list = newList();
		list.take({ files: [{ uri: uri('b.ts'), findings: [told({ line: 3 }), told({ line: 1 })] }, { uri: uri('a.ts'), findings: [told()] }] });
		expect(list.all.map(({ path, range }) => `${path}:${range.start.line}`)).toEqual(['a.ts:0', 'b.ts:1', 'b.ts:3']);
		list.take({ files: [{ uri: uri('b.ts'), findings: [told({ line: 7 })] }] });
		expect(list.all.map(({ path, range }) => `${path}:${range.start.line}`)).toEqual(['a.ts:0', 'b.ts:7']);
		list.take({ files: [{ uri: uri('a.ts'), findings: [] }] });
		expect(list.all.map(({ path }) => path)).toEqual(['b.ts']);
		list.clear();
		expect(list.all).toEqual([]);
	});

	test('knows a finding again when its place has changed', () => {
		const [before] = listed({ 'a.ts': [told({ fingerprint: 'f' })] });
		const [after] = listed({ 'a.ts': [told({ fingerprint: 'f', line: 9 })] });
		const [other] = listed({ 'b.ts': [told({ fingerprint: 'f' })] });
		expect(after?.id).toBe(before?.id);
		expect(other?.id).not.toBe(before?.id);
	});

	test('has the path below the reported call, which is the finding itself', () => {
		const chain = [{ uri: uri('a.ts'), range: rangeAt(0), label: 'load()' }, { uri: uri('lib/b.ts'), range: rangeAt(4), label: 'readFileSync()' }];
		expect(listed({ 'a.ts': [told({ chain })] })[0]?.chain.map(({ label, path }) => `${label} ${path}`)).toEqual(['readFileSync() lib/b.ts']);
	});
});

describe('a filter', () => {
	const all = listed({
		'src/a.ts': [told({ line: 1 }), told({ line: 2, severity: 'warning', rule: 'front-removal', function: 'History.add', message: 'moves every item' })],
		'src/b.ts': [told({ line: 3, verdict: 'acceptable', reason: 'runs once' }), told({ line: 4, verdict: 'suppressed', reason: 'small' })],
	});
	const lines = (filter: Partial<Filter>) => shownFindings(all, { ...everything, ...filter }).map(({ range }) => range.start.line);

	test('lets bad findings through, and the others only when asked', () => {
		expect(lines({})).toEqual([1, 2]);
		expect(lines({ isAcceptableShown: true })).toEqual([1, 2, 3, 4]);
	});

	test('looks for each word in message, path, rule and function, whatever their case', () => {
		expect(lines({ text: 'READFILE' })).toEqual([1]);
		expect(lines({ text: 'a.ts' })).toEqual([1, 2]);
		expect(lines({ text: 'front-' })).toEqual([2]);
		expect(lines({ text: ' history.  src ' })).toEqual([2]);
		expect(lines({ text: 'history readFile' })).toEqual([]);
	});

	test('by severity', () => {
		expect(lines({ severities: ['warning', 'hint'] })).toEqual([2]);
	});

	test('is told in a few words', () => {
		expect(describeFilter(everything)).toBe('');
		expect(describeFilter({ ...everything, text: ' read ', severities: ['error', 'info'] })).toBe('“read” · errors, information');
	});
});

describe('groups', () => {
	const all = listed({
		'z.ts': [told({ line: 1, rule: 'front-removal', severity: 'warning' }), told({ line: 2, rule: 'blocking-call' })],
		'a.ts': [told({ line: 3, rule: 'blocking-call', severity: 'hint' }), told({ line: 4, rule: 'busy-poll-loop', severity: 'warning' })],
		'm.ts': [told({ line: 5, rule: 'late-await', verdict: 'suppressed' })],
	});
	const groups = (by: 'rule' | 'severity' | 'file') => groupFindings(all, by).map(({ label, severity, findings }) => `${label} ${severity} ${findings.map(({ range }) => range.start.line).join()}`);

	test('by rule, the worst first', () => {
		expect(groups('rule')).toEqual(['blocking-call error 3,2', 'late-await error 5', 'busy-poll-loop warning 4', 'front-removal warning 1']);
	});

	test('by severity, the worst first', () => {
		expect(groups('severity')).toEqual(['Errors error 5,2', 'Warnings warning 4,1', 'Hints hint 3']);
	});

	test('by file, in the order of paths', () => {
		expect(groups('file')).toEqual(['a.ts warning 3,4', 'm.ts error 5', 'z.ts error 1,2']);
	});

	test('of which nothing is bad are said to be fine', () => {
		expect(groupFindings(all, 'rule').filter(({ isFine }) => isFine).map(({ label }) => label)).toEqual(['late-await']);
	});
});
