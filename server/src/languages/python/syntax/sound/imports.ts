/** `import a.b as c` and `from .a import b`. */
import type { ImportedName, Stmt } from '../ast.ts';
import type { Cursor } from './cursor.ts';

const [openParen, closeParen, star, dot] = [40, 41, 42, 46] as const;

export function readImport(cursor: Cursor): Stmt {
	const start = cursor.at;
	cursor.expectWord('import');
	const names = readNames(cursor);
	return { kind: 'import', start, end: cursor.end, level: 0, names, isStar: false };
}

export function readImportFrom(cursor: Cursor): Stmt {
	const start = cursor.at;
	cursor.expectWord('from');
	let level = 0;
	for (; cursor.code === dot; level++) { cursor.advance(1); }
	const from = level > 0 && cursor.isWord('import') ? '' : dottedName(cursor);
	cursor.expectWord('import');
	if (cursor.code === star) {
		cursor.advance(1);
		return { kind: 'import', start, end: cursor.end, level, from, names: [], isStar: true };
	}
	const isBracketed = cursor.code === openParen;
	if (isBracketed) { cursor.open(); }
	const names = readNames(cursor);
	if (isBracketed) { cursor.close(closeParen); }
	return from === '__future__' && level === 0 ? { kind: 'pass', start, end: cursor.end } : { kind: 'import', start, end: cursor.end, level, from, names, isStar: false };
}

function readNames(cursor: Cursor): ImportedName[] {
	const names: ImportedName[] = [];
	for (;;) {
		const start = cursor.at, name = dottedName(cursor);
		if (cursor.accept('as')) {
			const alias = cursor.name();
			names.push({ start, end: cursor.end, name, alias });
		} else { names.push({ start, end: cursor.end, name }); }
		if (!cursor.acceptComma() || cursor.code === closeParen) { return names; }
	}
}

function dottedName(cursor: Cursor): string {
	let name = cursor.name();
	while (cursor.code === dot) {
		cursor.advance(1);
		name += `.${cursor.name()}`;
	}
	return name;
}
