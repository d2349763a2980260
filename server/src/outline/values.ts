/** What stands where a value does, and what is known of it: the parts of steps. */
import type { FunctionId, SymbolName } from './model.ts';
import type { Span } from './span.ts';

/** A local variable or parameter, numbered within its file. */
export type BindingId = number;

/**
 * `thenable`: a promise, future or coroutine. `maybe`: a union with one. `array`: a list of them. `lazy`: one that does nothing before
 * somebody waits for it (a coroutine, a query builder). `promise-like`: it can be awaited, and says no more of itself (`PromiseLike`): told only of what an
 * async function returns.
 */
export type ResultType = 'thenable' | 'promise-like' | 'maybe' | 'array' | 'lazy' | 'any' | 'plain';

/** The class that something is of. */
export interface MadeOf {
	/** Symbol names and type ids: the class first, then all that it is known to extend. */
	readonly classes: readonly string[];
	/** It is of that class itself, and of none that extends it. */
	readonly isExact: boolean;
}

/** What is called, as far as it is known. */
export type Callee =
	/** A function of the workspace, or a declared member of a workspace type that has no body of its own. */
	| { readonly kind: 'function'; readonly id: FunctionId }
	/** Something outside the workspace. */
	| { readonly kind: 'external'; readonly symbol: SymbolName }
	/** A parameter of this or an enclosing function; `path` for a member of it (`options.onDone()`). */
	| { readonly kind: 'parameter'; readonly function: FunctionId; readonly index: number; readonly path?: readonly string[] }
	| { readonly kind: 'unresolved'; readonly name: string; readonly reason: UnresolvedReason };

/** `dynamic`: computed or of a type without a declaration. `any`: the type is not known. `missing`: its module was not found. */
export type UnresolvedReason = 'dynamic' | 'any' | 'missing';

export type Value =
	| { readonly kind: 'constant'; readonly value: string | number | boolean | null }
	/** A binding of this or an enclosing function. */
	| { readonly kind: 'binding'; readonly binding: BindingId }
	| { readonly kind: 'parameter'; readonly function: FunctionId; readonly index: number; readonly path?: readonly string[] }
	/** A function used as a value: a closure written in place, or a name that stands for one. */
	| { readonly kind: 'function'; readonly id: FunctionId }
	| { readonly kind: 'external'; readonly symbol: SymbolName }
	| { readonly kind: 'place'; readonly place: Place }
	/** The result of the call with this span. */
	| { readonly kind: 'call'; readonly call: Span }
	| { readonly kind: 'object'; readonly properties: readonly Property[] }
	| { readonly kind: 'list'; readonly items: readonly Value[] }
	/** One of several (`a ? b : c`, `a ?? b`, `a or b`). */
	| { readonly kind: 'either'; readonly values: readonly Value[] }
	/** Made of several, all of which count (`LOCK_EX | LOCK_NB`). */
	| { readonly kind: 'combined'; readonly values: readonly Value[] }
	| { readonly kind: 'other' };

export interface Property {
	/** Absent for a spread. */
	readonly name?: string;
	readonly value: Value;
}

/** Something that outlives one call, or a part of a local: `this.history`, a module's `cache`, `request.body`. */
export interface Place {
	readonly root: 'this' | 'module' | 'global' | 'binding';
	/** For `module`: `<file>#<name>`, the variable's name as a function's would be. */
	readonly name?: string;
	readonly binding?: BindingId;
	/** Member names; `[]` stands for an index that is not constant. */
	readonly path: readonly string[];
	/** Symbol name or type id, where known (`lib#Array`). */
	readonly type?: string;
}

/**
 * Something that holds of a value: a parameter, the platform (`node:process#platform`), what a call gave, or a switch that is off by default
 * (`switch#DEBUG`), as far as that is set.
 */
export interface Requirement {
	readonly value: Value;
	/**
	 * What of the value is looked at: `type`: the name of its type (`typeof`). `class`: the classes that it is of (`instanceof`, `isinstance`): their names, or symbol names and
	 * type ids where a language tells them. `file`:
	 * whether there is a file of this path. Absent for the value itself.
	 */
	readonly aspect?: Aspect;
	/** `equals`: it is one of the constants. `differs`: it is none of them. `nothing`: it is `None`, which is no other thing. `something`: it is not. */
	readonly test: 'equals' | 'differs' | 'truthy' | 'falsy' | 'nothing' | 'something';
	/** `null` stands for whatever means nothing (`undefined` too). Empty for tests without any. */
	readonly constants: readonly Constant[];
	/** The local it was read from: it only says what it says where that is never assigned again. */
	readonly binding?: BindingId;
}

export type Aspect = 'type' | 'class' | 'file';

export type Constant = string | number | boolean | null;

/** What surely holds where a condition is met, and where it is not; empty where the text does not tell. */
export interface Condition {
	readonly holds: readonly Requirement[];
	readonly fails: readonly Requirement[];
}
