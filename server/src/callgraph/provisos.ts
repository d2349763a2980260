/**
 * On what it depends whether an effect comes about: that a parameter, or the platform, is one of some constants, or is none of them, or that a
 * switch is set. At a call it is decided by what is given there, or becomes the caller's own proviso.
 */
import { isOfOne } from '../catalogue/python/standard/classes.ts';
import type { Aspect, BindingId, CallStep, Constant, FunctionId, FunctionOutline, MadeOf, Parameter, Requirement, Value } from '../outline/model.ts';
import { isCalledPath, mayNameFile } from '../outline/fileNames.ts';
import { isOfWorkspace, lineageOf, type Readings } from './lineage.ts';
import type { Link } from './links.ts';
import type { Span } from '../outline/span.ts';
import type { FunctionReading } from './reading.ts';
import type { Bindings } from './values.ts';

export interface Proviso {
	/** A function's parameter, or a property of it; absent for the platform and for switches. */
	readonly parameter?: { readonly function: FunctionId; readonly index: number; readonly property?: string; readonly aspect?: Aspect };
	/** The name of a switch that is off by default, or of a feature, after a word that says so: it is set. */
	readonly switch?: string;
	readonly test: Requirement['test'];
	/** `null` stands for nothing at all, whether null or undefined. */
	readonly constants: readonly Constant[];
}

/** A proviso as a text; equal ones are written equal. */
export type ProvisoText = string;

const longestText = 300;

export function writeProviso({ parameter, switch: name, test, constants }: Proviso): ProvisoText {
	return JSON.stringify([parameter ? [parameter.function, parameter.index, parameter.property ?? null, parameter.aspect ?? null] : name ?? null, test, constants]);
}

/** Few texts, read again and again. */
const read = new Map<ProvisoText, Proviso>();

export function readProviso(text: ProvisoText): Proviso {
	let proviso = read.get(text);
	if (!proviso) { read.set(text, proviso = parsed(text)); }
	return proviso;
}

function parsed(text: ProvisoText): Proviso {
	const [subject, test, constants] = JSON.parse(text) as [readonly [FunctionId, number, string | null, Aspect | null] | string | null, Proviso['test'], readonly Constant[]];
	if (subject === null) { return { test, constants }; }
	if (typeof subject === 'string') { return { switch: subject, test, constants }; }
	const [id, index, property, aspect] = subject;
	return { parameter: { function: id, index, ...(property !== null && { property }), ...(aspect !== null && { aspect }) }, test, constants };
}

/** What holds where a call stands, the most telling first. */
export function provisosOf({ site: { position: { requires } }, platforms }: Pick<Link, 'site' | 'platforms'>, bindings: Bindings): readonly Proviso[] {
	if (requires.length === 0) { return platforms; }
	return [...requires.map((each) => switchProviso(each) ?? parameterProviso(each, bindings)).filter((each) => each !== undefined), ...platforms].sort(compareProvisos);
}

/** How the switch of a feature begins that is off by default: `feature metrics`. */
export const ofFeature = 'feature ';

/** That a switch is set. That one is not set is what is usual, and no proviso. */
function switchProviso({ value, test }: Requirement): Proviso | undefined {
	if (value.kind !== 'external' || test !== 'truthy') { return undefined; }
	const [, kind, name] = /^(switch|feature)#(.*)$/.exec(value.symbol) ?? [];
	return name === undefined ? undefined : { switch: kind === 'feature' ? `${ofFeature}${name}` : name, test, constants: [] };
}

/** What a requirement says of a parameter; undefined if it is about something else, or of no use because the local is assigned again. */
export function parameterProviso({ value, aspect, test, constants, binding }: Requirement, bindings: Bindings): Proviso | undefined {
	if (value.kind !== 'parameter' || aspect === 'file' && (test !== 'truthy' || !bindings.mayBeContent(value)) || (value.path?.length ?? 0) > 1 || isChanged(value.path?.[0], binding, bindings)) { return undefined; }
	const property = value.path?.[0];
	const sorted = [...constants].sort((a, b) => String(a) < String(b) ? -1 : 1);
	const proviso: Proviso = { parameter: { function: value.function, index: value.index, ...(property !== undefined && { property }), ...(aspect && { aspect }) }, test, constants: sorted };
	return JSON.stringify(sorted).length > longestText ? undefined : proviso;
}

function isChanged(property: string | undefined, binding: BindingId | undefined, bindings: Bindings): boolean {
	return binding !== undefined && (bindings.isAssigned(binding) || (property !== undefined && bindings.isAssignedMember(binding, property)));
}

/** The most telling of several first: those that calls which give nothing do not meet. */
function compareProvisos(a: Proviso, b: Proviso): number {
	return Number(!a.switch) - Number(!b.switch) || Number(!a.parameter) - Number(!b.parameter) || order.indexOf(a.test) - order.indexOf(b.test);
}
const order: readonly Proviso['test'][] = ['equals', 'truthy', 'something', 'falsy', 'nothing', 'differs'];

const opposites: ReadonlySet<string> = new Set(['truthy falsy', 'truthy nothing', 'something nothing']);

/** True if two provisos cannot both hold. */
export function excludeEachOther(a: Proviso, b: Proviso): boolean {
	if (subjectOf(a) !== subjectOf(b)) { return false; }
	// One thing may be of two classes.
	if (a.parameter?.aspect === 'class' && a.test === b.test) { return false; }
	if (a.test === 'equals') { return a.constants.every((constant) => meets(b, constant) === false); }
	if (b.test === 'equals') { return b.constants.every((constant) => meets(a, constant) === false); }
	return opposites.has(`${a.test} ${b.test}`) || opposites.has(`${b.test} ${a.test}`);
}

function subjectOf({ parameter, switch: name = '' }: Proviso): string {
	return parameter ? `${parameter.function}\t${parameter.index}\t${parameter.property ?? ''}\t${parameter.aspect ?? ''}` : name;
}

/** Whether a constant meets a proviso; undefined where it cannot be told. */
function meets({ test, constants }: Pick<Proviso, 'test' | 'constants'>, constant: Constant): boolean | undefined {
	if (test === 'truthy') { return Boolean(constant); }
	if (test === 'falsy') { return !constant; }
	if (test === 'nothing' || test === 'something') { return (constant === null) === (test === 'nothing'); }
	if (constants.includes(constant)) { return constant === null ? undefined : test === 'equals'; }
	// What compares as equal to another type is not for us to say.
	const isPlain = constant === null || constants.every((each) => each === null || typeof each === typeof constant);
	return isPlain ? test === 'differs' : undefined;
}

/** What a call gives for a parameter, as far as it decides anything. */
export type Given = GivenValue & {
	/** Of which class it surely is, in languages that ask for classes by more than their names. */
	readonly made?: MadeOf;
};

type GivenValue =
	| { readonly kind: 'constant'; readonly value: Constant }
	/** A function, list or other thing that is there. */
	| { readonly kind: 'something' }
	/** Made in place: the names of its class and of those that this extends. */
	| { readonly kind: 'instance'; readonly classes: readonly string[] }
	| { readonly kind: 'object'; readonly properties: Readonly<Record<string, Given>> }
	/** A part of something else (`row['picture']`), which nothing calls a path. */
	| { readonly kind: 'part' }
	/** `otherwise`: what the callee takes instead of nothing. */
	| { readonly kind: 'parameter'; readonly function: FunctionId; readonly index: number; readonly property?: string; readonly otherwise?: Constant }
	| { readonly kind: 'unknown' };

const unknown: Given = { kind: 'unknown' };
const nothing: Given = { kind: 'constant', value: null };

/** What a call gives its callee for those parameters on which the callee's effects may depend, by their index. */
export function givenTo(target: FunctionReading, { kind, site: { step } }: Link, caller: FunctionReading, readings: Readings): ReadonlyMap<number, Given> {
	const decisive = target.file.decisive().get(target.outline.id);
	if (decisive === undefined || kind !== 'call' || step.kind !== 'call' || isIndirect(step)) { return nothingGiven; }
	let given: Map<number, Given> | undefined;
	for (const index of decisive) {
		const found = argumentFor(target.outline, index, step, (value) => summaryOf(value, caller, readings, true));
		if (found.kind !== 'unknown' || found.made) { (given ??= new Map()).set(index, found); }
	}
	return given ?? nothingGiven;
}

export const nothingGiven: ReadonlyMap<number, Given> = new Map();

/** What a call gives for all parameters of a function that it calls by name, by their index, as far as the text tells. */
export function allGivenTo(target: FunctionOutline, step: CallStep, caller: FunctionReading, readings: Readings): ReadonlyMap<number, Given> {
	if (isIndirect(step)) { return nothingGiven; }
	const given = new Map<number, Given>();
	for (const index of target.parameters.keys()) {
		const found = argumentFor(target, index, step, (value) => summaryOf(value, caller, readings, true));
		if (found.kind !== 'unknown') { given.set(index, found); }
	}
	return given;
}

/** `f.call(this, x)`: arguments do not stand where their parameters do. */
function isIndirect({ receiver }: CallStep): boolean {
	return receiver?.kind === 'function';
}

function argumentFor({ parameters }: FunctionOutline, index: number, step: CallStep, summary: (value: Value) => Given): Given {
	const parameter = parameters[index];
	if (!parameter) { return unknown; }
	const named = step.arguments.find((each) => each.name === parameter.name);
	if (!named) { for (let before = 0; before <= index; before++) { if (parameters[before]?.isRest || step.arguments[before]?.isSpread) { return unknown; } } }
	// What stands at its place may be given to another by name.
	const argument = named ?? step.arguments.slice(index, index + 1).find((each) => each.name === undefined);
	// `f(**options)` may give it all the same.
	if (!argument) { return step.arguments.some((each) => each.isSpread) ? unknown : defaultOf(parameter) ?? unknown; }
	const { made } = argument;
	const value = summary(argument.value);
	const given: Given = made ? { ...value, made } : value;
	// Nothing, or what may be nothing, may mean the default.
	const isNothing = parameter.default?.kind === 'constant' && parameter.default.value === null;
	const mayBeDefault = parameter.default !== undefined && !isNothing && (given.kind === 'parameter' || (given.kind === 'constant' && given.value === null));
	if (!mayBeDefault) { return given; }
	return given.kind === 'parameter' && parameter.default.kind === 'constant' ? { ...given, otherwise: parameter.default.value } : unknown;
}

/** What a parameter is where nothing is given for it, as far as it is plain to see. */
export function defaultOf({ default: value }: Parameter): Given | undefined {
	if (!value) { return nothing; }
	if (value.kind === 'constant') { return { kind: 'constant', value: value.value }; }
	return value.kind === 'object' && value.properties.length === 0 ? { kind: 'object', properties: {} } : undefined;
}

function summaryOf(value: Value, caller: FunctionReading, readings: Readings, isWhole: boolean): Given {
	const { file } = caller;
	const known = file.bindings.follow(value);
	switch (known.kind) {
		case 'constant': return { kind: 'constant', value: known.value };
		case 'function': case 'list': return { kind: 'something' };
		case 'call': return madeBy(known.call, caller, readings);
		case 'parameter': {
			const { path = [] } = known;
			const binding = file.functions.get(known.function)?.outline.parameters[known.index]?.binding;
			if (path.length > 1 || (binding === undefined ? path[0] !== undefined && file.bindings.isAssignedName(path[0]) : isChanged(path[0], binding, file.bindings))) { return unknown; }
			return { kind: 'parameter', function: known.function, index: known.index, ...(path[0] !== undefined && { property: path[0] }) };
		}
		case 'object': {
			if (!isWhole || known.properties.some((each) => each.name === undefined)) { return { kind: 'something' }; }
			return { kind: 'object', properties: Object.fromEntries(known.properties.map((each) => [each.name ?? '', summaryOf(each.value, caller, readings, false)])) };
		}
		case 'place': return known.place.root === 'binding' && known.place.path.length > 0 && !isCalledPath(known.place.path.findLast((name) => name !== '[]') ?? '') ? { kind: 'part' } : unknown;
		case 'combined': {
			const written = known.values.find((each) => each.kind === 'constant' && typeof each.value === 'string' && !mayNameFile(each.value));
			return written?.kind === 'constant' ? { kind: 'constant', value: written.value } : unknown;
		}
		default: return unknown;
	}
}

/** What `new` makes, by a call in the caller itself. */
function madeBy({ start, end }: Span, { sites }: FunctionReading, readings: Readings): Given {
	const site = sites.find(({ step }) => step.kind === 'call' && step.isNew && step.span.start === start && step.span.end === end);
	const type = site?.callee.kind === 'function' ? /^(.*)\.constructor$/.exec(site.callee.id)?.[1] : undefined;
	const classes = type === undefined ? undefined : lineageOf(type, readings);
	return classes === undefined ? unknown : { kind: 'instance', classes };
}

/** What becomes of a callee's proviso at a call: `met`, `missed`, the caller's own proviso, or undefined if that is not known. */
export function decide(proviso: Proviso, given: ReadonlyMap<number, Given>): 'met' | 'missed' | Proviso | undefined {
	const { parameter } = proviso;
	const whole = parameter && given.get(parameter.index);
	if (!parameter || !whole) { return undefined; }
	const { property, aspect } = parameter;
	if (property === undefined) { return decideBy(proviso, whole); }
	switch (whole.kind) {
		case 'object': return decideBy(proviso, Object.hasOwn(whole.properties, property) ? whole.properties[property] ?? unknown : nothing);
		case 'parameter': return whole.property === undefined && whole.otherwise === undefined ? { ...proviso, parameter: { function: whole.function, index: whole.index, property, ...(aspect && { aspect }) } } : undefined;
		// A property of nothing is only asked for with `?.`.
		case 'constant': return whole.value === null ? decideBy(proviso, nothing) : undefined;
		default: return undefined;
	}
}

function decideBy(proviso: Proviso, given: Given): 'met' | 'missed' | Proviso | undefined {
	const aspect = proviso.parameter?.aspect;
	if (aspect === 'class' && asksForSymbols(proviso)) {
		const isOne = isOfAsked(given, proviso.constants as readonly string[]);
		return isOne !== undefined ? named(isOne === (proviso.test === 'equals')) : given.kind === 'parameter' ? handedOn(proviso, given) : undefined;
	}
	if (aspect === 'file') { return decideFile(proviso, given); }
	// What is made in place is there.
	if (given.made?.isExact === true && given.kind === 'unknown' && (proviso.test === 'nothing' || proviso.test === 'something')) { return isThere(proviso.test); }
	switch (given.kind) {
		case 'constant': return named(aspect === undefined ? meets(proviso, given.value) : aspect === 'class' ? proviso.test !== 'equals' : meetsType(proviso, given.value === null ? ['object', 'undefined'] : [typeof given.value]));
		case 'something': case 'object': case 'instance': if (aspect) { return named(meetsAspect(proviso, aspect, given)); } return isThere(proviso.test);
		case 'parameter': return handedOn(proviso, given);
		case 'unknown': return undefined;
	}
}

/** What is given may name a file that is there, or surely does not. Nobody can tell that it does: then nothing is known but that it may. */
function decideFile(proviso: Proviso, given: Given): 'missed' | Proviso | undefined {
	switch (given.kind) {
		case 'constant': return typeof given.value === 'string' && given.value !== '' && mayNameFile(given.value) ? undefined : 'missed';
		case 'part': return 'missed';
		case 'parameter': return handedOn(proviso, { kind: 'parameter', function: given.function, index: given.index, ...(given.property !== undefined && { property: given.property }) });
		case 'unknown': return given.made?.isExact === true && !given.made.classes.some((each) => ofPaths.test(each)) ? 'missed' : undefined;
		default: return undefined;
	}
}

const ofPaths = /^(?:pathlib|os|builtins)#(?:\w*Path|PathLike|str|bytes)$/;

/** `isinstance(x, Path)`: classes that are told by more than their names. */
function asksForSymbols({ constants }: Proviso): boolean {
	return constants.every((each) => typeof each === 'string' && each.includes('#'));
}

/** Whether what is given is of one of these classes. What is of a class of the workspace that is asked for is told by its own. */
function isOfAsked(given: Given, asked: readonly string[]): boolean | undefined {
	if (given.kind === 'constant' && given.value === null && !given.made) { return isOfOne('builtins#NoneType', asked, true); }
	if (given.made === undefined) { return undefined; }
	const { classes: [own = '', ...others], isExact } = given.made;
	if (asked.includes(own) || others.some((each) => asked.includes(each))) { return true; }
	const ours = asked.filter(isOfWorkspace), outside = asked.filter((each) => !isOfWorkspace(each));
	if (ours.length > 0 && !isExact) { return undefined; }
	if (!isOfWorkspace(own)) { return outside.length === 0 ? false : isOfOne(own, outside, isExact); }
	// What it extends from outside may be one of them by what that extends in turn.
	return outside.length > 0 && others.some((each) => !isOfWorkspace(each) && isOfOne(each, outside, true) !== false) ? undefined : false;
}

/** What a test says of a thing that is there. */
function isThere(test: Proviso['test']): 'met' | 'missed' | undefined {
	if (test === 'truthy' || test === 'something') { return 'met'; }
	return test === 'falsy' || test === 'nothing' ? 'missed' : undefined;
}

/** Whether what is no constant is of a type or class. */
function meetsAspect(proviso: Proviso, aspect: Aspect, given: Extract<Given, { kind: 'something' | 'object' | 'instance' }>): boolean | undefined {
	if (aspect === 'type') { return meetsType(proviso, given.kind === 'something' ? ['function', 'object'] : ['object']); }
	if (given.kind === 'something' || proviso.constants.includes('Object')) { return undefined; }
	const isOne = given.kind === 'instance' && given.classes.some((name) => proviso.constants.includes(name));
	return isOne === (proviso.test === 'equals');
}

/** The type of what is given is one of these; undefined if only some of them would do. */
function meetsType(proviso: Proviso, types: readonly string[]): boolean | undefined {
	const [first, ...others] = types.map((type) => meets(proviso, type));
	return others.every((each) => each === first) ? first : undefined;
}

/** The same of the caller's parameter, nothing being what the callee takes for it. */
function handedOn({ parameter: asked, test, constants }: Proviso, { function: id, index, property, otherwise }: Extract<Given, { kind: 'parameter' }>): Proviso | undefined {
	const aspect = asked?.aspect;
	const parameter = { function: id, index, ...(property !== undefined && { property }), ...(aspect && { aspect }) };
	if (aspect) { return otherwise === undefined ? { parameter, test, constants } : undefined; }
	// Where nothing has a test of its own, it is nothing also if the callee has a default.
	if (test === 'nothing' || test === 'something') { return { parameter, test, constants }; }
	const isMet = otherwise === undefined || constants.includes(null) ? undefined : meets({ test, constants }, otherwise);
	if (otherwise === undefined || (isMet !== undefined && isMet === meets({ test, constants }, null))) { return { parameter, test, constants }; }
	if (isMet === undefined || test === 'truthy' || test === 'falsy') { return undefined; }
	return { parameter, test, constants: [...constants, null] };
}

function named(isMet: boolean | undefined): 'met' | 'missed' | undefined {
	return isMet === undefined ? undefined : isMet ? 'met' : 'missed';
}
