/** The workspace that the suite opens, as a copy: tests write into it. */
import { cpSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Copies the workspace to `target`, with the typings of Node that its sources are resolved against. */
export function copyWorkspace(target) {
	cpSync(path.join(here, 'workspace'), target, { recursive: true });
	for (const typings of ['@types/node', 'undici-types']) {
		cpSync(path.join(here, '../../node_modules', typings), path.join(target, 'node_modules', typings), { recursive: true, dereference: true });
	}
	return target;
}
