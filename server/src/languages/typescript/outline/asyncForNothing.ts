/** What has to be known of an async function that awaits nothing, to tell whether it could be a plain one. Only of these anything is asked. */
import { SyntaxKind, type Expression, type Node, type VariableDeclaration } from 'typescript/unstable/ast';
import type { ExitStep } from '../../../outline/model.ts';
import type { Binding } from '../scopes.ts';
import { hasModifier, indexOf, unwrap, type FunctionNode } from '../syntax.ts';
import { endOfComments } from '../../../workspace/text.ts';
import { targetOf } from './callees.ts';
import type { Context, Mutable } from './context.ts';

/** Functions that a text names other than to call them. */
export interface Mentions {
	readonly functions: Set<string>;
	readonly imports: Set<Binding>;
	/** `'use server'` stands somewhere in it. */
	readonly hasServerActions: boolean;
}

export function newMentions(text: string): Mentions {
	return { functions: new Set(), imports: new Set(), hasServerActions: text.includes('use server') };
}

/** Notes a name that stands for a function, or may: `onClick={save}`, `{ save }`, `register(save)`; not `save()`. */
export function noteMention(node: Node, binding: Binding, cx: Context): void {
	// Only what a module declares or imports is told of; most names are locals.
	if (binding.kind !== 'import' && (binding.owner.kind !== SyntaxKind.SourceFile || binding.kind !== 'function' && !(binding.kind === 'variable' && binding.isConstant))) { return; }
	const { parent } = node;
	const isCalled = (parent.kind === SyntaxKind.CallExpression || parent.kind === SyntaxKind.NewExpression) && (parent as unknown as { expression: Node }).expression === node;
	if (isCalled) { return; }
	if (binding.kind === 'import') {
		if (parent.kind !== SyntaxKind.PropertyAccessExpression) { cx.file.mentions.imports.add(binding); }
		return;
	}
	const target = targetOf(binding.declaration, cx.file);
	if (target?.kind === 'function') { cx.file.mentions.functions.add(target.id); }
}

/** `importedFrom`: what each import declares, by its node's number. */
export function mentionedNames({ functions, imports }: Mentions, importedFrom: ReadonlyMap<number, string>): readonly string[] {
	return [...functions, ...[...imports].flatMap(({ declaration }) => importedFrom.get(indexOf(declaration)) ?? [])];
}

/** An async function without an `await` in its text, or in that of a function in it: of those, nobody asks what they return. */
function awaitsNothing(node: Node, cx: Context): boolean {
	if (!hasModifier(node, SyntaxKind.AsyncKeyword) || (node as { asteriskToken?: Node }).asteriskToken !== undefined) { return false; }
	const { text } = cx.file.sourceFile;
	const found = text.indexOf('await', node.pos);
	return found < 0 || found >= node.end;
}

/** Asks whether what is returned is a promise by itself, where its text does not tell. */
export function askReturned(expression: Expression, step: Mutable<ExitStep>, cx: Context): void {
	if (isTold(unwrap(expression)) || !awaitsNothing(cx.functionNode, cx)) { return; }
	cx.file.promises.ask({ node: expression, tellsPromiseLike: true, give: (type) => { step.valueType = type; } });
}

/** A call's result says what it is itself; what is written in place is no promise. */
function isTold({ kind }: Node): boolean {
	switch (kind) {
		case SyntaxKind.CallExpression: case SyntaxKind.NewExpression: case SyntaxKind.TaggedTemplateExpression: case SyntaxKind.ObjectLiteralExpression: case SyntaxKind.ArrayLiteralExpression: case SyntaxKind.ArrowFunction:
		case SyntaxKind.FunctionExpression: case SyntaxKind.StringLiteral: case SyntaxKind.NumericLiteral: case SyntaxKind.TrueKeyword: case SyntaxKind.FalseKeyword: case SyntaxKind.NullKeyword: return true;
		default: return false;
	}
}

/** True where something around an async function says what it gives: the type of its variable, whoever it is exported for, a directive. */
export function isTyped(node: FunctionNode, cx: Context): boolean {
	return hasModifier(node, SyntaxKind.AsyncKeyword) && (isInTypedPlace(node) || cx.file.mentions.hasServerActions && isServerAction(node, cx));
}

/** `const load: Loader = async () => …`, `module.exports = async () => …`; a callback has no name by which to call it. */
function isInTypedPlace(node: Node): boolean {
	if (node.kind !== SyntaxKind.ArrowFunction && node.kind !== SyntaxKind.FunctionExpression) { return false; }
	const { parent } = node;
	switch (parent.kind) {
		case SyntaxKind.VariableDeclaration: return (parent as VariableDeclaration).type !== undefined;
		case SyntaxKind.CallExpression: case SyntaxKind.NewExpression: return false;
		default: return true;
	}
}

/** What a client calls over the network has to be async. */
function isServerAction(node: Node, cx: Context): boolean {
	const { text } = cx.file.sourceFile;
	return text.includes('use server') && (/^['"]use server['"]/.test(text.slice(endOfComments(text))) || /['"]use server['"]/.test(text.slice(node.pos, node.end)));
}
