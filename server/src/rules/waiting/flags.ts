/** What a condition looks at: places of this process that other code may change, the clock, or something outside that no code here can tell of. */
import { fileOf } from '../../callgraph/graph.ts';
import type { BindStep, BindingId, Block, CallStep, Callee, FunctionId, FunctionOutline, Place, Step, UseStep, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isSameSpan } from '../../outline/span.ts';
import { isClock, isComputation, isHarmless } from './harmless.ts';
import type { Surroundings } from './sleep.ts';

/** Something in memory that a condition looks at. */
export type Flag =
	/** A field of a class of the workspace; `path` leads from the object. */
	| FlagBase & { readonly kind: 'field'; readonly owner: string; readonly path: readonly string[] }
	/** A module's variable, `<file>#<name>`, or a part of it. */
	| FlagBase & { readonly kind: 'module'; readonly variable: string; readonly path: readonly string[] }
	/** A local variable of a function in `file`. */
	| FlagBase & { readonly kind: 'local'; readonly file: string; readonly binding: BindingId; readonly path: readonly string[] }
	/** A member of something outside the workspace: `lib#AbortSignal.aborted`. */
	| FlagBase & { readonly kind: 'member'; readonly symbol: string };

interface FlagBase {
	/** As people write it: `this.ready`, `queue.length`. */
	readonly name: string;
	/** It is a list or map that is empty or not, or has an entry or not. */
	readonly isContainer: boolean;
}

export interface Look {
	readonly flags: readonly Flag[];
	/** `clock`: the time is part of it. `outside`: it does something of which nothing is known. */
	readonly depends: 'memory' | 'clock' | 'outside';
	/** It changes what it looks at (`tryAcquire()`). */
	readonly writes: boolean;
}

const nothing: Look = { flags: [], depends: 'memory', writes: false };
const outside: Look = { flags: [], depends: 'outside', writes: false };
const clock: Look = { flags: [], depends: 'clock', writes: false };

/** How far predicates are followed (`isReady()` that asks `isOpen()`). */
const deepest = 3;


/**
 * What the parts of a condition look at: each operand of `&&` and `||` by itself. `boundIn`: steps whose bindings are looked through
 * (`const job = queue.shift(); if (!job) …`).
 */
export function looksOf(condition: Block, holder: FunctionOutline, boundIn: readonly Step[], cx: Surroundings): Look[] {
	const [only, ...others] = condition.steps;
	if (only?.kind === 'branch' && only.branch === 'shortcut' && others.length === 0) {
		return [...looksOf(only.condition, holder, boundIn, cx), ...only.arms.flatMap((arm) => looksOf(arm.block, holder, boundIn, cx))];
	}
	return [new Looker(holder, boundIn, cx, 0).lookOf(condition)];
}

/** Functions with more steps than this do more than look. */
const mostSteps = 150;

/** What each function was found to look at, for as long as one file is checked. */
const known = new WeakMap<Surroundings, Map<string, Look>>();

/** What a function looks at to find its answer, if it does nothing else. */
export function lookOfFunction(id: FunctionId, cx: Surroundings, depth: number): Look {
	const outline = depth > deepest ? undefined : cx.graph.functionOf(id);
	if (outline === undefined || outline.isGenerator) { return outside; }
	const looks = known.get(cx) ?? new Map<string, Look>();
	known.set(cx, looks);
	const key = `${depth} ${id}`;
	let look = looks.get(key);
	if (look === undefined) {
		// A function that calls itself is as good as the rest of it.
		looks.set(key, nothing);
		const steps = [...stepsOf(outline.body)].map(({ step }) => step);
		look = steps.length > mostSteps ? outside : new Looker(outline, steps.filter((step) => step.kind === 'bind').map((step) => ({ ...step, value: { kind: 'other' } as const })), cx, depth).lookOf(outline.body);
		looks.set(key, look);
	}
	return look;
}

/** What a call does, seen as a question: `outside` for all that is not known to be one. */
export function lookOfCall(step: CallStep, holder: FunctionOutline, cx: Surroundings): Look {
	return new Looker(holder, [], cx, 0).lookOfCall(step);
}

class Looker {
	private readonly holder: FunctionOutline;
	private readonly boundIn: readonly Step[];
	private readonly cx: Surroundings;
	private readonly depth: number;
	constructor(holder: FunctionOutline, boundIn: readonly Step[], cx: Surroundings, depth: number) {
		this.holder = holder;
		this.boundIn = boundIn;
		this.cx = cx;
		this.depth = depth;
	}

	lookOf(block: Block): Look {
		const looks: Look[] = [];
		for (const { step } of stepsOf(block)) {
			const look = this.lookOfStep(step);
			if (look.depends === 'outside') { return look; }
			if (look !== nothing) { looks.push(look); }
		}
		return joined(looks);
	}

	private lookOfStep(step: Step): Look {
		switch (step.kind) {
			case 'call': return this.lookOfCall(step);
			// One that is no getter after all is told of as a place.
			case 'access': return step.callee.kind === 'function' ? this.lookOfCallee(step.callee) : nothing;
			case 'place': return writing.has(step.operation) ? { ...this.lookOfPlace(step.place, step.member), writes: true } : this.lookOfPlace(step.place, step.member);
			case 'use': return this.lookOfUse(step);
			case 'bind': return nothing;
			case 'await': return step.value.kind === 'call' || step.value.kind === 'constant' ? nothing : outside;
			case 'loop': return step.loop === 'await' ? outside : nothing;
			case 'guarded': case 'select': return outside;
			default: return nothing;
		}
	}

	lookOfCall(step: CallStep): Look {
		if (isClock(step)) { return clock; }
		if (isComputation(step)) { return this.lookOfReceiver(step); }
		if (isHarmless(step, this.cx)) { return nothing; }
		const told = step.callee.kind === 'external' ? this.toldOf(step, step.callee.symbol) : undefined;
		if (told !== undefined) { return { flags: [told], depends: 'memory', writes: false }; }
		return step.callee.kind === 'function' ? this.lookOfCallee(step.callee) : outside;
	}

	/** `stopped.is_set()`, of which something outside tells by itself. */
	private toldOf({ receiver }: CallStep, symbol: string): Flag | undefined {
		if (this.cx.catalogue.lookup(symbol)?.announced === undefined) { return undefined; }
		const held = receiver === undefined ? undefined : this.flagOfValue(receiver, false)?.name;
		const name = `${held === undefined ? '' : `${held}.`}${symbol.slice(symbol.lastIndexOf('.') + 1)}()`;
		return { kind: 'member', symbol: this.cx.catalogue.canonical(symbol), name, isContainer: false };
	}

	private lookOfCallee(callee: Callee): Look {
		const targets = this.cx.graph.resolveCallee(callee);
		if (targets.length === 0) { return outside; }
		const name = callee.kind === 'function' ? `${callee.id.slice(Math.max(callee.id.lastIndexOf('.'), callee.id.indexOf('#')) + 1)}()` : '';
		const looks: Look[] = [];
		for (const target of targets) {
			const look = lookOfFunction(target, this.cx, this.depth + 1);
			if (look.depends === 'outside') { return look; }
			looks.push(look);
		}
		return this.namedLike(joined(looks), name);
	}

	/** What another object looks at in itself is told of by what it is asked. */
	private namedLike(look: Look, name: string): Look {
		return { ...look, flags: look.flags.map((flag) => (flag.kind === 'field' && flag.owner !== this.owner ? { ...flag, name } : flag)) };
	}

	/** `this.pending.has(id)`, `queue.shift()`: what the method is called on is looked at. */
	private lookOfReceiver({ receiver, callee }: CallStep): Look {
		const method = callee.kind === 'external' ? callee.symbol.slice(callee.symbol.lastIndexOf('.') + 1) : '';
		const flag = receiver === undefined ? undefined : this.flagOfValue(receiver, true);
		return { flags: flag === undefined ? [] : [flag], depends: 'memory', writes: mutators.has(method) };
	}

	private flagOfValue(value: Value, isContainer: boolean): Flag | undefined {
		if (value.kind === 'place') { return this.flagOfPlace(value.place, isContainer); }
		if (value.kind === 'binding') { return this.flagOfPlace({ root: 'binding', binding: value.binding, path: [] }, isContainer); }
		const binding = value.kind === 'parameter' ? this.cx.graph.functionOf(value.function)?.parameters[value.index]?.binding : undefined;
		return binding === undefined || value.kind !== 'parameter' ? undefined : this.flagOfPlace({ root: 'binding', binding, path: value.path ?? [] }, isContainer);
	}

	/** A local that the loop itself binds stands for where its value came from; any other for itself. */
	private lookOfUse({ binding }: UseStep): Look {
		const bound = this.boundIn.filter((step): step is BindStep => step.kind === 'bind' && step.binding === binding);
		if (bound.length === 0) { return { flags: [this.flagOfPlace({ root: 'binding', binding, path: [] }, false)].filter((flag) => flag !== undefined), depends: 'memory', writes: false }; }
		return joined(bound.map(({ value }): Look => {
			if (value.kind === 'place') { return this.lookOfPlace(value.place, undefined); }
			const call = value.kind === 'call' ? this.boundIn.find((step): step is CallStep => step.kind === 'call' && isSameSpan(step.span, value.call)) : undefined;
			return call === undefined ? nothing : this.lookOfCall(call);
		}));
	}

	private lookOfPlace(place: Place, member: string | undefined): Look {
		const getter = this.getterOf(place, member);
		if (getter !== undefined) { return this.namedLike(lookOfFunction(getter, this.cx, this.depth + 1), this.nameOf(place)); }
		const flag = this.flagOfMember(place, member) ?? this.flagOfPlace(withoutSize(place), withoutSize(place) !== place);
		return { flags: flag === undefined ? [] : [flag], depends: 'memory', writes: false };
	}

	private getterOf(place: Place, member: string | undefined): FunctionId | undefined {
		const id = member !== undefined && isWorkspaceId(member) ? member : place.root === 'this' && place.path.length === 1 ? `${this.owner}.${place.path[0]}` : undefined;
		return id !== undefined && this.cx.graph.functionOf(id)?.kind === 'getter' ? id : undefined;
	}

	/** A member that the compiler named: of a class of the workspace, or of something outside. */
	private flagOfMember(place: Place, member: string | undefined): Flag | undefined {
		if (member === undefined || place.root === 'this' && place.path.length === 1) { return undefined; }
		const name = this.nameOf(place);
		if (/^lib#(?:Readonly)?(?:Map|Set|Array)\.(?:size|length)$/.test(member)) { return undefined; }
		if (!isWorkspaceId(member)) { return { kind: 'member', symbol: this.cx.catalogue.canonical(member), name, isContainer: false }; }
		const last = member.lastIndexOf('.');
		return last < member.indexOf('#') ? undefined : { kind: 'field', owner: member.slice(0, last), path: [member.slice(last + 1)], name, isContainer: false };
	}

	private flagOfPlace(place: Place, isContainer: boolean): Flag | undefined {
		const { path } = place;
		const name = this.nameOf(place);
		if (place.root === 'this') { return this.owner === undefined ? undefined : { kind: 'field', owner: this.owner, path, name, isContainer }; }
		if (place.root === 'module' && place.name !== undefined) { return { kind: 'module', variable: place.name, path, name, isContainer }; }
		return place.root === 'binding' && place.binding !== undefined ? { kind: 'local', file: fileOf(this.holder.id), binding: place.binding, path, name, isContainer } : undefined;
	}

	private get owner(): string | undefined {
		return ownerOf(this.holder, this.cx);
	}

	private nameOf({ root, name, binding, path }: Place): string {
		const base = root === 'this' ? selfName(this.holder) : root === 'binding' ? bindingName(binding ?? -1, this.holder, this.cx) : name?.slice(name.indexOf('#') + 1) ?? '';
		return [base, ...path].join('.').replaceAll('.[]', '[…]');
	}
}

/** Steps that change a place. */
export const writing: ReadonlySet<string> = new Set(['assign', 'push', 'unshift', 'shift', 'pop', 'remove', 'delete']);

/** Methods of lists, maps and sets that change them. */
export const mutators: ReadonlySet<string> = new Set(['set', 'add', 'delete', 'clear', 'push', 'unshift', 'shift', 'pop', 'splice', 'fill']);

function joined(looks: readonly Look[]): Look {
	const depends = looks.some((look) => look.depends === 'outside') ? 'outside' : looks.some((look) => look.depends === 'clock') ? 'clock' : 'memory';
	const flags = new Map(looks.flatMap((look) => look.flags).map((flag) => [keyOf(flag), flag]));
	return { flags: [...flags.values()], depends, writes: looks.some((look) => look.writes) };
}

/** Equal for flags that are the same place. */
function keyOf(flag: Flag): string {
	switch (flag.kind) {
		case 'field': return `${flag.owner} ${flag.path.join('.')}`;
		case 'module': return `${flag.variable} ${flag.path.join('.')}`;
		case 'local': return `${flag.file} ${flag.binding} ${flag.path.join('.')}`;
		case 'member': return `${flag.symbol} ${flag.name}`;
	}
}

function withoutSize(place: Place): Place {
	const last = place.path.at(-1);
	return last === 'length' || last === 'size' ? { ...place, path: place.path.slice(0, -1) } : place;
}

/** The class whose member sees `this` in a function. */
export function ownerOf(outline: FunctionOutline, { graph }: Pick<Surroundings, 'graph'>): string | undefined {
	for (let at: FunctionOutline | undefined = outline; at !== undefined; at = at.enclosing === undefined ? undefined : graph.functionOf(at.enclosing)) {
		if (at.owner !== undefined) { return at.owner; }
		if (at.kind !== 'closure') { return undefined; }
	}
	return undefined;
}

function bindingName(binding: BindingId, holder: FunctionOutline, { graph }: Surroundings): string {
	for (let at: FunctionOutline | undefined = holder; at !== undefined; at = at.enclosing === undefined ? undefined : graph.functionOf(at.enclosing)) {
		const parameter = at.parameters.find((each) => each.binding === binding);
		if (parameter !== undefined) { return parameter.name; }
		for (const { step } of stepsOf(at.body)) { if (step.kind === 'bind' && step.binding === binding) { return step.name; } }
	}
	return 'it';
}

/** What an object calls itself. */
function selfName({ id }: FunctionOutline): string {
	return /\.[cm]?[jt]sx?$/.test(fileOf(id)) ? 'this' : 'self';
}

/** Ids begin with an absolute path, symbols with a module's name. */
function isWorkspaceId(name: string): boolean {
	return name.startsWith('/') || /^[A-Za-z]:\//.test(name);
}
