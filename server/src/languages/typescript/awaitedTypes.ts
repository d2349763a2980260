/** What the compiler's types say of awaited values that are no promises. Good for one snapshot. */
import { SignatureKind, SymbolFlags, TypeFlags, type Project, type Type, type TypeReference, type UnionOrIntersectionType } from 'typescript/unstable/sync';
import { SyntaxKind, type Expression, type NewExpression, type Node } from 'typescript/unstable/ast';
import type { AwaitedKind, FunctionOutline, PlainItem, ResultType } from '../../outline/model.ts';
import { moduleNameOf } from './moduleNames.ts';
import { nameText, unwrap } from './syntax.ts';

const substitutes = TypeFlags.TypeParameter | TypeFlags.IndexedAccess | TypeFlags.Conditional | TypeFlags.Substitution;
const nothing = TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Null;
/** Of these nobody can tell what they hold. */
const open = TypeFlags.AnyOrUnknown | TypeFlags.NonPrimitive | TypeFlags.Never;

/** What the language's own types give that is gone through in sync, by the first of its type arguments. */
const iterables: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable', 'IterableIterator', 'IteratorObject', 'Generator', 'ArrayIterator', 'SetIterator']);

/** An awaited expression and its operand. */
export interface AwaitedPair {
	readonly whole: Node;
	readonly operand: Node;
}

/** Whether an item is a promise: surely not, perhaps, or nothing at all is given. Undefined where it is one or nobody can tell. */
type ItemKind = PlainItem['how'] | undefined;

export class AwaitedTypes {
	private readonly project: Project;
	private readonly typeOf: (type: Type) => ResultType;
	private readonly byType = new Map<number, boolean>();
	/** Functions (ids and symbol names) that gave something to wait for where they were first called: of them, nobody asks again. */
	readonly givers = new Set<string>();

	/** `typeOf`: whether a type is a promise. */
	constructor(project: Project, typeOf: (type: Type) => ResultType) {
		this.project = project;
		this.typeOf = typeOf;
	}

	/** What is awaited and is no promise, undefined where it may be one: one round trip for all, and some for each that is none. */
	of(pairs: readonly AwaitedPair[]): readonly (Exclude<AwaitedKind, 'promise'> | undefined)[] {
		if (pairs.length === 0) { return []; }
		const types = this.project.checker.getTypeAtLocation(pairs.flatMap(({ whole, operand }) => [whole, operand]));
		return pairs.map((_, index) => {
			const awaited = types[2 * index], operand = types[2 * index + 1];
			if (awaited === undefined || operand === undefined) { return undefined; }
			// Awaiting what is no promise gives it as it is.
			return awaited.id === operand.id ? this.kindOf(operand) : awaited.isErrorType() && this.hasWrongThen(operand) ? 'value' : undefined;
		});
	}

	/** It has a `then` that takes nothing, and can tell nobody: to await it is an error. */
	private hasWrongThen(type: Type): boolean {
		const { checker } = this.project;
		const member = (type.flags & TypeFlags.Object) === 0 ? undefined : checker.getPropertyOfType(type, 'then');
		const memberType = member === undefined ? undefined : checker.getTypeOfSymbol(member);
		const signatures = memberType === undefined ? [] : checker.getSignaturesOfType(memberType, SignatureKind.Call);
		return signatures.length > 0 && signatures.every(({ parameters }) => parameters.length === 0);
	}

	/** Whether expressions surely give promises, or something else with a `then`. */
	arePromises(nodes: readonly Node[]): readonly boolean[] {
		if (nodes.length === 0) { return []; }
		return this.project.checker.getTypeAtLocation(nodes).map((type) => type !== undefined && this.isPromise(type));
	}

	private isPromise(type: Type): boolean {
		const found = this.typeOf(type);
		if (found === 'plain') { return (type.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0 && this.hasThen(type); }
		return found === 'thenable' || found === 'promise-like' || found === 'lazy';
	}

	/** What is in an array that is gone through, or in something else that is surely no async iterable; undefined where nobody can tell. */
	iteratedAt(node: Node): 'plain' | 'promises' | undefined {
		const type = this.project.checker.getTypeAtLocation(node);
		const items = type === undefined ? undefined : this.itemsOf(type);
		if (items === undefined || items.some(isOpen)) { return undefined; }
		return items.every((item) => this.itemKind(item) === 'surely') ? 'plain' : items.every((item) => this.isPromise(item)) ? 'promises' : undefined;
	}

	/** What is given to calls that wait for promises, items of theirs and lists of them: one round trip for all, and some for each type not seen before. */
	itemsAt(given: readonly { readonly node: Node; readonly isList: boolean }[]): readonly ItemKind[] {
		if (given.length === 0) { return []; }
		return this.project.checker.getTypeAtLocation(given.map(({ node }) => node)).map((type, index) => {
			if (type === undefined || isOpen(type)) { return undefined; }
			return given[index]?.isList === true ? this.listKind(type) : this.itemKind(type);
		});
	}

	private listKind(type: Type): ItemKind {
		const lists = partsOf(type).map((part) => this.itemsOf(part)).filter((items) => items !== undefined);
		const kinds = lists.map((items) => joinedKind(items.map((item) => this.itemKind(item))));
		return kinds.length === 0 ? undefined : joinedKind(kinds);
	}

	/** It has something to end when its scope does, and that in sync. */
	isDisposedInSync(node: Node): boolean {
		const type = this.project.checker.getTypeAtLocation(node);
		const parts = (type === undefined ? [] : partsOf(type)).filter(({ flags }) => (flags & nothing) === 0);
		return parts.length > 0 && parts.every((part) => {
			if ((part.flags & (TypeFlags.Object | TypeFlags.Intersection)) === 0) { return false; }
			const names = this.project.checker.getPropertiesOfType(part).map(({ name }) => name);
			return names.some((name) => name.startsWith('__@dispose')) && !names.some((name) => name.startsWith('__@asyncDispose'));
		});
	}

	/** Whether functions give promises; with the declared type of its result a function says itself that it gives one on some ways only. */
	givenBy(nodes: readonly { readonly node: Node; readonly isDeclared: boolean }[]): readonly FunctionOutline['givesPromise'][] {
		if (nodes.length === 0) { return []; }
		const { checker } = this.project;
		return checker.getTypeAtLocation(nodes.map(({ node }) => node)).map((type, index) => {
			const results = (type === undefined ? [] : checker.getSignaturesOfType(type, SignatureKind.Call)).map((signature) => checker.getReturnTypeOfSignature(signature)).map((result) => (result === undefined ? 'any' : this.typeOf(result)));
			if (results.length === 0 || !results.every((each) => each === 'thenable' || each === 'maybe')) { return undefined; }
			return results.every((each) => each === 'thenable') ? 'always' : nodes[index]?.isDeclared === true ? undefined : 'sometimes';
		});
	}

	/** Declared for a package by others (`@types/…`), whose declarations often are of another version of it. */
	isDeclaredByOthers(name: Node): boolean {
		const declaration = this.project.checker.getSymbolAtLocation(name)?.declarations[0];
		return declaration === undefined || /\/node_modules\/@types\/(?!node\/|bun\/)/.test(declaration.path);
	}

	/** A `Proxy`: whatever its type says, its members are what it makes of them. */
	isStandIn(name: Node): boolean {
		const { checker } = this.project;
		const symbol = checker.getSymbolAtLocation(name);
		const declared = symbol === undefined || (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
		const { initializer } = (declared?.declarations[0]?.resolve(this.project) ?? {}) as { initializer?: Expression };
		const made = initializer === undefined ? undefined : unwrap(initializer);
		return made?.kind === SyntaxKind.NewExpression && nameText((made as NewExpression).expression) === 'Proxy';
	}

	private kindOf(type: Type): Exclude<AwaitedKind, 'promise'> | undefined {
		const parts = partsOf(type);
		if (parts.some(isOpen) || parts.every(({ flags }) => (flags & (TypeFlags.Undefined | TypeFlags.Null)) !== 0)) { return undefined; }
		if (parts.every(({ flags }) => (flags & nothing) !== 0)) { return 'nothing'; }
		if (parts.some(({ flags }) => (flags & TypeFlags.Void) !== 0)) { return undefined; }
		if (parts.some((part) => (part.flags & (substitutes | TypeFlags.Intersection)) !== 0 && !this.isPlain(part))) { return undefined; }
		const objects = parts.filter(({ flags }) => (flags & TypeFlags.Object) !== 0);
		if (objects.length > 0 && objects.every((part) => this.project.checker.getSignaturesOfType(part, SignatureKind.Call).length > 0)) { return 'function'; }
		if (objects.some((part) => this.isEmpty(part))) { return undefined; }
		return this.typeOf(type) === 'array' ? 'list' : 'value';
	}

	/** `{}` may be anything. */
	private isEmpty(type: Type): boolean {
		const { checker } = this.project;
		return checker.getPropertiesOfType(type).length === 0 && checker.getIndexInfosOfType(type).length === 0 && !type.isClassOrInterface();
	}

	private itemKind(type: Type): ItemKind {
		const parts = partsOf(type);
		if (parts.every(({ flags }) => (flags & nothing) !== 0)) { return 'nothing'; }
		const kinds = parts.filter(({ flags }) => (flags & nothing) === 0).map((part) => (this.isPlain(part) ? 'surely' : undefined));
		return joinedKind(kinds);
	}

	/** Surely no promise. */
	private isPlain(type: Type): boolean {
		if (isOpen(type)) { return false; }
		if ((type.flags & TypeFlags.Union) !== 0) { return partsOf(type).every((part) => this.isPlain(part)); }
		if ((type.flags & substitutes) !== 0) {
			const constraint = this.project.checker.getBaseConstraintOfType(type);
			return constraint !== undefined && constraint.id !== type.id && (constraint.flags & substitutes) === 0 && this.isPlain(constraint);
		}
		return (type.flags & (TypeFlags.Object | TypeFlags.Intersection)) === 0 || !this.hasThen(type) && !((type.flags & TypeFlags.Object) !== 0 && this.isEmpty(type));
	}

	private hasThen(type: Type): boolean {
		const known = this.byType.get(type.id) ?? this.project.checker.getPropertyOfType(type, 'then') !== undefined;
		this.byType.set(type.id, known);
		return known;
	}

	/** The types of the items of a list, or of something else that is gone through in sync; undefined where it is none, or nobody can tell. */
	private itemsOf(type: Type): readonly Type[] | undefined {
		const { checker } = this.project;
		if ((type.flags & TypeFlags.Union) !== 0) {
			const all = partsOf(type).map((part) => this.itemsOf(part));
			return all.some((items) => items === undefined) ? undefined : all.flatMap((items) => items ?? []);
		}
		if ((type.flags & TypeFlags.Object) === 0) { return undefined; }
		if (type.isTypeReference() && type.isObjectType() && (type.getTarget() as Type | undefined)?.isTupleType() === true) { return checker.getTypeArguments(type as TypeReference); }
		const symbol = type.getSymbol();
		if (symbol === undefined) { return undefined; }
		if (symbol.declarations.some(({ path }) => moduleNameOf(path) === 'lib')) { return iterables.has(symbol.name) ? checker.getTypeArguments(type as TypeReference).slice(0, 1) : undefined; }
		// A class or interface that extends a list.
		const item = checker.getIndexInfosOfType(type).find(({ keyType }) => (keyType.flags & TypeFlags.Number) !== 0)?.valueType;
		return item === undefined || checker.getPropertyOfType(type, 'push') === undefined ? undefined : [item];
	}
}

function isOpen({ flags }: Type): boolean { return (flags & open) !== 0; }

function partsOf(type: Type): readonly Type[] {
	return (type.flags & TypeFlags.Union) === 0 ? [type] : (type as UnionOrIntersectionType).getTypes();
}

/** Of several that all count: surely none where all are, in part where one is. */
function joinedKind(kinds: readonly ItemKind[]): ItemKind {
	if (kinds.length === 0) { return undefined; }
	const [first] = kinds;
	if (kinds.every((kind) => kind === first)) { return first; }
	return kinds.some((kind) => kind === 'surely' || kind === 'partly') ? 'partly' : undefined;
}
