/** Reads types, paths, generics and patterns. */
import type { Generic, PathNode, Pattern, Segment, TypeNode } from './ast.ts';
import type { RawNode } from './parser.ts';
import { between, childOf, spanOf, textOf, type Reader } from './reader.ts';

export function readType(node: RawNode, reader: Reader): TypeNode {
	const span = spanOf(node);
	switch (node.type) {
		case 'type_identifier': case 'primitive_type': case 'identifier': case 'scoped_type_identifier': case 'generic_type': case 'self': case 'scoped_identifier': case 'generic_type_with_turbofish':
			return { kind: 'path', ...span, path: readPath(node, reader) };
		case 'reference_type': case 'pointer_type': {
			const to = node.children.findLast((each) => each.type !== 'lifetime' && each.type !== 'mutable_specifier');
			return to === undefined ? { kind: 'unknown', ...span } : { kind: 'reference', ...span, to: readType(to, reader) };
		}
		case 'unit_type': return { kind: 'tuple', ...span, items: [] };
		case 'tuple_type': return { kind: 'tuple', ...span, items: node.children.map((each) => readType(each, reader)) };
		case 'array_type': return node.children[0] === undefined ? { kind: 'unknown', ...span } : { kind: 'slice', ...span, of: readType(node.children[0], reader) };
		case 'dynamic_type': case 'abstract_type': return { kind: 'bounds', ...span, isDyn: node.type === 'dynamic_type', bounds: boundsIn(node.children, reader) };
		case 'bounded_type': return { kind: 'bounds', ...span, isDyn: textOf(node, reader).startsWith('dyn'), bounds: boundsIn(node.children, reader) };
		case 'function_type': {
			const trait = node.children[0];
			const list = node.children.findIndex((each) => each.type === 'parameters');
			const returns = node.children[list + 1];
			const isTrait = trait !== undefined && (trait.type === 'type_identifier' || trait.type === 'scoped_type_identifier');
			return { kind: 'function', ...span, ...(isTrait && { trait: readPath(trait, reader) }), ...(returns && { returns: readType(returns, reader) }) };
		}
		case 'higher_ranked_trait_bound': case 'bracketed_type': {
			const inner = node.children.at(-1);
			return inner === undefined ? { kind: 'unknown', ...span } : readType(inner, reader);
		}
		case 'qualified_type': return node.children[0] === undefined ? { kind: 'unknown', ...span } : readType(node.children[0], reader);
		case 'type_binding': {
			const [name] = node.children;
			const to = node.children.at(-1);
			return name === undefined || to === undefined ? { kind: 'unknown', ...span } : { kind: 'binding', ...span, name: textOf(name, reader), to: readType(to, reader) };
		}
		default: return { kind: 'unknown', ...span };
	}
}

/** `A + B`, which the grammar nests. */
function boundsIn(nodes: readonly RawNode[], reader: Reader): TypeNode[] {
	return nodes.flatMap((each): TypeNode[] => {
		if (each.type === 'lifetime' || each.type === 'removed_trait_bound' || each.type === 'type_parameters' || each.type === 'use_bounds') { return []; }
		if (each.type === 'bounded_type') { return boundsIn(each.children, reader); }
		const read = readType(each, reader);
		return read.kind === 'bounds' ? [...read.bounds] : [read];
	});
}

export function readPath(node: RawNode, reader: Reader): PathNode {
	const segments: Segment[] = [];
	const qself = collect(node, segments, reader);
	return { ...spanOf(node), segments, ...(qself && { qself }) };
}

/** Adds a path's segments; answers with the type in `<T as Trait>::`. */
function collect(node: RawNode, segments: Segment[], reader: Reader): TypeNode | undefined {
	switch (node.type) {
		case 'scoped_identifier': case 'scoped_type_identifier': {
			const name = node.children.at(-1);
			const [path] = node.children;
			const qself = path === undefined || path === name ? undefined : collect(path, segments, reader);
			if (name !== undefined) { segments.push({ ...spanOf(name), name: nameOf(name, reader) }); }
			return qself;
		}
		case 'generic_type': case 'generic_function': case 'generic_type_with_turbofish': case 'generic_pattern': {
			const [inner] = node.children;
			const qself = inner === undefined ? undefined : collect(inner, segments, reader);
			const given = childOf(node, 'type_arguments');
			const last = segments.pop();
			if (last !== undefined) { segments.push({ ...last, ...(given && { args: readTypeArguments(given, reader) }) }); }
			return qself;
		}
		case 'bracketed_type': {
			const [inner] = node.children;
			if (inner === undefined) { return undefined; }
			if (inner.type === 'qualified_type') { return inner.children[0] === undefined ? undefined : readType(inner.children[0], reader); }
			return readType(inner, reader);
		}
		default: segments.push({ ...spanOf(node), name: nameOf(node, reader) }); return undefined;
	}
}

function nameOf(node: RawNode, reader: Reader): string {
	return textOf(node, reader).replace(/^r#/, '').trim();
}

export function readTypeArguments(node: RawNode, reader: Reader): TypeNode[] {
	return node.children.filter((each) => each.type !== 'lifetime').map((each) => (each.type === 'trait_bounds' ? { kind: 'bounds', ...spanOf(each), isDyn: true, bounds: boundsIn(each.children, reader) } : readType(each, reader)));
}

/** Type parameters with their bounds, those of the `where` clause too. */
export function readGenerics(node: RawNode, reader: Reader): Generic[] {
	const found = new Map<string, TypeNode[]>();
	const add = (name: string, bounds: RawNode | undefined) => {
		const list = found.get(name) ?? [];
		found.set(name, list);
		if (bounds !== undefined) { list.push(...boundsIn(bounds.children, reader)); }
	};
	for (const each of childOf(node, 'type_parameters')?.children ?? []) {
		const name = each.type === 'type_parameter' || each.type === 'constrained_type_parameter' ? each.children[0] : each.type === 'type_identifier' ? each : undefined;
		if (name !== undefined) { add(textOf(name, reader), childOf(each, 'trait_bounds')); }
	}
	for (const each of childOf(node, 'where_clause')?.children ?? []) {
		const [left] = each.children;
		if (left?.type === 'type_identifier') { add(textOf(left, reader), childOf(each, 'trait_bounds')); }
	}
	return [...found].map(([name, bounds]) => ({ name, bounds }));
}

export function readBounds(node: RawNode | undefined, reader: Reader): TypeNode[] {
	return node === undefined ? [] : boundsIn(node.children, reader);
}

export function readPattern(node: RawNode, reader: Reader): Pattern {
	const span = spanOf(node);
	const inner = (nodes: readonly RawNode[]): Pattern[] => nodes.filter((each) => each.type !== 'mutable_specifier' && each.type !== 'attribute_item').map((each) => readPattern(each, reader));
	switch (node.type) {
		case '_': return { kind: 'wildcard', ...span };
		case 'identifier': case 'shorthand_field_identifier': return { kind: 'ident', ...span, name: nameOf(node, reader) };
		case 'self': return { kind: 'ident', ...span, name: 'self' };
		case 'mut_pattern': case 'ref_pattern': case 'reference_pattern': {
			const last = node.children.findLast((each) => each.type !== 'mutable_specifier');
			return last === undefined ? { kind: 'wildcard', ...span } : readPattern(last, reader);
		}
		case 'captured_pattern': {
			const [name, what] = node.children;
			return name === undefined ? { kind: 'wildcard', ...span } : { kind: 'ident', ...spanOf(name), name: nameOf(name, reader), ...(what && { inner: readPattern(what, reader) }) };
		}
		case 'tuple_pattern': return { kind: 'tuple', ...span, items: inner(node.children) };
		case 'slice_pattern': return { kind: 'slice', ...span, items: inner(node.children) };
		case 'or_pattern': return { kind: 'or', ...span, items: inner(node.children).flatMap((each) => (each.kind === 'or' ? each.items : [each])) };
		case 'tuple_struct_pattern': {
			const [type, ...items] = node.children;
			return type === undefined ? { kind: 'wildcard', ...span } : { kind: 'tupleStruct', ...span, path: readPath(type, reader), items: inner(items) };
		}
		case 'struct_pattern': {
			const [type, ...fields] = node.children;
			if (type === undefined) { return { kind: 'wildcard', ...span }; }
			return { kind: 'struct', ...span, path: readPath(type, reader), fields: fields.filter((each) => each.type === 'field_pattern').map((each) => readFieldPattern(each, reader)) };
		}
		case 'scoped_identifier': case 'generic_pattern': return { kind: 'path', ...span, path: readPath(node, reader) };
		case 'remaining_field_pattern': return { kind: 'rest', ...span };
		case 'parameter': return node.children[0] === undefined ? { kind: 'wildcard', ...span } : readPattern(node.children.find((each) => each.type !== 'mutable_specifier') as RawNode, reader);
		default: return { kind: 'literal', ...span, text: textOf(node, reader) };
	}
}

function readFieldPattern(node: RawNode, reader: Reader): { name: string; pattern: Pattern } {
	const parts = node.children.filter((each) => each.type !== 'mutable_specifier');
	const [name, pattern] = parts;
	if (name === undefined) { return { name: '', pattern: { kind: 'wildcard', ...spanOf(node) } }; }
	// `Foo { ref name }` and `Foo { name }` bind the field's own name.
	const isShort = pattern === undefined || between(name.end, pattern.start, reader) !== ':';
	return { name: nameOf(name, reader), pattern: isShort ? { kind: 'ident', ...spanOf(name), name: nameOf(name, reader) } : readPattern(pattern, reader) };
}
