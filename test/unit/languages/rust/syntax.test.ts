/** Rust's syntax: macros that are written out at the same length, and texts that are broken. */
import { describe, expect, test } from 'vitest';
import { expandMacros } from '../../../../server/src/languages/rust/syntax/macros.ts';
import { readSource } from '../../../../server/src/languages/rust/syntax/items.ts';
import { stepsOf } from '../../../../server/src/outline/walk.ts';
import { open, parser } from './workspace.ts';

const expanded = (text: string): string => expandMacros(text).text.replaceAll(/ +/g, ' ');

describe('macros', () => {
	test.each([
		['vec![0; n]', 'vec (0, n)'],
		['tokio::join!(a(), b())', 'tokio::join (a(), b())'],
		['matches!(state, State::A | State::B if x)', 'matches (state, )'],
		['info!(target: "x", %name, size = ?size, "text {}", a)', 'info ( "x", name, size = size, "text {}", a)'],
		['own!(a, b(c)?)', 'own (a, b(c)?)'],
		// What is no list of expressions stays as it is.
		['own!(a => b)', 'own!(a => b)'], ['json!({ "a": 1 })', 'json!({ "a": 1 })'], ['own! { let x = 1; }', 'own! { let x = 1; }'],
		['let text = "vec![1]"; // vec![2]', 'let text = "vec![1]"; // vec![2]'], ['let c = \'"\'; vec![1]', 'let c = \'"\'; vec (1)'], ['r#"vec![1]"# vec![2]', 'r#"vec![1]"# vec (2)'],
		['macro_rules! own { ($x:expr) => { vec![$x] }; }', 'macro_rules! own { ($x:expr) => { vec![$x] }; }'],
	])('%s', (text, result) => {
		expect(expanded(text)).toBe(result);
		expect(expandMacros(text).text).toHaveLength(text.length);
	});

	test.each([['{', '}'], ['(', ');'], ['[', '];']])('select!%s%s keeps the places of its arms', (open, close) => {
		const text = `async fn f() {\n\ttokio::select! ${open}\n\t\tbiased;\n\t\tSome(line) = lines.next(), if open => keep(line),\n\t\t_ = stop.recv() => { break; }\n\t\telse => done(),\n\t${close}\n}\n`;
		const { text: made, selects } = expandMacros(text);
		expect(made).toHaveLength(text.length);
		const [shape] = selects.values();
		expect(shape?.isBiased).toBe(true);
		expect(shape?.arms.map(({ handler }) => text.slice(handler, handler + 4))).toEqual(['keep', '{ br']);
		expect(text.slice(shape?.orElse, (shape?.orElse ?? 0) + 4)).toBe('done');
		expect(parser.parse(text).errors).toEqual([]);
	});
});

test.each([['{', '}'], ['(', ')']])('arms of a select!%s%s are awaited, and handled', (opening, closing) => {
	const text = `use tokio::sync::mpsc::Receiver;\npub async fn f(mut a: Receiver<u32>, mut b: Receiver<u32>) -> u32 {\n    tokio::select! ${opening}\n        Some(x) = a.recv() => x,\n        Some(y) = b.recv(), if true => { std::fs::read("a").ok(); y }\n        else => 0,\n    ${closing}\n}\n`;
	const outline = open({ 'src/lib.rs': text }).outline('src/lib.rs');
	const select = outline.functions.flatMap((fn) => stepsOf(fn.body)).map(({ step }) => step).find((step) => step.kind === 'select');
	expect(select?.kind === 'select' ? [select.isBiased, select.arms.length, select.arms.map((arm) => arm.guard !== undefined), select.orElse !== undefined] : []).toEqual([false, 2, [false, true], true]);
});

test.each([
	['an open bracket', 'fn a() { one( }\nfn b() { two(); }\n'],
	['half a statement', 'fn a() { let x = }\nfn b() { two(); }\n'],
	['half a function', 'async fn a(x: \nfn b() { two(); }\n'],
	['half a select!', 'async fn a() { tokio::select! { x = b() => \nfn b() { two(); }\n'],
	['an open string', 'fn b() { two(); }\nfn a() { let x = "'],
	['nothing', ''],
])('reads on behind %s', (_, text) => {
	const source = readSource(parser.parse(text), text);
	expect(source.end).toBe(text.length);
	expect(() => open({ 'src/lib.rs': text }).outline('src/lib.rs')).not.toThrow();
	if (text !== '') { expect(source.errors.length).toBeGreaterThan(0); }
});
