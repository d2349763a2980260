/** What one file declares and where it can be seen: items by name, local variables by binding. Found in one pass over its syntax. */
import type { BindingId } from '../../outline/model.ts';
import { mayBeThere } from './configuration.ts';
import type { BlockNode, CallExpr, Expr, FunctionNode, Generic, IdentPattern, ImplNode, Item, MethodExpr, ModNode, PathExpr, Pattern, SourceNode, Stmt, TraitNode, TypeNode, UsedName } from './syntax/ast.ts';

/** Where items are looked up by their names. A module sees nothing of what is around it. */
export class ItemScope {
	readonly kind: 'module' | 'block' | 'type' | 'function';
	readonly parent: ItemScope | undefined;
	/** With the names around it, joined by dots. */
	readonly qualified: string;
	/** The module's own node; absent for a file. */
	readonly module: ModNode | undefined;
	/** What `Self` stands for in a `type` scope. */
	readonly self: ImplNode | TraitNode | undefined;
	readonly items = new Map<string, Item[]>();
	readonly impls: ImplNode[] = [];
	readonly generics = new Map<string, Generic>();
	readonly uses = new Map<string, { readonly used: UsedName; readonly isPublic: boolean }[]>();
	readonly globs: UsedName[] = [];
	/** Files whose items stand in it by `include!`, relative to this one. */
	readonly includes: string[] = [];
	/** By what is written in it: the scopes of modules, types and their parts. */
	readonly inner = new Map<Item | BlockNode, ItemScope>();
	/** The file's own scope. */
	readonly root: ItemScope;

	constructor(kind: ItemScope['kind'], parent: ItemScope | undefined, qualified: string, module?: ModNode, self?: ImplNode | TraitNode) {
		this.kind = kind;
		this.parent = parent;
		this.qualified = qualified;
		this.module = module;
		this.self = self;
		this.root = parent?.root ?? this;
	}

	/** The module that this is written in. */
	get home(): ItemScope { return this.kind === 'module' || this.parent === undefined ? this : this.parent.home; }

	/** True for test code by its own attributes or those of a module around it in this file. */
	get isTest(): boolean { return this.module !== undefined && isForTests(this.module) || (this.parent?.isTest ?? false); }
}

/** A function, closure or async block. */
export interface FunctionScope {
	readonly node: FunctionNode;
	/** The id's part behind the file. */
	readonly qualified: string;
	/** The function in whose text it is written. */
	readonly parent: FunctionScope | undefined;
	/** Where names in it are looked up. */
	readonly scope: ItemScope;
	/** The `impl` or trait that it is a member of. */
	readonly owner: ImplNode | TraitNode | undefined;
	readonly isTest: boolean;
	/** By the order of its parameters; none for a pattern. */
	readonly parameters: (Variable | undefined)[];
	self?: Variable;
}

/** One way into a value that a pattern takes apart. */
export type Step =
	| { readonly kind: 'tuple'; readonly index: number }
	| { readonly kind: 'item' }
	| { readonly kind: 'variant'; readonly pattern: Extract<Pattern, { kind: 'tupleStruct' }>; readonly index: number }
	| { readonly kind: 'field'; readonly pattern: Extract<Pattern, { kind: 'struct' }>; readonly name: string };

export type Source =
	| { readonly kind: 'self' }
	| { readonly kind: 'parameter'; readonly type: TypeNode | undefined; readonly index: number; readonly path: readonly Step[] }
	| { readonly kind: 'value'; readonly type?: TypeNode; readonly value?: Expr; readonly path: readonly Step[] }
	/** What a loop goes through. */
	| { readonly kind: 'each'; readonly iterated: Expr; readonly path: readonly Step[] };

export interface Variable {
	readonly name: string;
	readonly binding: BindingId;
	readonly function: FunctionScope | undefined;
	readonly scope: ItemScope;
	readonly source: Source;
	/** Values that it gets later on. */
	readonly assigned: Expr[];
	/** Where it was declared. */
	readonly at: number;
}

export interface FileScopes {
	readonly root: ItemScope;
	readonly functions: ReadonlyMap<FunctionNode, FunctionScope>;
	/** Which variable a name is. */
	readonly refs: ReadonlyMap<PathExpr, Variable>;
	readonly declared: ReadonlyMap<IdentPattern, Variable>;
	readonly variables: readonly Variable[];
	/** The call that a closure is an argument of. */
	readonly givenTo: ReadonlyMap<FunctionNode, { readonly call: CallExpr | MethodExpr; readonly index: number }>;
	readonly scopeOf: ReadonlyMap<BlockNode, ItemScope>;
}

export function scopesOf(source: SourceNode): FileScopes {
	return new Binder().bind(source);
}

/** `#[cfg(test)]`, `#[test]`, `#[tokio::test]`. */
export function isForTests({ attributes }: { readonly attributes: readonly { readonly path: string; readonly text: string }[] }): boolean {
	return attributes.some(({ path, text }) => (path === 'cfg' ? /\btest(?:s|ing)?\b/.test(text.replaceAll(/\bnot\s*\([^()]*\)/g, '')) : /(?:^|::)(?:test|rstest|test_case|proptest|bench|quickcheck|wasm_bindgen_test)$/.test(path)));
}

/** A name of a constant, variant or type begins with a capital, one of a variable does not. */
export function isConstantName(name: string): boolean {
	return /^[A-Z]/.test(name);
}

type Frame = Map<string, Variable>;

class Binder {
	readonly #functions = new Map<FunctionNode, FunctionScope>();
	readonly #refs = new Map<PathExpr, Variable>();
	readonly #declared = new Map<IdentPattern, Variable>();
	readonly #variables: Variable[] = [];
	readonly #givenTo = new Map<FunctionNode, { call: CallExpr | MethodExpr; index: number }>();
	readonly #scopeOf = new Map<BlockNode, ItemScope>();
	readonly #taken = new Map<string, number>();
	#frames: Frame[] = [];
	#function: FunctionScope | undefined;

	bind(source: SourceNode): FileScopes {
		const root = new ItemScope('module', undefined, '');
		this.#items(source.items, root);
		return { root, functions: this.#functions, refs: this.#refs, declared: this.#declared, variables: this.#variables, givenTo: this.#givenTo, scopeOf: this.#scopeOf };
	}

	#qualify(name: string, outer: string): string {
		const whole = outer === '' ? name : `${outer}.${name}`;
		const count = (this.#taken.get(whole) ?? 0) + 1;
		this.#taken.set(whole, count);
		return count === 1 ? whole : `${whole}~${count}`;
	}

	/** Declares the items of one place, then goes into them. */
	#items(items: readonly Item[], scope: ItemScope): void {
		for (const item of items) { this.#declare(item, scope); }
		for (const item of items) { this.#enter(item, scope); }
	}

	#declare(item: Item, scope: ItemScope): void {
		if (item.kind === 'impl') { scope.impls.push(item); return; }
		if (item.kind === 'use') {
			for (const used of item.names) {
				if (used.name === '*') { scope.globs.push(used); continue; }
				const list = scope.uses.get(used.name) ?? [];
				list.push({ used, isPublic: item.isPublic });
				scope.uses.set(used.name, list);
			}
			return;
		}
		if (item.kind === 'include') { scope.includes.push(item.path); return; }
		const list = scope.items.get(item.name);
		// Of several of one name, the one that most builds have comes first.
		if (list === undefined) { scope.items.set(item.name, [item]); } else if (list.every((each) => !mayBeThere(each)) && mayBeThere(item)) { list.unshift(item); } else { list.push(item); }
	}

	#enter(item: Item, scope: ItemScope): void {
		switch (item.kind) {
			case 'mod': {
				const inner = new ItemScope('module', scope, scope.qualified === '' ? item.name : `${scope.qualified}.${item.name}`, item);
				scope.inner.set(item, inner);
				if (item.items !== undefined) { this.#items(item.items, inner); }
				return;
			}
			case 'impl': case 'trait': {
				const name = item.kind === 'trait' ? item.name : nameOfType(item.type);
				const inner = new ItemScope('type', scope, scope.qualified === '' ? name : `${scope.qualified}.${name}`, undefined, item);
				for (const each of item.generics) { inner.generics.set(each.name, each); }
				scope.inner.set(item, inner);
				for (const each of item.items) { if (each.kind !== 'function') { this.#declare(each, inner); } }
				for (const each of item.items) { if (each.kind === 'function') { this.#item(each, inner, item); } }
				return;
			}
			case 'struct': case 'enum': case 'alias': {
				const inner = new ItemScope('type', scope, scope.qualified === '' ? item.name : `${scope.qualified}.${item.name}`);
				for (const each of item.generics) { inner.generics.set(each.name, each); }
				scope.inner.set(item, inner);
				return;
			}
			case 'function': this.#item(item, scope, undefined); return;
			case 'const': if (item.value !== undefined) { this.#apart(() => this.#expression(item.value as Expr, scope)); } return;
			default:
		}
	}

	/** A function that is an item sees no variables around it. */
	#item(node: FunctionNode, scope: ItemScope, owner: ImplNode | TraitNode | undefined): void {
		this.#apart(() => this.#body(node, scope, owner, undefined));
	}

	#apart(visit: () => void): void {
		const [frames, around] = [this.#frames, this.#function];
		this.#frames = [new Map()];
		visit();
		this.#frames = frames;
		this.#function = around;
	}

	#body(node: FunctionNode, outer: ItemScope, owner: ImplNode | TraitNode | undefined, parent: FunctionScope | undefined): void {
		const qualified = this.#qualify(node.name, parent?.qualified ?? outer.qualified);
		const inner = node.form === 'item' ? new ItemScope('function', outer, qualified) : outer;
		for (const each of node.generics) { inner.generics.set(each.name, each); }
		const scope: FunctionScope = { node, qualified, parent, scope: inner, owner, isTest: isForTests(node) || outer.isTest || parent?.isTest === true || owner !== undefined && isForTests(owner), parameters: [] };
		this.#functions.set(node, scope);
		const around = this.#function;
		this.#function = scope;
		this.#within(() => {
			if (node.hasSelf) { scope.self = this.#variable('self', inner, { kind: 'self' }, node.start); }
			for (const [index, parameter] of node.parameters.entries()) {
				this.#pattern(parameter.pattern, (path) => ({ kind: 'parameter', type: parameter.type, index, path }), inner);
				scope.parameters.push(parameter.pattern.kind === 'ident' ? this.#declared.get(parameter.pattern) : undefined);
			}
			if (node.body !== undefined) { this.#block(node.body, inner); }
		});
		this.#function = around;
	}

	#within(visit: () => void): void {
		this.#frames.push(new Map());
		visit();
		this.#frames.pop();
	}

	#variable(name: string, scope: ItemScope, source: Source, at: number): Variable {
		const variable: Variable = { name, binding: this.#variables.length, function: this.#function, scope, source, assigned: [], at };
		this.#variables.push(variable);
		this.#frames.at(-1)?.set(name, variable);
		return variable;
	}

	#lookup(name: string): Variable | undefined {
		for (let index = this.#frames.length - 1; index >= 0; index--) {
			const found = this.#frames[index]?.get(name);
			if (found !== undefined) { return found; }
		}
		return undefined;
	}

	#pattern(pattern: Pattern, sourceOf: (path: readonly Step[]) => Source, scope: ItemScope, path: readonly Step[] = []): void {
		switch (pattern.kind) {
			case 'ident':
				if (!isConstantName(pattern.name)) { this.#declared.set(pattern, this.#variable(pattern.name, scope, sourceOf(path), pattern.start)); }
				if (pattern.inner !== undefined) { this.#pattern(pattern.inner, sourceOf, scope, path); }
				return;
			case 'tuple': for (const [index, each] of pattern.items.entries()) { this.#pattern(each, sourceOf, scope, [...path, { kind: 'tuple', index }]); } return;
			case 'slice': for (const each of pattern.items) { this.#pattern(each, sourceOf, scope, [...path, { kind: 'item' }]); } return;
			// All of them bind the same names.
			case 'or': {
				const [first, ...rest] = pattern.items;
				if (first !== undefined) { this.#pattern(first, sourceOf, scope, path); }
				for (const each of rest) { this.#same(each); }
				return;
			}
			case 'tupleStruct': for (const [index, each] of pattern.items.entries()) { this.#pattern(each, sourceOf, scope, [...path, { kind: 'variant', pattern, index }]); } return;
			case 'struct': for (const each of pattern.fields) { this.#pattern(each.pattern, sourceOf, scope, [...path, { kind: 'field', pattern, name: each.name }]); } return;
			default:
		}
	}

	#same(pattern: Pattern): void {
		if (pattern.kind === 'ident') {
			const known = this.#lookup(pattern.name);
			if (known !== undefined && !isConstantName(pattern.name)) { this.#declared.set(pattern, known); }
		} else if (pattern.kind === 'struct') { for (const each of pattern.fields) { this.#same(each.pattern); } } else if ('items' in pattern) { for (const each of pattern.items) { this.#same(each); } }
	}

	#block(node: BlockNode, outer: ItemScope): void {
		const items = node.statements.flatMap((each) => (each.kind === 'item' ? [each.item] : []));
		let scope = outer;
		if (items.length > 0) {
			scope = new ItemScope('block', outer, this.#function?.qualified ?? outer.qualified);
			this.#scopeOf.set(node, scope);
			outer.inner.set(node, scope);
		}
		this.#within(() => {
			this.#items(items, scope);
			for (const each of node.statements) { this.#statement(each, scope); }
			if (node.tail !== undefined) { this.#expression(node.tail, scope); }
		});
	}

	#statement(stmt: Stmt, scope: ItemScope): void {
		if (stmt.kind === 'expression') { this.#expression(stmt.value, scope); return; }
		if (stmt.kind === 'item') { return; }
		const { value, type, orElse } = stmt;
		if (value !== undefined) { this.#expression(value, scope); }
		if (orElse !== undefined) { this.#block(orElse, scope); }
		this.#pattern(stmt.pattern, (path) => ({ kind: 'value', ...(type && { type }), ...(value && { value }), path }), scope);
	}

	#expression(expr: Expr, scope: ItemScope): void {
		const visit = (each: Expr): void => this.#expression(each, scope);
		switch (expr.kind) {
			case 'path': {
				const [only, ...more] = expr.path.segments;
				const variable = only === undefined || more.length > 0 || expr.path.qself !== undefined ? undefined : this.#lookup(only.name);
				if (variable !== undefined) { this.#refs.set(expr, variable); }
				return;
			}
			case 'closure': this.#body(expr.function, scope, undefined, this.#function); return;
			case 'call': case 'method':
				for (const [index, each] of expr.args.entries()) { if (each.kind === 'closure') { this.#givenTo.set(each.function, { call: expr, index }); } }
				break;
			case 'block': this.#block(expr.block, scope); return;
			case 'if':
				this.#within(() => {
					visit(expr.test);
					this.#block(expr.whenTrue, scope);
				});
				if (expr.orElse !== undefined) { visit(expr.orElse); }
				return;
			case 'let':
				visit(expr.value);
				this.#pattern(expr.pattern, (path) => ({ kind: 'value', value: expr.value, path }), scope);
				return;
			case 'match':
				visit(expr.subject);
				for (const arm of expr.arms) {
					this.#within(() => {
						this.#pattern(arm.pattern, (path) => ({ kind: 'value', value: expr.subject, path }), scope);
						if (arm.guard !== undefined) { visit(arm.guard); }
						visit(arm.value);
					});
				}
				return;
			case 'loop':
				if (expr.iterated !== undefined) { visit(expr.iterated); }
				this.#within(() => {
					if (expr.test !== undefined) { visit(expr.test); }
					const { iterated } = expr;
					if (expr.pattern !== undefined && iterated !== undefined) { this.#pattern(expr.pattern, (path) => ({ kind: 'each', iterated, path }), scope); }
					this.#block(expr.body, scope);
				});
				return;
			case 'select':
				for (const arm of expr.arms) {
					visit(arm.future);
					this.#within(() => {
						if (arm.guard !== undefined) { visit(arm.guard); }
						const value: Expr = { kind: 'await', start: arm.future.start, end: arm.future.end, value: arm.future };
						if (arm.pattern !== undefined) { this.#pattern(arm.pattern, (path) => ({ kind: 'value', value, path }), scope); }
						visit(arm.handler);
					});
				}
				if (expr.orElse !== undefined) { visit(expr.orElse); }
				return;
			case 'assign': {
				for (const part of [expr.right, expr.left]) { visit(part); }
				const variable = expr.left.kind === 'path' ? this.#refs.get(expr.left) : undefined;
				if (variable !== undefined && expr.operator === undefined) { variable.assigned.push(expr.right); }
				return;
			}
			default:
		}
		for (const each of partsOf(expr)) { visit(each); }
	}
}

/** The last name of a type, for ids: `Foo` of `a::Foo<T>`. */
export function nameOfType(type: TypeNode): string {
	switch (type.kind) {
		case 'path': return type.path.segments.at(-1)?.name ?? '<type>';
		case 'reference': return nameOfType(type.to);
		case 'bounds': return type.bounds[0] === undefined ? '<type>' : nameOfType(type.bounds[0]);
		case 'slice': return '[]';
		case 'tuple': return '()';
		default: return '<type>';
	}
}

const none: readonly never[] = [];

/** The expressions right inside an expression that are evaluated with it, in their order; none for those that have scopes of their own. */
export function partsOf(expr: Expr): readonly Expr[] {
	switch (expr.kind) {
		case 'call': return [expr.callee, ...expr.args];
		case 'method': return [expr.object, ...expr.args];
		case 'macro': return [...expr.args, ...expr.mentions];
		case 'field': return [expr.object];
		case 'index': return [expr.object, expr.index];
		case 'await': case 'try': case 'unary': case 'reference': case 'cast': return [expr.value];
		case 'jump': return expr.value === undefined ? none : [expr.value];
		case 'binary': return [expr.left, expr.right];
		case 'struct': return [...expr.fields.map((each) => each.value), ...(expr.base === undefined ? [] : [expr.base])];
		case 'tuple': case 'array': return expr.items;
		case 'range': case 'other': return expr.parts;
		default: return none;
	}
}
