/** Files of Rust that are opened for code which reads or writes them on the thread: to await the opening alone moves nothing. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, CallStep, FunctionOutline, LoopStep, Step, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { placedCall } from '../placedLink.ts';
import type { BlockedStep } from './blockedStep.ts';

const opening = /^std::fs#(?:File\.(?:open|create|create_new)|OpenOptions\.open)$/;
/** Of tokio, or nothing but a wrapper. */
const harmless = /^(?:tokio\b|std::(?:option|result|mem|sync|rc|boxed|clone|convert)\b|std#(?:drop|Ok|Some|Err)\b)|!$/;
/** What tokio's `File` can do too, awaited. */
const convertible = /^std::fs#File\.(?:read|read_exact|read_to_end|read_to_string|write|write_all|flush|sync_all|sync_data|set_len|metadata|set_permissions)$/;

/** True if what a call opens, by itself or at the end of a chain, is handed to sync code, or used by methods that have no twin. */
export function isOpenedForSync({ sufferer, step: { site, function: id }, effect: { sink, path } }: BlockedStep, graph: CallGraph): boolean {
	if (graph.fileOf(sufferer.id)?.language !== 'rust') { return false; }
	const last = path.at(-1);
	if (sink !== undefined) { return site.step.kind === 'call' && opensForSync(site.step, graph.functionOf(id), graph); }
	const open = placedCall(last, graph)?.step;
	return last !== undefined && open !== undefined && opensForSync(open, graph.functionOf(last.function), graph);
}

function opensForSync(open: CallStep, outline: FunctionOutline | undefined, graph: CallGraph): boolean {
	if (outline === undefined || open.callee.kind !== 'external' || !opening.test(open.callee.symbol)) { return false; }
	const steps = stepsOf(outline.body).map(({ step }) => step);
	const isIt = (value: Value | undefined, file: BindingId | undefined): boolean => value !== undefined && (value.kind === 'binding' ? value.binding === file : value.kind === 'call' && value.call.start === open.span.start);
	const bound = steps.find((each): each is Extract<Step, { kind: 'bind' }> => each.kind === 'bind' && each.value.kind === 'call' && each.value.call.start === open.span.start)?.binding;
	// `File::create(path).and_then(|mut file| file.write_all(text))`
	if (steps.some((each) => each.kind === 'call' && isIt(each.receiver, bound) && isHandedOn(each))) { return true; }
	return steps.some((each) => each.kind === 'call' && each !== open && each.result.kind !== 'awaited' && isSync(each, graph)
		&& (each.arguments.some(({ value }) => isIt(value, bound)) || isIt(each.receiver, bound) && each.span.start !== open.span.start && each.callee.kind === 'external' && each.callee.symbol.startsWith('std::fs#File.') && !convertible.test(each.callee.symbol)));
}

/** A closure that cannot wait is given the file, if there is one. */
function isHandedOn({ callee, arguments: given }: CallStep): boolean {
	return callee.kind === 'external' && /^std::result#Result\.(?:map|and_then|is_ok_and)$/.test(callee.symbol) && given.some(({ value }) => value.kind === 'function');
}

function isSync({ callee, resultType }: CallStep, graph: CallGraph): boolean {
	if (callee.kind === 'external') { return !harmless.test(callee.symbol) && resultType !== 'thenable'; }
	const targets = graph.resolveCallee(callee);
	return targets.length > 0 && targets.every((target) => graph.functionOf(target)?.isAsync === false);
}

/** The outermost loop around a call that awaits nothing: all of it can go to a thread at once. */
export function syncLoopAround(outline: FunctionOutline, step: Step): LoopStep | undefined {
	const path = stepsOf(outline.body).find((each) => each.step === step)?.path ?? [];
	return path.find((each): each is LoopStep => each.kind === 'loop' && each.loop !== 'await' && !stepsOf(each.body).some(({ step: inner }) => inner.kind === 'await' || inner.kind === 'select'));
}

/** By each file that is opened for sync code in a loop without an await: the other calls of the loop that touch files. They go to a thread together. */
export function gatheredInLoops(blocked: readonly BlockedStep[], graph: CallGraph): ReadonlyMap<BlockedStep, readonly BlockedStep[]> {
	const gathered = new Map<BlockedStep, readonly BlockedStep[]>();
	const taken = new Set<BlockedStep>();
	for (const each of blocked) {
		if (taken.has(each) || !isOpenedForSync(each, graph) || each.step.function !== each.sufferer.id) { continue; }
		const loop = syncLoopAround(each.sufferer, each.step.site.step);
		if (loop === undefined) { continue; }
		const others = blocked.filter((other) => other !== each && other.sufferer === each.sufferer && other.effect.sink !== undefined && /^(?:file|metadata)$/.test(other.effect.category) && syncLoopAround(other.sufferer, other.step.site.step) === loop);
		for (const other of others) { taken.add(other); }
		gathered.set(each, others);
	}
	return gathered;
}
