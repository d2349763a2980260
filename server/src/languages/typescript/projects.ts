/** Which tsconfig a file belongs to, and which source a declaration file was made from. */
import { kindOfSync } from '../../workspace/disk.ts';
import { directoryOf, upwardFrom } from '../../workspace/paths.ts';

const configNames = ['tsconfig.json', 'jsconfig.json'];

/** Finds configuration files and sources on the disk, remembering what it found until `forget`. */
export class ProjectFinder {
	private readonly nearest = new Map<string, string | undefined>();
	private readonly sources = new Map<string, string | undefined>();

	/** The nearest `tsconfig.json` or `jsconfig.json` at or above a file, not beyond its repository. */
	configOf(file: string): string | undefined {
		return this.configFor(directoryOf(file));
	}

	forget(): void {
		this.nearest.clear();
		this.sources.clear();
	}

	private configFor(directory: string): string | undefined {
		if (this.nearest.has(directory)) { return this.nearest.get(directory); }
		let found: string | undefined;
		const passed: string[] = [];
		for (const each of upwardFrom(directory)) {
			if (this.nearest.has(each)) { found = this.nearest.get(each); break; }
			passed.push(each);
			found = configNames.map((name) => `${each}/${name}`).find((path) => kindOfSync(path) === 'file');
			if (found !== undefined || kindOfSync(`${each}/.git`) !== undefined) { break; }
		}
		for (const each of passed) { this.nearest.set(each, found); }
		return found;
	}

	/** The source that `packages/db/dist/pool.d.ts` was made from, if it lies where builds usually put it: `packages/db/src/pool.ts`. */
	sourceOf(declarationFile: string): string | undefined {
		if (!this.sources.has(declarationFile)) { this.sources.set(declarationFile, this.findSource(declarationFile)); }
		return this.sources.get(declarationFile);
	}

	private findSource(declarationFile: string): string | undefined {
		const match = /^(.*)\.d\.([cm]?)ts$/.exec(declarationFile);
		const built = /^(.*)\/(?:dist|lib|build|out|types|esm|cjs)(\/.*)$/.exec(match?.[1] ?? '');
		if (match === null || built === null) { return undefined; }
		const [, before = '', after = ''] = built;
		const bases = [`${before}/src${after}`, `${before}/source${after}`, `${before}${after}`, ...(after.startsWith('/src/') ? [`${before}${after}`] : [])];
		const endings = [`.${match[2]}ts`, '.ts', '.tsx', `.${match[2]}js`, '.js', '.jsx'];
		return bases.flatMap((base) => endings.map((ending) => base + ending)).find((path) => kindOfSync(path) === 'file');
	}
}
