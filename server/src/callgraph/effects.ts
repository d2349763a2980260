/**
 * What functions do to the thread, flowing up from the calls that hold it to everything that calls them on the same stack.
 *
 * An effect is known by its category, its severity and whether it happens only once; it does not leave async code, which reports for itself.
 * `listens` is one more, which does: after such a call the process serves.
 */
import type { Category, Severity } from '../catalogue/schema.ts';
import type { FunctionId } from '../outline/model.ts';
import { FewestHops, type Edge, type Fact, type Origin, type Seed } from './fewestHops.ts';
import type { Link, Links, Sink } from './links.ts';

/** `file|error|always`, `file|error|once`, or `listens|2`: something listens two calls down. */
export type EffectKey = string;
export type EffectFact = Fact<EffectKey, Origin>;

export interface EffectKind {
	readonly category: Category;
	readonly severity: Severity;
	/** It happens once, or once per key: on the way there lies a branch that only fills an empty place. */
	readonly isCached: boolean;
}

/**
 * How many calls down a server may begin to listen for the caller to count as one that starts to serve. What listens deeper is rather a
 * helper's own business (a login's callback server, a search for a free port).
 */
const listeningDepth = 3;

export function isListening(key: EffectKey): boolean {
	return key.startsWith('listens');
}

function oneCallUp(key: EffectKey): EffectKey | undefined {
	const depth = Number(key.slice('listens|'.length)) + 1;
	return depth > listeningDepth ? undefined : `listens|${depth}`;
}

export function effectKind(key: EffectKey): EffectKind {
	const [category, severity, often] = key.split('|');
	return { category: category as Category, severity: severity as Severity, isCached: often === 'once' };
}

export function effectKey({ category, severity }: Sink, isCached: boolean): EffectKey {
	return `${category}|${severity}|${isCached ? 'once' : 'always'}`;
}

/** How a path begins. The file is the sink's. */
export function originOf({ site, symbol }: Sink, file: string): Origin {
	return { file, start: site.step.span.start, label: symbol };
}

export class Effects {
	readonly #solver = new FewestHops<EffectKey, Origin>();

	/** Gives a function's sinks and calls. */
	replace(id: FunctionId, file: string, links: Links | undefined, isAsyncLike: (id: FunctionId) => boolean): void {
		const edges: Edge<EffectKey>[] = [], seeds: Seed<EffectKey, Origin>[] = [];
		for (const sink of links?.sinks ?? []) {
			seeds.push({ node: id, key: effectKey(sink, sink.site.position.memo !== undefined), origin: originOf(sink, file) });
		}
		for (const { step } of links?.listens ?? []) { seeds.push({ node: id, key: 'listens|0', origin: { file, start: step.span.start, label: '' } }); }
		for (const link of links?.links ?? []) {
			if (link.kind !== 'call' && link.kind !== 'inline') { continue; }
			if (link.member !== undefined) {
				edges.push(edgeOf(link, memberNode(link.member), id, false));
				continue;
			}
			for (const target of link.targets) { edges.push(edgeOf(link, target, id, isAsyncLike(target))); }
		}
		this.#solver.replace(id, edges, seeds);
	}

	/** Gives what may be behind a declared member; it has an effect only if all of them have. */
	replaceMember(member: FunctionId, behind: Pick<Link, 'targets' | 'isComplete'> | undefined, isAsyncLike: (id: FunctionId) => boolean): void {
		const node = memberNode(member);
		if (!behind) {
			this.#solver.replace(node, [], []);
			return;
		}
		this.#solver.requireAll(node);
		const all = behind.isComplete ? behind.targets : [...behind.targets, 'nothing known'];
		this.#solver.replace(node, all.map((target) => edge(target, node, 0, '', false, isAsyncLike(target))), []);
	}

	/** Answers with the functions (and declared members, by `memberNode`) whose effects or paths changed. */
	solve(): Set<string> {
		return this.#solver.solve();
	}

	/** By function, or by `memberNode`. */
	of(node: string): ReadonlyMap<EffectKey, EffectFact> {
		return this.#solver.factsOf(node);
	}

	/** True if calling the function (or what is behind a declared member) makes the process serve. */
	listens(node: string): boolean {
		for (const key of this.of(node).keys()) { if (isListening(key)) { return true; } }
		return false;
	}

	/** What an effect is called at the caller's side of a link; undefined where it does not cross. */
	static across(link: Link, key: EffectKey): EffectKey | undefined {
		return isListening(key) ? oneCallUp(key) : link.site.position.memo ? key.replace('|always', '|once') : key;
	}
}

export function memberNode(member: FunctionId): string {
	return `member ${member}`;
}

/** True if an edge into a function came from this link of it. */
export function isEdgeOf(link: Link, { from, start, tag }: Edge<EffectKey>): boolean {
	return link.site.step.span.start === start && tag.startsWith(linkTag(link)) && (link.member === undefined ? link.targets.includes(from) : memberNode(link.member) === from);
}

/** What tells links of one place apart, next to what they call: an inner call may begin where the outer one does. */
export function linkTag({ kind, site: { step: { span } } }: Link): string {
	return `${kind} ${span.end - span.start};`;
}

function edgeOf(link: Link, from: string, to: FunctionId, isAsyncLike: boolean): Edge<EffectKey> {
	return edge(from, to, link.site.step.span.start, linkTag(link), link.site.position.memo !== undefined, isAsyncLike);
}

function edge(from: string, to: string, start: number, tag: string, isCached: boolean, isAsyncLike: boolean): Edge<EffectKey> {
	const [how, pass] = isAsyncLike ? ['async', passListening] as const : isCached ? ['once', passOnce] as const : ['', passAll] as const;
	return { from, to, start, tag: intern(tag + how), pass };
}

const interned = new Map<string, string>();

/** One text for all equal ones. */
export function intern(text: string): string {
	const known = interned.get(text);
	if (known !== undefined) { return known; }
	interned.set(text, text);
	return text;
}

const passListening = (key: EffectKey): EffectKey | undefined => isListening(key) ? oneCallUp(key) : undefined;
const passOnce = (key: EffectKey): EffectKey | undefined => isListening(key) ? oneCallUp(key) : key.replace('|always', '|once');
const passAll = (key: EffectKey): EffectKey | undefined => isListening(key) ? oneCallUp(key) : key;
