/** Walks statements and writes down their steps as nested blocks. */
import { NodeFlags, SyntaxKind, type BindingElement, type BindingPattern, type Block as BlockNode, type CaseClause, type CatchClause, type DoStatement, type Expression, type ForOfStatement, type ForStatement, type IfStatement, type LabeledStatement, type Node, type PropertyAccessExpression, type ReturnStatement, type Statement, type SwitchStatement, type TryStatement, type VariableDeclaration, type VariableDeclarationList, type VariableStatement, type WhileStatement } from 'typescript/unstable/ast';
import type { ExitStep, Guard, LoopStep, Value } from '../../../outline/model.ts';
import { isClassNode, isFunctionNode, isTypeOnly, nameText, spanOf, unwrap } from '../syntax.ts';
import { askReturned } from './asyncForNothing.ts';
import { targetOf } from './callees.ts';
import { regardOf } from './cancellation.ts';
import { clauseRequirements, conditionFor, platformConditionOf, requiring } from './conditions.ts';
import { block, type Context, type Mutable } from './context.ts';
import { environmentTestOf } from './environment.ts';
import { outlineExpression, outlinePlaceUse } from './expressions.ts';
import { outlineClass, outlineFunction } from './functions.ts';
import { lengthTestsOf } from './lengths.ts';
import { memoOfEarlyReturn, memoOfIf } from './memo.ts';
import { noteMemberName, outlineDiscarded } from './promises.ts';
import { shapeOf, valueOf } from './values.ts';
import { noteResult, noteVariable } from './voidSlots.ts';

/** Statements of one list, in order. Two of them change what the rest of the list means: an early return of a kept value, and `using`. */
export function outlineStatements(statements: readonly Statement[], cx: Context): void {
	// The compiler's lists look up each entry anew.
	const all = [...statements];
	for (const [index, statement] of all.entries()) {
		if (statement.kind === SyntaxKind.IfStatement) {
			const rest = all.slice(index + 1);
			const memo = memoOfEarlyReturn(statement as IfStatement, all.slice(0, index), rest, cx);
			if (memo !== undefined) { outlineMemoReturn(statement as IfStatement, rest, memo, cx); return; }
		}
		if (statement.kind === SyntaxKind.VariableStatement && isUsing((statement as VariableStatement).declarationList)) { outlineUsing((statement as VariableStatement).declarationList, all.slice(index + 1), cx); return; }
		outlineStatement(statement, cx);
	}
}

/** `if (cache) return cache; …`: the rest of the list is the arm in which the cache is empty. */
function outlineMemoReturn(node: IfStatement, rest: readonly Statement[], memo: NonNullable<ReturnType<typeof memoOfEarlyReturn>>, cx: Context): void {
	const last = rest.at(-1) ?? node;
	cx.steps.push({
		kind: 'branch', span: { start: spanOf(node, cx.file.sourceFile).start, end: last.end }, branch: 'if', condition: block(cx, node.expression, (inner) => outlineExpression(node.expression, inner)),
		arms: [
			{ block: block(cx, node.thenStatement, (inner) => outlineStatement(node.thenStatement, inner)) },
			{ label: 'else', block: { ...block(cx, node, (inner) => outlineStatements(rest, inner)), span: { start: node.end, end: last.end } } },
		],
		memo,
	});
}

function isUsing(list: VariableDeclarationList): boolean {
	return (list.flags & NodeFlags.Using) === NodeFlags.Using;
}

function outlineUsing(list: VariableDeclarationList, rest: readonly Statement[], cx: Context): void {
	const isAsync = (list.flags & NodeFlags.AwaitUsing) === NodeFlags.AwaitUsing;
	const guards: Mutable<Guard>[] = [];
	for (const declaration of list.declarations) {
		outlineVariable(declaration, cx);
		const binding = cx.scope.lookup(nameText(declaration.name) ?? '');
		const guard: Mutable<Guard> = { span: spanOf(declaration, cx.file.sourceFile), value: declaration.initializer === undefined ? { kind: 'other' } : valueOf(declaration.initializer, cx), ...(binding !== undefined && { binding: binding.id }) };
		guards.push(guard);
		if (isAsync && declaration.initializer !== undefined) { cx.file.awaits.addGuard(declaration.initializer, guard); }
	}
	const span = { start: spanOf(list, cx.file.sourceFile).start, end: (rest.at(-1) ?? list).end };
	const body = block(cx, list, (inner) => outlineStatements(rest, inner));
	cx.steps.push({ kind: 'guarded', span, isAsync, guards, body: { ...body, span: { start: list.end, end: span.end } } });
}

export function outlineStatement(node: Statement, cx: Context): void {
	if (isTypeOnly(node)) { return; }
	if (isFunctionNode(node)) { outlineDeclaration(node, cx); return; }
	if (isClassNode(node)) { outlineClass(node, cx); return; }
	switch (node.kind) {
		case SyntaxKind.Block: outlineStatements((node as BlockNode).statements, { ...cx, scope: cx.file.scopes.of.get(node) ?? cx.scope }); return;
		case SyntaxKind.VariableStatement: for (const declaration of (node as VariableStatement).declarationList.declarations) { outlineVariable(declaration, cx); } return;
		case SyntaxKind.ExpressionStatement: {
			const { expression } = node as unknown as { expression: Expression };
			outlineExpression(expression, cx);
			outlineDiscarded(expression, 'discarded', cx);
			return;
		}
		case SyntaxKind.IfStatement: outlineIf(node as IfStatement, cx); return;
		case SyntaxKind.ForStatement: case SyntaxKind.WhileStatement: case SyntaxKind.DoStatement: outlineLoop(node as ForStatement, cx); return;
		case SyntaxKind.ForOfStatement: case SyntaxKind.ForInStatement: outlineEach(node as ForOfStatement, cx); return;
		case SyntaxKind.SwitchStatement: outlineSwitch(node as SwitchStatement, cx); return;
		case SyntaxKind.TryStatement: outlineTry(node as TryStatement, cx); return;
		case SyntaxKind.LabeledStatement: outlineStatement((node as LabeledStatement).statement, cx); return;
		case SyntaxKind.ReturnStatement: case SyntaxKind.ThrowStatement: outlineExit(node as ReturnStatement, cx); return;
		case SyntaxKind.BreakStatement: case SyntaxKind.ContinueStatement: {
			const label = nameText((node as unknown as { label?: Node }).label);
			cx.steps.push({ kind: 'exit', span: spanOf(node, cx.file.sourceFile), exit: node.kind === SyntaxKind.BreakStatement ? 'break' : 'continue', ...(label !== undefined && { label }) });
			return;
		}
		case SyntaxKind.ModuleDeclaration: {
			const body = (node as unknown as { body?: Node & { statements?: readonly Statement[] } }).body;
			if (body?.statements !== undefined) { outlineStatements(body.statements, { ...cx, scope: cx.file.scopes.of.get(body) ?? cx.scope }); }
			return;
		}
		case SyntaxKind.ImportDeclaration: case SyntaxKind.ImportEqualsDeclaration: case SyntaxKind.ExportDeclaration: case SyntaxKind.EmptyStatement: return;
		default: node.forEachChild((child) => outlineExpression(child, cx));
	}
}

function outlineDeclaration(node: Node, cx: Context): void {
	const target = targetOf(node, cx.file);
	if (target?.kind !== 'function' || !isFunctionNode(node) || (node as { body?: Node }).body === undefined) { return; }
	outlineFunction(node, target.id, cx);
	cx.steps.push({ kind: 'closure', span: spanOf(node, cx.file.sourceFile), function: target.id, use: 'declaration' });
}

export function outlineVariable(declaration: VariableDeclaration, cx: Context): void {
	const { initializer } = declaration;
	if (initializer !== undefined) { outlineExpression(initializer, cx); }
	noteVariable(declaration, cx);
	bindPattern(declaration.name, initializer === undefined ? { kind: 'constant', value: null } : shapeOf(initializer, cx), declaration, cx);
}

/** Writes a bind step for each name of a pattern; parts of a destructured value are unknown. */
export function bindPattern(name: Node, value: Value, declaration: Node, cx: Context): void {
	if (name.kind === SyntaxKind.Identifier) {
		const binding = cx.scope.lookup(nameText(name) ?? '');
		if (binding === undefined) { return; }
		const span = spanOf(declaration, cx.file.sourceFile);
		cx.steps.push({ kind: 'bind', span, binding: binding.id, name: binding.name, value, isDeclaration: true });
		return;
	}
	for (const element of (name as BindingPattern).elements ?? []) {
		if (element.kind !== SyntaxKind.BindingElement || (element as BindingElement).name === undefined) { continue; }
		const part = element as BindingElement;
		noteMemberName(part.propertyName ?? part.name, cx);
		if (part.initializer !== undefined) { outlineExpression(part.initializer, cx); }
		bindPattern(part.name as Node, { kind: 'other' }, part, cx);
	}
}

function outlineIf(node: IfStatement, cx: Context): void {
	const memo = memoOfIf(node, cx);
	const test = environmentTestOf(node.expression, cx);
	const { elseStatement } = node;
	const condition = block(cx, node.expression, (inner) => outlineExpression(node.expression, inner));
	const then = block(cx, node.thenStatement, (inner) => outlineStatement(node.thenStatement, inner));
	const otherwise = elseStatement === undefined ? undefined : block(cx, elseStatement, (inner) => outlineStatement(elseStatement, inner));
	const asked = unwrap(node.expression), member = asked.kind === SyntaxKind.PropertyAccessExpression ? nameText((asked as PropertyAccessExpression).name) : undefined;
	const { holds, fails } = conditionFor(otherwise === undefined ? [then] : [then, otherwise], node.expression, cx);
	cx.steps.push({
		kind: 'branch', span: spanOf(node, cx.file.sourceFile), branch: 'if', condition,
		arms: otherwise === undefined ? [requiring({ block: then }, holds)] : [requiring({ block: then }, holds), requiring({ label: 'else', block: otherwise }, fails)],
		...(memo !== undefined && { memo }), ...lengthTests(node.expression, cx), ...(test !== undefined && { test }), ...(elseStatement === undefined && fails.length > 0 && { otherwise: fails }),
		...(member !== undefined && { member }),
	});
}

function lengthTests(condition: Expression | undefined, cx: Context) {
	const tests = condition === undefined ? [] : lengthTestsOf(condition, cx);
	return tests.length > 0 ? { lengthTests: tests } : {};
}

function outlineLoop(node: ForStatement | WhileStatement | DoStatement, outer: Context): void {
	const cx = { ...outer, scope: outer.file.scopes.of.get(node) ?? outer.scope };
	const isFor = node.kind === SyntaxKind.ForStatement;
	const initializer = isFor ? (node as ForStatement).initializer : undefined;
	if (initializer?.kind === SyntaxKind.VariableDeclarationList) { for (const declaration of (initializer as VariableDeclarationList).declarations) { outlineVariable(declaration, cx); } } else if (initializer !== undefined) { outlineExpression(initializer, cx); }
	const condition = isFor ? (node as ForStatement).condition : (node as WhileStatement).expression;
	const update = isFor ? (node as ForStatement).incrementor : undefined;
	const isEndless = condition === undefined || condition.kind === SyntaxKind.TrueKeyword || (condition.kind === SyntaxKind.NumericLiteral && nameText(condition) === '1');
	const loop: LoopStep['loop'] = isEndless ? 'infinite' : isFor ? 'for' : node.kind === SyntaxKind.DoStatement ? 'do' : 'while';
	const label = labelOf(node);
	cx.steps.push({
		kind: 'loop', span: spanOf(node, cx.file.sourceFile), loop, ...(label !== undefined && { label }),
		...(condition !== undefined && { condition: block(cx, condition, (inner) => outlineExpression(condition, inner)) }), ...lengthTests(condition, cx),
		body: block(cx, node.statement, (inner) => outlineStatement(node.statement, inner)),
		...(update !== undefined && { update: block(cx, update, (inner) => outlineExpression(update, inner)) }),
	});
}

function outlineEach(node: ForOfStatement, outer: Context): void {
	outlineExpression(node.expression, outer);
	outlinePlaceUse(node.expression, 'iterate', outer);
	const cx = { ...outer, scope: outer.file.scopes.of.get(node) ?? outer.scope };
	const isAwait = node.kind === SyntaxKind.ForOfStatement && node.awaitModifier !== undefined;
	const label = labelOf(node);
	const step: Mutable<LoopStep> = {
		kind: 'loop', span: spanOf(node, cx.file.sourceFile), loop: isAwait ? 'await' : 'each', ...(label !== undefined && { label }), iterated: shapeOf(node.expression, outer),
		body: block(cx, node.statement, (inner) => {
			if (node.initializer.kind === SyntaxKind.VariableDeclarationList) { for (const declaration of (node.initializer as VariableDeclarationList).declarations) { bindPattern(declaration.name, { kind: 'other' }, declaration, { ...inner, scope: cx.scope }); } }
			outlineStatement(node.statement, inner);
		}),
	};
	cx.steps.push(step);
	if (isAwait && node.awaitModifier !== undefined) { cx.file.awaits.addLoop(node.expression, spanOf(node.awaitModifier, cx.file.sourceFile), step); }
}

function labelOf(node: Node): string | undefined {
	return node.parent.kind === SyntaxKind.LabeledStatement ? nameText((node.parent as LabeledStatement).label) : undefined;
}

function outlineSwitch(node: SwitchStatement, cx: Context): void {
	const scope = cx.file.scopes.of.get(node.caseBlock) ?? cx.scope;
	const requirements = clauseRequirements(node, cx);
	cx.steps.push({
		kind: 'branch', span: spanOf(node, cx.file.sourceFile), branch: 'switch', condition: block(cx, node.expression, (inner) => outlineExpression(node.expression, inner)),
		arms: node.caseBlock.clauses.map((clause, index) => {
			const test = clause.kind === SyntaxKind.CaseClause ? (clause as CaseClause).expression : undefined;
			const label = test === undefined ? 'else' : nameText(test);
			return requiring({ ...(label !== undefined && { label }), block: block(cx, clause, (inner) => outlineStatements(clause.statements, { ...inner, scope })) }, requirements[index]);
		}),
	});
}

function outlineTry(node: TryStatement, cx: Context): void {
	const { catchClause, finallyBlock } = node;
	cx.steps.push({
		kind: 'try', span: spanOf(node, cx.file.sourceFile), body: block(cx, node.tryBlock, (inner) => outlineStatement(node.tryBlock, inner)),
		handlers: catchClause === undefined ? [] : [handlerOf(catchClause, cx)],
		...(finallyBlock !== undefined && { finally: block(cx, finallyBlock, (inner) => outlineStatement(finallyBlock, inner)) }),
	});
}

function handlerOf(clause: CatchClause, cx: Context) {
	const scope = cx.file.scopes.of.get(clause) ?? cx.scope;
	const binding = clause.variableDeclaration === undefined ? undefined : scope.lookup(nameText(clause.variableDeclaration.name) ?? '');
	return { block: block({ ...cx, scope }, clause.block, (inner) => outlineStatement(clause.block, inner)), ...(binding !== undefined && { binding: binding.id }), catches: [], regards: regardOf(clause) };
}

function outlineExit(node: ReturnStatement, cx: Context): void {
	const { expression } = node;
	const isReturn = node.kind === SyntaxKind.ReturnStatement;
	if (expression !== undefined) { outlineExpression(expression, cx); }
	if (expression !== undefined && isReturn) { noteResult(expression, cx); }
	const condition = expression !== undefined && isReturn ? platformConditionOf(expression, cx) : undefined;
	const step: Mutable<ExitStep> = { kind: 'exit', span: spanOf(node, cx.file.sourceFile), exit: isReturn ? 'return' : 'throw', ...(expression !== undefined && { value: shapeOf(expression, cx) }), ...(condition && { condition }) };
	cx.steps.push(step);
	if (expression !== undefined && isReturn) { askReturned(expression, step, cx); }
}

