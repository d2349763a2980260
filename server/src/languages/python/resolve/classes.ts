/** Classes: their bases, in which order members are looked for, what attributes hold, who derives from whom. */
import type { ClassNode, Expr, FunctionNode, Stmt } from '../syntax/ast.ts';
import type { Inference } from './inference.ts';
import { dynamic, mapType, none, outside, present, substitute, union, unknown, type ClassInfo, type FunctionInfo, type Type } from './types.ts';

/** One class that another takes members from, with what its type variables stand for. */
export type Ancestor =
	| { readonly kind: 'class'; readonly class: ClassInfo; readonly variables: ReadonlyMap<string, Type> }
	| { readonly kind: 'outside'; readonly symbol: string }
	| { readonly kind: 'unknown' };

/** Who derives directly from whom, and which classes are protocols, by ids: it outlives changes that leave declarations as they were. */
export interface ClassIndex {
	isBuilt: boolean;
	readonly derived: Map<string, string[]>;
	readonly protocols: string[];
}

export function newClassIndex(): ClassIndex {
	return { isBuilt: false, derived: new Map(), protocols: [] };
}

/** Bases that give a class no members of their own. */
const bare: ReadonlySet<string> = new Set(['builtins#object', 'abc#ABC', 'typing#Protocol', 'typing_extensions#Protocol', 'typing#Generic', 'typing#NamedTuple', 'typing#TypedDict', 'typing_extensions#TypedDict']);
const protocols: ReadonlySet<string> = new Set(['typing#Protocol', 'typing_extensions#Protocol']);
const noVariables: ReadonlyMap<string, Type> = new Map();
const enums = /^enum#(Int|Str)?(Enum|Flag)$/;

/** What a class must have to fulfil a protocol. */
interface Wanted { readonly methods: readonly FunctionNode[]; readonly attributes: readonly string[] }

export class Classes {
	readonly #inference: Inference;
	readonly #bases = new WeakMap<ClassNode, readonly Ancestor[]>();
	readonly #ancestors = new WeakMap<ClassNode, readonly Ancestor[]>();
	readonly #bodiless = new WeakMap<FunctionNode, boolean>();
	readonly #members = new WeakMap<ClassNode, Map<string, { readonly type: Type; readonly files: readonly string[] }>>();
	#protocols: readonly { readonly class: ClassInfo; readonly wanted: Wanted }[] | undefined;
	/** Ends a circle of objects that ask each other. */
	readonly #asking = new Set<string>();

	constructor(inference: Inference) {
		this.#inference = inference;
	}

	/** All classes of the files that are known. */
	*all(): Generator<ClassInfo> {
		const { workspace } = this.#inference;
		for (const file of [...workspace.known]) {
			const source = workspace.source(file);
			if (source === undefined) { continue; }
			for (const node of source.scopes.of.keys()) { if (node.kind === 'class') { yield workspace.classOf(node, source); } }
		}
	}

	basesOf(info: ClassInfo): readonly Ancestor[] {
		const known = this.#bases.get(info.node);
		if (known !== undefined) { return known; }
		this.#bases.set(info.node, []);
		const outer = info.scope.parent ?? info.scope;
		const bases = info.node.bases.filter((each) => each.name === undefined && each.spread === undefined).map((each) => this.#base(this.#inference.typeOf(each.value, outer)));
		this.#bases.set(info.node, bases);
		return bases;
	}

	#base(type: Type): Ancestor {
		const form = type.kind === 'form' ? type.of : type;
		switch (form.kind) {
			case 'class': return { kind: 'class', class: form.class, variables: new Map() };
			case 'instance': return { kind: 'class', class: form.class, variables: new Map(this.#variablesOf(form.class).map((name, index) => [name, form.args?.[index] ?? unknown])) };
			case 'symbol': case 'outside': return { kind: 'outside', symbol: form.symbol };
			case 'union': return this.#base(form.of.find((each) => each.kind === 'class') ?? form.of[0] ?? unknown);
			default: return { kind: 'unknown' };
		}
	}

	/** The names of the type variables in `Generic[K, V]`, or in the first base that has some. */
	#variablesOf(info: ClassInfo): readonly string[] {
		for (const { value } of info.node.bases) {
			if (value.kind !== 'subscript') { continue; }
			const names = value.index.flatMap((each) => (each.kind === 'tuple' ? each.items : [each])).flatMap((each) => {
				const type = this.#inference.typeOf(each, info.scope.parent ?? info.scope);
				return type.kind === 'variable' ? [type.name] : [];
			});
			if (names.length > 0) { return names; }
		}
		return [];
	}

	/** Where members are looked for, itself first: as Python orders them where classes do not share ancestors, and near to it where they do. */
	ancestorsOf(info: ClassInfo): readonly Ancestor[] {
		const known = this.#ancestors.get(info.node);
		if (known !== undefined) { return known; }
		this.#ancestors.set(info.node, []);
		const all: Ancestor[] = [{ kind: 'class', class: info, variables: new Map() }];
		for (const base of this.basesOf(info)) {
			if (base.kind !== 'class') { all.push(base); continue; }
			for (const each of this.ancestorsOf(base.class)) {
				all.push(each.kind === 'class' ? { ...each, variables: each.class === base.class ? base.variables : new Map([...each.variables].map(([name, type]) => [name, substitute(type, base.variables)])) } : each);
			}
		}
		// Of a shared ancestor the last place counts.
		const ordered = all.filter((each, index) => each.kind !== 'class' || !all.slice(index + 1).some((later) => later.kind === 'class' && later.class === each.class));
		const sorted = [...ordered.filter((each) => each.kind === 'class'), ...ordered.filter((each) => each.kind !== 'class')];
		this.#ancestors.set(info.node, sorted);
		return sorted;
	}

	/** What the type variables of a class stand for in an object of it, or of a class that derives from it. */
	variablesIn(info: ClassInfo, self: Type): ReadonlyMap<string, Type> {
		if (self.kind !== 'instance' && self.kind !== 'class') { return noVariables; }
		const args = self.kind === 'instance' ? self.args : undefined;
		const given = args === undefined ? noVariables : new Map(this.#variablesOf(self.class).map((name, index) => [name, args[index] ?? unknown]));
		if (self.class === info) { return given; }
		const inherited = this.ancestorsOf(self.class).find((each) => each.kind === 'class' && each.class === info);
		return inherited?.kind === 'class' ? new Map([...inherited.variables].map(([name, type]) => [name, substitute(type, given)])) : noVariables;
	}

	isProtocol(info: ClassInfo): boolean {
		return this.basesOf(info).some((each) => each.kind === 'outside' && protocols.has(each.symbol));
	}

	isEnum(info: ClassInfo): boolean {
		return this.ancestorsOf(info).some((each) => each.kind === 'outside' && enums.test(each.symbol));
	}

	/** The first outside class that it derives from. */
	outsideBase(info: ClassInfo): string | undefined {
		const found = this.ancestorsOf(info).find((each) => each.kind === 'outside' && !bare.has(each.symbol) && !enums.test(each.symbol));
		return found?.kind === 'outside' ? found.symbol : undefined;
	}

	/** True if a method has nothing in it for others to run: it only declares. */
	isBodiless(info: FunctionInfo): boolean {
		const known = this.#bodiless.get(info.node);
		if (known !== undefined) { return known; }
		const isEmpty = info.owner !== undefined && !info.node.isLambda && info.node.body.every(isNothing)
			&& (this.isAbstract(info.node) || this.isProtocol(info.owner) || info.node.body.some((each) => each.kind === 'raise'));
		this.#bodiless.set(info.node, isEmpty);
		return isEmpty;
	}

	isAbstract({ decorators }: FunctionNode): boolean {
		return decorators.some((each) => /^abstract(method|property|classmethod|staticmethod)$/.test(lastNameOf(each) ?? ''));
	}

	/** `interface`: a protocol; `abstract`: something that it declares has no body yet. */
	kindOf(info: ClassInfo): 'class' | 'abstract' | 'interface' {
		if (this.isProtocol(info)) { return 'interface'; }
		if (this.basesOf(info).some((each) => each.kind === 'outside' && each.symbol === 'abc#ABC') && info.node.body.some((stmt) => stmt.kind === 'function' && stmt.body.every(isNothing))) { return 'abstract'; }
		const seen = new Set<string>();
		for (const each of this.ancestorsOf(info)) {
			if (each.kind !== 'class') { continue; }
			for (const stmt of each.class.node.body) {
				if (stmt.kind !== 'function' || seen.has(stmt.name)) { continue; }
				seen.add(stmt.name);
				if (this.isAbstract(stmt)) { return 'abstract'; }
			}
		}
		return 'class';
	}

	/** A member as seen from `self`, an instance or the class itself; `after`: only of what comes behind that class. */
	member(info: ClassInfo, name: string, self: Type, after?: ClassInfo): Type {
		// Most are asked for again and again from plain objects.
		if (after !== undefined || self.kind !== 'instance' || self.args !== undefined) { return this.#findMember(info, name, self, after); }
		let members = this.#members.get(info.node);
		if (members === undefined) { this.#members.set(info.node, members = new Map()); }
		const known = members.get(name);
		if (known !== undefined) {
			for (const file of known.files) { this.#inference.workspace.touch(file); }
			return known.type;
		}
		const { cuts } = this.#inference;
		const { result: type, touched } = this.#inference.workspace.touching(() => this.#findMember(info, name, self, after));
		for (const file of touched) { this.#inference.workspace.touch(file); }
		// What was found half-way round a circle may be more when it is asked from elsewhere.
		if (this.#inference.cuts === cuts) { members.set(name, { type, files: [...touched] }); }
		return type;
	}

	#findMember(info: ClassInfo, name: string, self: Type, after: ClassInfo | undefined): Type {
		let isUnknown = false;
		let isPast = after === undefined;
		for (const each of this.ancestorsOf(info)) {
			if (each.kind === 'unknown') { isUnknown = true; continue; }
			if (each.kind === 'outside') {
				if (bare.has(each.symbol) || enums.test(each.symbol)) { continue; }
				return isUnknown ? unknown : this.#inference.outsideMember({ kind: 'outside', symbol: each.symbol, args: [] }, name);
			}
			if (!isPast) { isPast = each.class === after; continue; }
			const own = this.ownMember(each.class, name, self);
			if (own !== undefined) { return substitute(own, this.variablesIn(each.class, self)); }
		}
		if (name === '__dict__') { return outside('builtins#dict', outside('builtins#str')); }
		if (this.isEnum(info) && (name === 'name' || name === 'value')) { return name === 'name' ? outside('builtins#str') : this.#enumValue(info); }
		if (isUnknown) { return unknown; }
		const mixed = this.#fromSubclasses(info, name, self, after);
		const delegated = mixed.kind === 'any' && after === undefined ? this.#delegated(info, name) : undefined;
		if (delegated !== undefined) { return delegated; }
		// What nobody defines, every object has.
		return mixed.kind === 'any' && /^__\w+__$/.test(name) && after !== undefined ? { kind: 'symbol', symbol: `builtins#object.${name}` } : mixed;
	}

	/** What a stand-in has by the object that it asks: `def __getattr__(self, name): return getattr(make(), name)`. */
	#delegated(info: ClassInfo, name: string): Type | undefined {
		const key = `${info.id}.${name}`;
		if (name.startsWith('__') || this.#asking.has(key)) { return undefined; }
		const asking = this.ancestorsOf(info).flatMap((each) => (each.kind === 'class' ? each.class.scope.variables.get('__getattr__')?.definitions ?? [] : []))[0]?.source;
		if (asking?.kind !== 'function') { return undefined; }
		const asked = asking.function;
		const scope = this.#inference.workspace.functionOf(asked, info.source).scope;
		this.#asking.add(key);
		try {
			for (const each of this.#inference.calls.exitsOf(asked).returned) {
				if (each.kind !== 'call' || each.callee.kind !== 'name' || each.callee.name !== 'getattr') { continue; }
				const [object, wanted] = each.args;
				if (object === undefined || wanted?.value.kind !== 'name' || wanted.value.name !== asked.parameters[1]?.name) { continue; }
				const type = this.#inference.member(this.#inference.typeOf(object.value, scope), name);
				if (type.kind !== 'any') { return type; }
			}
			return undefined;
		} finally { this.#asking.delete(key); }
	}

	/** What a mixin's `self` has by the classes it is mixed into. */
	#fromSubclasses(info: ClassInfo, name: string, self: Type, after: ClassInfo | undefined): Type {
		if (name.startsWith('__')) { return unknown; }
		const found: Type[] = [];
		for (const derived of this.derivedFrom(info)) {
			const ancestors = this.ancestorsOf(derived);
			// `super()` goes on behind the class it is written in.
			const first = after === undefined ? 0 : ancestors.findIndex((each) => each.kind === 'class' && each.class === after) + 1;
			for (const each of ancestors.slice(first)) {
				if (each.kind !== 'class' || each.class === info) { continue; }
				const own = this.ownMember(each.class, name, self);
				if (own === undefined) { continue; }
				found.push(own.kind === 'function' ? { kind: 'member', class: info, name, declared: own.function } : own);
				break;
			}
		}
		const [first] = found;
		return first?.kind === 'member' ? first : union(found);
	}

	/** What a class itself says of a member; undefined if nothing. */
	ownMember(info: ClassInfo, name: string, self: Type): Type | undefined {
		const declared = info.scope.variables.get(name)?.definitions ?? [];
		const assigned = info.source.scopes.attributes.get(info.node)?.get(name) ?? [];
		const definitions = [...declared, ...assigned];
		if (definitions.length === 0) { return undefined; }
		this.#inference.workspace.touch(info.source.file);
		const annotated = definitions.find((each) => each.source.kind === 'annotated');
		if (annotated !== undefined) {
			const type = this.#inference.sourceType(annotated);
			if (type.kind !== 'any') { return this.#inference.withPuts(type, definitions); }
		}
		const method = declared.findLast((each) => each.source.kind === 'function' && !isSetter(each.source.function) && !isOverload(each.source.function)) ?? declared.find((each) => each.source.kind === 'function');
		if (method?.source.kind === 'function') { return this.#method(method.source.function, info, self); }
		if (this.isEnum(info) && declared.length > 0 && assigned.length === 0) { return { kind: 'instance', class: info }; }
		const types = definitions.filter((each) => each.source.kind !== 'put').map((each) => mapType(this.#inference.sourceType(each), (type) => (type.kind === 'parameter' ? this.#inference.given(type) ?? unknown : type)));
		const whole = present(types.length === 0 ? unknown : union(types));
		return this.#inference.withPuts(whole.kind === 'none' ? union([none, dynamic]) : whole, definitions);
	}

	/** What the members of an enumeration are made of. */
	#enumValue(info: ClassInfo): Type {
		const definitions = [...info.scope.variables.values()].slice(0, 4).flatMap((each) => each.definitions.filter(({ source }) => source.kind === 'value'));
		return union(definitions.map((each) => this.#inference.sourceType(each)));
	}

	#method(node: FunctionNode, info: ClassInfo, self: Type): Type {
		const method = this.#inference.workspace.functionOf(node, info.source);
		if (isProperty(node) && self.kind !== 'class') { return this.#inference.calls.resultOf(method, self, undefined); }
		const type = this.#inference.decorated(method);
		return type.kind === 'function' ? { kind: 'function', function: type.function, receiver: self } : type;
	}

	/** The getter (or setter) that reading (or writing) a member runs. */
	accessorOf(type: Type, name: string, isWrite: boolean): FunctionInfo | undefined {
		if (type.kind === 'union') { return present(type).kind === 'union' ? undefined : this.accessorOf(present(type), name, isWrite); }
		if (type.kind !== 'instance' && type.kind !== 'super') { return undefined; }
		for (const each of this.ancestorsOf(type.class)) {
			if (each.kind !== 'class' || type.kind === 'super' && each.class === type.class) { continue; }
			const definitions = each.class.scope.variables.get(name)?.definitions;
			if (definitions === undefined || definitions.length === 0) { continue; }
			const found = definitions.flatMap(({ source }) => (source.kind === 'function' ? [source.function] : [])).find((node) => (isWrite ? isSetter(node) : isProperty(node)));
			return found && this.#inference.workspace.functionOf(found, each.class.source);
		}
		return undefined;
	}

	/** All that derive from it, however far, in a fixed order. */
	derivedFrom(info: ClassInfo): readonly ClassInfo[] {
		const index = this.#index();
		const all = new Set<ClassInfo>();
		const pending = [info];
		for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
			for (const id of index.derived.get(next.id) ?? []) {
				const each = this.#inference.workspace.classById(id);
				if (each === undefined || all.has(each)) { continue; }
				all.add(each);
				pending.push(each);
			}
		}
		return [...all].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
	}

	#index(): ClassIndex {
		if (this.#inference.classIndex.isBuilt) { return this.#inference.classIndex; }
		const index = this.#inference.classIndex;
		index.isBuilt = true;
		for (const info of this.all()) {
			for (const base of this.basesOf(info)) {
				if (base.kind !== 'class') { continue; }
				const known = index.derived.get(base.class.id);
				if (known === undefined) { index.derived.set(base.class.id, [info.id]); } else { known.push(info.id); }
			}
			if (this.isProtocol(info)) { index.protocols.push(info.id); }
		}
		return index;
	}

	/** The protocols of the workspace that a class fulfils without naming them: it has all their methods, as many wait as theirs do. */
	fulfilledBy(info: ClassInfo): readonly ClassInfo[] {
		this.#protocols ??= this.#index().protocols.map((id) => this.#inference.workspace.classById(id)).flatMap((each) => (each === undefined ? [] : [{ class: each, wanted: this.#wantedBy(each) }]));
		if (this.#protocols.length === 0 || this.isProtocol(info)) { return []; }
		const own = new Set(this.ancestorsOf(info).flatMap((each) => (each.kind === 'class' ? [each.class] : [])));
		return this.#protocols.filter((protocol) => !own.has(protocol.class) && (this.#fulfils(info, protocol.wanted) || this.#isStoodForBy(info, protocol.class))).map((protocol) => protocol.class);
	}

	/** What a protocol and its bases declare. */
	#wantedBy(protocol: ClassInfo): Wanted {
		const declared = this.ancestorsOf(protocol).flatMap((each) => (each.kind === 'class' ? each.class.node.body : []));
		return {
			methods: declared.flatMap((each) => (each.kind === 'function' ? [each] : [])),
			attributes: declared.flatMap((each) => (each.kind === 'assign' ? each.targets.flatMap((target) => (target.kind === 'name' ? [target.name] : [])) : [])),
		};
	}

	/** A protocol that bears the name of a class is written in its place (to avoid a circle of imports), also where it has fallen behind. */
	#isStoodForBy(info: ClassInfo, protocol: ClassInfo): boolean {
		return info.node.name === protocol.node.name && info.source !== protocol.source && protocol.node.body.some((wish) => wish.kind === 'function' && this.#hasMethod(info, wish));
	}

	#fulfils(info: ClassInfo, { methods, attributes }: Wanted): boolean {
		return methods.length > 0 && methods.every((wish) => this.#hasMethod(info, wish)) && attributes.every((name) => this.#has(info, name));
	}

	#hasMethod(info: ClassInfo, wish: FunctionNode): boolean {
		const found = this.#declared(info, wish.name);
		return found !== undefined && found.isAsync === wish.isAsync && isProperty(found) === isProperty(wish) && fits(found, wish);
	}

	#declared(info: ClassInfo, name: string): FunctionNode | undefined {
		for (const each of this.ancestorsOf(info)) {
			const definition = each.kind === 'class' ? each.class.scope.variables.get(name)?.definitions.find(({ source }) => source.kind === 'function') : undefined;
			if (definition?.source.kind === 'function') { return definition.source.function; }
		}
		return undefined;
	}

	#has(info: ClassInfo, name: string): boolean {
		return this.ancestorsOf(info).some((each) => each.kind === 'class' && (each.class.scope.variables.has(name) || each.class.source.scopes.attributes.get(each.class.node)?.has(name) === true));
	}
}

/** A method takes what another one is called with. */
function fits(found: FunctionNode, wish: FunctionNode): boolean {
	if (found.parameters.some((each) => each.stars > 0)) { return true; }
	const required = found.parameters.filter((each) => each.default === undefined).length;
	return required <= wish.parameters.length && found.parameters.length >= wish.parameters.filter((each) => each.stars === 0).length;
}

/** Docstrings, `...`, `pass` and `raise NotImplementedError`. */
export function isNothing(stmt: Stmt): boolean {
	switch (stmt.kind) {
		case 'pass': return true;
		case 'expression': return stmt.value.kind === 'constant' || stmt.value.kind === 'other' && stmt.value.parts.length === 0;
		case 'raise': return lastNameOf(stmt.value?.kind === 'call' ? stmt.value.callee : stmt.value) === 'NotImplementedError';
		default: return false;
	}
}

export function lastNameOf(expr: Expr | undefined): string | undefined {
	if (expr?.kind === 'call') { return lastNameOf(expr.callee); }
	return expr?.kind === 'name' || expr?.kind === 'attribute' ? expr.name : undefined;
}

/** Reading the attribute runs the function. */
export function isProperty(node: FunctionNode): boolean {
	return node.decorators.some((each) => /property$|^reify$/i.test(lastNameOf(each) ?? '') && each.kind !== 'call' || each.kind === 'attribute' && each.name === 'getter');
}

export function isSetter(node: FunctionNode): boolean {
	return node.decorators.some((each) => each.kind === 'attribute' && (each.name === 'setter' || each.name === 'deleter'));
}

export function isOverload(node: FunctionNode): boolean {
	return node.decorators.some((each) => lastNameOf(each) === 'overload');
}

export function isStatic(node: FunctionNode): boolean {
	return node.decorators.some((each) => each.kind === 'name' && each.name === 'staticmethod');
}

