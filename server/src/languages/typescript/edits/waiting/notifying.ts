/** Puts a call behind each place that changes a state. */
import { isArrowFunction, isAwaitExpression, isBlock, isExpressionStatement, isReturnStatement, isVariableStatement, SyntaxKind, type Node, type SourceFile, type Statement } from 'typescript/unstable/ast';
import { isFunctionNode } from '../../syntax.ts';
import type { EditedFile } from '../editedFile.ts';
import { hasComment, insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { indentOf, lineBehind } from '../statements.ts';

/** The changes that call `notice` (`this.changed.notify()`) when `write` has been done, before anything else can look. `writes`: all that are told by it. */
export function notified(write: Node, notice: string, { sourceFile, style }: EditedFile, writes: readonly Node[]): readonly Change[] | Refusal {
	const place = placeOf(write);
	if (place === undefined) { return refuse('it is changed in the midst of something else'); }
	const semicolon = isRefusal(style) ? ';' : style.semicolon;
	if (place.kind === 'arrow') {
		const { body } = place;
		const start = body.getStart(sourceFile);
		return place.isDiscarded ? [insertion(start, '{ '), insertion(body.end, `; ${notice}; }`)] : [insertion(start, `{ ${notice}; return `), insertion(body.end, '; }')];
	}
	const { statement } = place;
	if (place.kind === 'before' ? isAwaitedIn(statement) : isAwaitedIn(statement, write)) { return refuse('something is awaited between the change and the end of its statement'); }
	const isInList = isBlock(statement.parent) || [SyntaxKind.SourceFile, SyntaxKind.CaseClause, SyntaxKind.DefaultClause, SyntaxKind.ModuleBlock].includes(statement.parent.kind);
	const start = statement.getStart(sourceFile);
	if (place.kind === 'before') { return isInList ? [insertion(start, `${notice}${semicolon || ';'}${separator(statement, sourceFile)}`)] : [insertion(start, `{ ${notice}; `), insertion(statement.end, ' }')]; }
	const ended = sourceFile.text[statement.end - 1] === ';';
	if (!isInList) { return [insertion(start, '{ '), insertion(statement.end, `${ended ? '' : ';'} ${notice}; }`)]; }
	if (followsInList(statement, notice, sourceFile) || isToldByNext(statement, writes)) { return []; }
	const isAlone = indentOf(statement, sourceFile) !== undefined && /^[\t ]*(?:\/\/[^\n]*)?\r?(?:\n|$)/.test(sourceFile.text.slice(statement.end));
	return isAlone ? [lineBehind(statement, `${notice}${semicolon}`, sourceFile)] : [insertion(statement.end, `${ended ? '' : ';'} ${notice};`)];
}

type Place = { readonly kind: 'after' | 'before'; readonly statement: Statement } | { readonly kind: 'arrow'; readonly body: Node; readonly isDiscarded: boolean };

/** Who wakes up looks only when this code has run to its next `await`: so it may be told before as well, where the value is returned. */
function placeOf(write: Node): Place | undefined {
	for (let child = write, { parent } = write; parent !== undefined; child = parent, { parent } = parent) {
		if (isArrowFunction(parent) && parent.body === child) {
			if (child.kind === SyntaxKind.Block || hasComment(child.getText()) || isAwaitedIn(child)) { return undefined; }
			// `setTimeout(() => this.isOpen = true)`, `server.on('close', () => (isOpen = false))`: nobody looks at what that gives.
			const call = parent.parent;
			const isDiscarded = call.kind === SyntaxKind.CallExpression && isExpressionStatement(call.parent) && /(?:^|\.)(?:setTimeout|setInterval|setImmediate|on|once|addListener|addEventListener)$/.test((call as unknown as { expression: Node }).expression.getText());
			return { kind: 'arrow', body: child, isDiscarded };
		}
		if (isFunctionNode(parent)) { return undefined; }
		if (isExpressionStatement(parent) || isVariableStatement(parent)) { return { kind: 'after', statement: parent as unknown as Statement }; }
		if (isReturnStatement(parent) || parent.kind === SyntaxKind.ThrowStatement) { return { kind: 'before', statement: parent as Statement }; }
		if (parent.kind === SyntaxKind.IfStatement) { return (parent as unknown as { expression: Node }).expression === child ? { kind: 'before', statement: parent as Statement } : undefined; }
		if (parent.kind > SyntaxKind.FirstStatement && parent.kind <= SyntaxKind.LastStatement) { return undefined; }
	}
	return undefined;
}

/** `this.a = 1` of `await save(this.a = 1)`: others run before the statement ends. In the change itself (`this.a = await load()`) they have run before. */
function isAwaitedIn(statement: Node, write?: Node): boolean {
	const root = statement.kind === SyntaxKind.IfStatement ? (statement as unknown as { expression: Node }).expression : statement;
	let found = false;
	const visit = (node: Node): void => {
		if (found || isFunctionNode(node) || node === write) { return; }
		if (isAwaitExpression(node) || node.kind === SyntaxKind.YieldExpression) { found = true; return; }
		node.forEachChild(visit);
	};
	visit(root);
	return found;
}

function separator(statement: Node, sourceFile: SourceFile): string {
	const indent = indentOf(statement, sourceFile);
	return indent === undefined ? ' ' : `${/\r\n/.test(sourceFile.text) ? '\r\n' : '\n'}${indent}`;
}

/** The next statement changes it as well, and tells. */
function isToldByNext(statement: Statement, writes: readonly Node[]): boolean {
	const { statements } = statement.parent as unknown as { statements?: readonly Statement[] };
	const siblings = statements === undefined ? [] : [...statements];
	const next = siblings[siblings.indexOf(statement) + 1];
	return next !== undefined && isExpressionStatement(next) && writes.includes(next.expression);
}

/** Another fix has put it there already. */
function followsInList(statement: Statement, notice: string, sourceFile: SourceFile): boolean {
	return sourceFile.text.slice(statement.end).trimStart().replace(/^\/\/[^\n]*\n\s*/, '').startsWith(notice);
}
