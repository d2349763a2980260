/** Tasks of Rust that work off what is sent to them, where whoever sends looks at whether that went well: they learn that the task is gone. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FileOutline, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { isSameSpan } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

const receiving = /^(?:tokio::sync::mpsc|async_channel|flume|futures::channel::mpsc|kanal)#\w*Receiver\.(?:recv|recv_many|recv_async|next)$/;
const sending = /^(?:tokio::sync::mpsc|async_channel|flume|futures::channel::mpsc|kanal)#\w*Sender\.(?:send|send_async|try_send|unbounded_send|send_timeout|reserve)$/;

/** True where the steps of a task take from a channel, and the type whose method begins it sends to one of its own in another, and minds a failure of that. */
export function isMissedBySenders(steps: readonly Step[], owner: FunctionOutline, graph: CallGraph): boolean {
	const takes = (each: readonly Step[], depth: number): boolean => each.some((step) => step.kind === 'call' && (step.callee.kind === 'external' ? receiving.test(step.callee.symbol)
		: depth < 1 && step.callee.kind === 'function' && graph.resolveCallee(step.callee).some((target) => { const body = graph.functionOf(target)?.body; return body !== undefined && takes(stepsOf(body).map((inner) => inner.step), depth + 1); })));
	const outline = graph.fileOf(owner.id), type = typeOf(owner, graph);
	return outline !== undefined && type !== undefined && mindfulTypes(outline).has(type) && takes(steps, 0);
}

/** The type that a function is a method of, or is written in one of. */
function typeOf({ owner, kind, enclosing }: FunctionOutline, graph: CallGraph): string | undefined {
	const around = owner === undefined && kind === 'closure' && enclosing !== undefined ? graph.functionOf(enclosing) : undefined;
	return around === undefined ? owner : typeOf(around, graph);
}

/** The types of a file whose methods mind whether what they send by a channel of their own is taken. */
const mindfulTypes = perFile(({ functions }: FileOutline): ReadonlySet<string> => new Set(functions.flatMap((fn) => (fn.owner !== undefined && stepsOf(fn.body).some(({ step }) => step.kind === 'call'
	&& step.callee.kind === 'external' && sending.test(step.callee.symbol) && step.receiver?.kind === 'place' && step.receiver.place.root === 'this' && isMinded(step, fn)) ? [fn.owner] : []))));

const looks = /^(?:is_err|is_ok|map_err|context|with_context|wrap_err|ok_or|ok_or_else|inspect_err|unwrap_or_else|or_else|and_then|unwrap|expect)$/;

/** `tx.send(job).await?`, `.await.is_err()`, `.map_err(…)`, or a pattern that takes it apart. */
function isMinded(send: CallStep, { body }: FunctionOutline): boolean {
	const isIt = (value: Value | undefined): boolean => value?.kind === 'call' && isSameSpan(value.call, send.span);
	return stepsOf(body).some(({ step }) => step.kind === 'exit' && (step.exit === 'propagate' || step.exit === 'return') && isIt(step.value)
		|| step.kind === 'bind' && isIt(step.value)
		|| step.kind === 'call' && isIt(step.receiver) && looks.test(step.callee.kind === 'external' ? step.callee.symbol.split('.').at(-1) ?? '' : step.callee.kind === 'unresolved' ? step.callee.name : ''));
}
