/** What a call of Python changes of its object besides the blocking work, and the event loop's code reads: on a thread it would do so at the same time. */
import type { CallGraph, PathLink } from '../../callgraph/graph.ts';
import type { FunctionOutline, PlaceStep } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';

/** The name of such a container (`self.entries`), as it is written; undefined where none is known, or each change is made under a lock. */
export function sharedContainer(path: readonly PathLink[], graph: CallGraph): string | undefined {
	const onWay = path.slice(1).flatMap(({ function: id }) => graph.functionOf(id) ?? []).filter(({ kind, id }) => kind === 'method' && id.includes('.py#'));
	for (const outline of onWay) {
		for (const { step, path: around } of stepsOf(outline.body)) {
			if (step.kind === 'place' && isChange(step) && !around.some(({ kind }) => kind === 'guarded') && isReadOnLoop(step, outline, onWay, graph)) { return `self.${step.place.path[0]}`; }
		}
	}
	return undefined;
}

/** An entry of a field is put, or taken out. */
function isChange({ operation, place }: PlaceStep): boolean {
	if (place.root !== 'this' || place.path[0] === undefined) { return false; }
	return place.path.length === 1 ? /^(?:push|pop|remove|shift|unshift)$/.test(operation) : place.path.length === 2 && place.path[1] === '[]' && (operation === 'assign' || operation === 'delete' || operation === 'remove');
}

function isReadOnLoop({ place: { path: [name] } }: PlaceStep, { id, owner }: FunctionOutline, onWay: readonly FunctionOutline[], graph: CallGraph): boolean {
	return (graph.fileOf(id)?.functions ?? []).some((other) => other.owner === owner && !onWay.includes(other) && graph.isAsyncLike(other.id) && stepsOf(other.body).some(({ step }) => step.kind === 'place' && step.place.root === 'this' && step.place.path[0] === name));
}
