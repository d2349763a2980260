/** Sync functions that ask whether a runtime runs on their thread, and where one does, wait for a future by force. */
import type { CallGraph, OwnStep } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Block, FileOutline, FunctionOutline } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

export interface ForcedWait {
	readonly owner: FunctionOutline;
	readonly own: OwnStep;
	/** Symbol name of what drives the future. */
	readonly symbol: string;
}

/**
 * `match Handle::try_current() { Ok(handle) => handle.block_on(work()), … }`: the guard itself shows that async code runs there, whoever calls the
 * function. Told are those that no async code is known to reach: where some does, its call is reported. On threads of its own it is right. A destructor runs
 * wherever its value is dropped.
 */
export function* forcedWaits({ functions }: FileOutline, graph: CallGraph, catalogue: Catalogue): Generator<ForcedWait> {
	for (const owner of functions) {
		const running = graph.isAsyncLike(owner.id) ? [] : runningArms(owner);
		if (running.length === 0 || graph.contextsOf(owner.id).some(({ context }) => context !== 'unknown' && context !== 'shutdown')) { continue; }
		for (const own of graph.stepsOf(owner.id)) {
			const { step, callee } = own.site;
			if (step.kind !== 'call' || callee.kind !== 'external' || catalogue.lookup(callee.symbol)?.drives === undefined) { continue; }
			if (own.position.surroundings === undefined && running.some(({ span }) => contains(span, step.span))) { yield { owner, own, symbol: callee.symbol }; }
		}
	}
}

/** The arms that are only taken where a loop or runtime runs. */
function runningArms({ body }: FunctionOutline): Block[] {
	return stepsOf(body).flatMap(({ step }) => (step.kind === 'branch' && step.test?.fact === 'no-running-loop' && step.condition.span.end > step.condition.span.start
		? step.arms.flatMap(({ block }, index) => (index === step.test?.arm ? [] : [block])) : []));
}
