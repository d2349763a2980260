/** What a closure on another thread may take along of a variable: its value, a copy, or nothing. */
import { contains } from '../../../outline/span.ts';
import type { Place as NamePlace } from '../resolve/names.ts';
import type { Type } from '../resolve/types.ts';
import type { Variable } from '../scopes.ts';
import type { Expr, TypeNode } from '../syntax/ast.ts';
import type { Place } from './place.ts';
import { declaredType, nodeIsSend, typeIsSend } from './sendable.ts';

export type Ownership =
	/** Taking it along leaves it where it is. */
	| { readonly kind: 'copied' }
	| { readonly kind: 'owned'; readonly isClone: boolean }
	/** Lent by somebody: by `copy` it becomes the closure's own. */
	| { readonly kind: 'borrowed'; readonly copy: 'to_owned' | 'clone' };

type Known = Pick<Place, 'source' | 'inference'>;

/** A text says why it may not. */
export function ownershipOf(variable: Variable, { source, inference }: Known): Ownership | string {
	const at: NamePlace = { source, scope: variable.scope };
	const declared = declaredType(variable);
	if (declared !== undefined) { return ownershipOfNode(declared, at, variable.name, inference); }
	const { source: from } = variable;
	if (from.kind !== 'value' || from.value === undefined || from.path.length > 0 || variable.assigned.length > 0) { return `\`${variable.name}\` is not known to be owned`; }
	if (from.value.kind === 'literal') { return { kind: 'copied' }; }
	if (!isOwned(from.value, at, inference)) { return `\`${variable.name}\` is not known to be owned`; }
	const type = inference.variable(variable, source);
	if (typeIsSend(type, inference, 0) !== 'yes') { return `\`${variable.name}\` is not known to be fit for another thread`; }
	return ofType(type, inference) ?? `\`${variable.name}\` may hold something borrowed`;
}

/** The same for something with a written type. */
export function ownershipOfNode(node: TypeNode, at: NamePlace, name: string, inference: Place['inference']): Ownership | string {
	const text = at.source.text.slice(node.start, node.end);
	if (node.kind === 'reference') {
		if (/^&\s*(?:'\w+\s+)?mut\b|^\*/.test(text)) { return `\`${name}\` is borrowed to be changed`; }
		if (/^&\s*'static\b/.test(text)) { return { kind: 'copied' }; }
		const inner = ownershipOfNode(node.to, at, name, inference);
		const type = inference.annotation(node.to, at);
		if (type.kind === 'outside' && /^std::(?:str#str|path#Path|ffi#OsStr)$/.test(type.symbol)) { return { kind: 'borrowed', copy: 'to_owned' }; }
		if (typeof inner === 'string') { return inner; }
		return inner.kind === 'copied' || inner.kind === 'owned' && inner.isClone ? { kind: 'borrowed', copy: 'clone' } : `\`${name}\` is borrowed, and is not known to be \`Clone\``;
	}
	if (/&|'(?!static\b)\w|\bimpl\b/.test(text)) { return `\`${name}\` may hold something borrowed`; }
	if (nodeIsSend(node, at, inference, 0) !== 'yes') { return `\`${name}\` is not known to be fit for another thread`; }
	return ofType(inference.annotation(node, at), inference) ?? `\`${name}\` may hold something borrowed`;
}

const copied = /^std::(?:bool#|char#|usize#|isize#|[iuf]\d+#|time#(?:Duration|Instant|SystemTime)$|net#(?:SocketAddr|IpAddr|Ipv[46]Addr)$)/;
const cloned = /^std::(?:string#String|path#PathBuf|ffi#OsString|sync#(?:Arc|Weak)|vec#Vec|collections#(?:HashMap|HashSet|VecDeque)|option#Option|boxed#Box|process#Output)$|^(?:reqwest#Client|bytes#Bytes|serde_json#Value|url#Url|uuid#Uuid|tokio::sync::mpsc#(?:Unbounded)?Sender|tokio_util::sync#CancellationToken)$/;

function ofType(type: Type, inference: Place['inference']): Ownership | undefined {
	switch (type.kind) {
		case 'outside': {
			if (copied.test(type.symbol)) { return { kind: 'copied' }; }
			const isShared = /^std::sync#(?:Arc|Weak)$|Sender$/.test(type.symbol);
			return { kind: 'owned', isClone: cloned.test(type.symbol) && (isShared || type.args.every((each) => isCloneable(each, inference))) };
		}
		case 'own': {
			const { node, source } = type.type;
			if (node.kind === 'trait' || node.generics.length > 0 || /^[^{(;]*<\s*'/.test(source.text.slice(node.start, node.end))) { return undefined; }
			const derives = node.attributes.filter(({ path }) => path === 'derive').map(({ text }) => text).join(',');
			return /\bCopy\b/.test(derives) ? { kind: 'copied' } : { kind: 'owned', isClone: /\bClone\b/.test(derives) };
		}
		case 'tuple': return { kind: 'owned', isClone: type.items.every((each) => isCloneable(each, inference)) };
		default: return undefined;
	}
}

function isCloneable(type: Type, inference: Place['inference']): boolean {
	const own = ofType(type, inference);
	return own?.kind === 'copied' || own?.kind === 'owned' && own.isClone;
}

/** They give something new, whatever they are called on. */
const making: ReadonlySet<string> = new Set(['to_string', 'to_owned', 'to_path_buf', 'to_vec', 'clone', 'join', 'into_owned', 'to_lowercase', 'to_uppercase', 'into_bytes', 'with_extension', 'with_file_name', 'replace', 'repeat']);
const passing: ReadonlySet<string> = new Set(['unwrap', 'expect', 'unwrap_or_default', 'context', 'with_context', 'map_err']);

/** The value is surely one of its own, and holds nothing that is lent: a number, a text, a copy. */
export function isOwnedValue(expr: Expr, at: NamePlace, inference: Place['inference']): boolean {
	const type = inference.typeOf(expr, at);
	const own = ofType(type, inference);
	return own?.kind === 'copied' || own !== undefined && isOwned(expr, at, inference);
}

/** The value is surely one of its own, not something that is lent. */
function isOwned(expr: Expr, at: NamePlace, inference: Place['inference']): boolean {
	switch (expr.kind) {
		case 'literal': case 'struct': case 'binary': return true;
		case 'macro': return /^(?:format|vec)$/.test(expr.path.segments.at(-1)?.name ?? '');
		case 'try': case 'await': return isOwned(expr.value, at, inference);
		case 'method': return making.has(expr.name) ? inference.typeOf(expr, at).kind !== 'any' : passing.has(expr.name) ? isOwned(expr.object, at, inference) : givesOwned(inference.methods.find(inference.typeOf(expr.object, at), expr.name));
		case 'call': {
			const callee = inference.typeOf(expr.callee, at);
			if (callee.kind === 'function') { return givesOwned(callee); }
			if (callee.kind === 'constructor') { return true; }
			return callee.kind === 'symbol' && /^(?:std::|tokio::fs#|tokio#spawn)/.test(callee.symbol) && /[#.](?:new|from|with_capacity|clone|open|default|read|read_to_string|temp_dir|current_dir|now)$/.test(callee.symbol);
		}
		default: return false;
	}
}

function givesOwned(callee: { readonly kind: string } | undefined): boolean {
	if (callee?.kind !== 'function' || !('function' in callee)) { return false; }
	const { node, source } = (callee as Extract<Type, { kind: 'function' }>).function;
	return node.returns !== undefined && !/&|'(?!static\b)\w|\bimpl\b|\bdyn\b/.test(source.text.slice(node.returns.start, node.returns.end));
}

/** The name of a variable that is made with another one, is used from an offset on, and is not known to be something of its own: it may borrow from that one. */
export function borrowerOf(lender: Variable, { source, inference }: Known, from: number): string | undefined {
	const { refs, variables } = source.scopes;
	const uses = [...refs];
	for (const variable of variables) {
		const made = variable.source.kind === 'value' ? variable.source.value : variable.source.kind === 'each' ? variable.source.iterated : undefined;
		if (variable === lender || made === undefined || !uses.some(([ref, each]) => each === lender && contains(made, ref))) { continue; }
		if (!uses.some(([ref, each]) => each === variable && ref.start >= from)) { continue; }
		if (variable.source.kind !== 'value' || variable.source.path.length > 0 || !isOwnedValue(made, { source, scope: variable.scope }, inference)) { return variable.name; }
	}
	return undefined;
}
