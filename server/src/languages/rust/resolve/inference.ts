/** Finds the types of expressions, as far as the text of the workspace and the tables of what is outside tell. What is not known is `any`. */
import type { Expr, FunctionNode, MethodExpr, PathNode, TypeNode } from '../syntax/ast.ts';
import type { FunctionScope, ItemScope, Step, Variable } from '../scopes.ts';
import { CallResults } from './callResults.ts';
import { parsersOf } from './commandLine.ts';
import { isMap, isPointer, isWrapper, itemIndex } from './library.ts';
import { Methods } from './methods.ts';
import { symbolOf, type Def, type Names, type Place } from './names.ts';
import { futureOf, futureSymbol, outside, substitute, unit, unknown, type SourceFile, type Type } from './types.ts';
import type { Workspace } from './workspace.ts';

export class Inference {
	readonly workspace: Workspace;
	readonly names: Names;
	readonly methods: Methods;
	readonly calls: CallResults;
	readonly #known = new Map<Expr, Type>();
	readonly #variables = new Map<Variable, Type>();
	readonly #pending = new Set<Expr | Variable>();

	constructor(workspace: Workspace, names: Names, resultTypeOf: (symbol: string) => string | undefined) {
		this.workspace = workspace;
		this.names = names;
		this.methods = new Methods(this);
		this.calls = new CallResults(this, resultTypeOf);
	}

	typeOf(expr: Expr, place: Place): Type {
		const known = this.#known.get(expr);
		if (known !== undefined) { return known; }
		if (this.#pending.has(expr)) { return unknown; }
		this.#pending.add(expr);
		try {
			const type = this.#find(expr, place);
			this.#known.set(expr, type);
			return type;
		} finally { this.#pending.delete(expr); }
	}

	#find(expr: Expr, place: Place): Type {
		switch (expr.kind) {
			case 'path': return this.#path(expr, place);
			case 'literal': return outside(expr.type === 'str' ? 'std::str#str' : expr.type === 'bytes' ? 'std::slice#slice' : expr.type === 'bool' ? 'std::bool#bool' : expr.type === 'char' ? 'std::char#char' : 'std::i32#i32');
			case 'call': return this.calls.result(this.typeOf(expr.callee, place), expr.args, place, lastArgs(expr.callee));
			case 'method': return this.#methodResult(expr, place);
			case 'field': return this.field(this.typeOf(expr.object, place), expr.name);
			case 'index': return this.#indexed(this.typeOf(expr.object, place), expr.index, place);
			case 'await': return this.awaited(this.typeOf(expr.value, place));
			case 'try': return this.tried(this.typeOf(expr.value, place));
			case 'macro': return this.#macro(expr, place);
			case 'closure': return this.#closure(expr.function, place);
			case 'block': return expr.block.tail === undefined ? unit : this.typeOf(expr.block.tail, this.#within(expr.block, place));
			case 'if': return this.#either([expr.whenTrue.tail && this.typeOf(expr.whenTrue.tail, this.#within(expr.whenTrue, place)), expr.orElse && this.typeOf(expr.orElse, place)]);
			case 'match': return this.#either(expr.arms.map((arm) => this.typeOf(arm.value, place)));
			case 'select': return this.#either(expr.arms.map((arm) => this.typeOf(arm.handler, place)));
			case 'loop': return unit;
			case 'jump': return { kind: 'never' };
			case 'assign': return unit;
			case 'binary': return /^(?:&&|\|\||==|!=|<=?|>=?)$/.test(expr.operator) ? outside('std::bool#bool') : this.typeOf(expr.left, place);
			case 'unary': return expr.operator === '*' ? this.behind(this.typeOf(expr.value, place)) : this.typeOf(expr.value, place);
			case 'reference': return this.typeOf(expr.value, place);
			case 'struct': return this.#made(expr.path, place);
			case 'tuple': return { kind: 'tuple', items: expr.items.map((each) => this.typeOf(each, place)) };
			case 'array': return outside('std::slice#slice', expr.items[0] === undefined ? unknown : this.typeOf(expr.items[0], place));
			case 'cast': return this.annotation(expr.type, place);
			case 'range': return outside('std::iter#Iterator', expr.parts[0] === undefined ? unknown : this.typeOf(expr.parts[0], place));
			case 'let': return outside('std::bool#bool');
			default: return unknown;
		}
	}

	#within(block: Parameters<ItemScope['inner']['get']>[0] & object, place: Place): Place {
		const scope = place.scope.inner.get(block);
		return scope === undefined ? place : { ...place, scope };
	}

	#either(types: readonly (Type | undefined)[]): Type {
		return types.find((each) => each !== undefined && each.kind !== 'never' && each.kind !== 'any' && !(each.kind === 'tuple' && each.items.length === 0)) ?? types.find((each) => each !== undefined && each.kind !== 'never') ?? unknown;
	}

	#path(expr: Extract<Expr, { kind: 'path' }>, place: Place): Type {
		const variable = place.source.scopes.refs.get(expr);
		return variable === undefined ? this.valueOf(expr.path, place) : this.variable(variable, place.source);
	}

	/** What a path stands for as a value. */
	valueOf(path: PathNode, place: Place): Type {
		if (path.qself !== undefined) {
			const name = path.segments.at(-1)?.name ?? '';
			const own = this.associated(this.annotation(path.qself, place), name);
			if (own.kind !== 'any') { return own; }
			return path.segments.length > 1 ? this.#defValue(this.names.resolve({ ...path, segments: path.segments }, place, 'value'), place) : unknown;
		}
		return this.#defValue(this.names.resolve(path, place, 'value'), place, path);
	}

	#defValue(def: Def | undefined, place: Place, path?: PathNode): Type {
		switch (def?.kind) {
			case 'function': return { kind: 'function', function: def.function };
			case 'outside': return this.#outsideValue(def.path, path, place);
			case 'type': return { kind: 'constructor', makes: { kind: 'own', type: def.type, args: [] } };
			case 'variant': return { kind: 'constructor', makes: { kind: 'own', type: def.type, args: [] } };
			case 'const': return def.node.type === undefined ? unknown : this.annotation(def.node.type, def.at);
			case 'self': { const makes = this.selfType(def.at); return makes.kind === 'any' ? unknown : { kind: 'constructor', makes }; }
			case 'member': {
				const [name, ...more] = def.rest;
				if (name === undefined || more.length > 0) { return unknown; }
				const holder = this.#defType(def.of, place);
				if (holder.kind === 'own' && holder.type.node.kind === 'enum' && holder.type.node.variants.some((each) => each.name === name.name)) { return { kind: 'constructor', makes: holder }; }
				return this.associated(holder, name.name);
			}
			default: return unknown;
		}
	}

	#outsideValue(path: readonly string[], written: PathNode | undefined, place: Place): Type {
		const symbol = symbolOf(path);
		const owner = written?.segments.at(-2)?.args;
		// `Vec::<u8>::new`
		return owner === undefined ? { kind: 'symbol', symbol } : this.associated(outside(symbol.slice(0, symbol.lastIndexOf('.')), ...owner.map((each) => this.annotation(each, place))), path.at(-1) ?? '');
	}

	/** `Type::name`, as a function or constant. */
	associated(type: Type, name: string): Type {
		switch (type.kind) {
			case 'own': case 'parameter': {
				const found = this.methods.find(type, name);
				// `#[derive(Default)]`, `#[derive(clap::Parser)]`
				if (found === undefined) { return name === 'default' || name === 'parse' && type.kind === 'own' && parsersOf(type.type, this.names).length > 0 ? { kind: 'constructor', makes: type } : unknown; }
				return found.kind === 'symbol' ? { kind: 'symbol', symbol: found.symbol } : { kind: 'function', function: found.function };
			}
			case 'outside': {
				const found = this.methods.find(type, name);
				return found?.kind === 'function' ? { kind: 'function', function: found.function } : { kind: 'symbol', symbol: `${type.symbol}.${name}` };
			}
			default: return unknown;
		}
	}

	/** The type of `Self`. */
	selfType(place: Place): Type {
		for (let scope: ItemScope | undefined = place.scope; scope !== undefined; scope = scope.parent) {
			if (scope.self === undefined) { continue; }
			if (scope.self.kind === 'impl') { return this.annotation(scope.self.type, { source: place.source, scope }); }
			return { kind: 'own', type: this.names.typeInfo(scope.self, { source: place.source, scope: scope.parent ?? scope }), args: [] };
		}
		return unknown;
	}

	annotation(node: TypeNode, place: Place): Type {
		switch (node.kind) {
			case 'path': return this.#namedType(node.path, place);
			case 'reference': return this.annotation(node.to, place);
			case 'tuple': return { kind: 'tuple', items: node.items.map((each) => this.annotation(each, place)) };
			case 'slice': return outside('std::slice#slice', this.annotation(node.of, place));
			case 'function': return { kind: 'callable', returns: node.returns === undefined ? unit : this.annotation(node.returns, place) };
			case 'bounds': return this.bounded(node.bounds, place);
			default: return unknown;
		}
	}

	/** `impl Trait`, `dyn Trait + Send`: the first that says something. */
	bounded(bounds: readonly TypeNode[], place: Place): Type {
		for (const each of bounds) {
			const type = this.annotation(each, place);
			if (type.kind === 'callable' || type.kind === 'own') { return type; }
			if (type.kind === 'outside' && !type.symbol.startsWith('std::marker#')) { return type; }
		}
		return unknown;
	}

	#namedType(path: PathNode, place: Place): Type {
		const last = path.segments.at(-1);
		if (path.qself !== undefined || last === undefined) { return unknown; }
		const args = (last.args ?? []).flatMap((each) => (each.kind === 'binding' ? /^(?:Output|Item)$/.test(each.name) ? [this.annotation(each.to, place)] : [] : [this.annotation(each, place)]));
		return this.#defType(this.names.resolve(path, place, 'type'), place, args);
	}

	#aliases = 0;

	#defType(def: Def | undefined, place: Place, args: readonly Type[] = []): Type {
		switch (def?.kind) {
			case 'type': return { kind: 'own', type: def.type, args };
			case 'variant': return { kind: 'own', type: def.type, args };
			case 'outside': {
				const symbol = symbolOf(def.path);
				// `io::Result<T>`, `anyhow::Result<T>`: the error is its module's.
				if (symbol.endsWith('#Result')) { return outside('std::result#Result', ...args); }
				if (/#(?:BoxFuture|LocalBoxFuture)$/.test(symbol)) { return futureOf(args[0] ?? unknown); }
				return outside(symbol, ...args);
			}
			case 'alias': {
				if (def.node.type === undefined || this.#aliases > 8) { return unknown; }
				this.#aliases += 1;
				try {
					const inner = def.at.scope.inner.get(def.node) ?? def.at.scope;
					const given = new Map(def.node.generics.flatMap((generic, index): [string, Type][] => { const arg = args[index]; return arg === undefined ? [] : [[generic.name, arg]]; }));
					return substitute(this.annotation(def.node.type, { source: def.at.source, scope: inner }), given);
				} finally { this.#aliases -= 1; }
			}
			case 'generic': return { kind: 'parameter', generic: def.generic, scope: def.scope };
			case 'self': return this.selfType(def.at);
			case 'member': {
				// `Self::Error`: an associated type of the `impl` around it.
				if (def.of.kind !== 'self' || def.rest.length !== 1) { return unknown; }
				for (let scope: ItemScope | undefined = place.scope; scope !== undefined; scope = scope.parent) {
					const alias = scope.self === undefined ? undefined : scope.items.get(def.rest[0]?.name ?? '')?.find((each) => each.kind === 'alias');
					if (alias?.kind === 'alias' && alias.type !== undefined) { return this.annotation(alias.type, { source: place.source, scope }); }
				}
				return unknown;
			}
			default: return unknown;
		}
	}

	/** What `Store { … }` makes. */
	#made(path: PathNode, place: Place): Type {
		return this.#namedType(path, place);
	}

	variable(variable: Variable, source: SourceFile): Type {
		const known = this.#variables.get(variable);
		if (known !== undefined) { return known; }
		if (this.#pending.has(variable)) { return unknown; }
		this.#pending.add(variable);
		try {
			const type = this.#variableType(variable, { source, scope: variable.scope });
			this.#variables.set(variable, type);
			return type;
		} finally { this.#pending.delete(variable); }
	}

	#variableType(variable: Variable, place: Place): Type {
		const { source } = variable;
		switch (source.kind) {
			case 'self': return this.selfType(place);
			case 'parameter': return this.#taken(source.type === undefined ? this.#given(variable.function, source.index, place) : this.annotation(source.type, place), source.path, place);
			case 'each': return this.#taken(this.item(this.typeOf(source.iterated, place)), source.path, place);
			case 'value': {
				if (source.type !== undefined) {
					const type = this.annotation(source.type, place);
					// `let x: Vec<_> = …` says less than what it gets.
					if (type.kind !== 'any') { return this.#taken(type, source.path, place); }
				}
				const value = source.value ?? variable.assigned[0];
				return value === undefined ? unknown : this.#taken(this.typeOf(value, place), source.path, place);
			}
		}
	}

	/** What a closure's parameter gets by what the closure is given to. */
	#given(scope: FunctionScope | undefined, index: number, place: Place): Type {
		const use = scope && place.source.scopes.givenTo.get(scope.node);
		if (use === undefined || use.call.kind !== 'method') { return unknown; }
		const receiver = this.typeOf(use.call.object, place);
		const on = this.deref(receiver, use.call.name);
		if (on.kind !== 'outside') { return unknown; }
		const [first, second] = on.args;
		switch (on.symbol) {
			case 'std::option#Option': return index === 0 ? first ?? unknown : unknown;
			case 'std::result#Result': return index === 0 ? (/err|or_else/.test(use.call.name) ? second : first) ?? unknown : unknown;
			case 'std::iter#Iterator': return use.call.name === 'fold' ? (index === 1 ? first : undefined) ?? unknown : index === 0 || use.call.name.endsWith('_by') ? first ?? unknown : unknown;
			default: return isMap(on.symbol) ? (index === 0 ? first : second) ?? unknown : this.item(on);
		}
	}

	/** What a pattern takes out of a value. */
	#taken(type: Type, path: readonly Step[], place: Place): Type {
		return path.reduce<Type>((whole, step) => this.#step(whole, step, place), type);
	}

	#step(type: Type, step: Step, place: Place): Type {
		const plain = this.behindAll(type);
		switch (step.kind) {
			case 'tuple': return plain.kind === 'tuple' ? plain.items[step.index] ?? unknown : unknown;
			case 'item': return this.item(plain);
			case 'field': case 'variant': {
				const { path } = step.pattern;
				const last = path.segments.at(-1)?.name;
				if (plain.kind === 'outside' && step.kind === 'variant') {
					if (last === 'Err') { return plain.args[1] ?? unknown; }
					return last === 'Ok' || last === 'Some' || last === 'Ready' ? plain.args[0] ?? unknown : unknown;
				}
				const owner = plain.kind === 'own' ? plain : this.#patternOwner(path, place);
				if (owner?.kind !== 'own') { return unknown; }
				const { node, source, scope } = owner.type;
				const name = step.kind === 'field' ? step.name : String(step.index);
				const fields = node.kind === 'enum' ? node.variants.find((each) => each.name === last)?.fields : node.kind === 'struct' ? node.fields : undefined;
				const field = fields?.find((each) => each.name === name);
				return field === undefined ? unknown : substitute(this.annotation(field.type, { source, scope }), this.#givenTo(owner));
			}
		}
	}

	#patternOwner(path: PathNode, place: Place): Type | undefined {
		const def = this.names.resolve(path, place, 'value');
		if (def?.kind === 'variant' || def?.kind === 'type') { return { kind: 'own', type: def.type, args: [] }; }
		return def?.kind === 'self' || def?.kind === 'member' ? this.selfType(place) : undefined;
	}

	#givenTo({ type, args }: Extract<Type, { kind: 'own' }>): ReadonlyMap<string, Type> {
		return new Map(type.node.generics.flatMap((generic, index): [string, Type][] => { const arg = args[index]; return arg === undefined ? [] : [[generic.name, arg]]; }));
	}

	/** A field of a struct, through what it stands behind. */
	field(type: Type, name: string): Type {
		for (let at: Type | undefined = type, depth = 0; at !== undefined && depth < 6; at = this.#next(at), depth++) {
			if (at.kind === 'tuple') { return at.items[Number(name)] ?? unknown; }
			if (at.kind === 'own' && at.type.node.kind === 'struct') {
				const { node, source, scope } = at.type;
				const field = node.fields.find((each) => each.name === name);
				if (field !== undefined) { return substitute(this.annotation(field.type, { source, scope }), this.#givenTo(at)); }
			}
			if (at.kind === 'outside' && name === 'stdin' && at.symbol === 'std::process#Child') { return outside('std::option#Option', outside('std::process#ChildStdin')); }
			if (at.kind === 'outside' && /^std(?:out|err)$/.test(name) && at.symbol === 'std::process#Child') { return outside('std::option#Option', outside('std::process#ChildStdout')); }
		}
		return unknown;
	}

	#next(type: Type): Type | undefined {
		if (type.kind === 'outside' && isPointer(type.symbol)) { return type.args[0]; }
		return type.kind === 'own' ? this.methods.derefOf(type) : undefined;
	}

	/** What a pointer or guard leads to; itself where it is none. */
	behind(type: Type): Type { return this.#next(type) ?? type; }

	behindAll(type: Type): Type {
		let at = type;
		for (let depth = 0; depth < 6 && at.kind === 'outside' && isPointer(at.symbol); depth++) { at = at.args[0] ?? unknown; }
		return at;
	}

	/** What a method is looked up on: through pointers, until one is known to have it. */
	deref(type: Type, name: string): Type {
		return this.methods.find(type, name)?.receiver ?? this.behindAll(type);
	}

	item(type: Type): Type {
		const plain = this.behindAll(type);
		if (plain.kind === 'own') {
			const next = this.methods.find(plain, 'next');
			return next?.kind === 'function' ? this.tried(this.calls.resultOf(next.function, plain)) : unknown;
		}
		if (plain.kind !== 'outside') { return unknown; }
		if (isMap(plain.symbol)) { return { kind: 'tuple', items: [plain.args[0] ?? unknown, plain.args[1] ?? unknown] }; }
		if (/#(?:ReadDir|Lines|StdinLines)$/.test(plain.symbol)) { return outside('std::result#Result', plain.symbol.endsWith('ReadDir') ? outside('std::fs#DirEntry') : outside('std::string#String')); }
		const index = itemIndex(plain.symbol);
		return index === undefined ? unknown : plain.args[index] ?? unknown;
	}

	/** What `?` gives. */
	tried(type: Type): Type {
		const plain = this.behindAll(type);
		if (plain.kind !== 'outside') { return unknown; }
		return /#(?:Result|Option)$/.test(plain.symbol) ? plain.args[0] ?? unknown : plain.symbol.endsWith('#Poll') ? plain : unknown;
	}

	awaited(type: Type): Type {
		const plain = this.behindAll(type);
		if (plain.kind === 'outside') {
			if (plain.symbol === futureSymbol) { return plain.args[0] ?? unknown; }
			if (plain.symbol.endsWith('#JoinHandle')) { return plain.symbol.startsWith('tokio') ? outside('std::result#Result', plain.args[0] ?? unknown, outside('tokio::task#JoinError')) : plain.args[0] ?? unknown; }
			if (plain.symbol.endsWith('::oneshot#Receiver')) { return outside('std::result#Result', plain.args[0] ?? unknown); }
		}
		if (plain.kind === 'own') {
			const poll = this.methods.find(plain, 'poll');
			if (poll?.kind === 'function') { const result = this.calls.resultOf(poll.function, plain); return result.kind === 'outside' ? result.args[0] ?? unknown : unknown; }
		}
		if (plain.kind === 'function') { return this.awaited(this.calls.resultOf(plain.function, undefined)); }
		return unknown;
	}

	#indexed(type: Type, index: Expr, place: Place): Type {
		const plain = this.behindAll(type);
		if (plain.kind !== 'outside') { return unknown; }
		if (isMap(plain.symbol)) { return plain.args[1] ?? unknown; }
		return index.kind === 'range' || this.typeOf(index, place).kind === 'outside' && (this.typeOf(index, place) as { symbol: string }).symbol === 'std::iter#Iterator' ? plain : this.item(plain);
	}

	#macro(expr: Extract<Expr, { kind: 'macro' }>, place: Place): Type {
		const [first] = expr.args;
		switch (expr.path.segments.at(-1)?.name) {
			case 'format': return outside('std::string#String');
			case 'vec': return outside('std::vec#Vec', first === undefined ? unknown : this.typeOf(first, place));
			case 'join': return { kind: 'tuple', items: expr.args.map((each) => this.awaited(this.typeOf(each, place))) };
			case 'try_join': return outside('std::result#Result', { kind: 'tuple', items: expr.args.map((each) => this.tried(this.awaited(this.typeOf(each, place)))) });
			case 'dbg': return first === undefined ? unit : this.typeOf(first, place);
			case 'pin': return first === undefined ? unknown : outside('std::pin#Pin', this.typeOf(first, place));
			case 'matches': return outside('std::bool#bool');
			case 'ready': return first === undefined ? unknown : this.typeOf(first, place);
			case 'write': case 'writeln': return outside('std::result#Result', unit);
			case 'println': case 'print': case 'eprintln': case 'eprint': return unit;
			case 'panic': case 'todo': case 'unimplemented': case 'unreachable': return { kind: 'never' };
			default: return unknown;
		}
	}

	#closure(node: FunctionNode, place: Place): Type {
		const info = this.names.functionInfo(node, place.source);
		if (info === undefined) { return unknown; }
		return node.form === 'async' ? futureOf(this.bodyType(node, place)) : { kind: 'function', function: info };
	}

	/** What a closure's or block's body gives. */
	bodyType(node: FunctionNode, place: Place): Type {
		if (node.body === undefined) { return unknown; }
		return node.body.tail === undefined ? unit : this.typeOf(node.body.tail, this.#within(node.body, place));
	}

	#methodResult(expr: MethodExpr, place: Place): Type {
		const receiver = this.typeOf(expr.object, place);
		const found = this.methods.find(receiver, expr.name);
		if (found === undefined) { return unknown; }
		return this.calls.methodResult(found, expr, place);
	}

	isWrapper(type: Type): boolean { return type.kind === 'outside' && isWrapper(type.symbol); }
}

/** `collect::<Vec<_>>` as a function's own type arguments. */
function lastArgs(callee: Expr): readonly TypeNode[] {
	return callee.kind === 'path' ? callee.path.segments.at(-1)?.args ?? [] : [];
}
