/** Outlines of functions, classes and interfaces. Each function's body is an outline of its own, wherever it is written. */
import { SyntaxKind, type Expression, type InterfaceDeclaration, type Node, type ParameterDeclaration, type Statement } from 'typescript/unstable/ast';
import type { Callee, ExitStep, FunctionId, FunctionKind, FunctionOutline, Parameter, Step, TypeOutline } from '../../../outline/model.ts';
import { initializerId, moduleId } from '../declarations.ts';
import { hasModifier, isFunctionNode, nameText, spanOf, type ClassNode, type FunctionNode } from '../syntax.ts';
import { askReturned, isTyped } from './asyncForNothing.ts';
import { targetOf } from './callees.ts';
import { platformConditionOf } from './conditions.ts';
import type { Context, FileContext, Mutable } from './context.ts';
import { decoratorCallees, outlineExpression } from './expressions.ts';
import { bindPattern, outlineStatements } from './statements.ts';
import { valueOf } from './values.ts';
import { noteMembers, noteResult, noteVariable } from './voidSlots.ts';

/** The module's top level, and with it everything the file holds. */
export function outlineModule(file: FileContext): void {
	const id = moduleId(file.file);
	const { sourceFile } = file;
	const steps: Step[] = [];
	const cx: Context = { file, function: id, functionNode: sourceFile, scope: file.scopes.root, steps };
	outlineStatements(sourceFile.statements as unknown as readonly Statement[], cx);
	outlineInterfaces(sourceFile, cx);
	file.functions.unshift({
		id, name: baseName(file.file), kind: 'module', span: { start: 0, end: sourceFile.end }, nameSpan: { start: 0, end: 0 }, isAsync: false, isGenerator: false, isExported: false,
		parameters: [], decorators: [], body: { span: { start: 0, end: sourceFile.end }, steps },
	});
}

function baseName(file: string): string {
	return file.slice(file.lastIndexOf('/') + 1);
}

const kinds: Partial<Record<SyntaxKind, FunctionKind>> = {
	[SyntaxKind.FunctionDeclaration]: 'function', [SyntaxKind.MethodDeclaration]: 'method', [SyntaxKind.Constructor]: 'constructor',
	[SyntaxKind.GetAccessor]: 'getter', [SyntaxKind.SetAccessor]: 'setter', [SyntaxKind.ArrowFunction]: 'closure', [SyntaxKind.FunctionExpression]: 'closure',
};

export function outlineFunction(node: FunctionNode, id: FunctionId, outer: Context): void {
	const { file } = outer;
	const scope = file.scopes.of.get(node) ?? outer.scope;
	const steps: Step[] = [];
	const isLexicalThis = node.kind === SyntaxKind.ArrowFunction;
	const { owner: _owner, ownerNode: _ownerNode, ...withoutThis } = outer;
	const cx: Context = { ...(isLexicalThis || isMember(node) ? outer : withoutThis), function: id, functionNode: node, scope, steps };
	const parameters = parametersOf(node, cx);
	file.cancellation.addFunction(id, outer.function, node);
	const body = (node as { body?: Node }).body;
	if (body?.kind === SyntaxKind.Block) {
		outlineStatements((body as unknown as { statements: readonly Statement[] }).statements, cx);
	} else if (body !== undefined) {
		outlineExpression(body, cx);
		const condition = platformConditionOf(body as Expression, cx);
		noteResult(body as Expression, cx);
		const step: Mutable<ExitStep> = { kind: 'exit', span: spanOf(body, file.sourceFile), exit: 'return', value: valueOf(body as Expression, cx), ...(condition && { condition }) };
		steps.push(step);
		askReturned(body as Expression, step, cx);
	}
	const name = (node as { name?: Node }).name;
	const span = spanOf(node, file.sourceFile);
	const outline: Mutable<FunctionOutline> = {
		id, name: displayName(id, outer.function), kind: kinds[node.kind] ?? 'closure', span, nameSpan: name === undefined ? { start: span.start, end: Math.min(span.end, span.start + 1) } : spanOf(name, file.sourceFile),
		isAsync: hasModifier(node, SyntaxKind.AsyncKeyword), isGenerator: (node as { asteriskToken?: Node }).asteriskToken !== undefined, isExported: isExported(id, node, file),
		parameters, enclosing: outer.function, ...(isMember(node) && outer.owner !== undefined && { owner: outer.owner }), decorators: typedMember(node, outer, decoratorCallees(node, outer)),
		...(isTyped(node, cx) && { isTyped: true }), body: { span: body === undefined ? span : spanOf(body, file.sourceFile), steps },
	};
	file.functions.push(outline);
	file.awaits.addFunction(node, outline);
}

/**
 * `const command: CommandModule = { handler: async () => … }`: the type says what the function is for as a decorator would, so that it is told of
 * as one: `yargs#CommandModule.handler`.
 */
function typedMember(node: FunctionNode, cx: Context, found: Callee[]): Callee[] {
	const property = node.kind === SyntaxKind.MethodDeclaration ? node : node.parent.kind === SyntaxKind.PropertyAssignment ? node.parent : undefined;
	const member = property === undefined ? undefined : nameText((property as unknown as { name: Node }).name);
	const literal = property?.parent;
	if (member === undefined || literal?.kind !== SyntaxKind.ObjectLiteralExpression) { return found; }
	const holder = literal.parent as Node & { type?: Node };
	const type = holder.type as (Node & { typeName?: Node }) | undefined;
	if (type?.kind !== SyntaxKind.TypeReference || type.typeName === undefined) { return found; }
	const typeName = type.typeName.kind === SyntaxKind.QualifiedName ? (type.typeName as unknown as { right: Node }).right : type.typeName;
	cx.file.questions.ask(typeName, (resolution) => {
		if (resolution.kind === 'external') { found.push({ kind: 'external', symbol: `${resolution.symbol}.${member}` }); }
	});
	return found;
}

function isMember(node: Node): boolean {
	return (node.kind === SyntaxKind.MethodDeclaration || node.kind === SyntaxKind.Constructor || node.kind === SyntaxKind.GetAccessor || node.kind === SyntaxKind.SetAccessor)
		&& (node.parent.kind === SyntaxKind.ClassDeclaration || node.parent.kind === SyntaxKind.ClassExpression);
}

/** `Pool.create`; for a closure `callback in Pool.create`. */
function displayName(id: FunctionId, enclosing: FunctionId): string {
	const own = id.slice(id.indexOf('#') + 1);
	if (!own.includes('<closure>')) { return own.replace(/~\d+$/, ''); }
	const outer = enclosing.slice(enclosing.indexOf('#') + 1).replaceAll(/\.?<closure>(~\d+)?/g, '').replace(/~\d+$/, '');
	return outer === '<module>' || outer === '' ? 'a callback' : `a callback in ${outer}`;
}

/** By its first name: a class's members are as reachable as the class. */
function isExported(id: FunctionId, node: Node, file: FileContext): boolean {
	if (hasModifier(node, SyntaxKind.PrivateKeyword)) { return false; }
	const path = id.slice(id.indexOf('#') + 1);
	return file.exported.has(path.split('.')[0] ?? '') && !path.includes('<');
}

function parametersOf(node: FunctionNode, cx: Context): Parameter[] {
	const declared = (node.parameters as unknown as readonly ParameterDeclaration[]).filter((parameter) => nameText(parameter.name) !== 'this');
	return declared.map((parameter): Parameter => {
		const name = nameText(parameter.name);
		const binding = name === undefined ? undefined : cx.scope.lookup(name);
		if (parameter.initializer !== undefined) { outlineExpression(parameter.initializer, cx); }
		noteVariable(parameter, cx);
		if (name === undefined) { bindPattern(parameter.name, { kind: 'other' }, parameter, cx); }
		return {
			name: name ?? '{…}', span: spanOf(parameter, cx.file.sourceFile), isRest: parameter.dotDotDotToken !== undefined,
			...(binding !== undefined && { binding: binding.id }), ...(parameter.initializer !== undefined && { default: valueOf(parameter.initializer, cx) }),
		};
	});
}

/** A class: its members as functions, its field initialisers as one function of their own, its static parts as steps of where it is written. */
export function outlineClass(node: ClassNode, outer: Context): void {
	const { file } = outer;
	const target = targetOf(node, file);
	if (target?.kind !== 'type') { return; }
	const scope = file.scopes.of.get(node) ?? outer.scope;
	const cx: Context = { ...outer, scope, owner: target.id, ownerNode: node };
	const members: Record<string, FunctionId> = {};
	const fields: Node[] = [];
	for (const clause of node.heritageClauses ?? []) { if (clause.token === SyntaxKind.ExtendsKeyword) { for (const type of clause.types) { outlineExpression(type.expression, outer); } } }
	for (const member of node.members as unknown as readonly Node[]) {
		const isStatic = hasModifier(member, SyntaxKind.StaticKeyword);
		if (isFunctionNode(member)) {
			const own = targetOf(member, file);
			if (own?.kind !== 'function' || (member as { body?: Node }).body === undefined) { continue; }
			if (!isStatic) { members[memberName(own.id)] = own.id; }
			outlineFunction(member, own.id, cx);
		} else if (member.kind === SyntaxKind.ClassStaticBlockDeclaration) {
			const body = (member as unknown as { body: { statements: readonly Statement[] } & Node }).body;
			outlineStatements(body.statements, { ...cx, scope: file.scopes.of.get(body) ?? scope });
		} else if (member.kind === SyntaxKind.PropertyDeclaration) {
			const own = targetOf(member, file);
			if (own?.kind === 'function' && !isStatic) { members[memberName(own.id)] = own.id; }
			if (isStatic) { outlineField(member, cx); } else { fields.push(member); }
		}
	}
	if (fields.some((field) => (field as { initializer?: Node }).initializer !== undefined)) { members['<fields>'] = outlineFields(node, fields, target.id, cx); }
	noteMembers(node, outer);
	file.types.push(typeOutline(node, target.id, hasModifier(node, SyntaxKind.AbstractKeyword) ? 'abstract' : 'class', members, cx));
}

function memberName(id: FunctionId): string {
	return id.slice(id.lastIndexOf('.') + 1).replace(/~\d+$/, '');
}

function outlineFields(node: ClassNode, fields: readonly Node[], typeId: string, outer: Context): FunctionId {
	const id = initializerId(typeId);
	const steps: Step[] = [];
	const cx: Context = { ...outer, function: id, steps };
	for (const field of fields) { outlineField(field, cx); }
	const span = spanOf(node, outer.file.sourceFile);
	outer.file.functions.push({
		id, name: `fields of ${typeId.slice(typeId.indexOf('#') + 1)}`, kind: 'initializer', span, nameSpan: node.name === undefined ? { start: span.start, end: span.start + 1 } : spanOf(node.name, outer.file.sourceFile),
		isAsync: false, isGenerator: false, isExported: false, parameters: [], enclosing: outer.function, owner: typeId, decorators: [], body: { span, steps },
	});
	return id;
}

function outlineField(field: Node, cx: Context): void {
	const { initializer, name } = field as unknown as { initializer?: Expression; name: Node };
	if (initializer === undefined) { return; }
	outlineExpression(initializer, cx);
	cx.steps.push({ kind: 'place', span: spanOf(field, cx.file.sourceFile), operation: 'assign', place: { root: 'this', path: [nameText(name) ?? '[]'] }, value: valueOf(initializer, cx) });
}

function typeOutline(node: Node, id: string, kind: TypeOutline['kind'], members: Record<string, FunctionId>, cx: Context): TypeOutline {
	const bases: string[] = [];
	for (const clause of (node as ClassNode).heritageClauses ?? []) {
		for (const type of clause.types) {
			const expression = type.expression as Node;
			const named = expression.kind === SyntaxKind.PropertyAccessExpression ? (expression as unknown as { name: Node }).name : expression;
			if (nameText(named) === undefined) { continue; }
			cx.file.questions.ask(named, (resolution) => {
				if (resolution.kind === 'type') { bases.push(resolution.id); } else { bases.push(resolution.kind === 'external' ? resolution.symbol : `unresolved#${nameText(named) ?? ''}`); }
			});
		}
	}
	return { id, span: spanOf(node, cx.file.sourceFile), kind, bases, members };
}

/** Interfaces hold no code but name the members by which implementors are found. */
function outlineInterfaces(root: Node, cx: Context): void {
	root.forEachChild((node) => {
		if (node.kind === SyntaxKind.InterfaceDeclaration) {
			const target = targetOf(node, cx.file);
			if (target?.kind === 'type' && !cx.file.types.some((type) => type.id === target.id)) { cx.file.types.push(typeOutline(node, target.id, 'interface', {}, cx)); }
			noteMembers(node as InterfaceDeclaration, cx);
		} else if (node.kind === SyntaxKind.ModuleDeclaration || node.kind === SyntaxKind.ModuleBlock) { outlineInterfaces(node, cx); }
	});
}

/** Sorts functions as they stand in the text, the module first. */
export function inTextOrder(functions: FunctionOutline[]): FunctionOutline[] {
	return functions.toSorted((a, b) => (a.kind === 'module' ? -1 : b.kind === 'module' ? 1 : a.span.start - b.span.start || b.span.end - a.span.end));
}

