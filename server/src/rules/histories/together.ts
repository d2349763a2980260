/** Lists of Rust that nobody would make a queue, and lists that lose their first entry together. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { FileOutline, Place } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { List } from './lists.ts';
import type { Kept } from './verdict.ts';

export interface KeptList {
	readonly list: List;
	readonly kept: Kept;
}

/** What is taken from the front of several lists in one block happens at once, and is told once: at the first. */
export function together(lists: readonly KeptList[]): readonly (KeptList & { readonly others: readonly KeptList[] })[] {
	const groups: KeptList[][] = [];
	for (const each of lists) {
		const group = groups.find(([first]) => first !== undefined && isBeside(first, each));
		if (group === undefined) { groups.push([each]); } else { group.push(each); }
	}
	return groups.flatMap(([first, ...others]) => (first === undefined ? [] : [{ ...first, others }]));
}

function isBeside({ kept: { kind, removal: one } }: KeptList, { kept: { kind: other, removal: two } }: KeptList): boolean {
	return kind === other && one.function === two.function && one.path.length === two.path.length && one.path.every((step, index) => step === two.path[index]) && armOf(one) === armOf(two);
}

/** Of the branch around a removal, the block that it stands in. */
function armOf({ path, step }: Kept['removal']): number | undefined {
	const last = path.at(-1);
	return last?.kind === 'branch' ? last.arms.find(({ block: { span } }) => contains(span, step.span))?.block.span.start : undefined;
}

/** A function gives the `Vec` itself, or a part of it as a slice: whoever calls it cannot be given a `VecDeque`. */
export function isLent({ place }: List, { functions }: FileOutline): boolean {
	const isSame = (other: Place): boolean => place.root === 'this' && other.root === 'this' && place.path.join('.') === other.path.join('.');
	return functions.some(({ body }) => stepsOf(body).some(({ step }) => step.kind === 'exit' && step.exit === 'return' && step.value?.kind === 'place' && isSame(step.value.place)));
}

const slow: ReadonlySet<string> = new Set(['file', 'network', 'database', 'process', 'sleep']);

/** After each removal, or after each call of the function that does nothing else, comes work beside which the move is nothing. */
export function isBesideSlowWork({ removal }: Kept, graph: CallGraph): boolean {
	const { function: { id }, step } = removal;
	if (isFollowedByWork(id, step.span.end, graph)) { return true; }
	const callers = graph.callersOf(id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every(({ id: caller, links, roots }) => roots.length === 0 && links.every(({ kind, site }) => kind === 'call' && isFollowedByWork(caller, site.step.span.end, graph)));
}

function isFollowedByWork(id: string, end: number, graph: CallGraph): boolean {
	return graph.stepsOf(id).some((own) => own.site.step.span.start >= end && graph.effectsOfCall(own.function, own.site).some(({ category }) => slow.has(category)));
}
