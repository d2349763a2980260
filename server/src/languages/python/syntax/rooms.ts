/**
 * Texts that are edited, laid out with room: spaces on empty lines before functions and classes, of which an edit takes as many as it adds. So all that comes behind
 * keeps its offsets, and what was found out of it holds. Lines and columns are the same in both texts, because only ends of empty lines differ.
 */
import { differenceOf } from '../../shared/difference.ts';

/** So many spaces where nothing was typed yet. */
const roomSize = 96;

/** Behind an empty line, the head of a function or class or its first decorator. */
const beforeHead = /\n[ \t]*(?=\r?\n[ \t]*(?:@|def\b|async[ \t]+def\b|class\b))/g;

/** An empty line's end in the written text, and how many spaces it has there in the other. */
interface Room {
	readonly at: number;
	readonly size: number;
}

/** A text as it is written, and as it is analysed. */
export interface LaidText {
	readonly written: string;
	readonly text: string;
	readonly rooms: readonly Room[];
}

/** Lays a text out. `before`: the same file before an edit, so that what follows the edit stays where it is as long as there is room. */
export function laidOut(written: string, before?: LaidText): LaidText {
	const moved = before && movedRooms(written, before);
	const rooms = moved !== undefined && areEmptyLines(moved, written) ? moved : newRooms(written);
	return { written, text: withRooms(written, rooms), rooms };
}

function withRooms(written: string, rooms: readonly Room[]): string {
	const parts: string[] = [];
	let from = 0;
	for (const { at, size } of rooms) {
		parts.push(written.slice(from, at), ' '.repeat(size));
		from = at;
	}
	parts.push(written.slice(from));
	return parts.join('');
}

function newRooms(written: string): readonly Room[] {
	const strings = longStrings(written);
	let next = 0;
	return [...written.matchAll(beforeHead)].flatMap(({ 0: line, index }): Room[] => {
		const at = index + line.length;
		while ((strings[next]?.end ?? Number.POSITIVE_INFINITY) <= at) { next++; }
		return (strings[next]?.start ?? Number.POSITIVE_INFINITY) < at || written[index - 1] === '\\' ? [] : [{ at, size: roomSize }];
	});
}

/** The rooms where the edit has moved them, the first behind it larger or smaller by what the edit took or gave; undefined if there is none, or too little. */
function movedRooms(written: string, { written: old, rooms }: LaidText): readonly Room[] | undefined {
	const { start, oldEnd } = differenceOf(old, written);
	const moved = written.length - old.length;
	let given = -moved;
	const kept: Room[] = [];
	for (const { at, size } of rooms) {
		if (at < start) { kept.push({ at, size }); continue; }
		if (at < oldEnd) { given += size; continue; }
		if (size + given < 0) { return undefined; }
		kept.push({ at: at + moved, size: size + given });
		given = 0;
	}
	return given === 0 ? kept : undefined;
}

/** Spaces mean nothing at the end of a line but in strings, and behind a backslash. */
function areEmptyLines(rooms: readonly Room[], written: string): boolean {
	const strings = longStrings(written);
	let next = 0;
	return rooms.every(({ at }) => {
		while ((strings[next]?.end ?? Number.POSITIVE_INFINITY) <= at) { next++; }
		return (strings[next]?.start ?? Number.POSITIVE_INFINITY) >= at && written[at - 1] !== '\\' && (at === written.length || written[at] === '\n' || written[at] === '\r');
	});
}

const signs = /"""|'''|["'#]/g;

/** The strings of a text that may go over lines, by their quotes; one that is not closed goes to the end. */
function longStrings(text: string): readonly { readonly start: number; readonly end: number }[] {
	const found: { start: number; end: number }[] = [];
	signs.lastIndex = 0;
	for (let match = signs.exec(text); match !== null; match = signs.exec(text)) {
		const [sign] = match;
		const start = match.index;
		let end: number;
		if (sign === '#') { end = lineEndFrom(text, start); } else if (sign.length === 3) {
			end = closing(text, sign, start + 3);
			found.push({ start, end });
		} else {
			end = closing(text, sign, start + 1, lineEndFrom(text, start));
			// One that a backslash takes to the next line.
			while (end < text.length && text[end] === '\n' && text[end - 1] === '\\') { end = closing(text, sign, end + 1, lineEndFrom(text, end + 1)); }
			if (text.slice(start, end).includes('\n')) { found.push({ start, end }); }
		}
		signs.lastIndex = end;
	}
	return found;
}

function lineEndFrom(text: string, from: number): number {
	const end = text.indexOf('\n', from);
	return end < 0 ? text.length : end;
}

/** Behind the quote that ends a string, or `limit` if none comes before. */
function closing(text: string, quote: string, from: number, limit = text.length): number {
	let at = from;
	for (;;) {
		at = text.indexOf(quote, at);
		if (at < 0 || at >= limit) { return limit; }
		let slashes = 0;
		while (text[at - 1 - slashes] === '\\') { slashes++; }
		if (slashes % 2 === 0 || at - slashes < from) { return at + quote.length; }
		at++;
	}
}
