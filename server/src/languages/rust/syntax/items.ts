/** Reads a file's items: functions, types, modules, imports. */
import type { Span } from '../../../outline/span.ts';
import type { Attribute, FieldNode, FunctionNode, Item, ModNode, SourceNode, UsedName } from './ast.ts';
import { readBlock, readExpression, readParameter } from './expressions.ts';
import type { RawNode, RustTree } from './parser.ts';
import { attributeOf, childOf, spanOf, textOf, type Reader } from './reader.ts';
import { readBounds, readGenerics, readType } from './types.ts';

/** A file's syntax. `text` is what was given to the parser. */
export function readSource({ root, errors, expanded }: RustTree, text: string): SourceNode {
	const reader: Reader = { original: text, expanded };
	const attributes = root.children.filter((each) => each.type === 'inner_attribute_item').map((each) => attributeOf(each, reader)).filter((each) => each !== undefined);
	return { kind: 'source', start: 0, end: text.length, items: readItems(root.children, reader), attributes, hasShebang: /^#!\s*\//.test(text), errors };
}

function readItems(nodes: readonly RawNode[], reader: Reader): Item[] {
	const items: Item[] = [];
	let attributes: RawNode[] = [];
	for (const each of nodes) {
		if (each.type === 'attribute_item') { attributes.push(each); continue; }
		const item = readItem(each, attributes, reader);
		attributes = [];
		if (item !== undefined) { items.push(item); }
	}
	return items;
}

interface Head extends Span {
	readonly attributes: readonly Attribute[];
	readonly isPublic: boolean;
	readonly name: string;
	readonly nameSpan: Span;
}

/** An item of any kind; undefined for what is none, or none of interest. */
export function readItem(node: RawNode, attributes: readonly RawNode[], reader: Reader): Item | undefined {
	const head = (name: RawNode | undefined): Head => ({
		...spanOf(node), attributes: attributes.map((each) => attributeOf(each, reader)).filter((each) => each !== undefined), isPublic: isPublic(node, reader),
		name: name === undefined ? '' : textOf(name, reader).replace(/^r#/, ''), nameSpan: spanOf(name ?? node),
	});
	switch (node.type) {
		case 'function_item': case 'function_signature_item': return readFunction(node, head(childOf(node, 'identifier', 'metavariable')), reader);
		case 'impl_item': return readImpl(node, head(undefined), reader);
		case 'trait_item': return {
			kind: 'trait', ...head(childOf(node, 'type_identifier')), generics: readGenerics(node, reader), bounds: readBounds(childOf(node, 'trait_bounds'), reader),
			items: readItems(childOf(node, 'declaration_list')?.children ?? [], reader),
		};
		case 'struct_item': case 'union_item': return { kind: 'struct', ...head(childOf(node, 'type_identifier')), hasLifetime: hasLifetime(node, reader), generics: readGenerics(node, reader), fields: fieldsIn(node, reader) };
		case 'enum_item': return {
			kind: 'enum', ...head(childOf(node, 'type_identifier')), hasLifetime: hasLifetime(node, reader), generics: readGenerics(node, reader),
			variants: (childOf(node, 'enum_variant_list')?.children ?? []).filter((each) => each.type === 'enum_variant').map((each) => ({ name: textOf(childOf(each, 'identifier') ?? each, reader), fields: fieldsIn(each, reader) })),
		};
		case 'mod_item': {
			const list = childOf(node, 'declaration_list');
			return { kind: 'mod', ...head(childOf(node, 'identifier')), ...(list && { items: readItems(list.children, reader) }) } satisfies ModNode;
		}
		case 'foreign_mod_item': return undefined;
		case 'use_declaration': {
			const argument = node.children.find((each) => each.type !== 'visibility_modifier');
			const names: UsedName[] = [];
			if (argument !== undefined) { readUse(argument, [], names, reader); }
			return { kind: 'use', ...head(undefined), names };
		}
		case 'extern_crate_declaration': {
			const [name, alias] = node.children.filter((each) => each.type === 'identifier' || each.type === 'self').map((each) => textOf(each, reader));
			return name === undefined ? undefined : { kind: 'use', ...head(undefined), names: [{ path: [name], name: alias ?? name }] };
		}
		case 'const_item': case 'static_item': {
			const parts = node.children.filter((each) => each.type !== 'visibility_modifier' && each.type !== 'mutable_specifier');
			const [name, type, value] = parts;
			return { kind: 'const', ...head(name), ...(type && { type: readType(type, reader) }), ...(value && { value: readExpression(value, reader) }), isStatic: node.type === 'static_item' };
		}
		case 'type_item': case 'associated_type': {
			const type = node.children.findLast((each) => each.type !== 'where_clause');
			const name = childOf(node, 'type_identifier');
			return { kind: 'alias', ...head(name), generics: readGenerics(node, reader), ...(type && type !== name && type.type !== 'trait_bounds' && { type: readType(type, reader) }) };
		}
		case 'expression_statement': {
			const [, path] = /^include\s*!\s*[([{]\s*"([^"\\]+\.rs)"\s*[)\]}]\s*;?$/.exec(reader.original.slice(node.start, node.end)) ?? [];
			return path === undefined ? undefined : { kind: 'include', ...head(undefined), path };
		}
		default: return undefined;
	}
}

/** `struct Transaction<'a>`: it borrows from something. Lifetimes come first. */
function hasLifetime(node: RawNode, reader: Reader): boolean {
	const parameters = childOf(node, 'type_parameters');
	return parameters !== undefined && /^<\s*'/.test(textOf(parameters, reader));
}

function isPublic(node: RawNode, reader: Reader): boolean {
	const visibility = childOf(node, 'visibility_modifier');
	return visibility !== undefined && /^pub(?:\s*\(\s*(?:crate|super|in\b.*)\s*\))?$/.test(textOf(visibility, reader));
}

function readFunction(node: RawNode, head: Head, reader: Reader): FunctionNode {
	const list = childOf(node, 'parameters');
	const after = node.children.slice(node.children.indexOf(list as RawNode) + 1);
	const returns = after.find((each) => each.type !== 'where_clause' && each.type !== 'block');
	const body = childOf(node, 'block');
	const modifiers = childOf(node, 'function_modifiers');
	return {
		kind: 'function', ...head, form: 'item', isAsync: modifiers !== undefined && /\basync\b/.test(textOf(modifiers, reader)),
		hasSelf: list?.children.some((each) => each.type === 'self_parameter' || each.type === 'parameter' && each.children[0]?.type === 'self') ?? false,
		parameters: (list?.children ?? []).filter((each) => each.type === 'parameter' && each.children[0]?.type !== 'self').map((each) => readParameter(each, reader)),
		generics: readGenerics(node, reader), ...(list && returns && { returns: readType(returns, reader) }), ...(body && { body: readBlock(body, reader) }),
	};
}

function readImpl(node: RawNode, head: Head, reader: Reader): Item | undefined {
	const types = node.children.filter((each) => !/^(type_parameters|where_clause|declaration_list|attribute_item)$/.test(each.type));
	const type = types.at(-1);
	const trait = types.length > 1 ? types[0] : undefined;
	if (type === undefined) { return undefined; }
	return {
		kind: 'impl', ...head, generics: readGenerics(node, reader), ...(trait && { trait: readType(trait, reader) }), type: readType(type, reader),
		items: readItems(childOf(node, 'declaration_list')?.children ?? [], reader),
	};
}

/** Named fields, or numbered ones. */
function fieldsIn(node: RawNode, reader: Reader): FieldNode[] {
	const named = childOf(node, 'field_declaration_list');
	if (named !== undefined) {
		return named.children.filter((each) => each.type === 'field_declaration').flatMap((each): FieldNode[] => {
			const name = childOf(each, 'field_identifier');
			const type = each.children.at(-1);
			return name === undefined || type === undefined || type === name ? [] : [{ ...spanOf(each), name: textOf(name, reader).replace(/^r#/, ''), type: readType(type, reader) }];
		});
	}
	const numbered = childOf(node, 'ordered_field_declaration_list');
	const types = (numbered?.children ?? []).filter((each) => each.type !== 'attribute_item' && each.type !== 'visibility_modifier');
	return types.map((each, index) => ({ ...spanOf(each), name: String(index), type: readType(each, reader) }));
}

/** Takes a tree of `use` apart into single names. */
function readUse(node: RawNode, before: readonly string[], names: UsedName[], reader: Reader): void {
	const partsOf = (path: RawNode): string[] => textOf(path, reader).replaceAll(/\s|r#/g, '').split('::').filter((each) => each !== '');
	const [first, second] = node.children;
	switch (node.type) {
		case 'use_list': for (const each of node.children) { readUse(each, before, names, reader); } return;
		case 'scoped_use_list': {
			const list = childOf(node, 'use_list');
			const path = first === undefined || first === list ? [] : partsOf(first);
			if (list !== undefined) { readUse(list, [...before, ...path], names, reader); }
			return;
		}
		case 'use_wildcard': names.push({ path: [...before, ...(first === undefined ? [] : partsOf(first))], name: '*' }); return;
		case 'use_as_clause': {
			if (first === undefined) { return; }
			const path = partsOf(first);
			const whole = path.at(-1) === 'self' && before.length > 0 ? [...before, ...path.slice(0, -1)] : [...before, ...path];
			names.push({ path: whole, name: second === undefined ? '_' : textOf(second, reader) });
			return;
		}
		default: {
			const path = partsOf(node);
			const whole = path.at(-1) === 'self' && before.length > 0 ? [...before, ...path.slice(0, -1)] : [...before, ...path];
			const name = whole.at(-1);
			if (name !== undefined) { names.push({ path: whole, name }); }
		}
	}
}
