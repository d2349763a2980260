/** Lints of Clippy that say the same as a rule of ours, where the code allows them: `#[allow(clippy::await_holding_lock)]`. Pure. */
import { scanComments } from './comments.ts';
import type { Silence } from './linterSuppressions.ts';
import { LineIndex } from './text.ts';

/** Our rules by lint (https://rust-lang.github.io/rust-clippy/master/). */
export const sameLint: Readonly<Record<string, readonly string[]>> = {
	await_holding_lock: ['lock-across-await'],
	await_holding_refcell_ref: ['lock-across-await'],
	unused_async: ['needless-async'],
	let_underscore_future: ['unawaited-async-call', 'untracked-task'],
};

const attribute = /#(?<whole>!)?\[\s*(?:allow|expect)\s*\((?<lints>[^()]*)\)\s*\]/g;

/** What a file allows: an attribute is for the item, statement or expression behind it, one with `!` for all of the file or module around it. */
export function clippySilences(text: string): readonly Silence[] {
	if (!/clippy::(?:await_holding|unused_async|let_underscore_future)/.test(text)) { return []; }
	const lines = new LineIndex(text);
	const { code } = scanComments(text, 'rust');
	return [...code.matchAll(attribute)].flatMap(({ 0: written, index, groups }): Silence[] => {
		const lints = (groups?.['lints'] ?? '').split(',').flatMap((each) => /^\s*clippy::(\w+)\s*$/.exec(each)?.[1] ?? []).filter((each) => Object.hasOwn(sameLint, each));
		if (lints.length === 0) { return []; }
		const isInner = groups?.['whole'] !== undefined, first = lines.lineAt(index);
		const last = isInner ? endOfModule(code, index) : endOfWhatFollows(code, index + written.length);
		return [{ rules: new Set(lints.flatMap((each) => sameLint[each] ?? [])), commentLine: first, reason: `allowed for Clippy: ${lints.join(', ')}`, first, last: last === undefined ? Number.POSITIVE_INFINITY : lines.lineAt(last) }];
	});
}

/** The offset at which the braces that a text stands in are closed; undefined at the top of a file. */
function endOfModule(code: string, from: number): number | undefined {
	return closing(code, from, (depth) => depth < 0);
}

/** The offset at which what stands behind an attribute ends: at its semicolon, or where its braces close. */
function endOfWhatFollows(code: string, from: number): number | undefined {
	return closing(code, from, (depth, sign) => depth < 0 || depth === 0 && (sign === ';' || sign === ',' || sign === '}'));
}

function closing(code: string, from: number, ends: (depth: number, sign: string) => boolean): number | undefined {
	let depth = 0;
	for (let at = from; at < code.length; at++) {
		const sign = code[at] ?? '';
		if ('([{'.includes(sign)) { depth++; } else if (')]}'.includes(sign)) { depth--; }
		if (';,)]}'.includes(sign) && ends(depth, sign)) { return at; }
	}
	return undefined;
}
