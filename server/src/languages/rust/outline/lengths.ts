/** What conditions say of the lengths of lists: `lines.len() > 100`. */
import type { LengthTest } from '../../../outline/model.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Context } from './context.ts';
import { placeOf, valueOf } from './values.ts';

const comparisons: Readonly<Record<string, LengthTest['comparison']>> = { '>': 'over', '>=': 'at-least', '<': 'under', '<=': 'at-most', '==': 'equal' };
const turned: Readonly<Record<string, string>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=', '==': '==' };

/** All hold where the condition does. */
export function lengthTestsOf(test: Expr, cx: Context): LengthTest[] {
	if (test.kind !== 'binary') { return []; }
	if (test.operator === '&&') { return [...lengthTestsOf(test.left, cx), ...lengthTestsOf(test.right, cx)]; }
	return [read(test.left, test.operator, test.right, cx) ?? read(test.right, turned[test.operator] ?? '', test.left, cx)].filter((each) => each !== undefined);
}

function read(measured: Expr, operator: string, limit: Expr, cx: Context): LengthTest | undefined {
	const comparison = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
	if (comparison === undefined || measured.kind !== 'method' || measured.name !== 'len') { return undefined; }
	const place = placeOf(measured.object, cx);
	return place && { place, comparison, limit: valueOf(limit, cx) };
}
