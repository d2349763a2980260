/** Makes names of other modules available to a changed call: by what the file imports already where it can, in the file's own way where not. */
import { isCallExpression, isIdentifier, isImportDeclaration, isStatement, isVariableStatement, NodeFlags, skipTrivia, SyntaxKind, type AwaitExpression, type BindingElement, type Expression, type Node, type SourceFile, type Statement } from 'typescript/unstable/ast';
import type { SymbolName } from '../../../outline/model.ts';
import type { EditedFile } from './editedFile.ts';
import { importStatement, isImportLike, nameText, type ImportedName, type ImportStyle } from './importStyle.ts';
import { insertAfter, insertAtTop, lastImport } from './insertionPoint.ts';
import { isSame, moduleReference, pathWithin, promisified, type ModuleReference } from './moduleReferences.ts';
import { addToList, type Change, type NameList } from './nameLists.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { findRetired, type Retired } from './unusedImport.ts';

interface NamedList extends NameList {
	readonly reference: ModuleReference;
	readonly syntax: ImportStyle['syntax'];
	readonly statement: Statement;
}

/** A symbol and where it was asked for. */
export interface Wish {
	/** As in the catalogue: `node:fs/promises#readFile`. */
	readonly symbol: SymbolName;
	/** The place that will use it. */
	readonly at: Node;
	/** How the file spells the module, where it is known. */
	readonly specifier?: string;
	/** An expression in the place that is the module itself, to be used before a new import is added: `require('fs')`. */
	readonly receiver?: Expression;
}

export class ImportPlan {
	private readonly file: EditedFile;
	private readonly callee: Node;
	private readonly lists: readonly NamedList[];
	private readonly additions = new Map<NamedList, ImportedName[]>();
	private readonly imports: { module: string; name: ImportedName }[] = [];
	/** Without a semicolon, which depends on the place. */
	private readonly constants: { text: string; after: readonly Node[] }[] = [];
	/** Names that the changed text uses, so that their imports stay. */
	private readonly used = new Set<string>();

	/** `callee` is what the call calls now. */
	constructor(file: EditedFile, callee: Node) {
		this.file = file;
		this.callee = callee;
		this.lists = namedLists(file);
	}

	/** The text that means the symbol at its place. */
	access(wish: Wish): string | Refusal {
		const [module = '', path = ''] = wish.symbol.split('#');
		const wanted = moduleReference(module, path.split('.'));
		const home = moduleReference(module, []);
		const known = this.known(wanted, wish.at);
		// The name itself, or a member of its very module (`fsp.readFile`).
		if (known !== undefined && known.rest.length <= path.split('.').length) { return this.use(known); }
		const list = path === 'default' ? undefined : this.lists.find((each) => isSame(each.reference, home));
		if (list !== undefined) { return this.addTo(list, path); }
		if (known !== undefined) { return this.use(known); }
		const inline = wish.receiver && this.inline(wish.receiver, wanted);
		if (inline !== undefined) { return inline; }
		return this.addImport(wish.specifier ?? module, path);
	}

	/** A variable at the module's top level that holds the value; `holds` is what the value is, so that one there already is used. */
	constant(name: string, holds: ModuleReference, initializer: () => string | Refusal): string | Refusal {
		const known = this.known(holds, this.callee);
		if (known?.rest.length === 0) { return this.use(known); }
		const { style } = this.file;
		if (isRefusal(style)) { return style; }
		const value = initializer();
		if (isRefusal(value)) { return value; }
		const local = this.file.identifiers.freeName(name);
		const after = [...this.used].flatMap((each) => this.file.references.lookup(each, this.file.sourceFile)?.declaration ?? []);
		this.constants.push({ text: `const ${local} = ${value}`, after });
		return local;
	}

	/** What becomes of the imports. `deleted` is the node whose text goes: an import that only it used goes as well, with its statement where its module is known to do nothing by itself. */
	changes(deleted: Node, hasNoEffect = false): readonly Change[] {
		const { sourceFile, style } = this.file;
		const retired = findRetired(this.file, deleted, this.used, hasNoEffect);
		const replaced = [...this.additions.keys()].find((list) => list.node === retired?.list?.node);
		const newline = isRefusal(style) ? '\n' : style.newline;
		const changes = [...this.additions].flatMap(([list, names]): readonly Change[] => {
			const texts = names.map((name) => nameText(list.syntax, name));
			if (list !== replaced || retired === undefined) { return addToList(sourceFile, list, texts, newline); }
			return [{ span: { start: retired.node.getStart(sourceFile), end: retired.node.end }, newText: texts.join(', ') }];
		});
		return isRefusal(style) ? changes : [...changes, ...this.statements(replaced === undefined ? retired : undefined, style)];
	}

	/** The visible binding that leads to the reference by the fewest members. */
	private known(wanted: ModuleReference, at: Node): { name: string; rest: readonly string[] } | undefined {
		let best: { name: string; rest: readonly string[] } | undefined;
		for (const { binding, reference } of this.file.references.visibleFrom(at)) {
			const rest = pathWithin(reference, wanted);
			if (rest !== undefined && (best === undefined || rest.length < best.rest.length)) { best = { name: binding.name, rest }; }
		}
		return best;
	}

	private use({ name, rest }: { name: string; rest: readonly string[] }): string {
		this.used.add(name);
		return [name, ...rest].join('.');
	}

	private addTo(list: NamedList, imported: string): string {
		const local = this.file.identifiers.freeName(imported);
		const names = this.additions.get(list) ?? [];
		names.push({ imported, local });
		this.additions.set(list, names);
		return local;
	}

	private inline(receiver: Expression, wanted: ModuleReference): string | undefined {
		const reference = this.file.references.of(receiver);
		const rest = reference && pathWithin(reference, wanted);
		return rest && [receiver.getText(this.file.sourceFile), ...rest].join('.');
	}

	private addImport(module: string, path: string): string | Refusal {
		if (isRefusal(this.file.style)) { return this.file.style; }
		const [imported = path, ...members] = path.split('.');
		const wished = imported === 'default' ? identifierFor(module) : imported;
		const local = this.file.identifiers.freeName(wished);
		this.imports.push({ module, name: { imported, local } });
		return [local, ...members].join('.');
	}

	/** New imports stand after the import that the call used, in its place where it goes; constants after all imports. */
	private statements(retired: Retired | undefined, style: ImportStyle): readonly Change[] {
		const { sourceFile } = this.file;
		const anchor = this.importOfCallee() ?? lastImport(sourceFile);
		if (anchor === undefined) {
			const blocks = [this.importLines(style, anchor), this.constants.map(({ text }) => text + style.semicolon)].filter((block) => block.length > 0);
			const lines = blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
			return [...(lines.length > 0 ? [insertAtTop(sourceFile, lines, style.newline)] : []), ...(retired?.removal ? [retired.removal] : [])];
		}
		const imports = this.importLines({ ...style, semicolon: semicolonAfter(anchor, sourceFile) }, anchor);
		const indent = indentOf(anchor, sourceFile);
		const changes: Change[] = [];
		const last = this.constants.length === 0 ? undefined : this.constantsAfter(anchor);
		if (imports.length > 0 && retired?.statement === anchor) {
			changes.push({ span: { start: anchor.getStart(sourceFile), end: anchor.end }, newText: imports.join(style.newline + indent) });
		} else {
			if (imports.length > 0) { changes.push(insertAfter(sourceFile, anchor, imports.map((line) => indent + line), style.newline)); }
			// What the constants are put after cannot go in the same step.
			if (retired?.removal !== undefined && (last === undefined || retired.statement !== last.after)) { changes.push(retired.removal); }
		}
		if (last !== undefined) {
			const constants = this.constants.map(({ text }) => text + semicolonAfter(last.after, sourceFile));
			changes.push(insertAfter(sourceFile, last.after, last.isFirst ? ['', ...constants] : constants, style.newline));
		}
		return changes;
	}

	/** In the form of what they are put after: inside a function the module may be meant to be loaded only there. */
	private importLines(style: ImportStyle, anchor: Statement | undefined): readonly string[] {
		const modules = [...new Set(this.imports.map(({ module }) => module))];
		const syntax = anchor === undefined || anchor.parent === this.file.sourceFile ? style.syntax : loaderOf(anchor) ?? style.syntax;
		return modules.map((module) => importStatement({ ...style, syntax }, module, this.imports.filter((each) => each.module === module).map(({ name }) => name)));
	}

	/** Constants stand after the imports, what they are made of, and others of their kind. */
	private constantsAfter(anchor: Statement): { after: Statement; isFirst: boolean } {
		const { sourceFile, references } = this.file;
		const { statements } = sourceFile;
		const needed = [anchor, lastImport(sourceFile), ...[...this.additions.keys()].map((list) => list.statement), ...this.constants.flatMap(({ after }) => after.map(topLevelStatement))];
		const isPromisified = (statement: Statement | undefined) => statement !== undefined && isVariableStatement(statement)
			&& statement.declarationList.declarations.every(({ initializer }) => initializer !== undefined && references.of(initializer)?.path.at(-1) === promisified);
		const first = Math.max(...needed.map((statement) => statements.indexOf(statement as Statement)));
		let index = first;
		while (isPromisified(statements[index + 1])) { index++; }
		return { after: statements[index] ?? anchor, isFirst: index === first };
	}

	/** The import that brought what the call calls now: at the file's top level, or where the function loads it for itself. */
	private importOfCallee(): Statement | undefined {
		const root = rootOf(this.callee);
		let node: Node | undefined = isIdentifier(root) ? this.file.references.lookup(root.text, root)?.declaration : undefined;
		while (node !== undefined && !isStatement(node)) { node = node.parent; }
		const statement = node as Statement | undefined;
		if (statement === undefined) { return undefined; }
		if (statement.parent === this.file.sourceFile) { return isImportLike(statement) ? statement : undefined; }
		// A constant of the module cannot be made of what only a function has.
		return this.constants.length === 0 && loaderOf(statement) !== undefined ? statement : undefined;
	}
}

/** How a statement loads a module where it stands. */
function loaderOf(statement: Node): 'require' | 'import()' | undefined {
	if (!isVariableStatement(statement)) { return undefined; }
	const [declaration, more] = statement.declarationList.declarations;
	const initializer = declaration?.initializer;
	if (initializer === undefined || more !== undefined) { return undefined; }
	if (initializer.kind !== SyntaxKind.AwaitExpression) { return isImportLike(statement) ? 'require' : undefined; }
	const awaited = (initializer as AwaitExpression).expression;
	return isCallExpression(awaited) && awaited.expression.kind === SyntaxKind.ImportKeyword ? 'import()' : undefined;
}

/** What ends a statement that is put after this one: as this one ends, unless the next line would then go on from it. */
function semicolonAfter(statement: Statement, { text }: SourceFile): ';' | '' {
	const next = text[skipTrivia(text, statement.end)] ?? '';
	return text[statement.end - 1] === ';' || '([`+-/'.includes(next) && next !== '' ? ';' : '';
}

/** What stands before a statement on its line. */
function indentOf(statement: Node, sourceFile: SourceFile): string {
	const start = statement.getStart(sourceFile);
	return /(?:^|\n)([ \t]*)$/.exec(sourceFile.text.slice(0, start))?.[1] ?? '';
}

/** `fs` of `fs.promises.readFile` */
function rootOf(node: Node): Node {
	const inner = (node as unknown as { expression?: Node }).expression;
	const isMember = node.kind === SyntaxKind.PropertyAccessExpression || node.kind === SyntaxKind.ElementAccessExpression || node.kind === SyntaxKind.ParenthesizedExpression;
	return isMember && inner !== undefined ? rootOf(inner) : node;
}

function topLevelStatement(node: Node): Node {
	let each = node;
	while (each.parent !== undefined && each.parent.kind !== SyntaxKind.SourceFile) { each = each.parent; }
	return each;
}

/** The lists at the file's top level to which a name can be added. */
function namedLists({ sourceFile, references }: EditedFile): readonly NamedList[] {
	return sourceFile.statements.flatMap((statement): NamedList[] => {
		if (isImportDeclaration(statement)) {
			const clause = statement.importClause;
			const named = clause?.namedBindings;
			if (clause === undefined || clause.phaseModifier !== undefined || named?.kind !== SyntaxKind.NamedImports) { return []; }
			const specifier = (statement.moduleSpecifier as unknown as { text: string }).text;
			return [{ node: named, elements: named.elements, reference: moduleReference(specifier, []), syntax: 'import', statement }];
		}
		if (!isVariableStatement(statement) || (statement.declarationList.flags & NodeFlags.Const) === 0) { return []; }
		return statement.declarationList.declarations.flatMap(({ name, initializer }): NamedList[] => {
			if (name.kind !== SyntaxKind.ObjectBindingPattern || initializer === undefined) { return []; }
			const elements = (name as unknown as { elements: readonly BindingElement[] }).elements;
			const reference = references.of(initializer);
			if (reference === undefined || elements.some((element) => element.dotDotDotToken !== undefined)) { return []; }
			return [{ node: name, elements, reference, syntax: 'require', statement }];
		});
	});
}

/** A name for a module's default: `fast-glob` → `fastGlob`. */
function identifierFor(module: string): string {
	const last = module.split('/').at(-1) ?? module;
	const words = last.replace(/^node:/, '').split(/[^\w$]+/).filter((word) => word !== '');
	const name = words.map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
	return /^[\d]/.test(name) || name === '' ? `_${name}` : name;
}
