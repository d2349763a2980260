/** What a file declares for others, as a short text that changes when one of its declarations does, and not when only bodies do. */
import type { Span } from '../../outline/span.ts';
import { TextHash } from '../shared/textHash.ts';
import type { SourceFile } from './resolve/types.ts';
import { definitionsAt, ownerOfSelf, type CallSite, type Definition, type Scope, type Source } from './scopes.ts';
import { blocksIn, expressionsIn, partsOf, type Expr, type FunctionNode, type Stmt } from './syntax/ast.ts';

/** It is asked more than once, before and after an edit. */
const known = new WeakMap<SourceFile, string>();

export function exportDigest(source: SourceFile): string {
	let value = known.get(source);
	if (value === undefined) { known.set(source, value = new Digest(source).value()); }
	return value;
}

/**
 * Of a body only that counts from which others learn what something is: what is given back where no annotation says it, what is assigned to attributes and to the
 * module's variables, what parameters without an annotation are given; of the body's own variables those that lead to it.
 */
class Digest {
	readonly #hash = new TextHash();
	readonly #source: SourceFile;
	/** Definitions that were looked at, numbered. */
	readonly #seen = new Map<Definition, number>();

	constructor(source: SourceFile) {
		this.#source = source;
	}

	value(): string {
		const { module, scopes } = this.#source;
		this.#body(module.body, scopes.module, undefined);
		for (const { name, definitions } of scopes.module.variables.values()) {
			for (const each of definitions) {
				if (each.scope.function === scopes.module) { continue; }
				this.#hash.add(name);
				this.#definition(each);
			}
		}
		for (const { call, scope } of this.#tellingCalls()) { this.#telling(call, scope); }
		return this.#hash.value();
	}

	#text({ start, end }: Span): void {
		this.#hash.add(this.#source.text.slice(start, end));
	}

	/** A function's head, and what of its body tells others something. */
	#function(node: FunctionNode, outer: Scope): void {
		const scope = this.#source.scopes.of.get(node) ?? outer;
		for (const each of node.decorators) { this.#text(each); }
		this.#hash.add(`${node.isAsync ? 'async ' : ''}${node.isGenerator ? 'generator ' : ''}`);
		this.#text({ start: node.start, end: node.bodySpan.start });
		// Some only ask whether a loop runs.
		if (declaresOnly(node, scope) || node.body.some((each) => each.kind === 'try' && each.body.body.length === 1 && each.body.body[0]?.kind === 'return')) { this.#text(node.bodySpan); }
		this.#body(node.body, scope, node);
	}

	#body(body: readonly Stmt[], scope: Scope, inside: FunctionNode | undefined): void {
		for (const stmt of body) {
			this.#statement(stmt, scope, inside);
			for (const block of blocksIn(stmt)) { this.#body(block.body, scope, inside); }
		}
	}

	#statement(stmt: Stmt, scope: Scope, inside: FunctionNode | undefined): void {
		if (stmt.kind === 'function') { this.#function(stmt, scope); return; }
		if (stmt.kind === 'class') {
			for (const each of stmt.decorators) { this.#text(each); }
			this.#text({ start: stmt.start, end: stmt.bodySpan.start });
			this.#body(stmt.body, this.#source.scopes.of.get(stmt) ?? scope, undefined);
			return;
		}
		if (inside === undefined || stmt.kind === 'import') {
			this.#aroundBlocks(stmt);
			return;
		}
		if (inside.isGenerator) { for (const each of expressionsIn(stmt)) { this.#yields(each, scope); } }
		switch (stmt.kind) {
			case 'return': if (stmt.value !== undefined && (inside.returns === undefined || inside.name === '__getattr__')) { this.#telling(stmt.value, scope); } break;
			case 'assign': if (stmt.operator === undefined && stmt.targets.some((each) => isOwnAttribute(each, scope))) { this.#telling(stmt, scope); } break;
			case 'with': for (const each of stmt.items) { if (each.target !== undefined && isOwnAttribute(each.target, scope)) { this.#telling(each, scope); } } break;
			case 'for': if (isOwnAttribute(stmt.target, scope)) { this.#telling({ start: stmt.target.start, end: stmt.iterated.end }, scope); } break;
			// What is put into an attribute tells what it holds.
			case 'expression': if (stmt.value.kind === 'call' && stmt.value.callee.kind === 'attribute' && isOwnAttribute(stmt.value.callee.object, scope)) { this.#telling(stmt, scope); } break;
			default:
		}
	}

	/** What a statement says by itself; what its blocks hold comes one by one. */
	#aroundBlocks(stmt: Stmt): void {
		let at = stmt.start;
		for (const { start, end } of blocksIn(stmt)) {
			this.#text({ start: at, end: start });
			at = end;
		}
		this.#text({ start: at, end: stmt.end });
	}

	#yields(expr: Expr, scope: Scope): void {
		if (expr.kind === 'yield') { this.#telling(expr, scope); }
		for (const each of partsOf(expr)) { this.#yields(each, scope); }
	}

	/** A text from which something is told, with the variables of functions that it names, as they are there. */
	#telling(span: Span, scope: Scope): void {
		const text = this.#source.text.slice(span.start, span.end);
		this.#hash.add(text);
		for (const { 0: name, index } of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) {
			const variable = scope.lookup(name);
			if (variable === undefined || variable.scope.function.kind === 'module') { continue; }
			for (const each of definitionsAt(variable, span.start + index, scope)) { this.#definition(each); }
			for (const each of variable.definitions) { if (each.source.kind === 'put') { this.#definition(each); } }
		}
	}

	#definition(definition: Definition): void {
		const known = this.#seen.get(definition);
		this.#hash.add(String(known ?? this.#seen.size));
		if (known !== undefined) { return; }
		this.#seen.set(definition, this.#seen.size);
		const { source, scope } = definition;
		this.#hash.add(`${source.kind} ${'path' in source ? source.path.join(' ') : ''}${'as' in source ? source.as : ''}`);
		for (const each of tellingParts(source)) { this.#telling(each, scope); }
	}

	/** Where parameters without an annotation are given something, which tells what they are. */
	#tellingCalls(): readonly CallSite[] {
		const { scopes } = this.#source;
		const open = new Set<string>();
		for (const [node, scope] of scopes.of) {
			if (node.kind !== 'function' || node.isLambda || node.parameters.slice(scope.owner === undefined ? 0 : 1).every((each) => each.annotation !== undefined)) { continue; }
			open.add(node.name);
			if (node.name === '__init__' && scope.owner?.node.kind === 'class') { open.add(scope.owner.node.name); }
		}
		return [...open].flatMap((name) => scopes.calls.get(name) ?? []);
	}
}

/** What of a definition is written elsewhere than in the function's head, or where the function begins. */
function tellingParts(source: Source): readonly Span[] {
	switch (source.kind) {
		case 'value': case 'entered': case 'put': return [source.value];
		case 'annotated': return source.value === undefined ? [source.annotation] : [source.annotation, source.value];
		case 'item': return [source.iterated];
		case 'caught': case 'narrowed': return source.classes;
		case 'parameter': case 'function': case 'class': case 'import': case 'unknown': return [];
	}
}

/** True for what gives an attribute of `self` (or an entry of one) its value. */
function isOwnAttribute(target: Expr, scope: Scope): boolean {
	switch (target.kind) {
		case 'attribute': {
			const receiver = target.object.kind === 'name' ? scope.lookup(target.object.name) : undefined;
			return receiver !== undefined && ownerOfSelf(receiver) !== undefined;
		}
		case 'subscript': return target.object.kind !== 'subscript' && isOwnAttribute(target.object, scope);
		case 'tuple': case 'list': return target.items.some((each) => isOwnAttribute(each, scope));
		case 'starred': return isOwnAttribute(target.value, scope);
		default: return false;
	}
}

/** A method that may be there for others to write. */
function declaresOnly({ body, decorators }: FunctionNode, { owner }: Scope): boolean {
	return owner?.node.kind === 'class' && body.every(isEmpty) && (decorators.length > 0 || owner.node.bases.length > 0 || body.some((each) => each.kind === 'raise'));
}

/** Declares something at most. */
function isEmpty(stmt: Stmt): boolean {
	return stmt.kind === 'pass' || stmt.kind === 'raise' || stmt.kind === 'expression' && (stmt.value.kind === 'constant' || stmt.value.kind === 'other');
}
