/**
 * Which functions have a signal or token to pass on, and which of their calls take one and are given it. Parameters that may hold one are told from the
 * rest by their types, in one batch a file; only calls in functions that have one are asked about further.
 */
import { SyntaxKind, type BindingElement, type BindingPattern, type CallExpression, type CatchClause, type Expression, type Identifier, type Node, type ObjectLiteralExpression, type ParameterDeclaration } from 'typescript/unstable/ast';
import type { CallStep, CancellationSlot, FunctionId, Handler } from '../../../outline/model.ts';
import type { CancellationTypes, TokenSlot, TokenType } from '../cancellationTypes.ts';
import { isFunctionNode, nameText, unwrap, type FunctionNode } from '../syntax.ts';
import type { Mutable } from './context.ts';

/** A name that may stand for a token or hold one. */
interface Candidate {
	readonly function: FunctionId;
	readonly node: Node;
	/** The name as it is written. */
	readonly name: string;
}

interface AskedCall {
	readonly function: FunctionId;
	readonly node: CallExpression;
	readonly step: Mutable<CallStep>;
}

/** What a function has to pass on: `options` holds it in `options.signal`. */
interface Token {
	readonly holder: string;
	readonly property?: string;
}

/** The questions of one file. */
export class CancellationQuestions {
	private readonly candidates: Candidate[] = [];
	private readonly calls: AskedCall[] = [];
	private readonly enclosing = new Map<FunctionId, FunctionId>();

	/** Notes a function's parameters that may have to do with cancellation. */
	addFunction(id: FunctionId, enclosing: FunctionId, node: FunctionNode): void {
		this.enclosing.set(id, enclosing);
		for (const parameter of node.parameters as unknown as readonly ParameterDeclaration[]) {
			for (const name of candidateNames(parameter)) { this.candidates.push({ function: id, node: name, name: nameText(name) ?? '' }); }
		}
	}

	/** Notes a call whose end its function waits for. */
	addCall(id: FunctionId, node: CallExpression, step: Mutable<CallStep>): void {
		if (isWaitedFor(step)) { this.calls.push({ function: id, node, step }); }
	}

	/** After the whole walk. */
	settle(types: CancellationTypes | undefined): void {
		const candidates = types === undefined ? [] : this.candidatesOfCalls();
		if (types === undefined || candidates.length === 0) { return; }
		const tokens = tokensOf(candidates, types.of(candidates.map(({ node }) => node)));
		if (tokens.size === 0) { return; }
		const open: { readonly call: AskedCall; readonly slot: TokenSlot; readonly token: Token }[] = [];
		for (const call of this.calls) {
			const own = this.inScope(call.function, tokens);
			if (own.length === 0) { continue; }
			const given = own.find((token) => mentions(call.node, token));
			if (given !== undefined) { call.step.cancellation = { argument: argumentWith(call.node, given), isFilled: true, ...(isGivenDirectly(call.node, given) && { token: textOf(given) }) }; continue; }
			const slot = types.slotOf(call.node);
			if (slot === undefined) { continue; }
			const token = own[0] as Token;
			if (isSurelyEmpty(call.node, slot)) { open.push({ call, slot, token }); } else { call.step.cancellation = { ...slot, isFilled: true }; }
		}
		this.settleOpen(open, types);
	}

	/** A context or request among the arguments may carry a token of its own. */
	private settleOpen(open: readonly { readonly call: AskedCall; readonly slot: TokenSlot; readonly token: Token }[], types: CancellationTypes): void {
		const given = open.flatMap(({ call }) => call.node.arguments.flatMap(carriersIn).map((argument) => ({ call, argument })));
		const found = types.of(given.map(({ argument }) => argument));
		const carrying = new Set(given.filter((_, index) => found[index] !== undefined).map(({ call }) => call));
		for (const { call, slot, token } of open) {
			const filled: CancellationSlot = carrying.has(call) ? { ...slot, isFilled: true } : { ...slot, isFilled: false, token: textOf(token) };
			call.step.cancellation = filled;
		}
	}

	/** Parameters of functions that wait for something, themselves or in a function within. */
	private candidatesOfCalls(): Candidate[] {
		const waiting = new Set<FunctionId>();
		for (const call of this.calls) {
			for (let at: FunctionId | undefined = call.function; at !== undefined && !waiting.has(at); at = this.enclosing.get(at)) { waiting.add(at); }
		}
		return this.candidates.filter((candidate) => waiting.has(candidate.function));
	}

	/** A function's own tokens, then those of the functions around it. */
	private inScope(id: FunctionId, tokens: ReadonlyMap<FunctionId, readonly Token[]>): Token[] {
		const found: Token[] = [];
		for (let at: FunctionId | undefined = id; at !== undefined; at = this.enclosing.get(at)) { found.push(...tokens.get(at) ?? []); }
		return found;
	}
}

function tokensOf(candidates: readonly Candidate[], types: readonly (TokenType | undefined)[]): Map<FunctionId, Token[]> {
	const tokens = new Map<FunctionId, Token[]>();
	candidates.forEach(({ function: id, name }, index) => {
		const type = types[index];
		if (type === undefined || type.kind === 'carrier') { return; }
		const list = tokens.get(id) ?? [];
		list.push(type.kind === 'token' ? { holder: name } : { holder: name, property: type.property });
		tokens.set(id, list);
	});
	return tokens;
}

/** Its result is awaited or given back, by itself or as one of several. */
function isWaitedFor({ result, isNew }: CallStep): boolean {
	return !isNew && (result.kind === 'awaited' || result.kind === 'returned' || result.kind === 'iterated');
}

const simpleTypes: ReadonlySet<SyntaxKind> = new Set([
	SyntaxKind.StringKeyword, SyntaxKind.NumberKeyword, SyntaxKind.BooleanKeyword, SyntaxKind.BigIntKeyword, SyntaxKind.VoidKeyword, SyntaxKind.UnknownKeyword, SyntaxKind.AnyKeyword, SyntaxKind.ObjectKeyword,
	SyntaxKind.ArrayType, SyntaxKind.TupleType, SyntaxKind.FunctionType, SyntaxKind.LiteralType,
]);
const telling = /^(?:signal|abortSignal|token|cancellationToken|cancelToken|ct|options|opts|init|context|ctx|extra)$/;

/** Names of a parameter that may be or hold a token: of a type that can, or without a type and called like one. */
function candidateNames(parameter: ParameterDeclaration): Identifier[] {
	const { name, type } = parameter;
	if (name.kind === SyntaxKind.Identifier) {
		const isPossible = type === undefined ? telling.test(nameText(name) ?? '') : !simpleTypes.has((type as Node).kind);
		return isPossible ? [name as Identifier] : [];
	}
	return (name as BindingPattern).elements.flatMap((element): Identifier[] => {
		const part = element as BindingElement;
		return element.kind === SyntaxKind.BindingElement && part.name?.kind === SyntaxKind.Identifier && (part.dotDotDotToken !== undefined || telling.test(nameText(part.name) ?? '')) ? [part.name as Identifier] : [];
	});
}

function textOf({ holder, property }: Token): string {
	return property === undefined ? holder : `${holder}.${property}`;
}

/** True if a call is given the token, what holds it, or something else that is named like one. */
function mentions(call: CallExpression, { holder, property }: Token): boolean {
	const text = call.getText();
	if (!text.includes(holder)) { return false; }
	const name = holder.replaceAll('$', String.raw`\$`);
	// `options` as a whole, spread, or `options.signal`; not `options.url`.
	const pattern = property === undefined ? String.raw`\b${name}\b` : String.raw`\b${name}\b(?:\s*(?![\s.?[:])|\??\.${property}\b)`;
	return new RegExp(pattern).test(text);
}

/** The token itself is among what is given, not only in the body of a callback. */
function isGivenDirectly(call: CallExpression, { holder }: Token): boolean {
	let found = false;
	const visit = (node: Node): void => {
		if (found || isFunctionNode(node)) { return; }
		if (node.kind === SyntaxKind.Identifier && nameText(node) === holder) { found = true; return; }
		node.forEachChild(visit);
	};
	for (const argument of call.arguments) { visit(argument); }
	return found;
}

function argumentWith(call: CallExpression, token: Token): number {
	return Math.max(0, call.arguments.findIndex((argument) => argument.getText().includes(token.holder)));
}

/** Nothing is given where the token would stand, and nothing that may bring one. */
export function isSurelyEmpty(call: CallExpression, { argument, property }: TokenSlot): boolean {
	if (call.arguments.some((each) => each.kind === SyntaxKind.SpreadElement) || /signal|abort|cancel/i.test(call.getText())) { return false; }
	const given = call.arguments[argument];
	if (given === undefined) { return true; }
	if (property === undefined) { return false; }
	const literal = unwrap(given);
	return literal.kind === SyntaxKind.ObjectLiteralExpression && (literal as ObjectLiteralExpression).properties.every((each) => each.kind !== SyntaxKind.SpreadAssignment && nameText((each as { name?: Node }).name) !== property);
}

/** The parts of an argument that may carry a token: itself, or what stands in an object written in place. */
export function carriersIn(argument: Expression): Expression[] {
	const node = unwrap(argument);
	switch (node.kind) {
		case SyntaxKind.StringLiteral: case SyntaxKind.NumericLiteral: case SyntaxKind.TemplateExpression: case SyntaxKind.NoSubstitutionTemplateLiteral: case SyntaxKind.TrueKeyword: case SyntaxKind.FalseKeyword:
		case SyntaxKind.NullKeyword: case SyntaxKind.ArrowFunction: case SyntaxKind.FunctionExpression: return [];
		case SyntaxKind.ObjectLiteralExpression: return (node as ObjectLiteralExpression).properties.flatMap((property) => {
			const { initializer, name } = property as unknown as { initializer?: Expression; name: Expression };
			return property.kind === SyntaxKind.ShorthandPropertyAssignment ? [name] : initializer === undefined ? [] : carriersIn(initializer);
		});
		default: return [node];
	}
}

/** True for the member by which a signal or token tells that it was cancelled. */
export function asksForCancellation(member: string | undefined): boolean {
	return member === 'aborted' || member === 'isCancellationRequested';
}

/** What a handler looks at, as far as its text tells. */
export function regardOf(clause: CatchClause): NonNullable<Handler['regards']> {
	const { block, variableDeclaration } = clause;
	if (namesCancellation(block) || variableDeclaration !== undefined && variableDeclaration.name.kind !== SyntaxKind.Identifier) { return 'cancellation'; }
	const name = nameText(variableDeclaration?.name);
	return name !== undefined && isUsedBeyondLogs(name, block) ? 'error' : 'nothing';
}

/** A name or a text in the code, comments aside: `AbortError`, `signal.aborted`, `isCancellation(error)`. */
function namesCancellation(within: Node): boolean {
	let found = false;
	const visit = (node: Node): void => {
		if (found) { return; }
		if (/abort|cancel/i.test(nameText(node) ?? '')) { found = true; return; }
		node.forEachChild(visit);
	};
	visit(within);
	return found;
}

const log = /^(?:console|.*log(?:ger)?|this\.(?:.*\.)?log(?:ger)?)\.\w+$/i;

function isUsedBeyondLogs(name: string, within: Node): boolean {
	let found = false;
	const visit = (node: Node): void => {
		if (found || node.kind === SyntaxKind.CallExpression && log.test((node as CallExpression).expression.getText())) { return; }
		if (node.kind === SyntaxKind.Identifier && nameText(node) === name && ((node.parent as { name?: Node }).name !== node || node.parent.kind === SyntaxKind.ShorthandPropertyAssignment)) { found = true; return; }
		node.forEachChild(visit);
	};
	visit(within);
	return found;
}
