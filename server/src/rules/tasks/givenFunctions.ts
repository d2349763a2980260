/** Which functions a parameter stands for, where all who give it are known. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Callee, CallStep, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';

/** The functions that callers give for a parameter, or for a member of it; undefined where one of them is not known. */
export function valuesGivenTo(callee: Callee & { readonly kind: 'parameter' }, graph: CallGraph): readonly FunctionId[] | undefined {
	const all = graph.callersOf(callee.function);
	// What tests give stands for the real thing only where there is none.
	const callers = all.some((caller) => !caller.isTest) ? all.filter((caller) => !caller.isTest) : all;
	const given: FunctionId[] = [];
	for (const { id, links, roots, isKept } of callers) {
		if (roots.length > 0 || isKept) { return undefined; }
		for (const { kind, site: { step } } of links) {
			const argument = kind === 'call' && step.kind === 'call' ? step.arguments[callee.index] : undefined;
			if (argument === undefined || argument.isSpread === true) { return undefined; }
			const value = memberOf(argument.value, callee.path ?? [], fileOf(id), graph);
			if (value === 'absent') { continue; }
			if (value?.kind !== 'function') { return undefined; }
			given.push(value.id);
		}
	}
	return given.length === 0 ? undefined : given;
}

/** The function runs as a callback of something outside, which gives it what it calls: `resolve` of `new Promise()`, `next` of a server. */
export function isGivenFromOutside(callee: Callee & { readonly kind: 'parameter' }, graph: CallGraph): boolean {
	const sites = graph.callersOf(callee.function).flatMap(({ links, roots }) => [...links.filter(({ kind }) => kind !== 'call'), ...roots].map(({ site }) => site));
	return callee.path === undefined && sites.some(({ step }) => step.kind === 'call' && step.callee.kind === 'external');
}

function memberOf(value: Value, path: readonly string[], file: string, graph: CallGraph): Value | 'absent' | undefined {
	let known = graph.follow(file, value);
	for (const name of path) {
		if (known.kind !== 'object' || known.properties.some((property) => property.name === undefined)) { return undefined; }
		const property = known.properties.find((each) => each.name === name);
		if (property === undefined) { return 'absent'; }
		known = graph.follow(file, property.value);
	}
	return known;
}

/** A function's parameter (0-based) of which neither its text nor that of the functions written in it makes any use, but for calls of no consequence. */
export function isUnused(outline: FunctionOutline, index: number, graph: CallGraph, isNoUse: (step: CallStep) => boolean = () => false): boolean {
	const binding = outline.parameters[index]?.binding;
	if (binding === undefined) { return outline.parameters[index] === undefined; }
	const isWithin = ({ span }: FunctionOutline): boolean => outline.span.start <= span.start && span.end <= outline.span.end;
	const isMeant = (value: Value | Callee | undefined): boolean => value?.kind === 'binding' && value.binding === binding || value?.kind === 'parameter' && value.function === outline.id && value.index === index;
	return (graph.fileOf(outline.id)?.functions ?? []).filter(isWithin).every(({ body }) => stepsOf(body).every(({ step }) => {
		switch (step.kind) {
			case 'use': return step.binding !== binding;
			case 'call': return ![step.callee, step.receiver, ...step.arguments.map(({ value }) => value)].some(isMeant) || isNoUse(step);
			case 'bind': case 'await': return !isMeant(step.value);
			case 'place': return !isMeant(step.value);
			default: return true;
		}
	}));
}
