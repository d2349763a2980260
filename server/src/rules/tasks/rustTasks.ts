/**
 * What a task of Rust does for which nobody keeps the handle, as far as its text tells. The runtime keeps a task whose handle is dropped: what is lost is
 * to wait for it, to end it, and to learn that it panicked. How much that matters depends on what it does.
 */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, CallStep, FunctionId, FunctionOutline, LoopStep, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf } from './chains.ts';

/**
 * - `answers`: it answers by a channel for one message, whose other end learns that it ended without one. - `waits`: it waits for a signal of the system, once, or ends the program.
 * - `drives`: it only waits for a connection, or another future made elsewhere; whoever uses that learns of its end. - `goes on`: it works in a loop that waits. - `feeds`: it ends by letting go of a channel that somebody reads. - `watches`: it waits again and again, counts and logs, and nothing in it can fail. - `plain`: anything else.
 */
export type TaskShape = 'answers' | 'waits' | 'drives' | 'goes on' | 'watches' | 'feeds' | 'plain';

/** What the task does that a call begins with the value of this argument. */
export function shapeOfTask(value: Value | undefined, owner: FunctionOutline, graph: CallGraph): TaskShape {
	if (value?.kind === 'binding' && isGiven(value, owner)) { return 'drives'; }
	const bodies = bodiesOf(value, owner, graph).flatMap((id) => graph.functionOf(id) ?? []);
	if (bodies.length !== 1) { return 'plain'; }
	const steps = bodies.flatMap(({ body }) => stepsOf(body));
	const calls = (pattern: RegExp): boolean => steps.some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && pattern.test(step.callee.symbol));
	const goesOn = steps.some(({ step }) => step.kind === 'loop' && isWaiting(step)) || bodies.some(({ body }) => body.steps.some((step) => step.kind === 'call' && goesOnIn(step, graph)));
	if (goesOn) { return steps.every(({ step }) => step.kind !== 'call' || isUnfailing(step)) ? 'watches' : 'goes on'; }
	if (calls(/^(?:tokio::signal(?:::\w+)?#|std::process#(?:exit|abort)$)/)) { return 'waits'; }
	if (calls(/^(?:tokio::sync|futures::channel|futures_channel)::oneshot#Sender\.send$/)) { return 'answers'; }
	const awaits = steps.flatMap(({ step }) => (step.kind === 'await' ? [step.value] : []));
	const isConnection = (each: Value): boolean => each.kind === 'binding' || each.kind === 'parameter' || each.kind === 'place' || each.kind === 'call' && steps.some(({ step }) => step.kind === 'call' && step.span.start === each.call.start && step.span.end === each.call.end && serving.test(nameOf(step)));
	if (awaits.length === 1 && awaits.every(isConnection) && steps.every(({ step }) => step.kind !== 'select' && step.kind !== 'loop')) { return 'drives'; }
	return calls(/^(?:tokio::sync|futures::channel|futures_channel|async_channel|flume)(?:::(?:mpsc|broadcast))?#(?:Unbounded)?Sender\.(?:send|send_async|send_timeout|try_send)$/) ? 'feeds' : 'plain';
}

/** Time passes, atomics are read and written, something is printed: there is nothing to panic. */
function isUnfailing({ callee }: CallStep): boolean {
	return callee.kind === 'external' && unfailing.test(callee.symbol);
}

const unfailing = /^(?:tokio::time#(?:sleep|sleep_until|interval|interval_at|Interval\.\w+|(?:Duration|Instant)\.\w+)|tokio::task#yield_now|futures_timer#Delay\.new|async_std::task#sleep|std::sync::atomic#\w+\.\w+|std::time#(?:Duration|Instant)\.(?:from_\w+|new|now|elapsed|as_\w+)|std::sync#(?:Arc|Weak)\.(?:clone|strong_count|weak_count)|(?:tracing|log|metrics)(?:::\w+)*#\w+!|std#e?print(?:ln)?!)$/;

const serving = /^serve_connection|^with_upgrades$/;

function nameOf({ callee }: CallStep): string {
	return callee.kind === 'external' ? callee.symbol.slice(Math.max(callee.symbol.lastIndexOf('.'), callee.symbol.lastIndexOf('#')) + 1) : callee.kind === 'unresolved' ? callee.name : '';
}

/** A future that was made together with something else (`let (client, connection) = …`), or that the function was given. */
function isGiven({ binding }: { readonly binding: BindingId }, owner: FunctionOutline): boolean {
	const binds = stepsOf(owner.body).flatMap(({ step }) => (step.kind === 'bind' ? [step] : []));
	const bound = binds.find((each) => each.binding === binding)?.value;
	if (bound?.kind !== 'call') { return bound?.kind !== 'function'; }
	return binds.some((each) => each.binding !== binding && each.value.kind === 'call' && each.value.call.start === bound.call.start);
}

/** A task that is one call of an async function whose body is a loop that waits. */
function goesOnIn({ callee, result }: CallStep, graph: CallGraph): boolean {
	return (result.kind === 'awaited' || result.kind === 'returned') && graph.resolveCallee(callee).some((target) => { const body = graph.functionOf(target)?.body; return body !== undefined && stepsOf(body).some(({ step }) => step.kind === 'loop' && isWaiting(step)); });
}

/** `loop { … .await … }`, `while let Some(job) = jobs.recv().await { … }`. */
function isWaiting({ loop, condition, body }: LoopStep): boolean {
	const waits = (block: LoopStep['body'] | undefined): boolean => block !== undefined && stepsOf(block).some(({ step }) => step.kind === 'await' || step.kind === 'select');
	return loop === 'infinite' && waits(body) || loop === 'while' && waits(condition);
}

/** The async blocks and functions that a future is made of, also one with a span of a trace around it. */
function bodiesOf(value: Value | undefined, owner: FunctionOutline, graph: CallGraph, depth = 0): readonly FunctionId[] {
	const made = value && graph.follow(fileOf(owner.id), value);
	if (made?.kind === 'function') { return [made.id]; }
	const call = made?.kind === 'call' && depth < 3 ? callsOf(owner)(made.call) : undefined;
	if (call === undefined) { return []; }
	if (call.callee.kind === 'external' || call.callee.kind === 'unresolved') { return wrapping.test(call.callee.kind === 'external' ? call.callee.symbol.split('.').at(-1) ?? '' : call.callee.name) ? bodiesOf(call.receiver, owner, graph, depth + 1) : []; }
	return graph.resolveCallee(call.callee);
}

const wrapping = /^(?:instrument|in_current_span|with_subscriber|with_current_subscriber|boxed|map|map_err|or_else)$/;
