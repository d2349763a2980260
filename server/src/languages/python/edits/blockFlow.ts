/** Whether a statement can be moved into a function of its own: what leaves it other than by its end, and which names it gives values that others read. */
import type { Span } from '../../../outline/span.ts';
import { contains } from '../../../outline/span.ts';
import { definitionsAt, type Definition, type Scope, type Variable } from '../scopes.ts';
import { blocksIn, expressionsIn, partsOf, type Expr, type FunctionNode, type Stmt, type WithStmt } from '../syntax/ast.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { Around } from './place.ts';

export interface Moved {
	/** It ends by a `return` whatever happens. */
	readonly returns: boolean;
	/** What it gives a value that is read behind it: the function gives them back. */
	readonly given: readonly string[];
	/** What it shares with the function around it. */
	readonly nonlocal: readonly string[];
	readonly global: readonly string[];
}

/** `path` holds the nodes around the statement, the function first. */
export function movable(source: SourceFile, owner: FunctionNode, block: WithStmt, path: readonly Around[]): Moved | Refusal {
	const exits = exitsOf(block);
	if (isRefusal(exits)) { return exits; }
	const scope = source.scopes.of.get(owner);
	if (scope === undefined) { return refuse('the function is no longer there'); }
	const returns = exits.hasReturn;
	if (returns && !alwaysReturns(block.body.body)) { return refuse('the block returns in some cases only'); }
	const names = namesOf(source, owner, scope);
	const loop = path.some((each) => each.kind === 'for' || each.kind === 'while');
	const attempt = path.find((each) => each.kind === 'try' && contains(each.body, block));
	const given: string[] = [], nonlocal: string[] = [], global: string[] = [];
	for (const [name, use] of names) {
		const { stores, augmented, reads, variable } = use;
		const isStored = [...stores.map(({ target }) => target), ...augmented].some((at) => isIn(block, at));
		if (!isStored) { continue; }
		const declared = scope.elsewhere.get(name);
		if (declared !== undefined) { (declared === 'global' ? global : nonlocal).push(name); continue; }
		const fate = fateOf({ variable, stores, augmented, reads, block, scope, loop, returns, attempt });
		if (fate === 'given') { given.push(name); }
		if (fate === 'nonlocal') { nonlocal.push(name); }
		// What is declared to be another function's takes no annotation.
		if (fate === 'unclear' || fate === 'nonlocal' && stores.some(({ source: each, target }) => each.kind === 'annotated' && isIn(block, target))) { return refuse(`\`${name}\` is used outside of the block, which may not have set it`); }
	}
	if (returns && given.length > 0) { return refuse(`\`${given[0] ?? ''}\` is used outside of the block, which returns`); }
	return { returns, given, nonlocal, global };
}

interface Use {
	readonly variable: Variable;
	readonly stores: readonly Definition[];
	/** Where `x += …` stands. */
	readonly augmented: readonly number[];
	readonly reads: readonly { readonly at: number; readonly scope: Scope }[];
}

interface Question extends Use {
	readonly block: WithStmt;
	readonly scope: Scope;
	readonly loop: boolean;
	readonly returns: boolean;
	/** The `try` around it: whoever handles a failure sees what was set until then. */
	readonly attempt: Around | undefined;
}

/** `own`: nobody else sees it. */
function fateOf(question: Question): 'own' | 'given' | 'nonlocal' | 'unclear' {
	const { stores, augmented, reads, block, loop, returns, attempt } = question;
	const isElsewhere = stores.some(({ target, source }) => source.kind === 'parameter' || !isIn(block, target)) || augmented.some((at) => !isIn(block, at));
	const inside = reads.filter(({ at }) => isIn(block, at));
	const own = stores.filter(({ target, source }) => source.kind !== 'parameter' && isIn(block, target));
	const isAugmented = augmented.some((at) => isIn(block, at));
	// Each read in the block comes after a value that the block surely gave.
	const isFresh = !isAugmented && inside.every(({ at }) => own.some((each) => each.at <= at && isIn(each.within, at)));
	const sure = own.find((each) => isUnconditional(block, each));
	const isHandled = attempt !== undefined && reads.some(({ at }) => attempt.kind === 'try' && !isIn(attempt.body, at));
	const isNeeded = isHandled || !returns && reads.some((read) => isReachedFrom(question, read));
	const isLast = sure !== undefined && block.body.body.at(-1)?.end === sure.at;
	if (isNeeded && isFresh && sure !== undefined && (!isHandled || isLast)) { return 'given'; }
	if (isFresh && !isNeeded) { return 'own'; }
	if (isElsewhere) { return 'nonlocal'; }
	if (isNeeded) { return 'unclear'; }
	return loop && inside.length > 0 ? 'unclear' : 'own';
}

/** A read outside that may see what the block has set. */
function isReachedFrom({ variable, block, scope, loop }: Question, { at, scope: from }: Use['reads'][number]): boolean {
	if (isIn(block, at)) { return false; }
	if (from.function !== scope.function) { return true; }
	if (at < block.start) { return loop; }
	return definitionsAt(variable, at, from).some(({ target }) => isIn(block, target));
}

/** It is set by the `with` itself, or by a statement that surely runs in it. */
function isUnconditional(block: WithStmt, { target, at }: Definition): boolean {
	if (target < block.body.start) { return true; }
	const stmt = block.body.body.find((each) => isIn(each, target) || each.end === at);
	if (stmt === undefined) { return false; }
	if (stmt.kind === 'with' && !stmt.isAsync) { return isUnconditional(stmt, { target, at } as Definition); }
	return stmt.kind === 'assign' || stmt.kind === 'import' || stmt.kind === 'function' || stmt.kind === 'class' || stmt.kind === 'expression';
}

/** All names that the function itself, and what is written in it, uses, by the variables of the function. */
function namesOf(source: SourceFile, owner: FunctionNode, scope: Scope): ReadonlyMap<string, Use> {
	const found = new Map<string, { variable: Variable; stores: Definition[]; augmented: number[]; reads: { at: number; scope: Scope }[] }>();
	const useOf = (name: string, variable: Variable) => {
		let use = found.get(name);
		if (use === undefined) { found.set(name, use = { variable, stores: variable.definitions.filter(({ source: each }) => each.kind !== 'narrowed' && each.kind !== 'put'), augmented: [], reads: [] }); }
		return use;
	};
	for (const variable of scope.variables.values()) { useOf(variable.name, variable); }
	const isOwn = (name: string, from: Scope): Variable | undefined => {
		const variable = from.lookup(name);
		return variable !== undefined && (variable.scope === scope || scope.elsewhere.has(name) && from.function === scope) ? variable : undefined;
	};
	const expression = (expr: Expr, from: Scope): void => {
		if (expr.kind === 'name') {
			const variable = isOwn(expr.name, from);
			if (variable === undefined) { return; }
			const use = useOf(expr.name, variable);
			if (!use.stores.some(({ target }) => target === expr.start)) { use.reads.push({ at: expr.start, scope: from }); }
			return;
		}
		if (expr.kind === 'lambda') { body(expr.function.body, source.scopes.of.get(expr.function) ?? from); }
		const inner = expr.kind === 'comprehension' ? source.scopes.of.get(expr) ?? from : from;
		for (const part of partsOf(expr)) { expression(part, inner); }
	};
	const body = (statements: readonly Stmt[], from: Scope): void => {
		for (const stmt of statements) {
			if (stmt.kind === 'assign' && stmt.operator !== undefined) {
				for (const target of stmt.targets) {
					const variable = target.kind === 'name' ? isOwn(target.name, from) : undefined;
					if (variable !== undefined) { useOf(variable.name, variable).augmented.push(target.start); }
				}
			}
			for (const each of expressionsIn(stmt)) { expression(each, from); }
			if (stmt.kind === 'function' || stmt.kind === 'class') { body(stmt.body, source.scopes.of.get(stmt) ?? from); }
			for (const each of blocksIn(stmt)) { body(each.body, from); }
		}
	};
	body(owner.body, scope);
	return found;
}

/** What leaves the block other than by its end. Functions written in it are their own. */
function exitsOf(block: WithStmt): { readonly hasReturn: boolean } | Refusal {
	let reason: string | undefined;
	let hasReturn = false;
	const expression = (expr: Expr): void => {
		switch (expr.kind) {
			case 'await': reason ??= 'the block awaits something'; break;
			case 'yield': reason ??= 'the block yields something'; break;
			case 'comprehension': if (expr.clauses.some((each) => each.kind === 'for' && each.isAsync)) { reason ??= 'the block awaits something'; } break;
			case 'call': if (expr.callee.kind === 'name' && frameBound.has(expr.callee.name) && expr.args.length === 0) { reason ??= `\`${expr.callee.name}()\` means something else in a function of its own`; } break;
			default:
		}
		for (const part of partsOf(expr)) { expression(part); }
	};
	const statement = (stmt: Stmt, inLoop: boolean): void => {
		switch (stmt.kind) {
			case 'return': hasReturn = true; break;
			case 'break': case 'continue': if (!inLoop) { reason ??= `\`${stmt.kind}\` leaves the block`; } break;
			case 'scope': reason ??= `\`${stmt.declares}\` stands in the block`; break;
			case 'delete': if (stmt.targets.some((each) => each.kind === 'name')) { reason ??= 'the block deletes a name'; } break;
			case 'with': case 'for': if (stmt.isAsync) { reason ??= 'the block awaits something'; } break;
			default:
		}
		for (const each of expressionsIn(stmt)) { expression(each); }
		const isLoop = stmt.kind === 'for' || stmt.kind === 'while';
		for (const [index, inner] of blocksIn(stmt).entries()) { for (const each of inner.body) { statement(each, isLoop && index === 0 || inLoop); } }
	};
	statement(block, false);
	return reason === undefined ? { hasReturn } : refuse(reason);
}

/** They look at the frame, or at the method, that they are called in. */
const frameBound: ReadonlySet<string> = new Set(['super', 'locals', 'vars', 'dir', 'eval', 'exec']);

function alwaysReturns(body: readonly Stmt[]): boolean {
	const last = body.at(-1);
	switch (last?.kind) {
		case 'return': case 'raise': return true;
		case 'with': return !last.isAsync && alwaysReturns(last.body.body);
		case 'if': return last.orElse !== undefined && alwaysReturns(last.whenTrue.body) && alwaysReturns(last.orElse.body);
		default: return false;
	}
}

function isIn({ start, end }: Span, at: number): boolean {
	return start <= at && at <= end;
}
