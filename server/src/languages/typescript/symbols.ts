/**
 * From the compiler's symbols to names that outlive a snapshot: a function or type of the workspace, or a symbol name of something outside it.
 * Nothing of the compiler is kept beyond one snapshot.
 */
import { SymbolFlags, type NodeHandle, type Project, type Symbol as CompilerSymbol } from 'typescript/unstable/sync';
import { SyntaxKind, type BindingElement, type CallExpression, type Expression, type Node, type PropertyAccessExpression } from 'typescript/unstable/ast';
import type { FunctionId, ResultType, SymbolName, UnresolvedReason } from '../../outline/model.ts';
import { AwaitedTypes } from './awaitedTypes.ts';
import { CancellationTypes } from './cancellationTypes.ts';
import type { DeclarationTable } from './declarations.ts';
import { moduleNameOf, moduleOfSpecifier } from './moduleNames.ts';
import { ResultTypes } from './resultTypes.ts';
import { indexOf, nameText, unwrap } from './syntax.ts';
import { VoidTypes } from './voidTypes.ts';

export type Resolution =
	| { readonly kind: 'function'; readonly id: string }
	| { readonly kind: 'type'; readonly id: string }
	| { readonly kind: 'external'; readonly symbol: SymbolName }
	| { readonly kind: 'unresolved'; readonly reason: UnresolvedReason };

/** What a file imports: by the number of the node that declares the name, the module (a path or package) and the name there. */
export interface FileImports {
	readonly file: string;
	readonly names: ReadonlyMap<number, string>;
}

export interface SymbolHost {
	/** The declarations of a workspace file, undefined if the file is not the workspace's own. */
	tableOf(path: string, project: Project): DeclarationTable | undefined;
	/** What the catalogue says of a type that can be awaited and is no promise of the language's. */
	awaitable(symbol: SymbolName): 'running' | 'lazy' | undefined;
	/** False for a property that is surely not among the members of what a file declares. */
	mayDeclare(path: string, property: string): boolean;
}

const dynamic: Resolution = { kind: 'unresolved', reason: 'dynamic' };
const untyped: Resolution = { kind: 'unresolved', reason: 'any' };
const containers = SymbolFlags.Class | SymbolFlags.Interface | SymbolFlags.Enum | SymbolFlags.TypeLiteral | SymbolFlags.ObjectLiteral;

/** Resolves names in one project of one snapshot. */
export class SymbolResolver {
	private readonly project: Project;
	private readonly host: SymbolHost;
	private readonly byDeclaration = new Map<string, Resolution>();
	private readonly byAlias = new Map<number, CompilerSymbol>();
	/** What is imported under a name from a module is the same in every file. */
	private readonly byImport = new Map<string, CompilerSymbol>();
	private imports: FileImports | undefined;
	private readonly byPackage = new Map<string, string | undefined>();
	private readonly results: ResultTypes;
	/** Where calls take signals and tokens. */
	readonly cancellation: CancellationTypes;
	/** What is awaited and is no promise. */
	readonly awaited: AwaitedTypes;
	/** Where functions that give nothing are wanted. */
	readonly voids: VoidTypes;
	constructor(project: Project, host: SymbolHost) {
		this.project = project;
		this.host = host;
		this.cancellation = new CancellationTypes(project, (path, property) => host.mayDeclare(path, property));
		this.results = new ResultTypes(project, (symbol) => host.awaitable(symbol));
		this.awaited = new AwaitedTypes(project, (type) => this.results.ofType(type));
		this.voids = new VoidTypes(project, (type) => this.results.ofType(type));
	}

	/** Whether the values of expressions are promises, by their types: one round trip for all. */
	resultTypes(nodes: readonly Node[]): readonly ResultType[] { return this.results.of(nodes); }

	/** Whether the two of each pair are of one type. */
	haveSameTypes(pairs: readonly (readonly [Node, Node])[]): readonly boolean[] {
		if (pairs.length === 0) { return []; }
		const types = this.project.checker.getTypeAtLocation(pairs.flat());
		return pairs.map((_, index) => types[2 * index] !== undefined && types[2 * index]?.id === types[2 * index + 1]?.id);
	}

	/** The names of expressions' types, where they are declared outside of the workspace and have one. */
	typeNames(nodes: readonly Node[]): readonly (SymbolName | undefined)[] { return this.results.namesOf(nodes); }

	/** What calling a function of the workspace gives, where its declaration alone decides it. */
	declaredResult(id: FunctionId): ResultType | undefined {
		return this.host.tableOf(id.slice(0, id.indexOf('#')), this.project)?.results.get(id);
	}

	/** One round trip for all nodes, plus one for each alias and member not seen before. What the nodes' file imports is asked about only once a project. */
	resolve(nodes: readonly Node[], imports?: FileImports): readonly Resolution[] {
		if (nodes.length === 0) { return []; }
		this.imports = imports;
		return this.project.checker.getSymbolAtLocation(nodes).map((symbol) => (symbol === undefined ? untyped : this.resolveSymbol(symbol, 0)));
	}

	/** Where module specifiers lead: absolute paths, undefined for those that were not found. */
	resolveModules(specifiers: readonly Node[]): readonly (string | undefined)[] {
		// What is not relative means the same module everywhere in a project.
		const fresh = specifiers.filter((each) => !this.byPackage.has(nameText(each) ?? ''));
		const found = fresh.length === 0 ? [] : this.project.checker.getSymbolAtLocation(fresh).map((symbol) => symbol?.declarations[0]?.path);
		const paths = new Map(fresh.map((each, index) => [each, found[index]]));
		for (const [each, path] of paths) { if (nameText(each)?.startsWith('.') === false) { this.byPackage.set(nameText(each) ?? '', path); } }
		return specifiers.map((each) => (paths.has(each) ? paths.get(each) : this.byPackage.get(nameText(each) ?? '')));
	}

	/** The declared names of members that are read: `<type id>.name` for one of the workspace's types, a symbol name outside; undefined where there is none. */
	resolveMembers(nodes: readonly Node[]): readonly (string | undefined)[] {
		if (nodes.length === 0) { return []; }
		return this.project.checker.getSymbolAtLocation(nodes).map((symbol) => {
			const [declaration] = symbol?.declarations ?? [];
			if (symbol === undefined || declaration === undefined) { return undefined; }
			if (this.host.tableOf(declaration.path, this.project) === undefined) { return this.externalName(symbol, declaration); }
			const parent = symbol.getParent();
			const owner = parent === undefined || (parent.flags & (SymbolFlags.Class | SymbolFlags.Interface)) === 0 ? undefined : this.resolveSymbol(parent, 0);
			return owner?.kind === 'type' ? `${owner.id}.${symbol.name}` : undefined;
		});
	}

	private resolveSymbol(start: CompilerSymbol, depth: number): Resolution {
		const symbol = this.withoutAlias(start);
		if (symbol.declarations.length === 0) { return untyped; }
		let found: Resolution | undefined;
		// A getter and a setter are one symbol: it is named by its getter.
		const getters = symbol.declarations.filter((declaration) => declaration.kind === SyntaxKind.GetAccessor);
		for (const declaration of getters.length > 0 ? getters : symbol.declarations) {
			const one = this.resolveDeclaration(symbol, declaration, depth);
			if (found !== undefined && !sameResolution(found, one)) { return dynamic; }
			found ??= one;
		}
		return found ?? untyped;
	}

	private withoutAlias(symbol: CompilerSymbol): CompilerSymbol {
		if ((symbol.flags & SymbolFlags.Alias) === 0) { return symbol; }
		const known = this.byAlias.get(symbol.id);
		if (known !== undefined) { return known; }
		const [declaration] = symbol.declarations;
		const imported = declaration === undefined || declaration.path !== this.imports?.file ? undefined : this.imports.names.get(declaration.index);
		const real = (imported === undefined ? undefined : this.byImport.get(imported)) ?? this.project.checker.getAliasedSymbol(symbol);
		this.byAlias.set(symbol.id, real);
		if (imported !== undefined) { this.byImport.set(imported, real); }
		return real;
	}

	private resolveDeclaration(symbol: CompilerSymbol, declaration: NodeHandle, depth: number): Resolution {
		const key = `${declaration.path}:${declaration.index}:${symbol.name}`;
		const known = this.byDeclaration.get(key);
		if (known !== undefined) { return known; }
		this.byDeclaration.set(key, dynamic); // ends a cycle of aliases
		const table = this.host.tableOf(declaration.path, this.project);
		const resolution = table === undefined
			? { kind: 'external' as const, symbol: this.externalName(symbol, declaration) }
			: this.workspaceTarget(table, declaration, depth);
		this.byDeclaration.set(key, resolution);
		return resolution;
	}

	private workspaceTarget(table: DeclarationTable, declaration: NodeHandle, depth: number): Resolution {
		const target = table.targets.get(declaration.index);
		if (target !== undefined && target.kind !== 'value') { return target; }
		if (depth >= 4) { return dynamic; }
		const made = this.promisified(declaration, depth) ?? rememberedFunction(declaration, this.project, table);
		if (made !== undefined) { return made; }
		const symbol = this.valueSymbol(declaration);
		return symbol === undefined ? dynamic : this.resolveSymbol(symbol, depth + 1);
	}

	/** `const pause = promisify(setTimeout)` of another file. */
	private promisified(declaration: NodeHandle, depth: number): Resolution | undefined {
		const call = declaration.kind === SyntaxKind.VariableDeclaration ? promisifyCall(declaration.resolve(this.project)) : undefined;
		if (call === undefined) { return undefined; }
		const [callee, original] = this.project.checker.getSymbolAtLocation([call.callee, call.original]).map((symbol) => (symbol === undefined ? untyped : this.resolveSymbol(symbol, depth + 1)));
		const isNodes = callee?.kind === 'external' && callee.symbol === 'node:util#promisify';
		return isNodes && original?.kind === 'external' ? { kind: 'external', symbol: `${original.symbol}.__promisify__` } : undefined;
	}

	/** What a variable or property stands for, where its value is a plain name, a member, or a part of something. */
	private valueSymbol(declaration: NodeHandle): CompilerSymbol | undefined {
		const { checker } = this.project;
		const node = declaration.resolve(this.project);
		if (node === undefined) { return undefined; }
		if (node.kind === SyntaxKind.ShorthandPropertyAssignment) { return checker.getShorthandAssignmentValueSymbol(node); }
		if (node.kind === SyntaxKind.BindingElement) {
			const part = destructured(node as BindingElement);
			const type = part === undefined ? undefined : checker.getTypeAtLocation(part.whole);
			return type === undefined || part === undefined ? undefined : checker.getPropertyOfType(type, part.member);
		}
		const named = valueName(node);
		return named === undefined ? undefined : checker.getSymbolAtLocation(named);
	}

	private externalName(symbol: CompilerSymbol, declaration: NodeHandle): SymbolName {
		const module = declaration.path.includes('/node_modules/') ? moduleNameOf(declaration.path) : ambientModule(symbol) ?? moduleNameOf(declaration.path);
		const parts = [plainName(symbol.name)];
		const isMember = declaration.kind === SyntaxKind.MethodSignature || declaration.kind === SyntaxKind.MethodDeclaration || declaration.kind === SyntaxKind.PropertySignature
			|| declaration.kind === SyntaxKind.PropertyDeclaration || declaration.kind === SyntaxKind.GetAccessor || declaration.kind === SyntaxKind.SetAccessor || declaration.kind === SyntaxKind.PropertyAssignment;
		if (isMember) {
			const parent = symbol.getParent();
			if (parent !== undefined && (parent.flags & containers) !== 0) { parts.unshift(plainName(parent.name)); }
		}
		return `${module}#${parts.join('.')}`;
	}
}

/** The module of `declare module 'x' { … }`, which people write for packages without typings. */
function ambientModule(symbol: CompilerSymbol): string | undefined {
	let parent = symbol.getParent();
	for (let depth = 0; parent !== undefined && depth < 4; depth++) {
		const quoted = /^"([^/"][^"]*)"$/.exec(parent.name)?.[1];
		if (quoted !== undefined) { return moduleOfSpecifier(quoted); }
		parent = parent.getParent();
	}
	return undefined;
}

function sameResolution(a: Resolution, b: Resolution): boolean {
	if (a.kind === 'unresolved' || b.kind === 'unresolved') { return a.kind === b.kind; }
	if (a.kind === 'external' && b.kind === 'external') { return memberPath(a.symbol) === memberPath(b.symbol); }
	return a.kind === b.kind && (a as { id: string }).id === (b as { id: string }).id;
}

/** The DOM's library and Node's typings declare the same globals: what counts is the path. */
function memberPath(symbol: SymbolName): string {
	return symbol.slice(symbol.indexOf('#') + 1);
}

function plainName(name: string): string {
	// A module's own symbol is named by its quoted path: what is called then is its default export.
	return name === 'export=' || name.startsWith('"') ? 'default' : name;
}

/** `const { load } = store`: `load` of `store`. */
function destructured(element: BindingElement): { readonly whole: Node; readonly member: string } | undefined {
	const variable = element.parent.parent as { kind: SyntaxKind; initializer?: Expression };
	const member = nameText(element.propertyName ?? element.name);
	if (element.parent.kind !== SyntaxKind.ObjectBindingPattern || variable.kind !== SyntaxKind.VariableDeclaration || variable.initializer === undefined) { return undefined; }
	return member === undefined || element.dotDotDotToken !== undefined ? undefined : { whole: variable.initializer, member };
}

/** The name at the end of a declaration's initialiser, where that is a plain name or member. */
function valueName(node: Node): Node | undefined {
	const initializer = (node as { initializer?: Expression }).initializer;
	if (initializer === undefined) { return undefined; }
	const value = unwrap(initializer);
	if (value.kind === SyntaxKind.Identifier) { return indexOf(value) === indexOf(node) ? undefined : value; }
	return value.kind === SyntaxKind.PropertyAccessExpression ? (value as PropertyAccessExpression).name : undefined;
}

/** `const load = useCallback(async () => …, [])` of another file, or what another hook made of it (`useEffectEvent`). */
function rememberedFunction(declaration: NodeHandle, project: Project, table: DeclarationTable): Resolution | undefined {
	const call = declaration.kind === SyntaxKind.VariableDeclaration ? (declaration.resolve(project) as { initializer?: Expression } | undefined)?.initializer : undefined;
	if (call?.kind !== SyntaxKind.CallExpression) { return undefined; }
	const { expression, arguments: [argument] } = call as CallExpression;
	const callee = lastNameOf(unwrap(expression));
	if (argument === undefined || callee === undefined || !/^use(?:Callback|EffectEvent)$/.test(nameText(callee) ?? '')) { return undefined; }
	const target = table.targets.get(indexOf(unwrap(argument)));
	return target?.kind === 'function' ? target : undefined;
}

/** The names in `… = promisify(f)` or `… = util.promisify(f)`. */
function promisifyCall(declaration: Node | undefined): { readonly callee: Node; readonly original: Node } | undefined {
	const call = (declaration as { initializer?: Expression } | undefined)?.initializer;
	if (call?.kind !== SyntaxKind.CallExpression) { return undefined; }
	const { expression, arguments: [argument] } = call as CallExpression;
	const callee = lastNameOf(unwrap(expression)), original = argument === undefined ? undefined : lastNameOf(unwrap(argument));
	return callee !== undefined && nameText(callee) === 'promisify' && original !== undefined ? { callee, original } : undefined;
}

function lastNameOf(node: Expression): Node | undefined {
	if (node.kind === SyntaxKind.Identifier) { return node; }
	return node.kind === SyntaxKind.PropertyAccessExpression ? (node as PropertyAccessExpression).name : undefined;
}
