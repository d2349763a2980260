import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { normalizePath } from '../../../server/src/workspace/paths.ts';

const made: string[] = [];
afterEach(() => {
	for (const path of made.splice(0)) { rmSync(path, { recursive: true, force: true }); }
});

/** Makes a temporary folder with these files (by relative path), which goes when the test ends. Returns its absolute path with `/`. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
	const root = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')));
	made.push(root);
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
	}
	return normalizePath(root);
}
