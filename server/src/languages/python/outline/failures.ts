/**
 * What a function does with failures that a result holds as values: those of `asyncio.gather(…, return_exceptions=True)`. Read off the syntax around the call. Whatever is given away,
 * returned or compared in a way of its own counts as seen.
 */
import type { FailureUse } from '../../../outline/model.ts';
import { contains, type Span } from '../../../outline/span.ts';
import { blocksIn, expressionsIn, partsOf, type CallExpr, type CompareExpr, type ComprehensionExpr, type Expr, type Stmt } from '../syntax/ast.ts';
import { typeOf, type Context } from './context.ts';

/** What is seen of the failures by one who has a result, or all of them. */
interface Regard {
	/** Cancellations are told apart: by `BaseException`, or as what they are. */
	readonly asksAll?: boolean;
	/** Other failures are. */
	readonly asksFailures?: boolean;
	/** It is asked for what a result is: no failure passes for one. */
	readonly asksResult?: boolean;
	/** It is used as a value that is none. */
	readonly isUsed?: boolean;
	/** A part of it is read, which a failure has not: that raises. */
	readonly isRead?: boolean;
	/** It is given to something that may ask. */
	readonly isGiven?: boolean;
	/** It is written to a log: whoever reads that sees what it is. */
	readonly isTold?: boolean;
}

/** What becomes of the failures in a call's result; undefined for a call whose result holds none. */
export function failureUseOf(call: CallExpr, cx: Context): FailureUse | undefined {
	const collects = call.args.some(({ name, value }) => name === 'return_exceptions' && value.kind === 'constant' && value.value === true);
	if (!collects || !isGather(call, cx)) { return undefined; }
	const regard = new Reader(cx).ofResult(call, false);
	if (regard.asksAll === true || regard.asksResult === true) { return 'seen'; }
	if (regard.asksFailures === true) { return regard.isRead === true ? 'partly-read' : regard.isUsed === true || regard.isGiven === true ? 'partly' : 'seen'; }
	return regard.isGiven === true || regard.isTold === true ? 'seen' : regard.isUsed === true ? 'untested' : 'dropped';
}

function isGather(call: CallExpr, cx: Context): boolean {
	const type = typeOf(call.callee, cx);
	return type.kind === 'symbol' && /^asyncio(?:\.tasks)?#gather$/.test(type.symbol);
}

type Node = Stmt | Expr;

/** An expression with what stands around it, the outermost first. */
interface Placed { readonly node: Expr; readonly path: readonly Node[] }

const given: Regard = { isGiven: true };
const used: Regard = { isUsed: true };
const read: Regard = { isUsed: true, isRead: true };

/** Given a result, these only tell of it. */
const telling = /^(?:debug|info|warn|warning|error|exception|critical|log|print)$/;

/** What hands a future on without looking at what it holds. */
const passing = /^(?:wait_for|shield|run_until_complete|run)$/;

class Reader {
	private readonly cx: Context;
	private readonly placed: readonly Placed[];
	constructor(cx: Context) {
		this.cx = cx;
		const found: Placed[] = [];
		for (const stmt of cx.node.body) { collect(stmt, [], found); }
		this.placed = found;
	}

	/** Of all results together, as the value of an expression. `isAwaited`: it is no longer a future. */
	ofResult(expr: Expr, isAwaited: boolean): Regard {
		const place = this.placed.find(({ node }) => node === expr);
		const around = place?.path.at(-1);
		if (place === undefined || around === undefined) { return given; }
		switch (around.kind) {
			case 'await': return this.ofResult(around, true);
			case 'expression': return isAwaited ? {} : given;
			case 'assign': return around.targets.length === 1 && around.operator === undefined && around.targets[0] !== undefined ? this.ofTarget(around.targets[0], isAwaited) : given;
			case 'call': {
				const name = lastName(around.callee);
				if (around.args[0]?.value === expr && passing.test(name)) { return this.ofResult(around, isAwaited || name.startsWith('run')); }
				return isAwaited ? this.ofListUse(around, expr, place.path) : given;
			}
			case 'for': case 'comprehension': return isAwaited ? this.ofListUse(around, expr, place.path) : given;
			default: return given;
		}
	}

	private ofTarget(target: Expr, isAwaited: boolean): Regard {
		if (target.kind === 'name') {
			if (target.name === '_') { return {}; }
			const uses = this.usesOf(target.name, target);
			if (uses === undefined) { return given; }
			if (isAwaited) { return merged(uses.map((each) => this.ofListUse(each.path.at(-1), each.node, each.path))); }
			const [only, ...others] = uses;
			return only?.path.at(-1)?.kind === 'await' && others.length === 0 ? this.ofResult(only.node, false) : given;
		}
		if ((target.kind !== 'tuple' && target.kind !== 'list') || !isAwaited) { return given; }
		return worst(target.items.map((item) => (item.kind === 'starred' ? given : this.ofItems(item))));
	}

	/** One use of the list: `around` is what stands right around it. */
	private ofListUse(around: Node | undefined, list: Expr, path: readonly Node[]): Regard {
		switch (around?.kind) {
			case 'for': return around.iterated === list ? this.ofItems(around.target, around) : given;
			case 'comprehension': return this.ofComprehension(around, list);
			case 'call': return this.ofListArgument(around, list, path);
			case 'subscript': return around.object === list && around.index[0]?.kind !== 'slice' ? this.ofItem({ node: around, path: path.slice(0, -1) }, undefined) : given;
			case 'not': case 'if': case 'while': case 'boolean': return {};
			default: return given;
		}
	}

	/** `len(results)` tells nothing; `zip(tasks, results)` and `enumerate(results)` are gone through in its place. */
	private ofListArgument(call: CallExpr, list: Expr, path: readonly Node[]): Regard {
		const index = call.args.findIndex(({ value }) => value === list);
		if (call.callee.kind !== 'name') { return given; }
		const part = call.callee.name === 'zip' ? index : call.callee.name === 'enumerate' ? 1 : undefined;
		if (call.callee.name === 'len') { return {}; }
		const around = path.at(-2);
		const target = around?.kind === 'for' && around.iterated === call ? around.target : around?.kind === 'comprehension' ? around.clauses.find((each) => each.kind === 'for' && each.iterated === call) : undefined;
		const names = target?.kind === 'for' ? target.target : target;
		if (part === undefined || names === undefined || names.kind !== 'tuple' && names.kind !== 'list') { return given; }
		const item = names.items[part];
		return item === undefined || around === undefined ? given : this.ofItems(item, around);
	}

	private ofComprehension(around: ComprehensionExpr, list: Expr): Regard {
		const clause = around.clauses.find((each) => each.kind === 'for' && each.iterated === list);
		return clause?.kind === 'for' ? this.ofItems(clause.target, around) : given;
	}

	/** What is done with each of them under a name, within a part of the function. */
	private ofItems(target: Expr, within?: Span): Regard {
		if (target.kind !== 'name') { return given; }
		if (target.name === '_') { return {}; }
		const uses = this.usesOf(target.name, target, within);
		return uses === undefined ? given : merged(uses.map((each) => this.ofItem(each, target.name)));
	}

	/** One use of one result. */
	private ofItem({ node, path }: Placed, name: string | undefined): Regard {
		const around = path.at(-1);
		if (around?.kind === 'call' && lastName(around.callee) === 'isinstance' && around.args[0]?.value === node) { return this.ofTest(around); }
		if (this.isAmongFailures(node, path, name)) { return {}; }
		const call = path.findLast((each) => each.kind === 'call');
		if (call !== undefined && contains(call, node) && telling.test(lastName(call.callee))) { return { isTold: true }; }
		switch (around?.kind) {
			case 'attribute': return around.name.startsWith('__') ? given : read;
			case 'subscript': return around.object === node ? read : given;
			case 'binary': case 'starred': return used;
			case 'if': case 'while': case 'not': case 'boolean': return used;
			case 'expression': return {};
			case 'conditional': return around.test === node ? used : given;
			case 'compare': return isResultTest(around, node) ? { asksResult: true } : given;
			default: return given;
		}
	}

	private ofTest({ args }: CallExpr): Regard {
		const classes = args[1]?.value;
		const kinds = (classes === undefined ? [] : classes.kind === 'tuple' || classes.kind === 'list' ? classes.items : [classes]).map((each) => {
			const type = typeOf(each, this.cx);
			if (type.kind === 'symbol') { return /#(?:BaseException|CancelledError)$/.test(type.symbol) ? 'all' : /#\w*(?:Exception|Error)$/.test(type.symbol) ? 'failures' : 'other'; }
			return type.kind === 'class' && /(?:Exception|Error)$/.test(type.class.node.name) ? 'failures' : 'other';
		});
		return kinds.includes('all') ? { asksAll: true } : kinds.length > 0 && kinds.every((each) => each === 'failures') ? { asksFailures: true } : { asksResult: true };
	}

	/** True where a test before has told that it is a failure: what is done there is for failures alone. */
	private isAmongFailures(node: Expr, path: readonly Node[], name: string | undefined): boolean {
		const holds = (test: Expr, at: Span | undefined, isMet: boolean): boolean => at !== undefined && contains(at, node) && this.tells(test, name, isMet);
		return name !== undefined && path.some((around) => {
			switch (around.kind) {
				case 'if': return holds(around.test, around.whenTrue, true) || holds(around.test, around.orElse, false);
				case 'conditional': return holds(around.test, around.whenTrue, true) || holds(around.test, around.orElse, false);
				case 'comprehension': return around.element.some((each) => contains(each, node)) && around.clauses.some((each) => each.kind === 'if' && this.tells(each.test, name, true));
				case 'boolean': return around.operator === 'and' && contains(around.right, node) && this.tells(around.left, name, true);
				default: return false;
			}
		});
	}

	/** What a condition says where it is met, or is not: that the name holds a failure. */
	private tells(test: Expr, name: string | undefined, isMet: boolean): boolean {
		switch (test.kind) {
			case 'not': return this.tells(test.value, name, !isMet);
			case 'boolean': return test.operator === (isMet ? 'and' : 'or') && (this.tells(test.left, name, isMet) || this.tells(test.right, name, isMet));
			case 'call': {
				const [first] = test.args;
				return isMet && lastName(test.callee) === 'isinstance' && first?.value.kind === 'name' && first.value.name === name && this.ofTest(test).asksResult !== true;
			}
			default: return false;
		}
	}

	/** Where a name is read; undefined where it is given something else too, or a function inside reads it. */
	private usesOf(name: string, target: Expr, within?: Span): Placed[] | undefined {
		const all = this.placed.filter(({ node }) => node !== target && node.kind === 'name' && node.name === name && (within === undefined || contains(within, node)));
		const isElsewhere = all.some(({ node, path }) => isTarget(node, path) || path.some((around) => around.kind === 'lambda' || around.kind === 'function'));
		return isElsewhere ? undefined : all;
	}
}

/** `result is True`, `result == 'ok'`: it is told apart from anything else, a cancellation included. */
function isResultTest({ operands, operators }: CompareExpr, node: Expr): boolean {
	return operands.length === 2 && /^(?:is|is not|==|!=)$/.test(operators[0] ?? '') && operands.some((each) => each !== node && each.kind === 'constant' && each.value !== null && each.value !== false);
}

/** What is seen of one is seen of all. */
function merged(regards: readonly Regard[]): Regard {
	const any = (key: keyof Regard): boolean => regards.some((each) => each[key] === true);
	return { asksAll: any('asksAll'), asksFailures: any('asksFailures'), asksResult: any('asksResult'), isUsed: any('isUsed'), isRead: any('isRead'), isGiven: any('isGiven'), isTold: any('isTold') };
}

/** Of results that each have a name: the one that is looked at least. */
function worst(regards: readonly Regard[]): Regard {
	const unseen = regards.find((each) => each.asksAll !== true && each.asksResult !== true && each.isGiven !== true && each.isUsed === true);
	return unseen ?? merged([...regards, given]);
}

function isTarget(node: Expr, path: readonly Node[]): boolean {
	const around = path.at(-1);
	return around?.kind === 'assign' && around.targets.includes(node) || around?.kind === 'for' && around.target === node || around?.kind === 'walrus' && around.target === node;
}

function lastName(expr: Expr): string {
	return expr.kind === 'name' || expr.kind === 'attribute' ? expr.name : '';
}

/** Every expression of a statement, with those of functions written in it. */
function collect(stmt: Stmt, path: readonly Node[], found: Placed[]): void {
	const inner = [...path, stmt];
	for (const expr of expressionsIn(stmt)) { collectIn(expr, inner, found); }
	for (const block of blocksIn(stmt)) { for (const each of block.body) { collect(each, inner, found); } }
	if (stmt.kind === 'function') { for (const each of stmt.body) { collect(each, inner, found); } }
}

function collectIn(node: Expr, path: readonly Node[], found: Placed[]): void {
	found.push({ node, path });
	const inner = [...path, node];
	for (const each of partsOf(node)) { collectIn(each, inner, found); }
	if (node.kind === 'lambda') { for (const each of node.function.body) { collect(each, inner, found); } }
}
