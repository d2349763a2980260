/** What assignments, loops and `with` do with their targets. */
import type { ResultUse, Value } from '../../../outline/model.ts';
import type { Span } from '../../../outline/span.ts';
import { spanOf } from '../../shared/blocks.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Context } from './context.ts';
import { outlineAccessor, outlineExpression } from './expressions.ts';
import { isLocalValue, keepsOneValue, placeOf } from './values.ts';

/** Writes the step by which a target gets a value. What a pattern takes out of a value is bound to that value. */
export function bindTarget(target: Expr, value: Value, at: Span, cx: Context): void {
	switch (target.kind) {
		case 'name': {
			const variable = cx.scope.lookup(target.name);
			// Nobody reads what is called `_`.
			if (variable === undefined || target.name === '_') { return; }
			const isBinding = variable.scope.kind === 'module' ? keepsOneValue(variable) : variable.scope.kind !== 'class' && isLocalValue(variable);
			if (isBinding) {
				const isDeclaration = variable.definitions.find(({ source }) => source.kind !== 'put' && source.kind !== 'narrowed')?.target === target.start;
				cx.steps.push({ kind: 'bind', span: spanOf(at), binding: variable.binding, name: variable.name, value, isDeclaration });
				return;
			}
			break;
		}
		case 'tuple': case 'list': for (const item of target.items) { bindTarget(item, value, item, cx); } return;
		case 'starred': bindTarget(target.value, { kind: 'other' }, at, cx); return;
		default:
	}
	const place = placeOf(target, cx);
	if (place !== undefined) { cx.steps.push({ kind: 'place', span: spanOf(at), operation: 'assign', place, value }); }
	if (target.kind === 'attribute') { outlineAccessor(target, true, cx); }
}

/** What the parts of a target are members of is evaluated; what it holds is not read. */
export function outlineTargetParts(target: Expr, cx: Context): void {
	switch (target.kind) {
		case 'attribute': outlineExpression(target.object, cx, { kind: 'receiver', member: target.name }); return;
		case 'subscript':
			outlineExpression(target.object, cx, { kind: 'receiver' });
			for (const each of target.index) { outlineExpression(each, cx); }
			return;
		case 'tuple': case 'list': for (const each of target.items) { outlineTargetParts(each, cx); } return;
		case 'starred': outlineTargetParts(target.value, cx); return;
		default:
	}
}

/** What becomes of a value that is assigned to a target. */
export function useBy(target: Expr | undefined, cx: Context): ResultUse {
	if (target === undefined) { return { kind: 'other' }; }
	if (target.kind === 'tuple' || target.kind === 'list') { return useBy(target.items[0], cx); }
	if (target.kind === 'name') {
		const variable = cx.scope.lookup(target.name);
		if (variable === undefined) { return { kind: 'other' }; }
		if (variable.scope.kind === 'module' ? keepsOneValue(variable) : variable.scope.kind !== 'class') { return { kind: 'bound', binding: variable.binding }; }
	}
	const place = placeOf(target, cx);
	return place === undefined ? { kind: 'other' } : { kind: 'stored', place };
}
