/**
 * Which awaited values are no promises. Where a callee says that it gives one, or gave one to somebody else, nothing is asked; the rest is asked of the compiler in one
 * batch a file, when the callees are known.
 */
import { SyntaxKind, type ArrayLiteralExpression, type AwaitExpression, type CallExpression, type ConditionalExpression, type Expression, type Node, type PropertyAccessExpression, type ReturnStatement, type SpreadElement } from 'typescript/unstable/ast';
import type { AwaitStep, CallStep, FunctionOutline, Guard, LoopStep, OptionalFact, PlainItem, Step } from '../../../outline/model.ts';
import { isSameSpan, type Span } from '../../../outline/span.ts';
import type { AwaitedTypes } from '../awaitedTypes.ts';
import { annotatedResult } from '../declaredResult.ts';
import { hasModifier, indexOf, nameText, spanOf, type FunctionNode } from '../syntax.ts';
import type { SymbolResolver } from '../symbols.ts';
import { nameNodeOf } from './callees.ts';
import type { Context, Mutable } from './context.ts';
import { resultByCallee } from './promises.ts';

type Symbols = Pick<SymbolResolver, 'awaited' | 'declaredResult'>;

interface AskedAwait {
	readonly node: AwaitExpression;
	readonly step: Mutable<AwaitStep>;
	/** The call that is awaited. */
	readonly call?: CallStep;
}

interface Joined {
	readonly node: Expression;
	readonly isList: boolean;
	/** It is one of several that are listed in the call. */
	readonly isPart: boolean;
	/** The call that gives it, or each of the list. */
	readonly call?: CallStep;
	readonly step: Mutable<CallStep>;
}

/** The questions of one file. */
export class AwaitQuestions {
	/** In JavaScript what is no promise is mostly guessed. */
	private readonly isTyped: boolean;
	private readonly facts: ReadonlySet<OptionalFact>;
	private readonly awaits: AskedAwait[] = [];
	private readonly loops: { readonly node: Expression; readonly span: Span; readonly step: Mutable<LoopStep> }[] = [];
	private readonly guards: { readonly node: Expression; readonly guard: Mutable<Guard> }[] = [];
	private readonly joined: Joined[] = [];
	/** Calls that are all that an arrow function does, by their number. */
	private readonly bodies = new Map<number, CallStep>();
	private readonly functions: { readonly node: FunctionNode; readonly outline: Mutable<FunctionOutline> }[] = [];

	constructor(file: string, facts: ReadonlySet<OptionalFact> = new Set()) {
		this.isTyped = !/\.[cm]?jsx?$/.test(file);
		this.facts = facts;
	}

	/** `before`: the steps of its operand are the last of these. */
	addAwait(node: AwaitExpression, step: Mutable<AwaitStep>, before: readonly Step[]): void {
		if (isResult(node)) { step.isResult = true; }
		const operand = inParentheses(node.expression);
		if (isWrittenInPlace(operand)) { step.awaited = 'value'; return; }
		if (!this.isTyped && !isNamed(operand) || isAsserted(operand)) { return; }
		const call = callOf(operand, before);
		this.awaits.push({ node, step, ...(call !== undefined && { call }) });
	}

	addLoop(node: Expression, span: Span, step: Mutable<LoopStep>): void { if (this.isTyped) { this.loops.push({ node, span, step }); } }

	addGuard(node: Expression, guard: Mutable<Guard>): void { if (this.isTyped) { this.guards.push({ node, guard }); } }

	/** Looks at what is given to `Promise.all` and its kin. */
	addJoin(node: CallExpression, step: Mutable<CallStep>, cx: Context): void {
		if (!this.isTyped) { return; }
		if (node.parent.kind === SyntaxKind.ArrowFunction) { this.bodies.set(indexOf(node), step); }
		const [list] = node.arguments;
		if (list === undefined || list.kind === SyntaxKind.SpreadElement || !isJoin(node)) { return; }
		// The steps of the arguments are the last of these.
		const before = cx.steps;
		if (list.kind !== SyntaxKind.ArrayLiteralExpression) {
			const mapper = mapperOf(list);
			if (mapper !== undefined && hasModifier(mapper, SyntaxKind.AsyncKeyword) || isDeclaredPromises(list, cx)) { return; }
			const call = mapper?.kind === SyntaxKind.ArrowFunction ? this.bodies.get(indexOf((mapper as unknown as { body: Node }).body)) : undefined;
			this.joined.push({ node: list, isList: true, isPart: false, step, ...(call !== undefined && { call }) });
			return;
		}
		for (const element of (list as ArrayLiteralExpression).elements) {
			if (element.kind === SyntaxKind.OmittedExpression) { continue; }
			const item = inParentheses(element);
			if (item.kind === SyntaxKind.AwaitExpression) { step.plainItems = [...step.plainItems ?? [], { span: spanOf(item, item.getSourceFile()), how: 'surely', isAwaited: true }]; continue; }
			if (isAsserted(item)) { continue; }
			const isSpread = element.kind === SyntaxKind.SpreadElement;
			const call = isSpread ? undefined : callOf(item, before);
			this.joined.push({ node: isSpread ? (element as SpreadElement).expression : element, isList: isSpread, isPart: true, step, ...(call !== undefined && { call }) });
		}
	}

	addFunction(node: FunctionNode, outline: Mutable<FunctionOutline>): void {
		if (!this.facts.has('promise-functions') || outline.isAsync || outline.isGenerator || outline.kind === 'constructor' || outline.kind === 'getter' || outline.kind === 'setter' || hasModifier(node, SyntaxKind.AbstractKeyword)) { return; }
		if ((node as { body?: Node }).body !== undefined) { this.functions.push({ node, outline }); }
	}

	/** After the whole walk, when callees are settled. */
	settle(symbols: Symbols | undefined): void {
		if (symbols === undefined) { return; }
		const { awaited } = symbols;
		this.settleAwaits(symbols);
		for (const { node, span, step } of this.loops) {
			const items = awaited.iteratedAt(node);
			if (items !== undefined) { step.needlessAwait = { span, items }; }
		}
		for (const { node, guard } of this.guards) { if (awaited.isDisposedInSync(node)) { guard.isNeedlesslyAwaited = true; } }
		this.settleJoined(symbols);
		const open = this.functions.filter(({ outline }) => symbols.declaredResult(outline.id) !== 'plain');
		const given = awaited.givenBy(open.map(({ node }) => ({ node, isDeclared: (node as { type?: Node }).type !== undefined })));
		open.forEach(({ outline }, index) => { if (given[index] !== undefined) { outline.givesPromise = given[index]; } });
	}

	private settleAwaits(symbols: Symbols): void {
		const { awaited } = symbols;
		const open = this.awaits.filter(({ call }) => call === undefined || mayBePlain(call, symbols));
		// Of the calls of one function, the first tells of all, unless it is no promise.
		const first = new Map<string, AskedAwait>();
		const [asked, others]: [AskedAwait[], AskedAwait[]] = [[], []];
		for (const each of open) {
			const key = keyOf(each.call);
			if (key === undefined || !first.has(key)) { asked.push(each); } else { others.push(each); }
			if (key !== undefined && !first.has(key)) { first.set(key, each); }
		}
		this.tell(asked, awaited);
		this.tell(others.filter(({ call }) => !awaited.givers.has(keyOf(call) ?? '')), awaited);
		if (!this.facts.has('awaited-results')) { return; }
		const results = this.awaits.filter(({ step }) => step.isResult === true && step.awaited === undefined);
		const promises = awaited.arePromises(results.map(({ node }) => node.expression));
		results.forEach(({ step }, index) => { if (promises[index] === true) { step.awaited = 'promise'; } });
	}

	private tell(asked: readonly AskedAwait[], awaited: AwaitedTypes): void {
		const kinds = awaited.of(asked.map(({ node }) => ({ whole: node, operand: node.expression })));
		asked.forEach(({ node, step, call }, index) => {
			const kind = kinds[index];
			const key = keyOf(call);
			if (kind === undefined) { if (key !== undefined) { awaited.givers.add(key); } return; }
			const operand = inParentheses(node.expression);
			// What gives a function may give whatever it was given (`dispatch(action)`).
			if (kind === 'function' ? !isNamed(operand) : !this.isTyped) { return; }
			if (call?.callee.kind === 'external' && !isOfLanguage(call.callee.symbol) && awaited.isDeclaredByOthers(nameNodeOf((operand as CallExpression).expression))) { return; }
			const root = beginningOf(operand);
			if (root !== operand && root.kind === SyntaxKind.Identifier && awaited.isStandIn(root)) { return; }
			step.awaited = kind;
		});
	}

	private settleJoined(symbols: Symbols): void {
		const open = this.joined.filter(({ call }) => call === undefined || mayBePlain(call, symbols));
		const kinds = symbols.awaited.itemsAt(open);
		for (const [index, { node, isList, isPart, call, step }] of open.entries()) {
			const how = kinds[index];
			const key = keyOf(call);
			if (how === undefined && key !== undefined && !isList) { symbols.awaited.givers.add(key); }
			// Of what may be one, nobody can tell.
			if (how === undefined || how === 'partly' && isPart) { continue; }
			const item: PlainItem = { span: spanOf(node, node.getSourceFile()), how };
			step.plainItems = [...step.plainItems ?? [], item];
		}
	}
}

/** What a call gives is worth a question. */
function mayBePlain(call: CallStep, symbols: Symbols): boolean {
	const { callee } = call;
	if (callee.kind === 'unresolved' && callee.reason !== 'dynamic') { return false; }
	return resultByCallee(call, symbols) !== 'thenable' && !symbols.awaited.givers.has(keyOf(call) ?? '');
}

/** By what a function is known that gives the same kind of thing wherever it is called. */
function keyOf(call: CallStep | undefined): string | undefined {
	if (call === undefined || call.isNew) { return undefined; }
	if (call.callee.kind === 'function') { return call.callee.id; }
	return call.callee.kind === 'external' && !isOfLanguage(call.callee.symbol) ? call.callee.symbol : undefined;
}

function isOfLanguage(symbol: string): boolean { return /^(?:lib|global|node:[\w/]+)#/.test(symbol); }

function inParentheses(node: Expression): Expression {
	return node.kind === SyntaxKind.ParenthesizedExpression ? inParentheses((node as unknown as { expression: Expression }).expression) : node;
}

/** `store` of `store.items.get(id)`. */
function beginningOf(node: Expression): Expression {
	const { expression } = node as { expression?: Expression };
	const isPart = isNamed(node) || node.kind === SyntaxKind.CallExpression || node.kind === SyntaxKind.ParenthesizedExpression || node.kind === SyntaxKind.NonNullExpression;
	return isPart && expression !== undefined ? beginningOf(expression) : node;
}

/** A literal is no promise, and no thenable that looks like one. */
function isWrittenInPlace(node: Expression): boolean {
	switch (node.kind) {
		case SyntaxKind.StringLiteral: case SyntaxKind.NumericLiteral: case SyntaxKind.BigIntLiteral: case SyntaxKind.TrueKeyword: case SyntaxKind.FalseKeyword: case SyntaxKind.NullKeyword:
		case SyntaxKind.NoSubstitutionTemplateLiteral: case SyntaxKind.TemplateExpression: case SyntaxKind.RegularExpressionLiteral: return true;
		case SyntaxKind.ObjectLiteralExpression: return (node as unknown as { properties: readonly { name?: Node }[] }).properties.every(({ name }) => name !== undefined && nameText(name) !== undefined && nameText(name) !== 'then');
		default: return false;
	}
}

function isNamed({ kind }: Expression): boolean {
	return kind === SyntaxKind.Identifier || kind === SyntaxKind.PropertyAccessExpression || kind === SyntaxKind.ElementAccessExpression;
}

/** `<Result>run()`: what it is said to be may be what comes of it in the end. */
function isAsserted({ kind }: Expression): boolean { return kind === SyntaxKind.AsExpression || kind === SyntaxKind.TypeAssertionExpression; }

/** The step of a call, where an expression is one. */
function callOf(node: Expression, before: readonly Step[]): CallStep | undefined {
	if (node.kind !== SyntaxKind.CallExpression && node.kind !== SyntaxKind.NewExpression && node.kind !== SyntaxKind.TaggedTemplateExpression) { return undefined; }
	const span = spanOf(node, node.getSourceFile());
	return before.findLast((step): step is CallStep => step.kind === 'call' && isSameSpan(step.span, span));
}

/** `return await load()`, `() => await load()`, also as one of the two ways of a condition. */
function isResult(node: Node): boolean {
	const { parent } = node;
	switch (parent.kind) {
		case SyntaxKind.ReturnStatement: return (parent as ReturnStatement).expression === node;
		case SyntaxKind.ArrowFunction: return (parent as unknown as { body: Node }).body === node && hasModifier(parent, SyntaxKind.AsyncKeyword);
		case SyntaxKind.ParenthesizedExpression: return isResult(parent);
		case SyntaxKind.ConditionalExpression: return (parent as ConditionalExpression).condition !== node && isResult(parent);
		default: return false;
	}
}

const joins: ReadonlySet<string> = new Set(['all', 'allSettled', 'race', 'any']);

function isJoin({ expression }: CallExpression): boolean {
	if (expression.kind !== SyntaxKind.PropertyAccessExpression) { return false; }
	const { name, expression: object } = expression as PropertyAccessExpression;
	return joins.has(nameText(name) ?? '') && object.kind === SyntaxKind.Identifier && nameText(object) === 'Promise';
}

/** The function of `items.map((item) => …)`. */
function mapperOf(node: Expression): Node | undefined {
	if (node.kind !== SyntaxKind.CallExpression) { return undefined; }
	const { expression, arguments: [first] } = node as CallExpression;
	return expression.kind === SyntaxKind.PropertyAccessExpression && nameText((expression as PropertyAccessExpression).name) === 'map' ? first : undefined;
}

/** `const loads: Promise<void>[] = []`, `const loads = items.map(async (item) => …)` */
function isDeclaredPromises(list: Expression, cx: Context): boolean {
	const declaration = list.kind === SyntaxKind.Identifier ? cx.scope.lookup(nameText(list) ?? '')?.declaration : undefined;
	const { type, initializer } = (declaration ?? {}) as { type?: Node; initializer?: Expression };
	if (type?.kind === SyntaxKind.ArrayType) { return annotatedResult((type as unknown as { elementType: Node }).elementType) === 'thenable'; }
	const mapper = type === undefined && initializer !== undefined ? mapperOf(initializer) : undefined;
	return mapper !== undefined && hasModifier(mapper, SyntaxKind.AsyncKeyword);
}
