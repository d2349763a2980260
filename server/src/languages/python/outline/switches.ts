/** Recognises switches that are off unless somebody sets them: environment variables, and constants of a module that are read from such. */
import type { ClassInfo, FunctionInfo, SourceFile } from '../resolve/types.ts';
import type { Definition } from '../scopes.ts';
import type { CallExpr, CompareExpr, Expr } from '../syntax/ast.ts';
import { typeOf, type Context } from './context.ts';

/** What only somebody who looks for a fault sets, among the words of a variable's name. */
const forFaults = /(?:^|_)(?:debug|verbose|\w*trac(?:e|ing)|profil(?:e|ing)|diagnostics?|dump|record(?:ing)?|log(?:s|ging|file)?)(?:_|$)/i;
/** The same among the words of a setting. */
const settingForFaults = /(?:^|[._-])(?:pdb|debug(?:ger)?)(?:[._-]|$)/i;
const yes: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on', 'y', 't']);
const no: ReadonlySet<unknown> = new Set([null, false, 0, '', '0', 'false', 'no', 'off']);
/** What is made a truth of is a value all the same: whether there is an address, a key. */
const ofValues = /(?:URL|URI|DSN|HOST|PORT|ADDR(?:ESS)?|ENDPOINT|KEY|TOKEN|SECRET|PASSWORD|USER|PATH|DIR|FILE|NAME|ID|REGION|BUCKET)S?$/i;
/** How many constants and helpers are looked through. */
const deepest = 4;

/** What is read of the environment: `isFlag`: it is compared with what means yes, so that whoever sets it has to think of it. */
interface Read {
	readonly variable: string;
	readonly isFlag: boolean;
}

/** The name of the environment variable that is set wherever this is true; undefined where there is none, or it may be on by default. */
export function switchOf(expr: Expr, cx: Context): string | undefined {
	const read = readOf(expr, cx, 0);
	return read !== undefined && (read.isFlag || forFaults.test(read.variable)) ? read.variable : undefined;
}

function readOf(expr: Expr, cx: Context, depth: number): Read | undefined {
	if (depth > deepest) { return undefined; }
	switch (expr.kind) {
		case 'name': case 'attribute': {
			const constant = constantOf(expr, cx);
			return constant && readOf(constant.value, { ...cx, scope: constant.scope }, depth + 1);
		}
		case 'compare': return comparedRead(expr, cx, depth);
		case 'call': return calledRead(expr, cx, depth);
		// `not is_empty(os.getenv('TRACE'))`
		case 'not': return expr.value.kind === 'call' && expr.value.args.length === 1 && emptiness.test(nameOf(expr.value.callee)) && expr.value.args[0] !== undefined ? readOf(expr.value.args[0].value, cx, depth + 1) : undefined;
		case 'boolean': return expr.operator === 'or' && isOff(expr.right) ? readOf(expr.left, cx, depth + 1) : undefined;
		default: return undefined;
	}
}

/** `os.environ.get('TRACE') == '1'`, `… in ('1', 'true')`. */
function comparedRead({ operands: [left, right, ...others], operators: [operator] }: CompareExpr, cx: Context, depth: number): Read | undefined {
	if (left === undefined || right === undefined || others.length > 0) { return undefined; }
	// `LOG_FILE is not None`
	if (operator === 'is not' && right.kind === 'constant' && right.value === null) { return readOf(left, cx, depth + 1); }
	const values = operator === 'in' && (right.kind === 'tuple' || right.kind === 'list' || right.kind === 'set') ? right.items : operator === '==' ? [right] : [];
	const isYes = values.length > 0 && values.every((each) => each.kind === 'constant' && yes.has(String(each.value).toLowerCase()));
	const read = isYes ? readOf(left, cx, depth + 1) : undefined;
	return read && { ...read, isFlag: true };
}

function calledRead({ callee, args }: CallExpr, cx: Context, depth: number): Read | undefined {
	const [first, ...others] = args;
	// `os.environ.get('TRACE', '').lower()`
	if (callee.kind === 'attribute' && args.length === 0 && /^(?:lower|strip|casefold|upper)$/.test(callee.name)) { return readOf(callee.object, cx, depth + 1); }
	const type = typeOf(callee, cx);
	if (args.length === 0 && type.kind === 'function') { return readByHelper(type.function, cx, depth); }
	if (first === undefined || first.spread !== undefined) { return undefined; }
	if (type.kind === 'symbol' && /^builtins#(?:bool|int)$/.test(type.symbol)) {
		const read = others.length === 0 ? readOf(first.value, cx, depth + 1) : undefined;
		return read && { ...read, isFlag: read.isFlag || type.symbol === 'builtins#bool' && !ofValues.test(read.variable) };
	}
	if (first.value.kind !== 'constant' || typeof first.value.value !== 'string' || !others.every(({ value }) => isOff(value))) { return undefined; }
	const variable = first.value.value;
	// `config.get('admin.pdb-on-err')`
	if (callee.kind === 'attribute' && /^get(?:_?bool(?:ean)?)?$/.test(callee.name) && settingForFaults.test(variable)) { return { variable, isFlag: true }; }
	if (type.kind === 'symbol') { return /^os#(?:environ\.get|getenv)$/.test(type.symbol) ? { variable, isFlag: false } : undefined; }
	if (type.kind !== 'function') { return undefined; }
	// A helper of the project's own that ends in those.
	const { node, source: { text } } = type.function;
	return readsEnvironment.test(text.slice(node.start, node.end)) ? { variable, isFlag: false } : undefined;
}

/** `def is_tracing(): return os.getenv('TRACE') == '1'`, which is all that it does. */
function readByHelper({ node, scope }: FunctionInfo, cx: Context, depth: number): Read | undefined {
	const [only, ...more] = node.body.filter((stmt) => stmt.kind !== 'expression' || stmt.value.kind !== 'constant');
	return only?.kind === 'return' && only.value !== undefined && more.length === 0 && !node.isAsync ? readOf(only.value, { ...cx, scope }, depth + 1) : undefined;
}

const emptiness = /(?:none|null|empty|blank|unset)$/i;

function nameOf(callee: Expr): string {
	return callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : '';
}

const readsEnvironment = /\benviron\b|get_?env(?:iron)?\b/;

function isOff(expr: Expr): boolean {
	return expr.kind === 'constant' && no.has(typeof expr.value === 'string' ? expr.value.toLowerCase() : expr.value);
}

/** What a module's variable is made from, if it is given one thing alone: of this module, or of another one of the workspace. */
function constantOf(expr: Extract<Expr, { kind: 'name' | 'attribute' }>, cx: Context) {
	const { workspace } = cx.file.inference;
	if (expr.kind === 'attribute') {
		const holder = typeOf(expr.object, cx);
		if (holder.kind === 'instance') { return memberOf(holder.class, expr.name); }
		const source = holder.kind === 'module' ? holder.source : moduleBeside(expr.object, cx);
		return onlyValue(source?.scopes.module.variables.get(expr.name)?.definitions);
	}
	const variable = cx.scope.lookup(expr.name);
	const [first] = variable?.definitions ?? [];
	if (first?.source.kind !== 'import') { return variable?.scope.kind === 'module' ? onlyValue(variable.definitions) : undefined; }
	const { statement, module, name } = first.source;
	if (name === undefined) { return undefined; }
	const { file } = cx.file.source;
	const target = statement.level > 0 ? workspace.modules.relative(statement.level, module, file) : workspace.modules.absolute(module, file);
	return target.kind === 'file' ? onlyValue(workspace.source(target.file)?.scopes.module.variables.get(name)?.definitions) : undefined;
}

/** What a class puts in a member in one place alone: `self.is_traced = bool(os.getenv('TRACED'))`. */
function memberOf({ scope, source, node }: ClassInfo, name: string) {
	return scope.variables.has(name) ? undefined : onlyValue(source.scopes.attributes.get(node)?.get(name));
}

/** `from shop import constants` in the package's own `__init__`. */
function moduleBeside(expr: Expr, cx: Context): SourceFile | undefined {
	const { workspace } = cx.file.inference;
	const source = expr.kind === 'name' ? cx.scope.lookup(expr.name)?.definitions[0]?.source : undefined;
	if (source?.kind !== 'import' || source.name === undefined) { return undefined; }
	const { statement: { level }, module, name } = source;
	const { file } = cx.file.source;
	const whole = module === '' ? name : `${module}.${name}`;
	const target = level > 0 ? workspace.modules.relative(level, whole, file) : workspace.modules.absolute(whole, file);
	return target.kind === 'file' ? workspace.source(target.file) : undefined;
}

function onlyValue(definitions: readonly Definition[] | undefined) {
	const [only, ...more] = definitions ?? [];
	const { source, scope } = only ?? {};
	const value = source?.kind === 'value' && source.path.length === 0 || source?.kind === 'annotated' ? source.value : undefined;
	return value === undefined || scope === undefined || more.length > 0 ? undefined : { value, scope };
}
