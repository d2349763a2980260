/** Waiting for the event by which a flag is set, in place of looking at the flag: where it surely comes to the same. */
import { fileOf } from '../../callgraph/graph.ts';
import type { CallStep, FunctionOutline, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isSameSpan } from '../../outline/span.ts';
import type { AwaitEvent } from '../finding.ts';
import { ownerOf } from './flags.ts';
import type { Poll } from './poll.ts';
import type { Surroundings } from './sleep.ts';
import { changesIn, type Writer } from './writers.ts';

/** A loop that waits for nothing but one flag, which one listener sets, to one value, whatever else it does. */
export function eventFixes(poll: Poll, cx: Surroundings): readonly AwaitEvent[] {
	if (poll.kind !== 'flag' || poll.form !== 'loop' || poll.isQueue || poll.names.length !== 1 || poll.limits?.isBounded === true || (poll.limits?.others.length ?? 0) > 0) { return []; }
	const [{ flag, writers: [writer, ...others] }, ...more] = poll.awaited;
	if (writer === undefined || others.length > 0 || more.length > 0 || flag.kind === 'member' || flag.isContainer) { return []; }
	const changes = changesIn(writer.outline, flag, cx);
	const [change] = changes;
	const listener = change === undefined || change.value === undefined || changes.length > 1 || !isAlwaysDone(writer) ? undefined : listenerOf(writer, poll.outline, cx);
	return listener === undefined ? [] : [{
		kind: 'await-event', title: `Await \`once(${listener.emitter}, '${listener.event}')\` instead`, safety: 'review', caution: 'an `error` event then ends the wait as well', file: fileOf(poll.outline.id),
		loop: poll.span.start, flag: flag.name, isSet: Boolean(change?.value), ...listener,
	}];
}

/** The change stands in the listener itself, with nothing before it that may end or put off the listener. */
function isAlwaysDone({ outline: { body }, span }: Writer): boolean {
	const at = body.steps.findIndex((step) => isSameSpan(step.span, span));
	return at >= 0 && body.steps.slice(0, at).every(({ kind }) => kind === 'call' || kind === 'place' || kind === 'bind' || kind === 'use' || kind === 'closure');
}

/** The emitter as the waiting function writes it, and the event. */
function listenerOf({ outline }: Writer, waiting: FunctionOutline, cx: Surroundings): Pick<AwaitEvent, 'emitter' | 'event'> | undefined {
	const root = cx.graph.rootOf(outline.id);
	const holder = root?.by === undefined ? undefined : cx.graph.functionOf(root.by);
	const step = root?.site.step;
	if (step?.kind !== 'call' || holder === undefined || step.callee.kind !== 'external' || !/^node:[^#]+#.*\.(?:on|once|addListener)$/.test(step.callee.symbol)) { return undefined; }
	const event = step.arguments[0]?.value;
	const emitter = emitterIn(step, holder, waiting, cx);
	return event?.kind === 'constant' && typeof event.value === 'string' && /^[\w:.-]+$/.test(event.value) && emitter !== undefined ? { emitter, event: event.value } : undefined;
}

function emitterIn({ receiver }: CallStep, holder: FunctionOutline, waiting: FunctionOutline, cx: Surroundings): string | undefined {
	if (receiver?.kind === 'place' && receiver.place.root === 'this') {
		const owner = ownerOf(holder, cx);
		return receiver.place.path.length === 1 && owner !== undefined && owner === ownerOf(waiting, cx) ? `this.${receiver.place.path[0]}` : undefined;
	}
	if (receiver?.kind === 'place' && receiver.place.root === 'module') {
		const [file, name] = receiver.place.name?.split('#') ?? [];
		return receiver.place.path.length === 0 && file === fileOf(waiting.id) ? name : undefined;
	}
	if (receiver?.kind !== 'binding' || holder.id !== waiting.id) { return undefined; }
	return stepsOf(holder.body).map(({ step }) => step).find((step): step is Step & { kind: 'bind' } => step.kind === 'bind' && step.binding === receiver.binding)?.name;
}
