import { quotedName } from '../callgraph/describe.ts';
import type { CallStep, FailureUse, FunctionOutline, Step } from '../outline/model.ts';
import { contains } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import { asksWhetherNone, isBestEffort } from './cancellation/fallbacks.ts';
import { unseenMakers, type Maker } from './cancellation/settledPromises.ts';
import { calledName, endsThings } from './cancellation/surroundings.ts';
import type { Finding, LookAtFailures } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { createSettling } from './tasks/settling.ts';
import { isInHandledTry } from './tasks/surroundings.ts';

const meta: RuleMeta = {
	id: 'hidden-cancellation',
	category: 'cancellation',
	severity: 'warning',
	languages: ['typescript', 'python'],
	guide: 'hidden-cancellation',
	status: 'preview',
	description: 'Failures and cancellations that are collected as values and never looked at.',
};

/** Results that hold failures, of which nobody asks whether there are any. */
export const hiddenCancellation: Rule = {
	meta,
	check(context) {
		const settling = createSettling(context.graph, context.catalogue);
		return context.outline.functions.flatMap((outline) => {
			let ordinal = 0;
			return [...stepsOf(outline.body)].flatMap(({ step, path }): Finding[] => {
				if (step.kind !== 'call' || step.failures === undefined || step.failures === 'seen') { return []; }
				const makers = unseenMakers(step, outline, settling, context.graph);
				if (!isPartly(step.failures) && isAfterCancel(step, outline) || step.failures === 'filtered' && failsWithNone(step, outline)) { return []; }
				return makers.length === 0 && !isPartly(step.failures) ? [] : [findingFor(step, makers, outline, reasonFor(step, path, makers, outline, context), ordinal++, context)];
			});
		});
	},
};

/** What was cancelled a line above is waited for, whatever it ends with. */
function isAfterCancel(step: CallStep, { body }: FunctionOutline): boolean {
	return stepsOf(body).some(({ step: before }) => before.kind === 'call' && before.span.end <= step.span.start && /^(?:_?cancel(?:_\w+)?)$/.test(calledName(before)));
}

/** `if (fastest.length === 0) { throw … }`: one that succeeds is enough, and that none did is told. */
function failsWithNone({ span }: CallStep, { body }: FunctionOutline): boolean {
	const steps = stepsOf(body).map(({ step }) => step);
	const bound = steps.flatMap((step) => (step.kind === 'bind' && contains(step.span, span) ? [step.binding] : []));
	return steps.some((step) => step.kind === 'branch' && step.span.start >= span.end && step.arms.some(({ block }) => block.steps.some((inner) => inner.kind === 'exit' && inner.exit === 'throw'))
		&& (step.lengthTests?.some(({ place }) => place.binding !== undefined && bound.includes(place.binding)) === true || step.condition.steps.some((each) => each.kind === 'place' && each.operation === 'length' && each.place.binding !== undefined && bound.includes(each.place.binding))));
}

/** Why going on regardless is fine here; null where it is not. */
function reasonFor(step: CallStep, path: readonly Step[], makers: readonly Maker[], outline: FunctionOutline, context: RuleContext): string | null {
	if (isTestCode(outline, context)) { return 'test code'; }
	if (context.graph.contextOf(outline.id) === 'shutdown') { return 'runs while the process exits'; }
	const isCleanUp = path.some((around) => around.kind === 'try' && [around.finally, ...around.handlers.map((handler) => handler.block)].some((block) => block !== undefined && contains(block.span, step.span)));
	if (isCleanUp) { return 'cleans up, and goes on whatever fails'; }
	const goesOn = (name: string) => endsThings(name) || !isPython(step) && /^_?(?:flush|(?:await|settle)_?(?:all|pending)|wait_?(?:for|until)_?(?:all|pending|idle)|on_?idle)(?=[A-Z_]|$)/i.test(name);
	const named = [outline.name.slice(outline.name.lastIndexOf('.') + 1), outline.name.split(' in ').at(-1)?.split('.').at(-1) ?? ''].find(goesOn);
	if (named !== undefined) { return `ends things (\`${named}\`), and goes on whatever fails`; }
	// Who collects what there is chose to do without the rest.
	if (step.failures === 'dropped' && !isPython(step) && makers.length > 0 && makers.every(({ isCollecting }) => isCollecting === true)) { return 'each adds what it got, and what failed is left out'; }
	return makers.length > 0 && makers.every(({ name }) => name !== undefined && endsThings(name)) ? `only ends things (\`${makers[0]?.name}()\`), and goes on whatever fails` : null;
}

function findingFor(step: CallStep, makers: readonly Maker[], outline: FunctionOutline, reason: string | null, ordinal: number, context: RuleContext): Finding {
	const isMild = isPartly(step.failures) || step.failures === 'filtered' && (asksWhetherNone(step, outline, context.graph) || isBestEffort(makers, outline, context.graph)) || step.failures === 'dropped' && !isMissed(step, makers, outline);
	return {
		...placed(meta, outline, context, { reason, priority: isMild ? 'P2' : 'P1', ...(isMild && reason === null && { severity: step.failures === 'partly-read' ? 'hint' : 'info' }) }), span: step.nameSpan,
		message: isPython(step) ? gatherMessage(makers, step.failures, outline) : messageFor(makers, step.failures, outline),
		impact: impactOf(step.failures),
		fixes: reason === null ? fixesOf(step, makers, context.outline.file) : [],
		fingerprint: fingerprintOf(meta.id, outline.id, isPython(step) ? 'asyncio.gather' : 'Promise.allSettled', ordinal, context.graph),
	};
}

/** A handler around it shows that a failure was to be seen, or what is called changes something that somebody counts on. Else `allSettled` may say that it need not succeed. */
function isMissed({ span, result }: CallStep, makers: readonly Maker[], outline: FunctionOutline): boolean {
	return isInHandledTry(outline, span, true) || result.kind !== 'void' && makers.some(({ name }) => name !== undefined && changing.test(name));
}

const changing = /^_?(?:save|store|persist|write|append|delete|remove|send|submit|upload|publish|post|create|add|insert|update|upsert|replace|build|deploy|install|migrate|import|export|push|commit|sync|process|run|execute|start)(?=[A-Z_\d]|$)/;

function impactOf(use: FailureUse | undefined): string {
	if (use === 'partly') { return 'what was cancelled by itself counts as done'; }
	if (use === 'partly-read') { return 'what was cancelled by itself fails where a part of it is read, with an error that names another cause'; }
	return `what failed or was cancelled ${use === 'filtered' ? 'is left out' : 'counts as done'}, and nothing here logs it or tries it again`;
}

/** Somebody has to look: what is raised ends the function, and what was hidden is seen. */
function fixesOf(step: CallStep, makers: readonly Maker[], file: string): readonly LookAtFailures[] {
	const { span: call, failures: use } = step;
	if (use === undefined || use === 'seen') { return []; }
	const names = [...new Set(makers.map(({ name }) => name))];
	const [what] = names.length === 1 ? names : [];
	const common = { kind: 'look-at-failures', safety: 'review', file, call, use: use === 'partly-read' ? 'partly' : use, ...(what !== undefined && { what }) } as const;
	if (!isPython(step)) { return [{ ...common, title: 'Log what failed among the results', caution: 'it writes to the console' }]; }
	const title = use === 'untested' ? 'Raise the first failure among the results' : isPartly(use) ? 'Raise cancellations among the results again' : 'Look at the results, and raise cancellations again';
	return [{ ...common, title, caution: `${use === 'untested' ? 'a failure' : 'a cancellation'} among the results then ends the function` }];
}

function messageFor(makers: readonly Maker[], use: FailureUse | undefined, outline: FunctionOutline): string {
	const of = ofMakers(makers);
	const hides = `\`Promise.allSettled()\` in ${quotedName(outline)} hides each failure and cancellation${of}`;
	// Who takes what succeeded wants what there is.
	if (use === 'filtered') { return `${hides}, because only what was fulfilled is taken from its result; look at each \`reason\`, too.`; }
	return `${hides}, because nothing looks at its result; look at each \`reason\`, or use \`Promise.all()\` if one failure is to fail the whole.`;
}

/** ` of `save()` and `load()``; empty where they have no names. */
function ofMakers(makers: readonly Maker[]): string {
	const names = [...new Set(makers.flatMap(({ name }) => (name === undefined ? [] : [`\`${name}()\``])))];
	return names.length === 0 ? '' : ` of ${names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`;
}

/** Other failures are told apart. */
function isPartly(use: FailureUse | undefined): boolean {
	return use === 'partly' || use === 'partly-read';
}

function isPython({ callee }: CallStep): boolean {
	return callee.kind === 'external' && callee.symbol.startsWith('asyncio');
}

function gatherMessage(makers: readonly Maker[], use: FailureUse | undefined, outline: FunctionOutline): string {
	const call = `\`gather(return_exceptions=True)\` in ${quotedName(outline)}`;
	const of = ofMakers(makers);
	if (isPartly(use)) { return `${call} gives a cancellation${of} as a value, and it is taken for a result: a \`CancelledError\` is no \`Exception\`; test for \`BaseException\`.`; }
	const how = use === 'untested' ? 'its results are used as if nothing had failed' : 'nothing looks at its result';
	return `${call} hides each failure and cancellation${of}, because ${how}; test each for \`BaseException\`, or leave \`return_exceptions\` out if one failure is to fail the whole.`;
}
