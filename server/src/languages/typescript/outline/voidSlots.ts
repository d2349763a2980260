/**
 * Which functions that give a promise are put where one that gives nothing is wanted. Only they are asked about: a function is known to give a promise by its
 * declaration, and common callees (`forEach`, timers, emitters) are known by their names.
 */
import { SyntaxKind, type BinaryExpression, type CallExpression, type Expression, type InterfaceDeclaration, type NewExpression, type Node, type ParameterDeclaration, type VariableDeclaration } from 'typescript/unstable/ast';
import type { BindingId, CallStep, FunctionId, FunctionOutline, GivenAttribute, TypeOutline, Value, VoidSlot } from '../../../outline/model.ts';
import { stepsOf } from '../../../outline/walk.ts';
import { annotatedResult } from '../declaredResult.ts';
import { hasModifier, indexOf, isFunctionNode, nameText, spanOf, unwrap, type ClassNode } from '../syntax.ts';
import type { SymbolResolver } from '../symbols.ts';
import { nameNodeOf, resolveCallee } from './callees.ts';
import type { Context, Mutable } from './context.ts';
import { resultByCallee } from './promises.ts';
import { shapeOf } from './values.ts';

type Symbols = Pick<SymbolResolver, 'voids' | 'declaredResult' | 'resultTypes'>;

interface AskedCall {
	readonly node: CallExpression | NewExpression;
	readonly step: Mutable<CallStep>;
}

interface AskedSlot {
	readonly function: FunctionId;
	readonly slot: VoidSlot;
	readonly isWanted: (voids: Symbols['voids']) => boolean;
	/** It gives a promise, as its own declaration says. */
	readonly isGiving?: boolean;
	/** The class or interface that it is a member of. */
	readonly type?: string;
}

/** The questions of one file. */
export class VoidSlotQuestions {
	private readonly calls: AskedCall[] = [];
	private readonly slots: AskedSlot[] = [];
	private readonly attributes: { readonly function: FunctionId; readonly given: GivenAttribute }[] = [];

	addCall(node: CallExpression | NewExpression, step: Mutable<CallStep>): void { this.calls.push({ node, step }); }
	addSlot(asked: AskedSlot): void { this.slots.push(asked); }
	addAttribute(id: FunctionId, given: GivenAttribute): void { this.attributes.push({ function: id, given }); }

	/** After the whole walk, when callees and values are settled. */
	settle(functions: readonly FunctionOutline[], types: readonly TypeOutline[], symbols: Symbols | undefined): void {
		const byId = new Map(this.slots.length + this.attributes.length === 0 ? [] : functions.map((each) => [each.id, each as Mutable<FunctionOutline>]));
		for (const { function: id, given } of this.attributes) {
			const outline = byId.get(id);
			if (outline !== undefined) { outline.attributes = [...outline.attributes ?? [], given]; }
		}
		if (this.calls.length === 0 && this.slots.length === 0) { return; }
		const giving = new GivingPromises(functions, symbols);
		for (const { node, step } of this.calls) {
			const found = step.arguments.flatMap(({ value, isSpread }, index) => ((isSpread === true ? giving.isListOf(value) : giving.includes(value)) ? [index] : []));
			if (found.length === 0) { continue; }
			const wanted = found.filter((index) => isWantedByName(step, index) ?? symbols?.voids.isWantedAsArgument(node, index) === true);
			if (wanted.length > 0) { step.voidCallbacks = wanted; }
		}
		const bases = new Map(types.map((type) => [type.id, type.bases]));
		for (const { function: id, slot, isWanted, isGiving, type } of this.slots) {
			const outline = byId.get(id);
			if (outline === undefined || symbols === undefined || isGiving !== true && !giving.includes(slot.value)) { continue; }
			if (type !== undefined && isDeclaredPromise(bases.get(type) ?? [], slot.name ?? '', symbols) || !isWanted(symbols.voids)) { continue; }
			outline.voidSlots = [...outline.voidSlots ?? [], slot];
		}
	}
}

/** Bases of the workspace say themselves that a member gives a promise: most do, and the compiler is asked of the others. */
function isDeclaredPromise(bases: readonly string[], name: string, symbols: Symbols): boolean {
	const results = bases.map((base) => symbols.declaredResult(`${base}.${name}`));
	return results.includes('thenable') && !results.includes('plain');
}

/** Which functions give a promise, as far as declarations tell. */
class GivingPromises {
	private readonly own = new Map<FunctionId, FunctionOutline>();
	private readonly symbols: Symbols | undefined;
	/** The lists that variables begin with. */
	private lists: Map<BindingId, Value> | undefined;
	constructor(functions: readonly FunctionOutline[], symbols: Symbols | undefined) {
		for (const each of functions) { this.own.set(each.id, each); }
		this.symbols = symbols;
	}

	includes(value: Value): boolean {
		if (value.kind === 'either') { return value.values.some((each) => this.includes(each)); }
		if (value.kind !== 'function') { return false; }
		const outline = this.own.get(value.id);
		if (outline !== undefined && (outline.isAsync || outline.isGenerator)) { return outline.isAsync && !outline.isGenerator; }
		return this.symbols?.declaredResult(value.id) === 'thenable' || outline !== undefined && this.returnsPromise(outline);
	}

	/** `const callbacks = [save, load]`, which are given by `...callbacks`. */
	isListOf(value: Value): boolean {
		if (value.kind === 'list') { return value.items.some((item) => this.includes(item)); }
		if (value.kind !== 'binding') { return false; }
		this.lists ??= new Map([...this.own.values()].flatMap(({ body }) => stepsOf(body).flatMap(({ step }) => (step.kind === 'bind' && step.isDeclaration && step.value.kind === 'list' ? [[step.binding, step.value] as const] : []))));
		const list = this.lists.get(value.binding);
		return list !== undefined && this.isListOf(list);
	}

	/** `() => save()`; also one of several returns. */
	private returnsPromise(outline: FunctionOutline): boolean {
		return stepsOf(outline.body).some(({ step }) => step.kind === 'call' && step.result.kind === 'returned' && resultByCallee(step, this.symbols) === 'thenable');
	}
}

/** A call that is given a function, or a name that may stand for one. */
export function noteCallbacks(node: CallExpression | NewExpression, step: Mutable<CallStep>, cx: Context): void {
	const given = node.arguments ?? [];
	if (given.some(mayBeFunction)) { cx.file.voids.addCall(node, step); }
}

function mayBeFunction(argument: Expression): boolean {
	const node = unwrap(argument);
	switch (node.kind) {
		case SyntaxKind.ArrowFunction: case SyntaxKind.FunctionExpression: case SyntaxKind.Identifier: case SyntaxKind.PropertyAccessExpression: case SyntaxKind.ConditionalExpression: case SyntaxKind.BinaryExpression: case SyntaxKind.SpreadElement: return true;
		// `this.save.bind(this)`
		case SyntaxKind.CallExpression: return (node as CallExpression).expression.kind === SyntaxKind.PropertyAccessExpression;
		default: return false;
	}
}

/** A value that is put where a type may want a function that gives nothing. */
export function noteValue(node: Expression, kind: VoidSlot['kind'], name: string | undefined, cx: Context): void {
	const value = functionValue(node, cx);
	if (value === undefined) { return; }
	cx.file.voids.addSlot({ function: cx.function, slot: { span: spanOf(node, cx.file.sourceFile), kind, ...(name !== undefined && { name }), value }, isWanted: (voids) => voids.isWantedAt(node) });
}

/** What a name stands for is told by the text alone: the compiler is not asked of every name. */
function functionValue(node: Expression, cx: Context): Value | undefined {
	const { kind } = unwrap(node);
	if (kind !== SyntaxKind.ArrowFunction && kind !== SyntaxKind.FunctionExpression && kind !== SyntaxKind.Identifier && kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
	const value = shapeOf(node, cx);
	return value.kind === 'function' ? value : undefined;
}

/** `onClick={save}` */
export function noteAttribute(attribute: Node, cx: Context): void {
	const { name, initializer } = attribute as unknown as { name: Node; initializer?: Node };
	const expression = initializer?.kind === SyntaxKind.JsxExpression ? (initializer as unknown as { expression?: Expression }).expression : undefined;
	if (expression === undefined) { return; }
	noteValue(expression, 'attribute', nameText(name), cx);
	noteGiven(attribute, expression, nameText(name) ?? '', cx);
}

/** `<Form onSave={onSave}>`: whether somebody waits for it is for the component to say. */
function noteGiven(attribute: Node, expression: Expression, name: string, cx: Context): void {
	const { kind } = unwrap(expression);
	if (kind !== SyntaxKind.ArrowFunction && kind !== SyntaxKind.FunctionExpression && kind !== SyntaxKind.Identifier && kind !== SyntaxKind.PropertyAccessExpression) { return; }
	const { tagName } = attribute.parent.parent as unknown as { tagName: Expression };
	// Elements of the page itself are written small.
	if (!/^[A-Z]/.test(nameText(nameNodeOf(tagName)) ?? '')) { return; }
	const value = shapeOf(expression, cx);
	if (value.kind !== 'function' && value.kind !== 'parameter') { return; }
	const given: Mutable<GivenAttribute> = { span: spanOf(expression, cx.file.sourceFile), component: { kind: 'unresolved', name: '', reason: 'dynamic' }, name, value };
	resolveCallee(tagName, false, cx, (component) => { given.component = component; });
	cx.file.voids.addAttribute(cx.function, given);
}

/** A property of an object literal, in any of its spellings. */
export function noteProperty(property: Node, cx: Context): void {
	const { name, initializer } = property as unknown as { name: Node; initializer?: Expression };
	const text = nameText(name);
	if (text === undefined || property.parent.kind !== SyntaxKind.ObjectLiteralExpression) { return; }
	if (property.kind === SyntaxKind.PropertyAssignment) { if (initializer !== undefined) { noteValue(initializer, 'property', text, cx); } return; }
	if (property.kind === SyntaxKind.ShorthandPropertyAssignment) { noteValue(name as Expression, 'property', text, cx); return; }
	const value = methodValue(property, cx);
	if (value === undefined) { return; }
	cx.file.voids.addSlot({ function: cx.function, slot: { span: spanOf(name, cx.file.sourceFile), kind: 'property', name: text, value }, isWanted: (voids) => text === disposal || voids.isWantedAsMember(property.parent, text, true) });
}

function methodValue(method: Node, cx: Context): Value | undefined {
	const target = cx.file.table.targets.get((method as unknown as { index: number }).index);
	return target?.kind === 'function' ? { kind: 'function', id: target.id } : undefined;
}

/** `const f: () => void = async () => …` */
export function noteVariable({ name, type, initializer }: VariableDeclaration | ParameterDeclaration, cx: Context): void {
	if (type !== undefined && initializer !== undefined) { noteValue(initializer, 'variable', nameText(name), cx); }
}

/** `this.onDone = async () => …` */
export function noteAssignment({ left, right, operatorToken }: BinaryExpression, cx: Context): void {
	if (operatorToken.kind !== SyntaxKind.EqualsToken) { return; }
	const target = unwrap(left);
	const name = target.kind === SyntaxKind.PropertyAccessExpression ? (target as unknown as { name: Node }).name : target;
	noteValue(right, target.kind === SyntaxKind.PropertyAccessExpression ? 'property' : 'variable', nameText(name), cx);
}

/** What a function gives back: `return async () => …`, `() => async () => …`. */
export function noteResult(node: Expression, cx: Context): void {
	noteValue(node, 'result', undefined, cx);
}

/** `using` waits for nothing that it gives: whoever waits is called `[Symbol.asyncDispose]`. */
const disposal = '[Symbol.dispose]';

/** Members that are declared by what a class extends or implements. What JavaScript's own classes give is no declaration: an empty method may stand for one that waits. */
export function noteMembers(node: ClassNode | InterfaceDeclaration, cx: Context): void {
	const isInferred = /\.[cm]?jsx?$/.test(cx.file.sourceFile.fileName);
	const own = cx.file.table.targets.get(indexOf(node));
	const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types as unknown as readonly Node[]);
	for (const member of node.members as unknown as readonly Node[]) {
		const { name, initializer } = member as unknown as { name?: Node; initializer?: Expression };
		const text = nameText(name);
		if (name === undefined || text === undefined || (isInferred || bases.length === 0) && text !== disposal || hasModifier(member, SyntaxKind.StaticKeyword)) { continue; }
		const hasValue = initializer !== undefined || (member as { body?: Node }).body !== undefined;
		const value = isFunctionNode(member) && hasValue ? methodValue(member, cx) : initializer === undefined ? undefined : functionValue(initializer, cx);
		const isGiving = !hasValue && declaresPromise(member);
		if (value === undefined && !isGiving || member.kind === SyntaxKind.Constructor) { continue; }
		cx.file.voids.addSlot({ function: cx.function, slot: { span: spanOf(name, cx.file.sourceFile), kind: 'member', name: text, value: value ?? { kind: 'other' } }, isGiving, ...(own?.kind === 'type' && text !== disposal && { type: own.id }), isWanted: (voids) => text === disposal || bases.some((base) => voids.isWantedAsMember(base, text, false)) });
	}
}

/** `save(): Promise<void>` and `save: () => Promise<void>`, without a body. */
function declaresPromise(member: Node): boolean {
	const { type } = member as { type?: Node };
	const result = type?.kind === SyntaxKind.FunctionType ? (type as unknown as { type: Node }).type : member.kind === SyntaxKind.MethodSignature || member.kind === SyntaxKind.MethodDeclaration ? type : undefined;
	return result !== undefined && annotatedResult(result) === 'thenable';
}

/** True or false where the callee's name alone tells what it wants. */
function isWantedByName({ callee, isNew }: CallStep, index: number): boolean | undefined {
	if (callee.kind === 'unresolved' && /^(?:then|catch|finally)$/.test(callee.name)) { return false; }
	// Of something without a type.
	if (callee.kind === 'unresolved' && callee.name === 'forEach' && callee.reason === 'any' || callee.kind === 'parameter' && callee.path?.at(-1) === 'forEach') { return index === 0; }
	if (callee.kind !== 'external') { return undefined; }
	// What its executor gives back is another matter.
	if (isNew) { return /^lib#Promise(?:Constructor)?$/.test(callee.symbol) ? true : undefined; }
	if (wanting.test(callee.symbol) || choosing.test(callee.symbol)) { return index === 0; }
	if (listening.test(callee.symbol)) { return index === 1; }
	return taking.test(callee.symbol) || testing.test(callee.symbol) ? false : undefined;
}

const wanting = /^lib#(?:\*|\w*Array|Map|Set|ReadonlyMap|ReadonlySet|WeakMap|Headers|FormData|URLSearchParams|NodeListOf|NodeList|DOMTokenList)\.forEach$|^(?:(?:lib|global)#(?:Window\.|WindowOrWorkerGlobalScope\.)?|node:timers#)(?:setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame|requestIdleCallback)$/;
const listening = /^(?:node:events#EventEmitter|node:process#Process|global#process)\.(?:on|once|addListener|prependListener|prependOnceListener)$/;
/** They take the truth of what a callback gives, which a promise always has. */
const choosing = /^lib#\w*Array\.(?:filter|some|every|find|findIndex|findLast|findLastIndex)$/;
/** Test runners wait for their tests, whatever their types say. */
const testing = /#(?:it|test|specify|describe|suite|context|(?:before|after)(?:Each|All)?|setup|teardown)(?:\.\w+)?$/;
/** They go on with what a callback gives. */
const taking = /^lib#(?:\w*Array(?:Constructor)?|\*)\.(?!forEach$)\w+$|^lib#Promise|^node:test#|^react#use(?:Callback|Memo)$/;
