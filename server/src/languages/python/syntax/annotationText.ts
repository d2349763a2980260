/** Annotations in quotes: `'Pool | None'`, `List['Session']`. */
import type { Expr } from './ast.ts';

/** The annotation with each string in it read as the expression that it quotes; what cannot be read stays. */
export function annotationFromText(expr: Expr): Expr {
	switch (expr.kind) {
		case 'constant': return typeof expr.value === 'string' && expr.isBytes !== true ? readQuoted(expr.value, expr) ?? expr : expr;
		// `Literal['a']` quotes no type; what `Annotated` adds to a type may be a call.
		case 'subscript': return isLiteral(expr.object) ? expr : { ...expr, index: expr.index.map(annotationFromText) };
		case 'binary': return { ...expr, left: annotationFromText(expr.left), right: annotationFromText(expr.right) };
		case 'tuple': case 'list': return { ...expr, items: expr.items.map(annotationFromText) };
		default: return expr;
	}
}

function isLiteral(expr: Expr): boolean {
	return expr.kind === 'name' ? expr.name === 'Literal' : expr.kind === 'attribute' && expr.name === 'Literal';
}

/** Reads names, members, brackets and `|`. All of it has the span of the string. */
function readQuoted(text: string, at: Expr): Expr | undefined {
	const { start, end } = at;
	const tokens = text.match(/[\p{L}_][\p{L}\p{N}_]*|\.\.\.|[[\].,|]|'[^']*'|"[^"]*"|\S/gu) ?? [];
	let next = 0;
	const accept = (token: string): boolean => tokens[next] === token && (next++, true);

	function union(): Expr | undefined {
		let left = primary();
		while (left !== undefined && accept('|')) {
			const right = primary();
			if (right === undefined) { return undefined; }
			left = { kind: 'binary', start, end, operator: '|', left, right };
		}
		return left;
	}

	function primary(): Expr | undefined {
		let expr = atom();
		while (expr !== undefined) {
			if (accept('.')) {
				const name = tokens[next++] ?? '';
				expr = { kind: 'attribute', start, end, object: expr, name, nameSpan: { start, end } };
			} else if (accept('[')) {
				const index = list(']');
				expr = index === undefined ? undefined : { kind: 'subscript', start, end, object: expr, index };
			} else { return expr; }
		}
		return undefined;
	}

	function atom(): Expr | undefined {
		const token = tokens[next++];
		if (token === undefined) { return undefined; }
		if (token === 'None') { return { kind: 'constant', start, end, value: null }; }
		if (token === '[') {
			const items = list(']');
			return items === undefined ? undefined : { kind: 'list', start, end, items };
		}
		if (/^['"]/.test(token)) { return readQuoted(token.slice(1, -1), at); }
		if (token === '...') { return { kind: 'other', start, end, parts: [] }; }
		return /^[\p{L}_]/u.test(token) ? { kind: 'name', start, end, name: token } : undefined;
	}

	function list(close: string): Expr[] | undefined {
		const items: Expr[] = [];
		while (!accept(close)) {
			const item = union();
			if (item === undefined) { return undefined; }
			items.push(item);
			if (!accept(',') && tokens[next] !== close) { return undefined; }
		}
		return items;
	}

	const whole = union();
	return next === tokens.length ? whole : undefined;
}
