import type { Block, Step } from './model.ts';

/** The blocks inside a step, in the order in which they may run. */
export function blocksOf(step: Step): readonly Block[] {
	switch (step.kind) {
		case 'loop': return [step.condition, step.body, step.update].filter((block) => block !== undefined);
		case 'branch': return [step.condition, ...step.arms.flatMap((arm) => [arm.guard, arm.block].filter((block) => block !== undefined))];
		case 'try': return [step.body, ...step.handlers.map((handler) => handler.block), step.orElse, step.finally].filter((block) => block !== undefined);
		case 'guarded': return [step.body];
		case 'select': return [...step.arms.flatMap((arm) => [arm.guard, arm.future, arm.handler]), step.orElse].filter((block) => block !== undefined);
		default: return [];
	}
}

/** Every step of a block and of the blocks within, in the order of the text; `path` holds the steps around it, outermost first. */
export function* stepsOf(block: Block, path: readonly Step[] = []): Generator<{ step: Step; path: readonly Step[] }> {
	for (const step of block.steps) {
		yield { step, path };
		const inner = blocksOf(step);
		if (inner.length > 0) {
			const deeper = [...path, step];
			for (const each of inner) { yield* stepsOf(each, deeper); }
		}
	}
}
