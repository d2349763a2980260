/** Loops that turn until a callback has changed a local: none of them ends, because callbacks run when the loop does not. */
import type { BindingId, FileOutline, FunctionOutline, LoopStep } from '../../outline/model.ts';
import { type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

export interface SpinningWait {
	readonly owner: FunctionOutline;
	/** The condition. */
	readonly span: Span;
	/** The local that it looks at. */
	readonly variable: string;
}

/** `let done = false; load().then(() => { done = true; }); while (!done) {}` */
export function* spinningWaits({ functions }: FileOutline): Generator<SpinningWait> {
	for (const owner of functions) {
		for (const { step } of stepsOf(owner.body)) {
			if (step.kind !== 'loop' || step.condition === undefined || !doesNothing(step)) { continue; }
			const [asked, ...others] = new Set(stepsOf(step.condition).flatMap(({ step: each }) => (each.kind === 'use' ? [each.binding] : [])));
			const variable = asked === undefined || others.length > 0 ? undefined : nameSetInCallback(asked, owner, functions);
			if (variable !== undefined) { yield { owner, span: step.condition.span, variable }; }
		}
	}
}

/** Nothing in it waits, calls, changes or leaves. */
function doesNothing({ condition, body, update }: LoopStep): boolean {
	return [condition, body, update].every((block) => block === undefined || stepsOf(block).every(({ step }) => step.kind === 'use' || step.kind === 'branch'));
}

/** What a local is called that only functions written within this one set, after its declaration. */
function nameSetInCallback(binding: BindingId, owner: FunctionOutline, functions: readonly FunctionOutline[]): string | undefined {
	const settings = functions.flatMap((each) => stepsOf(each.body).flatMap(({ step }) => (step.kind === 'bind' && step.binding === binding && !step.isDeclaration ? [{ each, name: step.name }] : [])));
	return settings.length > 0 && settings.every(({ each }) => each !== owner && each.id.startsWith(`${owner.id}.`)) ? settings[0]?.name : undefined;
}
