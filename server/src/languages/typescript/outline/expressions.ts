/** Walks expressions in the order in which they are evaluated and writes down their steps. */
import { SyntaxKind, type AwaitExpression, type BinaryExpression, type CallExpression, type ConditionalExpression, type ElementAccessExpression, type Expression, type NewExpression, type Node, type PostfixUnaryExpression, type PrefixUnaryExpression, type PropertyAccessExpression, type SpreadElement, type TaggedTemplateExpression, type YieldExpression } from 'typescript/unstable/ast';
import type { AccessStep, Argument, AwaitStep, Block, CallStep, PlaceOperation, PlaceStep, Value } from '../../../outline/model.ts';
import { emptyBlock } from '../../shared/blocks.ts';
import { annotatedResult } from '../declaredResult.ts';
import type { Binding } from '../scopes.ts';
import { hasModifier, indexOf, isClassNode, isFunctionNode, isTypeOnly, nameText, spanOf, unwrap } from '../syntax.ts';
import { noteMention } from './asyncForNothing.ts';
import { nameNodeOf, resolveCallee, targetOf } from './callees.ts';
import { conditionFor, requiring } from './conditions.ts';
import { block, toCallee, type Context, type Mutable } from './context.ts';
import { asksForCancellation } from './cancellation.ts';
import { failureUseOf } from './failures.ts';
import { outlineClass, outlineFunction } from './functions.ts';
import { lengthTestsOf, limitLeftBy } from './lengths.ts';
import { memoOfShortcut } from './memo.ts';
import { askResult, noteMemberRead, noteRead, outlineDiscarded } from './promises.ts';
import { resultUseOf } from './resultUse.ts';
import { isModuleVariable, placeOf, shapeOf, valueOf } from './values.ts';
import { noteAssignment, noteAttribute, noteCallbacks, noteProperty } from './voidSlots.ts';
import { isAwaitedCondition } from './waiting.ts';
import { noteReport } from './writtenName.ts';

/** Writes the steps of an expression, or of any node that has expressions inside. */
export function outlineExpression(node: Node, cx: Context): void {
	if (isTypeOnly(node)) { return; }
	if (isFunctionNode(node)) {
		outlineClosure(node, cx);
		if (node.kind === SyntaxKind.MethodDeclaration) { noteProperty(node, cx); }
		return;
	}
	if (isClassNode(node)) { outlineClass(node, cx); return; }
	switch (node.kind) {
		case SyntaxKind.CallExpression: case SyntaxKind.NewExpression: outlineCall(node as CallExpression | NewExpression, cx); return;
		case SyntaxKind.TaggedTemplateExpression: outlineTaggedTemplate(node as TaggedTemplateExpression, cx); return;
		case SyntaxKind.AwaitExpression: {
			const awaited = node as AwaitExpression;
			outlineExpression(awaited.expression, cx);
			const step: Mutable<AwaitStep> = { kind: 'await', span: spanOf(node, cx.file.sourceFile), value: shapeOf(awaited.expression, cx) };
			cx.file.awaits.addAwait(awaited, step, cx.steps);
			cx.steps.push(step);
			return;
		}
		case SyntaxKind.VoidExpression: {
			const { expression } = node as unknown as { expression: Expression };
			outlineExpression(expression, cx);
			outlineDiscarded(expression, 'void', cx);
			return;
		}
		case SyntaxKind.YieldExpression: outlineYield(node as YieldExpression, cx); return;
		case SyntaxKind.BinaryExpression: outlineBinary(node as BinaryExpression, cx); return;
		case SyntaxKind.ConditionalExpression: outlineConditional(node as ConditionalExpression, cx); return;
		case SyntaxKind.PrefixUnaryExpression: case SyntaxKind.PostfixUnaryExpression: outlineUnary(node as PrefixUnaryExpression, cx); return;
		case SyntaxKind.DeleteExpression: outlineTouch((node as unknown as { expression: Expression }).expression, 'delete', cx); return;
		case SyntaxKind.PropertyAccessExpression: case SyntaxKind.ElementAccessExpression: outlineMember(node as PropertyAccessExpression, cx); return;
		case SyntaxKind.SpreadElement: case SyntaxKind.SpreadAssignment:
			outlineExpression((node as SpreadElement).expression, cx);
			outlinePlaceUse((node as SpreadElement).expression, 'spread', cx);
			return;
		case SyntaxKind.Identifier: outlineIdentifier(node, cx); return;
		case SyntaxKind.PropertyAssignment: {
			const assignment = node as unknown as { name: Node; initializer: Expression };
			if (assignment.name.kind === SyntaxKind.ComputedPropertyName) { outlineExpression(assignment.name, cx); }
			outlineExpression(assignment.initializer, cx);
			noteProperty(node, cx);
			return;
		}
		case SyntaxKind.ShorthandPropertyAssignment:
			outlineIdentifier((node as unknown as { name: Node }).name, cx);
			noteProperty(node, cx);
			return;
		case SyntaxKind.JsxAttribute: {
			const initializer = (node as unknown as { initializer?: Node }).initializer;
			if (initializer !== undefined) { outlineExpression(initializer, cx); }
			noteAttribute(node, cx);
			return;
		}
		case SyntaxKind.JsxOpeningElement: case SyntaxKind.JsxSelfClosingElement: outlineExpression((node as unknown as { attributes: Node }).attributes, cx); return;
		case SyntaxKind.JsxClosingElement: case SyntaxKind.MetaProperty: return;
		default: node.forEachChild((child) => outlineExpression(child, cx));
	}
}

function outlineClosure(node: Node, cx: Context): void {
	const target = targetOf(node, cx.file);
	if (target?.kind !== 'function' || !isFunctionNode(node)) { return; }
	outlineFunction(node, target.id, cx);
	let outer = node.parent;
	while (outer.kind === SyntaxKind.ParenthesizedExpression) { outer = outer.parent; }
	const isCalled = outer.kind === SyntaxKind.CallExpression && unwrap((outer as CallExpression).expression) === node;
	cx.steps.push({ kind: 'closure', span: spanOf(node, cx.file.sourceFile), function: target.id, use: isCalled ? 'called' : 'value' });
}

function outlineCall(node: CallExpression | NewExpression, cx: Context): void {
	const { sourceFile } = cx.file;
	const callee = unwrap(node.expression);
	const isMember = callee.kind === SyntaxKind.PropertyAccessExpression || callee.kind === SyntaxKind.ElementAccessExpression;
	const object = isMember ? (callee as PropertyAccessExpression).expression : undefined;
	if (object !== undefined) {
		outlineExpression(object, cx);
		if (callee.kind === SyntaxKind.ElementAccessExpression) { outlineExpression((callee as unknown as ElementAccessExpression).argumentExpression, cx); }
	} else if (callee.kind !== SyntaxKind.Identifier && callee.kind !== SyntaxKind.SuperKeyword && callee.kind !== SyntaxKind.ImportKeyword) {
		outlineExpression(callee, cx);
	} else if (callee.kind === SyntaxKind.Identifier) {
		outlineIdentifier(callee, cx);
	}
	const given = node.arguments ?? [];
	for (const argument of given) { outlineExpression(argument, cx); }
	const receiver = object === undefined ? undefined : shapeOf(object, cx);
	const step: Mutable<CallStep> = {
		kind: 'call', span: spanOf(node, sourceFile), nameSpan: spanOf(nameNodeOf(node.expression), sourceFile), callee: { kind: 'unresolved', name: '', reason: 'dynamic' },
		...(receiver !== undefined && { receiver }), arguments: given.map((argument) => argumentOf(argument, cx)), isNew: node.kind === SyntaxKind.NewExpression,
		isOptional: (node as CallExpression).questionDotToken !== undefined || (callee as PropertyAccessExpression).questionDotToken !== undefined, result: resultUseOf(node, cx),
	};
	const set = (value: CallStep['callee']) => { step.callee = value; };
	if (callee.kind === SyntaxKind.SuperKeyword) { cx.file.questions.ask(callee, (resolution) => set(superConstructor(resolution))); } else { resolveCallee(node.expression, step.isNew, cx, set); }
	const failures = step.callee.kind === 'external' ? failureUseOf(node, step.callee.symbol) : undefined;
	if (failures !== undefined) { step.failures = failures; }
	cx.steps.push(step);
	askResult(node, step, cx);
	noteReport(node, step);
	noteCallbacks(node, step, cx);
	askPredicated(node, step, cx);
	if (!step.isNew) {
		cx.file.cancellation.addCall(cx.function, node as CallExpression, step);
		cx.file.races.addCall(node as CallExpression, step, cx);
		cx.file.awaits.addJoin(node as CallExpression, step, cx);
	}
	if (object !== undefined) { outlineMutation(node, object, step, cx); }
}

function superConstructor(resolution: Parameters<typeof toCallee>[0]): CallStep['callee'] {
	return resolution.kind === 'type' ? { kind: 'function', id: `${resolution.id}.constructor` } : toCallee(resolution, 'super');
}

function argumentOf(argument: Expression, cx: Context): Argument {
	const span = spanOf(argument, cx.file.sourceFile);
	if (argument.kind === SyntaxKind.SpreadElement) { return { span, value: valueOf((argument as SpreadElement).expression, cx), isSpread: true }; }
	return { span, value: valueOf(argument, cx) };
}

/** What a list's method does with an async function is known for an array's alone: other lists (a stream) have methods of these names that wait. */
function askPredicated(node: CallExpression | NewExpression, step: Mutable<CallStep>, cx: Context): void {
	const { callee } = step;
	const method = callee.kind === 'external' ? /^lib#\*\.(forEach|filter|some|every|find\w*)$/.exec(callee.symbol)?.[1] : undefined;
	const [first] = node.arguments ?? [];
	const given = first === undefined ? undefined : unwrap(first);
	if (method === undefined || given === undefined || !isFunctionNode(given) && given.kind !== SyntaxKind.Identifier && given.kind !== SyntaxKind.PropertyAccessExpression) { return; }
	const givesCall = method === 'forEach' && given.kind === SyntaxKind.ArrowFunction && unwrap((given as unknown as { body: Expression }).body).kind === SyntaxKind.CallExpression;
	if (isFunctionNode(given) && !hasModifier(given, SyntaxKind.AsyncKeyword) && !givesCall) { return; }
	cx.file.questions.ask(nameNodeOf(node.expression), (resolution) => { if (resolution.kind !== 'unresolved') { step.callee = toCallee(resolution, method); } });
}

const mutations: Readonly<Record<string, PlaceOperation>> = { push: 'push', shift: 'shift', unshift: 'unshift', pop: 'pop', splice: 'remove' };

/** `history.shift()` is an operation on the place as well as a call. */
function outlineMutation(node: CallExpression | NewExpression, object: Expression, step: Mutable<CallStep>, cx: Context): void {
	const name = nameNodeOf(node.expression);
	const method = nameText(name);
	const operation = method === undefined || !Object.hasOwn(mutations, method) ? undefined : mutations[method];
	const place = operation === undefined ? undefined : placeOf(object, cx);
	if (operation === undefined || place === undefined) { return; }
	const value = step.arguments[0]?.value;
	const isCutInFront = operation === 'remove' && value?.kind === 'constant' && value.value === 0;
	// What is cut in front must be known for an array's: other lists have a method of this name.
	if (isCutInFront) { cx.file.questions.ask(name, (resolution) => { step.callee = toCallee(resolution, 'splice'); }); }
	const count = isCutInFront ? node.arguments?.[1] : undefined;
	const leaves = count === undefined ? undefined : limitLeftBy(count, cx);
	cx.steps.push({ kind: 'place', span: step.span, operation, place, ...(operation === 'push' && value !== undefined && { value }), ...(leaves !== undefined && { leaves }) });
}

function outlineTaggedTemplate(node: TaggedTemplateExpression, cx: Context): void {
	const { sourceFile } = cx.file;
	const args: Argument[] = [];
	const template = node.template as unknown as { templateSpans?: readonly { readonly expression: Expression }[] };
	for (const each of template.templateSpans ?? []) {
		outlineExpression(each.expression, cx);
		args.push(argumentOf(each.expression, cx));
	}
	const step: Mutable<CallStep> = {
		kind: 'call', span: spanOf(node, sourceFile), nameSpan: spanOf(nameNodeOf(node.tag), sourceFile), callee: { kind: 'unresolved', name: '', reason: 'dynamic' },
		arguments: args, isNew: false, isOptional: false, result: resultUseOf(node, cx),
	};
	resolveCallee(node.tag, false, cx, (callee) => { step.callee = callee; });
	cx.steps.push(step);
	askResult(node, step, cx);
}

function outlineYield(node: YieldExpression, cx: Context): void {
	const value = node.expression === undefined ? undefined : valueOf(node.expression, cx);
	if (node.expression !== undefined) { outlineExpression(node.expression, cx); }
	cx.steps.push({ kind: 'exit', span: spanOf(node, cx.file.sourceFile), exit: 'yield', ...(value !== undefined && { value }) });
}

function outlineBinary(node: BinaryExpression, cx: Context): void {
	const operator = node.operatorToken.kind;
	if (operator === SyntaxKind.AmpersandAmpersandToken || operator === SyntaxKind.BarBarToken || operator === SyntaxKind.QuestionQuestionToken) { outlineShortcut(node, cx); return; }
	if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) { outlineAssignment(node, cx); return; }
	outlineExpression(node.left, cx);
	outlineExpression(node.right, cx);
}

function outlineShortcut(node: BinaryExpression, cx: Context): void {
	const memo = memoOfShortcut(node, cx);
	const operator = node.operatorToken.kind;
	const lengthTests = operator === SyntaxKind.AmpersandAmpersandToken ? lengthTestsOf(node.left, cx) : [];
	const condition = block(cx, node.left, (inner) => outlineExpression(node.left, inner));
	const right = block(cx, node.right, (inner) => outlineExpression(node.right, inner));
	const { holds, fails } = conditionFor([right], node.left, cx);
	const requires = operator === SyntaxKind.AmpersandAmpersandToken ? holds : operator === SyntaxKind.BarBarToken ? fails : [];
	cx.steps.push({
		kind: 'branch', span: spanOf(node, cx.file.sourceFile), branch: 'shortcut', condition,
		arms: [requiring({ block: right }, requires)], ...(memo !== undefined && { memo }), ...(lengthTests.length > 0 && { lengthTests }),
	});
}

function outlineAssignment(node: BinaryExpression, cx: Context): void {
	const isShortcut = node.operatorToken.kind === SyntaxKind.QuestionQuestionEqualsToken || node.operatorToken.kind === SyntaxKind.BarBarEqualsToken || node.operatorToken.kind === SyntaxKind.AmpersandAmpersandEqualsToken;
	const left = unwrap(node.left);
	if (left.kind !== SyntaxKind.Identifier) {
		// What a target holds is not read, but the objects it is a member of are evaluated.
		if (left.kind === SyntaxKind.PropertyAccessExpression || left.kind === SyntaxKind.ElementAccessExpression) { outlineExpression((left as PropertyAccessExpression).expression, cx); }
		if (left.kind === SyntaxKind.ElementAccessExpression) { outlineExpression((left as unknown as ElementAccessExpression).argumentExpression, cx); }
	}
	if (isShortcut) {
		const memo = memoOfShortcut(node, cx);
		cx.steps.push({
			kind: 'branch', span: spanOf(node, cx.file.sourceFile), branch: 'shortcut', condition: emptyBlock(spanOf(node, cx.file.sourceFile).start),
			arms: [{ block: block(cx, node.right, (inner) => { outlineExpression(node.right, inner); assign(node, left, inner); }) }], ...(memo !== undefined && { memo }),
		});
		return;
	}
	if (node.operatorToken.kind !== SyntaxKind.EqualsToken) { outlineExpression(left, cx); }
	outlineExpression(node.right, cx);
	assign(node, left, cx);
}

function assign(node: BinaryExpression, left: Expression, cx: Context): void {
	noteAssignment(node, cx);
	const span = spanOf(node, cx.file.sourceFile);
	const value: Value = node.operatorToken.kind === SyntaxKind.EqualsToken ? valueOf(node.right, cx) : { kind: 'other' };
	const counts = node.operatorToken.kind === SyntaxKind.PlusEqualsToken ? 'up' as const : node.operatorToken.kind === SyntaxKind.MinusEqualsToken ? 'down' as const : undefined;
	const binding = left.kind === SyntaxKind.Identifier ? cx.scope.lookup(nameText(left) ?? '') : undefined;
	if (binding !== undefined && !isModuleVariable(binding, cx)) { cx.steps.push({ kind: 'bind', span, binding: binding.id, name: binding.name, value, isDeclaration: false, ...(counts !== undefined && { counts }) }); return; }
	const place = placeOf(left, cx);
	if (place !== undefined) { cx.steps.push({ kind: 'place', span, operation: 'assign', place, value, ...(counts !== undefined && { counts }) }); }
	if (left.kind === SyntaxKind.PropertyAccessExpression) { outlineAccessor(left as PropertyAccessExpression, true, cx); }
}

function outlineConditional(node: ConditionalExpression, cx: Context): void {
	const condition = block(cx, node.condition, (inner) => outlineExpression(node.condition, inner));
	const [whenTrue, whenFalse] = [node.whenTrue, node.whenFalse].map((each) => block(cx, each, (inner) => outlineExpression(each, inner))) as [Block, Block];
	const { holds, fails } = conditionFor([whenTrue, whenFalse], node.condition, cx);
	cx.steps.push({
		kind: 'branch', span: spanOf(node, cx.file.sourceFile), branch: 'conditional', condition,
		arms: [requiring({ block: whenTrue }, holds), requiring({ label: 'else', block: whenFalse }, fails)],
	});
}

function outlineUnary(node: PrefixUnaryExpression | PostfixUnaryExpression, cx: Context): void {
	outlineExpression(node.operand, cx);
	if (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken) { outlineTouch(node.operand, 'assign', cx, node.operator === SyntaxKind.PlusPlusToken ? 'up' : 'down'); }
}

/** An operation on a place that needs no value: `delete a.b`, `a.n++`. */
function outlineTouch(expression: Expression, operation: PlaceOperation, cx: Context, counts?: 'up' | 'down'): void {
	const place = placeOf(expression, cx);
	const span = spanOf(expression, cx.file.sourceFile);
	if (place === undefined) { return; }
	if (place.root === 'binding' && place.path.length === 0 && place.binding !== undefined) {
		cx.steps.push({ kind: 'bind', span, binding: place.binding, name: nameText(unwrap(expression)) ?? '', value: { kind: 'other' }, isDeclaration: false, ...(counts !== undefined && { counts }) });
	} else { cx.steps.push({ kind: 'place', span, operation, place, ...(counts !== undefined && { counts }) }); }
}

/** A member that is read, not called. */
function outlineMember(node: PropertyAccessExpression | ElementAccessExpression, cx: Context): void {
	noteMemberRead(node, cx);
	outlineExpression(node.expression, cx);
	if (node.kind === SyntaxKind.ElementAccessExpression) {
		outlineExpression((node as ElementAccessExpression).argumentExpression, cx);
		outlinePlaceUse(node.expression, 'index', cx);
		return;
	}
	const name = nameText((node as PropertyAccessExpression).name);
	if (name === 'length') { outlinePlaceUse(node.expression, 'length', cx); }
	// Only the whole of `this.a.b` is a read, not each part.
	if (node.parent.kind !== SyntaxKind.PropertyAccessExpression) { outlineSharedRead(node as PropertyAccessExpression, cx); }
	outlineAccessor(node as PropertyAccessExpression, false, cx);
}

function outlineSharedRead(node: PropertyAccessExpression, cx: Context): void {
	const place = placeOf(node, cx);
	if (place === undefined) { return; }
	const isWaitedFor = isAwaitedCondition(node);
	// Members of locals are only told of where something waits for them.
	if (place.root !== 'this' && place.root !== 'module' && !isWaitedFor && !asksForCancellation(place.path.at(-1))) { return; }
	const step: Mutable<PlaceStep> = { kind: 'place', span: spanOf(node, cx.file.sourceFile), operation: 'read', place };
	if (isWaitedFor) { cx.file.questions.askMember(node.name, (member) => { if (member !== undefined) { step.member = member; } }); }
	cx.steps.push(step);
}

/** Uses of a list as a whole, which a change of its kind would have to keep. */
export function outlinePlaceUse(expression: Expression, operation: PlaceOperation, cx: Context): void {
	const place = placeOf(expression, cx);
	if (place !== undefined && place.root !== 'global') { cx.steps.push({ kind: 'place', span: spanOf(expression, cx.file.sourceFile), operation, place }); }
}

/** A property that may run a getter or setter of the workspace. */
function outlineAccessor(node: PropertyAccessExpression, isWrite: boolean, cx: Context): void {
	const name = nameText(node.name) ?? '';
	if (!cx.file.accessors.has(name)) { return; }
	const step: Mutable<AccessStep> = {
		kind: 'access', span: spanOf(node, cx.file.sourceFile), nameSpan: spanOf(node.name, cx.file.sourceFile), callee: { kind: 'unresolved', name, reason: 'dynamic' },
	};
	cx.file.questions.ask(node.name, (resolution) => {
		if (resolution.kind !== 'function') { return; }
		// The symbol is named by its getter; a setter alone by itself.
		const getter = resolution.id.replace(/=$/, '');
		step.callee = { kind: 'function', id: isWrite ? `${getter}=` : getter };
	});
	cx.steps.push(step);
}

function outlineIdentifier(node: Node, cx: Context): void {
	noteRead(node, cx);
	const binding = cx.scope.lookup(nameText(node) ?? '');
	if (binding === undefined) { return; }
	noteMention(node, binding, cx);
	const span = spanOf(node, cx.file.sourceFile);
	if (cx.file.isStrict && isInCondition(node) && isDeclaredPromise(binding)) {
		cx.steps.push({ kind: 'use', span, binding: binding.id, how: 'condition', valueType: 'thenable' });
		return;
	}
	if (binding.kind !== 'variable') { return; }
	if (isModuleVariable(binding, cx)) {
		if (indexOf(cx.functionNode) !== indexOf(binding.owner)) {
			cx.steps.push({ kind: 'place', span, operation: 'read', place: { root: 'module', name: `${cx.file.file}#${binding.name}`, path: [] } });
		}
		return;
	}
	if (targetOf(binding.declaration, cx.file) !== undefined) { return; }
	const isCaptured = indexOf(binding.owner) !== indexOf(cx.functionNode);
	cx.steps.push({ kind: 'use', span, binding: binding.id, how: isCaptured ? 'escape' : howUsed(node) });
}

/** `if (ready || loading)`: it decides, or is one of those that do. */
function isInCondition(node: Node): boolean {
	const { parent } = node;
	switch (parent.kind) {
		case SyntaxKind.IfStatement: case SyntaxKind.WhileStatement: case SyntaxKind.DoStatement: return (parent as unknown as { expression: Node }).expression === node;
		case SyntaxKind.ParenthesizedExpression: return isInCondition(parent);
		case SyntaxKind.PrefixUnaryExpression: return (parent as PrefixUnaryExpression).operator === SyntaxKind.ExclamationToken && isInCondition(parent);
		case SyntaxKind.BinaryExpression: return shortcuts.has((parent as BinaryExpression).operatorToken.kind) && isInCondition(parent);
		default: return false;
	}
}

const shortcuts: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken]);

/** `pending: Promise<void>`; not `pending?: Promise<void>`. */
function isDeclaredPromise({ declaration }: Binding): boolean {
	const { type, questionToken } = declaration as { type?: Node; questionToken?: Node };
	return type !== undefined && questionToken === undefined && annotatedResult(type) === 'thenable';
}

function howUsed(node: Node): 'read' | 'escape' | 'condition' {
	const { parent } = node;
	switch (parent.kind) {
		case SyntaxKind.CallExpression: case SyntaxKind.NewExpression: return (parent as CallExpression).expression === node ? 'read' : 'escape';
		case SyntaxKind.ReturnStatement: case SyntaxKind.PropertyAssignment: case SyntaxKind.ShorthandPropertyAssignment: case SyntaxKind.ArrayLiteralExpression:
		case SyntaxKind.ArrowFunction: case SyntaxKind.YieldExpression: return 'escape';
		case SyntaxKind.BinaryExpression: return (parent as BinaryExpression).operatorToken.kind === SyntaxKind.EqualsToken && (parent as BinaryExpression).right === node ? 'escape' : 'read';
		case SyntaxKind.VariableDeclaration: return 'escape';
		case SyntaxKind.IfStatement: case SyntaxKind.WhileStatement: case SyntaxKind.PrefixUnaryExpression: return 'condition';
		default: return 'read';
	}
}

/** Decorators run when the class is made; what they name decides how a method is called. */
export function decoratorCallees(node: Node, cx: Context): CallStep['callee'][] {
	if (!hasModifier(node, SyntaxKind.Decorator)) { return []; }
	const found: CallStep['callee'][] = [];
	for (const modifier of (node as unknown as { modifiers: readonly Node[] }).modifiers) {
		if (modifier.kind !== SyntaxKind.Decorator) { continue; }
		const expression = unwrap((modifier as unknown as { expression: Expression }).expression);
		const callee = expression.kind === SyntaxKind.CallExpression ? (expression as CallExpression).expression : expression;
		const index = found.push({ kind: 'unresolved', name: nameText(nameNodeOf(callee)) ?? '', reason: 'any' }) - 1;
		resolveCallee(callee, false, cx, (value) => { found[index] = value; });
	}
	return found;
}
