/** From the parser's expressions to the summary's. */
import type { Span } from '../../../outline/span.ts';
import { annotationFromText } from './annotationText.ts';
import type { ArgumentNode, ComprehensionExpr, ConstantExpr, Expr, ForClause, FunctionNode, IfClause, ParameterNode, Stmt } from './ast.ts';
import type { RawNode } from './parser.ts';
import { stringValue } from './strings.ts';

/** Converts the expressions of one text. */
export class ExpressionReader {
	readonly text: string;
	/** Set by each `yield` that is met; whoever reads a function's body looks at it. */
	sawYield = false;

	constructor(text: string) {
		this.text = text;
	}

	textOf(span: Span): string {
		return this.text.slice(span.start, span.end);
	}

	read(node: RawNode | undefined): Expr {
		if (node === undefined) { return { kind: 'other', start: 0, end: 0, parts: [] }; }
		const { start, end, children } = node;
		switch (node.type) {
			case 'identifier': case 'keyword_identifier': return { kind: 'name', start, end, name: this.textOf(node) };
			case 'dotted_name': return this.#dotted(children, node);
			case 'parenthesized_expression': case 'type': case 'as_pattern_target': case 'case_pattern': case 'interpolation': case 'format_expression':
				return children.length === 1 ? this.read(children[0]) : this.#rest(node);
			case 'attribute': case 'member_type': return this.#attribute(node);
			case 'call': return this.#call(node);
			case 'subscript': return { kind: 'subscript', start, end, object: this.read(children[0]), index: children.slice(1).map((each) => this.read(each)) };
			case 'generic_type': return { kind: 'subscript', start, end, object: this.read(children[0]), index: (children[1]?.children ?? []).map((each) => this.read(each)) };
			case 'string': return this.#string(node);
			case 'concatenated_string': return this.#concatenated(node);
			case 'integer': case 'float': return { kind: 'constant', start, end, value: numberOf(this.textOf(node)) };
			case 'true': return { kind: 'constant', start, end, value: true };
			case 'false': return { kind: 'constant', start, end, value: false };
			case 'none': return { kind: 'constant', start, end, value: null };
			case 'await': return { kind: 'await', start, end, value: this.read(children[0]) };
			case 'yield': return this.#yield(node);
			case 'lambda': return this.#lambda(node);
			case 'conditional_expression': return { kind: 'conditional', start, end, whenTrue: this.read(children[0]), test: this.read(children[1]), orElse: this.read(children[2]) };
			case 'boolean_operator': return { kind: 'boolean', start, end, operator: this.#between(children[0], children[1]) === 'and' ? 'and' : 'or', left: this.read(children[0]), right: this.read(children[1]) };
			case 'not_operator': return { kind: 'not', start, end, value: this.read(children[0]) };
			case 'comparison_operator': return {
				kind: 'compare', start, end, operands: children.map((each) => this.read(each)),
				operators: children.slice(1).map((each, index) => this.#between(children[index], each)),
			};
			case 'binary_operator': return { kind: 'binary', start, end, operator: this.#between(children[0], children[1]), left: this.read(children[0]), right: this.read(children[1]) };
			case 'union_type': return { kind: 'binary', start, end, operator: '|', left: this.read(children[0]), right: this.read(children[1]) };
			case 'unary_operator': return this.#unary(node);
			case 'list': case 'list_pattern': return { kind: 'list', start, end, items: this.#all(node) };
			case 'tuple': case 'tuple_pattern': case 'expression_list': case 'pattern_list': return { kind: 'tuple', start, end, items: this.#all(node) };
			case 'set': return { kind: 'set', start, end, items: this.#all(node) };
			case 'dictionary': return {
				kind: 'dict', start, end,
				entries: children.map((each) => (each.type === 'pair' ? { key: this.read(each.children[0]), value: this.read(each.children[1]) } : { value: this.read(each.children[0]) })),
			};
			case 'list_comprehension': return this.#comprehension(node, 'list');
			case 'set_comprehension': return this.#comprehension(node, 'set');
			case 'dictionary_comprehension': return this.#comprehension(node, 'dict');
			case 'generator_expression': return this.#comprehension(node, 'generator');
			case 'list_splat': case 'list_splat_pattern': case 'splat_type': return { kind: 'starred', start, end, stars: 1, value: this.read(children[0]) };
			case 'dictionary_splat': case 'dictionary_splat_pattern': return { kind: 'starred', start, end, stars: 2, value: this.read(children[0]) };
			case 'named_expression': {
				const [target, value] = children;
				return target?.type === 'identifier' ? { kind: 'walrus', start, end, target: { kind: 'name', start: target.start, end: target.end, name: this.textOf(target) }, value: this.read(value) } : this.#rest(node);
			}
			case 'slice': return { kind: 'slice', start, end, parts: this.#all(node) };
			default: return this.#rest(node);
		}
	}

	/** An annotation: a string in it is one, too. */
	annotation(node: RawNode | undefined): Expr | undefined {
		return node === undefined ? undefined : annotationFromText(this.read(node));
	}

	arguments(node: RawNode | undefined): readonly ArgumentNode[] {
		if (node === undefined) { return []; }
		if (node.type === 'generator_expression') { return [{ start: node.start, end: node.end, value: this.read(node) }]; }
		return node.children.map((each): ArgumentNode => {
			const span = { start: each.start, end: each.end };
			switch (each.type) {
				case 'keyword_argument': return each.children[0] === undefined ? { ...span, value: this.#rest(each) } : { ...span, name: this.textOf(each.children[0]), value: this.read(each.children[1]) };
				case 'list_splat': case 'list_splat_pattern': return { ...span, spread: '*', value: this.read(each.children[0]) };
				case 'dictionary_splat': case 'dictionary_splat_pattern': return { ...span, spread: '**', value: this.read(each.children[0]) };
				default: return { ...span, value: this.read(each) };
			}
		});
	}

	parameters(node: RawNode | undefined): readonly ParameterNode[] {
		return (node?.children ?? []).map((each) => this.#parameter(each)).filter((each) => each !== undefined);
	}

	#parameter(node: RawNode): ParameterNode | undefined {
		const [first, second, third] = node.children;
		switch (node.type) {
			case 'identifier': return this.#named(node, node, 0);
			case 'list_splat_pattern': return first === undefined ? undefined : this.#named(node, first, 1);
			case 'dictionary_splat_pattern': return first === undefined ? undefined : this.#named(node, first, 2);
			case 'typed_parameter': {
				if (first === undefined) { return undefined; }
				const stars = first.type === 'list_splat_pattern' ? 1 : first.type === 'dictionary_splat_pattern' ? 2 : 0;
				const name = stars === 0 ? first : first.children[0];
				const annotation = this.annotation(second);
				return name === undefined ? undefined : { ...this.#named(node, name, stars), ...(annotation && { annotation }) };
			}
			case 'default_parameter': return first === undefined || second === undefined ? undefined : { ...this.#named(node, first, 0), default: this.read(second) };
			case 'typed_default_parameter': {
				if (first === undefined || third === undefined) { return undefined; }
				const annotation = this.annotation(second);
				return { ...this.#named(node, first, 0), ...(annotation && { annotation }), default: this.read(third) };
			}
			default: return undefined;
		}
	}

	#named(node: RawNode, name: RawNode, stars: 0 | 1 | 2): ParameterNode {
		return { start: node.start, end: node.end, name: this.textOf(name), nameSpan: { start: name.start, end: name.end }, stars };
	}

	#all(node: RawNode): Expr[] {
		return node.children.map((each) => this.read(each));
	}

	#rest(node: RawNode): Expr {
		return { kind: 'other', start: node.start, end: node.end, parts: this.#all(node) };
	}

	#dotted(names: readonly RawNode[], node: RawNode): Expr {
		const [first, ...members] = names;
		if (first === undefined) { return this.#rest(node); }
		let expr: Expr = this.read(first);
		for (const member of members) {
			expr = { kind: 'attribute', start: node.start, end: member.end, object: expr, name: this.textOf(member), nameSpan: { start: member.start, end: member.end } };
		}
		return expr;
	}

	#attribute(node: RawNode): Expr {
		const [object, name] = node.children;
		if (object === undefined || name === undefined) { return this.#rest(node); }
		return { kind: 'attribute', start: node.start, end: node.end, object: this.read(object), name: this.textOf(name), nameSpan: { start: name.start, end: name.end } };
	}

	#call(node: RawNode): Expr {
		const [callee, given] = node.children;
		if (callee === undefined) { return this.#rest(node); }
		return { kind: 'call', start: node.start, end: node.end, callee: this.read(callee), args: this.arguments(given) };
	}

	#string(node: RawNode): Expr {
		const { start, end } = node;
		const parts = node.children.filter((each) => each.type === 'interpolation').flatMap((each) => this.#interpolated(each));
		if (node.children.length > 0) { return { kind: 'template', start, end, parts }; }
		return { kind: 'constant', start, end, ...stringValue(this.textOf(node)) };
	}

	/** `{value:{width}}`: the value, and those of its format. */
	#interpolated(node: RawNode): Expr[] {
		return node.children.flatMap((each) => (each.type === 'format_specifier' ? each.children.flatMap((inner) => this.#interpolated(inner)) : [this.read(each)]));
	}

	#concatenated(node: RawNode): Expr {
		const pieces = this.#all(node);
		const { start, end } = node;
		if (pieces.every((each): each is ConstantExpr => each.kind === 'constant')) { return { kind: 'constant', start, end, value: pieces.map((each) => each.value).join('') }; }
		return { kind: 'template', start, end, parts: pieces.flatMap((each) => (each.kind === 'template' ? each.parts : [])) };
	}

	#yield(node: RawNode): Expr {
		this.sawYield = true;
		const { start, end, children: [value] } = node;
		return { kind: 'yield', start, end, isFrom: value !== undefined && /^yield\s+from\b/.test(this.text.slice(start, value.start)), ...(value !== undefined && { value: this.read(value) }) };
	}

	#unary(node: RawNode): Expr {
		const { start, end, children: [value] } = node;
		const inner = this.read(value);
		if (this.text[start] === '-' && inner.kind === 'constant' && typeof inner.value === 'number') { return { kind: 'constant', start, end, value: -inner.value }; }
		return { kind: 'other', start, end, parts: [inner] };
	}

	#lambda(node: RawNode): Expr {
		const { start, end, children } = node;
		const parameters = this.parameters(children.find((each) => each.type === 'lambda_parameters'));
		const outer = this.sawYield;
		this.sawYield = false;
		const value = this.read(children.at(-1));
		const body: Stmt = { kind: 'return', start: value.start, end: value.end, value };
		const made: FunctionNode = {
			kind: 'function', start, end, name: '<closure>', nameSpan: { start, end: start + 'lambda'.length }, isAsync: false, isLambda: true, isGenerator: this.sawYield,
			decorators: [], parameters, body: [body], bodySpan: { start: value.start, end: value.end },
		};
		this.sawYield = outer;
		return { kind: 'lambda', start, end, function: made };
	}

	#comprehension(node: RawNode, makes: ComprehensionExpr['makes']): Expr {
		const { start, end, children: [body, ...clauses] } = node;
		const element = body?.type === 'pair' ? this.#all(body) : [this.read(body)];
		return { kind: 'comprehension', start, end, makes, element, clauses: clauses.map((each) => this.#clause(each)) };
	}

	#clause(node: RawNode): ForClause | IfClause {
		const { start, end, children } = node;
		if (node.type === 'if_clause') { return { kind: 'if', start, end, test: this.read(children[0]) }; }
		return { kind: 'for', start, end, target: this.read(children[0]), iterated: this.read(children[1]), isAsync: this.text.startsWith('async', start) };
	}

	/** The operator between two operands, with single spaces in it. */
	#between(a: RawNode | undefined, b: RawNode | undefined): string {
		return a === undefined || b === undefined ? '' : this.text.slice(a.end, b.start).replaceAll(/#.*|\\\r?\n/g, '').replaceAll(/[\s()]+/g, ' ').trim();
	}
}

function numberOf(text: string): number {
	return Number(text.replaceAll('_', '').replace(/[lLjJ]$/, ''));
}
