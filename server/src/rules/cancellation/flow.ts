/** Where a function goes on after one of its steps. */
import { contains } from '../../outline/span.ts';
import type { Block, Step } from '../../outline/model.ts';
import { blocksOf } from '../../outline/walk.ts';

/**
 * What may come after a step in its function: the steps behind it in its block and in the blocks around, up to where the function is surely left. `path`:
 * the steps around it, outermost first. What stands in a loop comes to the steps before it again; `loop` is the innermost that it goes on in.
 */
export interface Sequel {
	readonly steps: readonly Step[];
	readonly loop?: Extract<Step, { kind: 'loop' }>;
}

/** `leaves`: what stands at its end says that the innermost loop, or the function, is left there. */
export function sequelOf(step: Step, path: readonly Step[], body: Block, leaves: 'loop' | 'function' | undefined): Sequel {
	if (leaves === 'function') { return { steps: finallyBlocks(step, path) }; }
	const steps: Step[] = [];
	let isLoopLeft = leaves !== 'loop';
	let inner = step;
	for (const around of [...path.toReversed(), undefined]) {
		const block = (around === undefined ? [body] : blocksOf(around)).find((each) => contains(each.span, inner.span) && each.steps.includes(inner));
		// A `break` passes by what stands behind it in its loop.
		const rest = block === undefined || !isLoopLeft ? [] : block.steps.slice(block.steps.indexOf(inner) + 1);
		for (const each of rest) {
			steps.push(each);
			if (each.kind === 'exit' && (each.exit === 'return' || each.exit === 'throw')) { return { steps }; }
			if (each.kind === 'exit' && each.exit === 'break') { isLoopLeft = false; break; }
		}
		if (around?.kind === 'loop' && around.loop !== 'comprehension') {
			if (isLoopLeft) { return { steps, loop: around }; }
			isLoopLeft = true;
		}
		if (around !== undefined) { inner = around; }
	}
	return { steps };
}

/** What runs on the way out. */
function finallyBlocks(step: Step, path: readonly Step[]): readonly Step[] {
	return [...path, step].flatMap((each) => (each.kind === 'try' ? each.finally?.steps ?? [] : []));
}
