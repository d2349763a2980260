/** The ways by which calls come to hold the thread, link by link, as they stand in the present texts. */
import type { Entry } from '../catalogue/schema.ts';
import type { FunctionId, FunctionOutline, MemoGuard, SymbolName } from '../outline/model.ts';
import type { Span } from '../outline/span.ts';
import { isEdgeOf, isMaybe, isUnusual, memberNode } from './crossing.ts';
import { effectKey, effectKind, isListening, originOf, type EffectKey, type EffectKind } from './effectKey.ts';
import { compareText } from './fewestHops.ts';
import type { Link, Sink } from './links.ts';
import { writeProviso } from './provisos.ts';
import { eachStep, type Site } from './sites.ts';
import { fileOf, type Solution } from './solution.ts';

/** One call on the way. */
export interface PathLink {
	readonly file: string;
	/** The function it stands in. */
	readonly function: FunctionId;
	/** The callee's name in the text. */
	readonly span: Span;
	/** What is called there: `loadConfig()`, `new Pool()`; for a getter its name. */
	readonly label: string;
	readonly memo?: MemoGuard;
	/** A closure that stands in the call itself: no step of its own for people. */
	readonly isInPlace: boolean;
	/** It stands under a condition, or behind one that ends the function. */
	readonly isConditional?: true;
	/** It is only come to where something failed before. */
	readonly isUnusual?: true;
}

/** What a call does to the thread, and how it comes to it. */
export interface Effect extends EffectKind {
	/** 0 if the call itself blocks. Calls under conditions count for more than one. */
	readonly hops: number;
	/** From the call to what blocks, both included. */
	readonly path: readonly PathLink[];
	/** What blocks in the end. */
	readonly symbol: SymbolName;
	readonly entry: Entry;
	/** Set where the call itself blocks. */
	readonly sink?: Sink;
	/** Set where it calls something that does. */
	readonly link?: Link;
}

/** What a call (or access) does, the worst first. In-place closures are left out: what they do is done where it is written. */
export function effectsAt(solution: Solution, id: FunctionId, site: Site): Effect[] {
	const links = solution.linksOf(id);
	const effects: Effect[] = [];
	for (const sink of links?.sinks ?? []) {
		if (sink.site.step !== site.step) { continue; }
		const kind = effectKind(effectKey(sink));
		effects.push({ ...kind, hops: 0, path: [sinkLink(sink, id)], symbol: sink.symbol, entry: sink.entry, sink });
	}
	for (const link of links?.links ?? []) {
		if (link.site.step !== site.step || link.isInPlace || link.kind !== 'call' && link.kind !== 'inline') { continue; }
		const nodes = link.member !== undefined ? [memberNode(link.member)] : link.targets.filter((target) => !solution.isAsyncLike(target));
		for (const node of nodes) {
			for (const [key, fact] of solution.effects.of(node)) {
				const across = solution.effects.across(link, node, id, key);
				if (isListening(key) || across === undefined) { continue; }
				const { path, sink } = pathBelow(solution, node, key);
				const target = link.member ?? node;
				effects.push({ ...effectKind(across), hops: fact.hops + 1, path: [linkFor(solution, link, id, target), ...path], symbol: sink.symbol, entry: sink.entry, link });
			}
		}
	}
	return effects.sort(compareEffects);
}

/** The effects of a whole function, the worst first. Their paths begin at its own calls. */
export function effectsOf(solution: Solution, id: FunctionId): Effect[] {
	const effects: Effect[] = [];
	for (const [key, fact] of solution.effects.of(id)) {
		if (isListening(key)) { continue; }
		const { path, sink } = pathBelow(solution, id, key);
		effects.push({ ...effectKind(key), hops: fact.hops, path, symbol: sink.symbol, entry: sink.entry });
	}
	return effects.sort(compareEffects);
}

const severities = ['error', 'warning', 'info', 'hint'];

/** What happens every time before what happens once, the more severe before the less, what is usual before what is for failures, what depends on nothing first, the nearer before the farther. */
function compareEffects(a: Effect, b: Effect): number {
	return Number(a.isCached) - Number(b.isCached) || severities.indexOf(a.severity) - severities.indexOf(b.severity) || Number(a.path.some(isOfFailure)) - Number(b.path.some(isOfFailure)) || Number(a.proviso !== undefined) - Number(b.proviso !== undefined) || a.hops - b.hops
		|| compareText(a.category, b.category) || compareText(a.proviso ? writeProviso(a.proviso) : '', b.proviso ? writeProviso(b.proviso) : '');
}

const isOfFailure = (link: PathLink): boolean => link.isUnusual === true;

function pathBelow(solution: Solution, start: string, startKey: EffectKey): { path: PathLink[]; sink: Sink } {
	const path: PathLink[] = [];
	/** How long the path was at each function: what comes to one again (with something else in hand) is told once. */
	const lengths = new Map<string, number>();
	let node = start, key = startKey;
	for (;;) {
		path.length = lengths.get(node) ?? path.length;
		lengths.set(node, path.length);
		const fact = solution.effects.of(node).get(key);
		if (!fact) { throw new Error(`${node} has lost its effect ${key}`); }
		const links = solution.linksOf(node);
		if (!fact.via || fact.viaKey === undefined) {
			const sink = links?.sinks.find((each) => isOrigin(each, fileOf(node), fact.origin) && effectKey(each) === key);
			if (!sink) { throw new Error(`${node} has an effect ${key} that begins nowhere`); }
			path.push(sinkLink(sink, node));
			return { path, sink };
		}
		const { via } = fact, { from } = via;
		const link = links?.links.find((each) => isEdgeOf(each, via));
		if (link) { path.push(linkFor(solution, link, node, link.member ?? from)); }
		node = from;
		key = fact.viaKey;
	}
}

function isOrigin(sink: Sink, file: string, origin: { file: string; start: number; label: string }): boolean {
	const own = originOf(sink, file);
	return own.file === origin.file && own.start === origin.start && own.label === origin.label;
}

function sinkLink({ site, symbol, isGiven }: Sink, id: FunctionId): PathLink {
	const { memo, conditions, isUnusual } = site.position;
	const name = lastName(symbol);
	const label = site.step.kind === 'access' ? accessLabel(symbol) : site.step.kind === 'call' && site.step.isNew && !isGiven ? construction(name, fileOf(id)) : `${name}()`;
	return { file: fileOf(id), function: id, span: nameSpanOf(site), label, isInPlace: false, ...(memo && { memo }), ...(conditions > 0 && { isConditional: true }), ...(isUnusual && { isUnusual }) };
}

function linkFor(solution: Solution, link: Link, id: FunctionId, target: FunctionId): PathLink {
	const { memo, conditions } = link.site.position;
	const { step, callee } = link.site;
	// Who writes `Child()` may run what Child inherits.
	const made = step.kind === 'call' && step.isNew && callee.kind === 'function' ? /^(.*)\.__init__$/.exec(callee.id)?.[1] : undefined;
	return { file: fileOf(id), function: id, span: nameSpanOf(link.site), label: made === undefined ? callLabel(solution, target) : construction(lastName(made), fileOf(id)), isInPlace: link.isInPlace, ...(memo && { memo }), ...((conditions > 0 || isMaybe(link)) && { isConditional: true }), ...(isUnusual(link) && { isUnusual: true }) };
}

/** What calling a function looks like: `parse()`, `new Pool()`, or the bare name of a getter. */
export function callLabel(solution: Pick<Solution, 'reading'>, id: FunctionId): string {
	const outline = solution.reading(id)?.outline;
	if (outline?.kind === 'constructor' || outline?.kind === 'initializer') { return construction(lastName(outline.owner ?? id.replace(/\.[^.]*$/, '')), fileOf(id)); }
	const name = lastName(id);
	if (outline?.kind === 'getter' || outline?.kind === 'setter') { return name; }
	return name.startsWith('<') ? `${boundName(solution, outline) ?? 'callback'}()` : `${name}()`;
}

/** In Rust, what a closure is called by the variable that holds it: `let sample = || …`. */
function boundName(solution: Pick<Solution, 'reading'>, outline: FunctionOutline | undefined): string | undefined {
	const enclosing = outline?.kind === 'closure' && outline.id.includes('.rs#') && outline.enclosing !== undefined ? solution.reading(outline.enclosing)?.outline : undefined;
	if (outline === undefined || enclosing === undefined) { return undefined; }
	let name: string | undefined;
	eachStep(enclosing.body, (step) => { if (step.kind === 'bind' && step.value.kind === 'function' && step.value.id === outline.id) { name ??= step.name; } });
	return name;
}

/** What uses a member without a call: its name, or the statement that does. */
function accessLabel(symbol: SymbolName): string {
	const [, type = '', member = ''] = /([^.#]+)\.(__\w+__)$/.exec(symbol) ?? [];
	return member === '__enter__' || member === '__exit__' ? `with ${type}` : member === '__next__' ? `for … in ${type}` : lastName(symbol);
}

/** Only in JavaScript an object is made by `new`. */
function construction(name: string, file: string): string {
	return /\.[cm]?[jt]sx?$/.test(file) ? `new ${name}()` : `${name}()`;
}

/** The last part of an id or symbol name, without what tells namesakes apart. */
export function lastName(name: string): string {
	const path = name.slice(name.indexOf('#') + 1).replace(/~\d+$/, '');
	const last = path.slice(path.lastIndexOf('.') + 1);
	if (last !== 'default' && last !== '') { return last; }
	const home = name.slice(0, name.indexOf('#')), base = home.replace(/^.*[/:](?=[^/:]+$)/, '');
	// Whoever imports what a file gives as a whole names it after the file, without its ending; a package may end like one.
	return path === 'default' && base !== home ? base.replace(/\.[cm]?[jt]sx?$/, '') : base;
}

/** Where a squiggle goes. */
export function nameSpanOf({ step }: Site): Span {
	return step.kind === 'closure' ? step.span : step.nameSpan;
}
