/** The fix `drop-async`: a function that awaits nothing becomes a plain one, and its calls, all of which are awaited where they stand, lose their `await`, in all files. */
import { isAwaitExpression, isCallExpression, isExportSpecifier, isImportSpecifier, isPropertyAccessExpression, isTypeReferenceNode, SyntaxKind, type AwaitExpression, type Node, type SourceFile, type TypeNode } from 'typescript/unstable/ast';
import type { DropAsync, TextEdit } from '../../../../rules/finding.ts';
import { nameOf } from '../../../../workspace/paths.ts';
import type { TypeScriptLanguage } from '../../language.ts';
import { hasModifier, isFunctionNode, nameText, unwrap, type FunctionNode } from '../../syntax.ts';
import { componentWith } from '../components.ts';
import { sourceFileOf } from '../history/shapes.ts';
import { removal, type Change } from '../nameLists.ts';
import { firstAround } from '../nodeAt.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { packageOf } from '../runtime/placing.ts';
import { withoutItsAwait } from './mendAwait.ts';

export function buildDropAsync(language: TypeScriptLanguage, intent: DropAsync, files: FixProject): EditResult {
	const tree = language.sourceFile(intent.file);
	const named = tree === undefined ? undefined : functionNamedAt(tree.sourceFile, intent.name.start);
	if (tree === undefined || named === undefined) { return refuse('the function has no name of its own'); }
	const { name, fn } = named;
	const own = ownChanges(fn, named.declaration, tree.sourceFile);
	if (isRefusal(own)) { return own; }
	const stranger = replacedIn(intent.file, nameText(name) ?? '', files);
	if (stranger !== undefined) { return refuse(`${nameOf(stranger)} may put another in its place, which gives a promise`); }
	const component = isShown(named.declaration) ? componentWith(new RegExp(String.raw`\b${nameText(name) ?? ''}\b`), intent.file) : undefined;
	if (component !== undefined) { return refuse(`${nameOf(component)} may use it`); }
	const changes = new Map<string, readonly Change[]>([[intent.file, own]]);
	const references = tree.project.checker.getReferencedSymbolsForNode(name, name.getStart()).flatMap((entry) => entry.references).flatMap((handle) => handle.resolve(tree.project) ?? []);
	// One place may be named by several symbols: of an import, and of what it brings.
	for (const node of new Map(references.map((each) => [`${sourceFileOf(each).fileName} ${each.end}`, each])).values()) {
		const found = callChanges(node, name);
		if (isRefusal(found)) { return found; }
		const { fileName } = sourceFileOf(node);
		changes.set(fileName, [...changes.get(fileName) ?? [], ...found]);
	}
	const edits = [...changes].flatMap(([file, each]) => each.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end).map((change): TextEdit => ({ file, ...change })));
	if (edits.some((edit, index) => edit.file === edits[index - 1]?.file && edit.span.start < (edits[index - 1]?.span.end ?? 0))) { return refuse('two of its calls share an `await`'); }
	return { kind: 'edits', edits, changesTypes: true };
}

/** Code of other files may name it. */
function isShown(declaration: Node): boolean {
	return !hasModifier(declaration, SyntaxKind.PrivateKeyword) && /\bexport\b/.test(sourceFileOf(declaration).text);
}

interface Named {
	readonly name: Node;
	readonly fn: FunctionNode;
	/** What declares it: itself, or the variable or field that holds it. */
	readonly declaration: Node;
}

function functionNamedAt(sourceFile: SourceFile, start: number): Named | undefined {
	return firstAround(sourceFile, { start, end: start + 1 }, (node) => {
		const { name, initializer } = node as { name?: Node; initializer?: Node };
		const fn: Node | undefined = isFunctionNode(node) ? node : initializer === undefined ? undefined : unwrap(initializer as never);
		return name !== undefined && fn !== undefined && isFunctionNode(fn) && (name.getStart(sourceFile) === start || fn.getStart(sourceFile) === start) ? { name, fn, declaration: node } : undefined;
	});
}

/** `async` goes, and of its type the promise around it. */
function ownChanges(fn: FunctionNode, declaration: Node, sourceFile: SourceFile): readonly Change[] | Refusal {
	const { text } = sourceFile;
	const keyword = (fn.modifiers ?? []).find(({ kind }) => kind === SyntaxKind.AsyncKeyword);
	if (keyword === undefined) { return refuse('it is not async any more'); }
	const end = keyword.end + (/^[ \t]*/.exec(text.slice(keyword.end))?.[0].length ?? 0);
	if (/^\s*(?:\/\/|\/\*|\r?\n)/.test(text.slice(keyword.end))) { return refuse('what stands behind `async` would not be read as it is'); }
	const changes: Change[] = [removal(keyword.getStart(sourceFile), end)];
	// In JavaScript the compiler makes a type of the comment.
	const isTypeScript = /\.[cm]?tsx?$/.test(sourceFile.fileName);
	for (const type of isTypeScript ? [fn.type, fn === declaration ? undefined : (declaration as { type?: TypeNode }).type] : []) {
		if (type === undefined) { continue; }
		const [inner] = isTypeReferenceNode(type) && type.typeName.getText(sourceFile) === 'Promise' ? type.typeArguments ?? [] : [];
		if (inner === undefined) { return refuse('its type does not show what the promise is of'); }
		changes.push({ span: { start: type.getStart(sourceFile), end: type.end }, newText: inner.getText(sourceFile) });
	}
	return isTypeScript ? changes : [...changes, ...commentChanges(declaration, sourceFile)];
}

/** JavaScript: `@returns {Promise<string>}` */
function commentChanges(declaration: Node, sourceFile: SourceFile): readonly Change[] {
	const statement = declaration.kind === SyntaxKind.VariableDeclaration ? declaration.parent.parent : declaration;
	const before = sourceFile.text.slice(statement.pos, statement.getStart(sourceFile));
	const from = before.lastIndexOf('/**');
	const told = from < 0 ? null : /@returns?\s*\{Promise<([^{}\n]+)>\}/.exec(before.slice(from));
	if (told === null) { return []; }
	const start = statement.pos + from + told.index + told[0].indexOf('{') + 1;
	return [{ span: { start, end: statement.pos + from + told.index + told[0].length - 1 }, newText: told[1] ?? '' }];
}

/** `await` before a call goes; any other use would see that it gives no promise. */
function callChanges(node: Node, name: Node): readonly Change[] | Refusal {
	const { parent } = node;
	if (node === name || isImportSpecifier(parent) || isExportSpecifier(parent) || parent.kind === SyntaxKind.ImportClause || sourceFileOf(node).fileName === sourceFileOf(name).fileName && node.pos === name.pos) { return []; }
	const callee = isPropertyAccessExpression(parent) && parent.name === node ? parent : node;
	const call = callee.parent;
	const awaited = isCallExpression(call) && call.expression === callee ? outside(call) : undefined;
	return awaited === undefined ? refuse('it is not awaited everywhere where it is named') : withoutItsAwait(awaited, sourceFileOf(node));
}

function outside(call: Node): AwaitExpression | undefined {
	let node = call;
	while (node.parent.kind === SyntaxKind.ParenthesizedExpression) { node = node.parent; }
	return isAwaitExpression(node.parent) ? node.parent : undefined;
}

/** A file of the package that names it in quotes, as `spyOn(store, 'load')` does, or mocks the module. */
function replacedIn(file: string, name: string, files: FixProject): string | undefined {
	const stem = nameOf(file).replace(/\.[^.]+$/, '').replaceAll(/[^\w-]/g, '.');
	const mocked = new RegExp(String.raw`\b(?:spyOn|stub|replace|method|fake)\([^)\n]*['"]${name}['"]|\bmock\w*\(\s*(?:import\()?['"][^'"\n]*\b${stem}(?:\.\w+)?['"]|\b${name}\s*=\s*(?:jest|vi|sinon|mock)\.`);
	return files.filesAround(file).find((each) => packageOf(each) === packageOf(file) && mocked.test(files.textOf(each) ?? ''));
}
