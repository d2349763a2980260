/** Reads types in the catalogue's notation: `sqlite3#Connection`, `typing#Coroutine[builtins#bytes]`. */
import { outside, union, unknown, type Type } from './types.ts';

/** What stands for `$0` (type arguments of the receiver), `=0` (arguments), `=0[]` (their items) and `=type 0` (the type that one names). */
export interface TypeHoles {
	readonly receiver: (index: number) => Type;
	readonly argument: (index: number) => Type;
	readonly item: (index: number) => Type;
	readonly named: (index: number) => Type;
}

const noHoles: TypeHoles = { receiver: () => unknown, argument: () => unknown, item: () => unknown, named: () => unknown };

export function typeFromText(text: string, holes: TypeHoles = noHoles): Type {
	let at = 0;
	function one(): Type {
		const hole = /^(?:\$(\d)|=type (\d)|=(\d)(\[\])?)/.exec(text.slice(at));
		if (hole !== null) {
			at += hole[0].length;
			if (hole[1] !== undefined) { return holes.receiver(Number(hole[1])); }
			if (hole[2] !== undefined) { return holes.named(Number(hole[2])); }
			return hole[4] === undefined ? holes.argument(Number(hole[3])) : holes.item(Number(hole[3]));
		}
		const start = at;
		while (at < text.length && !'[],|'.includes(text[at] as string)) { at++; }
		const symbol = text.slice(start, at);
		const args: Type[] = [];
		if (text[at] === '[') {
			do {
				at++;
				args.push(alternatives());
			} while (text[at] === ',');
			at++;
		}
		return outside(symbol, ...args);
	}
	function alternatives(): Type {
		const types = [one()];
		while (text[at] === '|') {
			at++;
			types.push(one());
		}
		return union(types);
	}
	return alternatives();
}
