/** How effects come from what is called to what calls it. */
import type { FunctionId } from '../outline/model.ts';
import { headOf, isListening, lesser, oneCallUp, onlyOnce, provisoOf, unusual, withProviso, type EffectKey } from './effectKey.ts';
import type { Edge } from './fewestHops.ts';
import type { Readings } from './lineage.ts';
import type { Link } from './links.ts';
import { decide, excludeEachOther, givenTo, nothingGiven, provisosOf, writeProviso, type Given, type Proviso } from './provisos.ts';
import { markOf, type Site } from './sites.ts';

/** On what it hangs which effects cross a link, and as what. */
interface Crossing {
	readonly provisos: readonly Proviso[];
	readonly given: ReadonlyMap<number, Given>;
	/** The caller and the functions it is written in. */
	readonly around: readonly FunctionId[];
	readonly text: string;
}

/**
 * Brings what a callee (or declared member) does to its caller. What the call gives decides on what depends on parameters; what stays open, or holds
 * where the call stands, is what the effect depends on from then on. That is looked at when an effect comes by that it matters for: few ever do.
 */
export class LinkEdge implements Edge<EffectKey> {
	readonly from: string;
	readonly to: FunctionId;
	readonly start: number;
	readonly hops: number;
	readonly tag: string;
	private readonly readings: Readings;
	private link: Link;
	private crossing: Crossing | undefined;

	constructor(link: Link, from: string, to: FunctionId, readings: Readings) {
		const { position, step } = link.site;
		this.from = from;
		this.to = to;
		this.start = step.span.start;
		this.hops = 1 + detour(link.site, isMaybe(link));
		const how = `${this.hops > 1 ? this.hops : ''}${position.memo ? 'once' : ''}${position.requires.length > 0 ? '!' : ''}${isUnusual(link) ? '~' : ''}${markOf(position)}`;
		this.tag = how === '' ? linkTag(link) : intern(linkTag(link) + how);
		this.readings = readings;
		this.link = link;
		this.crossing = undefined;
	}

	pass(given: EffectKey): EffectKey | undefined {
		if (isListening(given)) { return oneCallUp(given); }
		const key = isUnusual(this.link) ? unusual(given) : given;
		const { memo, requires } = this.link.site.position;
		const before = provisoOf(key);
		if (requires.length === 0 && !before?.parameter) { return memo ? onlyOnce(key) : key; }
		this.crossing ??= this.#look();
		const { provisos } = this.crossing;
		const decided = before && this.#decide(before, this.crossing);
		if (decided === 'missed') { return undefined; }
		const open = decided === 'met' ? undefined : decided;
		if (open && provisos.some((each) => excludeEachOther(open, each))) { return undefined; }
		const head = provisos.some((each) => each.switch !== undefined) ? lesser(headOf(key)) : headOf(key);
		return withProviso(memo ? onlyOnce(head) : head, open ?? provisos[0]);
	}

	/** Stands for an edge of the same ends and tag from now on; false if that lets through something else of what came by. */
	takeOver(next: Edge<EffectKey>): boolean {
		if (!(next instanceof LinkEdge) || (this.crossing && this.crossing.text !== next.#look().text)) { return false; }
		this.link = next.link;
		return true;
	}

	#decide(proviso: Proviso, { given, around }: Crossing): ReturnType<typeof decide> {
		if (!proviso.parameter) { return proviso; }
		if (proviso.parameter.function === this.from) { return decide(proviso, given); }
		return around.includes(proviso.parameter.function) ? proviso : undefined;
	}

	#look(): Crossing {
		const callee = this.readings(this.from), caller = this.readings(this.to);
		const provisos = caller ? provisosOf(this.link, caller.file.bindings) : [];
		const given = callee && caller ? givenTo(callee, this.link, caller, this.readings) : nothingGiven;
		const around: FunctionId[] = [];
		for (let at: FunctionId | undefined = this.to; at !== undefined; at = this.readings(at)?.outline.enclosing) { around.push(at); }
		return { provisos, given, around, text: `${provisos.map(writeProviso).join(' ')}\n${JSON.stringify([...given])}\n${around.join(' ')}` };
	}
}

/** It is only come to where something failed before. */
export function isUnusual(link: Link): boolean {
	return link.isUnusual === true || link.site.position.isUnusual === true;
}

/** What async code does does not reach its caller, except that it listens. */
export function asyncEdge(link: Link, from: FunctionId, to: FunctionId): Edge<EffectKey> {
	return { from, to, start: link.site.step.span.start, hops: 1, tag: intern(`${linkTag(link)}async`), pass: passListening };
}

/** What is behind a declared member; what depends on something, depends on what only each of them knows. */
export function memberEdge(from: FunctionId, member: string, isAsyncLike: boolean): Edge<EffectKey> {
	return { from, to: member, start: 0, hops: 1, tag: isAsyncLike ? 'async' : '', pass: isAsyncLike ? passListening : passApart };
}

const passListening = (key: EffectKey) => isListening(key) ? oneCallUp(key) : undefined;
const passApart = (key: EffectKey) => isListening(key) ? oneCallUp(key) : headOf(key);

/** By how many hops a condition, and each one around it, makes a way longer: a way that is surely taken may be one call longer than one that may be. */
export function detour({ position }: Site, isMaybe = false): number {
	const conditions = position.conditions + Number(isMaybe);
	return conditions === 0 ? 0 : Math.min(conditions, 3) + 1;
}

/** In Rust, what runs it only does where there is something (`path.map(read)`), or where a flag is set (`verify.then(|| …)`). */
export function isMaybe({ kind, site: { callee } }: Pick<Link, 'kind' | 'site'>): boolean {
	return kind === 'inline' && callee.kind === 'external' && ofOption.test(callee.symbol);
}

const ofOption = /^std::(?:option#Option|bool#bool)\./;

export function memberNode(member: FunctionId): string {
	return `member ${member}`;
}

/** True if an edge into a function came from this link of it. */
export function isEdgeOf(link: Link, { from, start, tag }: Edge<EffectKey>): boolean {
	return link.site.step.span.start === start && tag.startsWith(linkTag(link)) && (link.member === undefined ? link.targets.includes(from) : memberNode(link.member) === from);
}

/** What tells links of one place apart, next to what they call: an inner call may begin where the outer one does. */
export function linkTag({ kind, site: { step: { span } } }: Pick<Link, 'kind' | 'site'>): string {
	return intern(`${kind} ${span.end - span.start};`);
}

const interned = new Map<string, string>();

/** One text for all equal ones. */
export function intern(text: string): string {
	const known = interned.get(text);
	if (known !== undefined) { return known; }
	interned.set(text, text);
	return text;
}
