/** Where the TypeScript compiler's binary and the memory it takes are found. */
import { createRequire } from 'node:module';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The compiler's binary: in `compiler/` beside the bundle (the packaged extension), else from the installed `typescript`.
 * @throws if neither is there, with what to do
 */
export function findCompiler(bundle: string): string {
	const name = process.platform === 'win32' ? 'tsc.exe' : 'tsc';
	const packaged = join(dirname(fileURLToPath(bundle)), 'compiler', name);
	if (existsSync(packaged)) {
		// A `.vsix` is a zip file: unpacking may lose the right to run it.
		if (process.platform !== 'win32' && (statSync(packaged).mode & 0o111) === 0) { chmodSync(packaged, 0o755); }
		return packaged;
	}
	const platformPackage = `@typescript/typescript-${process.platform}-${process.arch}`;
	try {
		const fromTypeScript = createRequire(createRequire(bundle).resolve('typescript/package.json'));
		return join(dirname(fromTypeScript.resolve(`${platformPackage}/package.json`)), 'lib', name);
	} catch {
		throw new Error(`no TypeScript compiler for ${process.platform}-${process.arch}: install the package ${platformPackage}`);
	}
}

/** Resident memory of a process in MB; 0 where the system does not tell (only Linux is asked). */
export function residentMegabytes(pid: number): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
	} catch { return 0; }
}
