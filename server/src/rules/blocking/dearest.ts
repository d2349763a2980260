/** Which of all that a call comes to is told of: where several are as severe and as sure, what takes the longest. */
import type { CallGraph, Effect, PathLink } from '../../callgraph/graph.ts';
import type { FunctionId } from '../../outline/model.ts';
import { conditionsOf } from './conditions.ts';
import { slowOrWaiting } from '../slowWork.ts';

/** `3`: it waits for something outside of the program. `2`: it goes through many files. `1`: one file, or work of the processor. `0`: an entry of a directory. */
type Dearness = 0 | 1 | 2 | 3;

/** The same effects of a call of Python or Rust, the worst first. */
export function dearestFirst(effects: readonly Effect[], graph: CallGraph): readonly Effect[] {
	const [first, ...others] = effects;
	if (first === undefined || dearness(first) === 3) { return effects; }
	const alike = [first, ...others.filter((each) => isLike(each, first) && conditionsOn(each) <= conditionsOn(first) && !isForDevelopers(each, graph))];
	const [dearest = { own: first, told: first }] = alike.map((own) => ({ own, told: dearerBelow(own, graph) })).toSorted((a, b) => dearness(b.told) - dearness(a.told));
	return dearest.told === first ? effects : [dearest.told, ...effects.filter((each) => each !== dearest.own)];
}

/** As often, as severe and as sure. */
function isLike(one: Effect, other: Effect): boolean {
	return one.isCached === other.isCached && one.severity === other.severity && isSure(one) === isSure(other);
}

/** Of many things that a function does the graph keeps the nearest of each kind: with what takes longer than that in one of the functions on the way. */
function dearerBelow(effect: Effect, graph: CallGraph): Effect {
	const { path, category, severity, isCached } = effect, known = dearness(effect);
	if (effect.link === undefined || category !== 'file' || known >= 2 || effect.proviso !== undefined || isCached) { return effect; }
	for (const [index, link] of path.entries()) {
		if (index === 0) { continue; }
		const dearer = manyFilesIn(link.function, graph).find((each) => each.severity === severity && Number(each.path[0]?.isConditional === true) <= Number(link.isConditional === true) && conditionsOn(each) <= path.slice(index).filter(isConditional).length);
		if (dearer !== undefined) { return { ...effect, hops: index + dearer.hops, path: [...path.slice(0, index), ...dearer.path], symbol: dearer.symbol, entry: dearer.entry }; }
	}
	return effect;
}

/** What a function surely does with many files, in the order of its text. */
function manyFilesIn(id: FunctionId, graph: CallGraph): readonly Effect[] {
	let kept = found.get(graph);
	if (kept?.version !== graph.version) { found.set(graph, kept = { version: graph.version, effects: new Map() }); }
	let effects = kept.effects.get(id);
	if (effects === undefined) {
		effects = graph.sitesOf(id).filter(({ position: { memo, isUnusual, surroundings } }) => memo === undefined && isUnusual !== true && surroundings === undefined)
			.flatMap((site) => graph.effectsOfCall(id, site).filter((each) => each.category === 'file' && dearness(each) === 2 && isSure(each) && !each.isCached));
		kept.effects.set(id, effects);
	}
	return effects;
}

/** Good until the graph changes. */
const found = new WeakMap<CallGraph, { readonly version: number; readonly effects: Map<FunctionId, readonly Effect[]> }>();

function dearness({ category, entry: { blocks }, severity, path }: Effect): Dearness {
	if (slowOrWaiting.has(category)) { return 3; }
	if (category !== 'file') { return category === 'metadata' ? 0 : 1; }
	const isMany = path.at(-1)?.file.endsWith('.rs') === true ? severity === 'error' && blocks?.isOneFile !== true : blocks?.isLong === true;
	return isMany ? 2 : blocks?.makes !== undefined ? 0 : 1;
}

function conditionsOn({ path }: Effect): number { return path.filter(isConditional).length; }

function isConditional(link: PathLink): boolean { return link.isConditional === true; }

function isSure({ proviso, path }: Effect): boolean { return proviso === undefined && !path.some(({ isUnusual }) => isUnusual); }

function isForDevelopers(effect: Effect, graph: CallGraph): boolean {
	return conditionsOf({ step: { position: { conditions: 0 } }, effect }, graph).isForDevelopers;
}
