/** Reads expressions and blocks. */
import type { Attribute, BlockNode, Expr, FunctionNode, LetStmt, MacroExpr, MatchArm, ParameterNode, PathExpr, Pattern, SelectArmNode, Stmt } from './ast.ts';
import { readItem } from './items.ts';
import type { SelectShape } from './macros.ts';
import type { RawNode } from './parser.ts';
import { attributeOf, between, childOf, spanOf, textOf, type Reader } from './reader.ts';
import { readPath, readPattern, readType, readTypeArguments } from './types.ts';

export function readExpression(node: RawNode, reader: Reader): Expr {
	const span = spanOf(node);
	const read = (each: RawNode): Expr => readExpression(each, reader);
	const [first, second] = node.children;
	switch (node.type) {
		case 'identifier': case 'self': case 'scoped_identifier': case 'crate': case 'super': case 'metavariable': return { kind: 'path', ...span, path: readPath(node, reader) };
		case 'generic_function': return first?.type === 'field_expression' ? read(first) : { kind: 'path', ...span, path: readPath(node, reader) };
		case 'string_literal': case 'raw_string_literal': return { kind: 'literal', ...span, value: stringOf(textOf(node, reader)), type: textOf(node, reader).startsWith('b') ? 'bytes' : 'str' };
		case 'integer_literal': case 'float_literal': return { kind: 'literal', ...span, value: numberOf(textOf(node, reader)), type: 'number' };
		case 'boolean_literal': return { kind: 'literal', ...span, value: textOf(node, reader) === 'true', type: 'bool' };
		case 'char_literal': return { kind: 'literal', ...span, value: textOf(node, reader).slice(1, -1), type: 'char' };
		case 'parenthesized_expression': return first === undefined ? other(node, reader) : read(first);
		case 'call_expression': return readCall(node, reader);
		case 'field_expression': return first === undefined || second === undefined ? other(node, reader) : { kind: 'field', ...span, object: read(first), name: textOf(second, reader).replace(/^r#/, ''), nameSpan: spanOf(second) };
		case 'index_expression': return first === undefined || second === undefined ? other(node, reader) : { kind: 'index', ...span, object: read(first), index: read(second) };
		case 'await_expression': return first === undefined ? other(node, reader) : { kind: 'await', ...span, value: read(first) };
		case 'try_expression': return first === undefined ? other(node, reader) : { kind: 'try', ...span, value: read(first) };
		case 'macro_invocation': return flatMacro(node, reader);
		case 'closure_expression': return readClosure(node, reader);
		case 'async_block': return readAsyncBlock(node, reader);
		case 'block': return blockExpression(node, reader);
		case 'unsafe_block': case 'const_block': case 'try_block': case 'gen_block': { const block = childOf(node, 'block'); return block === undefined ? other(node, reader) : { kind: 'block', ...span, block: readBlock(block, reader) }; }
		case 'if_expression': return readIf(node, reader);
		case 'let_condition': return first === undefined || second === undefined ? other(node, reader) : { kind: 'let', ...span, pattern: readPattern(first, reader), value: read(second) };
		case 'let_chain': return chain(node.children.map(read), span);
		case 'match_expression': return readMatch(node, reader);
		case 'loop_expression': case 'while_expression': case 'for_expression': return readLoop(node, reader);
		case 'return_expression': case 'break_expression': case 'continue_expression': case 'yield_expression': return readJump(node, reader);
		case 'assignment_expression': return first === undefined || second === undefined ? other(node, reader) : { kind: 'assign', ...span, left: read(first), right: read(second) };
		case 'compound_assignment_expr': return first === undefined || second === undefined ? other(node, reader) : { kind: 'assign', ...span, operator: between(first.end, second.start, reader).slice(0, -1), left: read(first), right: read(second) };
		case 'binary_expression': return first === undefined || second === undefined ? other(node, reader) : { kind: 'binary', ...span, operator: between(first.end, second.start, reader), left: read(first), right: read(second) };
		case 'unary_expression': return first === undefined ? other(node, reader) : { kind: 'unary', ...span, operator: textOf(node, reader)[0] ?? '', value: read(first) };
		case 'reference_expression': { const value = node.children.at(-1); return value === undefined ? other(node, reader) : { kind: 'reference', ...span, value: read(value) }; }
		case 'struct_expression': return readStruct(node, reader);
		case 'unit_expression': return { kind: 'tuple', ...span, items: [] };
		case 'tuple_expression': return { kind: 'tuple', ...span, items: node.children.filter((each) => each.type !== 'attribute_item').map(read) };
		case 'array_expression': return { kind: 'array', ...span, items: node.children.filter((each) => each.type !== 'attribute_item').map(read) };
		case 'range_expression': return { kind: 'range', ...span, parts: node.children.map(read) };
		case 'type_cast_expression': return first === undefined || second === undefined ? other(node, reader) : { kind: 'cast', ...span, value: read(first), type: readType(second, reader) };
		default: return other(node, reader);
	}
}

function other(node: RawNode, reader: Reader): Expr {
	return { kind: 'other', ...spanOf(node), parts: node.children.filter((each) => /_expression$|^block$|^identifier$|_block$/.test(each.type)).map((each) => readExpression(each, reader)) };
}

function chain(parts: readonly Expr[], span: { start: number; end: number }): Expr {
	const [first, ...rest] = parts;
	if (first === undefined) { return { kind: 'other', ...span, parts: [] }; }
	return rest.reduce<Expr>((left, right) => ({ kind: 'binary', start: left.start, end: right.end, operator: '&&', left, right }), first);
}

function readCall(node: RawNode, reader: Reader): Expr {
	const [callee, ...rest] = node.children;
	const list = rest.find((each) => each.type === 'arguments');
	if (callee === undefined || list === undefined) { return other(node, reader); }
	const span = spanOf(node);
	const args = list.children.filter((each) => each.type !== 'attribute_item').map((each) => readExpression(each, reader));
	// A macro that was written out as a call still has its mark in the text.
	if (/^\s*!/.test(reader.original.slice(callee.end, list.start)) && (callee.type === 'identifier' || callee.type === 'scoped_identifier')) {
		return { kind: 'macro', ...span, path: readPath(callee, reader), args, mentions: mentionsIn(args, span, reader) } satisfies MacroExpr;
	}
	const field = callee.type === 'generic_function' ? callee.children[0] : callee;
	if (field?.type === 'field_expression') {
		const [object, name] = field.children;
		if (object !== undefined && name !== undefined && name.type !== 'integer_literal') {
			const typeArgs = callee.type === 'generic_function' ? childOf(callee, 'type_arguments') : undefined;
			return { kind: 'method', ...span, object: readExpression(object, reader), name: textOf(name, reader).replace(/^r#/, ''), nameSpan: spanOf(name), ...(typeArgs && { typeArgs: readTypeArguments(typeArgs, reader) }), args };
		}
	}
	return { kind: 'call', ...span, callee: readExpression(callee, reader), args };
}

/** Names in the texts of format strings: `{count}`. */
function mentionsIn(args: readonly Expr[], span: { start: number; end: number }, { original }: Reader): PathExpr[] {
	const found: PathExpr[] = [];
	for (const each of args) {
		if (each.kind !== 'literal' || each.type !== 'str') { continue; }
		const text = original.slice(each.start, each.end);
		for (const match of text.matchAll(/\{([A-Za-z_]\w*)\s*[:}]/g)) {
			const at = { start: each.start + match.index + 1, end: each.start + match.index + 1 + (match[1]?.length ?? 0) };
			found.push({ kind: 'path', ...at, path: { ...at, segments: [{ ...at, name: match[1] ?? '' }] } });
		}
	}
	return span.end > span.start ? found : [];
}

function flatMacro(node: RawNode, reader: Reader): MacroExpr {
	const [name] = node.children;
	const found: PathExpr[] = [];
	const collect = (each: RawNode): void => {
		if (each.type === 'identifier' || each.type === 'self') { found.push({ kind: 'path', ...spanOf(each), path: readPath(each, reader) }); }
		for (const inner of each.children) { collect(inner); }
	};
	for (const each of node.children.slice(1)) { collect(each); }
	return { kind: 'macro', ...spanOf(node), path: name === undefined ? { ...spanOf(node), segments: [] } : readPath(name, reader), args: [], mentions: found };
}

const nothing: readonly never[] = [];

function inner(node: RawNode, name: string, form: FunctionNode['form'], isAsync: boolean, parameters: readonly ParameterNode[], body: BlockNode): FunctionNode {
	return { kind: 'function', ...spanOf(node), attributes: nothing, isPublic: false, name, nameSpan: { start: node.start, end: node.start + 1 }, form, isAsync, hasSelf: false, parameters, generics: nothing, body };
}

function readClosure(node: RawNode, reader: Reader): Expr {
	const list = childOf(node, 'closure_parameters');
	const body = node.children.at(-1);
	const isAsync = /^(?:static\s+)?async\b/.test(textOf(node, reader));
	const parameters = (list?.children ?? []).map((each) => readParameter(each, reader));
	const block = body === undefined || body === list ? { start: node.end, end: node.end, statements: nothing } : body.type === 'block' ? readBlock(body, reader) : { ...spanOf(body), statements: nothing, tail: readExpression(body, reader) };
	return { kind: 'closure', ...spanOf(node), function: inner(node, '<closure>', 'closure', isAsync, parameters, block) };
}

export function readParameter(node: RawNode, reader: Reader): ParameterNode {
	if (node.type !== 'parameter') { return { ...spanOf(node), pattern: readPattern(node, reader) }; }
	const [pattern, type] = node.children.filter((each) => each.type !== 'mutable_specifier' && each.type !== 'attribute_item');
	return { ...spanOf(node), pattern: pattern === undefined ? { kind: 'wildcard', ...spanOf(node) } : readPattern(pattern, reader), ...(type && { type: readType(type, reader) }) };
}

function readAsyncBlock(node: RawNode, reader: Reader): Expr {
	const block = childOf(node, 'block');
	const body = block === undefined ? { ...spanOf(node), statements: nothing } : readBlock(block, reader);
	return { kind: 'closure', ...spanOf(node), function: inner(node, '<block>', 'async', true, nothing, body) };
}

function labelOf(node: RawNode, reader: Reader): string | undefined {
	const label = childOf(node, 'label');
	return label === undefined ? undefined : textOf(label, reader).replace(/^'/, '').replace(/:$/, '').trim();
}

function blockExpression(node: RawNode, reader: Reader): Expr {
	const select = reader.expanded.selects.get(node.start);
	const block = readBlock(node, reader);
	if (select !== undefined && node.end === select.end) { return readSelect(block, select, node); }
	const label = labelOf(node, reader);
	return { kind: 'block', ...spanOf(node), block, ...(label !== undefined && { label }) };
}

/** Puts the statements that a `select!` was written out as together again. */
function readSelect(block: BlockNode, shape: SelectShape, node: RawNode): Expr {
	const valueAt = (start: number): Expr | undefined => {
		const found = block.statements.find((each) => each.kind === 'expression' && (each.start === start || each.value.start === start));
		return found?.kind === 'expression' ? found.value : block.tail?.start === start ? block.tail : undefined;
	};
	const arms = shape.arms.flatMap(({ start, guard, handler }): SelectArmNode[] => {
		const bound = block.statements.find((each): each is LetStmt => each.kind === 'let' && each.start === start);
		const future = bound?.value ?? valueAt(start);
		const does = valueAt(handler);
		const test = guard === undefined ? undefined : valueAt(guard);
		if (future === undefined || does === undefined) { return []; }
		return [{ start: bound?.pattern.start ?? start, end: does.end, ...(bound && { pattern: bound.pattern }), future, ...(test && { guard: test }), handler: does }];
	});
	const orElse = shape.orElse === undefined ? undefined : valueAt(shape.orElse);
	return { kind: 'select', start: node.start, end: shape.end, isBiased: shape.isBiased, arms, ...(orElse && { orElse }) };
}

function readIf(node: RawNode, reader: Reader): Expr {
	const [test, then] = node.children;
	const otherwise = childOf(node, 'else_clause')?.children[0];
	if (test === undefined || then === undefined) { return other(node, reader); }
	return { kind: 'if', ...spanOf(node), test: readExpression(test, reader), whenTrue: readBlock(then, reader), ...(otherwise && { orElse: readExpression(otherwise, reader) }) };
}

function readMatch(node: RawNode, reader: Reader): Expr {
	const [subject] = node.children;
	const body = childOf(node, 'match_block');
	if (subject === undefined || body === undefined) { return other(node, reader); }
	const arms = body.children.filter((each) => each.type === 'match_arm').flatMap((each): MatchArm[] => {
		const pattern = childOf(each, 'match_pattern');
		const value = each.children.at(-1);
		if (pattern === undefined || value === undefined || value === pattern) { return []; }
		const [what, guard] = pattern.children;
		const read: Pattern = what === undefined ? { kind: 'wildcard', ...spanOf(pattern) } : readPattern(what, reader);
		return [{ ...spanOf(each), pattern: read, ...(guard && { guard: readExpression(guard, reader) }), value: readExpression(value, reader) }];
	});
	return { kind: 'match', ...spanOf(node), subject: readExpression(subject, reader), arms };
}

function readLoop(node: RawNode, reader: Reader): Expr {
	const label = labelOf(node, reader);
	const parts = node.children.filter((each) => each.type !== 'label');
	const body = parts.at(-1);
	const [first, second] = parts;
	if (body === undefined || first === undefined) { return other(node, reader); }
	const base = { kind: 'loop' as const, ...spanOf(node), ...(label !== undefined && { label }), body: readBlock(body, reader) };
	if (node.type === 'loop_expression') { return { ...base, form: 'loop' }; }
	if (node.type === 'while_expression') { return { ...base, form: 'while', test: readExpression(first, reader) }; }
	return second === undefined || second === body ? other(node, reader) : { ...base, form: 'for', pattern: readPattern(first, reader), iterated: readExpression(second, reader) };
}

function readJump(node: RawNode, reader: Reader): Expr {
	const label = labelOf(node, reader);
	const value = node.children.find((each) => each.type !== 'label');
	const jump = node.type.slice(0, node.type.indexOf('_')) as 'return' | 'break' | 'continue' | 'yield';
	return { kind: 'jump', ...spanOf(node), jump, ...(label !== undefined && { label }), ...(value && { value: readExpression(value, reader) }) };
}

function readStruct(node: RawNode, reader: Reader): Expr {
	const [name] = node.children;
	const list = childOf(node, 'field_initializer_list');
	if (name === undefined) { return other(node, reader); }
	let base: Expr | undefined;
	const fields = (list?.children ?? []).flatMap((each) => {
		if (each.type === 'base_field_initializer') { const value = each.children[0]; base = value && readExpression(value, reader); return []; }
		const parts = each.children.filter((part) => part.type !== 'attribute_item');
		const [field, value] = parts;
		if (field === undefined) { return []; }
		return [{ name: textOf(field, reader), value: readExpression(each.type === 'shorthand_field_initializer' || value === undefined ? field : value, reader) }];
	});
	return { kind: 'struct', ...spanOf(node), path: readPath(name, reader), fields, ...(base && { base }) };
}

export function readBlock(node: RawNode, reader: Reader): BlockNode {
	const statements: Stmt[] = [];
	let tail: Expr | undefined;
	let beforeTail: readonly Attribute[] | undefined;
	let attributes: RawNode[] = [];
	const parts = node.children.filter((each) => each.type !== 'label');
	for (const [index, each] of parts.entries()) {
		const isLast = index === parts.length - 1;
		if (each.type === 'attribute_item') { attributes.push(each); continue; }
		const taken = attributes;
		attributes = [];
		switch (each.type) {
			case 'let_declaration': statements.push({ ...readLet(each, reader), ...attributesOf(taken, reader) }); break;
			case 'expression_statement': {
				const [value] = each.children;
				if (value === undefined) { break; }
				const isEnded = reader.expanded.text[each.end - 1] === ';';
				if (isLast && !isEnded) { tail = readExpression(value, reader); beforeTail = attributesOf(taken, reader).before; } else { statements.push({ kind: 'expression', ...spanOf(each), value: readExpression(value, reader), ...(!isEnded && isLastOfConfigurations(parts, index, reader) && { isTail: true }), ...attributesOf(taken, reader) }); }
				break;
			}
			case 'empty_statement': case 'inner_attribute_item': break;
			case 'macro_invocation': if (isLast) { tail = flatMacro(each, reader); } else { statements.push({ kind: 'expression', ...spanOf(each), value: flatMacro(each, reader), ...attributesOf(taken, reader) }); } break;
			default: {
				const item = readItem(each, taken, reader);
				if (item !== undefined) { statements.push({ kind: 'item', ...spanOf(each), item }); } else if (!/_item$|_declaration$|^macro_definition$/.test(each.type)) { tail = readExpression(each, reader); beforeTail = attributesOf(taken, reader).before; }
			}
		}
	}
	return { ...spanOf(node), statements, ...(tail && { tail }), ...(tail && beforeTail && { beforeTail }) };
}

function attributesOf(nodes: readonly RawNode[], reader: Reader): { readonly before?: readonly Attribute[] } {
	const before = nodes.map((each) => attributeOf(each, reader)).filter((each) => each !== undefined);
	return before.length > 0 ? { before } : {};
}

/** True for a `#[cfg] { … }` after which only others of the kind follow: one of them is what the block gives. */
function isLastOfConfigurations(parts: readonly RawNode[], index: number, reader: Reader): boolean {
	const isConfigured = (at: number): boolean => parts[at - 1]?.type === 'attribute_item' && /^#\[\s*cfg\b/.test(textOf(parts[at - 1] as RawNode, reader));
	return isConfigured(index) && parts.every((each, at) => at <= index || each.type === 'attribute_item' || reader.expanded.text[each.end - 1] !== ';' && isConfigured(at));
}

function readLet(node: RawNode, reader: Reader): Stmt {
	const parts = node.children.filter((each) => each.type !== 'mutable_specifier');
	const [pattern, ...rest] = parts;
	let type: RawNode | undefined, value: RawNode | undefined, orElse: RawNode | undefined;
	let end = pattern?.end ?? node.start;
	for (const each of rest) {
		const before = between(end, each.start, reader);
		if (before.endsWith('else')) { orElse = each; } else if (before.startsWith(':')) { type = each; } else { value = each; }
		end = each.end;
	}
	return {
		kind: 'let', ...spanOf(node), pattern: pattern === undefined ? { kind: 'wildcard', ...spanOf(node) } : readPattern(pattern, reader),
		...(type && { type: readType(type, reader) }), ...(value && { value: readExpression(value, reader) }), ...(orElse && { orElse: readBlock(orElse, reader) }),
	};
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

function stringOf(text: string): string {
	const raw = /^b?c?r(#*)"([^]*)"\1$/.exec(text);
	if (raw !== null) { return raw[2] ?? ''; }
	return text.replace(/^[bc]?"/, '').replace(/"$/, '').replaceAll(/\\([^])/g, (_, each: string) => escapes[each] ?? each);
}

function numberOf(text: string): number {
	return Number(text.replaceAll('_', '').replace(/(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$/, ''));
}
