/** The look at whether a directory is there, before a call that makes it and looks itself: it goes with its `if`, or with its part of the condition. */
import type { Span } from '../../../outline/span.ts';
import type { Expr, IfExpr } from '../syntax/ast.ts';
import { bareText, replacement, type Change } from './changes.ts';
import type { Call } from './place.ts';

/** None where the look stands otherwise than as a condition of its own, or of the last part of one. */
export function withoutLook({ path, source: { text } }: Call, look: Span): readonly Change[] {
	const branch = path.findLast((each): each is IfExpr => 'kind' in each && each.kind === 'if');
	if (branch === undefined || branch.orElse !== undefined) { return []; }
	const { test, whenTrue: { statements: [only, ...more], tail } } = branch;
	if (isLook(test, look)) {
		if (only === undefined || more.length > 0 || tail !== undefined) { return []; }
		const [before, after]: readonly Span[] = [{ start: branch.start, end: only.start }, { start: only.end, end: branch.end }];
		const saysMore = [before, after].some((each) => each !== undefined && text.slice(each.start, each.end).replaceAll(/\s/g, '') !== bareText(text.slice(each.start, each.end)).replaceAll(/\s/g, ''));
		return saysMore || before === undefined || after === undefined ? [] : [replacement(before, ''), replacement(after, '')];
	}
	return test.kind === 'binary' && test.operator === '&&' && isLook(test.right, look) ? [replacement({ start: test.left.end, end: test.right.end }, '')] : [];
}

/** `!dir.exists()` */
function isLook(test: Expr, { start, end }: Span): boolean {
	return test.kind === 'unary' && test.operator === '!' && test.value.start === start && test.value.end === end;
}
