/** On which platforms a function runs at all: what a factory makes for one platform alone never meets what blocks on another. */
import type { FunctionId } from '../outline/model.ts';
import type { Incoming } from './contexts.ts';
import { united } from './platform.ts';
import type { Proviso } from './provisos.ts';
import { fileOf, type Solution } from './solution.ts';

/** How many callers up it is looked for. */
const furthest = 8;

/** The platforms to which everything that leads to a function limits it; undefined if something does not. */
export function platformsOf(solution: Solution, id: FunctionId, seen: ReadonlySet<FunctionId> = new Set()): Proviso | undefined {
	if (seen.size > furthest || seen.has(id)) { return undefined; }
	const deeper = new Set([...seen, id]);
	const known: Proviso[] = [];
	for (const incoming of waysTo(solution, id)) {
		if (incoming.facts.isTest) { continue; }
		for (const each of platformsOfWay(solution, incoming, deeper)) {
			if (each === undefined) { return undefined; }
			known.push(each);
		}
	}
	return united(known);
}

function platformsOfWay(solution: Solution, { owner, links, roots, isKept }: Incoming, seen: ReadonlySet<FunctionId>): (Proviso | undefined)[] {
	const around = () => platformsOf(solution, owner, seen);
	const called = links.map(({ platforms }) => platforms.find(({ test }) => test === 'equals') ?? platforms[0] ?? around());
	return roots.length > 0 || isKept ? [...called, around()] : called;
}

/** Who calls or gives away a function; for a method of an object, who makes the object. Empty where others may that are not known. */
function waysTo(solution: Solution, id: FunctionId): readonly Incoming[] {
	const outline = solution.reading(id)?.outline;
	if (!outline) { return []; }
	const { owner, kind, isExported } = outline;
	const type = owner === undefined || kind === 'constructor' || kind === 'initializer' ? undefined : solution.file(fileOf(owner))?.outline.types.find((each) => each.id === owner);
	if (type && Object.values(type.members).includes(id)) { return [...solution.incomingOf(`${type.id}.constructor`)]; }
	return isExported && solution.factsOf(fileOf(id)).isExternalEntry === true ? [] : [...solution.incomingOf(id)];
}
