/** Recognises questions whether there is a file: `os.path.isfile(x)`, `Path(x).exists()`, or a function of the project that asks no more than that of what it is given. */
import type { FunctionInfo } from '../resolve/types.ts';
import { blocksIn, type CallExpr, type Expr, type Stmt } from '../syntax/ast.ts';
import { typeOf, type Context } from './context.ts';

/** What is asked about, where a call surely says no for whatever is no file or directory. */
export function fileAsked(call: CallExpr, cx: Context): Expr | undefined {
	const own = askedHere(call);
	const given = call.args[0];
	if (own !== undefined || given === undefined || given.spread !== undefined || given.name !== undefined) { return own; }
	const type = typeOf(call.callee, cx);
	return type.kind === 'function' && type.function.owner === undefined && asksOfItsFirst(type.function) ? unwrapped(given.value) : undefined;
}

/** As it is written, because functions of other files are looked into too. A method of something that is no `Path` by its text may ask for anything. */
function askedHere({ callee, args }: CallExpr): Expr | undefined {
	const [only] = args;
	if (callee.kind !== 'attribute') { return undefined; }
	if (args.length === 0) { return /^(?:exists|is_file|is_dir)$/.test(callee.name) ? wrapped(callee.object) : undefined; }
	return args.length === 1 && only !== undefined && /^(?:l?exists|isfile|isdir)$/.test(callee.name) && isOsPath(callee.object) ? unwrapped(only.value) : undefined;
}

function isOsPath(expr: Expr): boolean {
	return expr.kind === 'attribute' ? expr.name === 'path' && expr.object.kind === 'name' && expr.object.name === 'os' : expr.kind === 'name' && expr.name === 'osp';
}

/** What `Path(x)` is made of, also behind `.expanduser()` and its kin. */
function wrapped(expr: Expr): Expr | undefined {
	if (expr.kind !== 'call') { return undefined; }
	const { callee, args: [only, ...more] } = expr;
	if (callee.kind === 'attribute' && only === undefined) { return /^(?:expanduser|resolve|absolute)$/.test(callee.name) ? wrapped(callee.object) : undefined; }
	const name = callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : '';
	return name === 'Path' && only !== undefined && more.length === 0 ? unwrapped(only.value) : undefined;
}

/** `str(x)` and `os.fspath(x)` name the same file as `x`. */
function unwrapped(expr: Expr): Expr {
	const only = expr.kind === 'call' && expr.args.length === 1 ? expr.args[0] : undefined;
	const name = expr.kind === 'call' && (expr.callee.kind === 'name' || expr.callee.kind === 'attribute') ? expr.callee.name : '';
	return only !== undefined && /^(?:str|fspath|expanduser)$/.test(name) ? only.value : expr;
}

/** Every way out of the function says no, or asks whether its first parameter is a file. */
function asksOfItsFirst({ node }: FunctionInfo): boolean {
	const [first] = node.parameters;
	const given = returnsOf(node.body);
	if (first === undefined || node.isAsync || node.isGenerator || node.isLambda || given.length > mostReturns) { return false; }
	const asks = (expr: Expr | undefined): boolean => {
		if (expr?.kind === 'boolean' && expr.operator === 'and') { return asks(expr.left) || asks(expr.right); }
		const asked = expr?.kind === 'call' ? askedHere(expr) : undefined;
		return asked?.kind === 'name' && asked.name === first.name;
	};
	const isNo = (expr: Expr | undefined): boolean => expr === undefined || expr.kind === 'constant' && (expr.value === false || expr.value === null);
	return given.some(asks) && given.every((each) => isNo(each) || asks(each));
}

/** Whoever gives more answers than this does more than ask. */
const mostReturns = 6;

function returnsOf(body: readonly Stmt[]): readonly (Expr | undefined)[] {
	return body.flatMap((stmt) => (stmt.kind === 'return' ? [stmt.value] : blocksIn(stmt).flatMap((each) => returnsOf(each.body))));
}
