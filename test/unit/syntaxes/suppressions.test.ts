import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../../server/src/outline/model.ts';
import { parseSuppressions } from '../../../server/src/workspace/suppressions.ts';
import { contributed, tokenize, type Host } from './tokens.ts';

const WORDS = 'keyword.other.suppression.unblock';
const RULE = 'entity.name.type.rule.unblock';
const REASON = 'meta.reason.unblock';

interface Coloured {
	/** 1-based. */
	readonly line: number;
	readonly words: string;
	readonly rules: readonly string[];
	readonly reason: string;
}

/** What is coloured as a suppression in a text. Every piece of it must be part of a comment, or themes would colour it as code. */
async function coloured(text: string, host: Host): Promise<readonly Coloured[]> {
	const lines = await tokenize(text, host);
	return lines.flatMap((tokens, index) => {
		const ours = (scope: string) => tokens.filter(({ scopes }) => scopes.includes(scope)).map((token) => {
			expect(token.scopes.join(' '), token.text).toMatch(/\bcomment\./);
			return token.text;
		});
		const [words] = ours(WORDS);
		return words === undefined ? [] : [{ line: index + 1, words, rules: ours(RULE), reason: ours(REASON).join('').trim() }];
	});
}

const hosts: Readonly<Record<Host, { readonly language: LanguageId; readonly line: string; readonly block: readonly [string, string] | undefined; readonly code: string }>> = {
	typescript: { language: 'typescript', line: '//', block: ['/*', '*/'], code: 'const text = readFileSync(path);' },
	tsx: { language: 'typescript', line: '//', block: ['/*', '*/'], code: 'const text = readFileSync(path);' },
	javascript: { language: 'typescript', line: '//', block: ['/*', '*/'], code: 'const text = readFileSync(path);' },
	python: { language: 'python', line: '#', block: undefined, code: 'text = open(path)' },
	rust: { language: 'rust', line: '//', block: ['/*', '*/'], code: 'let text = std::fs::read(path);' },
};
const everyHost = Object.entries(hosts).map(([host, more]) => ({ host: host as Host, ...more }));

test('the manifest injects into every language, and its files have those names', async () => {
	const scopes = contributed.flatMap(({ injectTo }) => injectTo);
	expect(new Set(scopes)).toEqual(new Set(['source.ts', 'source.tsx', 'source.js', 'source.js.jsx', 'source.python', 'source.rust']));
});

describe.each(everyHost)('in $host', ({ host, line, block, code }) => {
	test('a comment above the code', async () => {
		expect(await coloured(`${line} unblock-ignore blocking-call, front-removal -- one small file\n${code}`, host))
			.toEqual([{ line: 1, words: 'unblock-ignore', rules: ['blocking-call', 'front-removal'], reason: 'one small file' }]);
	});

	test('a comment behind the code, and one behind another tool’s words', async () => {
		expect(await coloured(`${code} ${line} unblock-ignore blocking-call -- small\n${code} ${line} lint: off ${line} unblock-ignore blocking-call — small`, host)).toEqual([
			{ line: 1, words: 'unblock-ignore', rules: ['blocking-call'], reason: 'small' },
			{ line: 2, words: 'unblock-ignore', rules: ['blocking-call'], reason: 'small' },
		]);
	});

	test('a whole file, with rules or without', async () => {
		expect(await coloured(`${line} unblock-ignore-file -- generated\n${line} unblock-ignore-file: blocking-call -- generated`, host)).toEqual([
			{ line: 1, words: 'unblock-ignore-file', rules: [], reason: 'generated' },
			{ line: 2, words: 'unblock-ignore-file', rules: ['blocking-call'], reason: 'generated' },
		]);
	});

	test('without a reason', async () => {
		expect(await coloured(`${line} unblock-ignore blocking-call`, host)).toEqual([{ line: 1, words: 'unblock-ignore', rules: ['blocking-call'], reason: '' }]);
	});

	test('block comments, on one line and on several', async () => {
		if (block === undefined) { return; }
		const [open, close] = block;
		const text = `${open} unblock-ignore blocking-call -- small ${close} ${code}\n${open}\n * unblock-ignore-file front-removal -- short\n ${close}\n${code}`;
		expect(await coloured(text, host)).toEqual([
			{ line: 1, words: 'unblock-ignore', rules: ['blocking-call'], reason: 'small' },
			{ line: 3, words: 'unblock-ignore-file', rules: ['front-removal'], reason: 'short' },
		]);
	});

	test('code behind and below a comment keeps its colours', async () => {
		const plain = await tokenize(`${line} some comment\n${code}`, host);
		const below = await tokenize(`${line} unblock-ignore blocking-call -- small\n${code}`, host);
		expect(below[1]).toEqual(plain[1]);
		if (block !== undefined) {
			const [first] = await tokenize(`${block[0]} unblock-ignore blocking-call -- small ${block[1]} ${code}`, host);
			expect(first?.at(-1)?.scopes.join(' ')).not.toContain('comment');
		}
	});

	test('mentions, longer words, strings and code are left alone', async () => {
		const text = [
			`${line} see unblock-ignore blocking-call`, `${line} unblock-ignored`, `${line} unblock-ignore-files`, `${line} a comment`,
			host === 'rust' ? 'let a = "// unblock-ignore blocking-call -- x";' : 'a = "// unblock-ignore blocking-call # unblock-ignore x";',
		].join('\n');
		expect(await coloured(text, host)).toEqual([]);
	});
});

test('a comment in JSX', async () => {
	expect(await coloured('const page = <p>\n\t{/* unblock-ignore blocking-call -- small */}\n\t{read()}\n</p>;', 'tsx'))
		.toEqual([{ line: 2, words: 'unblock-ignore', rules: ['blocking-call'], reason: 'small' }]);
});

test('documentation comments', async () => {
	expect(await coloured('/** unblock-ignore-file -- generated */\n/**\n * @param a some text\n * unblock-ignore-file blocking-call -- generated\n */', 'typescript')).toHaveLength(2);
	expect(await coloured('/// unblock-ignore-file -- generated\n//! unblock-ignore-file -- generated', 'rust')).toHaveLength(2);
});

describe('what is coloured is what silences', () => {
	const piece = fc.constantFrom('unblock-ignore', 'unblock-ignore-file', 'unblock-ignored', 'blocking-call', 'front-removal', ',', ', ', ' ', '  ', ':', '--', '---', '—', '-', '!', 'see', 'eslint-disable-line', 'why not', '\t');
	const content = fc.tuple(fc.constantFrom('', ' ', '! ', '* ', '  '), fc.option(fc.constantFrom('lint-off ', 'see '), { nil: '' }), fc.array(piece, { maxLength: 8 }))
		.map(([before, other, pieces]) => before + other + pieces.join(''));

	test.each(everyHost)('in any comment of $host', async ({ host, language, line, block, code }) => {
		const forms = fc.tuple(content, content, fc.constantFrom('line', 'behind', 'twice', 'block', 'lines')).map(([one, two, form]) => {
			if (form === 'behind') { return `${code} ${line}${one}`; }
			if (form === 'twice') { return `${line}${one.replaceAll('unblock', 'un-block')} ${line}${two}\n${code}`; }
			if (block !== undefined && form === 'block') { return `${block[0]}${one}${block[1]}\n${code}`; }
			if (block !== undefined && form === 'lines') { return `${block[0]}${one}\n *${two}\n ${block[1]}\n${code}`; }
			return `${line}${one}\n${code}`;
		});
		await fc.assert(fc.asyncProperty(forms, async (text) => {
			const seen = await coloured(text, host);
			const parsed = parseSuppressions(text, language);
			// Of what it has parsed the parser tells each rule of a comment that was of no use yet; those for all rules are told without one.
			const expected = parsed.unused.map(({ commentLine, rule }) => `${commentLine} ${rule ?? '*'}`);
			const told = seen.flatMap(({ line: at, words, rules }) => (rules.length === 0 ? (words === 'unblock-ignore-file' ? [`${at} *`] : []) : rules.map((rule) => `${at} ${rule}`)));
			expect(told).toEqual(expected);
			// A comment without a reason, or without a rule, is a problem; so what has a problem of the former kind shows no reason.
			const withoutReason = parsed.problems.filter(({ message }) => message.startsWith('give a reason')).map((problem) => problem.line);
			expect(seen.filter(({ reason }) => reason === '').map((each) => each.line)).toEqual(withoutReason);
		}), { numRuns: 400 });
	});
});
