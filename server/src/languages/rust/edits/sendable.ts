/**
 * Whether a future would still be one that threads may hand to each other (`Send`) with one more `.await` in it: everything that lives across it must be.
 * Without a compiler that is known of some types only; what is not known to be fine is refused.
 */
import { contains, type Span } from '../../../outline/span.ts';
import { refuse, type Refusal } from '../../refusal.ts';
import type { Place as NamePlace } from '../resolve/names.ts';
import type { Type } from '../resolve/types.ts';
import type { Variable } from '../scopes.ts';
import type { BlockNode, Expr, FunctionNode, TypeNode } from '../syntax/ast.ts';
import { childrenOf, insideFunction, isFunction, visit, type Place } from './place.ts';

/** Why the function could not wait at a place, if its future has to be `Send`; undefined if nothing is known against it. */
export function whyNotSend(place: Place): Refusal | undefined {
	const { function: fn } = place;
	if (isDrivenInPlace(fn.node)) { return undefined; }
	const temporary = temporaryGuard(place);
	if (temporary !== undefined) { return refuse(`\`${temporary}\` is still borrowed from there, and must not be held across an await`); }
	if (insideFunction(place).some((each) => 'kind' in each && each.kind === 'loop' && each.iterated !== undefined && /\benv\s*::\s*args(?:_os)?\s*\(/.test(place.source.text.slice(each.iterated.start, each.iterated.end)))) { return refuse('the arguments of the program are gone through there, and must not be held across an await'); }
	for (const variable of heldAcross(place)) {
		if (livesAcrossAwait(variable, place)) { continue; }
		const known = sendOf(variable, place);
		if (known === 'no') { return refuse(`\`${variable.name}\` would be held across the await, and cannot be sent to another thread`); }
		if (known === 'unknown') { return refuse(`\`${variable.name}\` would be held across the await, and its type is not known well enough to tell if it may be`); }
	}
	return undefined;
}

/** `#[tokio::main]` and tests run their future where they are. */
function isDrivenInPlace({ attributes }: FunctionNode): boolean {
	return attributes.some(({ path }) => /(?:^|::)(?:main|test)$/.test(path));
}

/** Variables of the function that are in scope at a place, those of its parameters included. */
function heldAcross({ source, function: fn, node, path }: Place): readonly Variable[] {
	const blocks = path.filter((each): each is BlockNode => 'statements' in each);
	return source.scopes.variables.filter((variable) => {
		if (variable.function !== fn) { return isCaptured(variable, fn.node, source.scopes.refs); }
		if (variable.at >= node.start) { return false; }
		return variable.source.kind === 'self' || variable.source.kind === 'parameter' || isInScope(variable, fn.node, node, blocks);
	});
}

function isCaptured(variable: Variable, fn: FunctionNode, refs: ReadonlyMap<Expr, Variable>): boolean {
	if (fn.form === 'item' || variable.at >= fn.start && variable.at < fn.end) { return false; }
	for (const [ref, each] of refs) { if (each === variable && contains(fn, ref)) { return true; } }
	return false;
}

/** The innermost block, arm or loop around its declaration is also around the place. */
function isInScope({ at }: Variable, fn: FunctionNode, { start }: Span, blocks: readonly BlockNode[]): boolean {
	let home: Span = fn;
	visit(fn, (node) => {
		if (!contains(node, { start: at, end: at + 1 })) { return false; }
		if ('statements' in node) { home = node; }
		if ('kind' in node && node.kind === 'match') { home = node.arms.find((arm) => contains(arm, { start: at, end: at + 1 })) ?? home; }
		if ('kind' in node && (node.kind === 'if' || node.kind === 'loop') && !contains(node.kind === 'if' ? node.whenTrue : node.body, { start: at, end: at + 1 })) { home = node; }
		return true;
	});
	return home.start <= start && start < home.end || blocks.some((block) => block === home);
}

/** Something is awaited already between its declaration and a later use: it is held across that. */
function livesAcrossAwait(variable: Variable, { source, function: fn }: Place): boolean {
	const awaits: Span[] = [];
	visit(fn.node, (node) => {
		if (node !== fn.node && isFunction(node)) { return false; }
		if ('kind' in node && node.kind === 'await') { awaits.push(node); }
		return true;
	});
	const uses = [...source.scopes.refs].flatMap(([ref, each]) => (each === variable ? [ref] : []));
	return awaits.some((each) => each.start > variable.at && uses.some((use) => use.start >= each.end || contains(each, use)) || variable.source.kind === 'self' && uses.some((use) => use.start >= each.end));
}

const guardMethods: ReadonlySet<string> = new Set(['lock', 'read', 'write', 'borrow', 'borrow_mut', 'upgradable_read']);
const lockGuards = /^(?:std::sync|parking_lot|spin)#.*Guard$|^std::cell#Ref(?:Mut)?$/;

/** A guard that an expression around the place has made and that lives until that is done: `match lock.lock().unwrap().get(…) { … }`. */
function temporaryGuard(place: Place): string | undefined {
	const { source, inference, scope, node } = place;
	const inside = insideFunction(place);
	for (const [index, around] of inside.entries()) {
		if ('statements' in around || !('kind' in around)) { continue; }
		const next = inside[index + 1] ?? node;
		for (const part of childrenOf(around)) {
			if (part === next || part.start >= node.start || 'statements' in part) { continue; }
			let found: string | undefined;
			visit(part, (each) => {
				if (isFunction(each)) { return false; }
				if (!('kind' in each) || each.kind !== 'method' || each.args.length > 0 || !guardMethods.has(each.name)) { return true; }
				const type = inference.typeOf(each, { source, scope });
				const inner = type.kind === 'outside' && type.symbol === 'std::result#Result' ? type.args[0] ?? type : type;
				if (inner.kind === 'any' || inner.kind === 'outside' && lockGuards.test(inner.symbol)) { found ??= source.text.slice(each.start, each.end); }
				return true;
			});
			if (found !== undefined) { return found; }
		}
	}
	return undefined;
}

export type Known = 'yes' | 'no' | 'unknown';

/** Whether a variable's value may be sent and shared. */
export function sendOf(variable: Variable, { source, inference }: Pick<Place, 'source' | 'inference'>): Known {
	const declared = declaredType(variable);
	if (declared !== undefined) { return nodeIsSend(declared, { source, scope: variable.scope }, inference, 0); }
	return typeIsSend(inference.variable(variable, source), inference, 0);
}

/** The type that is written for the whole variable. */
export function declaredType({ source }: Variable): TypeNode | undefined {
	return (source.kind === 'parameter' || source.kind === 'value') && source.path.length === 0 ? source.type : undefined;
}

type Types = Place['inference'];

/** What a written type says that a resolved one does not: pointers, and trait objects with what they promise. */
export function nodeIsSend(node: TypeNode, at: NamePlace, inference: Types, depth: number): Known {
	switch (node.kind) {
		case 'reference': {
			if (at.source.text.slice(node.start, node.end).trim().startsWith('*')) { return 'no'; }
			const lent = inference.annotation(node.to, at);
			if (lent.kind === 'parameter' && !promises(lent.generic.bounds, 'Sync')) { return 'unknown'; }
			return nodeIsSend(node.to, at, inference, depth);
		}
		case 'tuple': return all(node.items.map((each) => nodeIsSend(each, at, inference, depth)));
		case 'slice': return nodeIsSend(node.of, at, inference, depth);
		case 'bounds': return areSend(node.bounds, at, inference) ? 'yes' : 'no';
		case 'path': {
			const last = node.path.segments.at(-1);
			const args = (last?.args ?? []).filter((each) => each.kind !== 'binding' && each.kind !== 'unknown').map((each) => nodeIsSend(each, at, inference, depth));
			const own = typeIsSend(inference.annotation({ ...node, path: { ...node.path, segments: node.path.segments.map(({ args: _, ...rest }) => rest) } }, at), inference, depth);
			return all([own, ...args]);
		}
		default: return 'unknown';
	}
}

/** A trait object is what its traits promise, themselves or by those that they build on. Mostly it is lent, so that it has to be `Sync` too. */
function areSend(bounds: readonly TypeNode[], at: NamePlace, inference: Types): boolean {
	const traits = bounds.flatMap((each): TypeNode[] => {
		const type = inference.annotation(each, at);
		return type.kind === 'own' && type.type.node.kind === 'trait' ? [each, ...type.type.node.bounds] : [each];
	});
	return promises(traits, 'Send') && promises(traits, 'Sync');
}

function promises(bounds: readonly TypeNode[], trait: 'Send' | 'Sync'): boolean {
	return bounds.some((each) => new RegExp(`\\b${trait}\\b`).test(nameIn(each)));
}

/** Types outside that are as `Send` and `Sync` as what they hold. */
const plain = new RegExp('^(?:'
	+ 'std::(?:string|path|ffi|time|net|num|ops|borrow|str|bool|char|[iuf]\\d+|[iu]size|process|collections|vec|slice|option|result|boxed|fs|fmt)#'
	+ '(?:String|str|Path|PathBuf|OsString|OsStr|CString|CStr|Duration|Instant|SystemTime|SocketAddr|SocketAddrV4|SocketAddrV6|IpAddr|Ipv4Addr|Ipv6Addr|TcpStream|TcpListener|UdpSocket|Range|Cow|bool|char|[iuf]\\d+|[iu]size|Command|Child|ExitStatus|Output|Stdio|HashMap|HashSet|BTreeMap|BTreeSet|VecDeque|BinaryHeap|Vec|slice|Option|Result|Box|File|Metadata|OpenOptions|Permissions|DirEntry|FileType|ReadDir)'
	+ '|std::sync#(?:Arc|Mutex|RwLock|OnceLock|LazyLock|Condvar|Barrier|Weak)|std::sync::atomic#\\w+|std::io#(?:Error|BufReader|BufWriter|Cursor|ErrorKind|Stdin|Stdout|Stderr)|std::marker#PhantomData'
	+ '|parking_lot#(?:Mutex|RwLock)|tokio#(?:JoinHandle)|tokio::(?:sync|sync::\\w+|time|net|net::\\w+|fs|process|io|task|runtime)#\\w+|tokio_util::(?:sync|task|codec)#\\w+|anyhow#Error|bytes#\\w+|reqwest#\\w+|uuid#\\w+|url#Url|chrono#(?:DateTime|Utc|Local|NaiveDate\\w*|Duration)|serde_json#(?:Value|Map|Error)|http#\\w+|hyper#\\w+|axum(?:::\\w+)*#\\w+|clap#\\w+|tempfile#\\w+|regex#Regex|toml#\\w+|sqlx#\\w+|eyre#Report|color_eyre#Report'
	+ ')$');
const never = /^std::rc#|^std::cell#|^std::sync#\w*Guard$|^parking_lot#\w*Guard$|^std::sync::mpsc#Receiver$|^rand#ThreadRng$|^rand::rngs#ThreadRng$|^std::ptr#/;
/** These hold others' work, which may be anything. */
const hollow = /^tokio::task#(?:LocalSet|JoinHandle|JoinSet)$|^tokio::sync::watch#Ref$|^tokio::runtime#EnterGuard$|^tokio#JoinHandle$/;

export function typeIsSend(type: Type, inference: Types, depth: number): Known {
	switch (type.kind) {
		case 'outside':
			if (never.test(type.symbol)) { return 'no'; }
			if (!plain.test(type.symbol)) { return 'unknown'; }
			if (hollow.test(type.symbol)) { return /LocalSet|Ref|EnterGuard/.test(type.symbol) ? 'no' : type.args.length === 0 ? 'unknown' : all(type.args.map((each) => typeIsSend(each, inference, depth + 1))); }
			return all(type.args.map((each) => typeIsSend(each, inference, depth + 1)));
		case 'own': return depth > 6 ? 'yes' : ownIsSend(type, inference, depth);
		case 'tuple': return all(type.items.map((each) => typeIsSend(each, inference, depth + 1)));
		case 'function': case 'symbol': case 'constructor': case 'never': return 'yes';
		case 'parameter': return promises(type.generic.bounds, 'Send') ? 'yes' : 'unknown';
		default: return 'unknown';
	}
}

function nameIn(node: TypeNode): string {
	return node.kind === 'path' ? node.path.segments.at(-1)?.name ?? '' : node.kind === 'bounds' ? node.bounds.map(nameIn).join(' ') : '';
}

function ownIsSend({ type, args }: Extract<Type, { kind: 'own' }>, inference: Types, depth: number): Known {
	const { node, source, scope } = type;
	if (node.kind === 'trait') { return areSend(node.bounds, { source, scope }, inference) ? 'yes' : 'unknown'; }
	const fields = node.kind === 'struct' ? node.fields : node.variants.flatMap((each) => each.fields);
	const own = new Set(node.generics.map(({ name }) => name));
	const inside = fields.map((each) => (each.type.kind === 'path' && each.type.path.segments.length === 1 && own.has(each.type.path.segments[0]?.name ?? '') ? 'yes' : nodeIsSend(each.type, { source, scope }, inference, depth + 1)));
	return all([...inside, ...args.map((each) => typeIsSend(each, inference, depth + 1))]);
}

function all(parts: readonly Known[]): Known {
	return parts.includes('no') ? 'no' : parts.includes('unknown') ? 'unknown' : 'yes';
}

