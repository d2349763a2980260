/** How far a statement that begins on a line reaches, judged by its brackets and line ends alone. */
import type { LanguageId } from '../outline/model.ts';
import { stringNewline, type ScannedText } from './comments.ts';
import type { LineIndex } from './text.ts';

/**
 * The last line (1-based) of the statement, call or element that begins on `first`. A block's body does not belong to it: of
 * `items.forEach((item) => {` only that line does, of a call whose arguments stand on lines of their own all do.
 */
export function lastLineOf(first: number, { code }: Pick<ScannedText, 'code'>, lines: LineIndex, language: LanguageId): number {
	const textOf = (line: number) => code.slice(lines.startOf(line), lines.endOf(line)).trim();
	let isInTag = language === 'typescript' && /^<[A-Za-z]/.test(textOf(first));
	let depth = 0;
	for (let line = first; line < lines.lineCount; line++) {
		const text = textOf(line);
		depth += depthChange(text);
		isInTag &&= !/(?<!=)>$/.test(text);
		if (depth < 0 || (language !== 'python' && opensBlock(text))) { return line; }
		const isOpen = depth > 0 || isInTag || beginsInString(line + 1, code, lines);
		if (!isOpen && !continuesAfter(text, nextCode(line + 1, textOf, lines), language)) { return line; }
	}
	return lines.lineCount;
}

/** True if a line's beginning is within a string, so that nothing but text can be written there. */
export function beginsInString(line: number, code: string, lines: LineIndex): boolean {
	return code[lines.startOf(line) - 1] === stringNewline;
}

function depthChange(text: string): number {
	return (text.match(/[([{]/g)?.length ?? 0) - (text.match(/[)\]}]/g)?.length ?? 0);
}

/** True if a line ends with the brace of a block, not that of an object literal. */
function opensBlock(text: string): boolean {
	if (!text.endsWith('{')) { return false; }
	const before = text.slice(0, -1).trimEnd();
	return /^(?:case\b.*|default):$/.test(before) || !/(?:[([,=:?]|&&|\|\||\.\.\.|\b(?:return|throw|await|yield))$/.test(before);
}

/** The next line with code on it; comments in a chain of calls do not end it. */
function nextCode(from: number, textOf: (line: number) => string, lines: LineIndex): string {
	for (let line = from; line <= lines.lineCount; line++) {
		const text = textOf(line);
		if (text !== '') { return text; }
	}
	return '';
}

function continuesAfter(text: string, next: string, language: LanguageId): boolean {
	if (language === 'python') { return text.endsWith('\\'); }
	if (/[;,{]$/.test(text)) { return false; }
	const endsOpen = language === 'rust' ? /(?:=>|[=+\-*/%&^.])$/ : /(?:=>|[=+\-*/%&|^?.])$/;
	const beginsOpen = language === 'rust' ? /^(?:\.(?!\.)|&&|\|\||[+*/%^=](?!=)|as\b)/ : /^(?:\.(?!\.)|[?:]|&&|\|\||[+*/%^=](?![+=])|(?:instanceof|as|satisfies)\b)/;
	return (endsOpen.test(text) && !/(?:\+\+|--)$/.test(text)) || beginsOpen.test(next);
}
