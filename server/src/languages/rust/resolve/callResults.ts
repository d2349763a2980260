/** What calls give: of the workspace's functions by what they declare, of others by the tables of what is outside. */
import type { Expr, FunctionNode, MethodExpr, TypeNode } from '../syntax/ast.ts';
import type { Inference } from './inference.ts';
import { isPointer, resultText } from './library.ts';
import type { Method } from './methods.ts';
import type { Place } from './names.ts';
import { futureOf, futureSymbol, outside, substitute, unit, unknown, type FunctionInfo, type Type } from './types.ts';
import { typeFromText } from './typeText.ts';

export class CallResults {
	readonly #inference: Inference;
	readonly #resultTypeOf: (symbol: string) => string | undefined;

	constructor(inference: Inference, resultTypeOf: (symbol: string) => string | undefined) {
		this.#inference = inference;
		this.#resultTypeOf = resultTypeOf;
	}

	/** What calling a value gives. */
	result(callee: Type, args: readonly Expr[], place: Place, given: readonly TypeNode[] = []): Type {
		switch (callee.kind) {
			case 'function': return this.resultOf(callee.function, undefined, args, place);
			case 'constructor': return callee.makes;
			case 'callable': return callee.returns;
			case 'symbol': return this.outsideResult(callee.symbol, unknown, args, place, given);
			case 'own': { const plain = this.#inference.methods.find(callee, 'call'); return plain?.kind === 'function' ? this.resultOf(plain.function, callee) : unknown; }
			case 'outside': return isPointer(callee.symbol) ? this.result(callee.args[0] ?? unknown, args, place, given) : unknown;
			case 'parameter': return this.#inference.bounded(callee.generic.bounds, { ...place, scope: callee.scope }).kind === 'callable' ? (this.#inference.bounded(callee.generic.bounds, { ...place, scope: callee.scope }) as { returns: Type }).returns : unknown;
			default: return unknown;
		}
	}

	methodResult(found: Method, expr: MethodExpr, place: Place): Type {
		return found.kind === 'symbol' ? this.outsideResult(found.symbol, found.receiver, expr.args, place, expr.typeArgs ?? [], found.result) : this.resultOf(found.function, found.receiver, expr.args, place);
	}

	/** What calling a function of the workspace gives; a future where it is async. */
	resultOf(info: FunctionInfo, receiver: Type | undefined, args: readonly Expr[] = [], place?: Place): Type {
		const { node, scope, source } = info;
		const own: Place = { source, scope: scope.scope };
		const plain = node.returns !== undefined ? this.#inference.annotation(node.returns, own) : node.form === 'item' ? unit : this.#inference.bodyType(node, own);
		const given = new Map<string, Type>(receiver?.kind === 'own' ? this.#inference.methods.given(info, receiver) : []);
		if (place !== undefined) { this.#match(info, args, place, given); }
		const result = substitute(plain, given);
		return node.isAsync && !isDriven(node) ? futureOf(result) : result;
	}

	/** Type parameters by what is given for them: `fn wrap<T>(value: T) -> Box<T>`. */
	#match({ node, scope, source }: FunctionInfo, args: readonly Expr[], place: Place, given: Map<string, Type>): void {
		if (node.generics.length === 0) { return; }
		for (const [index, parameter] of node.parameters.entries()) {
			const arg = args[index];
			if (arg === undefined || parameter.type === undefined) { continue; }
			const wanted = this.#inference.annotation(parameter.type, { source, scope: scope.scope });
			if (wanted.kind !== 'parameter' || given.has(wanted.generic.name)) { continue; }
			const type = this.#inference.typeOf(arg, place);
			if (type.kind === 'any') { continue; }
			given.set(wanted.generic.name, type);
			// `F: FnOnce() -> T` tells of `T` too.
			for (const bound of wanted.generic.bounds) {
				const callable = this.#inference.annotation(bound, { source, scope: scope.scope });
				if (callable.kind === 'callable' && callable.returns.kind === 'parameter') { given.set(callable.returns.generic.name, this.result(type, [], place)); }
				if (callable.kind === 'outside' && callable.symbol === futureSymbol && callable.args[0]?.kind === 'parameter') { given.set(callable.args[0].generic.name, this.#inference.awaited(type)); }
			}
		}
	}

	outsideResult(symbol: string, receiver: Type, args: readonly Expr[], place: Place, given: readonly TypeNode[], shared?: string): Type {
		const text = this.#resultTypeOf(symbol) ?? resultText(symbol) ?? shared;
		if (/^std::mem#(?:take|replace)$/.test(symbol)) { return taken(args, place, this.#inference); }
		const argument = (index: number): Type => (args[index] === undefined ? unknown : this.#inference.typeOf(args[index], place));
		if (text !== undefined) {
			const type = typeFromText(text, {
				receiver: receiver.kind === 'any' ? this.#firstArgument(symbol, argument(0)) : receiver, argument, closure: (index) => { const of = argument(index); return this.result(of, [], place); },
				given: (index) => (given[index] === undefined ? unknown : this.#inference.annotation(given[index], place)), item: (type) => this.#inference.item(type), awaited: (type) => this.#inference.awaited(type),
			});
			return type;
		}
		// `Foo::new()` and a tuple struct's name make one of the kind.
		const [, owner, member] = /^(.*#[\w.]*?[A-Z]\w*)\.(\w+)$/.exec(symbol) ?? [];
		if (owner !== undefined && /^(?:new|default|with_capacity|from|builder)$/.test(member ?? '')) { return outside(owner); }
		if (/#(?:Some)$|Option\.Some$/.test(symbol)) { return outside('std::option#Option', argument(0)); }
		if (symbol.endsWith('Result.Ok')) { return outside('std::result#Result', argument(0)); }
		if (symbol.endsWith('Result.Err')) { return outside('std::result#Result', unknown, argument(0)); }
		return /#[A-Z]\w*$/.test(symbol) ? outside(symbol) : unknown;
	}

	/** What a method is called on by its path: `Arc::clone(&shared)`. Of what makes one of a kind, the kind. */
	#firstArgument(symbol: string, first: Type): Type {
		const owner = symbol.slice(0, symbol.lastIndexOf('.'));
		return first.kind === 'outside' && first.symbol === owner ? first : outside(owner);
	}
}

/** `mem::take(&mut guard)` takes what the guard gives access to: there is no other guard to put in its place, unless one is given. */
function taken([from, instead]: readonly Expr[], place: Place, inference: Inference): Type {
	const type = from === undefined ? unknown : inference.typeOf(from, place);
	const isGuard = (each: Type): boolean => each.kind === 'outside' && /(?:Guard|#Ref|#RefMut)$/.test(each.symbol);
	return isGuard(type) && type.kind === 'outside' && !(instead !== undefined && isGuard(inference.typeOf(instead, place))) ? type.args[0] ?? unknown : type;
}

/** `#[tokio::main]` and its kin make a sync function of an async one, which runs it to its end. */
function isDriven({ attributes }: FunctionNode): boolean {
	return attributes.some(({ path }) => /::(?:main|test)$/.test(path));
}
