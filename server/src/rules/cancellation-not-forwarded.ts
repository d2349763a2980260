import { quotedName } from '../callgraph/describe.ts';
import type { CallGraph } from '../callgraph/graph.ts';
import type { BranchStep, CallStep, FunctionId, FunctionOutline, Step } from '../outline/model.ts';
import { contains } from '../outline/span.ts';
import { noSteps, stepsOf } from '../outline/walk.ts';
import { asksForCancellation, calledName, endsThings } from './cancellation/surroundings.ts';
import type { Finding, FixIntent } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'cancellation-not-forwarded',
	category: 'cancellation',
	severity: 'warning',
	languages: ['typescript', 'python'],
	guide: 'cancellation-not-forwarded',
	status: 'preview',
	description: 'A function that can be cancelled waits for something that could be cancelled with it, and does not pass its signal on.',
};

/** Awaited calls that take a signal or token, in functions that have one and give none. */
export const cancellationNotForwarded: Rule = {
	meta,
	check(context) {
		return context.outline.functions.flatMap((outline) => {
			const ordinals = new Map<string, number>();
			return [...stepsOf(outline.body)].flatMap(({ step, path }): Finding[] => {
				if (step.kind !== 'call' || step.cancellation?.isFilled !== false || context.outline.language === 'python' && !isHeldUp(step, context.graph) || isDeliberate(step, path, outline, context.graph) || isOfItself(step, context.graph) || isRefusedBefore(step, outline, context.graph)) { return []; }
				const name = calledName(step);
				const ordinal = ordinals.get(name) ?? 0;
				ordinals.set(name, ordinal + 1);
				return [findingFor(step, outline, ordinal, context)];
			});
		});
	},
};

/** In Python the token is passed by name, where the function has one, and its end is waited for: what is begun as a task is not. */
function isHeldUp({ callee, cancellation, result, resultType }: CallStep, graph: CallGraph): boolean {
	if (cancellation?.token === undefined || callee.kind === 'parameter' || callee.kind === 'unresolved') { return false; }
	const isAsync = resultType === 'thenable' || graph.resolveCallee(callee).some((target) => graph.functionOf(target)?.isAsync === true);
	return !isAsync || result.kind === 'awaited' || result.kind === 'returned';
}

/** `reader.readAll()` where `reader.signal` is all there is: an object knows its own signal. */
function isOfItself({ receiver, cancellation }: CallStep, graph: CallGraph): boolean {
	const name = receiver?.kind === 'parameter' && receiver.path === undefined ? graph.functionOf(receiver.function)?.parameters[receiver.index]?.name : undefined;
	return name !== undefined && cancellation?.token?.startsWith(`${name}.`) === true;
}

/** `reject_token(token)`: another function that does nothing with what it is given but throw has been asked before, so that there is none to pass on. */
function isRefusedBefore({ span, cancellation }: CallStep, { id, body, parameters }: FunctionOutline, graph: CallGraph): boolean {
	const isToken = (index: number): boolean => cancellation?.token !== undefined && parameters[index]?.name === cancellation.token;
	return stepsOf(body).some(({ step }) => step.kind === 'call' && step.span.end <= span.start && step.arguments.some(({ value }) => value.kind === 'parameter' && value.function === id && isToken(value.index))
		&& step.callee.kind === 'function' && graph.resolveCallee(step.callee).every((target) => onlyThrows(target, graph)));
}

/** `if token is not None: raise …`, and nothing else. */
function onlyThrows(id: FunctionId, graph: CallGraph): boolean {
	const { steps } = graph.functionOf(id)?.body ?? noSteps;
	return steps.length > 0 && steps.every((step) => step.kind === 'branch' && step.arms.every(({ block }) => { const last = block.steps.at(-1); return last?.kind === 'exit' && last.exit === 'throw'; }));
}

/** A file that is written half is worse than one that is written too late. */
const writesFile = /^node:fs(?:\/promises)?#(?:promises\.)?(?:FileHandle\.)?(?:writeFile|appendFile|writev?)$/;

/**
 * What is to go on although the function is cancelled: clean-up, what follows a commit or the cancellation itself, what ends other things, and what runs
 * in a closure that others keep.
 */
function isDeliberate(step: CallStep, path: readonly Step[], outline: FunctionOutline, graph: CallGraph): boolean {
	const isCleanUp = path.some((around) => around.kind === 'try' && [around.finally, ...around.handlers.map((handler) => handler.block)].some((block) => block !== undefined && contains(block.span, step.span)));
	const isAfterAbort = path.some((around) => around.kind === 'branch' && asksForAbort(around) && around.arms.some((arm) => arm.label === undefined && contains(arm.block.span, step.span)));
	const isWrite = step.callee.kind === 'external' && writesFile.test(step.callee.symbol);
	return isCleanUp || isAfterAbort || isWrite || isAllThatItAwaits(step, path) || endsThings(calledName(step)) || isEnding(outline) || isAfterCommit(step, outline) || isKept(outline, graph);
}

/** In a loop that looks at the signal and waits for nothing else (`while (!signal.aborted) await sleep(1000)`), looking is what is wrong, and reported as such. */
function isAllThatItAwaits(step: CallStep, path: readonly Step[]): boolean {
	const loop = path.findLast((around) => around.kind === 'loop');
	if (loop?.kind !== 'loop' || loop.condition === undefined) { return false; }
	const isLooking = [...stepsOf(loop.condition)].some(({ step: each }) => each.kind === 'place' && asksForCancellation(each.place.path.at(-1)));
	const awaits = [...stepsOf(loop.body)].filter(({ step: each }) => each.kind === 'await');
	return isLooking && awaits.length === 1 && contains(awaits[0]?.step.span ?? loop.span, step.span);
}

/** `if (signal.aborted) { … }`. */
function asksForAbort({ condition }: BranchStep): boolean {
	return [...stepsOf(condition)].some(({ step }) => (step.kind === 'place' ? asksForCancellation(step.place.path.at(-1)) : step.kind === 'call' && asksForCancellation(calledName(step))));
}

function isEnding({ name }: FunctionOutline): boolean {
	return endsThings(name.slice(name.lastIndexOf('.') + 1)) || endsThings(name.split(' in ').at(-1)?.split('.').at(-1) ?? '');
}

function isAfterCommit(step: CallStep, outline: FunctionOutline): boolean {
	return [...stepsOf(outline.body)].some(({ step: before }) => before.kind === 'call' && before.span.end <= step.span.start && /^commit/i.test(calledName(before)));
}

/** A closure that somebody else calls whenever they like is not part of what the function around it was asked for, nor are those in it. */
function isKept(outline: FunctionOutline, graph: CallGraph): boolean {
	if (outline.kind !== 'closure') { return false; }
	const outer = outline.enclosing === undefined ? undefined : graph.functionOf(outline.enclosing);
	return graph.rootOf(outline.id) !== undefined || graph.callersOf(outline.id).some((caller) => caller.isKept) || outer !== undefined && isKept(outer, graph);
}

function findingFor(step: CallStep, outline: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	const { graph, outline: { file } } = context;
	const isAcceptable = isTestCode(outline, context);
	const name = calledFunction(step);
	const { token = 'its signal', property, argument, name: parameter } = step.cancellation ?? { argument: 0 };
	const how = parameter !== undefined ? (name === calledName(step) ? `pass \`${parameter}=${token}\`` : `pass \`${token}\` to it as \`${parameter}\``) : property === undefined ? `pass \`${token}\` as its ${ordinalWord(argument)} argument` : `pass \`${property === token ? token : `${property}: ${token}`}\` in its options`;
	const { cancellation } = step;
	const fixes: FixIntent[] = cancellation?.token === undefined || isAcceptable || outline.kind === 'module' || context.outline.language !== 'typescript' ? [] : [{
		kind: 'forward-token', title: `Give \`${token}\` to \`${name}()\``, safety: 'review', caution: 'it then ends with the function, and fails as cancelled', file, call: step.span, argument, token, ...(property !== undefined && { property }),
	}];
	return {
		...placed(meta, outline, context, { isTest: isAcceptable, priority: 'P1' }),
		span: step.nameSpan,
		message: `\`${name}()\` can be cancelled, and ${quotedName(outline)}, which waits for it, has \`${token}\` and does not pass it on; ${how}.`,
		impact: `it goes on after ${quotedName(outline)} was cancelled, and whoever cancelled waits for it`,
		fixes,
		fingerprint: fingerprintOf(meta.id, outline.id, name, ordinal, graph),
	};
}

/** What can be cancelled: what is called, or the function that it is given to run. */
function calledFunction(step: CallStep): string {
	const given = step.callee.kind === 'external' ? step.arguments.map(({ value }) => value).find((value) => value.kind === 'function') : undefined;
	return given?.kind === 'function' && step.cancellation?.name !== undefined ? given.id.slice(Math.max(given.id.lastIndexOf('.'), given.id.indexOf('#')) + 1) : calledName(step);
}

function ordinalWord(index: number): string {
	return ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'][index] ?? `${index + 1}th`;
}
