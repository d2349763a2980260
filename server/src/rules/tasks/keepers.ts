/** Finds what already keeps tasks where one begins: a function of the class or file that puts them in a set until they are done, or a task group. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { contains, isSameSpan } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { TaskKeeper } from '../finding.ts';
import { calledName } from './chains.ts';
import { isWithin, parameterOf, typeAround } from './trackers.ts';

/** What begins a task on the loop that runs. */
export const beginsTask = /^asyncio#(?:\w+\.)?(?:create_task|ensure_future)$/;

/** What such functions are called: one that keeps a certain task (`start_reader(reader)`) is not for others. */
const keepersName = /spawn|task|coro|keep|track|background|schedule|fire|launch|hold|retain|remember|supervise|submit/i;

/** The keeper for a task that this function begins: a method of its class, or a function of its file. */
export function keeperFor(owner: FunctionOutline, graph: CallGraph): TaskKeeper | undefined {
	const type = typeAround(owner, graph);
	const file = graph.fileOf(owner.id);
	const near = file?.functions.filter((each) => each.id !== owner.id && keepersName.test(lastName(each.id)) && !isWithin(owner, each, graph)) ?? [];
	const ofClass = type === undefined ? [] : near.filter((each) => each.kind === 'method' && each.owner === type);
	const ofFile = near.filter((each) => each.kind === 'function' && each.owner === undefined && each.id === `${file?.file ?? ''}#${each.name}`);
	for (const each of [...ofClass, ...ofFile]) {
		const keeper = keeperIn(each);
		if (keeper !== undefined) { return { ...keeper, isOwnMethod: ofClass.includes(each) }; }
	}
	return undefined;
}

/** True in an `async with asyncio.TaskGroup() as group:` of the same function. */
export function isInTaskGroup({ body }: FunctionOutline, { span }: CallStep): boolean {
	return stepsOf(body).some(({ step }) => step.kind === 'guarded' && step.guards.some(({ type, binding }) => type === 'asyncio#TaskGroup' && binding !== undefined) && contains(step.body.span, span));
}

/** A function that puts what it is given, or the task that it begins of it, in something that outlives the call, and takes it out when it is done. */
function keeperIn(outline: FunctionOutline): Omit<TaskKeeper, 'isOwnMethod'> | undefined {
	const [given, ...others] = outline.parameters;
	if (outline.isAsync || outline.isGenerator || outline.decorators.length > 0 || given === undefined || given.isRest || others.some((each) => each.default === undefined && !each.isRest)) { return undefined; }
	const { steps } = outline.body;
	const begun = steps.find((step): step is CallStep => step.kind === 'call' && step.callee.kind === 'external' && beginsTask.test(step.callee.symbol) && parameterOf(step.arguments[0]?.value, outline) === 0);
	const isTask = (value: Value | undefined): boolean => begun === undefined ? parameterOf(value, outline) === 0
		: value?.kind === 'binding' ? begun.result.kind === 'bound' && begun.result.binding === value.binding : value?.kind === 'call' && isSameSpan(value.call, begun.span);
	const isKept = steps.some((step) => step.kind === 'place' && step.operation === 'push' && (step.place.root === 'module' || step.place.root === 'this' && step.place.path.length > 0) && isTask(step.value));
	const isLetGo = steps.some((step) => step.kind === 'call' && calledName(step) === 'add_done_callback' && isTask(step.receiver));
	if (!isKept || !isLetGo) { return undefined; }
	const isExact = !stepsOf(outline.body).some(({ step }) => step.kind === 'closure' || step.kind === 'branch' || step.kind === 'call' && step !== begun && !/^(?:add|append|add_done_callback)$/.test(calledName(step)));
	return { kind: 'function', name: lastName(outline.id), takes: begun === undefined ? 'task' : 'coroutine', named: others.flatMap(({ name, isRest }) => (isRest ? [] : [name])), isExact };
}
