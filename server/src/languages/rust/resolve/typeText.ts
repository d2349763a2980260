/** Types as the tables write them: `std::vec#Vec<$0>`, with `$0` for the receiver's first argument, `=` for the receiver, `()` for nothing. */
import { outside, unit, unknown, type Type } from './types.ts';

export interface TypeTextContext {
	/** What the method is called on. */
	readonly receiver: Type;
	/** What the closure at this argument gives. */
	readonly closure: (index: number) => Type;
	/** The type of an argument. */
	readonly argument: (index: number) => Type;
	/** The type in `::<T>` at this place. */
	readonly given: (index: number) => Type;
	/** What going through a value gives. */
	readonly item: (type: Type) => Type;
	readonly awaited: (type: Type) => Type;
}

export function typeFromText(text: string, cx: TypeTextContext): Type {
	const [type] = parse(text, 0, cx);
	return type;
}

function parse(text: string, start: number, cx: TypeTextContext): [Type, number] {
	let at = start;
	const next = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		const match = pattern.exec(text);
		if (match === null) { return undefined; }
		at += match[0].length;
		return match[0];
	};
	const list = (close: string): Type[] => {
		const items: Type[] = [];
		while (at < text.length && text[at] !== close) {
			const [item, end] = parse(text, at, cx);
			items.push(item);
			at = end;
			if (text[at] === ',') { at += 1; }
		}
		at += 1;
		return items;
	};
	if (text[at] === '(') {
		at += 1;
		const items = list(')');
		return [items.length === 0 ? unit : { kind: 'tuple', items }, at];
	}
	if (next(/await /y) !== undefined) {
		const [inner, end] = parse(text, at, cx);
		return [cx.awaited(inner), end];
	}
	if (next(/each /y) !== undefined) {
		const [inner, end] = parse(text, at, cx);
		return [cx.item(inner), end];
	}
	const special = next(/\$\d|=\d|fn\d|::\d|=|\?/y);
	if (special !== undefined) {
		const index = Number(special.at(-1));
		if (special === '=') { return [cx.receiver, at]; }
		if (special === '?') { return [unknown, at]; }
		if (special.startsWith('$')) { return [argumentOf(cx.receiver, index), at]; }
		return [special.startsWith('fn') ? cx.closure(index) : special.startsWith('::') ? cx.given(index) : cx.argument(index), at];
	}
	const name = next(/[\w:#.]+/y) ?? '';
	if (text[at] !== '<') { return [name === '' ? unknown : outside(name), Math.max(at, start + 1)]; }
	at += 1;
	return [outside(name, ...list('>')), at];
}

function argumentOf(type: Type, index: number): Type {
	return type.kind === 'outside' || type.kind === 'own' ? type.args[index] ?? unknown : unknown;
}
