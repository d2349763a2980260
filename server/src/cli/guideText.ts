import { wrap } from '../audit/wrap.ts';
import type { Colors } from './colors.ts';

/** As wide as prose reads well. */
const measure = 88;

/**
 * A guide page (Markdown, of the kind our pages use: headings, paragraphs, lists, fenced code, tables, links) as text for a terminal.
 * Without colours, emphasis and code keep their marks. Ends with a line end.
 *
 * @param width in characters; infinite for none
 */
export function guideText(markdown: string, colors: Colors, width: number): string {
	const lines: string[] = [];
	const limit = Math.min(width, measure);
	for (const block of blocksOf(markdown)) {
		if (lines.length > 0 && !(block.kind === 'item' && lines.at(-1) !== '' && block.isTight)) {
			lines.push('');
		}
		lines.push(...blockLines(block, colors, limit));
	}
	return `${lines.join('\n')}\n`;
}

type GuideBlock =
	| { readonly kind: 'heading'; readonly level: number; readonly text: string }
	| { readonly kind: 'paragraph'; readonly text: string }
	/** `isTight`: follows another item without a blank line. */
	| { readonly kind: 'item'; readonly marker: string; readonly indent: number; readonly text: string; readonly isTight: boolean }
	/** Code and tables, whose line ends matter. */
	| { readonly kind: 'verbatim'; readonly lines: readonly string[]; readonly isCode: boolean };

function blocksOf(markdown: string): readonly GuideBlock[] {
	const lines = markdown.replace(/^\uFEFF?(?:---\r?\n[^]*?\r?\n---\r?\n)?/, '').split(/\r?\n/);
	const blocks: GuideBlock[] = [];
	let at = 0;
	while (at < lines.length) {
		const { block, next } = blockAt(lines, at, blocks.at(-1)?.kind === 'item' && lines[at - 1]?.trim() !== '');
		if (block) {
			blocks.push(block);
		}
		at = next;
	}
	return blocks;
}

const itemPattern = /^(?<indent>\s*)(?<marker>[-*+]|\d+\.)\s+(?<text>.*)$/;
const headingPattern = /^(?<marks>#{1,6})\s+(?<text>.*?)\s*#*$/;
const startsBlock = (line: string) => line.trim() === '' || /^\s*(?:```|~~~)/.test(line) || headingPattern.test(line) || itemPattern.test(line) || /^\s*\|/.test(line);

function blockAt(lines: readonly string[], at: number, isTight: boolean): { readonly block?: GuideBlock; readonly next: number } {
	const line = lines[at] ?? '';
	if (line.trim() === '' || /^<!--.*-->$/.test(line.trim())) {
		return { next: at + 1 };
	}
	const fence = /^\s*(?<fence>```|~~~)/.exec(line)?.groups?.['fence'];
	if (fence !== undefined) {
		const end = lines.findIndex((later, index) => index > at && later.trimStart().startsWith(fence));
		return { block: { kind: 'verbatim', lines: lines.slice(at + 1, end < 0 ? lines.length : end), isCode: true }, next: end < 0 ? lines.length : end + 1 };
	}
	if (/^\s*\|/.test(line)) {
		const end = runEnd(lines, at, (later) => /^\s*\|/.test(later));
		return { block: { kind: 'verbatim', lines: tableLines(lines.slice(at, end)), isCode: false }, next: end };
	}
	const heading = headingPattern.exec(line)?.groups;
	if (heading) {
		return { block: { kind: 'heading', level: heading['marks']?.length ?? 1, text: heading['text'] ?? '' }, next: at + 1 };
	}
	const end = runEnd(lines, at + 1, (later) => !startsBlock(later));
	const item = itemPattern.exec(line)?.groups;
	const rest = lines.slice(at + 1, end).map((later) => later.trim());
	if (item) {
		const text = [item['text'], ...rest].join(' ');
		return { block: { kind: 'item', marker: item['marker'] ?? '-', indent: item['indent']?.length ?? 0, text, isTight }, next: end };
	}
	return { block: { kind: 'paragraph', text: [line.trim(), ...rest].join(' ') }, next: end };
}

function runEnd(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
	const end = lines.findIndex((line, index) => index >= from && !belongs(line));
	return end < 0 ? lines.length : end;
}

/** A table with its columns lined up and the rule under its head left out. */
function tableLines(rows: readonly string[]): readonly string[] {
	const cells = rows.filter((row) => !/^[\s|:-]+$/.test(row)).map((row) => row.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => plainLinks(cell.trim())));
	const widths = (cells[0] ?? []).map((_head, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
	return cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

function blockLines(block: GuideBlock, colors: Colors, limit: number): readonly string[] {
	switch (block.kind) {
		case 'heading': {
			const text = block.text.replaceAll('`', '');
			return [block.level === 1 ? colors.bold(colors.underline(text)) : colors.bold(text)];
		}
		case 'paragraph':
			return wrap(plainLinks(block.text), limit).map((line) => inline(line, colors));
		case 'item': {
			const margin = ' '.repeat(block.indent + 2);
			const marker = /\d/.test(block.marker) ? block.marker : '•';
			const hanging = ' '.repeat(marker.length + 1);
			return wrap(plainLinks(block.text), limit - margin.length - hanging.length).map((line, index) => `${margin}${index === 0 ? `${marker} ` : hanging}${inline(line, colors)}`);
		}
		case 'verbatim':
			return block.lines.map((line) => (line === '' ? '' : `    ${block.isCode ? colors.dim(line.replaceAll('\t', '  ')) : inline(line, colors)}`));
	}
}

/** `[text](target)` as `text (target)`, or just the text where the target is a page or heading of the guide. */
function plainLinks(text: string): string {
	return text.replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_match, label: string, target: string) => (/^https?:/.test(target) ? `${label} (${target})` : label));
}

function inline(text: string, colors: Colors): string {
	if (!colors.isColorSupported) {
		return text;
	}
	return text.replaceAll(/`([^`]+)`/g, (_match, code: string) => colors.cyan(code)).replaceAll(/\*\*([^*]+)\*\*/g, (_match, strong: string) => colors.bold(strong));
}
