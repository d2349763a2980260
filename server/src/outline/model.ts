/**
 * The outline: what async analysis needs to know of a file, in no language's terms.
 *
 * A language front end (`languages/<x>`) makes outlines; everything after it (call graph, rules) sees nothing
 * else. Outlines are plain data: they can be cached, compared and sent between threads, and they hold spans, never nodes.
 */
import type { Span } from './span.ts';
import type { Block } from './steps.ts';
import type { BindingId, Callee, Requirement, Value } from './values.ts';

export type * from './steps.ts';
export type * from './values.ts';

export type LanguageId = 'typescript' | 'python' | 'rust';

/**
 * A function of the workspace: `<file>#<qualified name>`, the file as an absolute path with `/`.
 * Qualified names join the enclosing names with `.` (`Pool.create`, `main.retry`). A function without a name is called
 * after what it is (`<closure>`, `<module>`, `<block>`); the second of its kind in the same place gets `~2`, the third `~3`.
 */
export type FunctionId = string;

/**
 * What a name outside the workspace resolved to, in one notation for all languages: `<module>#<path>`
 * (`node:fs#readFileSync`, `better-sqlite3#Statement.run`, `pathlib#Path.read_text`, `std::fs#read_to_string`,
 * `lib#Array.map` for TypeScript's built-in library). A module's default export or `export =` is `default`.
 */
export type SymbolName = string;

export interface FileOutline {
	/** Absolute path with `/`. */
	readonly file: string;
	readonly language: LanguageId;
	/** The module's top level first, then every function in the order of its text. */
	readonly functions: readonly FunctionOutline[];
	readonly types: readonly TypeOutline[];
	/** Absolute paths of the workspace files whose declarations this outline was resolved against. */
	readonly dependencies: readonly string[];
	/** By their file, the names that it takes from other workspace files or hands on from them, not for types alone; `*` for all of them. Absent where that is not known. */
	readonly imports?: Readonly<Record<string, readonly string[]>>;
	/** Changes when something that the file declares for others does (types of attributes and results included); absent where names and kinds tell it. Found when it is asked for. */
	readonly exportDigest?: string;
	/** Functions, its own and other files', that its text names other than to call them: `<file>#<name>`, `<file>#*` for a module as a whole. Absent where nobody asks. */
	readonly mentions?: readonly string[];
	/** What in it only exists for tests, by qualified name, with all that is within (`tests`, `Pool.reset`); absent where its language does not tell. */
	readonly testNames?: readonly string[];
	/** What it tells because a rule asked for it that is off by default. */
	readonly facts?: readonly OptionalFact[];
	/** Facts about the file as a whole that decide in which context its top level runs. */
	readonly role: FileRole;
}

export interface FileRole {
	/** Begins with `#!`. */
	readonly hasShebang: boolean;
	/** Holds the far side of a worker thread (`parentPort`, `self.onmessage`). */
	readonly isWorker: boolean;
	/** The event loops that it takes from libraries, where it is of more than one's: `twisted`, `asyncio`. */
	readonly loops?: readonly ('twisted' | 'asyncio')[];
	/** What runs the async code of a Rust crate, where that is surely not tokio: `compio`, `smol`. Calls that need tokio panic there. */
	readonly runtime?: string;
	/** The whole file only exists for tests, as another file says (`#[cfg(test)] mod checks;`). */
	readonly isTest?: boolean;
	/** A tool writes it anew, as it says itself. */
	readonly isGenerated?: true;
	/** JavaScript that neither takes anything from other files nor gives them anything by its syntax: a page may load it as it stands, and nothing can be imported into it. */
	readonly isScript?: true;
}

/** A class, interface, protocol or trait, by which a call to a declared member finds its implementors. */
export interface TypeOutline {
	/** `<file>#<qualified name>`. */
	readonly id: string;
	readonly span: Span;
	readonly kind: 'class' | 'abstract' | 'interface';
	/** What it extends and implements: ids of workspace types, or symbol names. */
	readonly bases: readonly string[];
	/** The members with a body, by name. A getter and a method of one name cannot both exist. */
	readonly members: Readonly<Record<string, FunctionId>>;
}

/** What outlines only tell of where a rule that is off by default asks for it: whether what is awaited and given back is a promise, and which functions that are not async give one. */
export type OptionalFact = 'awaited-results' | 'promise-functions';

export type FunctionKind = 'module' | 'function' | 'method' | 'constructor' | 'getter' | 'setter' | 'closure' | 'initializer';

export interface FunctionOutline {
	readonly id: FunctionId;
	/** For people: `Pool.create`, `callback of Pool.create`. */
	readonly name: string;
	readonly kind: FunctionKind;
	readonly span: Span;
	/** Where the name is written, or the first token of a function without one. */
	readonly nameSpan: Span;
	readonly isAsync: boolean;
	/** A generator runs nothing when called, only when consumed. */
	readonly isGenerator: boolean;
	/** Reachable from other files or packages by its name. */
	readonly isExported: boolean;
	readonly parameters: readonly Parameter[];
	/** The function in whose text this one is written; absent for the module's top level. */
	readonly enclosing?: FunctionId;
	/** The type it is a member of. */
	readonly owner?: string;
	/** A trait asks for it: whoever has one may call it. Told in Rust, of traits of the workspace and others. */
	readonly isOfTrait?: true;
	/** A method that does nothing and gives nothing or a constant: what an object of a class does that has one of its own, or from another of its bases, is that instead. Told in Python. */
	readonly isEmptyDefault?: true;
	readonly decorators: readonly Callee[];
	/** What surely holds wherever it is there at all (`#[cfg(windows)]`). Told in Rust. */
	readonly requires?: readonly Requirement[];
	/** Something around it says what it gives: the type of its variable, an object that it is a part of, a directive. Told of async functions in TypeScript. */
	readonly isTyped?: true;
	/** It is not async and gives a promise: on every way out, or on some. Told in TypeScript, where a rule asks for it. */
	readonly givesPromise?: 'always' | 'sometimes';
	/** Functions that give a promise, put in its text where a type wants one that gives nothing, other than as arguments. */
	readonly voidSlots?: readonly VoidSlot[];
	/** Functions and parameters that its text gives to components (`<Form onSave={save}>`). Told in TypeScript. */
	readonly attributes?: readonly GivenAttribute[];
	readonly body: Block;
}

/** A function, or what a parameter holds, given to a component by the name of an attribute. */
export interface GivenAttribute {
	/** The value. */
	readonly span: Span;
	/** What the element is of: a function gets its attributes as one object, in its first parameter. */
	readonly component: Callee;
	readonly name: string;
	readonly value: Value;
}

/** A place that is no argument and wants a function that gives nothing: what it gives is dropped. */
export interface VoidSlot {
	/** The value, or the name of a member that is a function by itself. */
	readonly span: Span;
	/** `attribute`: of an element (`onClick={save}`). `result`: returned. `member`: of a class, declared by what that extends or implements. */
	readonly kind: 'attribute' | 'property' | 'variable' | 'result' | 'member';
	/** What the place is called; absent for a result. */
	readonly name?: string;
	readonly value: Value;
}

export interface Parameter {
	readonly name: string;
	readonly span: Span;
	readonly isRest: boolean;
	/** The binding the body uses; absent for a destructured parameter (its parts are bindings of their own). */
	readonly binding?: BindingId;
	readonly default?: Value;
	/** Symbol names or type ids of the declared type, outermost first (`lib#AbortSignal`); empty if unknown. */
	readonly type?: readonly string[];
}
