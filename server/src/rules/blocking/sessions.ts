/** Queries of a session that is open for one block: they belong together, on one thread. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { BlockedStep } from './blockedStep.ts';

/** `with Session() as session: session.execute(…); session.commit()` in Python, with nothing awaited in it. */
export function isInSession({ step: { function: id, site: { step } }, effect: { category, sink } }: BlockedStep, graph: CallGraph): boolean {
	const session = sink === undefined || category !== 'database' || step.kind !== 'call' || step.receiver?.kind !== 'binding' ? undefined : step.receiver.binding;
	const outline = session === undefined || graph.fileOf(id)?.language !== 'python' ? undefined : graph.functionOf(id);
	return outline !== undefined && stepsOf(outline.body).some(({ step: around }) => around.kind === 'guarded' && !around.isAsync && contains(around.body.span, step.span) && around.guards.some(({ binding }) => binding === session)
		&& !stepsOf(around.body).some(({ step: inner }) => inner.kind === 'await' || inner.kind === 'guarded' && inner.isAsync || inner.kind === 'loop' && inner.loop === 'await' || inner.kind === 'exit' && inner.exit === 'yield'));
}
