/** Installs the dependencies where `node_modules` is not what the lock file says. Needs nothing but Node, because it runs before everything else. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Runs `npm ci` if a package is missing or of another version than locked; ends the process where that fails. */
export function ensureInstalled() {
	if (isInstalled()) { return; }
	console.log('Installing dependencies (npm ci)');
	const { status } = spawnSync('npm', ['ci'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
	if (status !== 0) { process.exit(status ?? 1); }
}

function isInstalled() {
	try {
		const locked = readPackages('package-lock.json');
		const installed = readPackages('node_modules/.package-lock.json'); // npm's own note of what it has put there
		// Optional packages are for other platforms, most of them.
		return Object.entries(locked).every(([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version);
	} catch {
		return false;
	}
}

function readPackages(file) {
	return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
}
