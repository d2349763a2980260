/** Ways of Rust to what blocks that cannot well be made async. */
import type { CallGraph, PathLink } from '../../callgraph/graph.ts';
import { threadState } from '../../catalogue/rust/threads.ts';
import { ofThreads } from '../locks/guards.ts';
import { placedCall } from '../placedLink.ts';

/** True if the way leads through a function of another package, which others may call, or through one that holds the guard of a lock of threads there: it must not live across an await. */
export function staysSync(path: readonly PathLink[], graph: CallGraph): boolean {
	const [first, ...rest] = path;
	if (first === undefined) { return false; }
	const home = graph.factsOf(first.file).package;
	return rest.some((link) => graph.factsOf(link.file).package !== home || holdsGuard(link, graph));
}

/** True if what lies on the way blocks elsewhere too, or sets something of its thread: then one awaited call in it mends little, or harms. */
export function hasOtherEnds([, ...below]: readonly PathLink[], graph: CallGraph): boolean {
	return below.some(({ function: id, span }) => graph.sitesOf(id).some((site) => {
		const { step, callee } = site;
		if (callee.kind === 'external' && threadState.has(callee.symbol)) { return true; }
		return step.kind !== 'closure' && step.nameSpan.start !== span.start && graph.effectsOfCall(id, site).some(({ severity, path }) => severity !== 'hint' && !path.some(({ isUnusual }) => isUnusual));
	}));
}

function holdsGuard(link: PathLink, graph: CallGraph): boolean {
	return placedCall(link, graph)?.path.some((around) => around.kind === 'guarded' && around.guards.some(({ type }) => type !== undefined && ofThreads.test(type))) === true;
}

/** True if what is read in the end is a file of one constant name. */
export function readsConstant(path: readonly PathLink[], graph: CallGraph): boolean {
	const last = path.at(-1);
	const call = placedCall(last, graph)?.step;
	const read = call?.arguments[0]?.value;
	return last !== undefined && read !== undefined && graph.follow(last.file, read).kind === 'constant';
}
