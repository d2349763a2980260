/** Ways that are only taken where something failed, or where the text says that it should never come. */
import type { BlockNode, Expr, Pattern } from '../syntax/ast.ts';

/** `Err(error)`, whatever the error; one that is named (`Err(TryRecvError::Empty)`) may well be usual. */
export function isFailure(pattern: Pattern): boolean {
	switch (pattern.kind) {
		case 'tupleStruct': {
			const [only, ...more] = pattern.items;
			return pattern.path.segments.at(-1)?.name === 'Err' && more.length === 0 && only !== undefined && (only.kind === 'wildcard' || only.kind === 'rest' || only.kind === 'ident' && only.inner === undefined && !/^[A-Z]/.test(only.name));
		}
		case 'or': return pattern.items.every(isFailure);
		default: return false;
	}
}

/** True if a condition only holds where something failed: `let Err(error) = save()`, `saved.is_err()`. */
export function holdsOnFailure(test: Expr): boolean {
	switch (test.kind) {
		case 'let': return isFailure(test.pattern);
		case 'method': return test.name === 'is_err' && test.args.length === 0;
		case 'binary': return test.operator === '&&' && (holdsOnFailure(test.left) || holdsOnFailure(test.right));
		default: return false;
	}
}

/** `debug_assert!(false, …)` at the beginning of a block, or a panic or an error at its end: what stands in it should not be, or cleans up. */
export function isFailing({ statements, tail }: BlockNode): boolean {
	const [first] = statements, last = statements.at(-1);
	const opening = first?.kind === 'expression' ? first.value : statements.length === 0 ? tail : undefined;
	if (opening?.kind === 'macro' && opening.path.segments.at(-1)?.name === 'debug_assert' && opening.args[0]?.kind === 'literal' && opening.args[0].value === false) { return true; }
	return tail === undefined ? last?.kind === 'expression' && endsInFailure(last.value) : endsInFailure(tail);
}

function endsInFailure(expr: Expr): boolean {
	switch (expr.kind) {
		case 'macro': return /^(?:panic|todo|unimplemented|unreachable|bail)$/.test(expr.path.segments.at(-1)?.name ?? '');
		case 'jump': return expr.jump === 'return' && expr.value !== undefined && endsInFailure(expr.value);
		case 'call': return expr.callee.kind === 'path' && expr.callee.path.segments.at(-1)?.name === 'Err';
		case 'block': return isFailing(expr.block);
		default: return false;
	}
}

/** The same for what stands in an arm. */
export function isFailingArm(value: Expr): boolean {
	return value.kind === 'block' ? isFailing(value.block) : endsInFailure(value);
}
