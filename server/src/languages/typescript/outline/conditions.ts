/** Reads off conditions what surely holds where they are met, and where they are not: of parameters, of the platform, of what calls gave. */
import { SyntaxKind, type BinaryExpression, type CallExpression, type CaseClause, type Expression, type ImportSpecifier, type Node, type PrefixUnaryExpression, type PropertyAccessExpression, type SwitchStatement, type TypeOfExpression } from 'typescript/unstable/ast';
import type { Arm, Aspect, Block, Condition, Constant, Requirement, Value } from '../../../outline/model.ts';
import { nameText, spanOf, unwrap } from '../syntax.ts';
import { initializerOf, staticResolution, targetOf } from './callees.ts';
import type { Context } from './context.ts';
import { switchOf } from './switches.ts';
import { shapeOf } from './values.ts';

type Subject = Pick<Requirement, 'value' | 'binding' | 'aspect'>;

const unknown: Condition = { holds: [], fails: [] };

/** Which platform the program runs on, under one name for all ways to ask. */
const platform = 'node:process#platform';
/** How many constants are looked through for what they were made from. */
const deepest = 3;

/** What a condition says for blocks that come about by it. It is only looked at where something in them may be worth knowing it of. */
export function conditionFor(blocks: readonly Block[], expression: Expression, cx: Context): Condition {
	return blocks.some(({ steps }) => steps.some(({ kind }) => kind !== 'bind' && kind !== 'use' && kind !== 'place' && kind !== 'drop')) ? conditionOf(expression, cx) : unknown;
}

function conditionOf(expression: Expression, cx: Context, depth = 0): Condition {
	const node = unwrap(expression);
	const name = switchOf(node, cx);
	if (name !== undefined) { return { holds: [{ value: { kind: 'external', symbol: `switch#${name}` }, test: 'truthy', constants: [] }], fails: [] }; }
	switch (node.kind) {
		case SyntaxKind.PrefixUnaryExpression: {
			const { operator, operand } = node as PrefixUnaryExpression;
			return operator === SyntaxKind.ExclamationToken ? negated(conditionOf(operand, cx, depth)) : unknown;
		}
		case SyntaxKind.BinaryExpression: return binaryCondition(node as BinaryExpression, cx, depth);
		case SyntaxKind.Identifier: case SyntaxKind.PropertyAccessExpression: case SyntaxKind.CallExpression: {
			const file = fileAsked(node, cx);
			if (file) { return { holds: [requirement(file, 'truthy', [])], fails: [requirement(file, 'falsy', [])] }; }
			const initializer = initializerOf(node, cx);
			const meant = initializer === undefined || depth >= deepest ? unknown : conditionOf(initializer, cx, depth + 1);
			if (meant !== unknown) { return meant; }
			const subject = subjectOf(node, cx);
			return subject === undefined ? unknown : { holds: [requirement(subject, 'truthy', [])], fails: [requirement(subject, 'falsy', [])] };
		}
		default: return unknown;
	}
}

/** What a returned value's being true tells of the platform; undefined if it tells nothing. */
export function platformConditionOf(expression: Expression, cx: Context): Condition | undefined {
	if (!cx.file.mentionsPlatform) { return undefined; }
	const { holds, fails } = conditionOf(expression, cx);
	const [met, missed] = [holds.filter(isOfPlatform), fails.filter(isOfPlatform)];
	return met.length + missed.length === 0 ? undefined : { holds: met, fails: missed };
}

function isOfPlatform({ value }: Requirement): boolean {
	return (value.kind === 'external' && value.symbol === platform) || value.kind === 'call';
}

/**
 * What holds in each clause of a `switch`, in their order: that the value is one of the constants by which it is entered, those of clauses that
 * run on into it included.
 */
export function clauseRequirements(node: SwitchStatement, cx: Context): readonly (readonly Requirement[])[] {
	const subject = subjectOf(unwrap(node.expression), cx);
	const { clauses } = node.caseBlock;
	if (subject === undefined) { return clauses.map(() => []); }
	const constants = clauses.map((clause) => clause.kind === SyntaxKind.CaseClause ? constantOf((clause as CaseClause).expression) : undefined);
	const others = constants.filter((constant) => constant !== undefined);
	/** What led to the clause before, if that runs on; undefined where something may that is not known. */
	let entered: { readonly isRest: boolean; readonly among: readonly Constant[] } | undefined = { isRest: false, among: [] };
	return clauses.map((clause, index): readonly Requirement[] => {
		const own = constants[index];
		const isRest = clause.kind === SyntaxKind.DefaultClause;
		const before = index > 0 && runsOn(clauses[index - 1]?.statements ?? []) ? entered : { isRest: false, among: [] };
		if (before === undefined || (own === undefined && !isRest)) {
			entered = undefined;
			return [];
		}
		entered = { isRest: before.isRest || isRest, among: own === undefined ? before.among : [...before.among, own] };
		if (!entered.isRest) { return [requirement(subject, 'equals', entered.among)]; }
		const excluded = others.filter((constant) => entered?.among.includes(constant) === false);
		return others.length === clauses.length - 1 && excluded.length > 0 ? [requirement(subject, 'differs', excluded)] : [];
	});
}

/** True if what follows is reached behind these statements. */
function runsOn(statements: readonly Node[]): boolean {
	const last = statements.at(-1);
	if (last?.kind === SyntaxKind.Block) { return runsOn((last as unknown as { statements: readonly Node[] }).statements); }
	return last === undefined || ![SyntaxKind.BreakStatement, SyntaxKind.ReturnStatement, SyntaxKind.ThrowStatement, SyntaxKind.ContinueStatement].includes(last.kind);
}

function negated(condition: Condition): Condition {
	return condition === unknown ? unknown : { holds: condition.fails, fails: condition.holds };
}

function binaryCondition(node: BinaryExpression, cx: Context, depth: number): Condition {
	switch (node.operatorToken.kind) {
		case SyntaxKind.AmpersandAmpersandToken: return both(conditionOf(node.left, cx, depth), conditionOf(node.right, cx, depth));
		// By De Morgan.
		case SyntaxKind.BarBarToken: return negated(both(negated(conditionOf(node.left, cx, depth)), negated(conditionOf(node.right, cx, depth))));
		case SyntaxKind.EqualsEqualsEqualsToken: case SyntaxKind.EqualsEqualsToken: return comparison(node, cx);
		case SyntaxKind.ExclamationEqualsEqualsToken: case SyntaxKind.ExclamationEqualsToken: return negated(comparison(node, cx));
		case SyntaxKind.InstanceOfKeyword: return instanceCondition(node, cx);
		default: return unknown;
	}
}

function both(left: Condition, right: Condition): Condition {
	if (left === unknown && right === unknown) { return unknown; }
	const one = left.fails.length === 1 ? left.fails[0] : undefined, other = right.fails.length === 1 ? right.fails[0] : undefined;
	// `x !== 'a' && x !== 'b'` fails where x is one of the two.
	const isOne = one !== undefined && other !== undefined && one.test === 'equals' && other.test === 'equals' && one.aspect === other.aspect && isSame(one.value, other.value);
	return { holds: [...left.holds, ...right.holds], fails: isOne ? [{ ...one, constants: [...one.constants, ...other.constants] }] : [] };
}

function requirement({ value, binding, aspect }: Subject, test: Requirement['test'], constants: readonly Constant[]): Requirement {
	return { value, test, constants, ...(binding !== undefined && { binding }), ...(aspect && { aspect }) };
}

function isSame(one: Value, other: Value): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function comparison({ left, right }: BinaryExpression, cx: Context): Condition {
	const constant = constantOf(right);
	const subject = constant === undefined ? undefined : typeSubject(unwrap(left), cx) ?? subjectOf(unwrap(left), cx);
	if (constant !== undefined) { return subject === undefined ? unknown : { holds: [requirement(subject, 'equals', [constant])], fails: [requirement(subject, 'differs', [constant])] }; }
	// `'write' === mode`
	return constantOf(left) === undefined ? unknown : comparison({ left: right, right: left } as BinaryExpression, cx);
}

/** `event instanceof Failure`, where the class is known by the name that it was declared by. */
function instanceCondition({ left, right }: BinaryExpression, cx: Context): Condition {
	const type = unwrap(right);
	const binding = type.kind === SyntaxKind.Identifier ? cx.scope.lookup(nameText(type) ?? '') : undefined;
	const isNamed = binding?.kind === 'class' || (binding?.kind === 'import' && binding.declaration.kind === SyntaxKind.ImportSpecifier && (binding.declaration as ImportSpecifier).propertyName === undefined);
	const subject = isNamed ? parameterSubject(unwrap(left), 'class', cx) : undefined;
	const name = nameText(type);
	return subject === undefined || name === undefined ? unknown : { holds: [requirement(subject, 'equals', [name])], fails: [requirement(subject, 'differs', [name])] };
}

/** `typeof value`. */
function typeSubject(node: Expression, cx: Context): Subject | undefined {
	return node.kind === SyntaxKind.TypeOfExpression ? parameterSubject(unwrap((node as TypeOfExpression).expression), 'type', cx) : undefined;
}

function parameterSubject(node: Expression, aspect: Aspect, cx: Context): Subject | undefined {
	const subject = node.kind === SyntaxKind.CallExpression ? undefined : subjectOf(node, cx);
	return subject?.value.kind === 'parameter' ? { ...subject, aspect } : undefined;
}

function constantOf(expression: Expression): Constant | undefined {
	const node = unwrap(expression);
	switch (node.kind) {
		case SyntaxKind.StringLiteral: case SyntaxKind.NoSubstitutionTemplateLiteral: return nameText(node);
		case SyntaxKind.NumericLiteral: return Number(nameText(node));
		case SyntaxKind.TrueKeyword: return true;
		case SyntaxKind.FalseKeyword: return false;
		case SyntaxKind.NullKeyword: return null;
		case SyntaxKind.Identifier: return nameText(node) === 'undefined' ? null : undefined;
		default: return undefined;
	}
}

/** What is asked about, where it is one of the things that may be known: a parameter or a member of it, the platform, a call's result or a member of it. */
function subjectOf(node: Expression, cx: Context): Subject | undefined {
	if (isPlatform(node, cx)) { return { value: { kind: 'external', symbol: platform } }; }
	if (node.kind === SyntaxKind.CallExpression) { return callOf(node, cx); }
	const members: string[] = [];
	let object = node;
	if (node.kind === SyntaxKind.PropertyAccessExpression) {
		members.push(nameText((node as PropertyAccessExpression).name) ?? '');
		object = unwrap((node as PropertyAccessExpression).expression);
		if (object.kind === SyntaxKind.CallExpression) { return undefined; }
	}
	if (object.kind !== SyntaxKind.Identifier) { return undefined; }
	const binding = cx.scope.lookup(nameText(object) ?? '');
	if (binding?.kind === 'parameter' && binding.parameter !== undefined) {
		const owner = targetOf(binding.owner, cx.file);
		const path = [...binding.parameter.path, ...members];
		if (owner?.kind !== 'function' || path.length > 1) { return undefined; }
		return { value: { kind: 'parameter', function: owner.id, index: binding.parameter.index, ...(path.length > 0 && { path }) }, binding: binding.id };
	}
	const initializer = binding === undefined ? undefined : initializerOf(object, cx);
	if (binding === undefined || initializer?.kind !== SyntaxKind.CallExpression) { return undefined; }
	return members.length === 0 ? callOf(initializer, cx) : { value: { kind: 'place', place: { root: 'binding', binding: binding.id, path: members } } };
}

/** The path of `existsSync(path)`, where it is a name that may stand for the same elsewhere. */
function fileAsked(node: Expression, cx: Context): Subject | undefined {
	if (node.kind !== SyntaxKind.CallExpression) { return undefined; }
	const { expression, arguments: [path] } = node as CallExpression;
	const known = path === undefined ? undefined : staticResolution(expression, cx, 0);
	if (path === undefined || known?.kind !== 'external' || !/#(?:default\.)?(?:existsSync|pathExistsSync)$/.test(known.symbol)) { return undefined; }
	const value = shapeOf(path, cx);
	return value.kind === 'binding' || value.kind === 'parameter' || value.kind === 'place' || value.kind === 'constant' ? { value, aspect: 'file' } : undefined;
}

/** A function's call without arguments, whose answer is about nothing else than the surroundings. */
function callOf(node: Expression, cx: Context): Subject | undefined {
	const { expression, arguments: given } = node as CallExpression;
	return given.length === 0 && expression.kind === SyntaxKind.Identifier ? { value: { kind: 'call', call: spanOf(node, cx.file.sourceFile) } } : undefined;
}

/** `process.platform`, `os.platform()`, and constants made from them. */
function isPlatform(node: Expression, cx: Context, depth = 0): boolean {
	const isCall = node.kind === SyntaxKind.CallExpression;
	const named = isCall ? unwrap((node as CallExpression).expression) : node;
	const text = named.kind === SyntaxKind.PropertyAccessExpression ? nameText((named as PropertyAccessExpression).name) : named.kind === SyntaxKind.Identifier ? nameText(named) : undefined;
	if (text === 'platform') {
		const known = staticResolution(named, cx, 0);
		if (known?.kind === 'external') { return isCall ? known.symbol === 'node:os#platform' : known.symbol === platform || known.symbol === 'global#process.platform'; }
	}
	const initializer = isCall || depth >= deepest ? undefined : initializerOf(node, cx);
	return initializer !== undefined && isPlatform(initializer, cx, depth + 1);
}

/** An arm with what is known of it. */
export function requiring(arm: Arm, requires: readonly Requirement[] | undefined): Arm {
	return requires === undefined || requires.length === 0 ? arm : { ...arm, requires };
}
