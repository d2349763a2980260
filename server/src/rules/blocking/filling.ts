/** Effects that only come about where a place is empty (`if not self._rows: self.load()`), and who else fills it. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { MemoGuard } from '../../outline/model.ts';
import type { BlockedStep } from './blockedStep.ts';

export interface Filling {
	/** What is filled, for people. */
	readonly place: string;
	/** Something else fills it too, most likely before: the constructor, or another caller of the function that does. */
	readonly isFilledElsewhere: boolean;
}

/** Undefined where the effect comes about each time. */
export function fillingOf({ effect: { path, isCached }, step }: BlockedStep, graph: CallGraph): Filling | undefined {
	const at = path.findIndex(({ memo }) => memo !== undefined);
	const memo = path[at]?.memo ?? step.position.memo;
	if (memo === undefined || !isCached) { return undefined; }
	const asking = path[at]?.function, filler = path[at + 1]?.function;
	const isFilledElsewhere = filler !== undefined && graph.callersOf(filler).some(({ id, isTest, links }) => !isTest && id !== asking && id !== filler && links.length > 0);
	return { place: placeName(memo), isFilledElsewhere };
}

function placeName({ target }: MemoGuard): string {
	if (target.root === 'local') { return 'the result'; }
	const path = [target.root === 'this' ? 'self' : target.name?.slice(target.name.indexOf('#') + 1), ...target.path].filter((part) => part !== undefined && part !== '[]');
	return path.length === 0 ? 'the result' : `\`${path.join('.')}\``;
}
