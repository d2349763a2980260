/** The parameters of a function or lambda of a text that is sound. */
import type { Expr, ParameterNode } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import type { SoundExpressions } from './expressions.ts';

const codes = { star: 42, comma: 44, slash: 47, colon: 58, equals: 61 } as const;

/** Parameters up to what closes them: `:` of a lambda, whose parameters have no annotations, or `)`. */
export function readParameters(close: number, expressions: SoundExpressions, cursor: Cursor): ParameterNode[] {
	const parameters: ParameterNode[] = [];
	while (cursor.code !== close) {
		const stars = cursor.code !== codes.star ? 0 : cursor.codeAt(1) === codes.star ? 2 : 1;
		const start = cursor.at;
		if (cursor.code === codes.slash) { cursor.advance(1); } else {
			if (stars > 0) { cursor.advance(stars); }
			// Alone it separates.
			if (stars !== 1 || cursor.code !== codes.comma) { parameters.push(readParameter(start, stars, close !== codes.colon, expressions, cursor)); }
		}
		if (!cursor.acceptComma()) { break; }
	}
	return parameters;
}

function readParameter(start: number, stars: 0 | 1 | 2, mayBeAnnotated: boolean, expressions: SoundExpressions, cursor: Cursor): ParameterNode {
	const nameStart = cursor.at, name = cursor.name();
	const nameSpan = { start: nameStart, end: cursor.end };
	let annotation: Expr | undefined, fallback: Expr | undefined;
	if (mayBeAnnotated && cursor.code === codes.colon) {
		cursor.advance(1);
		annotation = expressions.annotation();
	}
	if (stars === 0 && cursor.code === codes.equals) {
		cursor.advance(1);
		fallback = expressions.read();
	}
	return { start, end: cursor.end, name, nameSpan, stars, ...(annotation && { annotation }), ...(fallback && { default: fallback }) };
}
