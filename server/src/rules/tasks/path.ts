/** What happens together with a place: before it and after it, on the same way through its function. */
import type { Block, FunctionOutline, Step } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { blocksOf, stepsOf } from '../../outline/walk.ts';

/**
 * The steps of a function that surely come before a place, and those that may come after it, up to where the function is left. Arms that the place does not
 * stand in are left out where they come before it, because they may have ended the function.
 */
export function stepsBesides({ body }: FunctionOutline, span: Span): readonly Step[] {
	const found: Step[] = [];
	gather(body, span, found);
	return found;
}

/** True where the function is left behind the place. */
function gather(block: Block, span: Span, found: Step[]): boolean {
	for (const step of block.steps) {
		if (contains(span, step.span)) { continue; }
		if (step.span.start >= span.end) {
			found.push(step);
			for (const inner of blocksOf(step)) { found.push(...stepsOf(inner).map((each) => each.step)); }
			// Behind a `break`, what follows the loop or `switch` comes next.
			if (step.kind === 'exit') { return step.exit !== 'break' && step.exit !== 'continue'; }
		} else if (contains(step.span, span)) {
			const inner = blocksOf(step).find((each) => contains(each.span, span));
			if (inner === undefined) { found.push(step); } else if (gather(inner, span, found)) { return true; }
		} else { found.push(step); }
	}
	return false;
}

/** What comes next behind a place, whatever block that is in; undefined at the function's end. */
export function stepBehind(owner: FunctionOutline, span: Span): Step | undefined {
	return stepsBesides(owner, span).find((step) => step.span.start >= span.end && !(step.kind === 'exit' && (step.exit === 'break' || step.exit === 'continue')));
}
