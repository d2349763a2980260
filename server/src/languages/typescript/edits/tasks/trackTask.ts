/** The fix `track-task`: a promise that nobody looks at goes to a tracker, the project's own or ours. */
import { isArrowFunction, isIdentifier, isPropertyAccessExpression, isVariableDeclaration, isVariableStatement, SyntaxKind, type Expression, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { TextEdit, TrackTask } from '../../../../rules/finding.ts';
import { isClassNode, isFunctionNode } from '../../syntax.ts';
import { editedFile, type EditedFile } from '../editedFile.ts';
import { ImportPlan } from '../importPlan.ts';
import { insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { runtimeHelper } from '../runtime/runtimeHelper.ts';
import { specifierFor } from '../runtime/specifier.ts';
import { calledInPlace, nameOfPromise, promiseSite, wrapped, type PromiseSite } from './lostPromise.ts';

/** How a tracker is called where the promise is: what stands before and behind it, and the edits that make it known there. */
export interface Handing {
	readonly before: string;
	readonly after: string;
	readonly edits: readonly TextEdit[];
}

export function buildTrackTask(sourceFile: SourceFile, intent: TrackTask, project: FixProject): EditResult {
	const site = promiseSite(sourceFile, intent.promise);
	if (isRefusal(site)) { return site; }
	if (isInDecoratorOrField(site.node)) { return refuse('the promise is made outside of any function'); }
	const file = editedFile(sourceFile);
	const inPlace = intent.tracker === undefined && intent.type !== 'array' ? calledInPlace(site.node) : undefined;
	const handing = handingOf(file, site, intent, project, inPlace === undefined ? 'track' : 'run');
	if (isRefusal(handing)) { return handing; }
	const changes = handedOver(file, inPlace === undefined ? site : { ...site, node: inPlace }, intent, handing);
	const own = [...changes.map((change) => ({ file: intent.file, ...change })), ...handing.edits.filter((edit) => edit.file === intent.file)];
	return { kind: 'edits', edits: [...own.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end), ...handing.edits.filter((edit) => edit.file !== intent.file)] };
}

type Asked = Pick<TrackTask, 'task' | 'tracker' | 'file'>;

/** `method`: ours takes a promise (`track`), or what begins the work (`run`). Their own take a promise. */
export function handingOf(file: EditedFile, site: Pick<PromiseSite, 'node'>, intent: Asked, project: FixProject, method: 'track' | 'run'): Handing | Refusal {
	return intent.tracker === undefined ? toHelper(file, site, intent, project, method) : toOwnTracker(file, site, intent, project);
}

/** The changes at the promise itself. */
function handedOver(file: EditedFile, site: PromiseSite, intent: TrackTask, { before, after }: Handing): readonly Change[] {
	const { sourceFile, node, whole } = site;
	const stored = storedIn(whole);
	if (stored !== undefined) {
		const line = /(?:^|\n)([ \t]*)[^\n]*$/.exec(file.text.slice(0, stored.statement.getStart(sourceFile)))?.[1] ?? '';
		const { newline, semicolon } = isRefusal(file.style) ? { newline: '\n', semicolon: ';' } : file.style;
		return [insertion(stored.statement.end, `${newline}${line}${before}${stored.name}${after}${semicolon}`)];
	}
	const [open, close] = asPromise(node, intent);
	return wrapped(site, keepingVoid(site) + before + open, close + after);
}

/** What makes one promise of what is given. What may be something else than a promise or nothing is made one; an optional call is nothing at worst. */
function asPromise(node: Node, { type }: TrackTask): readonly [open: string, close: string] {
	if (type === 'array') { return ['Promise.all(', ')']; }
	const isOptional = /\?\.[\w$([]/.test(node.getText());
	if (type === 'maybe' && !isOptional) { return ['Promise.resolve(', ')']; }
	return node.kind === SyntaxKind.BinaryExpression ? ['(', ')'] : ['', ''];
}

/** `() => void save()` gives nothing, and must not give a task instead. */
function keepingVoid({ isVoid, statement }: PromiseSite): string {
	return isVoid && statement === undefined ? 'void ' : '';
}

/** The statement `const ready = load();` or `this.ready = load();`, and what the promise is called after it. */
function storedIn(whole: Node): { readonly statement: Node; readonly name: string } | undefined {
	const { parent } = whole;
	if (isVariableDeclaration(parent) && parent.initializer === whole && isIdentifier(parent.name) && isVariableStatement(parent.parent.parent)) {
		return { statement: parent.parent.parent, name: parent.name.text };
	}
	if (parent.kind !== SyntaxKind.BinaryExpression || parent.parent.kind !== SyntaxKind.ExpressionStatement) { return undefined; }
	const { left, right, operatorToken } = parent as unknown as { left: Node; right: Node; operatorToken: Node };
	const isPlain = isIdentifier(left) || (isPropertyAccessExpression(left) && (isIdentifier(left.expression) || left.expression.kind === SyntaxKind.ThisKeyword));
	return right === whole && operatorToken.kind === SyntaxKind.EqualsToken && isPlain ? { statement: parent.parent, name: left.getText() } : undefined;
}

/** `sendMail()` → `send mail`: for people who read of its failure. */
function taskName(node: Expression, { task }: Pick<TrackTask, 'task'>): string {
	const words = (nameOfPromise(node) ?? '').replaceAll(/[_$#]+/g, ' ').replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').trim().toLowerCase();
	return words === '' ? task : words;
}

function toHelper(file: EditedFile, { node }: Pick<PromiseSite, 'node'>, { file: path, ...intent }: Asked, project: FixProject, method: 'track' | 'run'): Handing | Refusal {
	const helper = runtimeHelper('taskTracker', file, project);
	if (isRefusal(helper)) { return helper; }
	if (helper.file === path) { return refuse('this is the task tracker itself'); }
	return imported(file, node, `${helper.specifier}#tasks`, (access, quote) => ({ before: `${access}.${method}(${quote}${taskName(node, intent)}${quote}, `, after: ')', edits: helper.edits }));
}

function toOwnTracker(file: EditedFile, { node }: Pick<PromiseSite, 'node'>, { tracker, file: path, ...intent }: Asked, project: FixProject): Handing | Refusal {
	if (tracker === undefined) { return refuse('there is no tracker'); }
	const { symbol, argument, isOwnMethod } = tracker;
	const [home = '', name = ''] = symbol.split('#');
	// Of a tracker that takes the promise second, nobody has said what comes first: a name is likely, and the compiler will tell.
	const nameArgument = tracker.nameArgument ?? (argument === 1 ? 0 : undefined);
	if (argument > 1 || (nameArgument ?? 0) > 1) { return refuse('the tracker takes more than a promise and a name'); }
	const called = (access: string, quote: string): Handing => {
		const text = `${quote}${taskName(node, intent)}${quote}`;
		return { before: nameArgument === 0 ? `${access}(${text}, ` : `${access}(`, after: nameArgument === 1 ? `, ${text})` : ')', edits: [] };
	};
	const quote = isRefusal(file.style) ? '\'' : file.style.quote;
	if (isOwnMethod === true) { return hasClassThis(node) ? called(`this.${name.split('.').at(-1) ?? name}`, quote) : refuse('`this` is another one where the promise is made'); }
	if (name.includes('.')) { return refuse(`\`${name}\` is a method, and it is not known of which object`); }
	if (home === path) { return file.references.lookup(name, node)?.owner === file.sourceFile ? called(name, quote) : refuse(`\`${name}\` is something else where the promise is made`); }
	return imported(file, node, `${home.startsWith('/') ? specifierFor(file, home, project) : home}#${name}`, called);
}

/** A name from another module, imported where it is not yet. */
export function imported(file: EditedFile, node: Node, symbol: string, called: (access: string, quote: string) => Handing): Handing | Refusal {
	if (isRefusal(file.style)) { return file.style; }
	const nothing = file.sourceFile.endOfFileToken;
	const plan = new ImportPlan(file, nothing);
	const access = plan.access({ symbol, at: node });
	if (isRefusal(access)) { return access; }
	const handing = called(access, file.style.quote);
	return { ...handing, edits: [...plan.changes(nothing).map((change) => ({ file: file.sourceFile.fileName, ...change })), ...handing.edits] };
}

/** True if `this` is what it is in the class's method: only arrow functions lie between. */
export function hasClassThis(node: Node): boolean {
	for (let each: Node | undefined = node.parent; each !== undefined; each = each.parent) {
		if (isFunctionNode(each) && !isArrowFunction(each)) { return isClassNode(each.parent); }
	}
	return false;
}

function isInDecoratorOrField(node: Node): boolean {
	for (let each: Node | undefined = node.parent; each !== undefined && !isFunctionNode(each); each = each.parent) {
		if (each.kind === SyntaxKind.Decorator || each.kind === SyntaxKind.PropertyDeclaration) { return true; }
	}
	return false;
}
