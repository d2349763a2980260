/** What is read where somebody has just asked whether there is something. */
import type { CallGraph, Effect, OwnStep, PathLink } from '../../callgraph/graph.ts';
import type { Place, Step } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { placedLink } from '../placedLink.ts';
import { calledName } from '../tasks/chains.ts';

/** `if connection.poll(): connection.recv()`, `while port.in_waiting: port.read(…)`: what is there is taken without a wait. */
export function isKnownThere({ function: id, site: { step } }: OwnStep, { symbol, path }: Effect, graph: CallGraph): boolean {
	if (polls.has(symbol)) { return isPolled(path.at(-1), polls.get(symbol) ?? '', graph); }
	// A wrapper of the project's own has both.
	const outline = path.length > 2 || step.kind !== 'call' || step.receiver === undefined || !receives.test(symbol) ? undefined : graph.functionOf(id);
	if (outline === undefined || step.kind !== 'call') { return false; }
	const receiver = JSON.stringify(step.receiver), own = step.receiver?.kind === 'place' ? step.receiver.place : undefined;
	const asks = (each: Step): boolean => each.kind === 'call' && each.receiver !== undefined && JSON.stringify(each.receiver) === receiver && /^(?:poll|in_?waiting)$/i.test(calledName(each))
		|| isWaitingOf(each, own);
	return stepsOf(outline.body).find((each) => each.step === step)?.path.some((around) => {
		const condition = around.kind === 'branch' && around.arms.some(({ block, label }) => (label === 'else') === /^not\b/.test(around.asks?.text ?? '') && contains(block.span, step.span)) ? around.condition : around.kind === 'loop' ? around.condition : undefined;
		return condition !== undefined && stepsOf(condition).some((each) => asks(each.step));
	}) === true;
}

/** In Rust, what tells whether there is something to take, by the function that takes it. */
const polls: ReadonlyMap<string, string> = new Map([['crossterm::event#read', 'crossterm::event#poll'], ['ratatui::crossterm::event#read', 'ratatui::crossterm::event#poll']]);

/** `if event::poll(pause)? { let event = event::read()?; }`, also further down: the wait is that of `poll()`. */
function isPolled(link: PathLink | undefined, poll: string, graph: CallGraph): boolean {
	return placedLink(link, graph)?.path.some((around) => {
		const condition = around.kind === 'loop' || around.kind === 'branch' && around.arms.some(({ block, label }) => label !== 'else' && link !== undefined && contains(block.span, link.span)) ? around.condition : undefined;
		return condition !== undefined && stepsOf(condition).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol === poll);
	}) === true;
}

/** `self.port.in_waiting` */
function isWaitingOf(step: Step, owner: Place | undefined): boolean {
	return step.kind === 'place' && owner !== undefined && /^in_?waiting$/i.test(step.place.path.at(-1) ?? '') && JSON.stringify(step.place.path.slice(0, -1)) === JSON.stringify(owner.path) && step.place.root === owner.root;
}

const receives = /^(?:multiprocessing(?:\.\w+)?#\w*Connection\.recv\w*|serial#\w+\.read\w*)$/;
