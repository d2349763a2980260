/** Walks statements and writes down their steps as nested blocks. */
import type { Arm, Block, BranchStep, Guard, Handler, LoopStep, MemoGuard, Value } from '../../../outline/model.ts';
import { stepsOf } from '../../../outline/walk.ts';
import { block, emptyBlock, spanOf } from '../../shared/blocks.ts';
import type { AssignStmt, BlockNode, Expr, ForStmt, HandlerNode, IfStmt, MatchStmt, Stmt, TryStmt, WhileStmt, WithStmt } from '../syntax/ast.ts';
import { calleeOf, iteratedTypeOf } from './callees.ts';
import { caseRequirements, conditionOf, platformConditionOf, requiring } from './conditions.ts';
import { typeName, typeOf, type Context } from './context.ts';
import { endsHere, environmentTestOf, knowingAsync, restAfterProbe, isLoopProbe } from './environment.ts';
import { outlineExpression, outlinePlaceUse } from './expressions.ts';
import { outlineClass, outlineDecorators, outlineFunction } from './functions.ts';
import { cutByAssignment, cutByDelete, lengthTestsOf, type Cut } from './lengths.ts';
import { memoOfEarlyReturn, memoOfIf, memoOfTry } from './memo.ts';
import { bindTarget, outlineTargetParts, useBy } from './targets.ts';
import { placeOf, valueOf } from './values.ts';

/** Statements of one list, in order. An early exit changes what the rest of the list means. */
export function outlineStatements(body: readonly Stmt[], outer: Context): void {
	let cx = outer;
	for (const [index, stmt] of body.entries()) {
		const rest = body.slice(index + 1);
		if (stmt.kind === 'if' && stmt.orElse === undefined && rest.length > 0) {
			const memo = memoOfEarlyReturn(stmt, body.slice(0, index), rest, cx);
			const test = endsHere(stmt.whenTrue.body) ? environmentTestOf(stmt.test, cx) : undefined;
			if (memo !== undefined || test !== undefined) {
				outlineIf(stmt, cx, body.slice(0, index), { memo, test, rest });
				return;
			}
		}
		if (stmt.kind === 'try' && rest.length > 0 && restAfterProbe(stmt, cx)) {
			outlineTry(stmt, cx);
			const span = { start: rest[0]?.start ?? stmt.end, end: rest.at(-1)?.end ?? stmt.end };
			cx.steps.push({ kind: 'branch', span, branch: 'if', condition: emptyBlock(span.start), arms: [{ block: block(cx, span, (inner) => outlineStatements(rest, inner)) }], test: { fact: 'no-running-loop', arm: 0 } });
			return;
		}
		const lookup = stmt.kind === 'try' && stmt.body.body[0]?.kind === 'return' && rest.length > 0 ? memoOfTry(stmt, rest, cx) : undefined;
		if (stmt.kind === 'try' && lookup !== undefined) {
			outlineTry(stmt, cx);
			const span = { start: rest[0]?.start ?? stmt.end, end: rest.at(-1)?.end ?? stmt.end };
			cx.steps.push({ kind: 'branch', span, branch: 'if', condition: emptyBlock(span.start), arms: [{ block: block(cx, span, (inner) => outlineStatements(rest, inner)) }], memo: lookup });
			return;
		}
		outlineStatement(stmt, cx, body.slice(0, index));
		if (stmt.kind === 'if' && stmt.orElse === undefined && endsHere(stmt.whenTrue.body)) { cx = knowingAsync(cx, stmt.test, false); }
	}
}

function outlineBlock(node: BlockNode, cx: Context) {
	return block(cx, node, (inner) => outlineStatements(node.body, inner));
}

function outlineStatement(stmt: Stmt, cx: Context, before: readonly Stmt[]): void {
	switch (stmt.kind) {
		case 'function': outlineDefinition(stmt, cx); return;
		case 'class': outlineClass(stmt, cx); return;
		case 'expression': outlineExpression(stmt.value, cx, { kind: 'discarded' }); return;
		case 'assign': outlineAssign(stmt, cx); return;
		case 'return':
			if (stmt.value !== undefined) { outlineExpression(stmt.value, cx, { kind: 'returned' }); }
			outlineReturn(stmt, cx);
			return;
		case 'raise':
			if (stmt.value !== undefined) { outlineExpression(stmt.value, cx, { kind: 'thrown' }); }
			if (stmt.cause !== undefined) { outlineExpression(stmt.cause, cx); }
			cx.steps.push({ kind: 'exit', span: spanOf(stmt), exit: 'throw', ...(stmt.value && { value: valueOf(stmt.value, cx) }) });
			return;
		case 'break': case 'continue': cx.steps.push({ kind: 'exit', span: spanOf(stmt), exit: stmt.kind }); return;
		case 'assert': for (const each of stmt.values) { outlineExpression(each, cx, { kind: 'condition' }); } return;
		case 'delete': for (const each of stmt.targets) { outlineDelete(each, cx); } return;
		case 'if': outlineIf(stmt, cx, before); return;
		case 'while': outlineWhile(stmt, cx); return;
		case 'for': outlineFor(stmt, cx); return;
		case 'try': outlineTry(stmt, cx); return;
		case 'with': outlineWith(stmt, cx); return;
		case 'match': outlineMatch(stmt, cx); return;
		default:
	}
}

function outlineReturn(stmt: Extract<Stmt, { kind: 'return' }>, cx: Context): void {
	const { value } = stmt;
	const condition = value === undefined ? undefined : platformConditionOf(value, cx);
	cx.steps.push({ kind: 'exit', span: spanOf(stmt), exit: 'return', ...(value && { value: valueOf(value, cx) }), ...(condition && { condition }) });
}

/** A function known by its name from here on. Methods are members of their class instead. */
function outlineDefinition(stmt: Extract<Stmt, { kind: 'function' }>, cx: Context): void {
	outlineDecorators(stmt.decorators, cx);
	const id = outlineFunction(stmt, cx);
	if (cx.scope.kind === 'class') { return; }
	cx.steps.push({ kind: 'closure', span: spanOf(stmt), function: id, use: 'declaration' });
	const variable = cx.scope.kind === 'module' ? undefined : cx.scope.lookup(stmt.name);
	if (variable !== undefined) { cx.steps.push({ kind: 'bind', span: spanOf(stmt.nameSpan), binding: variable.binding, name: variable.name, value: { kind: 'function', id }, isDeclaration: true }); }
}

function outlineAssign(stmt: AssignStmt, cx: Context): void {
	const { value, targets } = stmt;
	if (value === undefined) { return; }
	const [target] = targets;
	if (stmt.operator !== undefined) {
		if (target === undefined) { return; }
		outlineExpression(target, cx);
		outlineExpression(value, cx);
		bindTarget(target, { kind: 'other' }, stmt, cx);
		return;
	}
	for (const each of targets) { outlineTargetParts(each, cx); }
	outlineExpression(value, cx, useBy(target, cx));
	const cut = target === undefined || targets.length > 1 ? undefined : cutByAssignment(target, value, cx);
	if (cut !== undefined) { outlineCut(cut, stmt, cx); }
	// `a, b = x, y` gives each its own.
	const parallel = target !== undefined && target.kind === 'tuple' && value.kind === 'tuple' && target.items.length === value.items.length && !target.items.some((each) => each.kind === 'starred');
	if (parallel && target.kind === 'tuple' && value.kind === 'tuple') {
		for (const [index, item] of target.items.entries()) { bindTarget(item, valueOf(value.items[index] as Expr, cx), item, cx); }
		return;
	}
	for (const each of targets) {
		const given = valueOf(value, cx);
		if (each.kind === 'tuple' || each.kind === 'list') { for (const item of each.items) { bindTarget(item, given, stmt, cx); } } else { bindTarget(each, given, stmt, cx); }
	}
}

function outlineDelete(target: Expr, cx: Context): void {
	outlineTargetParts(target, cx);
	const variable = target.kind === 'name' ? cx.scope.lookup(target.name) : undefined;
	if (variable !== undefined && variable.scope.kind !== 'module' && variable.scope.kind !== 'class') { cx.steps.push({ kind: 'drop', span: spanOf(target), binding: variable.binding }); return; }
	const cut = cutByDelete(target, cx);
	if (cut !== undefined && outlineCut(cut, target, cx)) { return; }
	const place = placeOf(target, cx);
	if (place !== undefined && place.root !== 'global') { cx.steps.push({ kind: 'place', span: spanOf(target), operation: 'delete', place }); }
}

/** An operation on a list without a call; false where it is not known to be one. */
function outlineCut({ list, operation, leaves }: Cut, at: Expr | AssignStmt, cx: Context): boolean {
	const place = placeOf(list, cx);
	if (place?.type !== 'builtins#list' || place.root === 'global') { return false; }
	cx.steps.push({ kind: 'place', span: spanOf(at), operation, place, ...(leaves && { leaves }) });
	return true;
}

interface EarlyExit {
	readonly memo: ReturnType<typeof memoOfEarlyReturn>;
	readonly test: ReturnType<typeof environmentTestOf>;
	/** What follows: it is the arm in which the condition does not hold. */
	readonly rest: readonly Stmt[];
}

function outlineIf(stmt: IfStmt, cx: Context, before: readonly Stmt[], early?: EarlyExit): void {
	const { orElse } = stmt;
	const memo = early === undefined ? memoOfIf(stmt, before, cx) : early.memo;
	const test = early === undefined ? environmentTestOf(stmt.test, cx) : early.test;
	const { holds, fails } = conditionOf(stmt.test, cx);
	const arms: Arm[] = [requiring({ block: outlineBlock(stmt.whenTrue, knowingAsync(cx, stmt.test, true)) }, holds)];
	let { end } = stmt;
	if (early !== undefined) {
		const span = { start: early.rest[0]?.start ?? end, end: early.rest.at(-1)?.end ?? end };
		end = span.end;
		arms.push(requiring({ label: 'else', block: block(cx, span, (inner) => outlineStatements(early.rest, inner)) }, fails));
	} else if (orElse !== undefined) { arms.push(requiring({ label: 'else', block: outlineBlock(orElse, knowingAsync(cx, stmt.test, false)) }, fails)); }
	cx.steps.push({
		kind: 'branch', span: { start: stmt.start, end }, branch: 'if', condition: block(cx, stmt.test, (inner) => outlineExpression(stmt.test, inner, { kind: 'condition' })), arms,
		...(memo && { memo }), ...lengthTests(stmt.test, cx), ...(test && { test }), ...(arms.length === 1 && fails.length > 0 && { otherwise: fails }), ...askedBy(stmt.test, holds.length > 0 && holds.every(({ aspect }) => aspect === 'file') || fails.length > 0 && fails.every(({ aspect }) => aspect === 'file'), cx),
	});
}

/** So long is a condition at most that is told as it is written, in UTF-16 units. */
const longestCondition = 60;

function askedBy({ start, end }: Expr, isOfFile: boolean, { file: { source: { text } } }: Context): Pick<BranchStep, 'asks'> {
	const written = text.slice(start, end);
	return written.length > longestCondition && !isOfFile || /[\n`#]/.test(written) ? {} : { asks: { text: written, ...(isOfFile && { isOfFile }) } };
}

function lengthTests(test: Expr, cx: Context) {
	const tests = lengthTestsOf(test, cx);
	return tests.length > 0 ? { lengthTests: tests } : {};
}

function outlineWhile(stmt: WhileStmt, cx: Context): void {
	const isEndless = stmt.test.kind === 'constant' && Boolean(stmt.test.value);
	cx.steps.push({
		kind: 'loop', span: spanOf(stmt), loop: isEndless ? 'infinite' : 'while',
		...(!isEndless && { condition: block(cx, stmt.test, (inner) => outlineExpression(stmt.test, inner, { kind: 'condition' })), ...lengthTests(stmt.test, cx) }),
		body: outlineBlock(stmt.body, cx),
	});
	outlineLoopElse(stmt.orElse, cx);
}

/** What runs if a loop came to its end by itself. */
function outlineLoopElse(orElse: BlockNode | undefined, cx: Context): void {
	if (orElse === undefined) { return; }
	cx.steps.push({ kind: 'branch', span: spanOf(orElse), branch: 'if', condition: emptyBlock(orElse.start), arms: [{ block: outlineBlock(orElse, cx) }] });
}

function outlineFor(stmt: ForStmt, cx: Context): void {
	outlineExpression(stmt.iterated, cx, { kind: 'iterated' });
	outlinePlaceUse(stmt.iterated, 'iterate', cx);
	const iterated = valueOf(stmt.iterated, cx);
	const endless = typeOf(stmt.iterated, cx);
	const loop: LoopStep['loop'] = stmt.isAsync ? 'await' : endless.kind === 'outside' && /^itertools#(count|repeat)$/.test(endless.symbol) ? 'infinite' : 'each';
	cx.steps.push({
		kind: 'loop', span: spanOf(stmt), loop, iterated, ...iteratedTypeOf(stmt.iterated, cx),
		body: {
			...block(cx, stmt.body, (inner) => {
				bindTarget(stmt.target, iterated, stmt.target, inner);
				outlineStatements(stmt.body.body, inner);
			}),
			span: { start: stmt.target.start, end: stmt.body.end },
		},
	});
	outlineLoopElse(stmt.orElse, cx);
}

function outlineTry(stmt: TryStmt, cx: Context): void {
	const isProbe = isLoopProbe(stmt, cx);
	cx.steps.push({
		kind: 'try', span: spanOf(stmt), body: outlineBlock(stmt.body, cx), handlers: stmt.handlers.map((each) => outlineHandler(each, isProbe, memoOfTry(stmt, each.block.body, cx), cx)),
		...(stmt.orElse && { orElse: outlineBlock(stmt.orElse, cx) }), ...(stmt.finally && { finally: outlineBlock(stmt.finally, cx) }),
	});
}

/** `isProbe`: it is reached only where no loop runs. `memo`: it fills what was not there. */
function outlineHandler(node: HandlerNode, isProbe: boolean, memo: MemoGuard | undefined, cx: Context): Handler {
	const binding = node.alias === undefined ? undefined : cx.scope.lookup(node.alias.name)?.binding;
	const plain = outlineBlock(node.block, cx);
	const guarded = (isProbe || memo !== undefined) && plain.steps.length > 0
		? { span: plain.span, steps: [{ kind: 'branch', span: plain.span, branch: 'if', condition: emptyBlock(plain.span.start), arms: [{ block: plain }], ...(isProbe && { test: { fact: 'no-running-loop', arm: 0 } as const }), ...(memo && { memo }) } as const] } : plain;
	return { span: spanOf(node), block: guarded, catches: node.caught.map((each) => caughtName(each, cx)), ...(binding !== undefined && { binding }) };
}

/** A symbol name or the id of a class; the text where it is neither. */
function caughtName(expr: Expr, cx: Context): string {
	// `except anyio.get_cancelled_exc_class():` is named by what gives the class.
	const type = typeOf(expr.kind === 'call' ? expr.callee : expr, cx);
	if (type.kind === 'class') { return type.class.id; }
	if (type.kind === 'symbol') { return type.symbol; }
	return cx.file.source.text.slice(expr.start, expr.end);
}

/** What is acquired is called before the scope, which then holds the rest of the guard's life. */
function outlineWith(stmt: WithStmt, cx: Context): void {
	const guards = stmt.items.map((item): Guard => {
		outlineExpression(item.value, cx, useBy(item.target, cx));
		const type = typeOf(item.value, cx);
		const { inference } = cx.file;
		const variable = item.target?.kind === 'name' ? cx.scope.lookup(item.target.name) : undefined;
		const held = type.kind === 'outside' && type.symbol.startsWith('contextlib#Abstract') ? inference.entered(type, stmt.isAsync) : type;
		const name = typeName(held) ?? typeName(inference.entered(type, stmt.isAsync));
		const around = guardFunctions(item.value, stmt.isAsync, cx);
		return { span: spanOf(item), value: valueOf(item.value, cx), ...(name !== undefined && { type: name }), ...(variable && { binding: variable.binding }), ...around };
	});
	const body = block(cx, stmt.body, (inner) => {
		for (const { target, value } of stmt.items) { if (target !== undefined && target.kind !== 'name') { bindTarget(target, valueOf(value, cx), target, inner); } }
		outlineStatements(stmt.body.body, inner);
	});
	cx.steps.push({ kind: 'guarded', span: spanOf(stmt), isAsync: stmt.isAsync, guards: guards.map((each) => withoutWait(each, body)), body });
}

/** An executor waits for its work when it is left, but for work that was awaited in it: `with ThreadPoolExecutor() as pool: await loop.run_in_executor(pool, f)`. */
function withoutWait(guard: Guard, body: Block): Guard {
	const { type, binding, ...rest } = guard;
	if (type === undefined || binding === undefined || !/^concurrent\.futures#\w*Executor$/.test(type)) { return guard; }
	const calls = stepsOf(body).flatMap(({ step }) => (step.kind === 'call' ? [step] : []));
	const isIt = (value: Value | undefined): boolean => value?.kind === 'binding' && value.binding === binding;
	const isAwaited = calls.some(({ callee, arguments: [pool] }) => callee.kind === 'external' && callee.symbol === 'asyncio#AbstractEventLoop.run_in_executor' && isIt(pool?.value));
	return isAwaited && !calls.some(({ receiver }) => isIt(receiver)) ? { ...rest, binding } : guard;
}

/** What runs of ours when a scope is entered and left. */
function guardFunctions(expr: Expr, isAsync: boolean, cx: Context): Pick<Guard, 'enter' | 'exit'> {
	const { inference } = cx.file;
	if (expr.kind === 'call') {
		const maker = typeOf(expr.callee, cx);
		if (maker.kind === 'function' && inference.calls.managerOf(maker.function) !== undefined) {
			const { callee } = calleeOf(maker, '', cx);
			return { enter: callee, exit: callee };
		}
	}
	const type = typeOf(expr, cx);
	if (type.kind !== 'instance') { return {}; }
	const method = (name: string) => {
		const member = inference.member(type, name);
		return member.kind === 'function' ? calleeOf(member, name, cx).callee : undefined;
	};
	const enter = method(isAsync ? '__aenter__' : '__enter__');
	const exit = method(isAsync ? '__aexit__' : '__exit__');
	return { ...(enter && { enter }), ...(exit && { exit }) };
}

function outlineMatch(stmt: MatchStmt, cx: Context): void {
	const requirements = caseRequirements(stmt, cx);
	cx.steps.push({
		kind: 'branch', span: spanOf(stmt), branch: 'switch', condition: block(cx, stmt.subject, (inner) => outlineExpression(stmt.subject, inner, { kind: 'condition' })),
		arms: stmt.cases.map((each, index): Arm => {
			const label = each.isCatchAll && each.guard === undefined ? 'else' : each.constant === undefined ? undefined : String(each.constant);
			const { guard } = each;
			const subject: Value = valueOf(stmt.subject, cx);
			return requiring({
				...(label !== undefined && { label }), ...(guard && { guard: block(cx, guard, (inner) => outlineExpression(guard, inner, { kind: 'condition' })) }),
				block: block(cx, each.block, (inner) => {
					for (const capture of each.captures) { bindTarget(capture, subject, capture, inner); }
					outlineStatements(each.block.body, inner);
				}),
			}, requirements[index]);
		}),
	});
}
