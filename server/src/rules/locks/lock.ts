/** Which lock a scope holds or a call takes, so that two places can be told to mean the same one. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Entry } from '../../catalogue/schema.ts';
import type { BindingId, CallStep, FileOutline, FunctionId, FunctionOutline, GuardedStep, SymbolName, Value } from '../../outline/model.ts';

export interface Lock {
	/** Equal for the same lock; for a member of `self` only as long as `self` is the same. */
	readonly key: string;
	/** `self._lock` */
	readonly name: string;
	readonly type: SymbolName;
	readonly kind: NonNullable<Entry['lock']>;
	/** It is a member of the object whose method holds it. */
	readonly isOwn: boolean;
}

export interface Surroundings {
	readonly graph: CallGraph;
	readonly catalogue: Catalogue;
}

/** The locks that a `with` holds. */
export function locksHeld({ guards }: GuardedStep, fn: FunctionOutline, cx: Surroundings): Lock[] {
	return guards.flatMap(({ value, type }) => lockOf(value, type, fn, cx) ?? []);
}

/** The lock that a call acquires or releases by hand, and whether it waits for it as long as it takes. */
export function lockCalled(step: CallStep, fn: FunctionOutline, cx: Surroundings): { readonly lock: Lock; readonly does: 'acquire' | 'release'; readonly isPatient: boolean } | undefined {
	const { callee, receiver } = step;
	const [, type, does] = callee.kind === 'external' ? /^(.*)\.(acquire|release)$/.exec(callee.symbol) ?? [] : [];
	const lock = receiver === undefined ? undefined : lockOf(receiver, type, fn, cx);
	if (lock === undefined || (does !== 'acquire' && does !== 'release')) { return undefined; }
	return { lock, does, isPatient: step.arguments.every(({ value }) => value.kind === 'constant' && (value.value === true || value.value === -1)) };
}

/** The lock that a value of a type is; undefined where it is none, or where it cannot be told which. */
function lockOf(value: Value, type: SymbolName | undefined, fn: FunctionOutline, { graph, catalogue }: Surroundings): Lock | undefined {
	const kind = type === undefined ? undefined : catalogue.lookup(type)?.lock;
	const file = graph.fileOf(fn.id);
	if (type === undefined || kind === undefined || file === undefined) { return undefined; }
	if (value.kind === 'binding') { return { ...bindingLock(value.binding, file), type, kind, isOwn: false }; }
	if (value.kind !== 'place') { return undefined; }
	const { root, name, binding, path } = value.place;
	if (path.includes('[]')) { return undefined; }
	switch (root) {
		case 'this': {
			const owner = ownerOf(fn, graph);
			// Of what hangs on a member, nobody knows whether the member is still the same.
			return owner === undefined || path.length !== 1 ? undefined : { key: `this ${path.join('.')}`, name: ['self', ...path].join('.'), type, kind, isOwn: true };
		}
		case 'module': return name === undefined ? undefined : { key: [name, ...path].join('.'), name: [name.slice(name.indexOf('#') + 1), ...path].join('.'), type, kind, isOwn: false };
		case 'binding': return binding === undefined || path.length > 0 ? undefined : { ...bindingLock(binding, file), type, kind, isOwn: false };
		default: return undefined;
	}
}

/** The type whose object a function sees as its own: its own, or that of the method around it. */
export function ownerOf({ owner, enclosing }: FunctionOutline, graph: CallGraph): string | undefined {
	const outer = owner === undefined && enclosing !== undefined ? graph.functionOf(enclosing) : undefined;
	return owner ?? (outer && ownerOf(outer, graph));
}

/** A module's variable is the same for other files, under its name. */
function bindingLock(binding: BindingId, file: FileOutline): Pick<Lock, 'key' | 'name'> {
	const { name, function: owner } = namesIn(file).get(binding) ?? { name: 'the lock', function: undefined };
	return owner?.endsWith('#<module>') === true ? { key: `${file.file}#${name}`, name } : { key: `${file.file} ${binding}`, name };
}

const known = new WeakMap<FileOutline, ReadonlyMap<BindingId, { readonly name: string; readonly function: FunctionId }>>();

function namesIn(file: FileOutline) {
	let names = known.get(file);
	if (names === undefined) {
		const found = new Map<BindingId, { name: string; function: FunctionId }>();
		for (const fn of file.functions) {
			for (const { name, binding } of fn.parameters) { if (binding !== undefined) { found.set(binding, { name, function: fn.id }); } }
			eachStep(fn.body, (step) => { if (step.kind === 'bind' && step.isDeclaration) { found.set(step.binding, { name: step.name, function: fn.id }); } });
		}
		known.set(file, names = found);
	}
	return names;
}
