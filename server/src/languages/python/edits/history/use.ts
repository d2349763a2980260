/** What is done with a list at one place, and whether a `deque` can do it too. */
import { refuse, type Refusal } from '../../../refusal.ts';
import { builtinNames } from '../../resolve/builtins.ts';
import type { AttributeExpr, CallExpr, Expr, ForStmt, SubscriptExpr } from '../../syntax/ast.ts';
import { insertion, type Change } from '../changes.ts';
import type { Around, Place } from '../place.ts';
import { placesIn } from './places.ts';

export type Use = {
	readonly place: Place;
	/** What has to be written differently for a `deque`. */
	readonly changes: readonly Change[];
} & (
	/** `push`: at the end, `isMany` of them at once. */
	| { readonly kind: 'push'; readonly isMany: boolean }
	| { readonly kind: 'pushInFront' }
	/** One goes from the front; more from there, or from the end, in a way that only a bound could take over. */
	| { readonly kind: 'removal' | 'cut' }
	/** A new list is assigned. */
	| { readonly kind: 'made'; readonly value: Expr; readonly annotation?: Expr }
	/** `isLoop`: gone through by a `for` statement. */
	| { readonly kind: 'read'; readonly loop?: ForStmt }
);

export function useOf(place: Place): Use | Refusal {
	const { node, path, source: { text }, statement } = place;
	const around = path.at(-1);
	const name = `\`${text.slice(node.start, node.end)}\``;
	const read = (changes: readonly Change[] = []): Use => ({ kind: 'read', place, changes });
	switch (around?.kind) {
		case 'attribute': {
			const call = path.at(-2);
			return call?.kind === 'call' && call.callee === around ? methodUse(place, around, call, name) : refuse(`\`${text.slice(around.start, around.end)}\` is taken without a call`);
		}
		case 'subscript': return around.object === node ? subscriptUse(place, around, name) : refuse(`${name} is an index`);
		case 'call': return argumentUse(place, around, name);
		case 'starred': case 'not': return read();
		case 'compare': return comparisonUse(place, around, name);
		case 'for': return around.iterated === node ? loopUse(place, around, name) : refuse(`${name} is a loop's variable`);
		case 'comprehension': return comprehensionUse(place, around, name);
		case 'assign': return around.targets.includes(node) ? assignmentUse(place, name) : refuse(`${name} is given another name`);
		case 'delete': return refuse(`${name} is deleted`);
		case 'return': return refuse(`${name} is returned`);
		case 'yield': return refuse(`${name} is yielded`);
		case 'binary': return refuse(`${name} is put together with another list by \`${around.operator}\``);
		case 'template': return refuse(`${name} is written out`);
		case 'tuple': case 'list': case 'set': case 'dict': return refuse(`${name} is put into something else`);
		default: return isCondition(node, path) ? read() : refuse(`${name} is used as a whole${statement.kind === 'expression' ? '' : ` in \`${statement.kind}\``}`);
	}
}

/** Only whether there is something in it is asked. */
function isCondition(node: Around, path: readonly Around[]): boolean {
	const around = path.at(-1);
	switch (around?.kind) {
		case 'if': case 'while': case 'conditional': return around.test === node;
		case 'assert': case 'not': return true;
		case 'comprehension': return around.clauses.some((each) => each.kind === 'if' && each.test === node);
		case 'boolean': return isCondition(around, path.slice(0, -1));
		default: return false;
	}
}

const sameMethods: ReadonlySet<string> = new Set(['clear', 'count', 'index', 'remove', 'reverse']);

function methodUse(place: Place, member: AttributeExpr, call: CallExpr, name: string): Use | Refusal {
	const method = member.name;
	const [first, second] = call.args;
	const number = first === undefined ? undefined : numberIn(first.value, place);
	const renamed = (to: string): readonly Change[] => [{ span: { start: member.nameSpan.start, end: call.end }, newText: `${to}()` }];
	if (call.args.some((each) => each.spread !== undefined || each.name !== undefined)) { return refuse(`${name} is given arguments in an unusual way`); }
	if (method === 'append' || method === 'extend') { return { kind: 'push', isMany: method === 'extend', place, changes: [] }; }
	if (method === 'pop' && number === 0) { return { kind: 'removal', place, changes: renamed('popleft') }; }
	if (method === 'pop' && (first === undefined || number === -1)) { return { kind: 'read', place, changes: first === undefined ? [] : renamed('pop') }; }
	if (method === 'insert' && number === 0 && first !== undefined && second !== undefined) {
		return { kind: 'pushInFront', place, changes: [{ span: member.nameSpan, newText: 'appendleft' }, { span: { start: first.start, end: second.start }, newText: '' }] };
	}
	return sameMethods.has(method) ? { kind: 'read', place, changes: [] } : refuse(`${name} is used by \`${method}(${first === undefined ? '' : '…'})\`, which a \`deque\` does not have or does otherwise`);
}

/** A number that is written there, negative ones too. */
export function numberIn(expr: Expr, { source: { text } }: Pick<Place, 'source'>): number | undefined {
	const number = Number(text.slice(expr.start, expr.end).replaceAll('_', ''));
	return (expr.kind === 'constant' || expr.kind === 'other') && Number.isInteger(number) ? number : undefined;
}

function subscriptUse(place: Place, around: SubscriptExpr, name: string): Use | Refusal {
	const { path, statement, source: { text } } = place;
	const [index] = around.index;
	const outer = path.at(-2);
	const isTarget = outer?.kind === 'delete' || outer?.kind === 'assign' && outer.targets.includes(around);
	if (index === undefined || around.index.length > 1 || index.kind === 'tuple' || index.kind === 'constant' && typeof index.value !== 'number') { return refuse(`${name} has an index that is no number`); }
	if (index.kind !== 'slice') {
		const isFirst = outer?.kind === 'delete' && numberIn(index, place) === 0;
		if (!isFirst) { return { kind: 'read', place, changes: [] }; }
		const isOnly = outer.targets.length === 1;
		return { kind: 'removal', place, changes: isOnly ? [{ span: { start: statement.start, end: statement.end }, newText: `${text.slice(place.node.start, place.node.end)}.popleft()` }] : [] };
	}
	if (outer?.kind === 'delete' && outer.targets.length === 1 || outer?.kind === 'assign' && outer.targets.length === 1 && (isTarget || isSameList(outer.targets[0], place))) { return { kind: 'cut', place, changes: [] }; }
	const isCopy = text.slice(around.start, around.end).replaceAll(/\s/g, '').endsWith('[:]');
	if (!isCopy || isTarget || place.scope.lookup('list') !== undefined) { return refuse(`a part of ${name} is taken by \`[…:…]\``); }
	return { kind: 'read', place, changes: [insertion(place.node.start, 'list('), { span: { start: place.node.end, end: around.end }, newText: ')' }] };
}

/** `xs = xs[1:]`, `xs[:] = xs[1:]` */
function isSameList(target: Expr | undefined, { node, source: { text } }: Place): boolean {
	const whole = target?.kind === 'subscript' ? target.object : target;
	return whole !== undefined && text.slice(whole.start, whole.end) === text.slice(node.start, node.end);
}

/** They take all that they are given at once, or only ask how much it is. */
const takers: ReadonlySet<string> = new Set(['len', 'list', 'tuple', 'set', 'frozenset', 'sorted', 'sum', 'min', 'max', 'any', 'all', 'bool', 'Counter', 'deque']);
/** They go through it while others work. */
const lazy: ReadonlySet<string> = new Set(['enumerate', 'reversed', 'zip', 'iter', 'map', 'filter']);

function argumentUse(place: Place, call: CallExpr, name: string): Use | Refusal {
	const { node, source: { text } } = place;
	const { callee } = call;
	const isArgument = call.args.some((each) => each.value === node && each.name === undefined);
	if (!isArgument && call.args.some((each) => each.value === node && each.spread !== undefined)) { return { kind: 'read', place, changes: [] }; }
	if (isArgument && callee.kind === 'name' && takers.has(callee.name)) { return { kind: 'read', place, changes: [] }; }
	if (isArgument && callee.kind === 'name' && lazy.has(callee.name) && place.scope.lookup(callee.name) === undefined) { return copied(place); }
	const isJoin = callee.kind === 'attribute' && (callee.name === 'extend' || callee.name === 'join' && callee.object.kind === 'constant');
	if (isArgument && isJoin && call.args.length === 1) { return { kind: 'read', place, changes: [] }; }
	return refuse(`${name} is given to \`${text.slice(callee.start, callee.end).replaceAll(/\s+/g, ' ')}()\``);
}

/** Who goes through a `deque` while it changes fails, which a list allows: a copy stays as it is. */
function copied(place: Place, loop?: ForStmt): Use | Refusal {
	const { node, scope } = place;
	if (scope.lookup('list') !== undefined) { return refuse('`list` is the name of something else here'); }
	return { kind: 'read', place, changes: [insertion(node.start, 'list('), insertion(node.end, ')')], ...(loop && { loop }) };
}

function comparisonUse(place: Place, { operands, operators }: Extract<Expr, { kind: 'compare' }>, name: string): Use | Refusal {
	const operator = operators[0] ?? '';
	const isAsked = operands.length === 2 && (/^(?:not\s+)?in$/.test(operator) && operands[1] === place.node || /^is(?:\s+not)?$/.test(operator));
	return isAsked ? { kind: 'read', place, changes: [] } : refuse(`${name} is compared by \`${operator}\``);
}

function loopUse(place: Place, loop: ForStmt, name: string): Use | Refusal {
	if (loop.isAsync) { return refuse(`${name} is gone through by \`async for\``); }
	const { source } = place;
	const inside = placesIn({ ...source, module: { ...source.module, body: loop.body.body } }, isForeign);
	return inside.length > 0 ? copied(place, loop) : { kind: 'read', place, changes: [], loop };
}

/** What may let others work. */
function isForeign(node: Expr): boolean {
	return node.kind === 'await' || node.kind === 'yield' || node.kind === 'call' && !(node.callee.kind === 'name' && builtinNames.has(node.callee.name)) || node.kind === 'comprehension' && node.clauses.some((each) => each.kind === 'for' && each.isAsync);
}

function comprehensionUse(place: Place, comprehension: Extract<Expr, { kind: 'comprehension' }>, name: string): Use | Refusal {
	const { node, path, source } = place;
	const clause = comprehension.clauses.find((each) => each.kind === 'for' && each.iterated === node);
	if (clause === undefined) { return isCondition(node, path) || comprehension.element.includes(node) === false ? { kind: 'read', place, changes: [] } : refuse(`${name} is put into something else`); }
	const outer = path.at(-2);
	const isTaken = comprehension.makes !== 'generator' || outer?.kind === 'call' && outer.callee.kind === 'name' && takers.has(outer.callee.name);
	const statement = { kind: 'expression' as const, value: comprehension, start: comprehension.start, end: comprehension.end };
	const isAlone = placesIn({ ...source, module: { ...source.module, body: [statement] } }, isForeign).length === 0;
	return isTaken && isAlone ? { kind: 'read', place, changes: [] } : copied(place);
}

function assignmentUse(place: Place, name: string): Use | Refusal {
	const { statement, source } = place;
	if (statement.kind !== 'assign' || statement.targets.length !== 1) { return refuse(`${name} is assigned together with others`); }
	const { value, operator, annotation } = statement;
	if (operator === '+') { return { kind: 'push', isMany: true, place, changes: [] }; }
	if (operator !== undefined || value === undefined) { return refuse(`${name} is ${operator === undefined ? 'declared without a value' : `changed by \`${operator}=\``}`); }
	if (value.kind === 'subscript' && source.text.slice(value.object.start, value.object.end) === source.text.slice(place.node.start, place.node.end) && value.index[0]?.kind === 'slice') { return { kind: 'cut', place, changes: [] }; }
	const isList = value.kind === 'list' || value.kind === 'comprehension' && value.makes === 'list' || value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === 'list' && place.scope.lookup('list') === undefined && value.args.length < 2;
	return isList ? { kind: 'made', place, changes: [], value, ...(annotation && { annotation }) } : refuse(`${name} is also given something that is not made there`);
}
