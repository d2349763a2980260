/** What of an earlier text's nodes still holds after an edit. */
import { Edit, type Range } from 'web-tree-sitter';
import type { Span } from '../../outline/span.ts';
import { differenceOf } from './difference.ts';
import type { RawNode } from './grammar.ts';

/** The one edit that makes a text of another, as the parser wants it; undefined where nothing changed. Offsets are UTF-16, rows and columns 0-based. */
export function editOf(before: string, after: string): Edit | undefined {
	if (before === after) { return undefined; }
	const { start, oldEnd, newEnd } = differenceOf(before, after);
	return new Edit({
		startIndex: start, oldEndIndex: oldEnd, newEndIndex: newEnd,
		startPosition: pointAt(before, start), oldEndPosition: pointAt(before, oldEnd), newEndPosition: pointAt(after, newEnd),
	});
}

function pointAt(text: string, at: number): { readonly row: number; readonly column: number } {
	let row = 0;
	let lineStart = 0;
	for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
		row++;
		lineStart = next + 1;
	}
	return { row, column: at - lineStart };
}

/** The nodes of a text before an edit, for the tree after it. */
export class Earlier {
	readonly #root: RawNode;
	readonly #edit: Edit;
	readonly #shift: number;
	/** Of the new text: what was edited, and where the syntax is another. */
	readonly #changed: readonly Span[];

	constructor(root: RawNode, edit: Edit, changed: readonly Range[]) {
		this.#root = root;
		this.#edit = edit;
		this.#shift = edit.newEndIndex - edit.oldEndIndex;
		this.#changed = [{ start: edit.startIndex, end: edit.newEndIndex }, ...changed.map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }))];
	}

	/** True if something in a range of the new text, or beside it, changed. */
	isNear(start: number, end: number): boolean {
		return this.#changed.some((each) => each.start <= end && start <= each.end);
	}

	/** The earlier node that a node of the new tree is, moved to its place; undefined if it is not just as it was. */
	same(type: string, start: number, end: number): RawNode | undefined {
		if (start === end || this.isNear(start, end)) { return undefined; }
		const shift = start >= this.#edit.newEndIndex ? this.#shift : 0;
		const found = this.#find(type, start - shift, end - shift);
		return found && (shift === 0 ? found : moved(found, shift));
	}

	#find(type: string, start: number, end: number): RawNode | undefined {
		let around = this.#root;
		for (;;) {
			const inner = childAround(around.children, start, end);
			if (inner === undefined) { return undefined; }
			if (inner.start === start && inner.end === end && inner.type === type) { return inner; }
			around = inner;
		}
	}
}

/** The one among children in the order of the text in which a range lies. */
function childAround(children: readonly RawNode[], start: number, end: number): RawNode | undefined {
	let [low, high] = [0, children.length - 1];
	while (low <= high) {
		const middle = (low + high) >> 1;
		const each = children[middle] as RawNode;
		if (each.end <= start) { low = middle + 1; } else if (each.start > start) { high = middle - 1; } else { return end <= each.end ? each : undefined; }
	}
	return undefined;
}

function moved(node: RawNode, shift: number): RawNode {
	return { type: node.type, start: node.start + shift, end: node.end + shift, children: node.children.map((each) => moved(each, shift)) };
}
