/** What the compiler's types say of cancellation: which values are signals or tokens, which hold one, and where a call takes one. Good for one snapshot. */
import { SymbolFlags, TypeFlags, type Project, type Symbol as CompilerSymbol, type Type, type UnionOrIntersectionType } from 'typescript/unstable/sync';
import type { Node } from 'typescript/unstable/ast';

/**
 * A signal or token itself; an object with one as this property (`isOptional`: it may be left out); or something with one of its own: a request's ends
 * with its connection, a controller makes one.
 */
export type TokenType = { readonly kind: 'token' } | { readonly kind: 'holder'; readonly property: string; readonly isOptional: boolean } | { readonly kind: 'carrier' };

/** Where a call takes a token: at an argument (0-based), or at a property of one. */
export interface TokenSlot {
	readonly argument: number;
	readonly property?: string;
}

const tokenNames: ReadonlySet<string> = new Set(['AbortSignal', 'CancellationToken']);
/** The properties by which objects hold signals and tokens. */
const cancellationProperties = ['signal', 'abortSignal', 'cancellationToken', 'token', 'cancelToken'] as const;

/** A property, getter or parameter of such a name, written out or in short, unless it is plainly a text or number: many tokens are. */
const declaration = /\b(signal|abortSignal|cancellationToken|token|cancelToken)\b(?:\s*\(\s*\)\s*[:{]|[?!]?\s*[:=](?![=>]))(?!\s*(?:(?:string|number|boolean|null|undefined)\b|['"\x60\d]))|[{,]\s*(signal|abortSignal|cancellationToken|token|cancelToken)\s*[,}]/g;

/** Those of the properties that a text declares, perhaps to hold a signal or token: `signal?: AbortSignal`, `get token() {`, `{ signal }`. */
export function* declaredCancellation(text: string): Generator<string> {
	for (const [, named, short] of text.matchAll(declaration)) { yield named ?? short ?? ''; }
}

const carriers: ReadonlySet<string> = new Set(['Request', 'NextRequest', 'AbortController', 'CancellationTokenSource']);
const composed = TypeFlags.Union | TypeFlags.Intersection;

export class CancellationTypes {
	private readonly project: Project;
	private readonly byType = new Map<number, TokenType | null>();
	/** Classes and interfaces (by their symbols) without such a member: whatever their type arguments, members have the same names. */
	private readonly empty = new Set<number>();
	private readonly mayDeclare: (path: string, property: string) => boolean;

	/** `mayDeclare`: false for a property that the types of a file surely do not have; each is a round trip. */
	constructor(project: Project, mayDeclare: (path: string, property: string) => boolean) {
		this.project = project;
		this.mayDeclare = mayDeclare;
	}

	/** What the values of expressions or the declared names are, in their order: one round trip for all, and some for each type not seen before. */
	of(nodes: readonly Node[]): readonly (TokenType | undefined)[] {
		if (nodes.length === 0) { return []; }
		return this.project.checker.getTypeAtLocation(nodes).map((type) => (type === undefined ? undefined : this.read(type)));
	}

	/**
	 * The first place where the function that a call calls takes a token that may be left out; undefined also where it gives no promise: there is no wait
	 * to end. Two round trips a call, and one a parameter.
	 */
	slotOf(call: Node): TokenSlot | undefined {
		const { checker } = this.project;
		const signature = checker.getResolvedSignature(call);
		const given = signature === undefined ? undefined : checker.getReturnTypeOfSignature(signature);
		if (signature === undefined || given === undefined || !isPromise(given)) { return undefined; }
		const count = signature.parameters.length - (signature.hasRestParameter ? 1 : 0);
		let found: TokenSlot | undefined;
		for (let argument = 0; argument < count; argument++) {
			const type = checker.getParameterType(signature, argument);
			const read = type === undefined ? undefined : this.read(type);
			if (read?.kind === 'token') { return { argument }; }
			if (read?.kind === 'holder' && read.isOptional) { found ??= { argument, property: read.property }; }
		}
		return found;
	}

	private read(type: Type): TokenType | undefined {
		if ((type.flags & (TypeFlags.Object | composed)) === 0) { return undefined; }
		const known = this.byType.get(type.id);
		if (known !== undefined) { return known ?? undefined; }
		const found = this.readNew(type);
		this.byType.set(type.id, found ?? null);
		return found;
	}

	private readNew(type: Type): TokenType | undefined {
		if ((type.flags & TypeFlags.Union) !== 0) {
			// `RequestInfo` is a request or a plain address; a callback or options is neither for sure.
			const parts = (type as UnionOrIntersectionType).getTypes().map((part) => this.read(part)).filter((part) => part !== undefined);
			return parts.find((part) => part.kind === 'token') ?? parts.find((part) => part.kind === 'holder') ?? parts[0];
		}
		const symbol = type.getSymbol();
		if (symbol !== undefined && this.empty.has(symbol.id) && (type.isClassOrInterface() || type.isTypeReference())) { return undefined; }
		if (symbol !== undefined && tokenNames.has(symbol.name)) { return { kind: 'token' }; }
		if (symbol !== undefined && carriers.has(symbol.name)) { return { kind: 'carrier' }; }
		const paths = symbol?.declarations.map((declaration) => declaration.path) ?? [];
		let hasMember = false;
		for (const property of cancellationProperties) {
			if (paths.length > 0 && !paths.some((path) => this.mayDeclare(path, property))) { continue; }
			const member = this.project.checker.getPropertyOfType(type, property);
			hasMember ||= member !== undefined;
			if (member !== undefined && this.isToken(member)) { return { kind: 'holder', property, isOptional: (member.flags & SymbolFlags.Optional) !== 0 }; }
		}
		if (symbol !== undefined && !hasMember && (type.isClassOrInterface() || type.isTypeReference())) { this.empty.add(symbol.id); }
		return undefined;
	}

	private isToken(member: CompilerSymbol): boolean {
		const type = this.project.checker.getTypeOfSymbol(member);
		if (type === undefined) { return false; }
		const parts = (type.flags & TypeFlags.Union) === 0 ? [type] : (type as UnionOrIntersectionType).getTypes();
		return parts.some((part) => tokenNames.has(part.getSymbol()?.name ?? ''));
	}
}

/** A promise, or one among others. */
function isPromise(type: Type): boolean {
	if ((type.flags & composed) !== 0) { return (type as UnionOrIntersectionType).getTypes().some(isPromise); }
	return /^(?:Promise(?:Like)?|Thenable)$/.test(type.getSymbol()?.name ?? '');
}
