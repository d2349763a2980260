/** What a program of Rust does last: what it holds up ends with it. */
import type { OwnStep } from '../../callgraph/graph.ts';
import type { FunctionOutline, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';

/** True if the process ends behind a step whatever comes of it, and nothing is awaited between (`worker.join().unwrap(); process::exit(code)`). */
export function isBeforeExit({ id, body }: FunctionOutline, { function: own, site: { step } }: OwnStep): boolean {
	const exit = own === id ? body.steps.find((each) => each.span.start >= step.span.end && ends(each)) : undefined;
	return exit !== undefined && stepsOf(body).every(({ step: each, path }) => each.span.start < step.span.end || each.span.start >= exit.span.start || !mayWait(each) && path.every(({ kind }) => kind !== 'loop'))
		&& stepsOf(body).find(({ step: each }) => each === step)?.path.every(({ kind }) => kind !== 'loop') === true;
}

function ends(step: Step): boolean {
	return step.kind === 'call' && step.callee.kind === 'external' && /^std::process#(?:exit|abort)$/.test(step.callee.symbol);
}

function mayWait({ kind }: Step): boolean {
	return kind === 'await' || kind === 'select' || kind === 'loop';
}
