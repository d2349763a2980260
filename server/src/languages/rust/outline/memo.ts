/** Recognises code that fills a place only where it is empty: what runs there runs once, or once per key. */
import type { Block, MemoGuard, Place } from '../../../outline/model.ts';
import { stepsOf } from '../../../outline/walk.ts';
import type { Expr, MethodExpr } from '../syntax/ast.ts';
import { typeOf, type Context } from './context.ts';
import { isLockGuard } from './guards.ts';
import { placeOf } from './values.ts';

/** `if !self.index.contains_key(id) { … self.index.insert(id, made); }`, `if self.made.is_none() { self.made = Some(…); }`: what the arm does. */
export function memoOfIf(test: Expr, arm: Block, cx: Context): MemoGuard | undefined {
	const isNegative = test.kind === 'unary' && test.operator === '!';
	const asked = isNegative ? test.value : test;
	if (asked.kind !== 'method') { return undefined; }
	const kind = isNegative && asked.name === 'contains_key' ? 'keyed' : isNegative ? asked.name === 'is_some' ? 'once' : undefined : asked.name === 'is_none' ? 'once' : undefined;
	const target = kind === undefined ? undefined : lastingPlace(asked.object, cx);
	if (kind === undefined || target === undefined) { return undefined; }
	const isFilled = stepsOf(arm).some(({ step }) => step.kind === 'place' && (step.operation === 'push' || step.operation === 'assign') && isSame(step.place, target));
	return isFilled ? { target, kind } : undefined;
}

/** `self.index.entry(id).or_insert_with(|| …)` */
export function memoOfEntry({ name, object }: MethodExpr, cx: Context): MemoGuard | undefined {
	if (!/^or_(?:try_)?insert_with(?:_key)?$/.test(name) || object.kind !== 'method' || object.name !== 'entry') { return undefined; }
	const target = lastingPlace(object.object, cx);
	return target && { target, kind: 'keyed' };
}

/** A place that is still there when the function has returned: of `self`, a static, a field of something, or what a lock guards. */
function lastingPlace(expr: Expr, cx: Context): Place | undefined {
	const place = placeOf(expr, cx);
	return place === undefined || place.root === 'binding' && place.path.length === 0 && !isLockGuard(typeOf(expr, cx)) ? undefined : place;
}

function isSame(a: Place, b: Place): boolean {
	return a.root === b.root && a.name === b.name && a.binding === b.binding && a.path.join('.') === b.path.join('.');
}
