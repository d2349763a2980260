/** Finds the statement that keeps a history short beside each push, so that a ring buffer can do it by itself. */
import { isBinaryExpression, isBlock, isCallExpression, isExpressionStatement, isIfStatement, SyntaxKind, type CallExpression, type Expression, type Node, type SourceFile, type Statement, type WhileStatement } from 'typescript/unstable/ast';
import { unwrap } from '../../syntax.ts';
import type { Change } from '../nameLists.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isSameText, listOfLength, numberOf, outermost, sourceFileOf } from './shapes.ts';
import type { Use } from './use.ts';

export interface Trimming {
	/** What the length is compared with. */
	readonly limit: Expression;
	/** How many more than the limit are kept: 1 for `if (length > limit) shift(); push()`. */
	readonly offset: number;
	/** The statements that go. */
	readonly statements: readonly Statement[];
	/** Uses that go with them, and lengths that are read only there. */
	readonly consumed: ReadonlySet<Use>;
}

interface Trim {
	readonly limit: Expression;
	readonly isStrict: boolean;
	/** It cuts down to the limit whatever came in before. */
	readonly isCut: boolean;
}

/** How far from the push it may stand. */
const nearby = 3;

/** The trimming of a list whose every push is trimmed in the same way. */
export function trimmingOf(uses: readonly Use[], name: string): Trimming | Refusal {
	const statements: Statement[] = [];
	let limit: { node: Expression; text: string; offset: number } | undefined;
	for (const use of uses) {
		if (use.kind !== 'push') { continue; }
		const found = trimBeside(use);
		if (found === undefined) { return refuse(`not every \`push()\` to \`${name}\` is followed by the check of its length`); }
		const { trim, statement, isAfter } = found;
		const offset = trim.isCut || isAfter === trim.isStrict ? 0 : trim.isStrict ? 1 : -1;
		const text = trim.limit.getText(sourceFileOf(trim.limit));
		if (limit !== undefined && (limit.text !== text || limit.offset !== offset)) { return refuse(`\`${name}\` is kept to different lengths in different places`); }
		limit ??= { node: trim.limit, text, offset };
		if (!statements.includes(statement)) { statements.push(statement); }
	}
	if (limit === undefined) { return refuse(`no \`push()\` to \`${name}\` was found`); }
	const consumed = new Set(uses.filter((use) => statements.some((statement) => isWithin(use.list, statement))));
	if (uses.some((use) => use.kind === 'cut' && !consumed.has(use))) { return refuse(`\`${name}\` is also cut down elsewhere`); }
	return { limit: limit.node, offset: limit.offset, statements, consumed };
}

function isWithin(node: Node, statement: Statement): boolean {
	return sourceFileOf(node) === sourceFileOf(statement) && statement.pos <= node.pos && node.end <= statement.end;
}

/** The statement after or before a push that trims the same list, with nothing between that looks at it. */
function trimBeside(push: Extract<Use, { call: CallExpression }>): { trim: Trim; statement: Statement; isAfter: boolean } | undefined {
	const statement = outermost(push.call).parent;
	const siblings = isExpressionStatement(statement) ? (statement.parent as unknown as { statements?: readonly Statement[] }).statements : undefined;
	if (siblings === undefined) { return undefined; }
	const sourceFile = sourceFileOf(statement);
	const index = siblings.indexOf(statement as Statement);
	const list = push.list.getText(sourceFile);
	for (const [step, isAfter] of [[1, true], [-1, false]] as const) {
		for (let distance = 1; distance <= nearby; distance++) {
			const next = siblings[index + step * distance];
			if (next === undefined) { break; }
			const trim = trimIn(next, push.list, sourceFile);
			if (trim !== undefined) { return { trim, statement: next, isAfter }; }
			if (next.getText(sourceFile).includes(list) || hasExit(next)) { break; }
		}
	}
	return undefined;
}

function hasExit(node: Node): boolean {
	if (node.kind === SyntaxKind.ReturnStatement || node.kind === SyntaxKind.ThrowStatement || node.kind === SyntaxKind.BreakStatement || node.kind === SyntaxKind.ContinueStatement || node.kind === SyntaxKind.AwaitExpression) { return true; }
	return node.forEachChild((child) => (hasExit(child) ? true : undefined)) === true;
}

/** `if (list.length > limit) { list.shift(); }` and its kin. */
function trimIn(statement: Statement, list: Expression, sourceFile: SourceFile): Trim | undefined {
	if (isExpressionStatement(statement)) {
		const expression = unwrap(statement.expression);
		if (isBinaryExpression(expression) && expression.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken) { return guarded(expression.left, expression.right, list, sourceFile); }
		const cut = removalIn(expression, list, sourceFile);
		return cut?.limit === undefined ? undefined : { limit: cut.limit, isStrict: true, isCut: true };
	}
	const isLoop = statement.kind === SyntaxKind.WhileStatement;
	if (!isLoop && (!isIfStatement(statement) || statement.elseStatement !== undefined)) { return undefined; }
	const condition = isLoop ? (statement as WhileStatement).expression : (statement as unknown as { expression: Expression }).expression;
	const body = isLoop ? (statement as WhileStatement).statement : (statement as unknown as { thenStatement: Statement }).thenStatement;
	const only = isBlock(body) ? (body.statements.length === 1 ? body.statements[0] : undefined) : body;
	return only !== undefined && isExpressionStatement(only) ? guarded(condition, only.expression, list, sourceFile) : undefined;
}

function guarded(condition: Expression, removal: Expression, list: Expression, sourceFile: SourceFile): Trim | undefined {
	const test = unwrap(condition);
	const removed = removalIn(removal, list, sourceFile);
	if (removed === undefined || !isBinaryExpression(test)) { return undefined; }
	const isLeft = isLengthOf(test.left, list, sourceFile);
	if (!isLeft && !isLengthOf(test.right, list, sourceFile)) { return undefined; }
	const limit = isLeft ? test.right : test.left;
	const operator = test.operatorToken.kind;
	const isStrict = operator === (isLeft ? SyntaxKind.GreaterThanToken : SyntaxKind.LessThanToken);
	if (!isStrict && operator !== (isLeft ? SyntaxKind.GreaterThanEqualsToken : SyntaxKind.LessThanEqualsToken)) { return undefined; }
	// `if (list.length > high) list.splice(0, list.length - low)` cuts for many at once.
	if (removed.limit !== undefined && (!isStrict || !isSameText(removed.limit, limit, sourceFile))) { return undefined; }
	return { limit, isStrict, isCut: removed.limit !== undefined };
}

function isLengthOf(expression: Expression, list: Expression, sourceFile: SourceFile): boolean {
	const measured = listOfLength(expression);
	return measured !== undefined && isSameText(measured, list, sourceFile);
}

/** `list.shift()`, `list.splice(0, 1)`; with a limit `list.splice(0, list.length - limit)`. */
function removalIn(expression: Expression, list: Expression, sourceFile: SourceFile): { limit?: Expression } | undefined {
	const call = unwrap(expression);
	if (!isCallExpression(call)) { return undefined; }
	const callee = unwrap(call.expression) as unknown as { name?: { text?: string }; expression?: Expression };
	if (callee.expression === undefined || !isSameText(callee.expression, list, sourceFile)) { return undefined; }
	if (callee.name?.text === 'shift') { return {}; }
	const [from, count, more] = call.arguments;
	if (callee.name?.text !== 'splice' || numberOf(from) !== 0 || count === undefined || more !== undefined) { return undefined; }
	if (numberOf(count) === 1) { return {}; }
	const difference = unwrap(count);
	const isExcess = isBinaryExpression(difference) && difference.operatorToken.kind === SyntaxKind.MinusToken && isLengthOf(difference.left, list, sourceFile);
	return isExcess ? { limit: difference.right } : undefined;
}

/** Takes the check out with its lines, and with the comments beside and right above it, which tell what it does. */
export function withoutTrim({ text }: SourceFile, statement: Statement): Change {
	const start = statement.getStart();
	const before = /[^\n]*$/.exec(text.slice(0, start))?.[0] ?? '';
	const after = /^[ \t]*(?:\/\/[^\r\n]*)?(?:\r?\n|$)/.exec(text.slice(statement.end))?.[0];
	if (before.trim() !== '' || after === undefined) { return { span: { start: start - (/[ \t]*$/.exec(before)?.[0].length ?? 0), end: statement.end }, newText: '' }; }
	// The rest of the line before belongs to what stands there.
	const lines = text.slice(statement.pos, start - before.length).split('\n').slice(1, -1);
	const kept = lines.findLastIndex((line) => !/^\s*\/\//.test(line));
	const above = lines.slice(kept + 1).map((line) => `${line}\n`).join('');
	return { span: { start: start - before.length - above.length, end: statement.end + after.length }, newText: '' };
}
