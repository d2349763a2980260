/** What decides whether a loop goes on to sleep: the conditions on the way from its head to the pause, and the time it has. */
import { isAwaitExpression, isBinaryExpression, isBlock, isExpressionStatement, isForStatement, isIfStatement, isVariableStatement, isWhileStatement, NodeFlags, SyntaxKind, type Expression, type ForStatement, type Node, type SourceFile, type Statement, type WhileStatement } from 'typescript/unstable/ast';
import type { Span } from '../../../../outline/span.ts';
import { unwrap } from '../../syntax.ts';
import { firstAround, nodeStartingAt } from '../nodeAt.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';

/** A part of a condition. */
export interface Condition {
	readonly expression: Expression;
	/** What it comes to as long as the loop waits. */
	readonly isTrue: boolean;
}

export interface Waiting {
	readonly loop: WhileStatement | ForStatement;
	/** What the pause awaits. */
	readonly pause: Expression;
	/** What is looked at, without the clock. */
	readonly conditions: readonly Condition[];
	/** Values that are read on the way: `const job = queue.shift()`. */
	readonly values: readonly Expression[];
	/** How long it may still wait, as text; absent where there is no limit. */
	readonly remaining?: string;
	/** It counts how often it looks: how often that may be, as text, and its counter. */
	readonly turns?: { readonly limit: string; readonly counter: string };
}

/** Reads a loop that does nothing before its pause but look. Refuses where a notice in place of the pause would change what it does. */
export function waitingOf(sourceFile: SourceFile, at: number, pause: Span): Waiting | Refusal {
	const loop = nodeStartingAt(sourceFile, at, isLoop);
	if (loop === undefined) { return refuse('it is no `while` or `for` loop'); }
	const statement = pauseAt(pause, sourceFile);
	if (statement === undefined) { return refuse('the pause is part of something else'); }
	const way = new Way(statement);
	const counted = isForStatement(loop) ? way.readHead(loop) : way.add(loop.expression, true);
	const refusal = counted ?? way.readBody(loop.statement);
	if (refusal !== undefined) { return refusal; }
	const { conditions, values, counter } = way;
	const limited = limitsOf(conditions, counter, sourceFile);
	if (isRefusal(limited)) { return limited; }
	if (limited.turns !== undefined && isNamedElsewhere(loop, limited.turns.counter, sourceFile)) { return refuse('the turns of the loop are counted for something else as well'); }
	return { loop, pause: (statement.expression as unknown as { expression: Expression }).expression, values, ...limited };
}

function isLoop(node: Node): node is WhileStatement | ForStatement { return isWhileStatement(node) || isForStatement(node); }

type PauseStatement = Statement & { readonly expression: Expression };

/** `await sleep(50);` */
function pauseAt(span: Span, sourceFile: SourceFile): PauseStatement | undefined {
	return firstAround(sourceFile, span, (node) => {
		if (!isExpressionStatement(node) || !isAwaitExpression(node.expression)) { return undefined; }
		const of = [node.expression, node.expression.expression, unwrap(node.expression.expression)];
		return of.some((each) => each.end === span.end && each.getStart(sourceFile) === span.start) ? node as unknown as PauseStatement : undefined;
	});
}

const doesMore = 'the loop does more than look before it sleeps';

/** Goes from the head of a loop to its pause, and gathers what it passes. */
class Way {
	readonly conditions: Condition[] = [];
	readonly values: Expression[] = [];
	counter: string | undefined;
	private readonly pause: Node;

	constructor(pause: Node) { this.pause = pause; }

	add(expression: Expression, isTrue: boolean): undefined {
		const node = unwrap(expression);
		if (node.kind === SyntaxKind.PrefixUnaryExpression && (node as unknown as { operator: SyntaxKind }).operator === SyntaxKind.ExclamationToken) { return this.add((node as unknown as { operand: Expression }).operand, !isTrue); }
		const joining = isTrue ? SyntaxKind.AmpersandAmpersandToken : SyntaxKind.BarBarToken;
		if (isBinaryExpression(node) && node.operatorToken.kind === joining) {
			this.add(node.left, isTrue);
			return this.add(node.right, isTrue);
		}
		this.conditions.push({ expression: node, isTrue });
		return undefined;
	}

	/** `for (let i = 0; i < 10 && !ready; i++)`, or `for (;;)`. */
	readHead({ initializer, condition, incrementor }: ForStatement): Refusal | undefined {
		if (condition !== undefined) { this.add(condition, true); }
		if (initializer === undefined && incrementor === undefined) { return undefined; }
		const counter = /^let\s+([\w$]+)\s*=\s*0$/.exec(initializer?.getText() ?? '')?.[1];
		const step = incrementor?.getText();
		if (counter === undefined || step !== `${counter}++` && step !== `++${counter}` && step !== `${counter} += 1`) { return refuse('the head of the loop does more than count'); }
		this.counter = counter;
		return undefined;
	}

	readBody(statement: Statement): Refusal | undefined {
		const inner: readonly Statement[] = isBlock(statement) ? [...statement.statements] : [statement];
		for (const [index, each] of inner.entries()) {
			if (each === this.pause || each.pos <= this.pause.pos && this.pause.end <= each.end) { return this.readLast(each, inner.slice(index + 1)); }
			const refusal = this.readBefore(each);
			if (refusal !== undefined) { return refusal; }
		}
		return refuse(doesMore);
	}

	/** What stands before the pause: ways out, and values to look at. */
	private readBefore(statement: Statement): Refusal | undefined {
		if (isIfStatement(statement) && statement.elseStatement === undefined && leaves(statement.thenStatement)) { return this.add(statement.expression, false); }
		if (!isVariableStatement(statement) || (statement.declarationList.flags & NodeFlags.Const) === 0) { return refuse(doesMore); }
		for (const { initializer } of statement.declarationList.declarations) { if (initializer !== undefined) { this.values.push(initializer); } }
		return undefined;
	}

	/** The pause itself, or the branch it stands in. */
	private readLast(statement: Statement, rest: readonly Statement[]): Refusal | undefined {
		if (statement === this.pause) {
			const goesOn = rest.length === 1 && rest[0]?.kind === SyntaxKind.ContinueStatement;
			this.isAgain = goesOn;
			return rest.length === 0 || goesOn ? undefined : refuse('the loop does something after it has slept');
		}
		if (!isIfStatement(statement)) { return refuse(doesMore); }
		const isThen = statement.thenStatement.pos <= this.pause.pos && this.pause.end <= statement.thenStatement.end;
		this.add(statement.expression, isThen);
		const refusal = this.readBody(isThen ? statement.thenStatement : statement.elseStatement as Statement);
		return refusal ?? (this.isAgain || rest.length === 0 ? undefined : refuse('the loop does something after it has slept'));
	}

	/** `continue` stands behind the pause. */
	private isAgain = false;
}

/** The last thing it does is to leave the loop. */
function leaves(statement: Statement): boolean {
	const last = isBlock(statement) ? [...statement.statements].at(-1) : statement;
	return last !== undefined && [SyntaxKind.ReturnStatement, SyntaxKind.ThrowStatement, SyntaxKind.BreakStatement].includes(last.kind);
}

/** Asks for the time. */
export const clock = /\b(?:Date\.now|performance\.now)\(\)|\bnew Date\(\)\.(?:valueOf|getTime)\(\)/;

/** Takes the limits out of the conditions: of the time, and of how often it looks. */
function limitsOf(conditions: readonly Condition[], counter: string | undefined, sourceFile: SourceFile): Pick<Waiting, 'conditions' | 'remaining' | 'turns'> | Refusal {
	const looked: Condition[] = [];
	const limits: string[] = [];
	let turns: Waiting['turns'];
	for (const condition of conditions) {
		const { expression } = condition;
		const text = expression.getText(sourceFile);
		if (counter !== undefined && turns === undefined && isBinaryExpression(expression) && condition.isTrue && expression.operatorToken.kind === SyntaxKind.LessThanToken && expression.left.getText(sourceFile) === counter) {
			turns = { limit: inParentheses(expression.right, sourceFile), counter };
		} else if (clock.test(text)) {
			const left = remainingOf(condition, sourceFile);
			if (left === undefined) { return refuse('it is not plain until when it waits'); }
			limits.push(left);
		} else { looked.push(condition); }
	}
	if (counter !== undefined && turns === undefined || limits.length + (turns === undefined ? 0 : 1) > 1) { return refuse('it is not plain until when it waits'); }
	return { conditions: looked, ...(limits[0] !== undefined && { remaining: limits[0] }), ...(turns !== undefined && { turns }) };
}

/** `deadline - Date.now()` of `Date.now() < deadline`, as long as it waits. */
function remainingOf({ expression, isTrue }: Condition, sourceFile: SourceFile): string | undefined {
	if (!isBinaryExpression(expression)) { return undefined; }
	const { left, right, operatorToken: { kind } } = expression;
	const isLess = kind === SyntaxKind.LessThanToken || kind === SyntaxKind.LessThanEqualsToken, isMore = kind === SyntaxKind.GreaterThanToken || kind === SyntaxKind.GreaterThanEqualsToken;
	const onLeft = clock.test(left.getText(sourceFile)), onRight = clock.test(right.getText(sourceFile));
	// While it waits, the clock is behind.
	if (onLeft === onRight || !(isLess || isMore) || onLeft !== (isLess === isTrue)) { return undefined; }
	const [told, limit] = onLeft ? [left, right] : [right, left];
	return /\(/.test(limit.getText(sourceFile)) ? undefined : `${inParentheses(limit, sourceFile)} - ${inParentheses(told, sourceFile)}`;
}

function inParentheses(expression: Expression, sourceFile: SourceFile): string {
	const text = expression.getText(sourceFile);
	return isBinaryExpression(expression) || expression.kind === SyntaxKind.ConditionalExpression ? `(${text})` : text;
}

/** The counter is looked at within the loop, besides in its head. */
function isNamedElsewhere({ statement }: WhileStatement | ForStatement, counter: string, sourceFile: SourceFile): boolean {
	return new RegExp(String.raw`(?<![\w$.])${counter.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(statement.getText(sourceFile));
}
