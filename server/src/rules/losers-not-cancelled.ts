import type { CallStep, FunctionOutline } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';
import { calledName } from './cancellation/surroundings.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { losersIn } from './waits/losers.ts';
import { racersIn } from './waits/racers.ts';

const meta: RuleMeta = {
	id: 'losers-not-cancelled',
	category: 'cancellation',
	severity: 'warning',
	languages: ['typescript', 'python'],
	guide: 'losers-not-cancelled',
	status: 'preview',
	description: 'Tasks or calls of which the first to finish counts, while the others go on and nobody ends them.',
};

/** `asyncio.wait(…, FIRST_COMPLETED)` whose pending tasks are forgotten; `Promise.race()` whose arms could be ended by a signal and get none. */
export const losersNotCancelled: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((fn) => (context.outline.language === 'python' ? forgottenTasks(fn, context) : racers(fn, context))),
};

function forgottenTasks(fn: FunctionOutline, context: RuleContext): Finding[] {
	return losersIn(fn, context).filter(({ wait }) => !endsTheLoop(fn, wait, context)).map(({ wait, name, isSleep }, ordinal): Finding => {
		const who = name === undefined ? 'the tasks that are left' : `\`${name}\``;
		return {
			...placed(meta, fn, context, { isTest: isTestCode(fn, context), priority: 'P2', ...(isSleep && { severity: 'hint' }) }), fingerprint: fingerprintOf(meta.id, fn.id, 'asyncio#wait', ordinal, context.graph),
			span: wait.nameSpan,
			message: `\`wait()\` goes on with the first task that is done, and nobody ends ${who}, waits for it or keeps it; cancel what is pending, and await it.`,
			impact: isSleep ? 'one more task sleeps on in the background until its time is over' : 'what lost goes on in the background, holds what it has, and nobody sees it fail',
		};
	});
}

/** Nothing is awaited any more, and sync code runs the function to its end (`asyncio.run(main())`): the loop ends with it, and cancels what is left. */
function endsTheLoop({ id, body }: FunctionOutline, wait: CallStep, { graph }: RuleContext): boolean {
	const links = graph.callersOf(id).flatMap((caller) => caller.links.map((link) => ({ ...link, isPlain: graph.functionOf(caller.id)?.isAsync === false })));
	return links.length > 0 && links.every(({ isPlain, isSpawned, site: { step } }) => isPlain && isSpawned !== true && step.kind === 'call' && step.result.kind === 'argument')
		&& !stepsOf(body).some(({ step, path }) => step.kind === 'await' && step.span.start > wait.span.end || step.kind === 'call' && step === wait && path.some((around) => around.kind === 'loop'));
}

function racers(fn: FunctionOutline, context: RuleContext): Finding[] {
	const ordinals = new Map<string, number>();
	return racersIn(fn, context).map(({ call, race, request }): Finding => {
		const name = calledName(call);
		const ordinal = ordinals.get(name) ?? 0;
		ordinals.set(name, ordinal + 1);
		return {
			...placed(meta, fn, context, { isTest: isTestCode(fn, context), priority: 'P2', ...(request !== undefined && { severity: 'info' }) }), fingerprint: fingerprintOf(meta.id, fn.id, name, ordinal, context.graph),
			span: call.nameSpan,
			message: request === undefined ? `\`${name}()\` goes on when something else has won \`Promise.${race}()\`: it takes ${slotName(call)} and is given none; give it one, and abort that in a \`finally\`.`
				: `\`${name}()\` goes on when something else has won \`Promise.${race}()\`: it waits for \`${request}()\`, which nobody can end; let it take a signal, pass that on, and abort it in a \`finally\`.`,
			impact: 'what lost goes on in the background and holds its connection, and what it does then comes as a surprise',
		};
	});
}

function slotName({ endable }: CallStep): string {
	return endable?.property === undefined ? `a signal as its ${endable?.argument === 0 ? 'first' : 'last'} argument` : `\`${endable.property}\` in its options`;
}
