/** Functions of which nobody takes what they give back: who emits an event or runs a timer goes on at once. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionOutline } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';

/** What is called so runs the functions that it is given by itself, and looks at nothing that they return. */
const emitting = /^(?:on|once|off|on[A-Z]\w*|addListener|addEventListener|prependListener|subscribe|setInterval|setTimeout|setImmediate|queueMicrotask|requestAnimationFrame|nextTick)$/;

/** What a call gives to listens to events, or is run by a timer, as its name tells. */
export function isEmitting(step: CallStep): boolean { return emitting.test(calledName(step)); }

/** It listens to events or is run by a timer, as the catalogue or the name of what it is given to tells. */
export function isListener(owner: FunctionOutline, graph: CallGraph): boolean {
	if (/listener|timer/.test(graph.rootOf(owner.id)?.what ?? '')) { return true; }
	const outer = owner.kind === 'closure' && owner.enclosing !== undefined ? graph.functionOf(owner.enclosing) : undefined;
	return outer !== undefined && stepsOf(outer.body).some(({ step }) => step.kind === 'call' && emitting.test(calledName(step)) && step.arguments.some(({ value }) => value.kind === 'function' && value.id === owner.id)
		// `socket.onmessage = async () => { … }`
		|| step.kind === 'place' && step.operation === 'assign' && step.value?.kind === 'function' && step.value.id === owner.id && /^on[a-z]/.test(step.place.path.at(-1) ?? ''));
}
