/** Outlines of functions and classes. Each function's body is an outline of its own, wherever it is written. */
import type { Callee, FunctionId, FunctionKind, Parameter, Step, TypeOutline } from '../../../outline/model.ts';
import { spanOf } from '../../shared/blocks.ts';
import { isNothing, isProperty, isSetter, isStatic, lastNameOf } from '../resolve/classes.ts';
import type { ClassInfo, FunctionInfo } from '../resolve/types.ts';
import type { ClassNode, Expr, FunctionNode } from '../syntax/ast.ts';
import { calleeOf, nameOf } from './callees.ts';
import { typeName, type Context } from './context.ts';
import { outlineExpression } from './expressions.ts';
import { onceCached } from './memo.ts';
import { outlineStatements } from './statements.ts';
import { valueOf } from './values.ts';

/** Writes the outline of a function (and of all that is written in it) and answers its id. What only declares gets none. */
export function outlineFunction(node: FunctionNode, outer: Context): FunctionId {
	const { file } = outer;
	const { inference, source } = file;
	const info = inference.workspace.functionOf(node, source);
	const kept = !node.isLambda && outer.node.kind === 'module' && outer.asyncFunctions === undefined && outer.plainOwners === undefined ? file.kept : undefined;
	return kept === undefined ? outlineAnew(info, outer) : kept.taken(info, outer) ?? kept.noted(info, outer, () => outlineAnew(info, outer));
}

function outlineAnew(info: FunctionInfo, outer: Context): FunctionId {
	const { file } = outer;
	const { inference } = file;
	const { node } = info;
	if (inference.classes.isBodiless(info)) { return info.id; }
	const steps: Step[] = [];
	const { asyncFunctions } = outer;
	const cx: Context = { file, function: info.id, node, scope: info.scope, steps, ...(asyncFunctions && { asyncFunctions }) };
	const parameters = parametersOf(info, outer);
	outlineStatements(node.body, cx);
	const body = { span: spanOf(node.bodySpan), steps };
	file.functions.push({
		id: info.id, name: displayName(info), kind: kindOf(info), span: spanOf(node), nameSpan: spanOf(node.nameSpan), isAsync: node.isAsync, isGenerator: node.isGenerator, isExported: isExported(info),
		parameters, enclosing: outer.function, ...(info.owner && { owner: info.owner.id }), decorators: decoratorsOf(info, outer), ...(isEmptyDefault(info) && { isEmptyDefault: true }), body: onceCached(info, body, outer),
	});
	return info.id;
}

/** `def query(self, text): return []` */
function isEmptyDefault(info: FunctionInfo): boolean {
	return kindOf(info) === 'method' && !/^__\w+__$/.test(info.node.name) && !info.node.isGenerator && info.node.body.every((stmt) => isNothing(stmt) || stmt.kind === 'return' && (stmt.value === undefined || isFixed(stmt.value)));
}

function isFixed(expr: Expr): boolean {
	return expr.kind === 'constant' || (expr.kind === 'list' || expr.kind === 'tuple') && expr.items.length === 0 || expr.kind === 'dict' && expr.entries.length === 0;
}

function kindOf({ node, owner }: FunctionInfo): FunctionKind {
	if (node.isLambda) { return 'closure'; }
	if (owner === undefined) { return 'function'; }
	switch (node.name) {
		case '__init__': return 'constructor';
		// They run while an object is made, whatever constructor it has.
		case '__new__': case '__post_init__': case 'model_post_init': return 'initializer';
		default: return isSetter(node) ? 'setter' : isProperty(node) ? 'getter' : 'method';
	}
}

function displayName({ scope, node }: FunctionInfo): string {
	if (!node.isLambda) { return scope.qualified.replaceAll(/~\d+/g, '').replaceAll(/\.?<closure>/g, ''); }
	const outer = (scope.parent?.function.qualified ?? '').replaceAll(/\.?<closure>(~\d+)?/g, '').replace(/~\d+$/, '');
	return outer === '' ? 'a callback' : `a callback in ${outer}`;
}

/** Python hides nothing: an underscore says what is not for others. */
function isExported({ scope, node }: FunctionInfo): boolean {
	if (node.isLambda || node.name === '__init__' || scope.parent?.kind === 'function' || scope.parent?.kind === 'comprehension') { return false; }
	return scope.qualified.split('.').every((each) => !each.startsWith('_') || each.startsWith('__'));
}

function parametersOf(info: FunctionInfo, outer: Context): Parameter[] {
	const { inference } = outer.file;
	const isMethod = info.owner !== undefined && !isStatic(info.node);
	return info.node.parameters.flatMap((parameter, index): Parameter[] => {
		if (parameter.default !== undefined) { outlineExpression(parameter.default, outer); }
		if (isMethod && index === 0 && parameter.stars === 0) { return []; }
		const variable = info.scope.variables.get(parameter.name);
		const type = parameter.annotation === undefined && parameter.default === undefined ? undefined : typeName(inference.parameterType(info.node, index, info.scope));
		return [{
			name: parameter.name, span: spanOf(parameter.nameSpan), isRest: parameter.stars > 0, ...(variable && { binding: variable.binding }),
			...(parameter.default && { default: valueOf(parameter.default, outer) }), ...(type !== undefined && type !== 'builtins#NoneType' && parameter.annotation !== undefined && { type: [type] }),
		}];
	});
}

/**
 * Its decorators, and, for a method that overrides one of a class outside, that member: the class says what it is for, as a decorator would
 * (`threading#Thread.run`, `asyncio#Protocol.data_received`).
 */
function decoratorsOf(info: FunctionInfo, outer: Context): Callee[] {
	const { inference } = outer.file;
	const written = info.node.decorators.map((each): Callee => {
		const expr = each.kind === 'call' ? each.callee : each;
		if (!info.node.isAsync && isOnThread(each)) { return { kind: 'external', symbol: 'threading#Thread.decorated' }; }
		return calleeOf(inference.typeOf(expr, outer.scope), nameOf(expr), outer).callee;
	});
	const base = info.owner === undefined || /^__(init|new)__$/.test(info.node.name) ? undefined : inference.classes.outsideBase(info.owner);
	if (isLifespan(info, outer)) { return [...written, { kind: 'external', symbol: 'fastapi#FastAPI.lifespan' }]; }
	return base === undefined ? written : [...written, { kind: 'external', symbol: `${base}.${info.node.name}` }];
}

/** `@work(thread=True)`, whoever's decorator it is: what stands in the function's place begins it on a thread. */
function isOnThread(decorator: Expr): boolean {
	return decorator.kind === 'call' && decorator.args.some(({ name, value }) => (name === 'thread' || name === 'threaded') && value.kind === 'constant' && value.value === true);
}

/** `async def lifespan(app: FastAPI)`, which yields once: what is made for an application before it serves, and let go of afterwards. */
function isLifespan(info: FunctionInfo, { file: { inference } }: Context): boolean {
	const { node, scope } = info;
	const [first] = node.parameters;
	if (!node.isAsync || !node.isGenerator || first === undefined) { return false; }
	const isManager = inference.calls.managerOf(info) !== undefined;
	const type = first.annotation === undefined ? undefined : typeName(inference.parameterType(node, 0, scope));
	// An application of the project's own extends one of these.
	return type === undefined || !applications.test(type) ? isManager && /lifespan/i.test(node.name) : isManager || type.startsWith('aiohttp');
}

const applications = /^(?:fastapi(?:\.applications)?#(?:FastAPI|APIRouter)|starlette\.applications#Starlette|litestar(?:\.app)?#Litestar|quart(?:\.app)?#Quart|mcp\.server(?:\.\w+)*#(?:FastMCP|Server)|fastmcp(?:\.\w+)*#FastMCP|aiohttp(?:\.web(?:_app)?#|#web\.)Application)$/;

/** What is evaluated when a function or class is written: arguments of its decorators. */
export function outlineDecorators(decorators: readonly Expr[], cx: Context): void {
	for (const each of decorators) { if (each.kind === 'call') { outlineExpression(each, cx); } }
}

/** A class: its members as functions, the rest of its body as steps of where it is written. */
export function outlineClass(node: ClassNode, outer: Context): void {
	const { file } = outer;
	const { inference, source } = file;
	const info = inference.workspace.classOf(node, source);
	outlineDecorators(node.decorators, outer);
	for (const { value } of node.bases) { if (value.kind === 'call') { outlineExpression(value, outer); } }
	file.types.push(typeOutline(info, outer));
	outlineStatements(node.body, { ...outer, scope: info.scope });
}

function typeOutline(info: ClassInfo, { file: { inference } }: Context): TypeOutline {
	const { classes, workspace } = inference;
	const bases = classes.basesOf(info).flatMap((each) => (each.kind === 'class' ? [each.class.id] : each.kind === 'outside' ? [each.symbol] : []));
	const members: Record<string, FunctionId> = {};
	for (const [name, { definitions }] of info.scope.variables) {
		const functions = definitions.flatMap((each) => (each.source.kind === 'function' ? [each.source.function] : []));
		const reading = functions.findLast((each) => !isSetter(each) && lastNameOf(each.decorators[0]) !== 'overload');
		const writing = functions.find(isSetter);
		for (const [member, each] of [[name, reading], [`${name}=`, writing]] as const) {
			const own = each && workspace.functionOf(each, info.source);
			if (own !== undefined && !classes.isBodiless(own)) { members[member] = own.id; }
		}
	}
	return { id: info.id, span: spanOf(info.node), kind: classes.kindOf(info), bases: [...new Set([...bases, ...classes.fulfilledBy(info).map((each) => each.id)])], members };
}

