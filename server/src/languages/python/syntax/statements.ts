/** From the parser's statements to the summary's. */
import type { Span } from '../../../outline/span.ts';
import type { AssignStmt, BlockNode, CaseNode, ClassNode, Expr, FunctionNode, HandlerNode, ImportedName, ModuleNode, NameExpr, Stmt, WithItem } from './ast.ts';
import { partsOf } from './ast.ts';
import { ExpressionReader } from './expressions.ts';
import type { RawNode, RawTree } from './parser.ts';

/** Makes the summary of a text out of its tree. */
export function readModule({ root, errors }: RawTree, text: string): ModuleNode {
	return { kind: 'module', start: 0, end: text.length, body: new StatementReader(text).statements(root.children), hasShebang: text.startsWith('#!'), text, isSound: errors.length === 0, errors };
}

const functions = new WeakMap<RawNode, FunctionNode>();

class StatementReader {
	readonly #expressions: ExpressionReader;

	constructor(text: string) {
		this.#expressions = new ExpressionReader(text);
	}

	statements(nodes: readonly RawNode[]): Stmt[] {
		return nodes.flatMap((node) => this.#statement(node, []));
	}

	#text(span: Span): string {
		return this.#expressions.textOf(span);
	}

	#expression(node: RawNode | undefined): Expr {
		return this.#expressions.read(node);
	}

	#block(node: RawNode | undefined, at: Span): BlockNode {
		return node === undefined ? { start: at.end, end: at.end, body: [] } : { start: node.start, end: node.end, body: this.statements(node.children) };
	}

	#statement(node: RawNode, decorators: readonly Expr[]): Stmt[] {
		const { start, end, children } = node;
		switch (node.type) {
			case 'expression_statement': return this.#expressionStatement(node);
			case 'return_statement': return [{ kind: 'return', start, end, ...(children[0] && { value: this.#expression(children[0]) }) }];
			case 'raise_statement': return [{ kind: 'raise', start, end, ...(children[0] && { value: this.#expression(children[0]) }), ...(children[1] && { cause: this.#expression(children[1]) }) }];
			case 'delete_statement': return [{ kind: 'delete', start, end, targets: children.flatMap((each) => itemsOf(this.#expression(each))) }];
			case 'assert_statement': return [{ kind: 'assert', start, end, values: children.map((each) => this.#expression(each)) }];
			case 'global_statement': case 'nonlocal_statement':
				return [{ kind: 'scope', start, end, declares: node.type === 'global_statement' ? 'global' : 'nonlocal', names: children.map((each) => this.#text(each)) }];
			case 'break_statement': return [{ kind: 'break', start, end }];
			case 'continue_statement': return [{ kind: 'continue', start, end }];
			case 'pass_statement': case 'future_import_statement': return [{ kind: 'pass', start, end }];
			case 'import_statement': return [{ kind: 'import', start, end, level: 0, names: children.map((each) => this.#imported(each)), isStar: false }];
			case 'import_from_statement': return this.#importFrom(node);
			case 'if_statement': return [this.#if(node, children)];
			case 'while_statement': {
				const body = children.find((each) => each.type === 'block');
				const orElse = this.#elseOf(children);
				return [{ kind: 'while', start, end, test: this.#expression(children[0]), body: this.#block(body, node), ...(orElse && { orElse }) }];
			}
			case 'for_statement': {
				const orElse = this.#elseOf(children);
				return [{
					kind: 'for', start, end, isAsync: this.#isAsync(node), target: this.#expression(children[0]), iterated: this.#expression(children[1]),
					body: this.#block(children.find((each) => each.type === 'block'), node), ...(orElse && { orElse }),
				}];
			}
			case 'try_statement': return [this.#try(node)];
			case 'with_statement': return [this.#with(node)];
			case 'match_statement': return [{
				kind: 'match', start, end, subject: this.#expression(children[0]),
				cases: (children.find((each) => each.type === 'block')?.children ?? []).filter((each) => each.type === 'case_clause').map((each) => this.#case(each)),
			}];
			case 'function_definition': return [this.#function(node, decorators)];
			case 'class_definition': return [this.#class(node, decorators)];
			case 'decorated_definition': {
				const before = children.filter((each) => each.type === 'decorator').map((each) => this.#expression(each.children[0]));
				const definition = children.findLast((each) => each.type !== 'decorator');
				return definition === undefined ? [] : this.#statement(definition, before);
			}
			case 'type_alias_statement': return [{ kind: 'assign', start, end, targets: [this.#expression(children[0])], value: this.#expressions.annotation(children[1]) ?? this.#expression(undefined) }];
			case 'print_statement': case 'exec_statement': return [{ kind: 'expression', start, end, value: { kind: 'other', start, end, parts: children.map((each) => this.#expression(each)) } }];
			default: return [];
		}
	}

	#isAsync(node: RawNode): boolean {
		return this.#text({ start: node.start, end: node.start + 'async'.length }) === 'async';
	}

	#expressionStatement(node: RawNode): Stmt[] {
		const [only, ...more] = node.children;
		if (only === undefined) { return []; }
		if (only.type === 'assignment') { return [this.#assignment(only)]; }
		if (only.type === 'augmented_assignment') {
			const [target, value] = only.children;
			if (target === undefined || value === undefined) { return []; }
			const operator = this.#text({ start: target.end, end: value.start }).replaceAll(/#.*|\\\r?\n/g, '').trim().replace(/=$/, '');
			return [{ kind: 'assign', start: only.start, end: only.end, targets: [this.#expression(target)], value: this.#assigned(value).value, operator }];
		}
		return [only, ...more].map((each) => ({ kind: 'expression', start: each.start, end: each.end, value: this.#expression(each) }));
	}

	#assignment(node: RawNode): AssignStmt {
		const { start, end, children } = node;
		const [target, ...others] = children;
		const type = others.find((each) => each.type === 'type');
		const value = others.find((each) => each !== type);
		const assigned = value === undefined ? undefined : this.#assigned(value);
		const annotation = this.#expressions.annotation(type);
		return {
			kind: 'assign', start, end, targets: [this.#expression(target), ...(assigned?.targets ?? [])],
			...(annotation && { annotation }), ...(assigned !== undefined && { value: assigned.value }),
		};
	}

	/** `b = value` of `a = b = value`. */
	#assigned(node: RawNode): { readonly targets: readonly Expr[]; readonly value: Expr } {
		if (node.type !== 'assignment') { return { targets: [], value: this.#expression(node) }; }
		const inner = this.#assignment(node);
		return { targets: inner.targets, value: inner.value ?? this.#expression(undefined) };
	}

	#imported(node: RawNode): ImportedName {
		const { start, end } = node;
		const [name, alias] = node.children;
		if (node.type === 'aliased_import' && name !== undefined && alias !== undefined) { return { start, end, name: this.#plain(name), alias: this.#text(alias) }; }
		return { start, end, name: this.#plain(node) };
	}

	/** A dotted name without the spaces that it may hold. */
	#plain(node: RawNode): string {
		return this.#text(node).replaceAll(/\s+/g, '');
	}

	#importFrom(node: RawNode): Stmt[] {
		const { start, end } = node;
		const [module, ...names] = node.children;
		if (module === undefined) { return []; }
		const whole = this.#plain(module);
		const dots = /^\.*/.exec(whole)?.[0].length ?? 0;
		const isStar = names.some((each) => each.type === 'wildcard_import');
		return [{ kind: 'import', start, end, level: dots, from: whole.slice(dots), names: isStar ? [] : names.map((each) => this.#imported(each)), isStar }];
	}

	/** `elif` is an `if` within the `else`. */
	#if(node: RawNode, parts: readonly RawNode[]): Stmt {
		const [test, ...others] = parts;
		const then = others.find((each) => each.type === 'block');
		const alternatives = others.filter((each) => each.type === 'elif_clause' || each.type === 'else_clause');
		const orElse = this.#alternative(alternatives);
		const end = alternatives.at(-1)?.end ?? then?.end ?? node.end;
		return { kind: 'if', start: node.start, end, test: this.#expression(test), whenTrue: this.#block(then, node), ...(orElse && { orElse }) };
	}

	#alternative(alternatives: readonly RawNode[]): BlockNode | undefined {
		const [first, ...others] = alternatives;
		if (first === undefined) { return undefined; }
		if (first.type === 'else_clause') { return this.#block(first.children.find((each) => each.type === 'block'), first); }
		const inner = this.#if(first, [...first.children, ...others]);
		return { start: inner.start, end: inner.end, body: [inner] };
	}

	#elseOf(children: readonly RawNode[]): BlockNode | undefined {
		const clause = children.find((each) => each.type === 'else_clause');
		return clause && this.#block(clause.children.find((each) => each.type === 'block'), clause);
	}

	#try(node: RawNode): Stmt {
		const { start, end, children } = node;
		const orElse = this.#elseOf(children);
		const ending = children.find((each) => each.type === 'finally_clause');
		return {
			kind: 'try', start, end, body: this.#block(children.find((each) => each.type === 'block'), node),
			handlers: children.filter((each) => each.type === 'except_clause').map((each) => this.#handler(each)),
			...(orElse && { orElse }), ...(ending && { finally: this.#block(ending.children.find((each) => each.type === 'block'), ending) }),
		};
	}

	#handler(node: RawNode): HandlerNode {
		const { start, end, children } = node;
		const block = this.#block(children.find((each) => each.type === 'block'), node);
		const [value, second, ...more] = children.filter((each) => each.type !== 'block');
		if (value === undefined) { return { start, end, caught: [], block }; }
		// `except E as e` is an `as` pattern or two values, as the grammar has it.
		const isPattern = value.type === 'as_pattern';
		const [caught, alias] = isPattern ? value.children : this.#isAlias(value, second) ? [value, second] : [value, undefined];
		const listed = alias === undefined && second !== undefined ? [value, second, ...more].map((each) => this.#expression(each)) : itemsOf(this.#expression(caught));
		const named = alias === undefined ? undefined : this.#expression(alias);
		return { start, end, caught: listed, block, ...(named?.kind === 'name' && { alias: named }) };
	}

	#isAlias(value: RawNode, second: RawNode | undefined): boolean {
		return second !== undefined && /^\s*as\s*$/.test(this.#text({ start: value.end, end: second.start }));
	}

	#with(node: RawNode): Stmt {
		const { start, end, children } = node;
		const items = (children.find((each) => each.type === 'with_clause')?.children ?? []).flatMap((each) => this.#withItem(each));
		return { kind: 'with', start, end, isAsync: this.#isAsync(node), items, body: this.#block(children.find((each) => each.type === 'block'), node) };
	}

	/** `with (a as x, b as y):` is read as a tuple of patterns. */
	#withItem(node: RawNode): WithItem[] {
		const only = node.children[0];
		if (only === undefined) { return []; }
		const list = only.type === 'tuple' && only.children.some((each) => each.type === 'as_pattern') ? only.children
			: only.type === 'parenthesized_expression' && only.children[0]?.type === 'as_pattern' ? only.children : [only];
		return list.map((each): WithItem => {
			if (each.type !== 'as_pattern') { return { start: each.start, end: each.end, value: this.#expression(each) }; }
			const [value, target] = each.children;
			return { start: each.start, end: each.end, value: this.#expression(value), ...(target && { target: this.#expression(target) }) };
		});
	}

	#case(node: RawNode): CaseNode {
		const { start, end, children } = node;
		const patterns = children.filter((each) => each.type === 'case_pattern');
		const guard = children.find((each) => each.type === 'if_clause')?.children[0];
		const classes: Expr[] = [];
		const captures: NameExpr[] = [];
		for (const pattern of patterns) { this.#pattern(pattern, classes, captures, true); }
		const only = patterns.length === 1 ? patterns[0]?.children[0] : undefined;
		const constant = only === undefined || only.type === 'dotted_name' ? undefined : this.#expression(only);
		return {
			start, end, classes, captures, isCatchAll: patterns.length === 1 && (only === undefined || only.type === 'dotted_name' && only.children.length === 1),
			...(constant?.kind === 'constant' && { constant: constant.value }), ...(guard && { guard: this.#expression(guard) }),
			block: this.#block(children.find((each) => each.type === 'block'), node),
		};
	}

	/** Finds what a pattern binds, and, at its top, which class it wants. */
	#pattern(node: RawNode, classes: Expr[], captures: NameExpr[], isTop: boolean): void {
		if (node.type === 'class_pattern' && isTop && node.children[0] !== undefined) { classes.push(this.#expression(node.children[0])); }
		if (node.type === 'dotted_name' && node.children.length === 1) { this.#capture(node, captures); return; }
		const isWhole = node.type === 'case_pattern' || node.type === 'union_pattern' || node.type === 'as_pattern';
		for (const [index, child] of node.children.entries()) {
			if (node.type === 'class_pattern' && index === 0 || node.type === 'keyword_pattern' && index === 0) { continue; }
			if (child.type === 'identifier') { this.#capture(child, captures); } else { this.#pattern(child, classes, captures, isTop && isWhole); }
		}
	}

	#capture(node: RawNode, captures: NameExpr[]): void {
		const name = this.#text(node);
		if (name !== '_') { captures.push({ kind: 'name', start: node.start, end: node.end, name }); }
	}

	/** A function of a text that is edited is read once, as long as it stays as it is and where it is. */
	#function(node: RawNode, decorators: readonly Expr[]): FunctionNode {
		const known = functions.get(node);
		if (known !== undefined) { return decorators.length === 0 && known.decorators.length === 0 ? known : { ...known, decorators }; }
		const made = this.#readFunction(node, decorators);
		functions.set(node, made);
		return made;
	}

	#readFunction(node: RawNode, decorators: readonly Expr[]): FunctionNode {
		const { start, end, children } = node;
		const name = children[0] ?? node;
		const block = children.findLast((each) => each.type === 'block');
		const returns = this.#expressions.annotation(children.find((each) => each.type === 'type'));
		const outer = this.#expressions.sawYield;
		const parameters = this.#expressions.parameters(children.find((each) => each.type === 'parameters'));
		this.#expressions.sawYield = false;
		const body = this.#block(block, node);
		const isGenerator = this.#expressions.sawYield;
		this.#expressions.sawYield = outer;
		return {
			kind: 'function', start, end, name: this.#text(name), nameSpan: { start: name.start, end: name.end }, isAsync: this.#isAsync(node), isLambda: false, isGenerator,
			decorators, parameters, ...(returns && { returns }), body: body.body, bodySpan: { start: body.start, end: body.end },
		};
	}

	#class(node: RawNode, decorators: readonly Expr[]): ClassNode {
		const { start, end, children } = node;
		const name = children[0] ?? node;
		const body = this.#block(children.findLast((each) => each.type === 'block'), node);
		return {
			kind: 'class', start, end, name: this.#text(name), nameSpan: { start: name.start, end: name.end }, decorators,
			bases: this.#expressions.arguments(children.find((each) => each.type === 'argument_list')), body: body.body, bodySpan: { start: body.start, end: body.end },
		};
	}
}

/** The items of a list without brackets, or the one expression. */
function itemsOf(expr: Expr): readonly Expr[] {
	return expr.kind === 'tuple' ? partsOf(expr) : [expr];
}
