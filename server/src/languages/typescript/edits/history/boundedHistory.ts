/** The fix `bounded-history`: an array that loses entries at the front becomes a ring buffer or a queue, in every place that uses it. */
import { isBinaryExpression, isExportSpecifier, isImportSpecifier, isPropertyDeclaration, isTypeNode, SyntaxKind, type Expression, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { Project } from 'typescript/unstable/sync';
import type { BoundedHistory, TextEdit } from '../../../../rules/finding.ts';
import type { TypeScriptLanguage } from '../../language.ts';
import { editedFile, type EditedFile } from '../editedFile.ts';
import { ImportPlan } from '../importPlan.ts';
import type { Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { packageOf } from '../runtime/placing.ts';
import { runtimeHelper } from '../runtime/runtimeHelper.ts';
import { classify } from './classify.ts';
import { constructedIn } from './constructing.ts';
import { containersFor, type Container } from './container.ts';
import { readDeclaration, reachOf, type Declaration } from './declaration.ts';
import { capacityOf, type Capacity } from './limit.ts';
import { ancestor, sourceFileOf } from './shapes.ts';
import { made, spell, type Spelling } from './spelling.ts';
import { hiddenUses, subjectOf, type Subject } from './subject.ts';
import { trimmingOf, withoutTrim, type Trimming } from './trimming.ts';
import type { Use } from './use.ts';

interface Work {
	readonly intent: BoundedHistory;
	readonly files: FixProject;
	readonly project: Project;
	readonly declaration: Declaration;
	readonly home: EditedFile;
	readonly uses: readonly Use[];
}

/** Builds the edits of a fix in all files that use the list. A refusal's reason is one clause for people. */
export function buildBoundedHistory(language: TypeScriptLanguage, intent: BoundedHistory, files: FixProject): EditResult {
	const tree = language.sourceFile(intent.file);
	if (tree === undefined) { return refuse('the file cannot be read any more'); }
	const { sourceFile, project } = tree;
	const subject = subjectOf(sourceFile, intent.removal, project);
	if (isRefusal(subject)) { return subject; }
	const declaration = readDeclaration(subject.declaration, intent.name, project.checker);
	if (isRefusal(declaration)) { return declaration; }
	const reach = reachOf(subject.declaration);
	const dependencies = manifestOf(intent.file, files);
	if (reach === 'public' && !dependencies.isPrivate) { return refuse('it is public, so that code outside of this package may use it as an array'); }
	const hidden = hiddenUses(subject, reach === 'public', project, files);
	if (isRefusal(hidden)) { return hidden; }
	const uses = usesOf({ ...subject, places: [...subject.places, ...hidden] }, intent.name, project);
	if (isRefusal(uses)) { return uses; }
	let result: EditResult = refuse('nothing can take its place');
	for (const container of containersFor(intent.shape, dependencies.names)) {
		// Each begins with the file as it is: names that one took are free for the next.
		result = editsWith(container, { intent, files, project, declaration, home: editedFile(sourceFileOf(subject.declaration)), uses });
		if (!isRefusal(result)) { return result; }
	}
	return result;
}

function manifestOf(file: string, files: FixProject): { names: ReadonlySet<string>; isPrivate: boolean } {
	let manifest: { dependencies?: Record<string, unknown>; private?: unknown } = {};
	try { manifest = JSON.parse(files.textOf(`${packageOf(file)}/package.json`) ?? '{}') as typeof manifest; } catch { /* A broken manifest names nothing. */ }
	return { names: new Set(Object.keys(manifest.dependencies ?? {})), isPrivate: manifest.private === true };
}

function usesOf({ places, declaration }: Subject, name: string, project: Project): readonly Use[] | Refusal {
	const uses: Use[] = [];
	for (const node of places) {
		const { parent } = node;
		if (isImportSpecifier(parent) || node === (declaration as { left?: Node }).left) { continue; }
		if (isExportSpecifier(parent) || parent.kind === SyntaxKind.ExportAssignment) { return refuse('it is exported, so that code outside of this package may use it as an array'); }
		if (ancestor(node, isTypeNode) !== undefined) { return refuse(`a type is made of what \`${name}\` is`); }
		const use = classify(node as Expression, { sourceFile: sourceFileOf(node), checker: project.checker, name });
		if (isRefusal(use)) { return use; }
		uses.push(use);
	}
	return uses;
}

function editsWith(container: Container, work: Work): EditResult {
	const { declaration, home, uses, intent, project } = work;
	const trimming = container.shape === 'ring' ? trimmingOf(uses, intent.name) : undefined;
	if (isRefusal(trimming)) { return trimming; }
	const capacity = trimming && capacityOf(trimming.limit, trimming.offset, declaration.node, home, project);
	if (isRefusal(capacity)) { return capacity; }
	const plan = new ImportPlan(home, (declaration.node as { name?: Node }).name ?? declaration.node);
	const taken = importOf(container, plan, work);
	if (isRefusal(taken)) { return taken; }
	const { local, edits } = taken;
	const construct = (isEmpty: boolean): readonly [string, string] | Refusal => {
		const args = container.create(capacity?.text, isEmpty ? undefined : '\0');
		if (args === undefined) { return refuse(`${container.symbol} cannot begin with something in it`); }
		const [before = '', after = ''] = `new ${local}${declaration.element === undefined ? '' : `<${declaration.element}>`}(${args})`.split('\0');
		return [before, after];
	};
	const declared = declarationChanges(local, construct, capacity, work);
	if (isRefusal(declared)) { return declared; }
	const changes = new Map<SourceFile, Change[]>([[home.sourceFile, [...declared]]]);
	const rest = useChanges(container, construct, trimming, work, changes);
	if (rest !== undefined) { return rest; }
	changes.get(home.sourceFile)?.push(...plan.changes(home.sourceFile.endOfFileToken));
	return { kind: 'edits', edits: [...[...changes].flatMap(([sourceFile, own]) => editsOf(sourceFile, own)), ...edits], changesTypes: true };
}

/** The name by which the file has the container, and the edits that bring our helper. */
function importOf({ helper, symbol }: Container, plan: ImportPlan, { home, files, declaration }: Work): { local: string; edits: readonly TextEdit[] } | Refusal {
	const brought = helper === undefined ? undefined : runtimeHelper(helper, home, files);
	if (isRefusal(brought)) { return brought; }
	const local = plan.access({ symbol: brought === undefined ? symbol : `${brought.specifier}#${symbol}`, at: declaration.node });
	return isRefusal(local) ? local : { local, edits: brought?.edits ?? [] };
}

function declarationChanges(local: string, construct: Spelling['construct'], capacity: Capacity | undefined, { declaration, home, uses, intent }: Work): readonly Change[] | Refusal {
	const { node, typeNode, initializer, initial, element, comment, isTypeScript } = declaration;
	const { sourceFile } = home;
	const spelling = { sourceFile, construct };
	const changes: Change[] = comment === undefined ? [] : [comment(local)];
	const isLate = capacity?.from !== undefined;
	const name = (node as { name?: Node }).name;
	const keepsType = isLate || initializer === undefined;
	if (typeNode !== undefined && keepsType) { changes.push({ span: { start: typeNode.getStart(sourceFile), end: typeNode.end }, newText: `${local}<${element}>` }); }
	// The values tell the type; what is between the name and its type goes with it.
	if (typeNode !== undefined && !keepsType && name !== undefined) { changes.push({ span: { start: (node as { exclamationToken?: Node }).exclamationToken?.end ?? name.end, end: typeNode.end }, newText: '' }); }
	if (isLate) {
		const late = constructedIn(capacity, { node, initializer, typeNode, local, element, isTypeScript, sourceFile }, uses, intent.name);
		if (isRefusal(late)) { return late; }
		const text = construct(true);
		return isRefusal(text) ? text : [...changes, ...late(text.join(''))];
	}
	if (initializer === undefined) { return isPropertyDeclaration(node) || isBinaryExpression(node) || uses.some((use) => use.kind === 'reset') ? changes : refuse(`it is not seen where \`${intent.name}\` is made`); }
	const value = made(initializer, initial === undefined, spelling);
	return isRefusal(value) ? value : [...changes, ...value];
}

function useChanges(container: Container, construct: Spelling['construct'], trimming: Trimming | undefined, { uses, home, intent, files, declaration }: Work, changes: Map<SourceFile, Change[]>): Refusal | undefined {
	const options = files.compilerOptionsOf(intent.file)?.options;
	const isReadUnchecked = options?.noUncheckedIndexedAccess !== true && (options?.strictNullChecks ?? options?.strict) !== false;
	const replaced = uses.flatMap((use) => replacedBy(use));
	for (const use of uses) {
		if (trimming?.consumed.has(use) === true || replaced.some((node) => isInside(use.list, node))) { continue; }
		const sourceFile = sourceFileOf(use.list);
		if (use.kind === 'reset' && sourceFile !== home.sourceFile) { return refuse('another file gives it a new array'); }
		const isTypeScript = declaration.isTypeScript && /\.[cm]?tsx?$/.test(sourceFile.fileName);
		const spelled = spell(use, { sourceFile, container, construct, isReadUnchecked: isReadUnchecked && isTypeScript, name: intent.name });
		if (isRefusal(spelled)) { return spelled; }
		if (spelled.length > 0 && uses.some((other) => other.kind === 'index' && isInside(use.list, other.access.argumentExpression))) { return refuse(`\`${intent.name}\` is read at an index that is made of itself`); }
		const own = changes.get(sourceFile) ?? [];
		own.push(...spelled);
		changes.set(sourceFile, own);
	}
	for (const statement of trimming?.statements ?? []) { changes.get(sourceFileOf(statement))?.push(withoutTrim(sourceFileOf(statement), statement)); }
	return undefined;
}

/** What goes away where a use is written anew, with all uses in it. */
function replacedBy(use: Use): readonly Node[] {
	switch (use.kind) {
		case 'index': return typeof use.index === 'number' ? [use.access.argumentExpression] : [];
		case 'drain': case 'drop-first': case 'cut': return use.call.arguments;
		default: return [];
	}
}

function isInside(node: Node, outer: Node): boolean {
	return outer.pos <= node.pos && node.end <= outer.end && sourceFileOf(node) === sourceFileOf(outer);
}

/** In the order of the text; what goes in at one place becomes one edit. */
function editsOf({ fileName }: SourceFile, changes: readonly Change[]): readonly TextEdit[] {
	const edits: TextEdit[] = [];
	for (const { span, newText } of changes.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
		const last = edits.at(-1);
		if (last !== undefined && last.span.end === last.span.start && span.start === span.end && last.span.end === span.start) { edits[edits.length - 1] = { ...last, newText: last.newText + newText }; } else { edits.push({ file: fileName, span, newText }); }
	}
	return edits;
}
