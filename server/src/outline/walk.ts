import type { Block, Step } from './model.ts';

/** A body without anything, for a function that is not known. */
export const noSteps: Block = { span: { start: 0, end: 0 }, steps: [] };

/** The blocks inside a step, in the order in which they may run. */
export function blocksOf(step: Step): readonly Block[] {
	switch (step.kind) {
		case 'loop': return [step.condition, step.body, step.update].filter((block) => block !== undefined);
		case 'branch': return [step.condition, ...step.arms.flatMap((arm) => [arm.guard, arm.block].filter((block) => block !== undefined))];
		case 'try': return [step.body, ...step.handlers.map((handler) => handler.block), step.orElse, step.finally].filter((block) => block !== undefined);
		case 'guarded': return [step.body];
		case 'select': return [...step.arms.flatMap((arm) => [arm.guard, arm.future, arm.handler]), step.orElse].filter((block) => block !== undefined);
		default: return none;
	}
}

const none: readonly Block[] = [];

export interface PlacedStep {
	readonly step: Step;
	/** The steps around it, outermost first. */
	readonly path: readonly Step[];
}

/** What was walked last: several rules look at the same functions one after another. */
const walked = new Map<Block, readonly PlacedStep[]>();

/** So many blocks are remembered, more than any file has functions. */
const walkedLimit = 4000;

/** Every step of a block and of the blocks within, in the order of the text. */
export function stepsOf(block: Block): readonly PlacedStep[] {
	let steps = walked.get(block);
	if (steps === undefined) {
		const found: PlacedStep[] = [];
		collectSteps(block, [], found);
		if (walked.size >= walkedLimit) { walked.clear(); }
		walked.set(block, found);
		steps = found;
	}
	return steps;
}

function collectSteps(block: Block, path: readonly Step[], found: PlacedStep[]): void {
	for (const step of block.steps) {
		found.push({ step, path });
		const inner = blocksOf(step);
		if (inner.length > 0) {
			const deeper = [...path, step];
			for (const each of inner) { collectSteps(each, deeper, found); }
		}
	}
}
