/** What calls give back. */
import type { Scope } from '../scopes.ts';
import { blocksIn, expressionsIn, partsOf, type CallExpr, type Expr, type FunctionNode, type Stmt } from '../syntax/ast.ts';
import { isStatic, lastNameOf } from './classes.ts';
import type { Inference } from './inference.ts';
import { awaitables, mappings, results, sameTypes, smallClasses } from './library.ts';
import { typeFromText } from './typeText.ts';
import { mapType, none, outside, substitute, union, unknown, type FunctionInfo, type Type } from './types.ts';

export const contextManagers: ReadonlySet<string> = new Set(['contextlib#contextmanager', 'contextlib#asynccontextmanager', 'async_generator#asynccontextmanager']);

/** What a function returns and yields, by its text. */
interface Exits {
	readonly returned: readonly Expr[];
	readonly yielded: readonly Extract<Expr, { kind: 'yield' }>[];
}

export class Calls {
	readonly #inference: Inference;
	readonly #exits = new WeakMap<FunctionNode, Exits>();
	readonly #plain = new WeakMap<FunctionNode, Type>();
	readonly #pending = new Set<FunctionNode>();

	constructor(inference: Inference) {
		this.#inference = inference;
	}

	/** What calling a value of a type gives. `call` and `scope`: where, for what depends on arguments. */
	result(callee: Type, call?: CallExpr, scope?: Scope): Type {
		switch (callee.kind) {
			case 'function': return this.resultOf(callee.function, callee.receiver, call, scope);
			case 'class': return { kind: 'instance', class: callee.class };
			case 'form': return callee.of;
			case 'symbol': return this.#outsideResult(callee.symbol, callee.receiver, call, scope);
			case 'instance': return this.#viaDunder(callee, '__call__', call, scope);
			case 'outside':
				if (callee.symbol === 'typing#Callable') { return callee.args[0] ?? unknown; }
				if (callee.symbol === 'builtins#type') { return callee.args[0] ?? unknown; }
				return this.#outsideResult(`${callee.symbol}.__call__`, callee, call, scope);
			case 'member': return callee.declared === undefined ? unknown : this.resultOf(callee.declared, { kind: 'instance', class: callee.class }, call, scope);
			case 'union': return mapType(callee, (each) => this.result(each, call, scope));
			default: return unknown;
		}
	}

	#viaDunder(type: Type, name: string, call?: CallExpr, scope?: Scope): Type {
		const method = this.#inference.member(type, name);
		return method.kind === 'any' ? unknown : this.result(method, call, scope);
	}

	/** What calling a function of the workspace gives. */
	resultOf(info: FunctionInfo, receiver: Type | undefined, call: CallExpr | undefined, scope?: Scope): Type {
		const plain = this.#given(this.#plainResult(info), info, call, scope);
		const variables = new Map<string, Type>(receiver === undefined || info.owner === undefined ? [] : this.#inference.classes.variablesIn(info.owner, receiver));
		if (receiver !== undefined) { variables.set('Self', receiver.kind === 'class' ? { kind: 'instance', class: receiver.class } : receiver.kind === 'super' ? receiver.self : receiver); }
		if (call !== undefined && scope !== undefined) { this.#inferVariables(info, call, scope, variables); }
		return substitute(plain, variables);
	}

	/** What a function gives back of what it was given: its parameters stand for the arguments. */
	#given(type: Type, info: FunctionInfo, call: CallExpr | undefined, scope: Scope | undefined): Type {
		return mapType(type, (each) => {
			if (each.kind === 'outside' && each.args.some((arg) => arg.kind === 'parameter')) { return outside(each.symbol, ...each.args.map((arg) => this.#given(arg, info, call, scope))); }
			if (each.kind !== 'parameter' || each.function !== info) { return each; }
			const name = info.node.parameters[each.index + (info.owner !== undefined && !isStatic(info.node) ? 1 : 0)]?.name;
			const argument = call?.args.find((arg) => arg.name === name) ?? call?.args.filter((arg) => arg.name === undefined && arg.spread === undefined)[each.index];
			const value = argument === undefined || scope === undefined ? unknown : this.#inference.typeOf(argument.value, scope);
			return each.path.reduce<Type>((whole, member) => this.#inference.member(whole, member), value);
		});
	}

	#plainResult(info: FunctionInfo): Type {
		const known = this.#plain.get(info.node);
		if (known !== undefined) { return known; }
		if (this.#pending.has(info.node)) { return unknown; }
		this.#pending.add(info.node);
		try {
			const result = this.#declaredOrFound(info);
			this.#plain.set(info.node, result);
			return result;
		} finally { this.#pending.delete(info.node); }
	}

	#declaredOrFound(info: FunctionInfo): Type {
		const { node } = info;
		const outer = info.scope.parent ?? info.scope;
		const manager = this.managerOf(info);
		const declared = node.returns === undefined ? this.#inference.stubbed(info)?.returns : { annotation: node.returns, scope: outer };
		const annotated = declared === undefined ? undefined : this.#inference.annotations.read(declared.annotation, declared.scope);
		const known = annotated !== undefined && annotated.kind !== 'any' ? annotated : undefined;
		if (node.isGenerator) {
			const item = known !== undefined && known.kind === 'outside' ? known.args[0] ?? unknown : known ?? this.#yielded(info);
			if (manager !== undefined) { return outside(node.isAsync ? 'contextlib#AbstractAsyncContextManager' : 'contextlib#AbstractContextManager', item); }
			return outside(node.isAsync ? 'typing#AsyncGenerator' : 'typing#Generator', item);
		}
		const found = known ?? this.#returned(info);
		if (node.isAsync) { return outside('typing#Coroutine', found); }
		return found;
	}

	/** `contextlib#contextmanager` or its async twin, if the function is decorated with one. */
	managerOf(info: FunctionInfo): string | undefined {
		for (const each of info.node.decorators) {
			if (!/contextmanager$/i.test(lastNameOf(each) ?? '')) { continue; }
			const type = this.#inference.typeOf(each, info.scope.parent ?? info.scope);
			if (type.kind === 'symbol' && contextManagers.has(type.symbol)) { return type.symbol; }
		}
		return undefined;
	}

	#returned(info: FunctionInfo): Type {
		const { returned } = this.exitsOf(info.node);
		if (returned.length === 0) { return this.#inference.classes.isBodiless(info) ? unknown : none; }
		return union(returned.map((each) => this.#inference.typeOf(each, info.scope)));
	}

	#yielded(info: FunctionInfo): Type {
		const { yielded } = this.exitsOf(info.node);
		return union(yielded.map((each) => {
			if (each.value === undefined) { return none; }
			const type = this.#inference.typeOf(each.value, info.scope);
			return each.isFrom ? this.#inference.elementOf(type) : type;
		}));
	}

	exitsOf(node: FunctionNode): Exits {
		let exits = this.#exits.get(node);
		if (exits === undefined) {
			exits = findExits(node);
			this.#exits.set(node, exits);
		}
		return exits;
	}

	/** Type variables by what is given: `def load(cls: Type[T]) -> T`, `def run(f: Callable[..., T]) -> T`. */
	#inferVariables(info: FunctionInfo, call: CallExpr, scope: Scope, variables: Map<string, Type>): void {
		const { node } = info;
		if (node.returns === undefined || !this.#mentionsVariable(this.#plainResult(info))) { return; }
		const parameters = info.owner !== undefined && !isStatic(node) ? node.parameters.slice(1) : node.parameters;
		for (const [index, given] of call.args.entries()) {
			if (given.spread !== undefined) { break; }
			const parameter = given.name === undefined ? parameters[index] : parameters.find((each) => each.name === given.name);
			if (parameter?.annotation === undefined) { continue; }
			this.#match(this.#inference.annotations.read(parameter.annotation, info.scope.parent ?? info.scope), this.#inference.typeOf(given.value, scope), variables);
		}
	}

	#mentionsVariable(type: Type): boolean {
		switch (type.kind) {
			case 'variable': return type.name !== 'Self';
			case 'outside': return type.args.some((each) => this.#mentionsVariable(each));
			case 'instance': return type.args?.some((each) => this.#mentionsVariable(each)) ?? false;
			case 'union': return type.of.some((each) => this.#mentionsVariable(each));
			default: return false;
		}
	}

	#match(wanted: Type, given: Type, variables: Map<string, Type>): void {
		if (wanted.kind === 'variable') {
			if (!variables.has(wanted.name) && given.kind !== 'any') { variables.set(wanted.name, given); }
		} else if (wanted.kind === 'union') {
			for (const each of wanted.of) { this.#match(each, given, variables); }
		} else if (wanted.kind === 'outside' && wanted.symbol === 'builtins#type') {
			this.#match(wanted.args[0] ?? unknown, this.#inference.annotations.instanceOf(given), variables);
		} else if (wanted.kind === 'outside' && wanted.symbol === 'typing#Callable') {
			this.#match(wanted.args[0] ?? unknown, this.result(given), variables);
		} else if (wanted.kind === 'outside' && given.kind === 'outside') {
			const [item] = wanted.args;
			if (item === undefined) { return; }
			const inner = awaitables.has(wanted.symbol) ? this.#inference.awaited(given) : wanted.args.length === 1 ? this.#inference.elementOf(given) : unknown;
			if (wanted.symbol === given.symbol) { for (const [index, each] of wanted.args.entries()) { this.#match(each, given.args[index] ?? unknown, variables); } } else { this.#match(item, inner, variables); }
		}
	}

	/** What FastAPI's `Depends(get_pool)` gives; undefined if it is no such call. */
	dependency(expr: Expr | undefined, scope: Scope): Type | undefined {
		if (expr?.kind !== 'call' || !/^(Depends|Security)$/.test(lastNameOf(expr.callee) ?? '')) { return undefined; }
		const provider = expr.args[0]?.value;
		if (provider === undefined) { return undefined; }
		const given = this.#inference.awaited(this.result(this.#inference.typeOf(provider, scope)));
		// A provider that yields gives what it yields.
		return given.kind === 'outside' && /^typing#(Async)?(Generator|Iterator|Iterable)$/.test(given.symbol) ? given.args[0] ?? unknown : given;
	}

	#outsideResult(symbol: string, receiver: Type | undefined, call?: CallExpr, scope?: Scope): Type {
		const special = call !== undefined && scope !== undefined ? this.#special(symbol, receiver, call, scope) : undefined;
		if (special !== undefined) { return special; }
		const { typeOf } = this.#inference;
		const argument = (index: number): Type => {
			const given = call?.args[index];
			return given === undefined || scope === undefined || given.spread !== undefined ? unknown : typeOf(given.value, scope);
		};
		const text = this.#inference.resultTypeOf(symbol) ?? results[symbol];
		if (text !== undefined) {
			return typeFromText(text, {
				receiver: (index) => (receiver?.kind === 'outside' ? receiver.args[index] ?? receiver.args.at(-1) ?? unknown : unknown), argument, item: (index) => this.#inference.elementOf(argument(index)),
				named: (index) => {
					const given = call?.args[index];
					return given === undefined || scope === undefined ? unknown : this.#inference.annotations.read(given.value, scope);
				},
			});
		}
		// Most of their methods make another of the kind.
		const texts = /^builtins#(str|bytes)\.|^(platform)#/.exec(symbol);
		if (texts !== null) { return outside(`builtins#${texts[1] ?? 'str'}`); }
		return isClassName(symbol) ? outside(sameTypes[symbol] ?? symbol) : unknown;
	}

	/** Calls whose result depends on what is given in ways that a table cannot say. */
	#special(symbol: string, receiver: Type | undefined, call: CallExpr, scope: Scope): Type | undefined {
		const { typeOf } = this.#inference;
		const awaited = (type: Type): Type => this.#inference.awaited(type);
		const given = (index: number): Type => {
			const each = call.args[index];
			return each === undefined || each.spread !== undefined ? unknown : typeOf(each.value, scope);
		};
		switch (symbol) {
			case 'asyncio#wait_for': case 'asyncio#shield': return outside(symbol === 'asyncio#shield' ? 'asyncio#Future' : 'typing#Coroutine', awaited(given(0)));
			case 'asyncio#create_task': case 'asyncio#ensure_future': case 'asyncio#TaskGroup.create_task': case 'asyncio#AbstractEventLoop.create_task': return outside('asyncio#Task', awaited(given(0)));
			case 'asyncio#run': case 'asyncio#AbstractEventLoop.run_until_complete': return awaited(given(0));
			case 'asyncio#to_thread': case 'anyio.to_thread#run_sync': case 'starlette.concurrency#run_in_threadpool': case 'fastapi.concurrency#run_in_threadpool': return outside('typing#Coroutine', this.result(given(0)));
			case 'asyncio#AbstractEventLoop.run_in_executor': return outside('asyncio#Future', this.result(given(1)));
			case 'concurrent.futures#ThreadPoolExecutor.submit': case 'concurrent.futures#Executor.submit': case 'concurrent.futures#ProcessPoolExecutor.submit': return outside('concurrent.futures#Future', this.result(given(0)));
			case 'asyncio#gather': return call.args.some((each) => each.spread !== undefined) ? outside('asyncio#Future', outside('builtins#list', this.#gathered(call, scope)))
				: outside('asyncio#Future', outside('builtins#tuple', ...call.args.filter((each) => each.name === undefined).map((each) => awaited(typeOf(each.value, scope)))));
			case 'functools#partial': case 'functools#wraps': case 'weakref#proxy': return given(0);
			case 'dataclasses#replace': case 'copy#copy': case 'copy#deepcopy': return given(0);
			case 'dataclasses#field': case 'pydantic#Field': case 'attr#ib': case 'attrs#field': return this.#field(call, scope);
			case 'collections#defaultdict': return outside('collections#defaultdict', unknown, this.result(given(0)));
			case 'contextlib#closing': case 'contextlib#aclosing': case 'contextlib#nullcontext': return outside('contextlib#AbstractContextManager', given(0));
			case 'contextlib#ExitStack.enter_context': case 'contextlib#AsyncExitStack.enter_context': return this.#inference.entered(given(0), false);
			case 'contextlib#AsyncExitStack.enter_async_context': return outside('typing#Coroutine', this.#inference.entered(given(0), true));
			case 'builtins#open': case 'io#open': case 'os#fdopen': case 'pathlib#Path.open': return this.#opened(call, symbol === 'pathlib#Path.open' ? 0 : 1);
			case 'builtins#super': return this.#super(scope);
			case 'builtins#type': return call.args.length === 1 ? classOf(given(0)) : undefined;
			case 'builtins#getattr': {
				const name = call.args[1]?.value;
				return name?.kind === 'constant' && typeof name.value === 'string' ? this.#inference.member(given(0), name.value) : unknown;
			}
			case 'builtins#dict.get': case 'builtins#dict.pop': return receiver?.kind === 'outside' && receiver.args[1] === undefined ? given(1) : undefined;
			case 'builtins#map': return outside('builtins#list', this.result(given(0)));
			case 'typing#TypeVar': case 'typing_extensions#TypeVar': return this.#typeVariable(call, scope);
			case 'typing#NewType': return call.args[1] === undefined ? unknown : { kind: 'form', of: this.#inference.annotations.read(call.args[1].value, scope) };
			case 'typing#cast': return call.args[0] === undefined ? unknown : this.#inference.annotations.read(call.args[0].value, scope);
			case 'fastapi#Depends': case 'fastapi#Security': return this.dependency(call, scope);
			default: return undefined;
		}
	}

	#gathered(call: CallExpr, scope: Scope): Type {
		const star = call.args.find((each) => each.spread === '*');
		return star === undefined ? unknown : this.#inference.awaited(this.#inference.elementOf(this.#inference.typeOf(star.value, scope)));
	}

	#field(call: CallExpr, scope: Scope): Type {
		const factory = call.args.find((each) => each.name === 'default_factory' || each.name === 'factory');
		if (factory !== undefined) { return this.result(this.#inference.typeOf(factory.value, scope)); }
		const given = call.args.find((each) => each.name === 'default') ?? call.args.find((each) => each.name === undefined);
		return given === undefined ? unknown : this.#inference.typeOf(given.value, scope);
	}

	#opened(call: CallExpr, position: number): Type {
		const mode = (call.args.find((each) => each.name === 'mode') ?? call.args.filter((each) => each.name === undefined)[position])?.value;
		if (mode?.kind !== 'constant' || typeof mode.value !== 'string' || !mode.value.includes('b')) { return outside('io#TextIOWrapper'); }
		return outside(mode.value.includes('+') ? 'io#BufferedRandom' : mode.value.includes('r') ? 'io#BufferedReader' : 'io#BufferedWriter');
	}

	#super(scope: Scope): Type {
		for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
			if (at.owner === undefined) { continue; }
			const info = this.#inference.workspace.classOf(at.owner.node as never, this.#inference.workspace.sourceOf(scope));
			return { kind: 'super', class: info, self: { kind: 'instance', class: info } };
		}
		return unknown;
	}

	#typeVariable(call: CallExpr, scope: Scope): Type {
		const name = call.args[0]?.value;
		const bound = call.args.find((each) => each.name === 'bound')?.value;
		if (name?.kind !== 'constant' || typeof name.value !== 'string') { return unknown; }
		return { kind: 'variable', name: name.value, ...(bound && { bound: this.#inference.annotations.read(bound, scope) }) };
	}
}

/** A call to a name that begins with a capital makes an instance; so do some others. */
export function isClassName(symbol: string): boolean {
	if (smallClasses.has(symbol) || mappings.has(symbol)) { return true; }
	const name = symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.lastIndexOf('#')) + 1);
	return /^_*[A-Z]/.test(name) && /[a-z]|^[A-Z]{1,2}$|^[A-Z]+$/.test(name) && !/^[A-Z0-9]+_[A-Z0-9_]+$/.test(name);
}

function classOf(type: Type): Type {
	switch (type.kind) {
		case 'instance': return { kind: 'class', class: type.class };
		case 'outside': return { kind: 'symbol', symbol: type.symbol };
		default: return unknown;
	}
}

function findExits(node: FunctionNode): Exits {
	const returned: Expr[] = [];
	const yielded: Extract<Expr, { kind: 'yield' }>[] = [];
	const expression = (expr: Expr): void => {
		if (expr.kind === 'yield') { yielded.push(expr); }
		for (const each of partsOf(expr)) { expression(each); }
	};
	const block = (body: readonly Stmt[]): void => {
		for (const stmt of body) {
			if (stmt.kind === 'function' || stmt.kind === 'class') { continue; }
			if (stmt.kind === 'return' && stmt.value !== undefined) { returned.push(stmt.value); }
			if (node.isGenerator) { for (const each of expressionsIn(stmt)) { expression(each); } }
			for (const each of blocksIn(stmt)) { block(each.body); }
		}
	};
	block(node.body);
	return { returned, yielded };
}
