/** What conditions say of the platform, through functions that ask for it and constants that hang on it. */
import type { Constant, FunctionId, Requirement, Value } from '../outline/model.ts';
import { isSameSpan, type Span } from '../outline/span.ts';
import type { Proviso } from './provisos.ts';
import type { FunctionReading, Return } from './reading.ts';

export interface PlatformSource {
	readonly reading: (id: FunctionId) => FunctionReading | undefined;
	/** The one function that an id stands for; undefined if there are several or none. Notes that it was asked. */
	readonly only: (id: FunctionId) => FunctionId | undefined;
}

/** The name under which outlines ask for the platform. */
const platform = 'node:process#platform';
/** How many functions are looked through: `isWindows()`, and what hangs on it. */
const deepest = 3;

/** What a requirement in a function says of the platform: of what it compares itself, or of the calls whose results it compares. */
export function platformProviso(requirement: Requirement, reading: FunctionReading, source: PlatformSource, depth = 0): Proviso | undefined {
	const { value, test, constants, aspect } = requirement;
	if (aspect) { return undefined; }
	if (value.kind === 'external') { return value.symbol === platform && (test === 'equals' || test === 'differs') ? { test, constants } : undefined; }
	const asked = callAsked(value, reading);
	const answering = asked === undefined || depth >= deepest ? undefined : source.only(asked.callee);
	const answers = answering === undefined ? undefined : source.reading(answering);
	if (!answers || asked === undefined) { return undefined; }
	const isNegative = test === 'falsy' || test === 'nothing' || test === 'differs' || constants.includes(null);
	// What comes to its end without a `return` gives nothing.
	if (isNegative && answers.outline.body.steps.at(-1)?.kind !== 'exit') { return undefined; }
	const possible = answers.returns.filter(({ value: given }) => mayMeet(requirement, memberOf(given, asked.property)));
	return united(possible.map((each) => provisoOfReturn(each, asked.property === undefined ? test : undefined, answers, source, depth + 1)));
}

/** The call by whose result (or a property of it) a condition decides. */
function callAsked(value: Value, reading: FunctionReading): { readonly callee: FunctionId; readonly property?: string } | undefined {
	if (value.kind === 'call') { return calleeAt(value.call, reading, undefined); }
	if (value.kind !== 'place' || value.place.binding === undefined || value.place.path.length !== 1) { return undefined; }
	const made = reading.file.bindings.follow({ kind: 'binding', binding: value.place.binding });
	return made.kind === 'call' ? calleeAt(made.call, reading, value.place.path[0]) : undefined;
}

function calleeAt(call: Span, { sites }: FunctionReading, property: string | undefined) {
	const site = sites.find(({ step }) => step.kind === 'call' && isSameSpan(step.span, call));
	return site?.callee.kind === 'function' ? { callee: site.callee.id, ...(property !== undefined && { property }) } : undefined;
}

/** On which platforms a `return` is come to, or gives what the test asks for. */
function provisoOfReturn({ requires, condition }: Return, test: Requirement['test'] | undefined, reading: FunctionReading, source: PlatformSource, depth: number): Proviso | undefined {
	const given = test === 'truthy' ? condition?.holds : test === 'falsy' ? condition?.fails : undefined;
	return [...given ?? [], ...requires]
		.map((requirement) => platformProviso(requirement, reading, source, depth))
		.filter((proviso) => proviso !== undefined)
		.sort((a, b) => Number(a.test === 'differs') - Number(b.test === 'differs'))[0];
}

function memberOf(value: Value | undefined, property: string | undefined): Value | undefined {
	if (property === undefined || value === undefined) { return value; }
	const last = value.kind === 'object' ? value.properties.findLast((each) => each.name === property || each.name === undefined) : undefined;
	return last?.name === undefined ? undefined : last.value;
}

/** False only where a constant surely fails the test. */
function mayMeet({ test, constants }: Requirement, value: Value | undefined): boolean {
	if (value?.kind !== 'constant') { return true; }
	switch (test) {
		case 'equals': return constants.includes(value.value);
		case 'differs': return !constants.includes(value.value);
		case 'truthy': return Boolean(value.value);
		case 'falsy': return !value.value;
		case 'nothing': return value.value === null;
		case 'something': return value.value !== null;
	}
}

/** What holds if one of several does; undefined if nothing is known of one of them. */
export function united(provisos: readonly (Proviso | undefined)[]): Proviso | undefined {
	const known = provisos.filter((proviso) => proviso !== undefined);
	const [first] = known;
	if (first === undefined || known.length < provisos.length) { return undefined; }
	if (known.every(({ test }) => test === 'equals')) { return { test: 'equals', constants: sortedOnce(known.flatMap(({ constants }) => constants)) }; }
	return known.every(({ test, constants }) => test === first.test && constants.join('\n') === first.constants.join('\n')) ? first : undefined;
}

function sortedOnce(constants: readonly Constant[]): readonly Constant[] {
	return [...new Set(constants)].sort((a, b) => String(a) < String(b) ? -1 : 1);
}
