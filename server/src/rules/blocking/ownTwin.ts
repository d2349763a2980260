/** The async form that a project itself has of a function that blocks: `load` and `aload`, `load` and `load_async`. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { FunctionId, FunctionOutline } from '../../outline/model.ts';

/** The function to await in the place of what is called, if there is one beside it that takes the same; undefined where nobody knows. */
export function ownTwin(sufferer: FunctionOutline, [target, ...others]: readonly FunctionId[], graph: CallGraph): FunctionId | undefined {
	const outline = target === undefined || others.length > 0 || !sufferer.isAsync ? undefined : graph.functionOf(target);
	if (outline === undefined || outline.isAsync || outline.kind !== 'function' && outline.kind !== 'method') { return undefined; }
	const name = lastName(outline.id);
	const beside = outline.id.slice(0, outline.id.length - name.length);
	if (!outline.id.endsWith(name)) { return undefined; }
	return twinNames(name).map((each) => beside + each).find((id) => {
		const twin = graph.functionOf(id);
		return twin !== undefined && twin.isAsync && !twin.isGenerator && id !== sufferer.id && takesSame(twin, outline) && !graph.callersOf(outline.id).some((caller) => caller.id === id && caller.links.some(({ kind }) => kind === 'call'));
	});
}

function twinNames(name: string): readonly string[] {
	const [, lead = '', bare = name] = /^(_*)(.*)$/.exec(name) ?? [];
	return [`${lead}a${bare}`, `${lead}a_${bare}`, `${lead}async_${bare}`, `${lead}${bare}_async`, `${lead}${bare}Async`];
}

/** What must be given to one is known to the other. */
function takesSame(twin: FunctionOutline, { parameters }: FunctionOutline): boolean {
	const names = new Set(parameters.map(({ name }) => name));
	return twin.parameters.every((each) => each.isRest || each.default !== undefined || names.has(each.name));
}
