/**
 * Tells comments and strings from code, without parsing. Right for all but odd text: a regular expression after a `)`, an apostrophe
 * in a line of JSX text, an f-string that nests its own quotes. Such a line may be misread, never the lines after it.
 */
import type { LanguageId } from '../outline/model.ts';

interface Region {
	readonly kind: 'comment' | 'string';
	readonly start: number;
	readonly end: number;
}

export interface Comment {
	readonly start: number;
	/** Behind its last character; a line comment ends before its line end. */
	readonly end: number;
}

export interface ScannedText {
	readonly comments: readonly Comment[];
	/**
	 * The text at its length, with spaces for comments, `stringMark` for strings and `stringNewline` for line ends in strings.
	 * Line ends in comments stay.
	 */
	readonly code: string;
}

export const stringMark = '"';
export const stringNewline = '\u0002';

export function scanComments(text: string, language: LanguageId): ScannedText {
	const regions = regionsOf[language](text);
	const parts: string[] = [];
	let at = 0;
	for (const { kind, start, end } of regions) {
		const inside = text.slice(start, end);
		parts.push(text.slice(at, start), kind === 'comment' ? inside.replaceAll(/[^\r\n]/g, ' ') : inside.replaceAll(/[^\r\n]/g, stringMark).replaceAll(/[\r\n]/g, stringNewline));
		at = end;
	}
	parts.push(text.slice(at));
	return { comments: regions.filter(({ kind }) => kind === 'comment'), code: parts.join('') };
}

const regionsOf: Readonly<Record<LanguageId, (text: string) => readonly Region[]>> = {
	typescript: scriptRegions, python: pythonRegions, rust: rustRegions,
};

/** The offset behind a pattern that matches right here; undefined if it does not. The pattern is sticky. */
function endOfMatch(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The offset behind the next occurrence of `closing`, or the text's end. */
function endAfter(text: string, closing: string, from: number): number {
	const at = text.indexOf(closing, from);
	return at < 0 ? text.length : at + closing.length;
}

/** The offset of the next line end, or the text's. */
function endOfLine(text: string, from: number): number {
	return endOfMatch(/[^\r\n]*/y, text, from) ?? text.length;
}

const scriptString = /'(?:[^'\\\r\n]+|\\(?:\r\n|[^]))*'?|"(?:[^"\\\r\n]+|\\(?:\r\n|[^]))*"?/y;
const scriptRegex = /\/(?![*/])(?:[^\\/[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*\]){1,1000}\/[a-z]*/y;
const scriptWord = /[\w$\u0080-\uFFFF]+/y;
/** The text of a template up to its end or to the next `${`. */
const templatePart = /(?:[^`\\$]+|\\[^]|\$(?!\{))*(?:`|\$\{|$)/y;
/** Words after which a value begins, so that `/` begins a regular expression and `'` a string. */
const wordsBeforeValues = new Set([
	'return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'instanceof', 'do', 'else', 'await', 'yield', 'from', 'import', 'export', 'default', 'extends', 'as',
]);

function scriptRegions(text: string): readonly Region[] {
	const regions: Region[] = [];
	/** For each open brace, whether it is a template's `${`. */
	const braces: boolean[] = [];
	/** The last word or sign before here. */
	let previous = '';
	let at = text.startsWith('#!') ? add('comment', 0, endOfLine(text, 0)) : 0;
	while (at < text.length) {
		const sign = text[at] ?? '';
		if (/\s/.test(sign)) {
			at++;
		} else if (text.startsWith('//', at)) {
			at = add('comment', at, endOfLine(text, at));
		} else if (text.startsWith('/*', at)) {
			at = add('comment', at, endAfter(text, '*/', at + 2));
		} else {
			at = takeCode(sign);
		}
	}
	return regions;

	function takeCode(sign: string): number {
		const word = endOfMatch(scriptWord, text, at);
		if (word !== undefined) {
			previous = text.slice(at, word);
			return word;
		}
		const regex = sign === '/' && valueMayBegin() ? endOfMatch(scriptRegex, text, at) : undefined;
		const string = (sign === '"' || sign === "'") && !isApostrophe() ? endOfMatch(scriptString, text, at) : undefined;
		const closesTemplatePart = sign === '}' && braces.pop() === true;
		const end = regex ?? string;
		if (sign === '`' || closesTemplatePart) { return takeTemplate(); }
		previous = end === undefined ? (sign === '>' && previous === '=' ? '=>' : sign) : stringMark;
		if (end !== undefined) { return add('string', at, end); }
		if (sign === '{') { braces.push(false); }
		return at + 1;
	}

	function takeTemplate(): number {
		const end = endOfMatch(templatePart, text, at + 1) ?? text.length;
		const isOpen = text.endsWith('${', end) && end > at + 2;
		if (isOpen) { braces.push(true); }
		previous = isOpen ? '(' : stringMark;
		return add('string', at, end);
	}

	function valueMayBegin(): boolean {
		if (previous === '}') { return text[at + 1] !== '>'; }
		return previous === '' || previous === '=>' || wordsBeforeValues.has(previous) || '(,=:[!&|?{;+-*%~^'.includes(previous);
	}

	/** The one of `Don't`, in JSX text: in code, no name is directly followed by a string. */
	function isApostrophe(): boolean {
		return /[\w$]/.test(text[at - 1] ?? '') && !wordsBeforeValues.has(previous);
	}

	function add(kind: Region['kind'], start: number, end: number): number {
		regions.push({ kind, start, end });
		return end;
	}
}

const pythonToken = /#[^\r\n]*|"""(?:[^\\]|\\[^])*?(?:"""|$)|'''(?:[^\\]|\\[^])*?(?:'''|$)|"(?:[^"\\\r\n]+|\\(?:\r\n|[^]))*"?|'(?:[^'\\\r\n]+|\\(?:\r\n|[^]))*'?/g;

function pythonRegions(text: string): readonly Region[] {
	return [...text.matchAll(pythonToken)].map(({ index, 0: token }) => ({ kind: token.startsWith('#') ? 'comment' : 'string', start: index, end: index + token.length }));
}

const rustToken = /\/\/[^\r\n]*|\/\*|(?<![\w])(?:b|c)?r(?<hashes>#*)"|"(?:[^"\\]+|\\[^])*(?:"|$)|'(?:\\[^\r\n][^'\r\n]*|[^\\'\r\n])'/gu;

function rustRegions(text: string): readonly Region[] {
	const regions: Region[] = [];
	const pattern = new RegExp(rustToken);
	for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
		const [token] = match;
		let end = pattern.lastIndex;
		if (token === '/*') {
			end = endOfNestedComment(text, match.index);
		} else if (match.groups?.['hashes'] !== undefined) {
			end = endAfter(text, `"${match.groups['hashes']}`, end);
		}
		regions.push({ kind: token.startsWith('/') ? 'comment' : 'string', start: match.index, end });
		pattern.lastIndex = end;
	}
	return regions;
}

/** Rust's block comments nest. */
function endOfNestedComment(text: string, start: number): number {
	let depth = 0;
	for (const { index, 0: mark } of text.slice(start).matchAll(/\/\*|\*\//g)) {
		depth += mark === '/*' ? 1 : -1;
		if (depth === 0) { return start + index + 2; }
	}
	return text.length;
}
