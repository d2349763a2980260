/** Where the helpers lie that fixes copy into a user's project. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { normalizePath } from './paths.ts';

/** `runtime/` of our own package, above the bundle (or the source) with this URL. Its files are read when a fix needs one. */
export function findRuntime(bundle: string): string {
	let directory = dirname(fileURLToPath(bundle));
	while (!existsSync(join(directory, 'runtime', 'taskTracker.ts')) && dirname(directory) !== directory) { directory = dirname(directory); }
	return normalizePath(join(directory, 'runtime'));
}
