/** What a file declares for others, as a short text that changes when one of its declarations does, and not when only bodies do. */
import type { Span } from '../../outline/span.ts';
import { TextHash } from '../shared/textHash.ts';
import type { SourceFile } from './resolve/types.ts';
import type { Item } from './syntax/ast.ts';

export function exportDigest(source: SourceFile): string {
	const hash = new TextHash();
	const add = (span: Span): void => hash.add(source.text.slice(span.start, span.end));
	const addItem = (item: Item): void => {
		for (const each of item.attributes) { add(each); }
		switch (item.kind) {
			case 'function': add({ start: item.start, end: item.body?.start ?? item.end }); return;
			case 'impl': case 'trait':
				add({ start: item.start, end: item.items[0]?.start ?? item.end });
				for (const each of item.items) { addItem(each); }
				return;
			case 'mod':
				hash.add(item.name);
				for (const each of item.items ?? []) { addItem(each); }
				return;
			default: add(item);
		}
	};
	for (const item of source.node.items) { addItem(item); }
	return hash.value();
}
