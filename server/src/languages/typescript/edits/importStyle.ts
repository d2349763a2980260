/** How a file writes its imports, so that a new one looks like the others. */
import { isCallExpression, isExportAssignment, isExportDeclaration, isIdentifier, isImportDeclaration, isImportEqualsDeclaration, isStringLiteral, isVariableStatement, SyntaxKind, type Node, type SourceFile, type Statement, type StringLiteral } from 'typescript/unstable/ast';
import { builtinModule } from '../moduleNames.ts';
import { hasModifier } from '../syntax.ts';
import { refuse, type Refusal } from './refusal.ts';

export interface ImportStyle {
	/** `import()`: only for what a function loads for itself. */
	readonly syntax: 'import' | 'require' | 'import()';
	readonly quote: string;
	readonly semicolon: ';' | '';
	/** What stands between a brace and a name: a space or nothing. */
	readonly padding: ' ' | '';
	/** What a line ends with. */
	readonly newline: '\n' | '\r\n';
	/** The module as this file would spell it: `fs/promises` where it writes `fs`. */
	spell(module: string): string;
}

/** A name taken from a module: `readFile as readFileAsync`; `default` for the module itself. */
export interface ImportedName {
	readonly imported: string;
	readonly local: string;
}

export function importStyleOf(sourceFile: SourceFile): ImportStyle | Refusal {
	const { text } = sourceFile;
	const imports = sourceFile.statements.filter(isImportLike);
	const specifiers = specifiersOf(sourceFile);
	const syntax = syntaxOf(sourceFile, specifiers);
	if (syntax === undefined) { return refuse('the file has no import to tell whether it is an ES module or CommonJS'); }
	const example = imports[0] ?? sourceFile.statements.find((statement) => statement.kind === SyntaxKind.VariableStatement || statement.kind === SyntaxKind.ExpressionStatement);
	const quoted = specifiers[0] ?? firstString(sourceFile);
	const list = /(?:import|const|let|var)\s+(?:[\w$]+\s*,\s*)?\{(\s*)[\w$]/.exec(imports.map((statement) => statement.getText(sourceFile)).join('\n'));
	return {
		syntax,
		quote: quoted === undefined ? '\'' : text[quoted.getStart(sourceFile)] ?? '\'',
		semicolon: example === undefined || text[example.end - 1] === ';' ? ';' : '',
		padding: list?.[1] === '' ? '' : ' ',
		newline: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
		spell: (module) => spell(module, specifiers.map((specifier) => specifier.text)),
	};
}

/** The statement that imports these names, without a line end. */
export function importStatement(style: ImportStyle, module: string, names: readonly ImportedName[]): string {
	const { quote, semicolon } = style;
	const from = `${quote}${style.spell(module)}${quote}`;
	const whole = names.length === 1 && names[0]?.imported === 'default' ? names[0].local : undefined;
	const list = whole ?? `{${style.padding}${names.map((name) => nameText(style.syntax, name)).join(', ')}${style.padding}}`;
	switch (style.syntax) {
		case 'import': return `import ${list} from ${from}${semicolon}`;
		case 'require': return `const ${list} = require(${from})${semicolon}`;
		case 'import()': return `const ${list} = await import(${from})${semicolon}`;
	}
}

/** A name as it stands between the braces. */
export function nameText(syntax: ImportStyle['syntax'], { imported, local }: ImportedName): string {
	if (imported === local) { return imported; }
	return syntax === 'import' ? `${imported} as ${local}` : `${imported}: ${local}`;
}

/** `import …` and `const x = require(…)`: what stands together at the top of a file. */
export function isImportLike(statement: Statement): boolean {
	if (isImportDeclaration(statement) || isImportEqualsDeclaration(statement)) { return true; }
	return isVariableStatement(statement) && statement.declarationList.declarations.some(({ initializer }) => initializer !== undefined && startsWithRequire(initializer));
}

/** `require('x')`, `require('x').promises`, `require('x')(options)` */
function startsWithRequire(expression: Node): boolean {
	const inner = (expression as unknown as { expression?: Node }).expression;
	if (inner === undefined) { return false; }
	return isRequireCall(expression) || startsWithRequire(inner);
}

function isRequireCall(node: Node): boolean {
	return isCallExpression(node) && isIdentifier(node.expression) && node.expression.text === 'require';
}

function syntaxOf(sourceFile: SourceFile, specifiers: readonly StringLiteral[]): ImportStyle['syntax'] | undefined {
	const isModule = sourceFile.statements.some((statement) => isImportDeclaration(statement) || isImportEqualsDeclaration(statement) || isExportDeclaration(statement)
		|| (isExportAssignment(statement) && !statement.isExportEquals) || hasModifier(statement, SyntaxKind.ExportKeyword));
	if (isModule || /\.m[jt]s$/.test(sourceFile.fileName)) { return 'import'; }
	const requires = specifiers.some((specifier) => isRequireCall(specifier.parent)) || specifiers.length === 0 && /\.jsx?$/.test(sourceFile.fileName) && /^(?:module\.)?exports(?:\.[\w$]+)? = /m.test(sourceFile.text);
	return requires || sourceFile.fileName.endsWith('.cjs') ? 'require' : undefined;
}

/** Every module specifier of the file, in the order of the text. */
export function specifiersOf(sourceFile: SourceFile): readonly StringLiteral[] {
	const found: StringLiteral[] = [];
	const visit = (node: Node): void => {
		if (isStringLiteral(node)) {
			const { parent } = node;
			const isImported = isImportDeclaration(parent) || isExportDeclaration(parent) || parent.kind === SyntaxKind.ExternalModuleReference
				|| (isCallExpression(parent) && parent.arguments[0] === node && (isRequireCall(parent) || parent.expression.kind === SyntaxKind.ImportKeyword));
			if (isImported) { found.push(node); }
			return;
		}
		node.forEachChild(visit);
	};
	visit(sourceFile);
	return found;
}

function firstString(node: Node): Node | undefined {
	if (isStringLiteral(node)) { return node; }
	let found: Node | undefined;
	node.forEachChild((child) => { found ??= firstString(child); });
	return found;
}

/** Node's modules with `node:` in front or without, as the file has the same module, or else any other of Node's. */
function spell(module: string, specifiers: readonly string[]): string {
	if (!module.startsWith('node:')) { return module; }
	const base = (specifier: string) => builtinModule(specifier)?.split('/')[0];
	const like = specifiers.find((specifier) => base(specifier) === base(module)) ?? specifiers.find((specifier) => builtinModule(specifier) !== undefined);
	const canGoWithout = builtinModule(module.slice('node:'.length)) !== undefined;
	return like === undefined || like.startsWith('node:') || !canGoWithout ? module : module.slice('node:'.length);
}
