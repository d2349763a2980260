/** Branches by whether a runtime runs on this thread, as `Handle::try_current()` tells. */
import type { EnvironmentTest } from '../../../outline/model.ts';
import type { Expr, IfExpr, MatchExpr } from '../syntax/ast.ts';
import { calleeOfCall } from './callees.ts';
import type { Context } from './context.ts';
import { labelOf } from './patterns.ts';
import { variableOf } from './values.ts';

/** `if let Ok(handle) = Handle::try_current() { … } else { … }` */
export function testOfIf({ test }: IfExpr, cx: Context): EnvironmentTest | undefined {
	const runs = saysThatItRuns(test, cx);
	return runs === undefined ? undefined : { fact: 'no-running-loop', arm: runs ? 1 : 0 };
}

/** `match Handle::try_current() { Ok(handle) => …, Err(_) => … }` */
export function testOfMatch({ subject, arms }: MatchExpr, cx: Context): EnvironmentTest | undefined {
	if (!asksForRuntime(subject, cx)) { return undefined; }
	const labels = arms.map(({ pattern }) => labelOf(pattern));
	const failed = labels.findIndex((label) => /^Err\b/.test(label ?? ''));
	const rest = labels.every((label) => /^(?:Ok\b|else$)/.test(label ?? '')) ? labels.indexOf('else') : -1;
	// What else there may be is not known, and nothing is said of it.
	return failed < 0 && rest < 0 || labels.some((label) => !/^(?:Ok|Err)(?:\(|$)|^else$/.test(label ?? '')) ? undefined : { fact: 'no-running-loop', arm: failed < 0 ? rest : failed };
}

/** Whether a runtime runs where the condition holds, and none does where it does not. */
function saysThatItRuns(test: Expr, cx: Context): boolean | undefined {
	switch (test.kind) {
		case 'let': {
			const label = asksForRuntime(test.value, cx) ? labelOf(test.pattern) : undefined;
			return label === 'Ok' ? true : label === 'Err' ? false : undefined;
		}
		case 'method': {
			const isAsked = /^is_(?:ok|err)$/.test(test.name) && asksForRuntime(test.object, cx);
			return isAsked ? test.name === 'is_ok' : undefined;
		}
		case 'unary': {
			const runs = test.operator === '!' ? saysThatItRuns(test.value, cx) : undefined;
			return runs === undefined ? undefined : !runs;
		}
		default: return undefined;
	}
}

function asksForRuntime(expr: Expr, cx: Context): boolean {
	if (expr.kind === 'reference') { return asksForRuntime(expr.value, cx); }
	if (expr.kind === 'call') {
		const { callee } = calleeOfCall(expr, cx);
		return callee.kind === 'external' && callee.symbol === 'tokio::runtime#Handle.try_current';
	}
	const variable = variableOf(expr, cx);
	return variable?.source.kind === 'value' && variable.assigned.length === 0 && variable.source.path.length === 0 && variable.source.value?.kind === 'call' && asksForRuntime(variable.source.value, cx);
}
