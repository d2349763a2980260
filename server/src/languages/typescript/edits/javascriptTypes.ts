/**
 * Makes the compiler look at the types of a JavaScript file while a fix is checked. Its author does not ask for that, and most of what it
 * finds is nothing; but what it finds only after a fix is: `readFileSync(descriptor)` has no promise form, and nothing else would say so.
 */

const pragma = '// @ts-check\n';

/** TypeScript's "implicitly has an 'any' type". */
const untyped = 7006;

/** The errors of a file if this were its text, by `ask`; in JavaScript those of types as well, but for parameters that say no type where nobody asks for one. Their offsets are of `text`. */
export function errorsWithTypes<D extends { readonly start: number; readonly code?: number }>(file: string, text: string, ask: (text: string) => readonly D[]): readonly D[] {
	if (!/\.[cm]?jsx?$/.test(file)) { return ask(text); }
	const at = /^\uFEFF?(?:#![^\n]*\n)?/.exec(text)?.[0].length ?? 0;
	// Offsets do not count a byte order mark.
	const start = text.startsWith('\uFEFF') ? at - 1 : at;
	const found = ask(text.slice(0, at) + pragma + text.slice(at));
	const isAsked = !found.some(({ code }) => code === untyped) || ask(text).some(({ code }) => code === untyped);
	return found.filter(({ code }) => isAsked || code !== untyped).map((each) => (each.start >= start + pragma.length ? { ...each, start: each.start - pragma.length } : each));
}
