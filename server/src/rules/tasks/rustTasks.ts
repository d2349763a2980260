/**
 * What a task of Rust does for which nobody keeps the handle, as far as its text tells. The runtime keeps a task whose handle is dropped: what is lost is
 * to wait for it, to end it, and to learn that it panicked. How much that matters depends on what it does.
 */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { BindingId, CallStep, FunctionId, FunctionOutline, LoopStep, Step, Value } from '../../outline/model.ts';
import { contains, isSameSpan } from '../../outline/span.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { opens } from '../blocking/beforeServing.ts';
import { isOnlyOfCommands } from '../blocking/commands.ts';
import { callsOf } from './chains.ts';
import { isMissedBySenders } from './senders.ts';

/**
 * - `answers`: it answers by a channel for one message, whose other end learns that it ended without one, or holds a guard that tells others when it ends, however it does. - `waits`: it waits for a signal of the system, once, or ends the program.
 * - `delays`: it sleeps once, and then does a little without waiting for anything. - `drives`: it only waits for a connection, or another future made elsewhere, or serves one of those that a loop accepts; whoever uses that learns of its end. - `gathered`: it is begun in a set of which the function waits for all. - `supervises`: it begins tasks and looks at how they end. - `serves`: it makes the program listen. - `goes on`: it works in a loop that waits. - `takes`: the same, and those who send it its work mind whether that is taken. - `feeds`: it ends by letting go of a channel that somebody reads. - `watches`: it waits again and again, counts and logs, and nothing in it can fail. - `plain`: anything else.
 */
export type TaskShape = 'answers' | 'waits' | 'delays' | 'drives' | 'gathered' | 'supervises' | 'serves' | 'goes on' | 'takes' | 'watches' | 'feeds' | 'plain';

/** Of these somebody learns how they end, or there is nothing to learn. */
export const isSeenToEnd: ReadonlySet<TaskShape> = new Set(['answers', 'waits', 'delays', 'drives', 'gathered', 'supervises']);

/** What the task does that `begin` begins with the value of this argument. */
export function shapeOfTask(value: Value | undefined, begin: CallStep, owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): TaskShape {
	if (value?.kind === 'parameter' || value?.kind === 'binding' && isGiven(value, owner) || isServingCall(value, owner) || isOfAccepted(value, begin, owner, graph)) { return 'drives'; }
	if (isOfAwaitedSet(begin, owner, catalogue)) { return 'gathered'; }
	const bodies = bodiesOf(value, owner, graph).flatMap((id) => graph.functionOf(id) ?? []);
	if (bodies.length !== 1) { return 'plain'; }
	const steps = bodies.flatMap(({ body }) => stepsOf(body));
	const calls = (pattern: RegExp): boolean => steps.some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && pattern.test(step.callee.symbol));
	// One client's: who was promised another protocol sees its end.
	if (calls(/^hyper(?:_util)?(?:::\w+)*#upgrade\.on$|^hyper::upgrade#on$/)) { return 'drives'; }
	if (supervises(steps.map(({ step }) => step), graph, catalogue)) { return 'supervises'; }
	if (steps.some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && !accepting.test(step.callee.symbol) && catalogue.lookup(step.callee.symbol)?.listens === true)) { return isAllThatServes(owner, graph, catalogue) ? 'drives' : 'serves'; }
	if (isStreamOf(bodies, steps.map(({ step }) => step), owner)) { return 'feeds'; }
	if (steps.some(({ step }) => step.kind === 'bind' && isTellingGuard(step.value, bodies, graph))) { return 'answers'; }
	const goesOn = steps.some(({ step }) => step.kind === 'loop' && isWaiting(step)) || bodies.some(({ body }) => body.steps.some((step) => step.kind === 'call' && goesOnIn(step, graph)));
	if (goesOn) { return steps.every(({ step }) => step.kind !== 'call' || isUnfailing(step)) ? 'watches' : isMissedBySenders(steps.map(({ step }) => step), owner, graph) ? 'takes' : 'goes on'; }
	if (calls(ofSignals) || steps.some(({ step }) => step.kind === 'call' && step.result.kind === 'awaited' && waitsForSignal(step, graph))) { return 'waits'; }
	if (calls(answering) || steps.some(({ step }) => step.kind === 'call' && step.result.kind === 'awaited' && answersIn(step, graph))) { return 'answers'; }
	const awaits = steps.flatMap(({ step }) => (step.kind === 'await' ? [step.value] : []));
	if (isDelay(steps.map(({ step }) => step), awaits)) { return 'delays'; }
	const isConnection = (each: Value): boolean => each.kind === 'binding' || each.kind === 'parameter' || each.kind === 'place' || each.kind === 'call' && steps.some(({ step }) => step.kind === 'call' && isSameSpan(step.span, each.call) && serving.test(nameOf(step)));
	if (awaits.length === 1 && awaits.every(isConnection) && steps.every(({ step }) => step.kind !== 'select' && step.kind !== 'loop')) { return 'drives'; }
	return calls(/^(?:tokio::sync|futures::channel|futures_channel|async_channel|flume)(?:::(?:mpsc|broadcast))?#(?:Unbounded)?Sender\.(?:send|send_async|send_timeout|try_send)$/) ? 'feeds' : 'plain';
}

/** So much is little. */
const littleWork = 8;

/** A timer, or what waits once for a message or signal of the program and then ends something: there is one thing to wait for, and what follows is soon done. */
function isDelay(steps: readonly Step[], [only, ...others]: readonly Value[]): boolean {
	const calls = steps.filter((step) => step.kind === 'call');
	const isSoonDone = (value: Value): boolean => value.kind === 'call' && calls.some(({ span, callee }) => isSameSpan(span, value.call) && callee.kind === 'external' && soon.test(callee.symbol));
	const slept = only?.kind === 'call' ? calls.find(({ span }) => isSameSpan(span, only.call)) : undefined;
	return others.every(isSoonDone) && slept?.callee.kind === 'external' && calls.length <= littleWork && calls.some(({ span }) => span.start > slept.span.end)
		&& (sleeping.test(slept.callee.symbol) || waking.test(slept.callee.symbol) && calls.every(({ callee }) => callee.kind === 'external' || callee.kind === 'unresolved'))
		&& steps.every(({ kind }) => kind !== 'loop' && kind !== 'select');
}

const sleeping = /^(?:tokio::time|async_std::task|actix_web::rt::time|gloo_timers::future)#(?:sleep|sleep_until)$/;

/** A lock of tasks is taken, or a message handed over. */
const soon = /^tokio::sync(?:#(?:Mutex|RwLock)\.(?:lock|read|write)(?:_owned)?|::(?:mpsc|oneshot|broadcast|watch)#\w*Sender\.send)$/;

/** What others do in the program, once. */
const waking = /^(?:tokio::sync::(?:watch|broadcast)#Receiver\.(?:changed|wait_for|recv)|tokio::sync#Notify\.notified|tokio_util::sync#CancellationToken\.cancelled(?:_owned)?|tokio::sync::mpsc#Sender\.closed)$/;

const ofSignals = /^(?:tokio::signal(?:::\w+)?#|std::process#(?:exit|abort)$|(?:signal_hook_tokio|async_ctrlc)#)/;

/** `shutdown_signal().await`, a function of the program's own. */
function waitsForSignal({ callee }: CallStep, graph: CallGraph): boolean {
	return graph.resolveCallee(callee).some((target) => {
		const body = graph.functionOf(target)?.body;
		return body !== undefined && stepsOf(body).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && /^tokio::signal(?:::\w+)?#/.test(step.callee.symbol));
	});
}

const sending = /^(?:send|send_async|send_timeout|try_send|unbounded_send)$/;

const answering = /^(?:tokio::sync|futures::channel|futures_channel)::oneshot#Sender\.send$/;

/** `process(&pool, batch).await`, which answers each of those who ask. */
function answersIn({ callee }: CallStep, graph: CallGraph): boolean {
	const targets = callee.kind === 'function' ? graph.resolveCallee(callee) : [];
	return targets.length === 1 && targets.some((target) => stepsOf(graph.functionOf(target)?.body ?? noSteps).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && answering.test(step.callee.symbol)));
}

/** One end of a channel is made with the other in the function that begins the task, and the task sends through it: it is for whoever has the other end. */
function isStreamOf([task]: readonly FunctionOutline[], steps: readonly Step[], owner: FunctionOutline): boolean {
	const sends = steps.filter((step) => step.kind === 'call' && (step.callee.kind === 'external' || step.callee.kind === 'unresolved') && sending.test(nameOf(step)));
	const given = steps.flatMap((step) => (step.kind === 'call' && step.callee.kind !== 'parameter' && step.result.kind === 'awaited' ? step.arguments.map(({ value }) => value) : []));
	if (task?.kind !== 'closure' || sends.length === 0 && given.length === 0) { return false; }
	const binds = stepsOf(owner.body).flatMap(({ step }) => (step.kind === 'bind' && step.value.kind === 'call' ? [step] : []));
	const calls = callsOf(owner);
	// `let (tx, rx) = channel();`, of whatever package: what is sent into one half comes out of the other. Halves of a connection come of a method
	// (`socket.split()`), and who waits for one answer learns that there is none.
	const isMade = (value: Value): boolean => {
		const made = value.kind === 'call' ? calls(value.call) : undefined;
		return made !== undefined && made.receiver === undefined && !(made.callee.kind === 'external' && made.callee.symbol.includes('oneshot'));
	};
	const ends = binds.filter(({ binding, value }) => isMade(value) && binds.some((other) => other.binding !== binding && other.value.kind === 'call' && value.kind === 'call' && isSameSpan(other.value.call, value.call))).map(({ binding }) => binding);
	// The half to send into comes first: `subscribe(tx).await`.
	const first = (binding: BindingId): boolean => { const own = binds.find((each) => each.binding === binding); return own !== undefined && binds.every((other) => other === own || other.value.kind !== 'call' || own.value.kind !== 'call' || !isSameSpan(other.value.call, own.value.call) || other.span.start > own.span.start); };
	if (given.some((value) => value.kind === 'binding' && ends.includes(value.binding) && first(value.binding))) { return true; }
	// What it takes from a channel comes from elsewhere, too.
	return sends.some((step) => step.kind === 'call' && step.receiver?.kind === 'binding' && ends.includes(step.receiver.binding));
}

const accepting = /\.accept$/;

/** One of many that a loop begins, one for each connection that it accepts: if it fails, its client sees that, and the next one is served. */
function isOfAccepted(value: Value | undefined, begin: CallStep, owner: FunctionOutline, graph: CallGraph): boolean {
	const loops = stepsOf(owner.body).find(({ step }) => step === begin)?.path.filter((each) => each.kind === 'loop') ?? [];
	const steps = loops[0] === undefined ? [] : [...stepsOf({ span: loops[0].span, steps: loops })].map(({ step }) => step);
	const accepts = steps.filter((each): each is CallStep => each.kind === 'call' && /^(?:accept|incoming)$/.test(each.callee.kind === 'function' ? lastName(each.callee.id) : nameOf(each)));
	const task = value?.kind === 'function' ? graph.functionOf(value.id) : undefined;
	if (accepts.length === 0 || value === undefined) { return false; }
	const accepted = new Set<BindingId>();
	const calls = callsOf(owner);
	// Also what is made of it: `Handler { connection: Connection::new(socket) }`.
	const isIt = (each: Value): boolean => {
		switch (each.kind) {
			case 'binding': return accepted.has(each.binding);
			case 'call': { const call = calls(each.call); return call !== undefined && (accepts.includes(call) || call.receiver !== undefined && isIt(call.receiver) || call.arguments.some(({ value: given }) => isIt(given))); }
			case 'object': return each.properties.some((property) => isIt(property.value));
			case 'list': return each.items.some(isIt);
			// A handshake that may fail: `match secured(stream).await { Ok(pair) => pair, … }`.
			case 'either': return each.values.some(isIt);
			case 'place': return each.place.binding !== undefined && accepted.has(each.place.binding);
			default: return false;
		}
	};
	for (const each of steps) { if (each.kind === 'bind' && isIt(each.value)) { accepted.add(each.binding); } }
	return value.kind !== 'function' && isIt(value) || task !== undefined && stepsOf(task.body).some(({ step }) => step.kind === 'use' && accepted.has(step.binding));
}

/** It begins tasks of its own and awaits them; what else it does cannot fail. */
function supervises(steps: readonly Step[], graph: CallGraph, catalogue: Catalogue): boolean {
	const begins = ({ callee, result }: CallStep): boolean => callee.kind === 'external' && catalogue.lookup(callee.symbol)?.spawns !== undefined && result.kind === 'awaited';
	const calls = steps.filter((each) => each.kind === 'call');
	return calls.some(begins) && calls.every((each) => begins(each) || isGivenTo(each, calls.filter(begins)) || isHarmless(each, graph));
}

/** What a task is made of is of that task: `spawn(work(state.clone()))`. */
function isGivenTo({ span }: CallStep, begun: readonly CallStep[]): boolean {
	return begun.some((each) => each.arguments.some((argument) => contains(argument.span, span)));
}

/** Also a function of the workspace that only does what cannot fail. */
function isHarmless(call: CallStep, graph: CallGraph): boolean {
	if (isUnfailing(call) || nameOf(call) === 'clone') { return true; }
	const targets = call.callee.kind === 'function' ? graph.resolveCallee(call.callee) : [];
	return targets.length > 0 && targets.every((target) => { const body = graph.functionOf(target)?.body; return body !== undefined && stepsOf(body).every(({ step }) => step.kind !== 'call' || isUnfailing(step)); });
}

/** A program of the command line that serves nothing else ends when its own work is done, and its server with it. */
function isAllThatServes(owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): boolean {
	if (!isOnlyOfCommands(owner.id, graph, catalogue)) { return false; }
	return graph.callersOf(owner.id).every(({ id, isTest, links }) => {
		const body = isTest ? undefined : graph.functionOf(id)?.body;
		return body === undefined || !stepsOf(body).some(({ step }) => step.kind === 'call' && !links.some(({ site }) => site.step === step) && opens(step, graph, catalogue, 0));
	});
}

/** Time passes, atomics are read and written, something is printed: there is nothing to panic. */
function isUnfailing({ callee }: CallStep): boolean {
	return callee.kind === 'external' && unfailing.test(callee.symbol);
}

const unfailing = /^(?:tokio::time#(?:sleep|sleep_until|interval|interval_at|Interval\.\w+|(?:Duration|Instant)\.\w+)|tokio::task#yield_now|futures_timer#Delay\.new|async_std::task#sleep|std::sync::atomic#\w+\.\w+|std::time#(?:Duration|Instant)\.(?:from_\w+|new|now|elapsed|as_\w+)|std::sync#(?:Arc|Weak)\.(?:clone|strong_count|weak_count)|tokio::signal(?:::\w+)?#\w+(?:\.recv)?|std::(?:result#Result|option#Option)\.(?:is_\w+|ok)|(?:tracing|log|metrics)(?:::\w+)*#\w+!|std#e?print(?:ln)?!)$/;

/** `let _guard = token.drop_guard();`: what is dropped with the task tells others that it has ended, after a panic too. */
function isTellingGuard(value: Value, bodies: readonly FunctionOutline[], graph: CallGraph): boolean {
	const call = value.kind === 'call' ? bodies.map((each) => callsOf(each)(value.call)).find((each) => each !== undefined) : undefined;
	if (call?.callee.kind === 'external') { return /^(?:tokio_util::sync#CancellationToken\.drop_guard(?:_ref)?|scopeguard#guard(?:_on_unwind)?)$/.test(call.callee.symbol); }
	const maker = call?.callee.kind === 'function' ? call.callee.id : '', owner = graph.functionOf(maker)?.owner;
	return owner !== undefined && graph.fileOf(maker)?.types.find(({ id }) => id === owner)?.bases.includes('std::ops#Drop') === true && /guard/i.test(owner.slice(owner.indexOf('#')));
}

const serving = /^serve_connection|^serve_with_graceful_shutdown$|^with_upgrades$|^ready(?:_oneshot)?$/;

/** `spawn(connection.with_upgrades())` */
function isServingCall(value: Value | undefined, owner: FunctionOutline): boolean {
	const call = value?.kind === 'call' ? callsOf(owner)(value.call) : undefined;
	return call !== undefined && call.callee.kind !== 'function' && serving.test(nameOf(call));
}

/** `local.spawn_local(work())`, and `runtime.block_on(local)` or `local.await` in the same function: that waits for all tasks of the set. */
function isOfAwaitedSet({ callee, receiver, span }: CallStep, { body }: FunctionOutline, catalogue: Catalogue): boolean {
	if (callee.kind !== 'external' || !callee.symbol.startsWith('tokio::task#LocalSet.') || receiver?.kind !== 'binding') { return false; }
	const isSet = (value: Value | undefined): boolean => value?.kind === 'binding' && value.binding === receiver.binding;
	return stepsOf(body).some(({ step }) => step.span.start > span.end && (step.kind === 'await' && isSet(step.value)
		|| step.kind === 'call' && step.callee.kind === 'external' && catalogue.lookup(step.callee.symbol)?.drives !== undefined && step.arguments.some(({ value }) => isSet(value))));
}

function nameOf({ callee }: CallStep): string {
	return callee.kind === 'external' ? callee.symbol.slice(Math.max(callee.symbol.lastIndexOf('.'), callee.symbol.lastIndexOf('#')) + 1) : callee.kind === 'unresolved' ? callee.name : '';
}

/** A future that was made together with something else (`let (client, connection) = …`), or that the function was given. */
function isGiven({ binding }: { readonly binding: BindingId }, owner: FunctionOutline): boolean {
	const binds = stepsOf(owner.body).flatMap(({ step }) => (step.kind === 'bind' ? [step] : []));
	const bound = binds.find((each) => each.binding === binding)?.value;
	if (bound?.kind !== 'call') { return bound?.kind !== 'function'; }
	// Whoever put it there made it: `if let Some(task) = self.task.take()`.
	const taken = callsOf(owner)(bound.call)?.callee;
	if (taken?.kind === 'external' && taken.symbol === 'std::option#Option.take') { return true; }
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
	const targets = graph.resolveCallee(call.callee);
	// A trait of one's own that wraps futures: `work().with_meter()`.
	const isWrapping = call.receiver?.kind === 'call' && targets.length > 0 && targets.every((target) => graph.functionOf(target)?.isAsync === false);
	const wrapped = isWrapping ? bodiesOf(call.receiver, owner, graph, depth + 1).filter((id) => graph.functionOf(id)?.isAsync === true) : [];
	return wrapped.length > 0 ? wrapped : targets;
}

const wrapping = /^(?:instrument|in_current_span|with_subscriber|with_current_subscriber|boxed|map|map_err|or_else)$/;
