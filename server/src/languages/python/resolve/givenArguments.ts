/**
 * What a parameter of which nothing is said is given by the calls in its own file. Only objects count: what is done with a function that is
 * given differs from call to call, and is followed there. Calls in other files do not count, so that a file can be outlined without knowing who uses it.
 */
import type { CallSite } from '../scopes.ts';
import type { ArgumentNode, FunctionNode } from '../syntax/ast.ts';
import { isStatic } from './classes.ts';
import type { Inference } from './inference.ts';
import { none, union, type FunctionInfo, type Type } from './types.ts';

/** Of more calls, or of more types, nothing is said. */
const mostCalls = 16, mostTypes = 3;
/** So far a value is followed back that one function hands on to the next. */
const mostHands = 3;

export class GivenArguments {
	readonly #inference: Inference;
	readonly #known = new WeakMap<FunctionNode, Map<number, Type | undefined>>();
	readonly #pending = new Set<FunctionNode>();

	constructor(inference: Inference) {
		this.#inference = inference;
	}

	/** The type at a place (`self` not counted); undefined if the calls do not tell. */
	typeOf(info: FunctionInfo, index: number): Type | undefined {
		let known = this.#known.get(info.node);
		if (known === undefined) { this.#known.set(info.node, known = new Map()); }
		if (known.has(index)) { return known.get(index); }
		if (this.#pending.has(info.node)) {
			this.#inference.cuts++;
			return undefined;
		}
		this.#pending.add(info.node);
		const { cuts } = this.#inference;
		try {
			const type = this.#find(info, index);
			if (this.#inference.cuts === cuts) { known.set(index, type); }
			return type;
		} finally { this.#pending.delete(info.node); }
	}

	#find(info: FunctionInfo, index: number): Type | undefined {
		const { node } = info;
		const parameter = node.parameters[index + (info.owner !== undefined && !isStatic(node) ? 1 : 0)];
		if (parameter === undefined || parameter.stars !== 0 || node.isLambda) { return undefined; }
		const { calls } = info.source.scopes;
		const named = calls.get(node.name) ?? [];
		const sites = node.name === '__init__' && info.owner !== undefined ? [...named, ...calls.get(info.owner.node.name) ?? []] : named;
		if (sites.length > mostCalls) { return undefined; }
		const types: Type[] = [];
		for (const site of sites) {
			if (!this.#calls(site, info)) { continue; }
			const given = argumentAt(site.call.args, index, parameter.name);
			const type = given === undefined ? none : this.#inference.typeOf(given.value, site.scope);
			for (const each of type.kind === 'union' ? type.of : [type]) { types.push(this.#handedOn(each) ?? each); }
		}
		const told = types.flatMap((each) => (each.kind === 'union' ? each.of : [each])).filter((each) => each.kind !== 'any' && each.kind !== 'none' && each.kind !== 'parameter' && each.kind !== 'variable');
		const whole = union(told);
		if (!told.every((each) => each.kind === 'instance' || each.kind === 'outside')) { return undefined; }
		return whole.kind === 'any' || whole.kind === 'union' && whole.of.length > mostTypes ? undefined : whole;
	}

	/** What a caller that hands its own parameter on was given itself. */
	#handedOn(type: Type): Type | undefined {
		return type.kind === 'parameter' && type.path.length === 0 && this.#pending.size < mostHands ? this.typeOf(type.function, type.index) : undefined;
	}

	#calls({ call, scope }: CallSite, info: FunctionInfo): boolean {
		const callee = this.#inference.typeOf(call.callee, scope);
		if (callee.kind === 'class') {
			const made = this.#inference.member({ kind: 'instance', class: callee.class }, '__init__');
			return made.kind === 'function' && made.function === info;
		}
		return callee.kind === 'function' && callee.function === info && (callee.receiver?.kind !== 'class' || isStatic(info.node));
	}
}

function argumentAt(args: readonly ArgumentNode[], index: number, name: string): ArgumentNode | undefined {
	const named = args.find((each) => each.name === name);
	if (named !== undefined) { return named; }
	const spread = args.findIndex((each) => each.spread !== undefined);
	const plain = (spread < 0 ? args : args.slice(0, spread)).filter((each) => each.name === undefined);
	return plain[index];
}
