/**
 * What functions do to the thread, flowing up from the calls that hold it to everything that calls them on the same stack.
 *
 * An effect does not leave async code, which reports for itself; that something listens does. A call under conditions counts for more than one
 * hop, so that a path which is surely taken goes before one that may be.
 */
import type { FunctionId } from '../outline/model.ts';
import { asyncEdge, detour, LinkEdge, memberEdge, memberNode } from './crossing.ts';
import { effectKey, isListening, originOf, type EffectKey } from './effectKey.ts';
import { FewestHops, type Edge, type Fact, type Origin, type Seed } from './fewestHops.ts';
import type { Link, Links } from './links.ts';
import type { FunctionReading } from './reading.ts';

export type EffectFact = Fact<EffectKey, Origin>;

export class Effects {
	readonly #solver = new FewestHops<EffectKey, Origin>();
	readonly #reading: (id: FunctionId) => FunctionReading | undefined;

	constructor(reading: (id: FunctionId) => FunctionReading | undefined) {
		this.#reading = reading;
	}

	/** Gives a function's sinks and calls. */
	replace(id: FunctionId, file: string, links: Links | undefined, isAsyncLike: (id: FunctionId) => boolean): void {
		const edges: Edge<EffectKey>[] = [], seeds: Seed<EffectKey, Origin>[] = [];
		for (const sink of links?.sinks ?? []) { seeds.push({ node: id, key: effectKey(sink), hops: detour(sink.site), origin: originOf(sink, file) }); }
		for (const { step } of links?.listens ?? []) { seeds.push({ node: id, key: 'listens|0', hops: 0, origin: { file, start: step.span.start, label: '' } }); }
		for (const link of links?.links ?? []) {
			if (link.kind !== 'call' && link.kind !== 'inline') { continue; }
			if (link.member !== undefined) {
				edges.push(new LinkEdge(link, memberNode(link.member), id, this.#reading));
				continue;
			}
			for (const target of link.targets) { edges.push(isAsyncLike(target) ? asyncEdge(link, target, id) : new LinkEdge(link, target, id, this.#reading)); }
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
		this.#solver.replace(node, all.map((target) => memberEdge(target, node, isAsyncLike(target))), []);
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

	/** What an effect of a callee (or declared member) is called at the caller's side of a link; undefined where it does not cross. */
	across(link: Link, node: string, id: FunctionId, key: EffectKey): EffectKey | undefined {
		return new LinkEdge(link, node, id, this.#reading).pass(key);
	}
}
