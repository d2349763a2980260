/** From one source file's tree to its outline. */
import { SyntaxKind, type ExportDeclaration, type ImportClause, type ImportDeclaration, type ImportEqualsDeclaration, type ImportSpecifier, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { FileOutline, FileRole, FunctionOutline, OptionalFact } from '../../../outline/model.ts';
import { hasShebang, looksLikeWorker } from '../../../workspace/scan.ts';
import type { DeclarationTable } from '../declarations.ts';
import { builtinModule, isBareSpecifier, moduleOfSpecifier } from '../moduleNames.ts';
import { buildScopes, type Binding, type Scopes } from '../scopes.ts';
import type { SymbolResolver } from '../symbols.ts';
import { hasModifier, indexOf, nameText } from '../syntax.ts';
import { mentionedNames, newMentions } from './asyncForNothing.ts';
import { AwaitQuestions } from './awaits.ts';
import { CancellationQuestions } from './cancellation.ts';
import { Questions, type FileContext, type ImportTarget } from './context.ts';
import { inTextOrder, outlineModule } from './functions.ts';
import { PromiseQuestions } from './promises.ts';
import { RaceQuestions } from './races.ts';
import { VoidSlotQuestions } from './voidSlots.ts';

export interface OutlineInput {
	/** Absolute path with `/`. */
	readonly file: string;
	readonly sourceFile: SourceFile;
	readonly table: DeclarationTable;
	/** Absent where no compiler answers: then names are resolved by scopes and imports alone. */
	readonly symbols?: SymbolResolver;
	/** Where a relative import leads, if the files of the project tell without the compiler. */
	readonly resolveRelative?: (specifier: string) => string | undefined;
	/** True for a path that is one of the workspace's own source files. */
	readonly isWorkspaceFile: (path: string) => boolean;
	readonly accessors: ReadonlySet<string>;
	readonly isPlainMethod: (name: string) => boolean;
	readonly resultTypeOf: (symbol: string) => string | undefined;
	/** What may be nothing is declared so (`strictNullChecks`). */
	readonly isStrict?: boolean;
	/** What is told only where a rule asks for it. */
	readonly facts?: ReadonlySet<OptionalFact>;
	/** Told that the file imports one of Node's own modules. */
	readonly onNodeModule?: () => void;
	/** Told of a package that an import names and the compiler did not find. */
	readonly onMissingPackage?: (specifier: string) => void;
}

/** An outline whose walk is done. */
export interface WalkedFile {
	/** What the compiler is to be asked. */
	readonly questions: readonly Node[];
	/** Asks, and fills in the answers. */
	finish(): FileOutline;
}

/** Outlines one file: one walk, then one batch of questions to the compiler. */
export function walkFile(input: OutlineInput): WalkedFile {
	const { file, sourceFile, table } = input;
	const scopes = buildScopes(sourceFile);
	const modules = resolveSpecifiers(sourceFile, input);
	const questions = new Questions();
	const promises = new PromiseQuestions();
	const cancellation = new CancellationQuestions();
	const races = new RaceQuestions(sourceFile.text);
	const awaits = new AwaitQuestions(file, input.facts);
	const voids = new VoidSlotQuestions();
	const cx: FileContext = {
		file, sourceFile, table, scopes, imports: importTargets(scopes, modules), questions, promises, cancellation, awaits, races, voids,
		accessors: input.accessors, isPlainMethod: input.isPlainMethod, resultTypeOf: input.resultTypeOf, isStrict: input.isStrict === true, exported: exportedNames(sourceFile), mentions: newMentions(sourceFile.text), mentionsPlatform: sourceFile.text.includes('latform'), functions: [], types: [],
	};
	outlineModule(cx);
	const finish = (): FileOutline => {
		const names = importedFrom(scopes, modules);
		questions.settle(input.symbols?.resolve(questions.nodes, { file, names }) ?? [], input.symbols?.resolveMembers(questions.members) ?? []);
		promises.settle(input.symbols);
		awaits.settle(input.symbols);
		cancellation.settle(input.symbols?.cancellation);
		races.settle(input.symbols?.cancellation);
		const functions = inTextOrder(cx.functions as FunctionOutline[]);
		voids.settle(functions, cx.types, input.symbols);
		const dependencies = [...new Set([...modules.values()].flatMap((module) => (module.path === undefined ? [] : [module.path])))].toSorted();
		return { file, language: 'typescript', functions, types: cx.types, dependencies, imports: importedNames(sourceFile, scopes, modules), mentions: mentionedNames(cx.mentions, names), ...(input.facts !== undefined && input.facts.size > 0 && { facts: [...input.facts] }), role: roleOf(sourceFile) };
	};
	return { questions: questions.nodes, finish };
}

interface Specifier {
	readonly target: 'builtin' | 'package' | 'workspace';
	/** The workspace file it leads to. */
	readonly path?: string;
}

function resolveSpecifiers(sourceFile: SourceFile, input: OutlineInput): ReadonlyMap<string, Specifier> {
	const found = new Map<string, Specifier>();
	const asked: Node[] = [];
	for (const node of specifierNodes(sourceFile)) {
		const text = nameText(node) ?? '';
		if (found.has(text)) { continue; }
		found.set(text, { target: builtinModule(text) !== undefined ? 'builtin' : isBareSpecifier(text) ? 'package' : 'workspace' });
		if (found.get(text)?.target === 'builtin') { input.onNodeModule?.(); continue; }
		const path = text.startsWith('.') ? input.resolveRelative?.(text) : undefined;
		if (path === undefined) { asked.push(node); } else { found.set(text, { target: 'workspace', path }); }
	}
	const paths = input.symbols?.resolveModules(asked) ?? [];
	asked.forEach((node, index) => {
		const path = paths[index];
		const text = nameText(node) ?? '';
		if (path === undefined && found.get(text)?.target === 'package' && !text.includes(':')) { input.onMissingPackage?.(text); }
		if (path !== undefined && input.isWorkspaceFile(path)) { found.set(nameText(node) ?? '', { target: 'workspace', path }); }
	});
	return found;
}

function specifierNodes(sourceFile: SourceFile): readonly Node[] {
	const nodes: Node[] = [...sourceFile.imports as readonly Node[]];
	// `require` calls count as imports in JavaScript files only; they are asked about by their callee in TypeScript.
	return nodes.filter((node) => node.kind === SyntaxKind.StringLiteral);
}

/** What each import binding stands for. */
function importTargets(scopes: Scopes, modules: ReadonlyMap<string, Specifier>): Map<Binding, ImportTarget> {
	const targets = new Map<Binding, ImportTarget>();
	for (const binding of scopes.bindings) {
		if (binding.kind !== 'import') { continue; }
		const imported = importedName(binding.declaration);
		if (imported === undefined) { continue; }
		const isOutside = (modules.get(imported.specifier)?.target ?? (isBareSpecifier(imported.specifier) ? 'package' : 'workspace')) !== 'workspace';
		targets.set(binding, isOutside ? { kind: 'external', module: moduleOfSpecifier(imported.specifier), name: imported.name } : { kind: 'workspace' });
	}
	return targets;
}

/** What each import declares, by its node's number: the module, by its path where it is one of the workspace, and the name there. */
function importedFrom(scopes: Scopes, modules: ReadonlyMap<string, Specifier>): Map<number, string> {
	const names = new Map<number, string>();
	for (const { kind, declaration } of scopes.bindings) {
		const imported = kind === 'import' ? importedName(declaration) : undefined;
		const module = imported === undefined ? undefined : modules.get(imported.specifier);
		// A relative path that leads out of the workspace means another module in another directory.
		if (imported === undefined || module === undefined || (module.path === undefined && module.target === 'workspace')) { continue; }
		names.set(indexOf(declaration), `${module.path ?? imported.specifier}#${imported.name}`);
	}
	return names;
}

/** The names that are taken from other files of the workspace, by file: imported, exported again, or all where the module as a whole is at hand. */
function importedNames(sourceFile: SourceFile, scopes: Scopes, modules: ReadonlyMap<string, Specifier>): Record<string, readonly string[]> {
	const names: Record<string, string[]> = {};
	const add = (specifier: string | undefined, name: string) => {
		const path = modules.get(specifier ?? '')?.path;
		if (path !== undefined) { (names[path] ??= []).push(name); }
	};
	for (const { kind, declaration } of scopes.bindings) {
		const imported = kind === 'import' ? importedName(declaration) : undefined;
		if (imported !== undefined) { add(imported.specifier, imported.name); }
	}
	for (const node of specifierNodes(sourceFile)) {
		const { parent } = node;
		if (parent.kind === SyntaxKind.ImportDeclaration || modules.get(nameText(node) ?? '')?.path === undefined) { continue; }
		const { isTypeOnly, exportClause } = parent as ExportDeclaration;
		if (parent.kind === SyntaxKind.ExportDeclaration && isTypeOnly) { continue; }
		const elements = parent.kind === SyntaxKind.ExportDeclaration ? (exportClause as { elements?: readonly { name: Node; propertyName?: Node }[] } | undefined)?.elements : undefined;
		for (const name of elements?.map((element) => nameText(element.propertyName ?? element.name) ?? '*') ?? ['*']) { add(nameText(node), name); }
	}
	return names;
}

function importedName(node: Node): { specifier: string; name: string } | undefined {
	switch (node.kind) {
		case SyntaxKind.ImportClause: return named(((node as ImportClause).parent as ImportDeclaration).moduleSpecifier, 'default');
		case SyntaxKind.NamespaceImport: return named((node.parent.parent as ImportDeclaration).moduleSpecifier, '*');
		case SyntaxKind.ImportSpecifier: {
			const specifier = node as ImportSpecifier;
			return named((node.parent.parent.parent as ImportDeclaration).moduleSpecifier, nameText(specifier.propertyName ?? specifier.name) ?? '');
		}
		case SyntaxKind.ImportEqualsDeclaration: {
			const reference = (node as ImportEqualsDeclaration).moduleReference as Node;
			return reference.kind === SyntaxKind.ExternalModuleReference ? named((reference as unknown as { expression: Node }).expression, 'default') : undefined;
		}
		default: return undefined;
	}
}

function named(specifier: Node, name: string): { specifier: string; name: string } | undefined {
	const text = nameText(specifier);
	return text === undefined ? undefined : { specifier: text, name };
}

/** Names that other files can reach: `export` in front, in a list, as default, or on `module.exports`. */
function exportedNames(sourceFile: SourceFile): Set<string> {
	const names = new Set<string>(['default']);
	sourceFile.forEachChild((node) => {
		if (hasModifier(node, SyntaxKind.ExportKeyword)) {
			const own = nameText((node as { name?: Node }).name);
			if (own !== undefined) { names.add(own); }
			const list = (node as unknown as { declarationList?: { declarations: readonly { name: Node }[] } }).declarationList;
			for (const declaration of list?.declarations ?? []) { const name = nameText(declaration.name); if (name !== undefined) { names.add(name); } }
		}
		if (node.kind === SyntaxKind.ExportDeclaration) {
			const clause = (node as ExportDeclaration).exportClause as unknown as { elements?: readonly { name: Node; propertyName?: Node }[] } | undefined;
			for (const element of clause?.elements ?? []) { const name = nameText(element.propertyName ?? element.name); if (name !== undefined) { names.add(name); } }
		}
		if (node.kind === SyntaxKind.ExportAssignment) { const name = nameText((node as unknown as { expression: Node }).expression); if (name !== undefined) { names.add(name); } }
		if (node.kind === SyntaxKind.ExpressionStatement) { commonJsExports((node as unknown as { expression: Node }).expression, names); }
	});
	return names;
}

/** `module.exports = load`, `module.exports = { load }`, `exports.load = …`. */
function commonJsExports(node: Node, names: Set<string>): void {
	if (node.kind !== SyntaxKind.BinaryExpression) { return; }
	const { left, right } = node as unknown as { left: Node; right: Node };
	const target = left.kind === SyntaxKind.PropertyAccessExpression ? left.getText() : '';
	if (!/^(module\.)?exports\b/.test(target)) { return; }
	const member = /^(?:module\.)?exports\.(\w+)$/.exec(target)?.[1];
	if (member !== undefined && member !== 'exports') { names.add(member); }
	if (right.kind === SyntaxKind.Identifier) { names.add(nameText(right) ?? ''); }
	if (right.kind === SyntaxKind.ObjectLiteralExpression) {
		for (const property of (right as unknown as { properties: readonly { name?: Node; initializer?: Node }[] }).properties) { names.add(nameText(property.initializer?.kind === SyntaxKind.Identifier ? property.initializer : property.name) ?? ''); }
	}
}

/** What the text as a whole says of where its top level runs. A file with both halves of a worker tells them apart by `isMainThread`. */
function roleOf({ text, fileName, imports }: SourceFile): FileRole {
	// TypeScript is compiled, and may be made a module.
	const isScript = fileName.endsWith('.js') && (imports as readonly Node[]).length === 0 && !/\brequire\s*\(|\bmodule\.exports\b|^\s*(?:import|export)\b/m.test(text);
	return { hasShebang: hasShebang(text), isWorker: looksLikeWorker(text) && !/\bisMainThread\b/.test(text), ...(isScript && { isScript }) };
}

