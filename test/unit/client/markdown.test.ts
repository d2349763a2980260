import { describe, expect, test } from 'vitest';
import { groupFindings } from '../../../client/src/findings/grouping.ts';
import { findingMarkdown, groupMarkdown, listMarkdown } from '../../../client/src/findings/markdown.ts';
import { listed, rangeAt, told, uri } from './told.ts';

const chain = [{ uri: uri('src/a.ts'), range: rangeAt(4), label: 'load()' }, { uri: uri('src/b.ts'), range: rangeAt(9), label: 'find()' }, { uri: uri('src/c.ts'), range: rangeAt(1), label: 'readFileSync()' }];
const findings = listed({
	'src/a.ts': [told({ line: 4, rule: 'blocking-call-chain', message: '`load()` ends in `readFileSync()`.', chain })],
	'src/d.ts': [told({ line: 0, severity: 'warning' })],
});

describe('as Markdown', () => {
	test('a finding has its place, function and path', () => {
		expect(findingMarkdown(findings[0] ?? expect.fail())).toBe([
			'- **blocking-call-chain**, error: `load()` ends in `readFileSync()`.',
			'  `src/a.ts:5` in `load`',
			'  1. `find()` at `src/b.ts:10`',
			'  2. `readFileSync()` at `src/c.ts:2`',
		].join('\n'));
	});

	test('one that is fine says why', () => {
		const [fine] = listed({ 'a.ts': [told({ verdict: 'acceptable', reason: 'runs *once*' })] });
		expect(findingMarkdown(fine ?? expect.fail())).toContain('error (acceptable: runs \\*once\\*): ');
	});

	test('text means itself, code stays code', () => {
		const [odd] = listed({ 'a.ts': [told({ message: 'a_b <T> `x_y`', function: '`odd`' })] });
		const markdown = findingMarkdown(odd ?? expect.fail());
		expect(markdown).toContain('a\\_b \\<T\\> `x_y`');
		expect(markdown).toContain('in `` `odd` ``');
	});

	test('a group has a heading with its count', () => {
		const [group] = groupFindings(findings, 'severity');
		expect(groupMarkdown(group ?? expect.fail())).toMatch(/^### Errors \(1\)\n\n- \*\*blocking-call-chain\*\*/);
	});

	test('the whole list has its filter and its groups', () => {
		const markdown = listMarkdown(findings, 'file', '“a_b”');
		expect(markdown.split('\n').filter((line) => /^#|^Filter/.test(line))).toEqual(['## Unblock: 2 findings', 'Filter: “a\\_b”', '### src/a.ts (1)', '### src/d.ts (1)']);
	});
});
