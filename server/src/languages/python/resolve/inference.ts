/**
 * What expressions are: follows names through scopes, imports and classes, and values through assignments, annotations and calls. No type
 * checker: what cannot be told stays unknown, and a name alone is never taken for what it might be.
 */
import { definitionsAt, type Definition, type Scope, type Unpacking, type Variable } from '../scopes.ts';
import type { ComprehensionExpr, Expr, FunctionNode } from '../syntax/ast.ts';
import { Annotations } from './annotations.ts';
import { builtinMembers } from './builtins.ts';
import { Calls } from './calls.ts';
import { Classes, isOverload, isStatic, type ClassIndex } from './classes.ts';
import { GivenArguments } from './givenArguments.ts';
import { Imports } from './imports.ts';
import { attributes, awaitables, iterables, mappings, results } from './library.ts';
import { typeFromText } from './typeText.ts';
import { dynamic, mapType, missing, none, outside, present, union, unknown, type FunctionInfo, type Type } from './types.ts';
import type { Workspace } from './workspace.ts';

/** What was found of an expression; no type while it is being looked at. */
interface Found { type: Type | undefined }

const text = outside('builtins#str');
const bytes = outside('builtins#bytes');
const truth = outside('builtins#bool');
const whole = outside('builtins#int');
const float = outside('builtins#float');

export class Inference {
	readonly workspace: Workspace;
	/** What the catalogue says a call to something outside gives. */
	readonly resultTypeOf: (symbol: string) => string | undefined;
	readonly classIndex: ClassIndex;
	readonly imports = new Imports(this);
	readonly annotations = new Annotations(this);
	readonly classes = new Classes(this);
	readonly calls = new Calls(this);
	readonly #givenArguments = new GivenArguments(this);
	readonly #types = new Map<Expr, Found>();
	/** The definitions that are being looked at, each for the one before it. */
	readonly #pending: Definition[] = [];
	/** How many expressions and definitions are being looked at. */
	#depth = 0;
	/** How often a circle was cut so far: what was found meanwhile may not be all. */
	cuts = 0;

	constructor(workspace: Workspace, resultTypeOf: (symbol: string) => string | undefined, classIndex: ClassIndex) {
		this.workspace = workspace;
		this.resultTypeOf = resultTypeOf;
		this.classIndex = classIndex;
	}

	/** The type of an expression that is written in a scope. */
	readonly typeOf = (expr: Expr, scope: Scope): Type => {
		if (expr.kind === 'constant') { return constantType(expr.value, expr.isBytes === true); }
		const known = this.#types.get(expr);
		if (known !== undefined) { return known.type ?? this.#cut(); }
		const found: Found = { type: undefined };
		this.#types.set(expr, found);
		this.#depth++;
		const { cuts } = this;
		let type: Type | undefined;
		try {
			type = this.#find(expr, scope);
			return type;
		} finally {
			// What was found half-way round a circle may be more when it is asked from elsewhere.
			if (type !== undefined && (type.kind !== 'any' || this.cuts === cuts || this.#depth === 1)) { found.type = type; } else { this.#types.delete(expr); }
			this.#depth--;
		}
	};

	#cut(): Type {
		this.cuts++;
		return unknown;
	}

	#find(expr: Expr, scope: Scope): Type {
		switch (expr.kind) {
			case 'name': return this.#name(expr.name, expr.start, scope);
			case 'attribute': return this.member(this.typeOf(expr.object, scope), expr.name);
			case 'call': return this.calls.result(this.typeOf(expr.callee, scope), expr, scope);
			case 'await': return this.awaited(this.typeOf(expr.value, scope));
			case 'subscript': return this.#subscript(expr, scope);
			case 'constant': return constantType(expr.value, expr.isBytes === true);
			case 'template': return text;
			case 'conditional': return union([this.typeOf(expr.whenTrue, scope), this.typeOf(expr.orElse, scope)]);
			case 'boolean': return expr.operator === 'or' ? union([present(this.typeOf(expr.left, scope)), this.typeOf(expr.right, scope)]) : this.typeOf(expr.right, scope);
			case 'not': case 'compare': return truth;
			case 'walrus': return this.typeOf(expr.value, scope);
			case 'lambda': return { kind: 'function', function: this.workspace.functionOf(expr.function, this.workspace.sourceOf(scope)) };
			case 'binary': return this.#binary(expr.operator, expr.left, expr.right, scope);
			case 'list': case 'set': return outside(`builtins#${expr.kind}`, ...this.#joined(expr.items, scope));
			case 'tuple': return outside('builtins#tuple', ...expr.items.map((each) => this.typeOf(each, scope)));
			case 'dict': return outside('builtins#dict', ...this.#entries(expr.entries, scope));
			case 'comprehension': return this.#comprehension(expr, scope);
			case 'starred': return this.elementOf(this.typeOf(expr.value, scope));
			case 'yield': case 'slice': case 'other': return unknown;
		}
	}

	#joined(items: readonly Expr[], scope: Scope): Type[] {
		if (items.length === 0) { return []; }
		// Long tables are all of a kind.
		return [union(items.slice(0, 8).map((each) => this.typeOf(each, scope)))];
	}

	#entries(entries: readonly { readonly key?: Expr; readonly value: Expr }[], scope: Scope): Type[] {
		const first = entries.slice(0, 8);
		if (first.length === 0) { return []; }
		return [union(first.map((each) => (each.key === undefined ? unknown : this.typeOf(each.key, scope)))), union(first.map((each) => (each.key === undefined ? this.#mapped(this.typeOf(each.value, scope)) : this.typeOf(each.value, scope))))];
	}

	#mapped(type: Type): Type {
		return type.kind === 'outside' && mappings.has(type.symbol) ? type.args[1] ?? unknown : unknown;
	}

	#comprehension(expr: ComprehensionExpr, outer: Scope): Type {
		const scope = this.workspace.sourceOf(outer).scopes.of.get(expr) ?? outer;
		const element = expr.element.map((each) => this.typeOf(each, scope));
		if (expr.makes === 'generator') { return outside(expr.clauses.some((each) => each.kind === 'for' && each.isAsync) ? 'typing#AsyncGenerator' : 'typing#Generator', ...element); }
		return outside(`builtins#${expr.makes}`, ...element);
	}

	#binary(operator: string, left: Expr, right: Expr, scope: Scope): Type {
		const a = this.typeOf(left, scope);
		if (operator === '|' && (a.kind === 'class' || a.kind === 'form' || a.kind === 'symbol' && isTypeLike(this.typeOf(right, scope)))) {
			return { kind: 'form', of: union([this.annotations.instanceOf(a), this.annotations.instanceOf(this.typeOf(right, scope))]) };
		}
		if (a.kind === 'outside') {
			if (operator === '/' && a.symbol === 'pathlib#Path') { return a; }
			if (operator === '%' && a.symbol === 'builtins#str') { return a; }
			if ('+-*|&'.includes(operator) && /^(builtins#(str|bytes|list|tuple|set|dict|int|float)|datetime#\w+)$/.test(a.symbol)) { return a; }
		}
		const b = operator === '/' ? this.typeOf(right, scope) : unknown;
		return b.kind === 'outside' && b.symbol === 'pathlib#Path' ? b : unknown;
	}

	#name(name: string, at: number, scope: Scope): Type {
		const variable = scope.lookup(name);
		if (variable !== undefined) { return this.variableType(variable, at, scope); }
		return this.imports.starred(this.workspace.sourceOf(scope), name) ?? this.imports.builtin(name) ?? missing;
	}

	/** What a variable is where it is used. */
	variableType(variable: Variable, at: number, from: Scope): Type {
		const definitions = definitionsAt(variable, at, from);
		const giving = withoutOverloads(definitions.filter((each) => each.source.kind !== 'put'));
		// In the order of the text: of several imports of one name the first is the one that is meant.
		const types = giving.map((each) => this.sourceType(each));
		return this.withPuts(union(types), variable.definitions);
	}

	/** An empty container, with the type of what is put into it. */
	withPuts(type: Type, definitions: readonly Definition[]): Type {
		if (type.kind === 'union') { return mapType(type, (each) => this.withPuts(each, definitions)); }
		if (type.kind !== 'outside' || type.args.some((each) => each.kind !== 'any')) { return type; }
		const isMapping = mappings.has(type.symbol);
		if (!isMapping && !iterables.has(type.symbol) && !/[Qq]ueue$/.test(type.symbol)) { return type; }
		const put = definitions.flatMap(({ source, scope }) => (source.kind === 'put' && (source.as === 'entry') === isMapping ? [this.typeOf(source.value, scope)] : []));
		if (put.length === 0) { return type; }
		return isMapping ? outside(type.symbol, unknown, union(put)) : outside(type.symbol, union(put));
	}

	/** What one definition gives. */
	sourceType(definition: Definition): Type {
		if (this.#pending.includes(definition)) { return this.#cut(); }
		this.#pending.push(definition);
		this.#depth++;
		try { return this.#source(definition); } finally {
			this.#pending.pop();
			this.#depth--;
		}
	}

	#source(definition: Definition): Type {
		const { source, scope } = definition;
		switch (source.kind) {
			case 'value': return this.#unpacked(this.typeOf(source.value, scope), source.path);
			case 'annotated': {
				const type = this.annotations.read(source.annotation, scope);
				return type.kind === 'any' && source.value !== undefined ? this.typeOf(source.value, scope) : type;
			}
			case 'item': return this.#unpacked(this.elementOf(this.typeOf(source.iterated, scope)), source.path);
			case 'entered': return this.#unpacked(this.entered(this.typeOf(source.value, scope), source.isAsync), source.path);
			case 'caught': case 'narrowed': return union(source.classes.flatMap((each) => (each.kind === 'tuple' ? each.items : [each])).map((each) => this.annotations.instanceOf(this.typeOf(each, scope))));
			case 'parameter': return this.parameterType(source.function, source.index, scope);
			case 'function': return this.decorated(this.workspace.functionOf(source.function, this.workspace.sourceOf(scope)));
			case 'class': return { kind: 'class', class: this.workspace.classOf(source.class, this.workspace.sourceOf(scope)) };
			case 'import': return this.imports.bound(definition);
			case 'put': case 'unknown': return dynamic;
		}
	}

	#unpacked(type: Type, path: Unpacking): Type {
		return path.reduce<Type>((whole, index) => mapType(whole, (each) => {
			if (each.kind === 'outside' && each.symbol === 'builtins#tuple') { return index === '*' ? union(each.args) : each.args[index] ?? each.args.at(-1) ?? unknown; }
			return this.elementOf(each);
		}), type);
	}

	/** A parameter's type: `self`, its annotation, what it depends on, its default. */
	parameterType(node: FunctionNode, index: number, scope: Scope): Type {
		const parameter = node.parameters[index];
		if (parameter === undefined) { return unknown; }
		const info = this.workspace.functionOf(node, this.workspace.sourceOf(scope));
		if (index === 0 && info.owner !== undefined && !isStatic(node) && parameter.stars === 0) {
			const isClass = /^(__new__|__init_subclass__|__class_getitem__)$/.test(node.name) || node.decorators.some((each) => each.kind === 'name' && each.name === 'classmethod');
			return isClass ? { kind: 'class', class: info.owner } : { kind: 'instance', class: info.owner };
		}
		const outer = info.scope.parent ?? info.scope;
		const annotation = parameter.annotation === undefined ? this.stubbed(info)?.parameters.get(parameter.name) : { annotation: parameter.annotation, scope: outer };
		const declared = annotation === undefined ? unknown : this.annotations.read(annotation.annotation, annotation.scope);
		if (parameter.stars === 1) { return outside('builtins#tuple', declared); }
		if (parameter.stars === 2) { return outside('builtins#dict', outside('builtins#str'), declared); }
		if (declared.kind === 'variable') { return declared.bound ?? declared; }
		if (declared.kind !== 'any') { return declared; }
		const given = this.calls.dependency(parameter.default, outer) ?? (parameter.default === undefined ? none : this.typeOf(parameter.default, outer));
		if (given.kind !== 'none' && given.kind !== 'any') { return given; }
		const position = info.owner !== undefined && !isStatic(node) ? index - 1 : index;
		return { kind: 'parameter', function: info, index: position, path: [] };
	}

	/** The annotations that the stub beside a file has for a function. */
	stubbed(info: FunctionInfo): { readonly returns?: { annotation: Expr; scope: Scope }; readonly parameters: ReadonlyMap<string, { annotation: Expr; scope: Scope }> } | undefined {
		const path = this.workspace.modules.stubOf(info.source.file);
		const stub = path === undefined ? undefined : this.workspace.source(path);
		if (stub === undefined) { return undefined; }
		for (const [node, scope] of stub.scopes.of) {
			if (node.kind !== 'function' || scope.qualified !== info.scope.qualified) { continue; }
			const outer = scope.parent ?? scope;
			return {
				...(node.returns && { returns: { annotation: node.returns, scope: outer } }),
				parameters: new Map(node.parameters.flatMap((each) => (each.annotation === undefined ? [] : [[each.name, { annotation: each.annotation, scope: outer }] as const]))),
			};
		}
		return undefined;
	}

	/** What a function is once its decorators have had it. Most keep it; one that makes an async function of it does not. */
	decorated(info: FunctionInfo): Type {
		for (const decorator of info.node.decorators) {
			const type = this.typeOf(decorator.kind === 'call' ? decorator.callee : decorator, info.scope.parent ?? info.scope);
			if (type.kind === 'symbol' && /^asgiref\.sync#(sync_to_async|SyncToAsync|database_sync_to_async)$/.test(type.symbol)) { return outside('asgiref.sync#SyncToAsync'); }
			// `@cli.command()` further down names a member of what a group is.
			if (type.kind === 'symbol' && /^(?:rich_click|asyncclick|click)(?:\.\w+)?#(?:group|Group\.group)$/.test(type.symbol)) { return outside('click#Group'); }
			if (type.kind !== 'function' || info.node.isAsync || info.node.isGenerator) { continue; }
			const wrappers = this.#returnedFunctions(type.function, decorator.kind === 'call' ? 2 : 1);
			// One that makes either gives each what it is.
			const [wrapper] = wrappers;
			if (wrapper !== undefined && wrappers.every((each) => each.node.isAsync)) { return { kind: 'function', function: wrapper }; }
		}
		return { kind: 'function', function: info };
	}

	/** The functions written inside a decorator that it may give back. */
	#returnedFunctions(info: FunctionInfo, depth: number): readonly FunctionInfo[] {
		return this.calls.exitsOf(info.node).returned.flatMap((each) => {
			// Of one name there may be two: one for what is async, one for what is not.
			const inner = info.scope.variables.get(bareName(each) ?? '')?.definitions ?? [];
			return inner.flatMap(({ source }) => {
				if (source.kind !== 'function') { return []; }
				const found = this.workspace.functionOf(source.function, info.source);
				return depth > 1 ? this.#returnedFunctions(found, depth - 1) : [found];
			});
		});
	}

	/** A member of something. */
	member(type: Type, name: string): Type {
		switch (type.kind) {
			case 'any': return type;
			case 'union': return union(present(type).kind === 'union' ? (present(type) as { of: readonly Type[] }).of.filter((each) => mayHave(each, name)).map((each) => this.member(each, name)) : [this.member(present(type), name)]);
			case 'instance': case 'class': return name === '__class__' ? { kind: 'class', class: type.class } : this.classes.member(type.class, name, type);
			case 'super': return this.classes.member(type.class, name, type, type.class);
			case 'outside': return this.outsideMember(type, name);
			case 'symbol': return this.#symbolMember(type.symbol, name);
			case 'outsideModule': return this.imports.outsideMember(type.name, name);
			case 'module': return this.imports.moduleMember(type.source, name) ?? missing;
			case 'folder': return this.imports.folderMember(type.directory, name, type.module) ?? missing;
			case 'parameter': return this.#givenMember(type, name);
			case 'variable': return type.bound === undefined ? unknown : this.member(type.bound, name);
			default: return dynamic;
		}
	}

	/** A member of a parameter: of what calls give it, where they tell. */
	#givenMember(type: Extract<Type, { kind: 'parameter' }>, name: string): Type {
		const given = this.given(type);
		const member = given === undefined ? unknown : this.member(given, name);
		return member.kind === 'any' || member.kind === 'none' ? { ...type, path: [...type.path, name] } : member;
	}

	/** What the calls in its own file give a parameter; undefined if they do not tell. */
	given(type: Extract<Type, { kind: 'parameter' }>): Type | undefined {
		return type.path.length === 0 ? this.#givenArguments.typeOf(type.function, type.index) : undefined;
	}

	outsideMember(type: Extract<Type, { kind: 'outside' }>, name: string): Type {
		const symbol = `${type.symbol}.${name}`;
		const text = attributes[symbol];
		return text === undefined ? { kind: 'symbol', symbol, receiver: type } : typeFromText(text);
	}

	#symbolMember(symbol: string, name: string): Type {
		const own = attributes[symbol];
		if (own !== undefined) { return this.member(typeFromText(own), name); }
		const [module = '', path = ''] = symbol.split('#');
		if (!path.includes('.')) {
			const inner = this.imports.outsideMember(module, path);
			if (inner.kind === 'outsideModule') { return this.imports.outsideMember(inner.name, name); }
		}
		const member = `${symbol}.${name}`;
		const text = attributes[member];
		return text === undefined ? { kind: 'symbol', symbol: member } : typeFromText(text);
	}

	/** What awaiting something gives. */
	awaited(type: Type): Type {
		return mapType(type, (each) => {
			if (each.kind === 'outside') { return awaitables.has(each.symbol) ? each.args[0] ?? unknown : each; }
			return each.kind === 'instance' ? this.calls.result(this.member(each, '__await__')).kind === 'any' ? each : unknown : each;
		});
	}

	/** What a loop over something gets. */
	elementOf(type: Type): Type {
		return mapType(present(type), (each) => {
			switch (each.kind) {
				case 'outside': {
					if (each.symbol === 'builtins#str' || each.symbol === 'builtins#bytes') { return each; }
					if (each.symbol === 'builtins#tuple') { return each.args.length === 0 ? unknown : union(each.args); }
					if (iterables.has(each.symbol) || mappings.has(each.symbol)) { return each.args[0] ?? unknown; }
					const text = this.resultTypeOf(`${each.symbol}.__iter__`) ?? results[`${each.symbol}.__iter__`];
					return text === undefined ? unknown : this.elementOf(typeFromText(text));
				}
				case 'instance': return this.#iterated(each);
				case 'class': return this.classes.isEnum(each.class) ? { kind: 'instance', class: each.class } : unknown;
				case 'parameter': {
					const given = this.given(each);
					return given === undefined ? unknown : this.elementOf(given);
				}
				default: return unknown;
			}
		});
	}

	#iterated(type: Type): Type {
		for (const name of ['__iter__', '__aiter__']) {
			const method = this.member(type, name);
			if (method.kind !== 'function') { continue; }
			const made = this.calls.result(method);
			if (made.kind !== 'instance') { return this.elementOf(made); }
			const next = this.member(made, name === '__iter__' ? '__next__' : '__anext__');
			return next.kind === 'function' ? this.awaited(this.calls.result(next)) : unknown;
		}
		const get = this.member(type, '__getitem__');
		return get.kind === 'function' ? this.calls.result(get) : unknown;
	}

	/** What `with … as` binds. */
	entered(type: Type, isAsync: boolean): Type {
		return mapType(present(type), (each) => {
			switch (each.kind) {
				case 'outside': {
					if (/^contextlib#Abstract(Async)?ContextManager$/.test(each.symbol)) { return each.args[0] ?? unknown; }
					if (awaitables.has(each.symbol)) { return this.entered(this.awaited(each), isAsync); }
					const dunder = `${each.symbol}.${isAsync ? '__aenter__' : '__enter__'}`;
					const text = this.resultTypeOf(dunder) ?? results[dunder];
					return text === undefined ? each : this.awaited(typeFromText(text));
				}
				case 'instance': {
					const enter = this.member(each, isAsync ? '__aenter__' : '__enter__');
					return enter.kind === 'function' ? this.awaited(this.calls.result(enter)) : each;
				}
				case 'parameter': {
					const given = this.given(each);
					return given === undefined ? unknown : this.entered(given, isAsync);
				}
				default: return unknown;
			}
		});
	}

	#subscript(expr: Extract<Expr, { kind: 'subscript' }>, scope: Scope): Type {
		const whole = this.typeOf(expr.object, scope);
		const [index] = expr.index;
		if (whole.kind === 'class' || whole.kind === 'form' || whole.kind === 'symbol' && isTypeLike(whole)) { return { kind: 'form', of: this.annotations.generic(whole, expr.index, scope) }; }
		return mapType(present(whole), (each) => {
			switch (each.kind) {
				case 'outside': {
					if (index?.kind === 'slice' && /^builtins#(list|str|bytes|tuple)$/.test(each.symbol)) { return each; }
					if (mappings.has(each.symbol)) { return each.args[1] ?? unknown; }
					if (each.symbol === 'builtins#tuple' && index?.kind === 'constant' && typeof index.value === 'number') { return each.args.at(index.value) ?? each.args.at(-1) ?? unknown; }
					return this.elementOf(each);
				}
				case 'instance': {
					const get = this.member(each, '__getitem__');
					return get.kind === 'function' ? this.calls.result(get) : unknown;
				}
				case 'class': case 'any': return each;
				default: return dynamic;
			}
		});
	}
}

function constantType(value: string | number | boolean | null, isBytes: boolean): Type {
	if (value === null) { return none; }
	if (typeof value === 'string') { return isBytes ? bytes : text; }
	return typeof value === 'boolean' ? truth : Number.isInteger(value) ? whole : float;
}

/** Something that annotations are made of. */
function isTypeLike(type: Type): boolean {
	if (type.kind === 'symbol') { return /#([A-Z]\w*|list|dict|set|frozenset|tuple|type|str|int|float|bytes|bool|object|deque|defaultdict)$/.test(type.symbol) && !/#[A-Z][A-Z0-9_]*$/.test(type.symbol); }
	return type.kind === 'class' || type.kind === 'form' || type.kind === 'none';
}

/** False for a builtin type that has no such member. */
function mayHave(type: Type, name: string): boolean {
	const members = type.kind === 'outside' && type.symbol.startsWith('builtins#') ? builtinMembers[type.symbol.slice('builtins#'.length)] : undefined;
	return members === undefined || members.has(name) || name.startsWith('__');
}

function withoutOverloads(definitions: readonly Definition[]): readonly Definition[] {
	const real = definitions.filter(({ source }) => source.kind !== 'function' || !isOverload(source.function));
	return real.length > 0 ? real : definitions;
}

/** The name that an expression is, also in `cast(Type, name)`. */
function bareName(expr: Expr): string | undefined {
	if (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'cast') { return expr.args[1] === undefined ? undefined : bareName(expr.args[1].value); }
	return expr.kind === 'name' ? expr.name : undefined;
}
