/**
 * Macro bodies are flat token trees to every parser. The known ones are written anew, at the same length, as what they come to: most as a call
 * (`vec![a; n]` as `vec (a, n)`), `select!` as a block of `let`s and handlers. So one parse reads them too, and every offset stays.
 */
import type { Span } from '../../../outline/span.ts';

export interface SelectArmShape {
	/** Where the `let` of the arm stands; of the future, where the pattern could not be kept. */
	readonly start: number;
	readonly guard?: number;
	readonly handler: number;
}

/** A `select!` that was written anew: the block with this start holds its arms. */
export interface SelectShape extends Span {
	readonly isBiased: boolean;
	readonly arms: readonly SelectArmShape[];
	/** Where the handler of `else` begins. */
	readonly orElse?: number;
}

export interface ExpandedText {
	/** As long as the original. */
	readonly text: string;
	readonly selects: ReadonlyMap<number, SelectShape>;
}

interface Edit { readonly at: number; readonly text: string }

interface Token extends Span { readonly text: string; readonly depth: number }

const interesting = /\/\/[^\n]*|\/\*|\bb?c?r#*"|"(?:[^"\\]|\\[^])*"|'(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^'\\\n]|\\.[^'\n]*)'|(?<![\w$])macro_rules!\s*\w+\s*[([{]|(?<![\w$])(?:[A-Za-z_]\w*\s?::\s?)*([A-Za-z_]\w*)\s?!\s*([([{])/g;
const tokens = /\/\/[^\n]*|\/\*|\bb?c?r#*"|[bc]?"(?:[^"\\]|\\[^])*"|b?'(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^'\\\n]|\\.[^'\n]*)'|'[A-Za-z_]\w*|[A-Za-z_]\w*|\d\w*(?:\.\d\w*)?|=>|==|<=|>=|!=|->|::|&&|\|\||\.\.=?|\S/g;

/** Their body is a list of expressions. */
const calls: ReadonlySet<string> = new Set([
	'print', 'println', 'eprint', 'eprintln', 'format', 'format_args', 'write', 'writeln', 'panic', 'todo', 'unimplemented', 'unreachable', 'assert', 'assert_eq', 'assert_ne', 'debug_assert', 'debug_assert_eq', 'debug_assert_ne',
	'vec', 'dbg', 'join', 'try_join', 'ready', 'anyhow', 'bail', 'ensure', 'eyre', 'trace', 'debug', 'info', 'warn', 'error', 'log', 'event', 'addr_of', 'pin', 'smallvec',
]);
/** Fields may be marked `%x` and `?x` in them. */
const logs: ReadonlySet<string> = new Set(['trace', 'debug', 'info', 'warn', 'error', 'log', 'event']);
const selecting: ReadonlySet<string> = new Set(['select', 'select_biased']);
/** Tokens that stand in no list of expressions. */
const foreign: ReadonlySet<string> = new Set(['=>', '$', '#', ';', 'fn', 'struct', 'enum', 'impl', 'static', 'let', 'use', 'pub', 'type', 'where', '@', '->']);
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export function expandMacros(text: string): ExpandedText {
	return text.includes('!') ? new Expander(text).expand() : { text, selects: new Map() };
}

class Expander {
	readonly #text: string;
	readonly #edits: Edit[] = [];
	readonly #selects = new Map<number, SelectShape>();

	constructor(text: string) { this.#text = text; }

	expand(): ExpandedText {
		const scan = new RegExp(interesting);
		for (let match = scan.exec(this.#text); match !== null; match = scan.exec(this.#text)) {
			const [found, name, open] = match;
			const past = pastOpaque(this.#text, found, match.index);
			if (past !== undefined) { scan.lastIndex = past; continue; }
			if (found.startsWith('macro_rules')) { scan.lastIndex = this.#body(match.index + found.length).end; continue; }
			if (name === undefined || open === undefined) { continue; }
			this.#macro({ start: match.index, end: match.index + found.length }, name, open);
		}
		if (this.#edits.length === 0) { return { text: this.#text, selects: this.#selects }; }
		const parts: string[] = [];
		let at = 0;
		for (const edit of this.#edits.sort((a, b) => a.at - b.at)) {
			if (edit.at < at) { continue; }
			parts.push(this.#text.slice(at, edit.at), edit.text);
			at = edit.at + edit.text.length;
		}
		return { text: parts.join('') + this.#text.slice(at), selects: this.#selects };
	}

	/** The tokens of a body and where it ends: behind its closing bracket, which is the last token. */
	#body(start: number): { readonly tokens: readonly Token[]; readonly end: number } {
		const found: Token[] = [];
		const scan = new RegExp(tokens);
		scan.lastIndex = start;
		let depth = 0;
		for (let match = scan.exec(this.#text); match !== null; match = scan.exec(this.#text)) {
			const [text] = match;
			const past = pastOpaque(this.#text, text, match.index);
			if (past !== undefined) { scan.lastIndex = past; }
			if (text === '(' || text === '[' || text === '{') { depth += 1; }
			const at = { start: match.index, end: past ?? match.index + text.length, text, depth };
			found.push(text === '(' || text === '[' || text === '{' ? { ...at, depth: depth - 1 } : at);
			if (text === ')' || text === ']' || text === '}') {
				depth -= 1;
				if (depth < 0) { return { tokens: found, end: at.end }; }
				found[found.length - 1] = { ...at, depth };
			}
		}
		return { tokens: [], end: this.#text.length };
	}

	#macro(head: Span, name: string, open: string): void {
		const isKnown = calls.has(name);
		if (selecting.has(name)) { this.#select(head, name); return; }
		if (name === 'matches' && open === '(') { this.#matches(head); return; }
		if (!isKnown && open !== '(') { return; }
		const body = this.#body(head.end);
		const close = body.tokens.at(-1);
		if (close === undefined || close.text !== closing[open]) { return; }
		if (name === 'pin' && open === '{') { this.#blank(head.start, head.end - 1); return; }
		const within = body.tokens.slice(0, -1);
		if (!isKnown && !isExpressionList(within)) { return; }
		this.#replace(this.#text.lastIndexOf('!', head.end), ' ');
		if (open !== '(') { this.#replace(head.end - 1, '('); this.#replace(close.start, ')'); }
		for (const [index, token] of within.entries()) {
			if (token.depth > 0) { continue; }
			if (token.text === ';') { this.#replace(token.start, ','); }
			if (logs.has(name)) { this.#logField(within, index); }
		}
	}

	/** `target: "x", %name, ?value, key = %value`: what marks a field is left out. */
	#logField(within: readonly Token[], index: number): void {
		const [before, token, after] = [within[index - 1]?.text, within[index] as Token, within[index + 1]];
		if ((token.text === '%' || token.text === '?') && (before === undefined || before === ',' || before === '=')) { this.#replace(token.start, ' '); }
		if (after?.text === ':' && (before === undefined || before === ',')) { this.#blank(token.start, after.end); }
	}

	/** Of `matches!(value, Pattern if guard)` the value is kept. */
	#matches(head: Span): void {
		const { tokens: body } = this.#body(head.end);
		const comma = body.find((token) => token.depth === 0 && token.text === ',');
		const close = body.at(-1);
		if (comma === undefined || close === undefined) { return; }
		this.#replace(this.#text.lastIndexOf('!', head.end), ' ');
		this.#blank(comma.end, close.start);
	}

	#select(head: Span, name: string): void {
		const { tokens: body, end } = this.#body(head.end);
		const arms: SelectArmShape[] = [];
		const edits: Edit[] = [];
		const state = { isBiased: name === 'select_biased', orElse: undefined as number | undefined };
		let index = 0, free = head.start + 1;
		while (index < body.length - 1) {
			const read = readArm(body, index);
			if (read === undefined) { return; }
			const first = body[index] as Token;
			if (read.kind === 'biased') { state.isBiased = true; edits.push({ at: first.start, text: ' '.repeat((body[read.next - 1] as Token).end - first.start) }); } else {
				edits.push({ at: (body[read.arrow] as Token).start, text: '; ' });
				const handler = body[read.arrow + 1];
				if (handler === undefined) { return; }
				if (read.kind === 'else') { state.orElse = handler.start; edits.push({ at: first.start, text: ' '.repeat(first.end - first.start) }); } else {
					const room = first.start - free;
					const hasPattern = room >= 4;
					const future = body[read.equals + 1] as Token;
					edits.push(hasPattern ? { at: first.start - 4, text: 'let ' } : { at: first.start, text: ' '.repeat(future.start - first.start) });
					const guard = read.guard === undefined ? undefined : body[read.guard + 2];
					if (read.guard !== undefined) { edits.push({ at: (body[read.guard] as Token).start, text: ';' }, { at: (body[read.guard + 1] as Token).start, text: '  ' }); }
					arms.push({ start: hasPattern ? first.start - 4 : future.start, ...(guard && { guard: guard.start }), handler: handler.start });
				}
				if (read.comma !== undefined) { edits.push({ at: (body[read.comma] as Token).start, text: ';' }); }
			}
			const last = body[read.next - 1] as Token;
			free = last.text.startsWith('//') ? last.end + 1 : last.end;
			index = read.next;
		}
		const close = body.at(-1);
		if (arms.length === 0 || close === undefined) { return; }
		// `select!(…)`
		if (close.text !== '}') { edits.push({ at: close.start, text: '}' }); }
		this.#edits.push({ at: head.start, text: '{' }, { at: head.start + 1, text: ' '.repeat(Math.max(0, Math.min(head.end, ...edits.map((each) => each.at)) - head.start - 1)) }, ...edits);
		this.#selects.set(head.start, { start: head.start, end, isBiased: state.isBiased, arms, ...(state.orElse !== undefined && { orElse: state.orElse }) });
	}

	#replace(at: number, text: string): void { this.#edits.push({ at, text }); }
	#blank(start: number, end: number): void { if (end > start) { this.#edits.push({ at: start, text: ' '.repeat(end - start) }); } }
}

type ArmReading =
	| { readonly kind: 'biased'; readonly next: number }
	/** Indexes of tokens. */
	| { readonly kind: 'else'; readonly arrow: number; readonly comma: number | undefined; readonly next: number }
	| { readonly kind: 'arm'; readonly equals: number; readonly guard: number | undefined; readonly arrow: number; readonly comma: number | undefined; readonly next: number };

function readArm(body: readonly Token[], start: number): ArmReading | undefined {
	const first = body[start] as Token;
	if (isComment(first)) { return { kind: 'biased', next: start + 1 }; }
	if (first.text === 'biased' && body[start + 1]?.text === ';') { return { kind: 'biased', next: start + 2 }; }
	const find = (text: string, from: number): number => body.findIndex((token, index) => index >= from && token.depth === 0 && token.text === text);
	const arrow = find('=>', start);
	if (arrow < 0) { return undefined; }
	const handler = handlerEnd(body, arrow + 1);
	if (handler === undefined) { return undefined; }
	if (arrow === start + 1) { return { kind: 'else', arrow, ...handler }; }
	const equals = find('=', start);
	if (equals < 0 || equals > arrow) { return undefined; }
	const guard = body.findIndex((token, index) => index > equals && index < arrow && token.depth === 0 && token.text === ',' && body[index + 1]?.text === 'if');
	return { kind: 'arm', equals, guard: guard < 0 ? undefined : guard, arrow, ...handler };
}

/** A block ends by itself, anything else at a comma. The last token closes the whole. */
function handlerEnd(body: readonly Token[], start: number): { readonly comma: number | undefined; readonly next: number } | undefined {
	const first = body.findIndex((token, index) => index >= start && !isComment(token));
	if (first < 0 || first >= body.length - 1) { return undefined; }
	if (body[first]?.text === '{') {
		const close = body.findIndex((token, index) => index > first && token.depth === 0 && token.text === '}');
		if (close < 0 || close >= body.length - 1) { return undefined; }
		const isComma = body[close + 1]?.text === ',';
		return { comma: isComma ? close + 1 : undefined, next: isComma ? close + 2 : close + 1 };
	}
	const comma = body.findIndex((token, index) => index >= first && token.depth === 0 && token.text === ',');
	return comma < 0 ? { comma: undefined, next: body.length - 1 } : { comma, next: comma + 1 };
}

const isComment = ({ text }: Token): boolean => text.startsWith('//') || text === '/*';

function isExpressionList(within: readonly Token[]): boolean {
	// `json!({ "a": 1 })`
	if (within.some((token, index) => token.text === ':' && within[index - 1]?.text.endsWith('"') === true)) { return false; }
	return within.length > 0 && within.every((token, index) => token.depth > 0 ? token.text !== '$' && token.text !== '#' : !foreign.has(token.text) && !(token.text === ':' && within[index - 1]?.depth === 0) && !(token.text === '%' || token.text === '?') || token.text === '?' && within[index - 1]?.text === ')');
}

/** Where a block comment or raw string that begins here ends; undefined for anything else. */
function pastOpaque(text: string, found: string, at: number): number | undefined {
	if (found === '/*') {
		let depth = 1, index = at + 2;
		while (depth > 0 && index < text.length) {
			if (text.startsWith('/*', index)) { depth += 1; index += 2; } else if (text.startsWith('*/', index)) { depth -= 1; index += 2; } else { index += 1; }
		}
		return index;
	}
	const raw = /r(#*)"$/.exec(found);
	if (raw === null || found.length > raw[0].length + 2) { return undefined; }
	const end = text.indexOf(`"${raw[1] ?? ''}`, at + found.length);
	return end < 0 ? text.length : end + 1 + (raw[1]?.length ?? 0);
}
