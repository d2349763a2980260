/** Where a function of the workspace takes a cancellation token. */
import type { Argument, CancellationSlot } from '../../../outline/model.ts';
import { isStatic } from '../resolve/classes.ts';
import type { FunctionInfo } from '../resolve/types.ts';
import type { Expr } from '../syntax/ast.ts';

const names = /^_?(cancel(lation)?_?(token|event|scope|signal|flag)|cancel|stop_(event|token|signal)|abort_(event|signal))$/;
const types = /^(Cancel(l?ation)?(Token|Scope|Event|Signal|Flag)|StopEvent|AbortSignal)$/;

/** The slot of the call's target and whether the call fills it; undefined if the target takes no token. */
export function cancellationOf(target: FunctionInfo | undefined, given: readonly Argument[]): CancellationSlot | undefined {
	if (target === undefined) { return undefined; }
	const parameters = target.owner !== undefined && !isStatic(target.node) ? target.node.parameters.slice(1) : target.node.parameters;
	const argument = parameters.findIndex((each) => each.stars === 0 && (names.test(each.name) || types.test(namedType(each.annotation) ?? '')));
	if (argument < 0) { return undefined; }
	const name = parameters[argument]?.name;
	const isFilled = given.some((each, index) => each.isSpread === true || each.name === name || each.name === undefined && index === argument);
	return { argument, isFilled };
}

function namedType(annotation: Expr | undefined): string | undefined {
	switch (annotation?.kind) {
		case 'name': case 'attribute': return annotation.name;
		case 'subscript': return namedType(annotation.index[0]);
		case 'binary': return [namedType(annotation.left), namedType(annotation.right)].find((each) => each !== undefined && types.test(each));
		default: return undefined;
	}
}
