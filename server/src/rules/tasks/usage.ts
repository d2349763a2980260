/** How a workspace treats what packages and bodiless members give: whether anybody looks at a failure, and whether most let it go. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Block, CallStep } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { perFile } from '../../outline/perFile.ts';
import { calledName } from './chains.ts';

interface Usage {
	dropped: number;
	kept: number;
	/** Somebody takes its failure: it has been known to fail. */
	isHandled: boolean;
	/** The same where it is given nothing, which may be another thing to do (`upload.abort()`, `upload.abort(true)`). */
	isHandledBare: boolean;
}

/** The body of a `try` that is there for few calls. UTF-16 code units. */
const shortTry = 300;

/** What was added up in a graph, until it changes. */
const counted = new WeakMap<CallGraph, { readonly version: number; readonly usages: Map<string, Usage> }>();

/** Names of what talks to somebody else, by network or disk, and therefore fails; and of what gives a failure that was kept (`unwrap`). */
const talking = /^(?:re)?(?:add|enqueue|unwrap|set|get|ping|connect|fetch|request|query|exec|execute|send|post|put|publish|upload|download|save|store|insert|update|delete|destroy|create|write|read|load|find|import|sync|start|stop|run|launch|open|close|invoke|dispatch|submit|deploy|install|register|login|logout|authenticate|respond|reply|edit|sign|verify|render|kill|spawn|commit|rollback|migrate|expire|dispose|goto|click|evaluate|flush|acquire|lock|unlock|pull|copy|move|rename|remove|rm|unlink|mkdir|transfer|compile|build|generate|schedule|subscribe|unsubscribe|search|list|scan)(?=[A-Z_]|$)|(?:Request|Query|Command|Message)$/;

/** What is called so talks to somebody else. */
export function isNamedForFailing(name: string): boolean { return talking.test(name); }

/** A package's own function, of which neither its name nor anybody in the workspace says that it fails. */
export function isOfUnknownPackage(step: CallStep, graph: CallGraph): boolean {
	const { callee, resultType = 'any' } = step;
	if (callee.kind !== 'external' || /^(?:lib|global|node:[\w/]+)#/.test(callee.symbol) || resultType === 'lazy' || resultType === 'array') { return false; }
	return !talking.test(calledName(step)) && !isHandledElsewhere(step, graph);
}

/** Somewhere a failure of the same thing is taken: it has been known to fail. */
export function isHandledElsewhere(step: CallStep, graph: CallGraph): boolean {
	const usage = usageOf(step, graph);
	return (step.arguments.length === 0 ? usage?.isHandledBare : usage?.isHandled) === true;
}

/** Most calls of the same thing are not waited for. */
export function isUsuallyLetGo(step: CallStep, graph: CallGraph): boolean {
	const usage = usageOf(step, graph);
	return usage !== undefined && usage.dropped - 1 > usage.kept;
}

/** Nowhere is anything done with what the same call gives; of what is known by its name alone, one of that name. */
export function isNeverWaitedFor(step: CallStep, graph: CallGraph): boolean { return usageOf(step, graph, countedAs(step))?.kept === 0; }

function usageOf(step: CallStep, graph: CallGraph, key = keyOf(step)): Usage | undefined {
	if (key === undefined) { return undefined; }
	let known = counted.get(graph);
	if (known?.version !== graph.version) { counted.set(graph, known = { version: graph.version, usages: new Map() }); }
	let sum = known.usages.get(key);
	if (sum === undefined) {
		sum = { dropped: 0, kept: 0, isHandled: false, isHandledBare: false };
		for (const file of graph.files()) { addTo(sum, usagesIn(file).get(key)); }
		known.usages.set(key, sum);
	}
	return sum.dropped + sum.kept === 0 ? undefined : sum;
}

function addTo(sum: Usage, usage: Usage | undefined): void {
	if (usage === undefined) { return; }
	sum.dropped += usage.dropped;
	sum.kept += usage.kept;
	sum.isHandled ||= usage.isHandled;
	sum.isHandledBare ||= usage.isHandledBare;
}

function keyOf({ callee }: CallStep): string | undefined {
	return callee.kind === 'external' ? callee.symbol : callee.kind === 'function' ? callee.id : undefined;
}

function countedAs(step: CallStep): string { return keyOf(step) ?? `? ${calledName(step)}`; }

/** Nothing else is awaited there, for the failure of which the handler may stand: of several only the names can tell. */
function isOnlyWait(block: Block, key: string): boolean {
	return stepsOf(block).every(({ step }) => step.kind !== 'call' || step.result.kind !== 'awaited' || countedAs(step) === key);
}

const usagesIn = perFile(({ functions }): ReadonlyMap<string, Usage> => {
	const usages = new Map<string, Usage>();
	for (const { body } of functions) {
		for (const { step, path } of stepsOf(body)) {
			const isCounted = step.kind === 'call' && (step.result.kind === 'awaited' || step.result.kind === 'receiver' && step.result.member === 'catch' || step.resultType !== undefined && step.resultType !== 'plain');
			const key = isCounted ? countedAs(step) : undefined;
			if (step.kind !== 'call' || key === undefined) { continue; }
			const usage = usages.get(key) ?? { dropped: 0, kept: 0, isHandled: false, isHandledBare: false };
			usages.set(key, usage);
			const isDropped = step.result.kind === 'discarded' || step.result.kind === 'void';
			if (isDropped) { usage.dropped += 1; } else { usage.kept += 1; }
			const isInTry = step.result.kind === 'awaited' && path.some((around) => around.kind === 'try' && around.handlers.length > 0 && around.body.span.end - around.body.span.start <= shortTry && contains(around.body.span, step.span) && isOnlyWait(around.body, key));
			const isHandled = isInTry || step.result.kind === 'receiver' && step.result.member === 'catch';
			usage.isHandled ||= isHandled;
			usage.isHandledBare ||= isHandled && step.arguments.length === 0;
		}
	}
	return usages;
});
