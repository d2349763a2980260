import { quotedName } from '../callgraph/describe.ts';
import type { Block, CallStep, FunctionOutline, Handler, Step, TryStep } from '../outline/model.ts';
import { contains, type Span } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import { asksForCancellation, calledName, endsThings } from './cancellation/surroundings.ts';
import { swallowsIn, type Swallow } from './cancellation/swallowedExceptions.ts';
import type { Finding, FixIntent, RaiseAgain } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'swallowed-cancellation',
	category: 'cancellation',
	severity: 'warning',
	languages: ['typescript', 'python'],
	guide: 'swallowed-cancellation',
	status: 'preview',
	description: 'A handler that takes a cancellation for a failure like any other, and drops it.',
};

/** A `catch` around something that is cancelled by the function's own signal, after which the function goes on as if it were not. */
export const swallowedCancellation: Rule = {
	meta,
	check(context) {
		if (context.outline.language === 'python') { return context.outline.functions.flatMap((outline) => swallowsIn(outline, context).map((each, ordinal) => exceptionFinding(each, outline, ordinal, context))); }
		return context.outline.functions.flatMap((outline) => {
			const ordinals = new Map<string, number>();
			return [...stepsOf(outline.body)].flatMap(({ step, path }): Finding[] => {
				const [handler] = step.kind === 'try' ? step.handlers : [];
				const call = step.kind === 'try' && handler !== undefined && isSwallowing(handler) ? cancellableIn(step.body) : undefined;
				if (step.kind !== 'try' || handler === undefined || call === undefined || !goesOn(step, handler, path, outline) || isAnsweredWithNothing(handler, call) || isNoticed(step, path, outline, context)) { return []; }
				const name = calledName(call);
				const ordinal = ordinals.get(name) ?? 0;
				ordinals.set(name, ordinal + 1);
				return [findingFor(handler, call, outline, ordinal, context)];
			});
		});
	},
};

/** It neither throws, nor looks at what was thrown beyond a log. */
function isSwallowing({ regards, block }: Handler): boolean {
	return regards === 'nothing' && ![...stepsOf(block)].some(({ step }) => step.kind === 'exit' && step.exit === 'throw');
}

/** The first awaited call that is given the function's token, apart from what only ends things. */
function cancellableIn(body: Block): CallStep | undefined {
	for (const { step, path } of stepsOf(body)) {
		const isOwn = step.kind === 'call' && step.result.kind === 'awaited' && step.cancellation?.isFilled === true && step.cancellation.token !== undefined;
		// What an inner handler takes does not come here.
		if (isOwn && !endsThings(calledName(step)) && !path.some((around) => around.kind === 'try' && around.handlers.length > 0 && contains(around.body.span, step.span))) { return step; }
	}
	return undefined;
}

/**
 * True if something comes of it: the handler gives another result in place of the one that was cancelled, or more is waited for afterwards, in the handler, behind the
 * `try` or in the next turn of a loop. A step that is left out, where it was the last one, does no harm.
 */
function goesOn(tried: TryStep, { block }: Handler, path: readonly Step[], outline: FunctionOutline): boolean {
	const last = block.steps.at(-1);
	const isLeft = last?.kind === 'exit' && last.exit !== 'continue';
	// The next turn tries again.
	if (!isLeft && path.some((around) => around.kind === 'loop')) { return true; }
	return [...stepsOf(outline.body)].some(({ step }) => {
		if (contains(block.span, step.span)) { return step.kind === 'await' || step.kind === 'exit' && step.exit === 'return' && step.value !== undefined; }
		return !isLeft && step.span.start >= tried.span.end && (step.kind === 'await' || step.kind === 'call' && step.result.kind === 'returned' && step.cancellation !== undefined);
	});
}

/** What an editor asks for with a `CancellationToken` is answered with nothing when it was cancelled, and the editor looks at no answer then. A signal is no such token. */
function isAnsweredWithNothing({ block }: Handler, { cancellation }: CallStep): boolean {
	const last = block.steps.at(-1);
	if (!/token$/i.test(cancellation?.token ?? '') || last?.kind !== 'exit' || last.exit !== 'return' || stepsOf(block).some(({ step }) => step.kind === 'await')) { return false; }
	return last.value === undefined || last.value.kind === 'constant' && last.value.value === null || last.value.kind === 'list' && last.value.items.length === 0;
}

/** True if the function looks at its token afterwards: behind the `try`, or in the next turn of a loop around it; for a closure also the function around it. */
function isNoticed(tried: TryStep, path: readonly Step[], outline: FunctionOutline, { graph }: RuleContext): boolean {
	const loops = path.filter((around) => around.kind === 'loop');
	const isLooked = [...stepsOf(outline.body)].some(({ step }) => looksAtToken(step)
		&& (step.span.start >= tried.span.end || loops.some((loop) => contains(loop.span, step.span)) || tried.finally !== undefined && contains(tried.finally.span, step.span)));
	const outer = outline.kind === 'closure' && outline.enclosing !== undefined ? graph.functionOf(outline.enclosing) : undefined;
	return isLooked || outer !== undefined && [...stepsOf(outer.body)].some(({ step }) => looksAtToken(step) && step.span.start >= outline.span.end);
}

function looksAtToken(step: Step): boolean {
	return step.kind === 'place' ? asksForCancellation(step.place.path.at(-1)) : step.kind === 'call' && /^throwIf(?:Aborted|Cancel)/.test(calledName(step));
}

function findingFor({ block }: Handler, call: CallStep, outline: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	const name = calledName(call);
	const token = call.cancellation?.token ?? 'the signal';
	const fixes: FixIntent[] = call.cancellation?.token === undefined || isTestCode(outline, context) ? [] : [{
		kind: 'rethrow-abort', title: `Throw it again where \`${token}\` is aborted`, safety: 'review', caution: 'who calls it then gets the cancellation as a failure', file: context.outline.file, handler: block.span.start, token,
	}];
	return {
		...placed(meta, outline, context, { isTest: isTestCode(outline, context), priority: 'P1' }),
		fixes,
		span: { start: block.span.start, end: block.span.start + 1 },
		message: `When \`${token}\` is aborted, \`${name}()\` throws and this handler in ${quotedName(outline)} drops it like any failure, so that the function goes on; throw it again where \`${token}\` is aborted.`,
		impact: 'whoever cancelled waits for work that nobody wants any more, or takes its result for a real one',
		fingerprint: fingerprintOf(meta.id, outline.id, name, ordinal, context.graph),
	};
}

/** What a server waits for from one client: `websocket.receive()`. */
const ofClient = /WebSocket\w*\.(?:receive|recv)/i;

/** The last that is done, on purpose apart from who asked for it; an answer to a client that has gone. */
function isLittle({ outcome, awaited }: Swallow, { id, body }: FunctionOutline, { graph }: RuleContext): boolean {
	return outcome === 'lost' && awaited === 'shield()' || outcome === 'result' && (/^(?:request|websocket) handler$/.test(graph.rootOf(id)?.what ?? '') || stepsOf(body).some(({ step }) => step.kind === 'call' && step.result.kind === 'awaited' && step.callee.kind === 'external' && ofClient.test(step.callee.symbol)));
}

function exceptionFinding(swallow: Swallow, outline: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	const { span, handler, awaited, outcome, next, isBroad, isChosen = false, isLeftOut = false, isOfPrompt = false } = swallow, isLight = isLeftOut || isOfPrompt || isLittle(swallow, outline, context);
	const what = awaited === undefined ? `what ${quotedName(outline)} waits for` : `\`${awaited}\` in ${quotedName(outline)}`;
	const again = isBroad ? 'raise it again after the clean-up, or catch `Exception`' : 'raise it again after the clean-up';
	const consequence = {
		loop: 'its loop goes on with the next turn', turn: 'its loop goes on with the next of its few turns', lost: '', result: isLeftOut ? 'the result is given all the same,' : 'a result is given in its place', later: `${next === undefined ? 'more' : `\`${next}\``} is waited for next`, caller: next === undefined ? 'whoever waits for it goes on' : `\`${next}\`, which waits for it, goes on`,
	}[outcome];
	// Who names it most likely means that of what is waited for, which is raised by the same name.
	const advice = handler.startsWith('`suppress') && handler.includes('CancelledError') ? 'where what is waited for may be cancelled by itself, wait for it by `asyncio.wait([…])`, which does not raise that, else leave `CancelledError` out of it' : again;
	return {
		...placed(meta, outline, context, { isTest: isTestCode(outline, context), ...(isChosen || isLight ? { priority: 'P2', severity: 'info' } : { priority: 'P1' }) }), span, fixes: isTestCode(outline, context) || isOfPrompt ? [] : raisingAgain(handler, span, context),
		message: isOfPrompt ? `A cancellation of ${what} ends at ${handler}, and ${consequence}: that is right for an interrupt at the terminal, but who runs this as a task cannot end it; give each turn a task or a scope of its own, and cancel that.` : outcome === 'lost' ? `A cancellation of ${what} ends at ${handler} in a \`finally\`: the cancellation is lost; ${again}.` : `A cancellation of ${what} ends at ${handler}, and ${isChosen ? `${consequence}: whoever cancelled takes it for done; raise it again afterwards, unless that is what they count on` : `${consequence} as if nobody had cancelled; ${advice}`}.`,
		impact: outcome === 'lost' ? 'the task does not end as a cancelled one, and whoever cancelled it cannot tell' : isLeftOut || isChosen ? 'whoever cancelled cannot tell that it was' : outcome === 'turn' ? 'the task ends later than it was asked to: a cancellation costs a turn' : outcome === 'loop' ? 'the task cannot be cancelled: whoever cancels it waits for it, and a shutdown hangs' : 'whoever cancelled waits for work that nobody wants any more, or takes its result for a real one',
		fingerprint: fingerprintOf(meta.id, outline.id, handler, ordinal, context.graph),
	};
}

/** What `suppress()` takes has no handler that could raise it. */
function raisingAgain(handler: string, span: Span, { outline: { file } }: RuleContext): readonly RaiseAgain[] {
	if (handler.startsWith('`suppress')) { return []; }
	return [{ kind: 'raise-again', title: 'Raise the cancellation again', safety: 'review', caution: 'when it is cancelled, what comes after the handler does not run any more', file, handler: span }];
}
