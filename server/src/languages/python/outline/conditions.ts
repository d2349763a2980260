/** Reads off conditions what surely holds where they are met, and where they are not: of parameters and of the platform. */
import type { Arm, Condition, Constant, Requirement, Value } from '../../../outline/model.ts';
import { spanOf } from '../../shared/blocks.ts';
import { definitionsAt, ownerOfSelf } from '../scopes.ts';
import { blocksIn, type CallExpr, type CaseNode, type CompareExpr, type Expr, type MatchStmt, type Stmt } from '../syntax/ast.ts';
import { askedClasses } from './classes.ts';
import { symbolOf, typeOf, type Context } from './context.ts';
import { fileAsked } from './fileTests.ts';
import { switchOf } from './switches.ts';
import { parameterIndex, valueOf } from './values.ts';

const unknown: Condition = { holds: [], fails: [] };

/** The name under which outlines ask for the platform, and its names there: those of `sys.platform`. */
const platform: Value = { kind: 'external', symbol: 'node:process#platform' };
const systems: Readonly<Record<string, string>> = { Windows: 'win32', Linux: 'linux', Darwin: 'darwin' };
/** How many variables are looked through for what they were made from. */
const deepest = 3;

export function conditionOf(expr: Expr, cx: Context, depth = 0): Condition {
	const name = expr.kind === 'not' || expr.kind === 'boolean' ? undefined : switchOf(expr, cx);
	if (name !== undefined) {
		const value: Value = { kind: 'external', symbol: `switch#${name}` };
		return { holds: [{ value, test: 'truthy', constants: [] }], fails: [{ value, test: 'falsy', constants: [] }] };
	}
	switch (expr.kind) {
		case 'not': return negated(conditionOf(expr.value, cx, depth));
		case 'boolean': {
			const left = conditionOf(expr.left, cx, depth), right = conditionOf(expr.right, cx, depth);
			// By De Morgan.
			return expr.operator === 'and' ? both(left, right) : negated(both(negated(left), negated(right)));
		}
		case 'compare': return expr.operands.length === 2 ? comparison(expr, cx) : unknown;
		case 'call': return callCondition(expr, cx);
		case 'name': {
			const meant = depth < deepest ? madeFrom(expr, cx) : undefined;
			const condition = meant === undefined ? unknown : conditionOf(meant.value, { ...cx, scope: meant.scope }, depth + 1);
			return condition === unknown ? truth(expr, cx) : condition;
		}
		case 'attribute': return truth(expr, cx);
		default: return unknown;
	}
}

/** What a returned value's being true tells of the platform; undefined if it tells nothing. */
export function platformConditionOf(expr: Expr, cx: Context): Condition | undefined {
	if (expr.kind !== 'compare' && expr.kind !== 'call' && expr.kind !== 'boolean' && expr.kind !== 'not' && expr.kind !== 'name') { return undefined; }
	const { holds, fails } = conditionOf(expr, cx);
	const [met, missed] = [holds.filter(isOfPlatform), fails.filter(isOfPlatform)];
	return met.length + missed.length === 0 ? undefined : { holds: met, fails: missed };
}

/** What holds in each case of a `match`, in their order. */
export function caseRequirements(stmt: MatchStmt, cx: Context): readonly (readonly Requirement[])[] {
	const value = subjectOf(stmt.subject, cx);
	if (value === undefined) { return stmt.cases.map(() => []); }
	const isPlain = ({ constant, isCatchAll }: CaseNode): boolean => constant !== undefined || isCatchAll;
	const others = stmt.cases.flatMap(({ constant, guard }) => (constant === undefined || guard !== undefined ? [] : [constant]));
	return stmt.cases.map((each): readonly Requirement[] => {
		if (each.constant !== undefined) { return [{ value, test: 'equals', constants: [each.constant] }]; }
		return each.isCatchAll && others.length > 0 && stmt.cases.every(isPlain) ? [{ value, test: 'differs', constants: others }] : [];
	});
}

/** An arm with what is known of it. */
export function requiring(arm: Arm, requires: readonly Requirement[] | undefined): Arm {
	return requires === undefined || requires.length === 0 ? arm : { ...arm, requires };
}

function isOfPlatform({ value }: Requirement): boolean {
	return value.kind === 'external' && !value.symbol.startsWith('switch#') || value.kind === 'call';
}

function negated(condition: Condition): Condition {
	return condition === unknown ? unknown : { holds: condition.fails, fails: condition.holds };
}

function both(left: Condition, right: Condition): Condition {
	if (left === unknown && right === unknown) { return unknown; }
	const one = left.fails.length === 1 ? left.fails[0] : undefined, other = right.fails.length === 1 ? right.fails[0] : undefined;
	// `x != 'a' and x != 'b'` fails where x is one of the two.
	const isOne = one?.test === 'equals' && other?.test === 'equals' && one.aspect === other.aspect && JSON.stringify(one.value) === JSON.stringify(other.value);
	return { holds: [...left.holds, ...right.holds], fails: isOne ? [{ ...one, constants: [...one.constants, ...other.constants] }] : [] };
}

function isOneOf(value: Value, constants: readonly Constant[]): Condition {
	return { holds: [{ value, test: 'equals', constants }], fails: [{ value, test: 'differs', constants }] };
}

function truth(expr: Expr, cx: Context): Condition {
	const value = subjectOf(expr, cx);
	return value === undefined ? unknown : { holds: [{ value, test: 'truthy', constants: [] }], fails: [{ value, test: 'falsy', constants: [] }] };
}

function comparison({ operands: [left, right], operators: [operator] }: CompareExpr, cx: Context): Condition {
	if (left === undefined || right === undefined || operator === undefined) { return unknown; }
	const constants = /^(not )?in$/.test(operator) ? listed(right) : /^(==|!=|is|is not)$/.test(operator) ? listed({ kind: 'tuple', items: [right], start: 0, end: 0 }) : undefined;
	if (constants === undefined) {
		// `'write' == mode`
		return left.kind === 'constant' && right.kind !== 'constant' && (operator === '==' || operator === '!=')
			? comparison({ kind: 'compare', operands: [right, left], operators: [operator], start: 0, end: 0 }, cx) : unknown;
	}
	const condition = platformComparison(left, constants, cx) ?? valueComparison(left, constants, cx);
	return operator === '!=' || operator === 'is not' || operator === 'not in' ? negated(condition) : condition;
}

function valueComparison(expr: Expr, constants: readonly Constant[], cx: Context): Condition {
	const value = subjectOf(expr, cx);
	if (value === undefined) { return unknown; }
	if (constants.length === 1 && constants[0] === null) { return { holds: [{ value, test: 'nothing', constants: [] }], fails: [{ value, test: 'something', constants: [] }] }; }
	return constants.includes(null) ? unknown : isOneOf(value, constants);
}

/** The constants that a tuple, list or set is written of; undefined where something else is among them. */
function listed(expr: Expr): readonly Constant[] | undefined {
	if (expr.kind !== 'tuple' && expr.kind !== 'list' && expr.kind !== 'set') { return undefined; }
	const constants = expr.items.flatMap((each) => (each.kind === 'constant' && each.isBytes !== true ? [each.value] : []));
	return constants.length === expr.items.length && constants.length > 0 ? constants : undefined;
}

/** `sys.platform == 'win32'`, `os.name == 'nt'`, `platform.system() == 'Windows'`. */
function platformComparison(expr: Expr, constants: readonly Constant[], cx: Context): Condition | undefined {
	const symbol = symbolOf(expr, cx);
	switch (symbol) {
		case 'sys#platform': return isOneOf(platform, constants);
		case 'os#name': return constants.length === 1 && constants[0] === 'nt' ? isOneOf(platform, ['win32']) : constants.length === 1 && constants[0] === 'posix' ? negated(isOneOf(platform, ['win32'])) : undefined;
		case 'platform#system': {
			const known = constants.flatMap((each) => (typeof each === 'string' && systems[each] !== undefined ? [systems[each]] : []));
			return expr.kind === 'call' && known.length === constants.length ? isOneOf(platform, known) : undefined;
		}
		default: return undefined;
	}
}

/** `sys.platform.startswith('win')`; a call without arguments that may ask for the platform. */
function callCondition(expr: CallExpr, cx: Context): Condition {
	const { callee, args } = expr;
	const [only] = args;
	if (callee.kind === 'attribute' && callee.name === 'startswith' && only?.value.kind === 'constant' && symbolOf(callee.object, cx) === 'sys#platform') {
		const system = ['win32', 'linux', 'darwin'].find((each) => each.startsWith(String(only.value.kind === 'constant' ? only.value.value : '')));
		return system === undefined ? unknown : isOneOf(platform, [system]);
	}
	const asked = args[1];
	if (callee.kind === 'name' && callee.name === 'isinstance' && only !== undefined && asked !== undefined && args.length === 2) { return classCondition(only.value, asked.value, cx); }
	const asking = fileAsked(expr, cx), path = (asking && subjectOf(asking, cx)) ?? heldPath(asking ?? pathAsked(expr, cx), cx);
	if (path !== undefined) { return { holds: [{ value: path, aspect: 'file', test: 'truthy', constants: [] }], fails: [{ value: path, aspect: 'file', test: 'falsy', constants: [] }] }; }
	if (args.length > 0 || callee.kind !== 'name') { return unknown; }
	const value: Value = { kind: 'call', call: spanOf(expr) };
	return { holds: [{ value, test: 'truthy', constants: [] }], fails: [{ value, test: 'falsy', constants: [] }] };
}

/** `isinstance(source, (str, Path))` */
function classCondition(expr: Expr, asked: Expr, cx: Context): Condition {
	const value = subjectOf(expr, cx), classes = askedClasses(asked, cx);
	if (value === undefined || classes === undefined) { return unknown; }
	return { holds: [{ value, aspect: 'class', test: 'equals', constants: classes }], fails: [{ value, aspect: 'class', test: 'differs', constants: classes }] };
}

/** A path that a variable or member holds. */
function heldPath(expr: Expr | undefined, cx: Context): Value | undefined {
	const value = expr && valueOf(expr, cx);
	return value?.kind === 'binding' || value?.kind === 'place' ? value : undefined;
}

/** `self.folder.exists()` of a `Path`. */
function pathAsked({ callee, args }: CallExpr, cx: Context): Expr | undefined {
	if (callee.kind !== 'attribute' || args.length > 0 || !/^(?:exists|is_file|is_dir)$/.test(callee.name)) { return undefined; }
	const type = typeOf(callee, cx);
	return type.kind === 'symbol' && type.symbol.startsWith('pathlib#Path.') ? callee.object : undefined;
}

/** What is asked about, where it is a parameter or a member of one. */
function subjectOf(expr: Expr, cx: Context): Value | undefined {
	const object = expr.kind === 'attribute' ? expr.object : expr;
	if (object.kind !== 'name') { return undefined; }
	const given = expr.kind === 'attribute' ? givenToConstructor(expr.name, object.name, expr.start, cx) : undefined;
	if (given !== undefined) { return subjectOf(given, cx); }
	const own = valueOf(object, cx);
	const value = own.kind === 'parameter' ? own : stillParameter(object, cx);
	if (value?.kind !== 'parameter') { return undefined; }
	return expr.kind === 'attribute' ? { ...value, path: [expr.name] } : value;
}

/** In a constructor, the name that a member was just given: `self.path = path`, and nothing else since. */
function givenToConstructor(member: string, self: string, before: number, { node }: Context): Extract<Expr, { kind: 'name' }> | undefined {
	if (node.kind !== 'function' || node.name !== '__init__' || node.parameters[0]?.name !== self) { return undefined; }
	const values = assignedIn(node.body, member, self);
	const [only] = values;
	return values.length === 1 && only?.kind === 'name' && only.end < before && node.body.some((stmt) => stmt.kind === 'assign' && stmt.value === only) ? only : undefined;
}

/** All that a member is assigned among statements. */
function assignedIn(body: readonly Stmt[], member: string, self: string): readonly (Expr | undefined)[] {
	return body.flatMap((stmt) => {
		if (stmt.kind === 'function' || stmt.kind === 'class') { return []; }
		const isIt = stmt.kind === 'assign' && stmt.targets.some((target) => partsOfTarget(target).some((each) => each.kind === 'attribute' && each.name === member && each.object.kind === 'name' && each.object.name === self));
		return [...(isIt ? [stmt.value] : []), ...blocksIn(stmt).flatMap((each) => assignedIn(each.body, member, self))];
	});
}

function partsOfTarget(target: Expr): readonly Expr[] {
	return target.kind === 'tuple' || target.kind === 'list' ? target.items.flatMap(partsOfTarget) : [target];
}

/** A parameter that is assigned again, but only further down: `if text is None: text = read()`. */
function stillParameter(expr: Extract<Expr, { kind: 'name' }>, cx: Context): Value | undefined {
	const variable = cx.scope.lookup(expr.name);
	if (variable === undefined || variable.isShared || variable.scope !== cx.scope || ownerOfSelf(variable) !== undefined) { return undefined; }
	const [only, ...more] = definitionsAt(variable, expr.start, cx.scope).filter(({ source }) => source.kind !== 'put');
	if (only?.source.kind !== 'parameter' || more.length > 0) { return undefined; }
	const info = cx.file.inference.workspace.functionOf(only.source.function, cx.file.source);
	return { kind: 'parameter', function: info.id, index: parameterIndex(info.owner !== undefined, only.source) };
}

/** What a variable that is assigned once was made from. */
function madeFrom(expr: Extract<Expr, { kind: 'name' }>, cx: Context) {
	const variable = cx.scope.lookup(expr.name);
	const [only, ...more] = variable?.definitions ?? [];
	if (variable === undefined || variable.isShared || more.length > 0 || only?.source.kind !== 'value' || only.source.path.length > 0) { return undefined; }
	return { value: only.source.value, scope: only.scope };
}
