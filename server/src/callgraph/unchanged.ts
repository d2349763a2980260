/** Which functions of a file are to the call graph what they were before an edit, so that it need not look at them again. */
import type { BindingId, FileOutline, FunctionId, FunctionOutline } from '../outline/model.ts';
import { Bindings } from './values.ts';

/**
 * The functions whose outline is the very object that it was, with those around them and in them, and whose variables hold what they held. What was outlined anew
 * counts as changed, whatever is in it: where a language keeps nothing, there are none.
 */
export function unchangedSince(old: FileOutline, outline: FileOutline): ReadonlySet<FunctionId> {
	const before = new Set(old.functions);
	const same = new Set(outline.functions.filter((each) => each.kind !== 'module' && before.has(each)));
	if (same.size === 0 || membersOf(old) !== membersOf(outline)) { return noFunctions; }
	const changed = new Set([old, outline].flatMap((each) => {
		const outermost = outermostIn(each);
		return each.functions.filter((one) => !same.has(one)).map(({ id }) => outermost(id));
	}));
	const outermost = outermostIn(outline);
	const unchanged = [...same].filter(({ id }) => !changed.has(outermost(id)));
	const kept = new Set(unchanged);
	const modules = [old, outline].flatMap(({ functions }) => functions.filter((each) => each.kind === 'module'));
	const seen = new Set([...unchanged, ...modules].flatMap((each) => [...bindingsIn(each)]));
	const [was, is] = [old, outline].map((each) => new Bindings(each.functions.filter((one) => !kept.has(one))).told(seen));
	return was === is ? new Set(unchanged.map(({ id }) => id)) : noFunctions;
}

/** What is read of a function may rest on which functions are members of a type. */
function membersOf({ types }: FileOutline): string {
	return types.flatMap(({ members }) => Object.values(members)).sort().join('\n');
}

const noFunctions: ReadonlySet<FunctionId> = new Set();

/** Finds the function that another is written in, however deep, and that is in none itself. */
export function outermostIn({ functions }: FileOutline): (id: FunctionId) => FunctionId {
	const enclosing = new Map(functions.map((each) => [each.id, each.enclosing] as const));
	const modules = new Set(functions.filter((each) => each.kind === 'module').map(({ id }) => id));
	return (id) => {
		let at = id;
		for (let next = enclosing.get(at); next !== undefined && !modules.has(next); next = enclosing.get(at)) { at = next; }
		return at;
	};
}

const known = new WeakMap<FunctionOutline, ReadonlySet<BindingId>>();

/** Every variable that a function's outline names, wherever. */
function bindingsIn(outline: FunctionOutline): ReadonlySet<BindingId> {
	let found = known.get(outline);
	if (found === undefined) {
		const bindings = new Set<BindingId>();
		const look = (value: object): void => {
			for (const [key, each] of Object.entries(value) as [string, unknown][]) {
				if (typeof each === 'object' && each !== null) { look(each); } else if (key === 'binding' && typeof each === 'number') { bindings.add(each); }
			}
		};
		look(outline);
		known.set(outline, found = bindings);
	}
	return found;
}
