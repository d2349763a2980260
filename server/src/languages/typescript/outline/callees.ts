/** Which function a call means: by scopes and imports where they decide it, by the compiler otherwise. */
import { SyntaxKind, type BindingElement, type CallExpression, type ElementAccessExpression, type Expression, type NewExpression, type Node, type PropertyAccessExpression, type VariableDeclaration } from 'typescript/unstable/ast';
import type { Callee } from '../../../outline/model.ts';
import { constructorId } from '../declarations.ts';
import { moduleOfSpecifier } from '../moduleNames.ts';
import type { Binding } from '../scopes.ts';
import { indexOf, isClassNode, isFunctionNode, nameText, unwrap } from '../syntax.ts';
import type { Resolution } from '../symbols.ts';
import { toCallee, type Context, type FileContext } from './context.ts';

/** Gives `set` the callee, at once or when the compiler has answered; at least once, at most twice, the last one counts. */
export type SetCallee = (callee: Callee) => void;

/** The node that names a callee: where a squiggle goes and what the compiler is asked about. */
export function nameNodeOf(callee: Expression): Node {
	const inner = unwrap(callee);
	if (inner.kind === SyntaxKind.PropertyAccessExpression) { return (inner as PropertyAccessExpression).name; }
	if (inner.kind === SyntaxKind.ElementAccessExpression) {
		const argument = (inner as ElementAccessExpression).argumentExpression;
		return nameText(argument) === undefined ? inner : argument;
	}
	return inner;
}

/** Resolves what a call or construction calls. */
export function resolveCallee(expression: Expression, isNew: boolean, cx: Context, set: SetCallee): void {
	const indirect = isNew ? undefined : calledIndirectly(expression, cx);
	if (indirect !== undefined) { set(indirect); return; }
	const known = staticResolution(expression, cx, 0);
	const name = nameText(nameNodeOf(expression)) ?? '<computed>';
	if (known !== undefined) { set(isNew ? constructed(known, name) : toCallee(known, name)); return; }
	const parameter = parameterCallee(expression, cx);
	if (parameter !== undefined) { set(parameter); return; }
	const node = nameNodeOf(expression);
	if (nameText(node) === undefined) { set({ kind: 'unresolved', name, reason: 'dynamic' }); return; }
	if (cx.file.isPlainMethod(name) && node.parent.kind === SyntaxKind.PropertyAccessExpression) { set({ kind: 'external', symbol: `lib#*.${name}` }); return; }
	set({ kind: 'unresolved', name, reason: 'any' });
	cx.file.questions.ask(node, (resolution) => {
		const member = resolution.kind === 'unresolved' ? parameterMemberCallee(expression, cx) : undefined;
		if (member !== undefined) { set(member); return; }
		const answer = resolution.kind === 'unresolved' ? typedByCatalogue(expression, cx) ?? resolution : resolution;
		set(isNew ? constructed(answer, name) : toCallee(answer, name));
	});
}

/** `f.call(this, x)` and `f.apply(this, xs)` call `f`, where `f` is a function that the text names. */
function calledIndirectly(expression: Expression, cx: Context): Callee | undefined {
	const node = unwrap(expression);
	if (node.kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
	const { name, expression: object } = node as PropertyAccessExpression;
	const member = nameText(name);
	if (member !== 'call' && member !== 'apply') { return undefined; }
	const known = staticResolution(object, cx, 0);
	return known?.kind === 'function' ? toCallee(known, member) : undefined;
}

/** `new C()` runs C's constructor; `C()` of a class outside is the same name. */
function constructed(resolution: Resolution, name: string): Callee {
	if (resolution.kind === 'type') { return { kind: 'function', id: constructorId(resolution.id) }; }
	return toCallee(resolution, name);
}

/** A parameter that is called. Members of typed parameters are left to the compiler, which may know the method. */
function parameterCallee(expression: Expression, cx: Context): Callee | undefined {
	const inner = unwrap(expression);
	return inner.kind === SyntaxKind.Identifier ? calleeOfParameter(inner, [], cx) : undefined;
}

/** `options.onDone()`: a function-valued member of a parameter, which only the caller knows. */
function parameterMemberCallee(expression: Expression, cx: Context): Callee | undefined {
	const members: string[] = [];
	let object = unwrap(expression);
	while (object.kind === SyntaxKind.PropertyAccessExpression) {
		members.unshift(nameText((object as PropertyAccessExpression).name) ?? '');
		object = unwrap((object as PropertyAccessExpression).expression);
	}
	return members.length > 0 && object.kind === SyntaxKind.Identifier ? calleeOfParameter(object, members, cx) : undefined;
}

function calleeOfParameter(identifier: Node, members: readonly string[], cx: Context): Callee | undefined {
	const binding = cx.scope.lookup(nameText(identifier) ?? '');
	if (binding?.kind !== 'parameter' || binding.parameter === undefined) { return undefined; }
	const owner = cx.file.table.targets.get(indexOf(binding.owner));
	if (owner?.kind !== 'function') { return undefined; }
	const path = [...binding.parameter.path, ...members];
	return { kind: 'parameter', function: owner.id, index: binding.parameter.index, ...(path.length > 0 && { path }) };
}

/** What an expression stands for as far as the text decides it; undefined where the compiler has to be asked. */
export function staticResolution(expression: Expression, cx: Context, depth: number): Resolution | undefined {
	const node = unwrap(expression);
	if (isFunctionNode(node) || isClassNode(node)) { return targetOf(node, cx.file); }
	if (node.kind === SyntaxKind.Identifier) { return identifierResolution(nameText(node) ?? '', cx, depth); }
	if (node.kind === SyntaxKind.PropertyAccessExpression || node.kind === SyntaxKind.ElementAccessExpression) { return memberResolution(node as PropertyAccessExpression, cx, depth); }
	if (node.kind === SyntaxKind.CallExpression) {
		const required = requiredModule(node as CallExpression, cx);
		return required === undefined ? undefined : { kind: 'external', symbol: `${required}#default` };
	}
	if (node.kind === SyntaxKind.ImportKeyword) { return { kind: 'external', symbol: 'global#import' }; }
	return undefined;
}

function identifierResolution(name: string, cx: Context, depth: number): Resolution | undefined {
	const binding = cx.scope.lookup(name);
	if (binding === undefined) { return { kind: 'external', symbol: globalName([name]) }; }
	return bindingResolution(binding, cx, depth);
}

function bindingResolution(binding: Binding, cx: Context, depth: number): Resolution | undefined {
	switch (binding.kind) {
		case 'function': case 'class': return targetOf(binding.declaration, cx.file);
		case 'import': {
			const target = cx.file.imports.get(binding);
			return target?.kind === 'external' ? { kind: 'external', symbol: `${target.module}#${target.name}` } : undefined;
		}
		case 'variable': {
			const direct = targetOf(binding.declaration, cx.file);
			if (direct !== undefined || !binding.isConstant || depth >= 4) { return binding.isConstant ? direct : undefined; }
			return binding.declaration.kind === SyntaxKind.BindingElement
				? destructuredResolution(binding.declaration as BindingElement, cx, depth)
				: initializerResolution((binding.declaration as VariableDeclaration).initializer, cx, depth);
		}
		default: return undefined;
	}
}

function initializerResolution(initializer: Expression | undefined, cx: Context, depth: number): Resolution | undefined {
	if (initializer === undefined) { return undefined; }
	const value = unwrap(initializer);
	// A call's result is no name, except `require('x')` and `promisify(f)`.
	return promisified(value, cx, depth + 1) ?? madeSync(value, cx, depth + 1) ?? remembered(value, cx, depth + 1) ?? staticResolution(value, cx, depth + 1);
}

/** `useCallback(f, […])` gives `f`, from this rendering or an earlier one. */
function remembered(node: Expression, cx: Context, depth: number): Resolution | undefined {
	if (node.kind !== SyntaxKind.CallExpression) { return undefined; }
	const { expression, arguments: [argument] } = node as CallExpression;
	if (argument === undefined || !isFunctionNode(unwrap(argument))) { return undefined; }
	const callee = staticResolution(expression, cx, depth);
	return callee?.kind === 'external' && /^(?:react|preact\/hooks)#(?:useCallback|useEffectEvent)$/.test(callee.symbol) ? targetOf(unwrap(argument), cx.file) : undefined;
}

/** `promisify(setTimeout)`: named as Node's typings name the promise form of a function, `node:timers#setTimeout.__promisify__`. */
function promisified(node: Expression, cx: Context, depth: number): Resolution | undefined {
	if (node.kind !== SyntaxKind.CallExpression) { return undefined; }
	const { expression, arguments: [argument] } = node as CallExpression;
	const callee = staticResolution(expression, cx, depth);
	if (argument === undefined || callee?.kind !== 'external' || callee.symbol !== 'node:util#promisify') { return undefined; }
	const original = staticResolution(argument, cx, depth);
	return original?.kind === 'external' ? { kind: 'external', symbol: `${original.symbol}.__promisify__` } : undefined;
}

/** `deasync(load)`, `createSyncFn(worker)`: what they give waits for async code when it is called; named after what made it. */
function madeSync(node: Expression, cx: Context, depth: number): Resolution | undefined {
	if (node.kind !== SyntaxKind.CallExpression) { return undefined; }
	const callee = staticResolution((node as CallExpression).expression, cx, depth);
	return callee?.kind === 'external' && makers.test(callee.symbol) ? { kind: 'external', symbol: `${callee.symbol}.__sync__` } : undefined;
}

const makers = /^(?:deasync#default|synckit#createSyncFn|(?:make-synchronous|make-synchronized|sync-rpc)#default|sync-threads#createSyncFn)$/;

/** `const { readFileSync } = fs`, `const { readFileSync: read } = require('fs')`. */
function destructuredResolution(element: BindingElement, cx: Context, depth: number): Resolution | undefined {
	const declaration = element.parent.parent;
	if (element.parent.kind !== SyntaxKind.ObjectBindingPattern || declaration.kind !== SyntaxKind.VariableDeclaration || element.dotDotDotToken !== undefined) { return undefined; }
	const initializer = (declaration as VariableDeclaration).initializer;
	const member = nameText(element.propertyName ?? element.name);
	if (initializer === undefined || member === undefined) { return undefined; }
	const whole = staticResolution(initializer, cx, depth + 1);
	return whole?.kind === 'external' ? { kind: 'external', symbol: memberOf(whole.symbol, member) } : undefined;
}

function memberResolution(node: PropertyAccessExpression | ElementAccessExpression, cx: Context, depth: number): Resolution | undefined {
	const member = nameText(nameNodeOf(node as Expression));
	if (member === undefined) { return undefined; }
	const object = unwrap(node.expression);
	if (object.kind === SyntaxKind.ThisKeyword) { return ownMember(member, cx); }
	const whole = staticResolution(object, cx, depth);
	if (whole?.kind !== 'external') { return undefined; }
	// An instance's members are the compiler's to name; a module's or a global object's are written here.
	return isModuleOrGlobal(object, cx) ? { kind: 'external', symbol: memberOf(whole.symbol, member) } : undefined;
}

/** `this.load()` where the class itself declares `load`. */
function ownMember(member: string, cx: Context): Resolution | undefined {
	const { ownerNode } = cx;
	if (ownerNode === undefined) { return undefined; }
	let methods = methodsByClass.get(ownerNode);
	if (methods === undefined) { methodsByClass.set(ownerNode, methods = methodsOf(ownerNode, cx)); }
	return methods.get(member);
}

/** Looked through once for all calls in a class. */
const methodsByClass = new WeakMap<Node, ReadonlyMap<string, Resolution>>();

function methodsOf(type: Node, cx: Context): ReadonlyMap<string, Resolution> {
	const methods = new Map<string, Resolution>();
	for (const each of (type as unknown as { members: readonly Node[] }).members) {
		const name = each.kind === SyntaxKind.MethodDeclaration ? nameText((each as { name?: Node }).name) : undefined;
		const target = name === undefined ? undefined : targetOf(each, cx.file);
		if (name !== undefined && target !== undefined) { methods.set(name, target); }
	}
	return methods;
}

/** True if members of this expression are names of their own: a namespace or default import, a required module, an unbound global. */
function isModuleOrGlobal(object: Expression, cx: Context): boolean {
	const node = unwrap(object);
	if (node.kind === SyntaxKind.PropertyAccessExpression) { return isModuleOrGlobal((node as PropertyAccessExpression).expression, cx); }
	if (node.kind === SyntaxKind.CallExpression) { return requiredModule(node as CallExpression, cx) !== undefined; }
	if (node.kind !== SyntaxKind.Identifier) { return false; }
	const binding = cx.scope.lookup(nameText(node) ?? '');
	if (binding === undefined) { return true; }
	if (binding.kind === 'import') { return cx.file.imports.get(binding)?.kind === 'external'; }
	const initializer = binding.kind === 'variable' && binding.declaration.kind === SyntaxKind.VariableDeclaration ? (binding.declaration as VariableDeclaration).initializer : undefined;
	return binding.isConstant && initializer !== undefined && isModuleOrGlobal(initializer, cx);
}

/** The module of `require('x')` if it is not one of the workspace's files. */
export function requiredModule(call: CallExpression, cx: Context): string | undefined {
	const callee = unwrap(call.expression);
	const argument = call.arguments[0];
	if (callee.kind !== SyntaxKind.Identifier || nameText(callee) !== 'require' || argument === undefined || argument.kind !== SyntaxKind.StringLiteral) { return undefined; }
	if (cx.scope.lookup('require') !== undefined) { return undefined; }
	const specifier = nameText(argument) ?? '';
	return /^[./#]/.test(specifier) ? undefined : moduleOfSpecifier(specifier);
}

/** `pkg#default` and `pkg#*` stand for the module itself: their members are the module's. */
function memberOf(symbol: string, member: string): string {
	const [module = '', path = ''] = symbol.split('#');
	if (module === 'global' || module === 'lib') { return globalName([...path.split('.'), member]); }
	return path === 'default' || path === '*' ? `${module}#${member}` : `${module}#${path}.${member}`;
}

/** ECMAScript's own globals count as TypeScript's library, all others (`process`, `Deno`, `setTimeout`) as `global`. */
function globalName(path: readonly string[]): string {
	return `${ecmascript.has(path[0] ?? '') ? 'lib' : 'global'}#${path.join('.')}`;
}
const ecmascript = new Set(['Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'Boolean', 'DataView', 'Date', 'Error', 'Function', 'Intl', 'Iterator', 'JSON', 'Map', 'Math', 'Number', 'Object',
	'Promise', 'Proxy', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol', 'WeakMap', 'WeakRef', 'WeakSet', 'Uint8Array', 'Int32Array', 'Float64Array']);

export function targetOf(node: Node, file: FileContext): Resolution | undefined {
	const target = file.table.targets.get(indexOf(node));
	return target === undefined || target.kind === 'value' ? undefined : target;
}

/** What a constant of this file was made from. */
export function initializerOf(node: Expression, cx: Context): Expression | undefined {
	if (node.kind !== SyntaxKind.Identifier) { return undefined; }
	const binding = cx.scope.lookup(nameText(node) ?? '');
	if (binding?.kind !== 'variable' || !binding.isConstant || binding.declaration.kind !== SyntaxKind.VariableDeclaration) { return undefined; }
	const { initializer } = binding.declaration as VariableDeclaration;
	return initializer === undefined ? undefined : unwrap(initializer);
}

/** Without typings: the type that the catalogue gives the object, by the call that made it. */
function typedByCatalogue(expression: Expression, cx: Context): Resolution | undefined {
	const node = unwrap(expression);
	if (node.kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
	const type = typeOf((node as PropertyAccessExpression).expression, cx, 0) ?? (isOfCommand(node as PropertyAccessExpression) ? 'commander#Command' : undefined);
	return type === undefined ? undefined : { kind: 'external', symbol: `${type}.${nameText((node as PropertyAccessExpression).name)}` };
}

/** `program.command('add').option('--all').action(run)`, whoever gave the program: what is chained so describes a command. */
function isOfCommand(node: PropertyAccessExpression): boolean {
	if (nameText(node.name) !== 'action') { return false; }
	for (let object = unwrap(node.expression); object.kind === SyntaxKind.CallExpression;) {
		const callee = unwrap((object as CallExpression).expression);
		if (callee.kind !== SyntaxKind.PropertyAccessExpression) { return false; }
		if (nameText((callee as PropertyAccessExpression).name) === 'command') { return true; }
		object = unwrap((callee as PropertyAccessExpression).expression);
	}
	return false;
}

function typeOf(expression: Expression, cx: Context, depth: number): string | undefined {
	const node = unwrap(expression);
	if (depth > 4) { return undefined; }
	if (node.kind === SyntaxKind.CallExpression || node.kind === SyntaxKind.NewExpression) {
		const callee = (node as CallExpression | NewExpression).expression;
		const known = staticResolution(callee, cx, 0) ?? typedMember(callee, cx, depth);
		return known?.kind !== 'external' ? undefined : cx.file.resultTypeOf(known.symbol) ?? (node.kind === SyntaxKind.NewExpression ? importedType(known.symbol) : undefined);
	}
	if (node.kind === SyntaxKind.PropertyAccessExpression && (node as PropertyAccessExpression).expression.kind === SyntaxKind.ThisKeyword) {
		const name = nameText((node as PropertyAccessExpression).name) ?? '';
		const initializer = fieldValue(name, cx);
		return (initializer === undefined ? undefined : typeOf(initializer, cx, depth + 1)) ?? annotatedType(fieldType(name, cx), cx);
	}
	if (node.kind !== SyntaxKind.Identifier) { return undefined; }
	const binding = cx.scope.lookup(nameText(node) ?? '');
	const { initializer, type } = binding?.declaration.kind === SyntaxKind.VariableDeclaration || binding?.declaration.kind === SyntaxKind.Parameter ? binding.declaration as unknown as { initializer?: Expression; type?: Node } : {};
	return (initializer === undefined || binding?.kind === 'parameter' ? undefined : typeOf(initializer, cx, depth + 1)) ?? annotatedType(type, cx);
}

/** `PubSub` of `import { PubSub } from 'graphql-subscriptions'`, as the catalogue names classes; what a module exports by default has no name of its own. */
function importedType(symbol: string): string | undefined {
	const [module = '', name = ''] = symbol.split('#');
	return module === 'global' || module === 'lib' || name === 'default' || name === '*' || name === '' ? undefined : symbol;
}

/** An annotation that is an imported name alone. */
function annotatedType(type: Node | undefined, cx: Context): string | undefined {
	const name = type?.kind === SyntaxKind.TypeReference ? (type as unknown as { typeName: Node }).typeName : undefined;
	const binding = name?.kind === SyntaxKind.Identifier ? cx.scope.lookup(nameText(name) ?? '') : undefined;
	const known = binding?.kind === 'import' ? bindingResolution(binding, cx, 0) : undefined;
	return known?.kind === 'external' ? importedType(known.symbol) : undefined;
}

/** The type with which a class declares one of its fields, also as a parameter of its constructor. */
function fieldType(name: string, cx: Context): Node | undefined {
	const declarations = ((cx.ownerNode as unknown as { members?: readonly Node[] } | undefined)?.members ?? [])
		.flatMap((member): readonly Node[] => (member.kind === SyntaxKind.Constructor ? (member as unknown as { parameters: readonly Node[] }).parameters : member.kind === SyntaxKind.PropertyDeclaration ? [member] : []));
	return (declarations.find((each) => nameText((each as { name?: Node }).name) === name) as { type?: Node } | undefined)?.type;
}

function typedMember(callee: Expression, cx: Context, depth: number): Resolution | undefined {
	const node = unwrap(callee);
	if (node.kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
	const type = typeOf((node as PropertyAccessExpression).expression, cx, depth + 1);
	return type === undefined ? undefined : { kind: 'external', symbol: `${type}.${nameText((node as PropertyAccessExpression).name)}` };
}

/** The value a class gives one of its fields, where it is declared or in the constructor. */
function fieldValue(name: string, cx: Context): Expression | undefined {
	for (const member of (cx.ownerNode as unknown as { members?: readonly Node[] } | undefined)?.members ?? []) {
		if (member.kind === SyntaxKind.PropertyDeclaration && nameText((member as { name?: Node }).name) === name) {
			const initializer = (member as unknown as { initializer?: Expression }).initializer;
			if (initializer !== undefined) { return initializer; }
		}
		if (member.kind !== SyntaxKind.Constructor) { continue; }
		for (const statement of (member as unknown as { body?: { statements: readonly Node[] } }).body?.statements ?? []) {
			const assigned = assignedField(statement, name);
			if (assigned !== undefined) { return assigned; }
		}
	}
	return undefined;
}

function assignedField(statement: Node, name: string): Expression | undefined {
	if (statement.kind !== SyntaxKind.ExpressionStatement) { return undefined; }
	const expression = (statement as unknown as { expression: Node }).expression as unknown as { kind: SyntaxKind; left: Node; operatorToken: Node; right: Expression };
	if (expression.kind !== SyntaxKind.BinaryExpression || expression.operatorToken.kind !== SyntaxKind.EqualsToken || expression.left.kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
	const left = expression.left as PropertyAccessExpression;
	return left.expression.kind === SyntaxKind.ThisKeyword && nameText(left.name) === name ? expression.right : undefined;
}
