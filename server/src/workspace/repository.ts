import { existsSync } from 'node:fs';
import { upwardFrom } from './paths.ts';

/** The directory of the git repository (or worktree) that a directory is in; undefined outside of one. */
export function repositoryOf(directory: string): string | undefined {
	for (const at of upwardFrom(directory)) {
		if (existsSync(`${at}/.git`)) { return at; }
	}
	return undefined;
}
