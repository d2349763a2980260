/** What surely holds where conditions and patterns are met, and where they are not: of parameters, and of files that are not there. */
import type { Arm, Condition, Constant, Requirement, Value } from '../../../outline/model.ts';
import type { BinaryExpr, CallExpr, Expr, MacroExpr, MatchExpr, MethodExpr, PathNode, Pattern } from '../syntax/ast.ts';
import { requirementsOf } from '../configuration.ts';
import { featuresOff } from '../resolve/features.ts';
import { calleeOfCall, calleeOfMethod } from './callees.ts';
import type { Context } from './context.ts';
import { constantOf, valueOf } from './values.ts';

const nothing: readonly Requirement[] = [];
const untold: Condition = { holds: nothing, fails: nothing };

export function conditionOf(test: Expr, cx: Context): Condition {
	switch (test.kind) {
		case 'unary': return test.operator === '!' ? turned(conditionOf(test.value, cx)) : untold;
		case 'binary': return ofBinary(test, cx);
		case 'let': return ofPattern(test.pattern, valueOf(test.value, cx), cx);
		case 'method': return ofMethod(test, cx);
		case 'call': return ofCall(test, cx);
		case 'path': return ofSwitch(test.path.segments.at(-1)?.name ?? '', test.path.segments.length, valueOf(test, cx)) ?? ofTest(valueOf(test, cx), 'truthy', 'falsy');
		case 'field': return ofSwitch(test.name, 1, valueOf(test, cx)) ?? untold;
		case 'macro': return ofConfiguration(test, cx);
		// What `try_exists()` gives is a result, which may have to be awaited.
		case 'try': case 'await': return conditionOf(test.value, cx);
		default: return untold;
	}
}

/** What holds in each of the arms of a `match`, in their order. */
export function requirementsOfArms({ subject, arms }: MatchExpr, cx: Context): readonly Pick<Arm, 'requires'>[] {
	const value = valueOf(subject, cx);
	const before: Requirement[] = [];
	return arms.map(({ pattern, guard }) => {
		const { holds, fails } = ofPattern(pattern, value, cx);
		const requires = holds.length === 0 ? [...before] : [...holds];
		if (guard === undefined) { before.push(...fails); } else { requires.push(...conditionOf(guard, cx).holds); }
		return requires.length === 0 ? {} : { requires };
	});
}

function turned({ holds, fails }: Condition): Condition {
	return { holds: fails, fails: holds };
}

function ofBinary({ operator, left, right }: BinaryExpr, cx: Context): Condition {
	if (operator === '&&' || operator === '||') {
		const [a, b] = [conditionOf(left, cx), conditionOf(right, cx)];
		return operator === '&&' ? { holds: [...a.holds, ...b.holds], fails: nothing } : { holds: nothing, fails: [...a.fails, ...b.fails] };
	}
	if (operator !== '==' && operator !== '!=') { return untold; }
	const [a, b] = [valueOf(left, cx), valueOf(right, cx)];
	const condition = b.kind === 'constant' ? ofConstants(a, [b.value]) : a.kind === 'constant' ? ofConstants(b, [a.value]) : untold;
	return operator === '==' ? condition : turned(condition);
}

/** `if cfg!(windows) { … }` */
function ofConfiguration({ path, start, end }: MacroExpr, cx: Context): Condition {
	const { source, inference } = cx.file;
	const written = path.segments.length === 1 && path.segments[0]?.name === 'cfg' ? /^cfg\s*!\s*[([{]([^]*)[)\]}]$/.exec(source.text.slice(start, end))?.[1] : undefined;
	if (written === undefined) { return untold; }
	const asks = (text: string): readonly Requirement[] => { const asked = requirementsOf([{ path: 'cfg', text, start, end }], () => featuresOff(source.file, inference.workspace)); return asked === 'never' ? nothing : asked; };
	return { holds: asks(written), fails: asks(`not(${written})`) };
}

const looks = /^std::path#Path\.(?:exists|try_exists|is_file|is_dir)$|^(?:std::fs|fs_err|tokio::fs|fs_err::tokio|async_std::fs|smol::fs)#(?:exists|try_exists)$/;

function ofMethod(test: MethodExpr, cx: Context): Condition {
	const { object, name } = test;
	if (name === 'is_some' || name === 'is_none') {
		const condition = ofTest(valueOf(object, cx), 'something', 'nothing');
		return name === 'is_some' ? condition : turned(condition);
	}
	if (name === 'unwrap_or' || name === 'unwrap_or_default') {
		const [otherwise] = test.args;
		return otherwise === undefined || otherwise.kind === 'literal' && otherwise.value === false ? { holds: nothing, fails: conditionOf(object, cx).fails } : untold;
	}
	if (name === 'unwrap' || name === 'expect') { return conditionOf(object, cx); }
	const { callee } = calleeOfMethod(test, cx);
	return callee.kind === 'external' && looks.test(callee.symbol) ? ofLook(valueOf(object, cx)) : untold;
}

function ofCall(test: CallExpr, cx: Context): Condition {
	const { callee } = calleeOfCall(test, cx);
	const [path] = test.args;
	return path !== undefined && callee.kind === 'external' && looks.test(callee.symbol) ? ofLook(valueOf(path, cx)) : untold;
}

/** What only somebody who looks for a fault has on. */
const forFaults = /^_?(?:is_|enable_|enabled_|with_)?(?:debug(?:ging)?|verbose|trac(?:e|ing))(?:_(?:mode|enabled|output|log|logs|logging))?$/;

/** `if self.debug { … }`: of what a function is given, its callers decide. */
function ofSwitch(name: string, segments: number, value: Value): Condition | undefined {
	if (value.kind === 'parameter' || value.kind === 'constant' || segments > 1 || !forFaults.test(name)) { return undefined; }
	const on: Value = { kind: 'external', symbol: `switch#${name}` };
	return { holds: [{ value: on, test: 'truthy', constants: [] }], fails: nothing };
}

/** That a file is there says nothing of what is done with it; that none is does. */
function ofLook(value: Value): Condition {
	return value.kind === 'other' ? untold : { holds: nothing, fails: [{ value, aspect: 'file', test: 'falsy', constants: [] }] };
}

/** Calls decide by parameters alone. */
function ofTest(value: Value, holds: Requirement['test'], fails: Requirement['test']): Condition {
	return value.kind === 'parameter' ? { holds: [{ value, test: holds, constants: [] }], fails: [{ value, test: fails, constants: [] }] } : untold;
}

function ofConstants(value: Value, constants: readonly Constant[]): Condition {
	return value.kind === 'parameter' ? { holds: [{ value, test: 'equals', constants }], fails: [{ value, test: 'differs', constants }] } : untold;
}

function ofPattern(pattern: Pattern, value: Value, cx: Context): Condition {
	const constants = constantsOf(pattern, cx);
	if (constants !== undefined) { return constants.length === 1 && constants[0] === null ? turned(ofTest(value, 'something', 'nothing')) : constants.includes(null) ? untold : ofConstants(value, constants); }
	if (pattern.kind !== 'tupleStruct' && pattern.kind !== 'struct') { return untold; }
	if (pattern.kind === 'tupleStruct' && nameOf(pattern.path) === 'Some') {
		const { holds, fails } = ofTest(value, 'something', 'nothing');
		return { holds, fails: pattern.items.every(isIrrefutable) ? fails : nothing };
	}
	const variant = constantOf(pattern.path, cx);
	return variant === undefined ? untold : { holds: ofConstants(value, [variant]).holds, fails: nothing };
}

function nameOf({ segments }: PathNode): string | undefined {
	return segments.at(-1)?.name;
}

function isIrrefutable(pattern: Pattern): boolean {
	return pattern.kind === 'wildcard' || pattern.kind === 'rest' || pattern.kind === 'ident' && pattern.inner === undefined && /^[a-z_]/.test(pattern.name);
}

/** The constants of which a pattern is one (`Mode::Fast | Mode::Slow`); undefined for patterns that are met by more. */
function constantsOf(pattern: Pattern, cx: Context): readonly Constant[] | undefined {
	switch (pattern.kind) {
		case 'literal': return literal(pattern.text);
		case 'path': { const constant = constantOf(pattern.path, cx); return constant === undefined ? undefined : [constant]; }
		case 'ident': {
			if (pattern.inner !== undefined || !/^[A-Z]/.test(pattern.name)) { return undefined; }
			const constant = constantOf({ segments: [{ name: pattern.name, start: pattern.start, end: pattern.end }], start: pattern.start, end: pattern.end }, cx);
			return constant === undefined ? undefined : [constant];
		}
		case 'or': {
			const all = pattern.items.map((each) => constantsOf(each, cx));
			return all.every((each) => each !== undefined) ? all.flat() : undefined;
		}
		default: return undefined;
	}
}

function literal(text: string): readonly Constant[] | undefined {
	if (text === 'true' || text === 'false') { return [text === 'true']; }
	if (/^\d+$/.test(text)) { return [Number(text)]; }
	return /^"[^"\\]*"$/.test(text) ? [text.slice(1, -1)] : undefined;
}
