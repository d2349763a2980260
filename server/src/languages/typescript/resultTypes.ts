/** What the compiler's types say of a value: a promise, perhaps one, a list of them, or nothing to wait for. Good for one snapshot. */
import { TypeFlags, type Project, type Symbol as CompilerSymbol, type Type, type TypeReference, type UnionOrIntersectionType } from 'typescript/unstable/sync';
import type { Node } from 'typescript/unstable/ast';
import type { ResultType } from '../../outline/model.ts';
import { moduleNameOf } from './moduleNames.ts';

const unions = TypeFlags.Union | TypeFlags.Intersection;
/** Types whose members are another type's: a type parameter, `T[K]`, a conditional type. */
const substitutes = TypeFlags.TypeParameter | TypeFlags.IndexedAccess | TypeFlags.Conditional | TypeFlags.Substitution;
const lists: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray']);

export class ResultTypes {
	private readonly project: Project;
	private readonly awaitable: (symbol: string) => 'running' | 'lazy' | undefined;
	private readonly byType = new Map<number, ResultType>();
	private readonly bySymbol = new Map<number, ResultType | undefined>();
	/** By what a type is declared as. */
	private readonly brands = new Map<number, boolean>();

	/** `awaitable`: what the catalogue says of types that can be awaited and are no promises of the language's. */
	constructor(project: Project, awaitable: (symbol: string) => 'running' | 'lazy' | undefined) {
		this.project = project;
		this.awaitable = awaitable;
	}

	/** The types of expressions, in their order: one round trip for all, and some for each type not seen before. */
	of(nodes: readonly Node[]): readonly ResultType[] {
		if (nodes.length === 0) { return []; }
		return this.project.checker.getTypeAtLocation(nodes).map((type) => (type === undefined ? 'any' : this.read(type, 0)));
	}

	/** The same for a type. */
	ofType(type: Type): ResultType { return this.read(type, 0); }

	/** The names of types that packages declare: `react-router#NavigateFunction`. */
	namesOf(nodes: readonly Node[]): readonly (string | undefined)[] {
		if (nodes.length === 0) { return []; }
		return this.project.checker.getTypeAtLocation(nodes).map((type) => {
			const symbol = type?.getSymbol();
			const path = symbol?.declarations[0]?.path;
			return symbol === undefined || path === undefined || !path.includes('/node_modules/') || symbol.name.startsWith('__') ? undefined : `${moduleNameOf(path)}#${symbol.name}`;
		});
	}

	private read(type: Type, depth: number): ResultType {
		if ((type.flags & (TypeFlags.Object | unions | substitutes)) === 0) { return (type.flags & TypeFlags.AnyOrUnknown) === 0 ? 'plain' : 'any'; }
		const known = this.byType.get(type.id);
		if (known !== undefined) { return known; }
		// Ends a circle of types.
		this.byType.set(type.id, 'plain');
		const found = depth > 6 ? 'plain' : this.readNew(type, depth);
		this.byType.set(type.id, found);
		return found;
	}

	private readNew(type: Type, depth: number): ResultType {
		if ((type.flags & TypeFlags.Union) !== 0) { return joined((type as UnionOrIntersectionType).getTypes().map((part) => this.read(part, depth + 1))); }
		if ((type.flags & TypeFlags.Intersection) !== 0) { return this.readIntersection(type as UnionOrIntersectionType, depth); }
		if ((type.flags & substitutes) !== 0) {
			const constraint = this.project.checker.getBaseConstraintOfType(type);
			return constraint === undefined || constraint.id === type.id ? 'any' : this.read(constraint, depth + 1);
		}
		return this.readObject(type, depth);
	}

	/** A part that is a promise makes the whole one, unless a library brands its promises as ones that never fail. */
	private readIntersection(type: UnionOrIntersectionType, depth: number): ResultType {
		const parts = type.getTypes().map((part) => this.read(part, depth + 1));
		const found = (['thenable', 'lazy', 'maybe', 'array', 'promise-like'] as const).find((each) => parts.includes(each));
		return found === undefined || type.getTypes().some((part) => this.isBrand(part)) ? 'plain' : found;
	}

	/** What a library adds to promises of its own. Asked once for what is declared in one place. */
	private isBrand(part: Type): boolean {
		const symbol = (part.flags & TypeFlags.Object) === 0 ? undefined : part.getSymbol();
		if (symbol === undefined || symbol.name === 'Promise') { return false; }
		// `Pick<…>` is declared in one place, and holds what it is asked to.
		let isBrand = isOf(symbol, 'lib') ? undefined : this.brands.get(symbol.id);
		if (isBrand === undefined) {
			const { checker } = this.project;
			// Redux Toolkit's promises hold their error as a value: `unwrap()` gives one that fails.
			isBrand = checker.getPropertyOfType(part, '__linterBrands') !== undefined || isOf(checker.getPropertyOfType(part, 'unwrap'), '@reduxjs/toolkit');
			this.brands.set(symbol.id, isBrand);
		}
		return isBrand;
	}

	private readObject(type: Type, depth: number): ResultType {
		const symbol = type.getSymbol();
		if (type.isTypeReference() && type.isObjectType() && (type.getTarget() as Type | undefined)?.isTupleType() === true) { return this.readItems(type as TypeReference, depth); }
		if (symbol === undefined) { return 'plain'; }
		if (lists.has(symbol.name) && isOf(symbol, 'lib')) { return this.readItems(type as TypeReference, depth); }
		if (this.bySymbol.has(symbol.id)) { return this.bySymbol.get(symbol.id) ?? 'plain'; }
		this.bySymbol.set(symbol.id, undefined);
		const found = this.readDeclared(type, symbol, depth);
		this.bySymbol.set(symbol.id, found);
		return found;
	}

	private readDeclared(type: Type, symbol: CompilerSymbol, depth: number): ResultType {
		if (symbol.name === 'Promise' && isOf(symbol, 'lib')) { return 'thenable'; }
		if (symbol.name === 'PromiseLike' && isOf(symbol, 'lib')) { return 'promise-like'; }
		const path = symbol.declarations[0]?.path;
		const awaitable = path !== undefined && path.includes('/node_modules/') ? this.awaitable(`${moduleNameOf(path)}#${symbol.name}`) : undefined;
		if (awaitable !== undefined) { return awaitable === 'lazy' ? 'lazy' : 'thenable'; }
		const bases = basesOf(type).map((base) => this.read(base, depth + 1));
		return (['lazy', 'thenable', 'promise-like'] as const).find((each) => bases.includes(each)) ?? 'plain';
	}

	private readItems(type: TypeReference, depth: number): ResultType {
		const items = this.project.checker.getTypeArguments(type).map((item) => this.read(item, depth + 1));
		return items.some((item) => item === 'thenable' || item === 'maybe' || item === 'lazy') ? 'array' : 'plain';
	}
}

/** A class's or interface's base types; those of `Base<T>` are its declaration's. */
function basesOf(type: Type): readonly Type[] {
	const declared = type.isClassOrInterface() ? type : type.isTypeReference() ? type.getTarget() as Type | undefined : undefined;
	return declared?.isClassOrInterface() === true ? declared.getBaseTypes() ?? [] : [];
}

function joined(parts: readonly ResultType[]): ResultType {
	if (parts.every((part) => part === 'thenable')) { return 'thenable'; }
	if (parts.some((part) => part === 'thenable' || part === 'maybe')) { return 'maybe'; }
	if (parts.includes('lazy')) { return 'lazy'; }
	return (['array', 'any', 'promise-like'] as const).find((each) => parts.includes(each)) ?? 'plain';
}

function isOf(symbol: CompilerSymbol | undefined, module: string): boolean {
	return symbol !== undefined && symbol.declarations.some((declaration) => moduleNameOf(declaration.path) === module);
}
