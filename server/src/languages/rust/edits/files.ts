/** `File::open(path)?` and all that is done with the file: tokio's, awaited, with the traits that it takes. Only where everything done with it is known. */
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { Variable } from '../scopes.ts';
import type { CallExpr, Expr, MethodExpr } from '../syntax/ast.ts';
import { bareText, indentationAt, insertion, lineStartAt, newlineOf, replacement, type Change } from './changes.ts';
import type { RustFixProject } from './fixProject.ts';
import { addImport, importOf, needlessImport, pathText, withoutImports, type Import } from './imports.ts';
import { callAt, placeOf, waitingFunction, type Call, type Node, type Place } from './place.ts';
import { whyNotSend } from './sendable.ts';

type Trait = 'Read' | 'Write' | 'Seek';

/** What a file can do, and the trait that it has it from. */
const ofFile: Readonly<Record<string, Trait | 'own'>> = {
	read: 'Read', read_exact: 'Read', read_to_end: 'Read', read_to_string: 'Read', write: 'Write', write_all: 'Write', flush: 'Write', seek: 'Seek', rewind: 'Seek', stream_position: 'Seek',
	sync_all: 'own', sync_data: 'own', set_len: 'own', metadata: 'own', set_permissions: 'own',
};
/** Other methods by which somebody may still need the trait of `std`. */
const methodsOf: Readonly<Record<Trait, readonly string[]>> = {
	Read: ['read', 'read_exact', 'read_to_end', 'read_to_string', 'bytes', 'take', 'chain', 'by_ref', 'read_vectored'], Write: ['write', 'write_all', 'flush', 'write_fmt', 'by_ref'], Seek: ['seek', 'rewind', 'stream_position'],
};
const options: ReadonlySet<string> = new Set(['read', 'write', 'append', 'truncate', 'create', 'create_new']);
const unwrapping: ReadonlySet<string> = new Set(['unwrap', 'expect', 'context', 'with_context', 'map_err']);

export function buildFile(call: Call, project: RustFixProject): readonly Change[] | Refusal {
	const plan = new Plan(call, project);
	return plan.follow() ?? plan.finished();
}

class Plan {
	readonly #call: Call;
	readonly #project: RustFixProject;
	readonly #changes: Change[] = [];
	readonly #traits = new Set<Trait>();
	readonly #done: MethodExpr[] = [];
	readonly #needless: Import[] = [];
	#variable: Variable | undefined;

	constructor(call: Call, project: RustFixProject) {
		this.#call = call;
		this.#project = project;
	}

	/** From the call back to where the file is opened, and from there to all that is done with it. */
	follow(): Refusal | undefined {
		const opened = this.#opened(this.#call.node);
		if (opened !== undefined) { return this.#open(opened); }
		const root = rootOf(this.#call.node);
		const variable = root.kind === 'path' ? this.#call.source.scopes.refs.get(root) : undefined;
		const value = variable?.source.kind === 'value' && variable.source.path.length === 0 && variable.source.type === undefined ? variable.source.value : undefined;
		const made = value === undefined ? undefined : this.#opened(unwrapped(value));
		return made === undefined ? refuse('where the file is opened was not found') : this.#open(made);
	}

	/** `File::open(…)`, `OpenOptions::new().….open(…)`: the call that opens, where an expression is one or begins with one. */
	#opened(expr: Expr): Place | undefined {
		const { source, inference } = this.#call;
		for (let at: Expr | undefined = expr; at !== undefined; at = at.kind === 'method' ? at.object : at.kind === 'try' ? at.value : undefined) {
			if (at.kind !== 'call' && !(at.kind === 'method' && at.name === 'open')) { continue; }
			const place = callAt(source, at, inference);
			const symbol = place === undefined ? undefined : at.kind === 'call' ? this.#symbolOf(at, place) : this.#symbolOf(rootOf(at), place)?.replace(/\.(?:new|options)$/, '.open');
			if (place !== undefined && symbol !== undefined && /^std::fs#(?:File\.(?:open|create|create_new)|OpenOptions\.open)$/.test(symbol)) { return place; }
		}
		return undefined;
	}

	#symbolOf(expr: Expr, { source, scope, inference }: Place): string | undefined {
		const type = expr.kind === 'call' && expr.callee.kind === 'path' ? inference.typeOf(expr.callee, { source, scope }) : undefined;
		return type?.kind === 'symbol' ? type.symbol : undefined;
	}

	#open(place: Place): Refusal | undefined {
		const root = rootOf(place.node);
		for (let at = place.node; at.kind === 'method'; at = at.object) { if (at.name !== 'open' && !options.has(at.name)) { return refuse(`tokio's options have no \`${at.name}()\` that is the same`); } }
		if (place.function !== this.#call.function || root.kind !== 'call' || root.callee.kind !== 'path') { return refuse('where the file is opened was not found'); }
		return this.#renamed(root, place) ?? this.#await(place) ?? this.#given(place);
	}

	#renamed({ callee }: CallExpr, place: Place): Refusal | undefined {
		if (callee.kind !== 'path') { return refuse('where the file is opened was not found'); }
		const names = callee.path.segments.map(({ name }) => name);
		const symbol = this.#symbolOf({ kind: 'call', callee, args: [], start: callee.start, end: callee.end }, place) ?? '';
		const text = pathText(place, ['tokio', 'fs', ...symbol.slice(symbol.indexOf('#') + 1).split('.')]);
		if (isRefusal(text)) { return text; }
		const needless = needlessImport(names[0] ?? '', place, [callee], this.#project);
		if (isRefusal(needless)) { return needless; }
		if (needless !== undefined) { this.#needless.push(needless); }
		this.#changes.push(replacement(callee, text));
		return undefined;
	}

	/** What is in the `Result` is used at once, or kept in a variable. */
	#given(opened: Place): Refusal | undefined {
		let at = opened;
		for (;;) {
			const around = at.path.at(-1);
			if (around === undefined || 'statements' in around || !('kind' in around)) { return refuse('the file is handed on'); }
			if (around.kind === 'try' || isMethodOf(around, at.node) && unwrapping.has(around.name)) { at = this.#outside(at, around as Expr); continue; }
			if (at === opened) { return refuse('what becomes of the file was not found'); }
			if (isMethodOf(around, at.node)) { return this.#used(at); }
			if (around.kind !== 'let' || around.value !== at.node || around.pattern.kind !== 'ident' || 'type' in around && around.type !== undefined) { return refuse('the file is handed on'); }
			this.#variable = at.source.scopes.declared.get(around.pattern);
			return this.#variable === undefined ? refuse('the file is handed on') : this.#uses(this.#variable, at);
		}
	}

	#uses(variable: Variable, { source, inference, function: fn }: Place): Refusal | undefined {
		if (variable.assigned.length > 0) { return refuse(`\`${variable.name}\` is given another file`); }
		for (const [ref, each] of source.scopes.refs) {
			if (each !== variable) { continue; }
			const at = placeOf(source, inference, (inner) => inner === ref, ref);
			const refused = at === undefined || at.function !== fn ? refuse(`\`${variable.name}\` is used in another function`) : this.#used(at);
			if (refused !== undefined) { return refused; }
		}
		return undefined;
	}

	#used(place: Place): Refusal | undefined {
		const around = place.path.at(-1);
		if (around === undefined || !isMethodOf(around, place.node)) { return refuse('the file is handed on'); }
		const trait = Object.hasOwn(ofFile, around.name) ? ofFile[around.name] : undefined;
		if (trait === undefined) { return refuse(`tokio's file has no \`${around.name}()\` that is the same`); }
		if (trait !== 'own') { this.#traits.add(trait); }
		this.#done.push(around);
		return this.#await(this.#outside(place, around));
	}

	#outside({ path, ...rest }: Place, node: Expr): Place { return { ...rest, node, path: path.slice(0, -1) }; }

	#await(place: Place): Refusal | undefined {
		const waits = waitingFunction(place);
		if (isRefusal(waits)) { return waits; }
		this.#changes.push(insertion(place.node.end, '.await'));
		return whyNotSend(place);
	}

	/** With the traits, and what is written surely there. */
	finished(): readonly Change[] | Refusal {
		const changes = [...this.#changes];
		const flushed = this.#flushed();
		if (isRefusal(flushed)) { return flushed; }
		changes.push(...flushed);
		const added: Change[] = [];
		for (const trait of this.#traits) {
			const own = addImport(['tokio', 'io', `Async${trait}Ext`], this.#call);
			if (isRefusal(own)) { return own; }
			added.push(...own);
			this.#needless.push(...this.#withoutTrait(trait));
		}
		const removed = withoutImports(this.#needless, this.#call);
		// What comes behind a line that goes takes its place.
		const behind = removed.find(({ span }) => added.some((each) => each.span.start >= span.start && each.span.start <= span.end));
		if (behind === undefined) { return [...changes, ...removed, ...added]; }
		const lines = added.map(({ newText }) => newText.trim()).join(newlineOf(this.#call.source.text));
		const isWhole = behind.newText === '';
		return [...changes, ...removed.filter((each) => each !== behind), { span: behind.span, newText: isWhole ? `${lines}${this.#call.source.text.slice(behind.span.start, behind.span.end).replace(/^[^]*?;/, '')}` : `${behind.newText}${newlineOf(this.#call.source.text)}${lines}` }];
	}

	/** tokio's files write behind one's back: before such a file is closed it must be flushed. */
	#flushed(): readonly Change[] | Refusal {
		const { text } = this.#call.source;
		const last = this.#done.toSorted((a, b) => a.end - b.end).findLast(({ name }) => name === 'write' || name === 'write_all');
		if (last === undefined || this.#done.some(({ name, end }) => end > last.end && (name === 'flush' || name.startsWith('sync_')))) { return []; }
		const rest = /^\s*\?\s*;/.exec(text.slice(last.end));
		const isStatement = text.slice(lineStartAt(text, last.start), last.start).trim() === '';
		const at = placeOf(this.#call.source, this.#call.inference, (node) => node === last, last);
		const isPlain = at !== undefined && !at.path.slice(at.path.findLastIndex((each) => 'attributes' in each)).some((each) => 'kind' in each && (each.kind === 'loop' || each.kind === 'if' || each.kind === 'match'));
		if (rest === null || !isStatement || !isPlain || this.#variable === undefined) { return refuse('what is written would have to be flushed at the end'); }
		return [insertion(last.end + rest[0].length, `${newlineOf(text)}${indentationAt(text, last.start)}${this.#variable.name}.flush().await?;`)];
	}

	#withoutTrait(trait: Trait): readonly Import[] {
		const { source } = this.#call;
		const imported = importOf(trait, this.#call);
		if (imported === undefined || imported.leaf.path.join('::') !== `std::io::${trait}` || imported.item.isPublic) { return []; }
		const bare = bareText(source.text);
		const isNamed = Array.from(bare.matchAll(new RegExp(`(?<![\\w:])${trait}\\b`, 'g'))).some(({ index }) => index < imported.item.start || index >= imported.item.end);
		const isCalled = Array.from(bare.matchAll(new RegExp(`\\.\\s*(?:${methodsOf[trait].join('|')})\\s*\\(`, 'g'))).some(({ index }) => !this.#done.some(({ object, end }) => index >= object.end && index < end));
		const isFormatted = trait === 'Write' && /\bwrite(?:ln)?\s*!/.test(bare);
		return isNamed || isCalled || isFormatted ? [] : [imported];
	}
}

/** What a chain of methods begins with. */
function rootOf(expr: Expr): Expr {
	let at = expr;
	for (;;) {
		if (at.kind === 'method') { at = at.object; } else if (at.kind === 'try' || at.kind === 'reference') { at = at.value; } else { return at; }
	}
}

/** Without what takes it out of its `Result`. */
function unwrapped(expr: Expr): Expr {
	let at = expr;
	for (;;) {
		if (at.kind === 'try') { at = at.value; } else if (at.kind === 'method' && unwrapping.has(at.name)) { at = at.object; } else { return at; }
	}
}

function isMethodOf(node: Node, object: Expr): node is MethodExpr {
	return 'kind' in node && node.kind === 'method' && node.object === object;
}
