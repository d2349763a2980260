/** How many entries a list is kept to, as far as the text tells. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { FileOutline, FunctionId, LengthTest, Place, Step, Value } from '../../outline/model.ts';
import { isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from '../tasks/chains.ts';
import { isSamePlace, type ListUse } from './lists.ts';

export type Bound =
	| { readonly kind: 'known'; readonly entries: number }
	/** Kept to something that the file does not tell: a setting, an import. */
	| { readonly kind: 'unknown' }
	/** Kept to what a call gives, mostly the length of something else (`len(self.pattern)`): as short as that. */
	| { readonly kind: 'measured' };

/** What a removal keeps its list to; undefined where it is no bound that makes it happen, so that something is consumed. */
export function boundOf(removal: ListUse, outline: FileOutline, graph: CallGraph): Bound | undefined {
	const tests = removal.path.flatMap((step) => testsBefore(step, removal)).filter(keepsDown);
	// Lists that go together are measured by one of them: the keys of a cache by the cache.
	const test = tests.findLast((each) => isSamePlace(each.place, removal.step.place)) ?? (outline.language === 'python' ? tests.at(-1) : undefined);
	const { leaves } = removal.step;
	const limit = leaves ?? test?.limit;
	if (limit === undefined) { return undefined; }
	if (limit.kind === 'call' && outline.language === 'python') { return { kind: 'measured' }; }
	// `while (queue.length > 0)` bounds nothing. A setting that is 0 where nobody sets it does.
	if (limit.kind === 'constant' && (typeof limit.value !== 'number' || limit.value <= 1)) { return undefined; }
	const entries = numberOf(limit, outline, graph);
	return entries === undefined || entries <= 1 ? { kind: 'unknown' } : { kind: 'known', entries };
}

/** The number that a condition around a call compares a length with, where the text tells it. */
export function limitIn(path: readonly Step[], outline: FileOutline, graph: CallGraph): number | undefined {
	const tests = path.flatMap((step) => (step.kind === 'branch' ? step.lengthTests ?? [] : [])).filter(keepsDown);
	return tests.map(({ limit }) => numberOf(limit, outline, graph)).find((each) => each !== undefined);
}

/** True for `if (list.length > 2000) list.splice(0, list.length - 1000)`: it cuts rarely, and each time for many. */
export function cutsRarely(removal: ListUse, outline: FileOutline, graph: CallGraph): boolean {
	if (removal.step.leaves === undefined) { return false; }
	const left = numberOf(removal.step.leaves, outline, graph);
	const tested = removal.path.flatMap((step) => testsBefore(step, removal)).map((test) => numberOf(test.limit, outline, graph));
	return left !== undefined && tested.some((each) => each !== undefined && each >= left * 1.25);
}

/** `if (max > 0 && list.length > max)`: conditions around the removal ask for the limit itself, too, so that there may be none. */
export function isLimitOptional(removal: ListUse, graph: CallGraph): boolean {
	const limits = [...(removal.step.leaves === undefined ? [] : [removal.step.leaves]), ...removal.path.flatMap((step) => testsBefore(step, removal)).map(({ limit }) => limit)];
	const asked = removal.path.flatMap((step) => (step.kind === 'branch' ? stepsOf(step.condition).map((each) => each.step) : []));
	return limits.some((limit) => asked.filter((step) => isReadOf(step, limit, graph)).length > 1);
}

function isReadOf(step: Step, value: Value, graph: CallGraph): boolean {
	if (value.kind === 'place') { return step.kind === 'place' && step.operation === 'read' && isSamePlace(step.place, value.place); }
	const binding = value.kind === 'binding' ? value.binding : value.kind === 'parameter' && value.path === undefined ? graph.functionOf(value.function)?.parameters[value.index]?.binding : undefined;
	return binding !== undefined && step.kind === 'use' && step.binding === binding;
}

/** The comparisons that hold where the removal is: a loop's, or those of a branch in whose first arm it stands, or whose opposite holds in the other. */
function testsBefore(step: Step, { step: { span } }: ListUse): readonly LengthTest[] {
	if (step.kind === 'loop') { return step.lengthTests ?? []; }
	if (step.kind !== 'branch' || step.lengthTests === undefined) { return []; }
	const isIn = (index: number) => {
		const arm = step.arms[index]?.block.span;
		return arm !== undefined && arm.start <= span.start && span.end <= arm.end;
	};
	if (isIn(0)) { return step.lengthTests; }
	// Of several conditions that must all hold, any one may not.
	return isIn(1) && step.lengthTests.length === 1 ? step.lengthTests.map((test) => ({ ...test, comparison: opposite[test.comparison] })) : [];
}
const opposite: Readonly<Record<LengthTest['comparison'], LengthTest['comparison']>> = { 'over': 'at-most', 'at-least': 'under', 'under': 'at-least', 'at-most': 'over', 'equal': 'at-most' };

function keepsDown({ comparison }: LengthTest): boolean {
	return comparison === 'over' || comparison === 'at-least' || comparison === 'equal';
}

/** A constant by whichever name: a variable, a field, or a parameter's default. */
function numberOf(value: Value, outline: FileOutline, graph: CallGraph, depth = 0): number | undefined {
	const known = graph.follow(outline.file, value);
	if (known.kind === 'constant') { return typeof known.value === 'number' ? known.value : undefined; }
	if (depth > 3) { return undefined; }
	if (known.kind === 'parameter' && known.path === undefined) {
		const fallback = graph.functionOf(known.function)?.parameters[known.index]?.default;
		return fallback === undefined ? numberGiven(known.function, known.index, graph, depth) : numberOf(fallback, outline, graph, depth + 1);
	}
	if (known.kind === 'parameter' && known.path !== undefined) { return optionValues(known.path.at(-1) ?? '', outline).map((each) => numberOf(each, outline, graph, depth + 1)).find((each) => each !== undefined); }
	if (known.kind === 'call') { return defaultGiven(known.call, outline, graph, depth); }
	if (known.kind === 'either') { return known.values.map((each) => numberOf(each, outline, graph, depth + 1)).find((each) => each !== undefined); }
	if (known.kind !== 'place' || known.place.path.length === 0) { return undefined; }
	const name = known.place.path.at(-1) ?? '';
	// `this.config.limit`: what the file gives an option of that name.
	const assigned = known.place.path.length === 1 ? fieldValues(name, outline) : optionValues(name, outline);
	const numbers = assigned.map((each) => numberOf(each, outline, graph, depth + 1));
	return assigned.length > 0 ? numbers.find((each) => each !== undefined) : undefined;
}

/** What reads a setting or makes a number of one. */
const reading = /^(?:Number|parseInt|parseFloat|int|integer|number|floor|round|ceil|min|max|get\w*|read\w*|config\w*|env\w*|setting\w*|option\w*|property)$/i;

/** `settings.get('limit', 100)`, `Number(process.env.LIMIT ?? 100)`: what holds where nobody sets it. */
function defaultGiven(span: Span, outline: FileOutline, graph: CallGraph, depth: number): number | undefined {
	if (outline.language !== 'typescript') { return undefined; }
	const calls = outline.functions.flatMap(({ body }) => stepsOf(body).flatMap(({ step }) => (step.kind === 'call' && isSameSpan(step.span, span) ? [step] : [])));
	const [call] = calls;
	if (call === undefined || !reading.test(calledName(call))) { return undefined; }
	const isParsing = calledName(call).startsWith('parse');
	const values = isParsing ? call.arguments.slice(0, 1) : call.arguments.slice(call.receiver === undefined ? 0 : -1);
	return values.map(({ value }) => numberIn(value, outline, graph, depth + 1)).find((each) => each !== undefined);
}

/** A number, also where it is written as a text (`process.env.LIMIT ?? '100'`). */
function numberIn(value: Value, outline: FileOutline, graph: CallGraph, depth: number): number | undefined {
	const known = graph.follow(outline.file, value);
	if (known.kind === 'either') { return known.values.map((each) => numberIn(each, outline, graph, depth)).find((each) => each !== undefined); }
	return known.kind === 'constant' && typeof known.value === 'string' && /^\d+$/.test(known.value) ? Number(known.value) : numberOf(known, outline, graph, depth);
}

/** The most that callers give for a parameter, where all of them give a number that the text tells. */
function numberGiven(id: FunctionId, index: number, graph: CallGraph, depth: number): number | undefined {
	const links = graph.callersOf(id).filter(({ isTest }) => !isTest).flatMap(({ id: caller, links: calls, roots, isKept }) => (roots.length > 0 || isKept ? [undefined] : calls.map((link) => ({ caller, link }))));
	const numbers = links.map((each) => {
		const step = each?.link.kind === 'call' ? each.link.site.step : undefined;
		const given = step?.kind === 'call' ? step.arguments[index] : undefined;
		const file = each === undefined ? undefined : graph.fileOf(each.caller);
		return given === undefined || given.isSpread === true || file === undefined ? undefined : numberOf(given.value, file, graph, depth + 1);
	});
	return numbers.length > 0 && numbers.every((each) => each !== undefined) ? Math.max(...numbers) : undefined;
}

/** The constants that objects written in the file have under a name (`const defaults = { limit: 100 }`). */
function optionValues(name: string, outline: FileOutline): readonly Value[] {
	const values: Value[] = [];
	const look = (value: Value): void => {
		if (value.kind === 'either') { value.values.forEach(look); }
		if (value.kind !== 'object') { return; }
		for (const property of value.properties) {
			if (property.name === name && property.value.kind === 'constant') { values.push(property.value); }
			look(property.value);
		}
	};
	for (const fn of outline.functions) {
		for (const parameter of fn.parameters) { if (parameter.default !== undefined) { look(parameter.default); } }
		for (const { step } of stepsOf(fn.body)) {
			if (step.kind === 'bind' || step.kind === 'place' && step.value !== undefined) { look(step.value as Value); }
			// `options.limit = 'limit' in options ? options.limit : 100`
			if (step.kind === 'place' && step.operation === 'assign' && step.place.path.length > 0 && step.place.root !== 'this' && step.place.path.at(-1) === name) {
				values.push(...(step.value?.kind === 'either' ? step.value.values : [step.value]).filter((each) => each?.kind === 'constant'));
			}
			if (step.kind === 'call') { for (const { value } of step.arguments) { look(value); } }
		}
	}
	return values;
}

/** What a class's field or static is given, or a constructor's parameter of its name has as default (`private readonly limit = 100`). */
function fieldValues(name: string, outline: FileOutline): readonly Value[] {
	const values: Value[] = [];
	for (const fn of outline.functions) {
		if (fn.kind === 'constructor') { fn.parameters.forEach((parameter, index) => { if (parameter.name === name) { values.push(parameter.default ?? { kind: 'parameter', function: fn.id, index }); } }); }
		for (const { step } of stepsOf(fn.body)) {
			if (step.kind === 'place' && step.operation === 'assign' && isField(step.place) && step.place.path[0] === name && step.value !== undefined) { values.push(step.value); }
		}
	}
	return values;
}

/** A member of an object, or of its class (`file.py#Pool` in Python). */
function isField({ root, path }: Place): boolean {
	return (root === 'this' || root === 'module') && path.length === 1;
}
