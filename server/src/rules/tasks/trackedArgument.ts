/** Functions that attach a handler to a promise that they are given. */
import type { FunctionOutline, Value } from '../../outline/model.ts';
import { handlingOf } from './chains.ts';

/** The argument, 0-based, to whose promise a function attaches a handler for its failure, whatever it gives back. */
export function trackedArgument({ id, parameters, body }: FunctionOutline): number | undefined {
	const isOwn = (value: Value | undefined, index: number): boolean => value?.kind === 'parameter' && value.function === id && value.index === index && value.path === undefined
		|| value?.kind === 'binding' && value.binding === parameters[index]?.binding;
	const calls = body.steps.filter((step) => step.kind === 'call');
	const index = parameters.findIndex((parameter, at) => !parameter.isRest
		&& calls.some((step) => isOwn(step.receiver, at) && step.callee.kind === 'external' && step.callee.symbol.startsWith('lib#Promise') && handlingOf(step, () => undefined) === 'handled'));
	return index < 0 ? undefined : index;
}
