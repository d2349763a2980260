/** Lines, columns and line ends of a text. Lines end with `\n`, `\r\n` or a `\r` alone, as the Language Server Protocol counts them. */

export type Newline = '\n' | '\r\n' | '\r';

export interface Position {
	/** 1-based. */
	readonly line: number;
	/** 1-based, in UTF-16 code units. */
	readonly column: number;
}

const carriageReturn = 13;
const lineFeed = 10;

/** Finds lines by offset and the other way round. Offsets are 0-based UTF-16 code units, lines and columns 1-based. */
export class LineIndex {
	readonly text: string;
	readonly #starts: readonly number[];

	constructor(text: string) {
		this.text = text;
		this.#starts = lineStarts(text);
	}

	/** A text has a line more than it has line ends: after a final newline comes an empty line. */
	get lineCount(): number {
		return this.#starts.length;
	}

	/** The line an offset is on; offsets outside the text count as its nearest end. */
	lineAt(offset: number): number {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) { low = middle; } else { high = middle - 1; }
		}
		return low + 1;
	}

	positionAt(offset: number): Position {
		const within = Math.max(0, Math.min(offset, this.text.length));
		const line = this.lineAt(within);
		return { line, column: within - this.startOf(line) + 1 };
	}

	/** The offset of a position; a column past the line's end is its end, a line past the last the text's end. */
	offsetAt({ line, column }: Position): number {
		if (line < 1) { return 0; }
		if (line > this.lineCount) { return this.text.length; }
		return Math.min(this.startOf(line) + Math.max(0, column - 1), this.endOf(line));
	}

	/** The offset at which a line begins; the text's end for a line that is not there. */
	startOf(line: number): number {
		return this.#starts[line - 1] ?? this.text.length;
	}

	/** The offset at which a line's own text ends, before its line end. */
	endOf(line: number): number {
		let end = this.startOf(line + 1);
		if (line >= this.lineCount) { return end; }
		if (this.text.charCodeAt(end - 1) === lineFeed) { end--; }
		if (this.text.charCodeAt(end - 1) === carriageReturn && end > this.startOf(line)) { end--; }
		return end;
	}

	/** A line's text without its line end. */
	textOf(line: number): string {
		return this.text.slice(this.startOf(line), this.endOf(line));
	}
}

function lineStarts(text: string): number[] {
	const starts = [0];
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) {
			starts.push(at + 1);
		}
	}
	return starts;
}

/** How most of a text's lines end; `\n` where none does, or where two kinds are even and one of them is `\n`. */
export function newlineOf(text: string): Newline {
	const counts = { '\n': 0, '\r\n': 0, '\r': 0 };
	for (const [end] of text.matchAll(/\r\n|\n|\r/g)) {
		counts[end as Newline]++;
	}
	if (counts['\n'] >= counts['\r\n'] && counts['\n'] >= counts['\r']) { return '\n'; }
	return counts['\r\n'] >= counts['\r'] ? '\r\n' : '\r';
}

/** Shorter texts are read by people whatever their lines look like. UTF-16 code units. */
const shortText = 3_000;
const averageOfMinified = 300;
/** Nobody writes lines this long by hand, except for data. */
const longLine = 5_000;

/** True for what a tool has made of other sources: nearly all of it stands in very long lines, without the white space that people leave between words, or with functions one behind the other. */
export function looksMinified(text: string): boolean {
	if (text.length < shortText) { return false; }
	let lines = 1, inLongLines = 0;
	for (let start = 0; start < text.length;) {
		const next = text.indexOf('\n', start);
		const end = next < 0 ? text.length : next;
		if (end - start > longLine) { inLongLines += end - start; }
		if (next >= 0) { lines += 1; }
		start = end + 1;
	}
	if (text.length / lines <= averageOfMinified && inLongLines * 2 <= text.length) { return false; }
	return whiteSpaceIn(text) < 0.1 || inLongLines * 2 > text.length && functionsIn(text) >= 50;
}

/** What bundlers write before what they put together, comments aside, and what tools add behind what they have made. */
const bundleHead = /[;!]?(?:['"]use strict['"];?\s*)?(?:\(function \(global, factory\) \{\s*typeof exports|\(function webpackUniversalModuleDefinition\(|\(\(\) => \{ \/\/ webpackBootstrap|var __create = Object\.create;|\(function\(f\)\{if\(typeof exports===)/y;
const sourceMapEnd = /^\s*\/[/*][#@] sourceMappingURL=\S+(?:\s*\*\/)?\s*$/;
/** What Emscripten makes a program's JavaScript begin with. */
const emscriptenHead = /\bvar Module\s*=\s*typeof\s[^;]{1,100};\s*var moduleOverrides\b|\bvar Module\s*=\s*typeof\s[^;]{1,200}\bENVIRONMENT_IS_WEB\b/;

/** What is released with its licence at the head; nobody writes files so long by hand. UTF-16 code units. */
const longRelease = 100_000;

/** True for JavaScript that a tool has put together or compiled, although its lines are short. */
export function looksBuilt(file: string, text: string): boolean {
	return /\.[cm]?js$/.test(file) && (beginsLikeBundle(text) || text.length >= longRelease && text.startsWith('/*!') || (text.length >= longRelease || releaseName.test(file)) && beginsLikeRelease(text) || notToChange.test(text.slice(0, endOfComments(text.slice(0, 2000)))) || endsWithSourceMap(text) || emscriptenHead.test(text.slice(0, 5000)));
}

/** A notice at the head of what a tool writes anew. */
const notToChange = /\bdo not (?:modify|edit|change) this file\b/i;

/** What a release of a library is called that is made for one way to load it: `vue.esm-browser.prod.js`. */
const releaseName = /\.(?:esm|cjs|umd|iife|global|amd|system|runtime)(?:[.-](?:browser|bundler|runtime|prod|dev|min))*\.[cm]?js$/i;

/** A comment at the head that names a version and whose it is: people who write a program say so elsewhere. */
function beginsLikeRelease(text: string): boolean {
	const comment = /^\s*\/\*[\s\S]*?\*\//.exec(text.slice(0, 2000))?.[0] ?? '';
	return /@license|@preserve|\(c\)|copyright/i.test(comment) && /\bv?\d+\.\d+\.\d+\b/.test(comment);
}

/** The last line names a source map, or holds it. */
function endsWithSourceMap(text: string): boolean {
	const end = text.trimEnd().length, start = text.lastIndexOf('\n', end - 1);
	return start >= 0 && /^\s*\/[/*][#@] sourceMappingURL=/.test(text.slice(start, start + 60)) && sourceMapEnd.test(text.slice(start, end));
}

function beginsLikeBundle(text: string): boolean {
	bundleHead.lastIndex = endOfComments(text);
	return bundleHead.test(text);
}

/** Where a text in JavaScript's manner begins that is neither white space nor a comment; 0-based, in UTF-16 code units. Looked for step by step: one expression for all of it may try every way to divide them. */
export function endOfComments(text: string): number {
	for (let at = 0; ;) {
		space.lastIndex = at;
		space.test(text);
		at = space.lastIndex;
		const end = text.startsWith('//', at) ? text.indexOf('\n', at) : text.startsWith('/*', at) ? text.indexOf('*/', at + 2) + 1 : -1;
		if (end <= 0) { return at; }
		at = end + 1;
	}
}
const space = /\s*/y;

/** Where the comment ends with which a text begins, `//` lines that follow each other taken for one; 0 where it begins with something else. */
function endOfFirstComment(text: string): number {
	const [comment = ''] = /^\uFEFF?\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/|(?:\/\/[^\n]*\n)+)/.exec(text.slice(0, 2000)) ?? [];
	return comment.length;
}

const othersFolder = /\/(?:third[-_]?party|vendored|client-dist)\//i;
const vendorFolder = /\/_?vendors?\//i;

/** The first comment of a file says that it is a copy: `Vendored from …`, `Modified from https://…`. */
const copyHead = /\b(?:vendored|copied verbatim) from\b|^(?:[\s/*!]|@\w+)*modified from:?\s+<?https?:\/\/(?:\w+\.)*(?:github|githubusercontent|gitlab|bitbucket|npmjs|unpkg)\.\w+\//im;

/** True for a copy of somebody else's code that is kept among the sources. A shop has vendors of its own: there a banner, or plain JavaScript, has to tell. */
export function looksVendored(file: string, text: string): boolean {
	if (!/\.[cm]?[jt]sx?$/.test(file)) { return false; }
	return othersFolder.test(file) || copyHead.test(text.slice(0, Math.min(endOfFirstComment(text), 2000))) || vendorFolder.test(file) && (/\.[cm]?js$/.test(file) || /\/\*!|@license|copyright/i.test(text.slice(0, 3000)));
}

/** What tools say at the head of what they write anew: `@generated`, `Code generated by protoc-gen-go. DO NOT EDIT.`, `Generated by OpenAPI Generator … Do not edit the class manually`. */
const generatedHead = /(?:^|\s)@generated\b|\bgenerated (?:by|from|with)\b[^]{0,300}\bdo not (?:edit|modify|change)\b|\bdo not (?:edit|modify|change)\b[^]{0,300}\bgenerated\b|\bgenerated by (?:the protocol buffer compiler|the gRPC Python protocol compiler plugin)\b/i;

/** True for a file that a tool writes anew, as it says itself in its first lines: what is wrong in it is mended elsewhere. */
export function looksGenerated(text: string): boolean { return generatedHead.test(text.slice(0, 1500)); }

/** How many functions a text's first part has. */
function functionsIn(text: string): number { return text.slice(0, 100_000).match(/\bfunction\b[^()]{0,50}\(|=>/g)?.length ?? 0; }

/** Its share of a text's first part. */
function whiteSpaceIn(text: string): number {
	const part = text.slice(0, 100_000);
	return (part.match(/\s/g)?.length ?? 0) / part.length;
}

export const byteOrderMark = '\uFEFF';

/** Takes a leading byte order mark off; offsets count from what is left, as in every editor and compiler. */
export function withoutByteOrderMark(text: string): { readonly text: string; readonly hasBom: boolean } {
	const hasBom = text.startsWith(byteOrderMark);
	return { text: hasBom ? text.slice(1) : text, hasBom };
}
