/** What a call calls. */
import type { Callee, ResultType } from '../../../outline/model.ts';
import type { Method } from '../resolve/methods.ts';
import { futureSymbol, type FunctionInfo, type Type } from '../resolve/types.ts';
import type { CallExpr, MacroExpr, MethodExpr } from '../syntax/ast.ts';
import { placeOfNames, typeOf, type Context } from './context.ts';
import { parameterOf, variableOf } from './values.ts';

export interface Called {
	readonly callee: Callee;
	readonly isNew: boolean;
	/** What runs, where it is one function of the workspace. */
	readonly target?: FunctionInfo;
	/** A method that is called by its path, with the object as the first argument (`Store::load(&store)`). */
	readonly isUnbound?: boolean;
}

export function calleeOfCall(expr: CallExpr, cx: Context): Called {
	const { callee } = expr;
	const name = callee.kind === 'path' ? callee.path.segments.at(-1)?.name ?? '' : callee.kind === 'field' ? callee.name : '<computed>';
	const variable = variableOf(callee, cx);
	const parameter = variable && parameterOf(variable, cx);
	const type = typeOf(callee, cx);
	if (type.kind === 'function') {
		const { node } = type.function;
		// A function of a trait, by the trait's or a parameter's name, runs whatever implements it.
		const isDeclared = type.function.owner?.kind === 'trait' && node.body === undefined;
		return { callee: { kind: 'function', id: isDeclared ? memberId(type.function) : type.function.id }, isNew: false, target: type.function, ...(node.hasSelf && { isUnbound: true }) };
	}
	if (parameter !== undefined) { return { callee: parameter, isNew: false }; }
	if (type.kind === 'constructor') { return type.makes.kind === 'own' ? { callee: { kind: 'unresolved', name, reason: 'dynamic' }, isNew: true } : unresolved(name, 'dynamic'); }
	if (type.kind === 'symbol') { return { callee: { kind: 'external', symbol: type.symbol }, isNew: false }; }
	return unresolved(name, type.kind === 'callable' || type.kind === 'parameter' ? 'dynamic' : 'any');
}

export function calleeOfMethod(expr: MethodExpr, cx: Context): Called & { readonly method?: Method } {
	const receiver = typeOf(expr.object, cx);
	const found = cx.file.inference.methods.find(receiver, expr.name);
	if (found === undefined) { return unresolved(expr.name, 'any'); }
	if (found.kind === 'symbol') { return { callee: { kind: 'external', symbol: found.symbol }, isNew: false, method: found }; }
	const isDeclared = found.trait !== undefined && found.function.node.body === undefined;
	return { callee: { kind: 'function', id: isDeclared ? memberId(found.function) : found.function.id }, isNew: false, target: found.function, method: found };
}

/** The declared member of a trait: its implementors are found by it. */
function memberId(info: FunctionInfo): string {
	return `${info.source.file}#${info.scope.qualified}`;
}

function unresolved(name: string, reason: 'dynamic' | 'any' | 'missing'): Called {
	return { callee: { kind: 'unresolved', name, reason }, isNew: false };
}

const standard: ReadonlySet<string> = new Set(['print', 'println', 'eprint', 'eprintln', 'format', 'format_args', 'write', 'writeln', 'panic', 'todo', 'unimplemented', 'unreachable', 'assert', 'assert_eq', 'assert_ne', 'debug_assert', 'debug_assert_eq', 'debug_assert_ne', 'vec', 'dbg', 'matches']);
const logging: ReadonlySet<string> = new Set(['trace', 'debug', 'info', 'warn', 'error', 'log', 'event']);

/** Macros are called by their names: the standard library's, or a crate's (`tokio#join`). */
export function calleeOfMacro(expr: MacroExpr, cx: Context): Callee {
	const path = expr.path.segments.map((each) => each.name);
	const name = path.at(-1) ?? '';
	if (path.length === 1 && standard.has(name)) { return { kind: 'external', symbol: `std#${name}!` }; }
	if (path.length > 1) { return { kind: 'external', symbol: `${path.slice(0, -1).join('::')}#${name}!` }; }
	const def = cx.file.inference.names.resolve(expr.path, placeOfNames(cx), 'value');
	if (def?.kind === 'outside') { return { kind: 'external', symbol: `${def.path.slice(0, -1).join('::')}#${name}!` }; }
	return logging.has(name) ? { kind: 'external', symbol: `log#${name}!` } : { kind: 'unresolved', name: `${name}!`, reason: 'any' };
}

/** What is known of a result: whether it is to be awaited. */
export function resultTypeOf(type: Type, cx: Context): ResultType | undefined {
	const plain = cx.file.inference.behindAll(type);
	if (plain.kind === 'outside') { return plain.symbol === futureSymbol || /^tokio::task#JoinHandle$|::oneshot#Receiver$/.test(plain.symbol) ? 'thenable' : undefined; }
	return plain.kind === 'own' && plain.type.node.kind !== 'trait' && cx.file.inference.methods.find(plain, 'poll')?.kind === 'function' ? 'thenable' : undefined;
}
