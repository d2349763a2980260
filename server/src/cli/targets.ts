import { kindOf } from '../workspace/disk.ts';
import { directoryOf, isWithin, normalizePath } from '../workspace/paths.ts';
import { UsageError } from './exitCode.ts';
import type { Surroundings } from './surroundings.ts';

export interface Targets {
	/** Absolute files and directories. */
	readonly paths: readonly string[];
	/** What the report's paths are relative to: the current directory where all targets are in it, else the nearest directory that holds them all. */
	readonly root: string;
}

/** Resolves what was typed; no path stands for the current directory. Throws a UsageError for a path that is not there. */
export async function resolveTargets(typed: readonly string[], { cwd }: Pick<Surroundings, 'cwd'>): Promise<Targets> {
	const paths = (typed.length === 0 ? ['.'] : typed).map((path) => normalizePath(path, cwd));
	const directories = await Promise.all(paths.map(async (path) => {
		const kind = await kindOf(path);
		if (kind === undefined) {
			throw new UsageError(`There is no file or directory ${path}`);
		}
		return kind === 'directory' ? path : directoryOf(path);
	}));
	return { paths, root: paths.every((path) => isWithin(cwd, path)) ? cwd : directories.reduce(commonDirectory) };
}

function commonDirectory(a: string, b: string): string {
	let directory = a;
	while (!isWithin(directory, b) && directoryOf(directory) !== directory) {
		directory = directoryOf(directory);
	}
	return directory;
}
