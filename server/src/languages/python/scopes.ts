/**
 * Which names a file's scopes hold, and what each of them is given, where. Follows Python's own rules: a name that a function assigns anywhere
 * is its own, a class's names are not seen by its methods, a comprehension's variables stay inside.
 */
import type { BindingId } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import {
	blocksIn, expressionsIn, partsOf,
	type CallExpr, type ClassNode, type ComprehensionExpr, type Expr, type FunctionNode, type ImportStmt, type ModuleNode, type Stmt,
} from './syntax/ast.ts';

/** How a value is taken out of another: an item of a tuple by its index, or any one of its items. */
export type Unpacking = readonly (number | '*')[];

/** One thing that gives a name, or an attribute, its value. */
export type Source =
	| { readonly kind: 'value'; readonly value: Expr; readonly path: Unpacking }
	| { readonly kind: 'annotated'; readonly annotation: Expr; readonly value?: Expr }
	| { readonly kind: 'item'; readonly iterated: Expr; readonly isAsync: boolean; readonly path: Unpacking }
	| { readonly kind: 'entered'; readonly value: Expr; readonly isAsync: boolean; readonly path: Unpacking }
	| { readonly kind: 'caught'; readonly classes: readonly Expr[] }
	/** What is known of it in a block: `if isinstance(x, C):`, `case C():`. */
	| { readonly kind: 'narrowed'; readonly classes: readonly Expr[] }
	| { readonly kind: 'parameter'; readonly function: FunctionNode; readonly index: number }
	| { readonly kind: 'function'; readonly function: FunctionNode }
	| { readonly kind: 'class'; readonly class: ClassNode }
	/** `name` absent for `import a.b`, which binds `a` (or `a.b` to an alias). */
	| { readonly kind: 'import'; readonly statement: ImportStmt; readonly module: string; readonly name?: string }
	/** An item that is put into it: `x[k] = value`, `x.append(value)`. */
	| { readonly kind: 'put'; readonly value: Expr; readonly as: 'item' | 'entry' }
	| { readonly kind: 'unknown' };

export interface Definition {
	readonly source: Source;
	/** From here on it holds. */
	readonly at: number;
	/** It holds for certain in the rest of this part of the text. */
	readonly within: Span;
	readonly scope: Scope;
	/** Where the name that is given the value begins. */
	readonly target: number;
}

export interface Variable {
	readonly name: string;
	readonly scope: Scope;
	readonly binding: BindingId;
	/** In the order of the text. */
	readonly definitions: Definition[];
	/** Assigned in a function other than its own. */
	isShared: boolean;
}

export type ScopeKind = 'module' | 'class' | 'function' | 'comprehension';

export class Scope {
	readonly kind: ScopeKind;
	readonly node: ModuleNode | ClassNode | FunctionNode | ComprehensionExpr;
	readonly parent: Scope | undefined;
	readonly variables = new Map<string, Variable>();
	/** For functions and classes: the name in the file, joined with `.`. */
	readonly qualified: string;
	readonly elsewhere = new Map<string, 'global' | 'nonlocal'>();

	constructor(kind: ScopeKind, node: Scope['node'], parent: Scope | undefined, qualified: string) {
		this.kind = kind;
		this.node = node;
		this.parent = parent;
		this.qualified = qualified;
	}

	/** The variable that a name stands for here; undefined for a builtin, or a name that nothing in the file defines. */
	lookup(name: string): Variable | undefined {
		const declared = this.elsewhere.get(name);
		if (declared === 'global') { return this.module.variables.get(name); }
		const own = declared === undefined ? this.variables.get(name) : undefined;
		return own ?? this.parent?.lookupFromWithin(name);
	}

	private lookupFromWithin(name: string): Variable | undefined {
		return this.kind === 'class' ? this.parent?.lookupFromWithin(name) : this.lookup(name);
	}

	get module(): Scope {
		return this.parent?.module ?? this;
	}

	/** The function (or module) whose steps are written here. */
	get function(): Scope {
		return this.kind === 'comprehension' || this.kind === 'class' ? this.parent?.function ?? this : this;
	}

	/** The class that a method is written in. */
	get owner(): Scope | undefined {
		return this.kind === 'function' && this.parent?.kind === 'class' ? this.parent : undefined;
	}
}

/** Everything that one file declares, found in one pass. */
export interface FileScopes {
	readonly module: Scope;
	readonly of: ReadonlyMap<Scope['node'], Scope>;
	/** What each class's methods assign to attributes of `self` (or, in class methods, of `cls`). */
	readonly attributes: ReadonlyMap<ClassNode, ReadonlyMap<string, readonly Definition[]>>;
	/** All imports, wherever they are, with the scope they are in. */
	readonly imports: readonly { readonly statement: ImportStmt; readonly scope: Scope }[];
	readonly bindings: readonly Variable[];
	/** By function that is in no other: from which number on its variables are numbered. */
	readonly firstBindings: ReadonlyMap<FunctionNode, BindingId>;
	/** The calls to something by its bare name, or to a member of `self`, `cls` or `super()`, by that name. */
	readonly calls: ReadonlyMap<string, readonly CallSite[]>;
}

export interface CallSite {
	readonly call: CallExpr;
	readonly scope: Scope;
}

export function scopesOf(module: ModuleNode): FileScopes {
	return new Binder().bind(module);
}

/** Methods that put their argument into the list, set or queue that they are called on, and which argument. */
const putting: Readonly<Record<string, number>> = { append: 0, add: 0, appendleft: 0, insert: 1, put: 0, put_nowait: 0 };

/** What a function's variables are numbered from is a multiple of it, so that one more of them changes no number in the functions behind it. */
const bindingsAtOnce = 32;

class Binder {
	readonly #of = new Map<Scope['node'], Scope>();
	readonly #attributes = new Map<ClassNode, Map<string, Definition[]>>();
	readonly #imports: { statement: ImportStmt; scope: Scope }[] = [];
	readonly #bindings: Variable[] = [];
	#nextBinding = 0;
	readonly #firstBindings = new Map<FunctionNode, BindingId>();
	readonly #taken = new Map<string, number>();
	readonly #calls = new Map<string, CallSite[]>();

	bind(module: ModuleNode): FileScopes {
		const scope = new Scope('module', module, undefined, '');
		this.#of.set(module, scope);
		this.#body(module.body, scope, module);
		return { module: scope, of: this.#of, attributes: this.#attributes, imports: this.#imports, bindings: this.#bindings, firstBindings: this.#firstBindings, calls: this.#calls };
	}

	#unique(name: string): string {
		const count = (this.#taken.get(name) ?? 0) + 1;
		this.#taken.set(name, count);
		return count === 1 ? name : `${name}~${count}`;
	}

	#qualify(name: string, scope: Scope): string {
		const outer = scope.kind === 'comprehension' ? scope.function.qualified : scope.qualified;
		return this.#unique(outer === '' ? name : `${outer}.${name}`);
	}

	/** Functions are gone into after everything around them is known, so that `global` and shared names find their variable. */
	#body(body: readonly Stmt[], scope: Scope, within: Span): void {
		const later: (() => void)[] = [];
		this.#block(body, scope, within, later);
		for (const enter of later) { enter(); }
	}

	#block(body: readonly Stmt[], scope: Scope, within: Span, later: (() => void)[]): void {
		for (const stmt of body) { this.#statement(stmt, scope, within, later); }
	}

	#statement(stmt: Stmt, scope: Scope, within: Span, later: (() => void)[]): void {
		for (const expr of expressionsIn(stmt)) { this.#expression(expr, scope, within, later); }
		switch (stmt.kind) {
			case 'function': this.#define(stmt.name, { kind: 'function', function: stmt }, stmt.start, within, scope, stmt.nameSpan.start); this.#function(stmt, scope, later); break;
			case 'class': this.#define(stmt.name, { kind: 'class', class: stmt }, stmt.end, within, scope); this.#class(stmt, scope, later); break;
			case 'scope': for (const name of stmt.names) { scope.elsewhere.set(name, stmt.declares); } break;
			case 'import': this.#import(stmt, scope, within); break;
			case 'assign': this.#assign(stmt, scope, within); break;
			case 'for':
				this.#target(stmt.target, (path) => ({ kind: 'item', iterated: stmt.iterated, isAsync: stmt.isAsync, path }), stmt.body.start, stmt.body, scope);
				break;
			case 'with':
				for (const { value, target } of stmt.items) {
					if (target !== undefined) { this.#target(target, (path) => ({ kind: 'entered', value, isAsync: stmt.isAsync, path }), target.end, within, scope); }
				}
				break;
			case 'try':
				for (const handler of stmt.handlers) {
					if (handler.alias !== undefined) { this.#define(handler.alias.name, { kind: 'caught', classes: handler.caught }, handler.alias.start, handler, scope); }
				}
				break;
			case 'if': case 'while': this.#narrow(stmt.test, stmt.kind === 'if' ? stmt.whenTrue : stmt.body, scope); break;
			case 'assert': for (const value of stmt.values) { this.#narrow(value, { start: stmt.end, end: within.end }, scope); } break;
			case 'match':
				for (const each of stmt.cases) {
					for (const capture of each.captures) { this.#define(capture.name, { kind: 'unknown' }, capture.start, each, scope); }
					if (stmt.subject.kind === 'name' && each.classes.length > 0) { this.#define(stmt.subject.name, { kind: 'narrowed', classes: each.classes }, each.block.start, each.block, scope); }
				}
				break;
			default:
		}
		for (const block of blocksIn(stmt)) { this.#block(block.body, scope, block, later); }
	}

	#assign(stmt: Extract<Stmt, { kind: 'assign' }>, scope: Scope, within: Span): void {
		const { annotation, value } = stmt;
		for (const target of stmt.targets) {
			if (annotation !== undefined) {
				this.#target(target, () => ({ kind: 'annotated', annotation, ...(value && { value }) }), stmt.end, within, scope);
			} else if (stmt.operator !== undefined) {
				// `x += y` keeps what x is.
				if (target.kind === 'name' && this.#variable(target.name, scope).definitions.length === 0) { this.#target(target, () => ({ kind: 'unknown' }), stmt.end, within, scope); }
			} else if (value !== undefined) { this.#target(target, (path) => ({ kind: 'value', value, path }), stmt.end, within, scope); }
		}
	}

	/** Defines what a target of an assignment, a loop or a `with` binds. */
	#target(target: Expr, sourceOf: (path: Unpacking) => Source, at: number, within: Span, scope: Scope, path: Unpacking = []): void {
		switch (target.kind) {
			case 'name': this.#define(target.name, sourceOf(path), at, within, scope, target.start); return;
			case 'tuple': case 'list': {
				const star = target.items.findIndex((each) => each.kind === 'starred');
				for (const [index, item] of target.items.entries()) {
					this.#target(item, sourceOf, at, within, scope, [...path, star >= 0 && index > star ? '*' : index]);
				}
				return;
			}
			case 'starred': if (target.value.kind === 'name') { this.#define(target.value.name, { kind: 'unknown' }, at, within, scope, target.value.start); } return;
			case 'attribute': this.#attribute(target, sourceOf(path), at, within, scope); return;
			case 'subscript': {
				const source = sourceOf(path);
				if (source.kind === 'value' && source.path.length === 0) { this.#put(target.object, { kind: 'put', value: source.value, as: 'entry' }, at, within, scope); }
				return;
			}
			default:
		}
	}

	#put(container: Expr, source: Source, at: number, within: Span, scope: Scope): void {
		if (container.kind === 'attribute') { this.#attribute(container, source, at, within, scope); }
		if (container.kind === 'name') { scope.lookup(container.name)?.definitions.push({ source, at, within, scope, target: at }); }
	}

	#define(name: string, source: Source, at: number, within: Span, scope: Scope, target = at): void {
		const variable = this.#variable(name, scope);
		if (variable.scope.function !== scope.function) { variable.isShared = true; }
		variable.definitions.push({ source, at, within, scope, target });
	}

	#variable(name: string, scope: Scope): Variable {
		const declared = scope.elsewhere.get(name);
		const home = declared === 'global' ? scope.module : scope;
		const known = declared === 'nonlocal' ? scope.lookup(name) : home.variables.get(name);
		if (known !== undefined) { return known; }
		const variable: Variable = { name, scope: home, binding: this.#nextBinding++, definitions: [], isShared: false };
		this.#bindings.push(variable);
		home.variables.set(name, variable);
		return variable;
	}

	/** `self.x = …` in a method, or in a function written in one. */
	#attribute(target: Expr, source: Source, at: number, within: Span, scope: Scope): void {
		if (target.kind !== 'attribute' || target.object.kind !== 'name') { return; }
		const receiver = scope.lookup(target.object.name);
		const owner = receiver && ownerOfSelf(receiver);
		if (owner === undefined) { return; }
		let known = this.#attributes.get(owner);
		if (known === undefined) { this.#attributes.set(owner, known = new Map()); }
		const list = known.get(target.name);
		const definition: Definition = { source, at, within, scope, target: target.start };
		if (list === undefined) { known.set(target.name, [definition]); } else { list.push(definition); }
	}

	#import(stmt: ImportStmt, scope: Scope, within: Span): void {
		this.#imports.push({ statement: stmt, scope });
		for (const { name, alias } of stmt.names) {
			if (stmt.from !== undefined) {
				this.#define(alias ?? name, { kind: 'import', statement: stmt, module: stmt.from, name }, stmt.end, within, scope);
			} else {
				const first = name.split('.')[0] ?? name;
				this.#define(alias ?? first, { kind: 'import', statement: stmt, module: alias === undefined ? first : name }, stmt.end, within, scope);
			}
		}
	}

	/** `if isinstance(x, C) and …:` tells what `x` is in the block. */
	#narrow(test: Expr, block: Span, scope: Scope): void {
		if (test.kind === 'boolean' && test.operator === 'and') {
			this.#narrow(test.left, block, scope);
			this.#narrow(test.right, block, scope);
			return;
		}
		if (test.kind !== 'call' || test.callee.kind !== 'name' || test.callee.name !== 'isinstance') { return; }
		const [subject, classes] = test.args;
		if (subject?.value.kind !== 'name' || classes === undefined) { return; }
		const variable = scope.lookup(subject.value.name);
		const named = classes.value.kind === 'tuple' ? classes.value.items : [classes.value];
		if (variable?.scope.function === scope.function) { variable.definitions.push({ source: { kind: 'narrowed', classes: named }, at: block.start, within: block, scope, target: block.start }); }
	}

	#function(node: FunctionNode, outer: Scope, later: (() => void)[]): void {
		const scope = new Scope('function', node, outer, this.#qualify(node.name, outer));
		this.#of.set(node, scope);
		later.push(() => {
			if (outer.function.kind === 'module') {
				this.#nextBinding = Math.ceil(this.#nextBinding / bindingsAtOnce) * bindingsAtOnce;
				this.#firstBindings.set(node, this.#nextBinding);
			}
			for (const [index, parameter] of node.parameters.entries()) { this.#define(parameter.name, { kind: 'parameter', function: node, index }, node.start, node, scope); }
			this.#declare(node.body, scope);
			this.#body(node.body, scope, node);
		});
	}

	/** `global` and `nonlocal` hold for the whole function, wherever they stand. */
	#declare(body: readonly Stmt[], scope: Scope): void {
		for (const stmt of body) {
			if (stmt.kind === 'scope') { for (const name of stmt.names) { scope.elsewhere.set(name, stmt.declares); } }
			for (const block of blocksIn(stmt)) { this.#declare(block.body, scope); }
		}
	}

	#class(node: ClassNode, outer: Scope, later: (() => void)[]): void {
		const scope = new Scope('class', node, outer, this.#qualify(node.name, outer));
		this.#of.set(node, scope);
		this.#block(node.body, scope, node, later);
	}

	#expression(expr: Expr, scope: Scope, within: Span, later: (() => void)[]): void {
		switch (expr.kind) {
			case 'name': case 'constant': return;
			case 'lambda':
				for (const each of expr.function.parameters) { if (each.default !== undefined) { this.#expression(each.default, scope, within, later); } }
				this.#function(expr.function, scope, later);
				return;
			case 'comprehension': this.#comprehension(expr, scope, later); return;
			case 'walrus': {
				let home = scope;
				while (home.kind === 'comprehension' && home.parent !== undefined) { home = home.parent; }
				this.#expression(expr.value, scope, within, later);
				this.#define(expr.target.name, { kind: 'value', value: expr.value, path: [] }, expr.end, within, home, expr.target.start);
				return;
			}
			case 'call':
				this.#callSite(expr, scope);
				this.#puttingCall(expr, scope, within);
				break;
			default:
		}
		for (const part of partsOf(expr)) { this.#expression(part, scope, within, later); }
	}

	#callSite(call: CallExpr, scope: Scope): void {
		const name = plainlyCalled(call.callee);
		if (name === undefined) { return; }
		const sites = this.#calls.get(name);
		if (sites === undefined) { this.#calls.set(name, [{ call, scope }]); } else { sites.push({ call, scope }); }
	}

	/** `self.items.append(value)` tells what the items are. */
	#puttingCall(call: CallExpr, scope: Scope, within: Span): void {
		const { callee } = call;
		if (callee.kind !== 'attribute' || !Object.hasOwn(putting, callee.name)) { return; }
		const item = call.args[putting[callee.name] ?? 0];
		if (item !== undefined && item.spread === undefined) { this.#put(callee.object, { kind: 'put', value: item.value, as: 'item' }, call.end, within, scope); }
	}

	#comprehension(expr: ComprehensionExpr, outer: Scope, later: (() => void)[]): void {
		const scope = new Scope('comprehension', expr, outer, outer.function.qualified);
		this.#of.set(expr, scope);
		for (const [index, clause] of expr.clauses.entries()) {
			if (clause.kind === 'if') {
				this.#expression(clause.test, scope, expr, later);
				this.#narrow(clause.test, expr, scope);
				continue;
			}
			// The first thing that is gone through is looked up outside.
			this.#expression(clause.iterated, index === 0 ? outer : scope, expr, later);
			this.#target(clause.target, (path) => ({ kind: 'item', iterated: clause.iterated, isAsync: clause.isAsync, path }), expr.start, expr, scope);
		}
		for (const each of expr.element) { this.#expression(each, scope, expr, later); }
	}
}

/** The name in `f()`, `self.f()`, `cls.f()` and `super().f()`. */
export function plainlyCalled(callee: Expr): string | undefined {
	if (callee.kind === 'name') { return callee.name; }
	if (callee.kind !== 'attribute') { return undefined; }
	const { object } = callee;
	const isOwn = object.kind === 'name' ? object.name === 'self' || object.name === 'cls' : object.kind === 'call' && object.callee.kind === 'name' && object.callee.name === 'super';
	return isOwn ? callee.name : undefined;
}

/** The class whose instance (or which itself) a parameter named `self` (or `cls`) is. */
export function ownerOfSelf(variable: Variable): ClassNode | undefined {
	const { scope } = variable;
	const first = variable.definitions[0]?.source;
	if (scope.kind !== 'function' || first?.kind !== 'parameter' || first.index !== 0 || scope.owner === undefined) { return undefined; }
	const { decorators } = first.function;
	return decorators.some((each) => each.kind === 'name' && each.name === 'staticmethod') ? undefined : scope.owner.node as ClassNode;
}

/** The definitions that may hold where a name is used, in the order of the text: the last that surely came before, and what may have come since. */
export function definitionsAt(variable: Variable, at: number, from: Scope): readonly Definition[] {
	const all = variable.definitions;
	if (all.length <= 1) { return all; }
	// Who looks from another function sees what it holds in the end.
	if (from.function !== variable.scope.function) { return all.filter((each) => each.source.kind !== 'narrowed'); }
	const reaching: Definition[] = [];
	for (let index = all.length - 1; index >= 0; index--) {
		const each = all[index] as Definition;
		const covers = each.within.start <= at && at <= each.within.end;
		if (each.at > at || each.source.kind === 'narrowed' && !covers) { continue; }
		reaching.push(each);
		if (covers && each.source.kind !== 'put') { break; }
	}
	if (reaching.some((each) => each.source.kind !== 'put')) { return reaching.reverse(); }
	const others = all.filter((each) => each.source.kind !== 'narrowed');
	return others.length > 0 ? others : all;
}

/** True if a node is written inside a function's text. */
export function isInside(scope: Scope, span: Span): boolean {
	return contains(scope.node, span);
}
