/** Where the helpers that fixes bring are in a project, or would go. */
import { findHelper, helperPlace, type RuntimeHelperName } from '../languages/typescript/edits/runtime/runtimeHelper.ts';
import type { FixProject } from '../languages/typescript/edits/runtime/fixProject.ts';
import { directoryOf, relativePath } from '../workspace/paths.ts';
import type { Places } from './places.ts';

export class HelperPlaces {
	private readonly project: FixProject;
	private readonly places: Places;
	/** By a helper's name and the directory of the file that asks. */
	private readonly known = new Map<string, string>();

	constructor(project: FixProject, places: Places) {
		this.project = project;
		this.places = places;
	}

	/** The file of a helper as a fix of this file would use it: the one that is there, or where it would go. Relative to the workspace folder. */
	placeFor(file: string, name: RuntimeHelperName): string {
		const key = `${name} ${directoryOf(file)}`;
		const known = this.known.get(key) ?? relativePath(this.places.rootOf(file), findHelper(name, file, this.project) ?? helperPlace(name, file, this.project));
		this.known.set(key, known);
		return known;
	}

	/** Files came or went, or settings changed. */
	forget(): void { this.known.clear(); }
}
