/** The fix `mend-await`: an `await` of what is no promise goes, or what is awaited becomes what was meant. */
import { isArrowFunction, isAwaitExpression, isExpressionStatement, isForOfStatement, isVariableDeclaration, isVariableDeclarationList, SyntaxKind, type AwaitExpression, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { MendAwait } from '../../../../rules/finding.ts';
import { continuesLineBefore } from '../awaitPlacement.ts';
import { hasComment, insertion, removal, type Change } from '../nameLists.ts';
import { nodeWithSpan } from '../nodeAt.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';

export function buildMendAwait(sourceFile: SourceFile, intent: MendAwait): EditResult {
	const changes = changesFor(sourceFile, intent);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: changes.map((change) => ({ file: intent.file, ...change })) };
}

function changesFor(sourceFile: SourceFile, { await: span, how }: MendAwait): readonly Change[] | Refusal {
	const node = nodeWithSpan(sourceFile, span, (each): each is Node => isAwaitExpression(each) || isVariableDeclaration(each) || each.kind === SyntaxKind.AwaitKeyword && isForOfStatement(each.parent));
	if (node === undefined) { return refuse('the `await` is no longer where it was'); }
	if (!isAwaitExpression(node)) { return isVariableDeclaration(node) ? withoutAwait(node.parent, sourceFile) : withoutKeyword(node, sourceFile); }
	switch (how) {
		case 'drop': return withoutItsAwait(node, sourceFile);
		case 'call': return isNamed(node.expression) ? [insertion(node.end, '()')] : refuse('what is awaited has no name');
		case 'all': return [insertion(node.expression.getStart(sourceFile), 'Promise.all('), insertion(node.end, ')')];
	}
}

function isNamed({ kind }: Node): boolean {
	return kind === SyntaxKind.Identifier || kind === SyntaxKind.PropertyAccessExpression || kind === SyntaxKind.ElementAccessExpression;
}

/** `await load()` becomes `load()`. */
export function withoutItsAwait(node: AwaitExpression, sourceFile: SourceFile): readonly Change[] | Refusal {
	const { text } = sourceFile;
	const start = node.getStart(sourceFile), operandStart = node.expression.getStart(sourceFile);
	const between = text.slice(start + 'await'.length, operandStart);
	// What stands on the next line would no longer be a part of a `return`.
	if (/[\r\n]/.test(between)) { return refuse('the value stands on another line than its `await`'); }
	const place = placeOf(node, sourceFile);
	const first = text.slice(operandStart, node.end);
	if (place === 'statement' && /^[([`+\-/]/.test(first) && continuesLineBefore(node, sourceFile)) { return refuse('the line before would go on with it'); }
	if (isExpressionStatement(node.parent) && !isCall(node.expression)) { return refuse('nothing would be left that does anything'); }
	const isTaken = place === 'arrow' ? first.startsWith('{') : place === 'statement' && /^(?:\{|function\b|class\b|let\b|async\s+function\b)/.test(first);
	const removed = removal(start, hasComment(between) ? start + 'await'.length + (/^[ \t]*/.exec(between)?.[0].length ?? 0) : operandStart);
	if (!isTaken) { return [separated(removed, text)]; }
	// The parentheses go around all that begins with the `await`.
	const whole = outermostFrom(node, sourceFile);
	return [removed, insertion(operandStart, '('), insertion(whole.end, ')')];
}

/** What would grow together (`-await -x`) is kept apart. */
function separated(change: Change, text: string): Change {
	const [before = '', after = ''] = [text[change.span.start - 1], text[change.span.end]];
	return /^[\w$]{2}$|^\+\+$|^--$/.test(before + after) ? { ...change, newText: ' ' } : change;
}

function isCall({ kind }: Node): boolean {
	return kind === SyntaxKind.CallExpression || kind === SyntaxKind.NewExpression || kind === SyntaxKind.TaggedTemplateExpression || kind === SyntaxKind.ParenthesizedExpression;
}

/** Whether a statement or the body of an arrow function begins with it. */
function placeOf(node: Node, sourceFile: SourceFile): 'statement' | 'arrow' | 'within' {
	const whole = outermostFrom(node, sourceFile);
	if (isExpressionStatement(whole.parent) && whole.parent.expression === whole) { return 'statement'; }
	return isArrowFunction(whole.parent) && (whole.parent.body as Node) === whole ? 'arrow' : 'within';
}

/** The largest expression that begins where this one does. */
function outermostFrom(node: Node, sourceFile: SourceFile): Node {
	const start = node.getStart(sourceFile);
	let whole = node;
	while (!isExpressionStatement(whole.parent) && !isArrowFunction(whole.parent) && whole.parent.getStart(sourceFile) === start && whole.parent.kind < SyntaxKind.FirstStatement) { whole = whole.parent; }
	return whole;
}

/** `for await (` becomes `for (`. */
function withoutKeyword(keyword: Node, sourceFile: SourceFile): readonly Change[] {
	const start = keyword.getStart(sourceFile);
	const rest = /^[ \t]*/.exec(sourceFile.text.slice(keyword.end))?.[0].length ?? 0;
	return [removal(start, keyword.end + rest)];
}

/** `await using` becomes `using`. */
function withoutAwait(list: Node, sourceFile: SourceFile): readonly Change[] | Refusal {
	const start = list.getStart(sourceFile);
	const keyword = /^await[ \t]+(?=using\b)/.exec(sourceFile.text.slice(start, list.end))?.[0];
	return !isVariableDeclarationList(list) || keyword === undefined ? refuse('a comment would be lost') : [removal(start, start + keyword.length)];
}
