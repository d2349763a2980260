/** What a poll is told as: what is looked at, who changes it, and what to wait for instead. */
import { nameInSentence as nameOf, quotedName } from '../../callgraph/describe.ts';
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { CallStep } from '../../outline/model.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import type { ChainLink } from '../finding.ts';
import type { Awaited, Poll } from './poll.ts';
import type { Sleep } from './sleep.ts';
import type { Writer } from './writers.ts';

export function messageFor(poll: Poll, graph: CallGraph): string {
	const where = `in ${quotedName(poll.outline)}`;
	switch (poll.kind) {
		case 'forever': return `This loop ${where} wakes up ${often(poll.sleep)} only to sleep again; await what is to end it.`;
		case 'spin': return `${subject(poll)} ${where} ${spinning(poll.sleep)} while it waits${poll.names.length === 0 ? '' : ` for ${list(poll.names)}`}; await what brings that about, or sleep for a while between two looks.`;
		case 'flag': return `${subject(poll)} ${where} looks at ${list([...poll.awaited.map(({ flag }) => flag.name), ...othersOf(poll, graph)])} ${often(poll.sleep)}${poll.sleep.kind === 'microtask' ? ' and lets nothing else run' : ''}${othersOf(poll, graph).length > 0 ? '' : by(poll.awaited, poll, graph)}; ${advice(poll, graph)}.`;
	}
}

/** What it costs: one clause. */
export function impactOf({ sleep, kind }: Poll): string {
	if (kind === 'forever') { return 'the process wakes up again and again for nothing'; }
	switch (sleep.kind) {
		case 'microtask': return 'timers, sockets and everything else on the event loop wait until it ends';
		case 'turn': return 'a processor is kept busy for as long as it waits';
		case 'time': return sleep.milliseconds === undefined ? 'what it waits for is noticed late, and the process wakes up for nothing meanwhile'
			: `what it waits for is noticed up to ${duration(sleep.milliseconds)} late, and the process wakes up for nothing meanwhile`;
	}
}

/** Who changes what is waited for, each with its place. */
export function writerLinks(poll: Poll): ChainLink[] {
	if (poll.kind !== 'flag') { return []; }
	return poll.awaited.flatMap(({ flag, writers }) => writers.slice(0, 3).map(({ outline, span }): ChainLink => ({ file: fileOf(outline.id), span, label: `${flag.name} changes in ${outline.name}` })));
}

function subject({ form, sleep }: Poll): string {
	switch (form) {
		case 'interval': return 'This timer';
		case 'timeout': return 'This timer, which sets itself again,';
		case 'recursion': return 'This call of itself';
		case 'helper': return 'This predicate';
		case 'loop': return sleep.kind === 'time' ? 'This loop' : 'This spinning loop';
	}
}

function spinning(sleep: Sleep): string {
	return sleep.kind === 'microtask' ? 'lets nothing else run' : 'keeps the processor busy';
}

/** A setter's id ends in `=`. */
function nameInSentence(graph: CallGraph, id: string): string {
	return nameOf(graph, id).replace('=`', '`');
}

/** How often it looks. */
function often(sleep: Sleep): string {
	switch (sleep.kind) {
		case 'microtask': case 'turn': return 'without a pause';
		case 'time': return sleep.milliseconds === undefined ? 'again and again' : `every ${duration(sleep.milliseconds)}`;
	}
}

function duration(milliseconds: number): string {
	const [value, unit] = milliseconds < 1000 ? [milliseconds, 'ms'] : milliseconds < 60_000 ? [milliseconds / 1000, 's'] : [milliseconds / 60_000, 'min'];
	return `${Number(value.toFixed(1))} ${unit}`;
}

function by(awaited: readonly Awaited[], { outline }: Poll, graph: CallGraph): string {
	const all = awaited.flatMap((each) => each.writers);
	// Somebody else says more than the function itself.
	const [first, ...others] = [...all.filter((writer) => writer.outline.id !== outline.id), ...all.filter((writer) => writer.outline.id === outline.id)];
	if (first === undefined) { return ''; }
	const it = awaited.length > 1 ? 'them' : 'it';
	const who = first.outline.id === outline.id ? 'another call of it' : nameInSentence(graph, first.outline.id);
	const further = [...new Set(others.map((writer) => (writer.outline.id === outline.id ? 'another call of it' : nameInSentence(graph, writer.outline.id))))].filter((name) => name !== who);
	const more = further.length === 0 ? '' : further.length === 1 ? ` or ${further[0]}` : ` or one of ${further.length} others`;
	return ` until ${who}${more} changes ${it}`;
}

function advice(poll: Extract<Poll, { kind: 'flag' }>, graph: CallGraph): string {
	const { awaited, isQueue, outline } = poll;
	const announced = awaited.find((each) => each.announcedBy !== undefined);
	const writers = awaited.flatMap((each) => each.writers);
	if (announced?.announcedBy !== undefined && writers.length === 0) { return `wait for ${announced.announcedBy} instead`; }
	const [first, ...others] = writers;
	// The next event may bring another entry than the one that is waited for.
	const event = first === undefined || others.length > 0 || awaited.some(({ flag }) => flag.isContainer) ? undefined : eventOf(first, graph);
	if (event !== undefined) { return `await ${event} instead`; }
	if (graph.fileOf(outline.id)?.language === 'python') { return adviceInPython(poll, writers, graph); }
	if (graph.fileOf(outline.id)?.language === 'rust') { return adviceInRust(writers, isQueue, outline.id, graph); }
	if (isQueue) { return 'let what adds to it resolve a promise that this loop awaits, or hand the items over through an async queue'; }
	if (first === undefined || others.length > 0) { return 'await a promise that is resolved where that happens instead'; }
	if (first.outline.id === outline.id) { return 'await a promise of the call before, which that resolves when it is done, instead'; }
	return `await a promise that ${nameInSentence(graph, first.outline.id)} resolves instead`;
}

/** In Python it is told of everything that ends the loop: what is set for one of several leaves it hanging. */
function othersOf({ limits, outline }: Extract<Poll, { kind: 'flag' }>, graph: CallGraph): readonly string[] {
	return graph.fileOf(outline.id)?.language === 'python' ? limits?.others ?? [] : [];
}

function adviceInPython(poll: Extract<Poll, { kind: 'flag' }>, [first, ...others]: readonly Writer[], graph: CallGraph): string {
	const { isQueue, limits, outline: { id } } = poll;
	if (isQueue) { return 'hand the items over through an `asyncio.Queue` instead'; }
	if (othersOf(poll, graph).length > 0) { return 'await an `asyncio.Condition` that whoever changes one of them notifies instead'; }
	const limit = limits?.isBounded === true ? ', for as long as it may take with `asyncio.wait_for()`,' : '';
	if ([first, ...others].some((writer) => writer !== undefined && isSignalHandler(writer, graph))) { return `await an \`asyncio.Event\`${limit} that is set where that happens, in a signal handler with \`loop.call_soon_threadsafe(event.set)\`, instead`; }
	const who = first === undefined || others.length > 0 ? 'what changes that' : first.outline.id === id ? 'the call before' : nameInSentence(graph, first.outline.id);
	return `await an \`asyncio.Event\`${limit} that ${who} sets instead`;
}

/** It runs between two steps of the program, where the event loop does not notice what it does. */
function isSignalHandler({ outline }: Writer, graph: CallGraph): boolean {
	return graph.callersOf(outline.id).some(({ id }) => stepsOf(graph.functionOf(id)?.body ?? noSteps).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol === 'signal#signal'
		&& step.arguments.some(({ value }) => value.kind === 'function' && value.id === outline.id)));
}

function adviceInRust([first, ...others]: readonly Writer[], isQueue: boolean, id: string, graph: CallGraph): string {
	if (isQueue) { return 'hand the items over through a channel of `tokio::sync::mpsc` instead'; }
	const who = first === undefined || others.length > 0 ? 'what changes that' : first.outline.id === id ? 'the call before' : nameInSentence(graph, first.outline.id);
	return `await a \`tokio::sync::Notify\` or \`watch\` channel that ${who} tells instead`;
}

/** `once(child, 'exit')`, where the change is made by a listener. */
function eventOf({ outline }: Writer, graph: CallGraph): string | undefined {
	const root = graph.rootOf(outline.id);
	const step = root?.site.step;
	if (step?.kind !== 'call' || !/listener/.test(root?.what ?? '')) { return undefined; }
	const name = step.arguments[0]?.value;
	const isListened = step.callee.kind === 'external' && /\.(?:on|once|addListener|addEventListener)$/.test(step.callee.symbol);
	return isListened && name?.kind === 'constant' && typeof name.value === 'string' ? `\`once(${emitterName(step, graph, root?.by ?? '')}, '${name.value}')\`` : undefined;
}

function emitterName({ receiver }: CallStep, graph: CallGraph, holder: string): string {
	if (receiver?.kind === 'place') { return [receiver.place.root === 'this' ? 'this' : receiver.place.name?.split('#')[1] ?? '…', ...receiver.place.path].join('.'); }
	if (receiver?.kind === 'binding') {
		for (const { step } of stepsOf(graph.functionOf(holder)?.body ?? noSteps)) { if (step.kind === 'bind' && step.binding === receiver.binding) { return step.name; } }
	}
	if (receiver?.kind === 'parameter') { return [graph.functionOf(receiver.function)?.parameters[receiver.index]?.name ?? '…', ...receiver.path ?? []].join('.'); }
	return '…';
}

function list(names: readonly string[]): string {
	const quoted = names.slice(0, 3).map((name) => `\`${name}\``);
	return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
