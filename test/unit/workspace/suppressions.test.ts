import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../../server/src/outline/model.ts';
import { scanComments } from '../../../server/src/workspace/comments.ts';
import { parseSuppressions, suppressionEdit } from '../../../server/src/workspace/suppressions.ts';

/** The lines (1-based) on which the rule is silenced. */
function silenced(text: string, language: LanguageId = 'typescript', rule = 'blocking-call'): number[] {
	const suppressions = parseSuppressions(text, language);
	return text.split('\n').map((_, at) => at + 1).filter((line) => suppressions.match(rule, line));
}

const lines = (...texts: readonly string[]) => texts.join('\n');

describe('which lines a comment is for', () => {
	test('behind code: that line; on its own: the next', () => {
		expect(silenced(lines('a();', 'b(); // unblock-ignore blocking-call -- small', 'c();'))).toEqual([2]);
		expect(silenced(lines('a();', '// unblock-ignore blocking-call -- small', 'b();', 'c();'))).toEqual([3]);
		expect(silenced(lines('/* unblock-ignore blocking-call -- small */ a();', 'b();'))).toEqual([1]);
		expect(silenced(lines('/*', ' * unblock-ignore blocking-call -- small', ' */', 'a();', 'b();'))).toEqual([4]);
	});

	test('more comments may come between, blank lines not', () => {
		expect(silenced(lines('// unblock-ignore blocking-call -- x', '// unblock-ignore front-removal -- y', '/* why */', 'a();'))).toEqual([4]);
		expect(silenced(lines('// unblock-ignore blocking-call -- x', '', 'a();'))).toEqual([]);
		expect(silenced('// unblock-ignore blocking-call -- x')).toEqual([]);
	});

	test('a statement over several lines, but not the body of a block', () => {
		const comment = '// unblock-ignore blocking-call -- x';
		expect(silenced(lines(comment, 'const a = f(', '\tg(),', '\th(),', ');', 'i();'))).toEqual([2, 3, 4, 5]);
		expect(silenced(lines(comment, 'const a = {', '\tb: g(),', '};', 'i();'))).toEqual([2, 3, 4]);
		expect(silenced(lines(comment, 'f({', '\tb: g(),', '});', 'i();'))).toEqual([2, 3, 4]);
		expect(silenced(lines(comment, 'const a =', '\tg()', '\t\t.h()', '\t\t// why', '\t\t?.i();', 'j();'))).toEqual([2, 3, 4, 5, 6]);
		expect(silenced(lines(comment, 'const a = b', '\t? g()', '\t: h();', 'j();'))).toEqual([2, 3, 4]);
		expect(silenced(lines(comment, 'const a = `', '${g()}', '`;', 'j();'))).toEqual([2, 3, 4]);
		expect(silenced(lines(comment, 'app.get("/", async (request) => {', '\tg();', '});'))).toEqual([2]);
		expect(silenced(lines(comment, 'async function f() {', '\tg();', '}'))).toEqual([2]);
		expect(silenced(lines(comment, 'if (g(', '\th)) {', '\ti();', '}'))).toEqual([2, 3]);
		expect(silenced(lines(comment, 'case "a": {', '\tg();', '}'))).toEqual([2]);
		expect(silenced(lines(comment, 'class A {', '\tb = g();', '}'))).toEqual([2]);
		expect(silenced(lines('f(', comment, '\tg(),', '\th(),', ');'))).toEqual([3]);
		expect(silenced(lines(comment, 'i++', 'g();'))).toEqual([2]);
		expect(silenced(lines(comment, '} else if (g()) {', '\th();', '}'))).toEqual([2]);
	});

	test('JSX', () => {
		expect(silenced(lines('<p>', '\t{/* unblock-ignore blocking-call -- x */}', '\t{g()}', '\t{h()}', '</p>'))).toEqual([3]);
		expect(silenced(lines('<p>', '\t{/* unblock-ignore blocking-call -- x */}', '\t<B', '\t\tc={g()}', '\t/>', '\t{h()}', '</p>'))).toEqual([3, 4, 5]);
		expect(silenced(lines('<b>x</b> {/* unblock-ignore blocking-call -- x */}', 'g()'))).toEqual([1]);
		expect(silenced(lines("<p>Don't</p>; f('a'); // unblock-ignore blocking-call -- x", 'g()'))).toEqual([1]);
		expect(silenced(lines('<B {...c} /> {/* unblock-ignore blocking-call -- x */}', 'g()'))).toEqual([1]);
	});

	test('Python', () => {
		const comment = '# unblock-ignore blocking-call -- x';
		expect(silenced(lines('def f():', `\t${comment}`, '\ta = g(', '\t\th(),', '\t)', '\ti()'), 'python')).toEqual([3, 4, 5]);
		expect(silenced(lines(comment, 'a = b + \\', '\tg()', 'i()'), 'python')).toEqual([2, 3]);
		expect(silenced(lines(comment, 'a = f"""', '{g()}', '"""', 'i()'), 'python')).toEqual([2, 3, 4]);
		expect(silenced(lines('g()  # type: ignore  # unblock-ignore blocking-call -- x', 'h()'), 'python')).toEqual([1]);
		expect(silenced(lines(comment, 'with f() as g:', '\th()'), 'python')).toEqual([2]);
	});

	test('Rust', () => {
		const comment = '// unblock-ignore blocking-call -- x';
		expect(silenced(lines(comment, 'let a = f(g())?', '\t.h()?;', 'i();'), 'rust')).toEqual([2, 3]);
		expect(silenced(lines(comment, 'f(g())?', '}'), 'rust')).toEqual([2]);
		expect(silenced(lines(comment, 'match g() {', '\t_ => h(),', '}'), 'rust')).toEqual([2]);
		expect(silenced(lines('/* a /* nested */ */ g(); // unblock-ignore blocking-call -- x', 'h();'), 'rust')).toEqual([1]);
	});

	test('CRLF and a lone CR', () => {
		const suppressions = parseSuppressions('a();\r\n// unblock-ignore blocking-call -- small\r\nb();\rc();', 'typescript');
		expect([1, 2, 3, 4].map((line) => suppressions.match('blocking-call', line))).toEqual([undefined, undefined, { reason: 'small', commentLine: 2 }, undefined]);
	});
});

describe('only comments count', () => {
	const words = 'unblock-ignore blocking-call -- x';
	test.each<readonly [LanguageId, string]>([
		['typescript', `const a = "// ${words}"; g();`],
		['typescript', `const a = '// ${words}'; g();`],
		['typescript', `const a = 'it\\'s // ${words}'; g();`],
		['typescript', `const a = \`// ${words}\`; g();`],
		['typescript', `const a = \`\${f(\`}\`)} // ${words}\`; g();`],
		['typescript', `const a = \`\${{ b: 1 }} // ${words}\`; g();`],
		['typescript', `const a = /[/]\\/\\/ ${words}/; g();`],
		['typescript', `return /"\\/\\/ ${words}/; g();`],
		['typescript', `// see "unblock-ignore" in the guide: ${words}`],
		['typescript', `// like \`${words}\``],
		['typescript', 'g(); // unblock-ignored blocking-call -- x'],
		['python', `a = "# ${words}"; g()`],
		['python', `a = '''# ${words}'''; g()`],
		['python', `a = r"\\\\"; b = "# ${words}"; g()`],
		['python', `a = """\\""" # ${words}"""; g()`],
		['rust', `let a = "// ${words}"; g();`],
		['rust', `let a = r#"" // ${words}"#; g();`],
		['rust', `let a = '"'; let b = "// ${words}"; g();`],
	])('%s: %s', (language, text) => {
		expect(silenced(lines(text, 'h()'), language)).toEqual([]);
	});

	test.each<readonly [LanguageId, string]>([
		['typescript', `const a = b / c; g() / 2; // ${words}`],
		['typescript', `const a = "//"; g(); // ${words}`],
		['typescript', `const a = /"/; g(); // ${words}`],
		['typescript', `const a = [/'/, /\`/]; g(); // ${words}`],
		['typescript', `f((x) => /'/.test(x)); g(); // ${words}`],
		['typescript', `const a = \`\${b} \\\` \${\`\${c}\`}\`; g(); // ${words}`],
		['typescript', `const a = { b: { c: 1 } }; g(); /* ${words} */`],
		['python', `a = 'it"s'; g()  # ${words}`],
		['python', `a = "#"; g()  # ${words}`],
		['rust', `let a: &'static str = f::<'a>(); g(); // ${words}`],
		['rust', `let a = '\\''; let b = '\\u{1F600}'; let c = '😀'; g(); // ${words}`],
		['rust', `let a = br##"x"# "##; g(); // ${words}`],
	])('%s: %s', (language, text) => {
		expect(silenced(lines(text, 'h()'), language)).toEqual([1]);
	});

	test('an unterminated string spoils its own line alone', () => {
		expect(silenced(lines("const a = 'x", '// unblock-ignore blocking-call -- x', 'g();'))).toEqual([3]);
		expect(silenced(lines('a = "x', '# unblock-ignore blocking-call -- x', 'g()'), 'python')).toEqual([3]);
	});

	test('any text keeps its length, and comments begin as such', () => {
		const piece = fc.constantFrom('`', '"', "'", '/', '/*', '*/', '//', '${', '{', '}', '\\', '\n', '\r\n', '#', 'r', 'a', '"""', '<', '>', '=', ' ', '😀', ')', '[', ']');
		fc.assert(fc.property(fc.array(piece), fc.constantFrom<LanguageId>('typescript', 'python', 'rust'), (pieces, language) => {
			const text = pieces.join('');
			const { code, comments } = scanComments(text, language);
			expect(code).toHaveLength(text.length);
			for (const { start, end } of comments) {
				expect(code.slice(start, end)).toMatch(/^\s+$/);
				expect(text.slice(start, end)).toMatch(/^(?:\/\/|\/\*|#)/);
			}
		}), { numRuns: 2000 });
	});

	test('large and strange texts are scanned in good time', () => {
		const start = performance.now();
		for (const part of ['`', '"', "'", '/', '/*', '${', '{', '\\', '"""', 'x', '\n', 'a/b', '`${', "'\\\n", 'r#"']) {
			const text = `${part.repeat(Math.ceil(500_000 / part.length))}\n// unblock-ignore blocking-call -- x`;
			for (const language of ['typescript', 'python', 'rust'] as const) { parseSuppressions(text, language); }
		}
		expect(performance.now() - start).toBeLessThan(20_000);
	});
});

describe('what is written', () => {
	test('several rules, with or without commas', () => {
		const suppressions = parseSuppressions('g(); // unblock-ignore blocking-call, front-removal busy-poll-loop -- x', 'typescript');
		expect(['blocking-call', 'front-removal', 'busy-poll-loop', 'blocking-call-chain'].map((rule) => suppressions.match(rule, 1)?.reason)).toEqual(['x', 'x', 'x', undefined]);
	});

	test('a reason may hold dashes and stars', () => {
		const reasonOf = (comment: string) => parseSuppressions(`g(); ${comment}`, 'typescript').match('blocking-call', 1)?.reason;
		expect(reasonOf('// unblock-ignore blocking-call -- runs once -- at start')).toBe('runs once -- at start');
		expect(reasonOf('/* unblock-ignore blocking-call -- 2 * 3 */')).toBe('2 * 3');
		expect(reasonOf('// unblock-ignore: blocking-call — small file')).toBe('small file');
		expect(reasonOf('//unblock-ignore blocking-call --small')).toBe('small');
	});

	test('for the whole file, of some rules or all', () => {
		expect(silenced(lines('g();', '// unblock-ignore-file blocking-call -- a script', 'h();'))).toEqual([1, 2, 3]);
		expect(silenced(lines('// unblock-ignore-file -- generated', 'h();'))).toEqual([1, 2]);
		expect(silenced(lines('// unblock-ignore-file front-removal -- x', 'h();'))).toEqual([]);
	});

	test('the nearest comment answers', () => {
		const suppressions = parseSuppressions(lines('// unblock-ignore-file -- file', '// unblock-ignore blocking-call -- line', 'g();'), 'typescript');
		expect(suppressions.match('blocking-call', 3)).toEqual({ reason: 'line', commentLine: 2 });
		expect(suppressions.match('blocking-call', 1)).toEqual({ reason: 'file', commentLine: 1 });
	});

	test('what was of no use is listed', () => {
		const suppressions = parseSuppressions(lines('// unblock-ignore-file -- all', 'g(); // unblock-ignore blocking-call, front-removal -- x', 'h(); // unblock-ignore blocking-call -- y'), 'typescript');
		suppressions.match('blocking-call', 2);
		expect(suppressions.unused).toEqual([{ commentLine: 1 }, { commentLine: 2, rule: 'front-removal' }, { commentLine: 3, rule: 'blocking-call' }]);
		suppressions.match('other', 9);
		expect(suppressions.unused).toHaveLength(2);
	});

	test('what should be written otherwise is listed', () => {
		const ruleIds = new Set(['blocking-call', 'front-removal']);
		const problemsOf = (text: string) => parseSuppressions(text, 'typescript', ruleIds).problems;
		expect(problemsOf('g(); // unblock-ignore blocking-call -- fine')).toEqual([]);
		expect(problemsOf('\ng(); // unblock-ignore blocking-call')).toEqual([{ line: 2, column: 9, message: 'give a reason after --' }]);
		expect(problemsOf('g(); // unblock-ignore blocking-call --')).toMatchObject([{ message: 'give a reason after --' }]);
		expect(problemsOf('// unblock-ignore -- x')).toMatchObject([{ message: expect.stringContaining('name the rule') }]);
		expect(problemsOf('// unblock-ignore blocking-cal, zzz -- x').map(({ message }) => message)).toEqual(['there is no rule "blocking-cal"; did you mean "blocking-call"?', 'there is no rule "zzz"']);
		expect(problemsOf('// unblock-ignore-file')).toMatchObject([{ message: 'give a reason after --' }]);
	});

	test('without a reason it silences nevertheless', () => {
		expect(parseSuppressions('g(); // unblock-ignore blocking-call', 'typescript').match('blocking-call', 1)).toEqual({ commentLine: 1 });
	});
});

describe('the comment for a quick fix', () => {
	test.each<readonly [string, LanguageId, string, number, boolean, string]>([
		['the line before, indented alike', 'typescript', lines('f(() => {', '\t  g();', '});'), 2, false, lines('f(() => {', '\t  // unblock-ignore blocking-call -- why', '\t  g();', '});')],
		['JSX children', 'typescript', lines('<p>', '  {g()}', '</p>'), 2, true, lines('<p>', '  {/* unblock-ignore blocking-call -- why */}', '  {g()}', '</p>')],
		['Python', 'python', lines('def f():', '    g()'), 2, false, lines('def f():', '    # unblock-ignore blocking-call -- why', '    g()')],
		['Rust', 'rust', lines('\tg();'), 1, false, lines('\t// unblock-ignore blocking-call -- why', '\tg();')],
		['not into a template', 'typescript', lines('\tconst a = `x', '${g()}`;'), 2, false, lines('\t// unblock-ignore blocking-call -- why', '\tconst a = `x', '${g()}`;')],
		['not between continued lines', 'python', lines('a = \\', '  b + \\', '  g()'), 3, false, lines('# unblock-ignore blocking-call -- why', 'a = \\', '  b + \\', '  g()')],
		['not into a string', 'python', lines('a = f"""', '{g()}"""'), 2, false, lines('# unblock-ignore blocking-call -- why', 'a = f"""', '{g()}"""')],
		['among arguments', 'typescript', lines('f(', '\tg(),', ');'), 2, false, lines('f(', '\t// unblock-ignore blocking-call -- why', '\tg(),', ');')],
	])('%s', (_, language, text, line, isJsx, expected) => {
		const { offset, newText } = suppressionEdit(text, line, 'blocking-call', language, 'why', { isJsx });
		const edited = text.slice(0, offset) + newText + text.slice(offset);
		expect(edited).toBe(expected);
		expect(parseSuppressions(edited, language).match('blocking-call', line + 1)?.reason).toBe('why');
	});

	test('keeps the line ends, and the reason on one line and within the comment', () => {
		expect(suppressionEdit('a();\r\nb();\r\n', 2, 'x', 'typescript', 'y').newText).toBe('// unblock-ignore x -- y\r\n');
		expect(suppressionEdit('a', 1, 'x', 'typescript', ' one\ntwo */ ', { isJsx: true }).newText).toBe('{/* unblock-ignore x -- one two * / */}\n');
	});
});
