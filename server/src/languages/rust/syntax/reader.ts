/** What all readers of syntax share: the text, and how a node's parts are told apart. */
import type { Span } from '../../../outline/span.ts';
import type { Attribute } from './ast.ts';
import type { ExpandedText } from './macros.ts';
import type { RawNode } from './parser.ts';

export interface Reader {
	/** As it was written. */
	readonly original: string;
	/** As it was parsed, at the same length. */
	readonly expanded: ExpandedText;
}

export function spanOf({ start, end }: Span): Span {
	return { start, end };
}

export function textOf(node: Span, { expanded }: Reader): string {
	return expanded.text.slice(node.start, node.end);
}

const comments = /\/\/[^\n]*|\/\*[^]*?\*\//g;

/** The text between two offsets, without comments and space around it. */
export function between(start: number, end: number, { expanded }: Reader): string {
	return end <= start ? '' : expanded.text.slice(start, end).replaceAll(comments, ' ').trim();
}

export function childOf(node: RawNode, ...types: readonly string[]): RawNode | undefined {
	return node.children.find((each) => types.includes(each.type));
}

/** The attribute in an `attribute_item`. */
export function attributeOf(item: RawNode, reader: Reader): Attribute | undefined {
	const attribute = childOf(item, 'attribute');
	const name = attribute?.children[0];
	if (attribute === undefined || name === undefined) { return undefined; }
	const rest = textOf({ start: name.end, end: attribute.end }, reader).trim();
	return { ...spanOf(item), path: textOf(name, reader).replaceAll(/\s/g, ''), text: rest.startsWith('=') ? rest.slice(1).trim() : rest.replace(/^[([{]/, '').replace(/[)\]}]$/, '').trim() };
}
