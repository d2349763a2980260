import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { AuditResult } from '../../../server/src/analysis/service.ts';
import { formatPretty } from '../../../server/src/audit/pretty.ts';
import { createReport } from '../../../server/src/audit/report.ts';
import { wrap } from '../../../server/src/audit/wrap.ts';
import { chained, finding, fixable, result, root, startup } from './sample.ts';

const plain = { colors: picocolors.createColors(false), width: Number.POSITIVE_INFINITY, showsRoot: false };
const empty: AuditResult = { findings: [], files: [], errors: [], unresolvedCalls: 0, elapsedMs: 5 };

function pretty(changes: Partial<AuditResult>, options: Partial<typeof plain> = {}): string {
	return formatPretty(createReport({ ...empty, ...changes }, root), { ...plain, ...options });
}

test('a whole report', () => {
	expect(pretty(result)).toMatchInlineSnapshot(`
		"src/orders.ts
		  9:13  warning  \`loadTemplates(name, locale)\` ends in \`readFileSync()\`, which reads a file and holds up \`Orders.render\`. blocking-call-chain
		                 → src/templates.ts:40 readTemplate()
		                 → ../shared/disk.ts:3 readFileSync()
		  12:5  error    \`readFileSync()\` reads a file and holds up \`Orders.create\`. blocking-call
		                 fix  Replace with \`await readFile(…)\` (safe)

		Could not be analysed
		  src/odd.ts
		    The file is not UTF-8.
		  unblock.json
		    3:5 Unknown setting \`foo\`.

		2 findings in 1 file: 1 error, 1 warning
		4 files · 5 async functions · 7 calls unresolved · 1.2 s

		  1  blocking-call        unblock explain blocking-call
		  1  blocking-call-chain  unblock explain blocking-call-chain

		3 more are acceptable
		  1  read once and kept
		  1  start-up, before the server listens
		  1  suppressed: the file is tiny

		1 with a safe fix: unblock fix
		"
	`);
});

test('nothing found', () => {
	expect(pretty({ files: result.files })).toBe('Nothing holds up your async code.\n4 files · 5 async functions · 5 ms\n');
	expect(pretty({ files: result.files, findings: [startup] })).toContain('Nothing holds up your async code.');
});

test('nothing found is not said of what could not be looked at', () => {
	expect(pretty({ errors: [{ file: '/project/a.ts', message: 'Gone.', kind: 'analysis' }] })).not.toContain('Nothing holds up');
	expect(pretty({})).toContain('No files to analyse.');
});

test('lines keep to the width of the terminal, and code is not broken', () => {
	const lines = pretty({ findings: [chained] }, { width: 70 }).split('\n');
	const [, ...found] = lines.slice(0, lines.findIndex((line) => line.includes('→')));
	expect(found.length).toBeGreaterThan(1);
	expect(found.filter((line) => line.length > 70)).toEqual([]);
	expect(found.join('\n')).toContain('`loadTemplates(name, locale)`');
	expect(found.at(-1)?.endsWith('blocking-call-chain')).toBe(true);
});

test('colours are there where asked for, and carry the same text', () => {
	const colored = pretty({ findings: [fixable, chained] }, { colors: picocolors.createColors(true) });
	expect(colored).toContain('\u001b[31merror');
	expect(colored).toContain('\u001b[36mreadFileSync()\u001b[39m');
	const stripped = colored.replaceAll(/\u001b\[\d+m/g, '');
	expect(stripped).toBe(pretty({ findings: [fixable, chained] }).replaceAll('`', ''));
});

test('severities and fixes are counted apart', () => {
	const text = pretty({ findings: [finding({ severity: 'info' }), finding({ severity: 'hint' }), finding({ severity: 'hint', fixes: [{ title: 'Offload', safety: 'review' }] })] });
	expect(text).toContain('3 findings in 1 file: 1 info, 2 hints');
	expect(text).toContain('1 with a fix to review: unblock fix --review');
	expect(text).not.toContain('safe fix');
});

test('reasons are counted by kind, and told in full where they are the same', () => {
	const reasons = ['runs once; kept in `a`', 'runs once; kept in `b`', 'start-up: before it listens', 'start-up: before it listens', 'test code'];
	const text = pretty({ findings: reasons.map((reason) => finding({ verdict: 'acceptable', reason })) });
	expect(text).toContain('5 more are acceptable\n  2  runs once\n  2  start-up: before it listens\n  1  test code\n');
});

test('the root is named where paths are relative to another place', () => {
	expect(pretty({}, { showsRoot: true }).startsWith('In /project\n\n')).toBe(true);
});

test('wrapping', () => {
	expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
	expect(wrap('a (`b c` d) e', 6)).toEqual(['a', '(`b c`', 'd) e']);
	expect(wrap('unmatched ` tick here', 11)).toEqual(['unmatched `', 'tick here']);
	expect(wrap('abcdefghij k', 4)).toEqual(['abcdefghij', 'k']);
	expect(wrap('', 10)).toEqual(['']);
	expect(wrap('one two', Number.POSITIVE_INFINITY)).toEqual(['one two']);
});
