/** What annotations say: the type of a value for which one stands. */
import type { Scope } from '../scopes.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Inference } from './inference.ts';
import { sameTypes } from './library.ts';
import { none, outside, union, unknown, type Type } from './types.ts';

/** Wrappers that change nothing about a value: the first argument is its type. */
const transparent = /^(typing|typing_extensions|dataclasses|sqlalchemy\.orm)#(Annotated|ClassVar|Final|Required|NotRequired|ReadOnly|InitVar|Mapped|WriteOnlyMapped|DynamicMapped)$/;
const typingNames = /^(typing|typing_extensions)#(\w+)$/;

export class Annotations {
	readonly #inference: Inference;
	readonly #known = new Map<Expr, Type>();

	constructor(inference: Inference) {
		this.#inference = inference;
	}

	/** The type that an annotation describes. */
	read(expr: Expr, scope: Scope): Type {
		const known = this.#known.get(expr);
		if (known !== undefined) { return known; }
		const { cuts } = this.#inference;
		const type = this.#find(expr, scope);
		// What was found half-way round a circle may be more when it is asked from elsewhere.
		if (this.#inference.cuts === cuts) { this.#known.set(expr, type); }
		return type;
	}

	#find(expr: Expr, scope: Scope): Type {
		switch (expr.kind) {
			case 'constant': return expr.value === null ? none : unknown;
			case 'binary': return expr.operator === '|' ? union([this.read(expr.left, scope), this.read(expr.right, scope)]) : unknown;
			case 'subscript': return this.generic(this.#inference.typeOf(expr.object, scope), expr.index, scope);
			case 'name': case 'attribute': return this.instanceOf(this.#inference.typeOf(expr, scope));
			case 'starred': return this.read(expr.value, scope);
			default: return unknown;
		}
	}

	/** An instance of what a name stands for. */
	instanceOf(type: Type): Type {
		switch (type.kind) {
			case 'class': return { kind: 'instance', class: type.class };
			case 'form': return type.of;
			case 'none': case 'variable': return type;
			case 'union': return union(type.of.map((each) => this.instanceOf(each)));
			case 'symbol': return namedInstance(type.symbol);
			default: return unknown;
		}
	}

	/** `List[Pool]`, `Optional[Pool]`, a class of the workspace with type arguments. */
	generic(head: Type, index: readonly Expr[], scope: Scope): Type {
		const written = index.flatMap((each) => (each.kind === 'tuple' ? each.items : [each]));
		const args = (): Type[] => written.map((each) => this.read(each, scope));
		if (head.kind === 'class') { return { kind: 'instance', class: head.class, args: args() }; }
		if (head.kind === 'form') { return head.of; }
		if (head.kind !== 'symbol') { return unknown; }
		const { symbol } = head;
		if (transparent.test(symbol)) { return this.#annotated(written, scope); }
		const name = typingNames.exec(symbol)?.[2];
		switch (name) {
			case 'Optional': return union([...args(), none]);
			case 'Union': return union(args());
			case 'Literal': case 'LiteralString': return outside('builtins#str');
			case 'Callable': return outside('typing#Callable', this.#result(written, scope));
			case 'Type': return this.#named(args()[0] ?? unknown);
			case 'Coroutine': return outside('typing#Coroutine', args().at(-1) ?? unknown);
			case 'TypeGuard': case 'TypeIs': return outside('builtins#bool');
			case 'Unpack': case 'Concatenate': return unknown;
			default:
		}
		if (symbol === 'builtins#type') { return this.#named(args()[0] ?? unknown); }
		const same = sameTypes[symbol] ?? symbol;
		if (same === 'typing#Coroutine') { return outside(same, args().at(-1) ?? unknown); }
		if (same === 'typing#Callable') { return outside(same, this.#result(written, scope)); }
		if (same === 'builtins#tuple') { return outside(same, ...written.filter((each) => each.kind !== 'other').map((each) => this.read(each, scope))); }
		return outside(same, ...args());
	}

	/** `Annotated[Pool, Depends(get_pool)]`: where the type is not known, what the dependency gives. */
	#annotated([type, ...more]: readonly Expr[], scope: Scope): Type {
		const declared = type === undefined ? unknown : this.read(type, scope);
		if (declared.kind !== 'any') { return declared; }
		for (const each of more) {
			const given = this.#inference.calls.dependency(each, scope);
			if (given !== undefined) { return given; }
		}
		return declared;
	}

	/** What a `Callable[[…], Pool]` gives back. */
	#result(written: readonly Expr[], scope: Scope): Type {
		const last = written.at(-1);
		return last === undefined || written.length < 2 ? unknown : this.read(last, scope);
	}

	/** The class that an annotation names, for `Type[Pool]`. */
	#named(type: Type): Type {
		switch (type.kind) {
			case 'instance': return { kind: 'class', class: type.class };
			case 'outside': return { kind: 'symbol', symbol: type.symbol };
			case 'variable': return outside('builtins#type', type);
			case 'union': return union(type.of.filter((each) => each.kind !== 'none').map((each) => this.#named(each)));
			default: return unknown;
		}
	}
}

function namedInstance(symbol: string): Type {
	const name = typingNames.exec(symbol)?.[2];
	if (name === 'Any' || name === 'Optional' || name === 'Union') { return unknown; }
	if (name === 'Self') { return { kind: 'variable', name: 'Self' }; }
	if (name === 'LiteralString') { return outside('builtins#str'); }
	if (symbol === 'builtins#object' || symbol === 'builtins#type' || symbol === 'builtins#callable') { return unknown; }
	return outside(sameTypes[symbol] ?? symbol);
}
