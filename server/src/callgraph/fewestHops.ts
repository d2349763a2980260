/**
 * Facts that spread along edges, each by the fewest hops from where it began, kept up to date under edits.
 *
 * A node holds at most one fact per key. A fact begins at a seed and reaches a node by an edge, which may change its key or stop it.
 * Among several ways the least in `compareFacts` wins. As each edge costs at least one hop, these equations have exactly one solution, so that it does not matter in
 * which order edits came (Ramalingam and Reps, "An incremental algorithm for a generalization of the shortest-path problem", 1996): what an edit took
 * the support from is dropped first, then the frontier is solved again in the order of hops.
 */

/** Where a fact began. */
export interface Origin {
	readonly file: string;
	/** UTF-16 offset. */
	readonly start: number;
	/** What else tells it from others: origins of equal file, start and label are the same. */
	readonly label: string;
}

export interface Seed<Key extends string, O extends Origin> {
	readonly node: string;
	readonly key: Key;
	readonly origin: O;
	/** How many hops it counts for by itself. */
	readonly hops: number;
}

/** Facts of `from` reach `to`, under the key that `pass` gives them; `undefined` stops them. */
export interface Edge<Key extends string> {
	readonly from: string;
	readonly to: string;
	/** With its ends and its start it tells edges apart, and it says all that `hops` depends on, and `pass` too where no `takeOver` does. One of few texts: there are many edges. */
	readonly tag: string;
	/** The third tie-break: where the call stands. UTF-16 offset. */
	readonly start: number;
	/** How many hops it counts for, at least one. */
	readonly hops: number;
	pass(key: Key): Key | undefined;
	/** Stands from now on for an edge of the same ends, start and tag; false if it has let something through that this one would not. True if absent. */
	takeOver?(next: Edge<Key>): boolean;
}

export interface Fact<Key extends string, O extends Origin> {
	readonly hops: number;
	readonly origin: O;
	/** The edge it came by and its key before it; absent at a seed. For a node that needs all, the worst of them. */
	readonly via?: Edge<Key>;
	readonly viaKey?: Key;
}

/** Orders facts: fewer hops, then the origin's file and offset, then the edge's offset and source. Negative if `a` comes first. */
export function compareFacts<Key extends string, O extends Origin>(a: Fact<Key, O>, b: Fact<Key, O>): number {
	return a.hops - b.hops
		|| compareText(a.origin.file, b.origin.file) || a.origin.start - b.origin.start || compareText(a.origin.label, b.origin.label)
		|| (a.via?.start ?? -1) - (b.via?.start ?? -1) || compareText(a.via?.from ?? '', b.via?.from ?? '') || compareText(a.via?.tag ?? '', b.via?.tag ?? '')
		|| compareText(a.viaKey ?? '', b.viaKey ?? '');
}

/** Orders texts by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

interface Node<Key extends string, O extends Origin> {
	readonly id: string;
	/** A short name for it, good for as long as it is there. */
	readonly number: number;
	/** A fact holds here only if it reaches it by every edge; the worst counts. */
	needsAll: boolean;
	/** Many nodes lack one of these, few have the third. */
	incoming: Map<Edge<Key>, Node<Key, O>> | undefined;
	outgoing: Map<Edge<Key>, Node<Key, O>> | undefined;
	seeds: Set<Seed<Key, O>> | undefined;
	readonly facts: Map<Key, Fact<Key, O>>;
}

interface Contribution<Key extends string, O extends Origin> {
	readonly edges: readonly Edge<Key>[];
	readonly seeds: readonly Seed<Key, O>[];
}

export class FewestHops<Key extends string, O extends Origin> {
	readonly #nodes = new Map<string, Node<Key, O>>();
	#lastNumber = 0;
	readonly #contributions = new Map<string, Contribution<Key, O>>();
	/** Facts as they were before the present round, to tell what changed. */
	readonly #before = new Map<Node<Key, O>, Map<Key, Fact<Key, O> | undefined>>();
	/** What may give a node a better or a new fact, by the hops that it would have. Null where a node that needs all has to be asked. */
	#agenda: Map<Node<Key, O>, Map<Key, Fact<Key, O> | null>>[] = [];
	/** What lost a fact since the last round, and what may give one since. */
	#orphans = new Map<Node<Key, O>, Set<Key>>();
	readonly #newEdges = new Set<Edge<Key>>();
	readonly #newSeeds = new Set<Seed<Key, O>>();

	/** Replaces all that an owner contributed before. Takes effect with the next `solve`. */
	replace(owner: string, edges: readonly Edge<Key>[], seeds: readonly Seed<Key, O>[]): void {
		const old = this.#contributions.get(owner);
		const newEdges = exchange(old?.edges ?? none, edges, this.#edgeId, takesOver), newSeeds = exchange(old?.seeds ?? none, seeds, seedId, alwaysTrue);
		if (edges.length + seeds.length > 0) { this.#contributions.set(owner, { edges: newEdges.now, seeds: newSeeds.now }); } else if (old) { this.#contributions.delete(owner); }
		for (const edge of newEdges.gone) { this.#removeEdge(edge); }
		for (const seed of newSeeds.gone) { this.#removeSeed(seed); }
		for (const edge of newEdges.added) { this.#addEdge(edge); }
		for (const seed of newSeeds.added) { this.#addSeed(seed); }
	}

	/** Marks a node as one that needs a fact from every edge into it. */
	requireAll(id: string): void {
		const node = this.#node(id);
		if (!node.needsAll) {
			node.needsAll = true;
			this.#dropAll(node);
		}
	}

	/** Brings every fact up to date; answers with the nodes whose facts, or the paths below them, changed. */
	solve(): Set<string> {
		for (const [node, keys] of this.#orphans) {
			for (const key of keys) {
				const fact = this.#best(node, key);
				if (fact) { this.#propose(node, key, fact); }
			}
		}
		for (const edge of this.#newEdges) {
			const source = this.#node(edge.from), target = this.#node(edge.to);
			if (!target.incoming?.has(edge)) { continue; }
			for (const [key, fact] of source.facts) { this.#offer(edge, target, key, fact); }
		}
		for (const seed of this.#newSeeds) {
			const node = this.#node(seed.node);
			if (node.seeds?.has(seed)) { this.#propose(node, seed.key, { hops: seed.hops, origin: seed.origin }); }
		}
		this.#orphans = new Map();
		this.#newEdges.clear();
		this.#newSeeds.clear();
		for (let hops = 0; hops < this.#agenda.length; hops++) {
			// What is settled here only ever proposes more hops.
			for (const [node, proposals] of this.#agenda[hops] ?? []) {
				for (const [key, fact] of proposals) { this.#settle(node, key, hops, fact); }
			}
			this.#agenda[hops] = new Map();
		}
		this.#agenda = [];
		return this.#changes();
	}

	factsOf(id: string): ReadonlyMap<Key, Fact<Key, O>> {
		return this.#nodes.get(id)?.facts ?? new Map<Key, Fact<Key, O>>();
	}

	#settle(node: Node<Key, O>, key: Key, hops: number, proposed: Fact<Key, O> | null): void {
		const current = node.facts.get(key);
		if (current && current.hops < hops) { return; }
		const fact = proposed ?? this.#worst(node, key);
		if (!fact) { return; }
		if (fact.hops > hops) {
			this.#propose(node, key, fact);
			return;
		}
		// One that rests on a fact that has improved since is worse than what that fact proposes now.
		if (current && compareFacts(current, fact) <= 0) { return; }
		this.#remember(node, key);
		node.facts.set(key, fact);
		for (const [edge, target] of node.outgoing ?? none) { this.#offer(edge, target, key, fact); }
	}

	/** Proposes what a fact means at the other end of an edge. */
	#offer(edge: Edge<Key>, target: Node<Key, O>, viaKey: Key, { hops, origin }: Fact<Key, O>): void {
		const key = edge.pass(viaKey);
		if (key === undefined) { return; }
		const current = target.facts.get(key);
		const further = hops + edge.hops;
		if (current && current.hops < further && !target.needsAll) { return; }
		this.#propose(target, key, { hops: further, origin, via: edge, viaKey });
	}

	#propose(node: Node<Key, O>, key: Key, fact: Fact<Key, O>): void {
		const level = this.#agenda[fact.hops] ??= new Map();
		let proposals = level.get(node);
		if (!proposals) { level.set(node, proposals = new Map()); }
		const other = proposals.get(key);
		if (node.needsAll) { proposals.set(key, null); } else if (!other || compareFacts(fact, other) < 0) { proposals.set(key, fact); }
	}

	/** The fact that a node's seeds and the facts around it now give it. */
	#best(node: Node<Key, O>, key: Key): Fact<Key, O> | undefined {
		if (node.needsAll) { return this.#worst(node, key); }
		let best: Fact<Key, O> | undefined;
		for (const seed of node.seeds ?? []) {
			if (seed.key !== key) { continue; }
			const fact = { hops: seed.hops, origin: seed.origin };
			if (!best || compareFacts(fact, best) < 0) { best = fact; }
		}
		for (const [edge, source] of node.incoming ?? none) {
			for (const [viaKey, { hops, origin }] of source.facts) {
				if (best && hops + edge.hops > best.hops || edge.pass(viaKey) !== key) { continue; }
				const fact = { hops: hops + edge.hops, origin, via: edge, viaKey };
				if (!best || compareFacts(fact, best) < 0) { best = fact; }
			}
		}
		return best;
	}

	#worst(node: Node<Key, O>, key: Key): Fact<Key, O> | undefined {
		let worst: Fact<Key, O> | undefined;
		for (const [edge, source] of node.incoming ?? none) {
			let best: Fact<Key, O> | undefined;
			for (const [viaKey, { hops, origin }] of source.facts) {
				if (edge.pass(viaKey) !== key) { continue; }
				const fact = { hops: hops + edge.hops, origin, via: edge, viaKey };
				if (!best || compareFacts(fact, best) < 0) { best = fact; }
			}
			if (!best) { return undefined; }
			if (!worst || compareFacts(best, worst) > 0) { worst = best; }
		}
		return worst;
	}

	readonly #edgeId = ({ from, to, start, tag }: Edge<Key>): string => `${start} ${this.#node(from).number} ${this.#node(to).number} ${tag}`;

	#addEdge(edge: Edge<Key>): void {
		const source = this.#node(edge.from), target = this.#node(edge.to);
		(source.outgoing ??= new Map()).set(edge, target);
		(target.incoming ??= new Map()).set(edge, source);
		if (target.needsAll) { this.#dropAll(target); }
		this.#newEdges.add(edge);
	}

	#removeEdge(edge: Edge<Key>): void {
		const source = this.#node(edge.from), target = this.#node(edge.to);
		source.outgoing?.delete(edge);
		target.incoming?.delete(edge);
		if (target.needsAll) {
			this.#dropAll(target);
			// One input fewer may be what a fact was waiting for.
			for (const [incoming, other] of target.incoming ?? none) {
				for (const key of other.facts.keys()) {
					const passed = incoming.pass(key);
					if (passed !== undefined) { this.#orphan(target, passed); }
				}
			}
		}
		for (const [key, fact] of target.facts) { if (fact.via === edge) { this.#drop(target, key); } }
	}

	#addSeed(seed: Seed<Key, O>): void {
		const node = this.#node(seed.node);
		(node.seeds ??= new Set()).add(seed);
		this.#newSeeds.add(seed);
	}

	#removeSeed(seed: Seed<Key, O>): void {
		const node = this.#node(seed.node);
		node.seeds?.delete(seed);
		const fact = node.facts.get(seed.key);
		if (fact && !fact.via && fact.origin === seed.origin) { this.#drop(node, seed.key); }
	}

	/** Takes a fact away, and with it every fact whose support passes it. */
	#drop(node: Node<Key, O>, key: Key): void {
		const pending: [Node<Key, O>, Key][] = [[node, key]];
		for (let next = pending.pop(); next; next = pending.pop()) {
			const [at, lost] = next;
			if (!at.facts.has(lost)) { continue; }
			this.#remember(at, lost);
			at.facts.delete(lost);
			this.#orphan(at, lost);
			for (const [edge, target] of at.outgoing ?? none) {
				const passed = edge.pass(lost);
				const fact = passed === undefined ? undefined : target.facts.get(passed);
				if (passed !== undefined && fact && (target.needsAll || fact.via === edge && fact.viaKey === lost)) { pending.push([target, passed]); }
			}
		}
	}

	#dropAll(node: Node<Key, O>): void {
		for (const key of [...node.facts.keys()]) { this.#drop(node, key); }
	}

	#orphan(node: Node<Key, O>, key: Key): void {
		const keys = this.#orphans.get(node);
		if (keys) { keys.add(key); } else { this.#orphans.set(node, new Set([key])); }
	}

	#remember(node: Node<Key, O>, key: Key): void {
		let facts = this.#before.get(node);
		if (!facts) { this.#before.set(node, facts = new Map()); }
		if (!facts.has(key)) { facts.set(key, node.facts.get(key)); }
	}

	#changes(): Set<string> {
		const changed = new Set<Node<Key, O>>();
		for (const [node, facts] of this.#before) {
			for (const [key, old] of facts) {
				const now = node.facts.get(key);
				if (!old || !now || compareFacts(old, now) !== 0) { changed.add(node); }
			}
		}
		this.#before.clear();
		// A path is shown with all its links, so that whoever rests on a changed fact changed too.
		for (const node of changed) {
			for (const [edge, target] of node.outgoing ?? none) {
				for (const fact of target.facts.values()) { if (fact.via === edge) { changed.add(target); } }
			}
		}
		const ids = new Set<string>();
		for (const node of changed) {
			ids.add(node.id);
			this.#forgetIfEmpty(node);
		}
		return ids;
	}

	#forgetIfEmpty(node: Node<Key, O>): void {
		if ((node.incoming?.size ?? 0) + (node.outgoing?.size ?? 0) + node.facts.size + (node.seeds?.size ?? 0) === 0) { this.#nodes.delete(node.id); }
	}

	#node(id: string): Node<Key, O> {
		let node = this.#nodes.get(id);
		if (!node) {
			node = { id, number: this.#lastNumber += 1, needsAll: false, incoming: undefined, outgoing: undefined, seeds: undefined, facts: new Map() };
			this.#nodes.set(id, node);
		}
		return node;
	}
}

function seedId<Key extends string, O extends Origin>({ node, key, hops, origin: { file, start, label } }: Seed<Key, O>): string {
	return `${node}\n${key}\n${hops}\n${file}\n${start}\n${label}`;
}

function takesOver<Key extends string>(old: Edge<Key>, next: Edge<Key>): boolean {
	return old.takeOver?.(next) ?? next.takeOver === undefined;
}

interface Exchange<Thing> {
	readonly now: readonly Thing[];
	readonly gone: Iterable<Thing>;
	readonly added: Iterable<Thing>;
}

/** The new list without repetitions, each thing that was there before in the place of its equal; and what went and came. */
function exchange<Thing>(before: readonly Thing[], things: readonly Thing[], idOf: (thing: Thing) => string, staysFor: (old: Thing, next: Thing) => boolean): Exchange<Thing> {
	// Most of what is given is new, and little of it: maps for all of it would be half of the work.
	if (before.length === 0 && things.length < 2) { return { now: things, gone: none, added: things }; }
	const gone = new Map(before.map((thing) => [idOf(thing), thing] as const));
	const now = new Map<string, Thing>();
	const added: Thing[] = [];
	for (const thing of things) {
		const id = idOf(thing);
		if (now.has(id)) { continue; }
		const old = gone.get(id);
		const stays = old !== undefined && staysFor(old, thing);
		now.set(id, stays ? old : thing);
		if (stays) { gone.delete(id); } else { added.push(thing); }
	}
	return { now: [...now.values()], gone: gone.values(), added };
}

const none: readonly never[] = [];
const alwaysTrue = () => true;
