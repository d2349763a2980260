/** Where files lie: in which workspace folder and package, and which of them are the workspace's own. Looks at each directory once. */
import { packageOf } from '../languages/typescript/edits/runtime/placing.ts';
import { kindOfSync } from '../workspace/disk.ts';
import { directoryOf, isWithin } from '../workspace/paths.ts';

export class Places {
	private readonly roots: readonly string[];
	private readonly hasEnvironments: boolean;
	private readonly packages = new Map<string, string>();
	/** Whether a directory belongs to a Python environment. */
	private readonly environments = new Map<string, boolean>();

	/** `roots`: the workspace folders, absolute. `hasEnvironments`: packages may be installed in folders with names of the user's own, as Python's are. */
	constructor(roots: readonly string[], hasEnvironments: boolean) {
		this.roots = roots;
		this.hasEnvironments = hasEnvironments;
	}

	/** One of the workspace's own sources or declaration files: in a root, not an installed package. */
	isOwn(path: string): boolean {
		return !path.includes('/node_modules/') && this.roots.some((root) => isWithin(root, path)) && (!this.hasEnvironments || !this.isInEnvironment(directoryOf(path)));
	}

	/** True within a virtual environment, whatever it is called, by the mark that each has. */
	private isInEnvironment(directory: string): boolean {
		const known = this.environments.get(directory);
		if (known !== undefined) { return known; }
		// A root is looked at whatever it holds.
		const isBelowRoot = this.roots.some((root) => root !== directory && isWithin(root, directory)) && !this.roots.includes(directory);
		const isInside = isBelowRoot && (kindOfSync(`${directory}/pyvenv.cfg`) === 'file' || this.isInEnvironment(directoryOf(directory)));
		this.environments.set(directory, isInside);
		return isInside;
	}

	/** The directory of a file's package. */
	packageOf(file: string): string {
		const directory = directoryOf(file);
		const known = this.packages.get(directory) ?? packageOf(file);
		this.packages.set(directory, known);
		return known;
	}

	/** The workspace folder that a file lies in; its own directory where it lies in none. */
	rootOf(file: string): string {
		return this.roots.find((root) => isWithin(root, file)) ?? directoryOf(file);
	}

	/** Packages and environments may be others by now. */
	forget(): void {
		this.packages.clear();
		this.environments.clear();
	}
}
