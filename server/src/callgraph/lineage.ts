/** Of which classes an object is, by their names. */
import type { FunctionId } from '../outline/model.ts';
import type { FunctionReading } from './reading.ts';

export type Readings = (id: FunctionId) => FunctionReading | undefined;

/** The names of a class and of all that it extends or implements; undefined where one of them is not known. */
export function lineageOf(typeId: string, readings: Readings): readonly string[] | undefined {
	const seen = new Set<string>([typeId]);
	const names: string[] = [];
	for (const id of seen) {
		names.push(/[^.#~]*(?=(?:~\d+)?$)/.exec(id)?.[0] ?? '');
		// What comes from outside extends nothing of the workspace, but maybe something else from outside.
		if (!isOfWorkspace(id)) { continue; }
		const type = readings(`${id.slice(0, id.indexOf('#'))}#<module>`)?.file.outline.types.find((each) => each.id === id);
		if (!type) { return undefined; }
		for (const base of type.bases) { seen.add(base); }
	}
	return names.toSorted();
}

/** True for the id of a type of the workspace, which begins with the path of its file. */
export function isOfWorkspace(id: string): boolean {
	return /^(?:\/|[a-z]:\/)/i.test(id);
}
