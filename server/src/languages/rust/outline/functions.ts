/** Outlines of functions, closures, async blocks, types and traits. Each function's body is an outline of its own, wherever it is written. */
import type { Callee, FunctionId, FunctionKind, Parameter, Step, TypeOutline } from '../../../outline/model.ts';
import { block, spanOf } from '../../shared/blocks.ts';
import { parsersOf } from '../resolve/commandLine.ts';
import type { Impl } from '../resolve/methods.ts';
import type { FunctionInfo, Type } from '../resolve/types.ts';
import { nameOfType, type ItemScope } from '../scopes.ts';
import type { FunctionNode, ImplNode, Item, StructNode, EnumNode, TraitNode, TypeNode } from '../syntax/ast.ts';
import { outlineBlockInto } from './blocks.ts';
import { configuredBy } from './configured.ts';
import { typeName, type Context } from './context.ts';
import { outlineExpression } from './expressions.ts';
import { bindPattern } from './patterns.ts';

/** Writes the outline of a function (and of all that is written in it) and answers its id. What only declares gets none. */
export function outlineFunction(node: FunctionNode, outer: Context): FunctionId | undefined {
	const { file } = outer;
	const info = file.inference.names.functionInfo(node, file.source);
	if (info === undefined || node.body === undefined) { return info?.id; }
	const steps: Step[] = [];
	const { configured } = outer;
	const cx: Context = { file, function: info.id, scope: info.scope, items: info.scope.scope, steps, temporaries: [], ...(configured && { configured }) };
	for (const { pattern } of node.parameters) { if (pattern.kind !== 'ident') { bindPattern(pattern, { kind: 'other' }, cx); } }
	outlineBlockInto(node.body, cx, { kind: 'returned' });
	const owner = ownerOf(info, outer);
	file.functions.push({
		id: info.id, name: displayName(info), kind: kindOf(info), span: spanOf(node), nameSpan: spanOf(node.nameSpan), isAsync: node.isAsync, isGenerator: false, isExported: isExported(info),
		parameters: parametersOf(info, cx), ...(node.form !== 'item' && { enclosing: outer.function }), ...(node.form === 'item' && { enclosing: `${file.source.file}#<module>` }), ...(owner !== undefined && { owner }), ...(isOfTrait(info) && { isOfTrait: true }), decorators: decoratorsOf(info, cx), ...(configured && { requires: configured }), body: { span: spanOf(node.body), steps },
	});
	return info.id;
}

function kindOf({ node, owner }: FunctionInfo): FunctionKind {
	if (node.form !== 'item') { return 'closure'; }
	return owner === undefined ? 'function' : 'method';
}

function displayName({ scope, node }: FunctionInfo): string {
	if (node.form === 'item') { return scope.qualified.replaceAll(/~\d+/g, ''); }
	const outer = (scope.parent?.qualified ?? '').replaceAll(/\.?<(?:closure|block)>(?:~\d+)?/g, '').replaceAll(/~\d+/g, '');
	return outer === '' ? 'a callback' : `a callback in ${outer}`;
}

function isExported({ node, owner }: FunctionInfo): boolean {
	if (node.form !== 'item') { return false; }
	return node.isPublic || isOfTrait({ owner });
}

function isOfTrait({ owner }: Pick<FunctionInfo, 'owner'>): boolean {
	return owner?.kind === 'trait' || owner?.kind === 'impl' && owner.trait !== undefined;
}

function parametersOf(info: FunctionInfo, cx: Context): Parameter[] {
	const { inference } = cx.file;
	return info.node.parameters.map((parameter, index): Parameter => {
		const variable = info.scope.parameters[index];
		const type = parameter.type === undefined ? undefined : namesOf(inference.annotation(parameter.type, { source: info.source, scope: info.scope.scope }));
		return {
			name: parameter.pattern.kind === 'ident' ? parameter.pattern.name : '_', span: spanOf(parameter.pattern), isRest: false, ...(variable && { binding: variable.binding }), ...(type !== undefined && type.length > 0 && { type }),
		};
	});
}

/** A type's name and those of its first arguments, outermost first. */
function namesOf(type: Type): string[] {
	const name = typeName(type);
	if (name === undefined) { return []; }
	const inner = type.kind === 'outside' || type.kind === 'own' ? type.args[0] : undefined;
	return [name, ...(inner === undefined ? [] : namesOf(inner))];
}

/** Attributes (`#[tokio::main]`), and for a method of a trait outside of the workspace that member: the trait says what it is for. */
function decoratorsOf(info: FunctionInfo, cx: Context): Callee[] {
	const { inference } = cx.file;
	const place = { source: info.source, scope: info.scope.scope };
	const written = info.node.attributes.flatMap(({ path, text }): Callee[] => {
		if (/^(?:allow|warn|deny|doc|inline|must_use|cfg|cfg_attr|derive|expect|cold|track_caller|no_mangle|deprecated|ignore|should_panic|automatically_derived)$/.test(path)) { return []; }
		const segments = path.split('::').map((name) => ({ name, start: 0, end: 0 }));
		const def = segments.length === 1 ? inference.names.resolve({ start: 0, end: 0, segments }, place, 'value') : undefined;
		const full = def?.kind === 'outside' ? def.path : segments.map((each) => each.name);
		const symbol = full.length === 1 ? `std#${full[0] ?? ''}` : `${full.slice(0, -1).join('::')}#${full.at(-1) ?? ''}`;
		// `#[tokio::main(flavor = "current_thread")]`
		return [{ kind: 'external', symbol: symbol === 'tokio#main' && /flavor\s*=\s*"(?:current_thread|local)"/.test(text) ? 'tokio#main.current_thread' : symbol }];
	});
	const { owner } = info;
	const trait = owner?.kind === 'impl' && owner.trait !== undefined ? inference.annotation(owner.trait, place) : undefined;
	const member: Callee[] = trait?.kind === 'outside' ? [{ kind: 'external', symbol: `${trait.symbol}.${info.node.name}` }] : [];
	return [...written, ...member, ...commandOf(info, cx)];
}

/**
 * The trait by which the command line becomes the value that a method is called on, or that a function is given for its own (`#[derive(clap::Parser)]`):
 * it is what a command does. What is lent to a function may be lent by a server, too.
 */
function commandOf({ node, owner, source, scope }: FunctionInfo, cx: Context): Callee[] {
	const { inference } = cx.file;
	const parsed = (type: TypeNode): Callee[] => { const found = inference.annotation(type, { source, scope: scope.scope }); return found.kind === 'own' ? parsersOf(found.type, inference.names) : []; };
	if (node.hasSelf) { return owner?.kind === 'impl' ? parsed(owner.type) : []; }
	for (const { type } of node.form === 'item' ? node.parameters : []) {
		const found = type?.kind === 'path' ? parsed(type) : [];
		if (found.length > 0) { return found; }
		const plain = type && inference.annotation(type, { source, scope: scope.scope });
		if (plain?.kind === 'outside' && plain.symbol === 'clap#ArgMatches') { return [{ kind: 'external', symbol: plain.symbol }]; }
	}
	return [];
}

/** The type that a method is a member of, as its outline names it. */
function ownerOf(info: FunctionInfo, cx: Context): string | undefined {
	const { owner } = info;
	if (owner === undefined) { return undefined; }
	const { file } = cx.file.source;
	if (owner.kind === 'trait') { return `${file}#${info.scope.scope.parent?.qualified ?? owner.name}`; }
	const type = cx.file.inference.annotation(owner.type, { source: info.source, scope: info.scope.scope });
	return type.kind === 'own' && type.type.source.file === file ? type.type.id : `${file}#${info.scope.scope.parent?.qualified ?? nameOfType(owner.type)}`;
}

/** An item: functions get outlines, and so do types. */
export function outlineItem(item: Item, outer: Context): void {
	// A feature may be what a whole module is for.
	const there = configuredBy(item.kind === 'mod' ? item.attributes.filter(({ text }) => !text.includes('feature')) : item.attributes, outer);
	// What only tests have is told by its names.
	const cx = there === 'never' ? outer : there;
	switch (item.kind) {
		case 'function': outlineFunction(item, cx); return;
		case 'impl': case 'trait': {
			for (const each of item.items) { if (each.kind === 'function') { outlineItem(each, cx); } }
			if (item.kind === 'trait') { cx.file.types.push(traitOutline(item, cx)); }
			return;
		}
		case 'struct': case 'enum': cx.file.types.push(typeOutline(item, cx)); return;
		case 'mod': {
			const inner = cx.items.inner.get(item);
			if (item.items === undefined || inner === undefined) { return; }
			for (const each of item.items) { outlineItem(each, { ...cx, items: inner }); }
			outlineForeignImpls(inner, cx);
			return;
		}
		case 'const': if (item.value !== undefined) { const { value } = item; block(cx, item, (inner) => { outlineExpression(value, inner); cx.steps.push(...inner.steps); }); } return;
		default:
	}
}

function traitOutline(item: TraitNode, cx: Context): TypeOutline {
	const { inference, source } = cx.file;
	const info = inference.names.typeInfo(item, { source, scope: cx.items });
	return { id: info.id, span: spanOf(item), kind: 'interface', bases: basesOf(item.bounds, { source, scope: info.scope }, cx), members: membersOf([item], cx) };
}

function typeOutline(item: StructNode | EnumNode, cx: Context): TypeOutline {
	const { inference, source } = cx.file;
	const info = inference.names.typeInfo(item, { source, scope: cx.items });
	const impls = inference.methods.implsOf(info).filter((impl) => impl.source.file === source.file);
	return { id: info.id, span: spanOf(item), kind: 'class', bases: traitsOf(impls, cx), members: membersOf(impls.map((each) => each.node), cx) };
}

/** `impl`s for types that are declared elsewhere: a type of its own here, with the same bases. */
export function outlineForeignImpls(scope: ItemScope, cx: Context): void {
	const { inference, source } = cx.file;
	const byName = new Map<string, Impl[]>();
	for (const node of scope.impls) {
		const inner = scope.inner.get(node) ?? scope;
		const type = inference.annotation(node.type, { source, scope: inner });
		if (type.kind === 'own' && type.type.source.file === source.file) { continue; }
		const list = byName.get(inner.qualified) ?? [];
		byName.set(inner.qualified, list);
		list.push({ node, source, outer: scope, scope: inner });
	}
	for (const [qualified, impls] of byName) {
		const [first] = impls;
		if (first === undefined) { continue; }
		cx.file.types.push({ id: `${source.file}#${qualified}`, span: spanOf(first.node), kind: 'class', bases: traitsOf(impls, cx), members: membersOf(impls.map((each) => each.node), cx) });
	}
}

function traitsOf(impls: readonly Impl[], cx: Context): string[] {
	return [...new Set(impls.flatMap(({ node, source, scope }) => (node.trait === undefined ? [] : basesOf([node.trait], { source, scope }, cx))))];
}

function basesOf(bounds: readonly TypeNode[], place: { readonly source: FunctionInfo['source']; readonly scope: ItemScope }, cx: Context): string[] {
	return bounds.flatMap((each) => { const name = typeName(cx.file.inference.annotation(each, place)); return name === undefined ? [] : [name]; });
}

function membersOf(nodes: readonly (ImplNode | TraitNode)[], cx: Context): Record<string, FunctionId> {
	const members: Record<string, FunctionId> = {};
	for (const node of nodes) {
		for (const each of node.items) {
			if (each.kind !== 'function' || each.body === undefined) { continue; }
			const info = cx.file.inference.names.functionInfo(each, cx.file.source);
			if (info !== undefined) { members[each.name] ??= info.id; }
		}
	}
	return members;
}
