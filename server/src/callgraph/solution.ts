/**
 * The call graph's state, and how an edit runs through it: texts, summaries of parameters, links, effects, contexts. Each stage is given only what
 * the one before changed, and ends where a solve from scratch would.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { FileOutline, FunctionId, Step } from '../outline/model.ts';
import { belongsToTheEnd, Contexts, servingBy, type FileFacts, type Incoming, type Serving } from './contexts.ts';
import { memberNode } from './crossing.ts';
import { Effects } from './effects.ts';
import { Hierarchy, typeShapes } from './hierarchy.ts';
import { linksOf, type Links } from './links.ts';
import { defaultOf } from './provisos.ts';
import { readingOf, type FileReading, type FunctionReading } from './reading.ts';
import type { Site } from './sites.ts';
import { outermostIn, unchangedSince } from './unchanged.ts';
import { Summaries, type SummarySource, type Variable } from './summaries.ts';

export interface Edit {
	/** New or changed files. */
	readonly set: readonly FileOutline[];
	/** Files that are gone. */
	readonly remove: readonly string[];
}

export class Solution implements SummarySource {
	readonly catalogue: Catalogue;
	readonly hierarchy: Hierarchy;
	readonly summaries: Summaries;
	readonly effects: Effects;
	readonly contexts = new Contexts();
	readonly #factsFromOutside: (file: string) => FileFacts;
	readonly #files = new Map<string, FileReading>();
	readonly #facts = new Map<string, FileFacts>();
	readonly #functions = new Map<FunctionId, FunctionReading>();
	readonly #links = new Map<FunctionId, Links>();
	readonly #incoming = new Map<FunctionId, Map<FunctionId, Incoming>>();
	readonly #asyncLike = new Set<FunctionId>();
	/** What is done when the process ends. */
	readonly #ofTheEnd = new Set<FunctionId>();
	/** Functions and declared members that make the process serve. */
	readonly #listening = new Set<string>();
	/** Who names an id in its text, who was resolved by it, who was built from a summary. */
	readonly #mentionedBy = new Map<FunctionId, Set<FunctionId>>();
	readonly #consultedBy = new Map<string, Set<FunctionId>>();
	readonly #readBy = new Map<Variable, Set<FunctionId>>();
	/** Declared members that stand for several functions, and who calls them. */
	readonly #members = new Map<FunctionId, Set<FunctionId>>();

	constructor(catalogue: Catalogue, factsOf: (file: string) => FileFacts) {
		this.catalogue = catalogue;
		this.#factsFromOutside = factsOf;
		this.hierarchy = new Hierarchy({
			function: (id) => this.#functions.get(id)?.outline,
			isTestType: (id) => this.#factsOfFunction(id).isTest,
		});
		this.summaries = new Summaries(this);
		this.effects = new Effects(this.reading);
	}

	readonly reading = (id: FunctionId): FunctionReading | undefined => this.#functions.get(id);
	readonly isAsyncLike = (id: FunctionId): boolean => this.#asyncLike.has(id);

	file(file: string): FileReading | undefined {
		return this.#files.get(file);
	}

	files(): Iterable<string> {
		return this.#files.keys();
	}

	factsOf(file: string): FileFacts {
		return this.#facts.get(file) ?? { isTest: false, isWorker: false };
	}

	/** What is known from outside of where a function stands. */
	#factsOfFunction(id: FunctionId): FileFacts {
		const facts = this.factsOf(fileOf(id));
		const { testNames } = facts;
		if (testNames === undefined) { return facts; }
		const path = id.slice(id.indexOf('#') + 1);
		return testNames.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}~`)) ? { ...facts, isTest: true } : facts;
	}

	/** With what the text says of itself. */
	#factsOf(file: string, outline: FileOutline): FileFacts {
		const facts = this.#factsFromOutside(file);
		return { ...facts, isWorker: facts.isWorker || outline.role.isWorker, ...(facts.entry === undefined && outline.role.hasShebang && { entry: 'a script with #!' }), ...(outline.role.isTest === true && { isTest: true }), ...(outline.language === 'rust' && { marksTests: true }), ...(outline.testNames && { testNames: [...facts.testNames ?? [], ...outline.testNames] }) };
	}

	linksOf(id: FunctionId): Links | undefined {
		return this.#links.get(id);
	}

	incomingOf(id: FunctionId): Iterable<Incoming> {
		return this.#incoming.get(id)?.values() ?? [];
	}

	/** Applies an edit; answers with the functions of which anything changed that a finding may rest on. */
	update(edit: Edit): Set<FunctionId> {
		const { dirty, unchanged } = this.#replaceTexts(edit);
		const dirtyFiles = new Set([...dirty].map(fileOf));
		const stale = this.summaries.update(dirtyFiles, this.#withoutDirty(unchanged, dirty));
		for (const variable of stale) { for (const reader of this.#readBy.get(variable) ?? []) { dirty.add(reader); } }

		const touched = new Set(dirty);
		const members = new Set<FunctionId>();
		for (const id of dirty) { this.#replaceLinks(id, touched, members); }
		const flipped = new Set([...touched].filter((id) => this.#reviseAsyncLike(id)));
		const ended = [...touched].filter((id) => this.#reviseEnd(id));

		const sources = new Set([...dirty, ...this.#callersOf(flipped)]);
		for (const id of sources) { this.effects.replace(id, fileOf(id), this.#links.get(id), this.isAsyncLike); }
		for (const id of flipped) { for (const caller of this.#incoming.get(id)?.values() ?? []) { for (const { member } of caller.links) { if (member !== undefined) { members.add(member); } } } }
		for (const member of members) { this.#replaceMember(member); }
		const changedEffects = this.effects.solve();

		// Whether a call comes after one that listens rests on both: what is called, and the function, which may be too far up to count.
		const turned = this.#reviseListening(changedEffects);
		const routes = new Set([...dirty, ...turned.filter((node) => this.#functions.has(node)), ...this.#callersOf(turned), ...this.#callersOf(ended)]);
		for (const id of routes) { this.contexts.replace(id, this.#links.get(id), this.#endsStartup(id), (target) => this.#ofTheEnd.has(target)); }
		for (const id of touched) { this.#replaceSeeds(id); }
		const changedContexts = this.contexts.solve();

		return new Set([...touched, ...routes, ...sources, ...changedEffects, ...this.#callersOf(changedEffects), ...changedContexts].filter((id) => this.#functions.has(id)));
	}

	/** Whether the process serves when the function comes to a site of its own: good until the next edit, and best asked for all of its sites. */
	servingOf(id: FunctionId): (site: Site) => Serving {
		// A call in it that listens would make the function listen.
		if (!this.effects.listens(id)) { return notServing; }
		const links = this.#links.get(id);
		const listening = new Set<Step>(links?.listens.map(({ step }) => step));
		for (const { site: { step }, kind, member, targets } of links?.links ?? []) {
			if ((kind === 'call' || kind === 'inline') && (member !== undefined ? [memberNode(member)] : targets).some((target) => this.effects.listens(target))) { listening.add(step); }
		}
		return servingBy(({ step }) => listening.has(step));
	}

	#endsStartup(id: FunctionId): (site: Site) => boolean {
		const serving = this.servingOf(id);
		return (site) => site.position.isInEndlessLoop || serving(site) !== 'no';
	}

	/** Tells which of the functions that an edit left as they were are together with none that it did not. */
	#withoutDirty(unchanged: ReadonlySet<FunctionId>, dirty: ReadonlySet<FunctionId>): (id: FunctionId) => boolean {
		const touched = new Set<FunctionId>();
		const outermostOf = new Map<string, (id: FunctionId) => FunctionId>();
		const outermost = (id: FunctionId): FunctionId => {
			const file = fileOf(id), outline = this.#files.get(file)?.outline;
			let find = outermostOf.get(file);
			if (find === undefined) { outermostOf.set(file, find = outline === undefined ? (each) => each : outermostIn(outline)); }
			return find(id);
		};
		if (unchanged.size > 0) { for (const id of dirty) { touched.add(outermost(id)); } }
		return (id) => unchanged.has(id) && !touched.has(outermost(id));
	}

	/** Takes the new texts in; answers with the functions whose links may be others now, those that are gone included, and with those that are what they were. */
	#replaceTexts({ set, remove }: Edit): { readonly dirty: Set<FunctionId>; readonly unchanged: ReadonlySet<FunctionId> } {
		const dirty = new Set<FunctionId>();
		const unchanged = new Set<FunctionId>();
		/** Ids of functions, and of types, that are not for others what they were; first all that were there, then what differs. */
		const changed = new Map<FunctionId, string>();
		const types = new Map<string, { readonly shape: string; readonly names: readonly string[] }>();
		const before = new Map<string, FileReading>();
		// The last of several texts of one file counts.
		const next = new Map(set.map((each) => [each.file, each] as const));
		for (const file of new Set([...remove, ...next.keys()])) {
			const old = this.#files.get(file);
			if (!old) { continue; }
			const now = next.get(file);
			// What is known of the file counts for all that its functions do to others.
			if (now !== undefined && JSON.stringify(this.#factsOf(file, now)) === JSON.stringify(this.#facts.get(file))) { for (const id of unchangedSince(old.outline, now)) { unchanged.add(id); } }
			for (const [id, shape] of typeShapes(old.outline.types, old.outline.functions, this.factsOf(file).isTest)) { types.set(id, shape); }
			for (const reading of old.functions.values()) {
				const { outline, mentions } = reading;
				if (unchanged.has(outline.id)) { continue; }
				changed.set(outline.id, signatureOf(reading));
				dirty.add(outline.id);
				this.#functions.delete(outline.id);
				for (const mention of mentions) { discard(this.#mentionedBy, mention, outline.id); }
			}
			this.hierarchy.remove(old.outline.types, old.outline.functions);
			if (now !== undefined) { before.set(file, old); }
			this.#files.delete(file);
			this.#facts.delete(file);
		}
		const changedNames = new Set<string>();
		for (const [file, outline] of next) {
			const reading = this.#addFile(file, readingOf(outline, before.get(file), unchanged), unchanged);
			for (const each of reading.functions.values()) {
				const { id } = each.outline;
				if (unchanged.has(id)) { continue; }
				dirty.add(id);
				const signature = changed.get(id);
				if (signature !== undefined && signature === signatureOf(each)) { changed.delete(id); } else { changed.set(id, ''); }
			}
			for (const [id, shape] of typeShapes(outline.types, outline.functions, this.factsOf(file).isTest)) {
				if (types.get(id)?.shape === shape.shape) { types.delete(id); } else { for (const name of shape.names) { changedNames.add(name); } }
			}
		}
		for (const { names } of types.values()) { for (const name of names) { changedNames.add(name); } }
		for (const id of changed.keys()) {
			changedNames.add(id);
			for (const mentioning of this.#mentionedBy.get(id) ?? []) { dirty.add(mentioning); }
		}
		for (const name of changedNames) { for (const consulting of this.#consultedBy.get(name) ?? []) { dirty.add(consulting); } }
		return { dirty, unchanged };
	}

	#addFile(file: string, reading: FileReading, unchanged: ReadonlySet<FunctionId>): FileReading {
		const { outline } = reading;
		this.#files.set(file, reading);
		this.#facts.set(file, this.#factsOf(file, outline));
		this.hierarchy.add(outline.types, outline.functions);
		for (const each of reading.functions.values()) {
			this.#functions.set(each.outline.id, each);
			if (unchanged.has(each.outline.id)) { continue; }
			for (const mention of each.mentions) { include(this.#mentionedBy, mention, each.outline.id); }
		}
		return reading;
	}

	#replaceLinks(id: FunctionId, touched: Set<FunctionId>, members: Set<FunctionId>): void {
		const old = this.#links.get(id);
		for (const target of old ? targetsOf(old) : []) {
			const owners = this.#incoming.get(target);
			owners?.delete(id);
			if (owners?.size === 0) { this.#incoming.delete(target); }
			touched.add(target);
		}
		for (const { member } of old?.links ?? []) { if (member !== undefined) { discard(this.#members, member, id); members.add(member); } }
		for (const variable of old?.reads ?? []) { discard(this.#readBy, variable, id); }
		for (const name of old?.consulted ?? []) { discard(this.#consultedBy, name, id); }
		this.#links.delete(id);
		const reading = this.#functions.get(id);
		if (!reading) { return; }
		const links = linksOf(reading, this, this.summaries);
		this.#links.set(id, links);
		for (const name of links.consulted) { include(this.#consultedBy, name, id); }
		for (const variable of links.reads) { include(this.#readBy, variable, id); }
		for (const { member } of links.links) { if (member !== undefined) { include(this.#members, member, id); members.add(member); } }
		const file = fileOf(id);
		for (const [target, incoming] of incomingFrom(id, file, this.#factsOfFunction(id), links)) {
			let owners = this.#incoming.get(target);
			if (!owners) { this.#incoming.set(target, owners = new Map()); }
			owners.set(id, incoming);
			touched.add(target);
		}
	}

	#reviseAsyncLike(id: FunctionId): boolean {
		const outline = this.#functions.get(id)?.outline;
		const incoming = [...this.incomingOf(id)];
		const isNow = outline !== undefined && (outline.isAsync || incoming.some(({ links, roots }) => links.some((link) => link.kind === 'later') || roots.some((root) => root.runs === 'loop')));
		if (isNow === this.#asyncLike.has(id)) { return false; }
		if (isNow) { this.#asyncLike.add(id); } else { this.#asyncLike.delete(id); }
		return true;
	}

	/** True if a function became, or ceased to be, what is done when the process ends. */
	#reviseEnd(id: FunctionId): boolean {
		const isNow = this.#functions.has(id) && belongsToTheEnd(this.incomingOf(id));
		if (isNow === this.#ofTheEnd.has(id)) { return false; }
		if (isNow) { this.#ofTheEnd.add(id); } else { this.#ofTheEnd.delete(id); }
		return true;
	}

	/** Notes which nodes began or ceased to make the process serve, and answers with them. */
	#reviseListening(changed: ReadonlySet<string>): string[] {
		const flipped = [...changed].filter((node) => this.effects.listens(node) !== this.#listening.has(node));
		for (const node of flipped) { if (!this.#listening.delete(node)) { this.#listening.add(node); } }
		return flipped;
	}

	#replaceMember(member: FunctionId): void {
		const isUsed = (this.#members.get(member)?.size ?? 0) > 0;
		this.effects.replaceMember(member, isUsed ? this.hierarchy.resolve(member) : undefined, this.isAsyncLike);
	}

	#replaceSeeds(id: FunctionId): void {
		const outline = this.#functions.get(id)?.outline;
		if (!outline) {
			this.contexts.replaceSeeds({ id, isGone: true });
			return;
		}
		const file = fileOf(id);
		this.contexts.replaceSeeds({
			id, file, start: outline.nameSpan.start, facts: this.#factsOfFunction(id), incoming: this.incomingOf(id),
			isModule: outline.kind === 'module', isAsyncLike: this.#asyncLike.has(id), isExported: outline.isExported, isOfTheEnd: this.#ofTheEnd.has(id),
		});
	}

	/** Everything that calls one of these functions or declared members. */
	#callersOf(nodes: Iterable<string>): FunctionId[] {
		const callers: FunctionId[] = [];
		for (const node of nodes) {
			callers.push(...this.#incoming.get(node)?.keys() ?? []);
			if (node.startsWith('member ')) { callers.push(...this.#members.get(node.slice('member '.length)) ?? []); }
		}
		return callers;
	}
}

/** The file that a function or type stands in. */
export function fileOf(id: FunctionId): string {
	return id.slice(0, id.indexOf('#'));
}

/** What of a function others see without reading its body. */
function signatureOf({ outline: { id, kind, isAsync, isGenerator, isEmptyDefault, owner, enclosing, parameters, body }, file: { decisive }, returns }: FunctionReading): string {
	const defaults = parameters.map((each) => [each.name, each.isRest, each.default?.kind === 'function' && each.default.id, defaultOf(each)]);
	return JSON.stringify([kind, isAsync, isGenerator, isEmptyDefault, owner, enclosing, defaults, [...decisive().get(id) ?? []].sort((a, b) => a - b), returns, returns.length > 0 && body.steps.at(-1)?.kind === 'exit']);
}

function* targetsOf({ links, roots, kept }: Links): Generator<FunctionId> {
	for (const link of links) { yield* link.targets; }
	for (const { target } of roots) { yield target; }
	yield* kept;
}

function incomingFrom(owner: FunctionId, file: string, facts: FileFacts, { links, roots, kept }: Links): Map<FunctionId, Incoming> {
	const all = new Map<FunctionId, { owner: FunctionId; file: string; facts: FileFacts; links: Links['links'][number][]; roots: Links['roots'][number][]; isKept: boolean }>();
	const entry = (target: FunctionId) => {
		let found = all.get(target);
		if (!found) { all.set(target, found = { owner, file, facts, links: [], roots: [], isKept: false }); }
		return found;
	};
	for (const link of links) { for (const target of link.targets) { entry(target).links.push(link); } }
	for (const root of roots) { entry(root.target).roots.push(root); }
	for (const target of kept) { entry(target).isKept = true; }
	return all;
}

function include<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
	const values = map.get(key);
	if (values) { values.add(value); } else { map.set(key, new Set([value])); }
}

function discard<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
	const values = map.get(key);
	values?.delete(value);
	if (values?.size === 0) { map.delete(key); }
}
const notServing = (): Serving => 'no';

