import { describe, expect, test } from 'vitest';
import { parseLinterSuppressions } from '../../../server/src/workspace/linterSuppressions.ts';

const lines = (...texts: readonly string[]) => texts.join('\n');

/** The lines (1-based) on which the rule is silenced. */
function silenced(text: string, rule = 'unawaited-async-call'): number[] {
	const suppressions = parseLinterSuppressions(text, 'typescript');
	return text.split('\n').map((_, at) => at + 1).filter((line) => suppressions.match(rule, line));
}

const reasonOf = (text: string, line: number, rule = 'unawaited-async-call') => parseLinterSuppressions(text, 'typescript').match(rule, line)?.reason;

describe('which lines are silenced', () => {
	test('the next line, or the same', () => {
		expect(silenced(lines('// eslint-disable-next-line @typescript-eslint/no-floating-promises', 'a();', 'b();'))).toEqual([2]);
		expect(silenced(lines('/* eslint-disable-next-line no-console, ts/no-floating-promises */', 'a();', 'b();'))).toEqual([2]);
		expect(silenced(lines('a();', 'b(); // eslint-disable-line no-floating-promises', 'c();'))).toEqual([2]);
		expect(silenced(lines('// oxlint-disable-next-line typescript/no-floating-promises', 'a();', 'b();'))).toEqual([2]);
		expect(silenced(lines('// biome-ignore lint/nursery/noFloatingPromises: meant', 'a();', 'b();'))).toEqual([2]);
	});

	test('a chain over several lines', () => {
		expect(silenced(lines('// eslint-disable-next-line @typescript-eslint/no-floating-promises', 'load()', '\t.then(show);', 'b();'))).toEqual([2, 3]);
	});

	test('a block, until it is switched on again', () => {
		expect(silenced(lines('a();', '/* eslint-disable @typescript-eslint/no-floating-promises */', 'b();', '/* eslint-enable */', 'c();'))).toEqual([2, 3, 4]);
		expect(silenced(lines('/* eslint-disable no-floating-promises */', 'b();', '/* eslint-enable no-console */', 'c();'))).toEqual([1, 2, 3, 4]);
		expect(silenced(lines('// biome-ignore-start lint/suspicious/noFloatingPromises: old', 'a();', '// biome-ignore-end lint/suspicious/noFloatingPromises: old', 'b();'))).toEqual([1, 2, 3]);
	});

	test('nothing by a comment that names other rules, or none', () => {
		for (const comment of ['// eslint-disable-next-line', '// eslint-disable-next-line no-console', '// eslint-disable-next-line no-sync', '// see no-floating-promises', '// biome-ignore lint/style/useConst: x', "const s = 'eslint-disable-next-line no-floating-promises';"]) {
			expect(silenced(lines(comment, 'a();')), comment).toEqual([]);
		}
		expect(silenced(lines('/* eslint-disable */', 'a();'))).toEqual([]);
	});
});

test('each for what means the same', () => {
	const both = '// eslint-disable-next-line n/no-sync, @typescript-eslint/no-misused-promises';
	expect(['blocking-call', 'blocking-call-chain', 'untracked-task', 'unawaited-async-call', 'front-removal'].filter((rule) => silenced(lines(both, 'a();'), rule).length > 0)).toEqual(['blocking-call', 'blocking-call-chain', 'untracked-task', 'unawaited-async-call']);
});

test('the reason is the author\'s, or that it was silenced', () => {
	expect(reasonOf(lines('// eslint-disable-next-line no-floating-promises -- shown by the dialog', 'a();'), 2)).toBe('shown by the dialog (silenced for ESLint: no-floating-promises)');
	expect(reasonOf(lines('// oxlint-disable-next-line ts/no-floating-promises', 'a();'), 2)).toBe('silenced for oxlint: ts/no-floating-promises');
	expect(reasonOf(lines('// biome-ignore lint/nursery/noFloatingPromises: fine', 'a();'), 2)).toBe('fine (silenced for Biome: lint/nursery/noFloatingPromises)');
});

describe('Ruff and Flake8', () => {
	const on = (text: string, rule: string): number[] => {
		const suppressions = parseLinterSuppressions(text, 'python');
		return text.split('\n').map((_, at) => at + 1).filter((line) => suppressions.match(rule, line));
	};

	test('a line, by codes that mean the same', () => {
		expect(on(lines('a()', 'create_task(b())  # noqa: RUF006', 'c()'), 'untracked-task')).toEqual([2]);
		expect(on(lines('open(p)  # noqa: E501,ASYNC230', 'time.sleep(1)  #noqa:ASYNC251 - meant', 'open(q)  # noqa: ASYNC2'), 'blocking-call')).toEqual([1, 2, 3]);
		expect(on(lines('async def f():  # type: ignore # noqa: RUF029', '    pass'), 'needless-async')).toEqual([1]);
		expect(parseLinterSuppressions('create_task(b())  # noqa: RUF006 - kept by the loop', 'python').match('untracked-task', 1)?.reason).toBe('kept by the loop (silenced for Ruff or Flake8: RUF006)');
		expect(parseLinterSuppressions('create_task(b())  # noqa: RUF006', 'python').match('untracked-task', 1)?.reason).toBe('silenced for Ruff or Flake8: RUF006');
	});

	test('a whole file', () => {
		expect(on(lines('# ruff: noqa: RUF006', 'create_task(b())'), 'untracked-task')).toEqual([1, 2]);
	});

	test('nothing without a code, by other codes, or in a string', () => {
		for (const text of ['create_task(b())  # noqa', 'create_task(b())  # noqa: E501', 'create_task(b())  # noqa: RUF029', "s = '# noqa: RUF006'", 'create_task(b())  # noqa: see RUF006']) {
			expect(on(text, 'untracked-task'), text).toEqual([]);
		}
	});
});

describe('Clippy', () => {
	const on = (text: string, rule: string): number[] => {
		const suppressions = parseLinterSuppressions(text, 'rust');
		return text.split('\n').map((_, at) => at + 1).filter((line) => suppressions.match(rule, line));
	};

	test('the item, statement or expression behind an attribute', () => {
		expect(on(lines('fn a() {', '    #[allow(clippy::await_holding_lock)]', '    run(async {', '        let x = "}";', '    });', '    b();', '}'), 'lock-across-await')).toEqual([2, 3, 4, 5]);
		expect(on(lines('#[expect(clippy::unused_async, dead_code)]', 'async fn a(b: [u8; 2]) {', '    c();', '}', 'async fn d() {}'), 'needless-async')).toEqual([1, 2, 3, 4]);
		expect(on(lines('#[allow(clippy::await_holding_lock)]', 'let x = lock();', 'let y = lock();'), 'lock-across-await')).toEqual([1, 2]);
	});

	test('all of the file or module around one with an exclamation mark', () => {
		expect(on(lines('#![allow(clippy::await_holding_lock)]', 'fn a() {}', 'fn b() {}'), 'lock-across-await')).toEqual([1, 2, 3]);
		expect(on(lines('mod a {', '    #![allow(clippy::await_holding_lock)]', '    fn b() {}', '}', 'fn c() {}'), 'lock-across-await')).toEqual([2, 3, 4]);
	});

	test('nothing by other lints, or in a comment', () => {
		expect(on(lines('#[allow(clippy::too_many_lines)] // clippy::await_holding_lock', 'fn a() {}'), 'lock-across-await')).toEqual([]);
		expect(on(lines('// #[allow(clippy::await_holding_lock)]', 'fn a() {}'), 'lock-across-await')).toEqual([]);
		expect(on(lines('#[allow(clippy::await_holding_lock)]', 'fn a() {}'), 'needless-async')).toEqual([]);
	});
});
