#!/usr/bin/env node
/** The command line's entry: connects the commands with the process they run in. */
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import manifest from '../../../package.json' with { type: 'json' };
import { normalizePath } from '../workspace/paths.ts';
import { exitCode } from './exitCode.ts';
import { run } from './program.ts';
import type { Surroundings } from './surroundings.ts';

// Beside `dist/`, where this file is bundled to.
const guideDirectory = fileURLToPath(new URL('../guide', import.meta.url));

// Whoever reads our output may stop reading (`| head`): that is no failure, the rest is written to nobody.
for (const stream of [process.stdout, process.stderr]) {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') {
			throw error;
		}
	});
}

const surroundings: Surroundings = {
	cwd: normalizePath(process.cwd()),
	environment: process.env,
	stdout: process.stdout,
	stderr: process.stderr,
	version: manifest.version,
	guideDirectory,
	loadService: async () => {
		inlineLess();
		return (await import('../analysis/workerService.ts')).createService;
	},
	serveEditor: async () => {
		const { createService } = await import('../analysis/workerService.ts');
		const { startLanguageServer } = await import('../language-server/server.ts');
		startLanguageServer({ createService, version: manifest.version, guideDirectory });
		// From here on the connection decides: the server ends the process when the editor has gone.
		await new Promise(() => {});
	},
	interruption,
};

/**
 * A run is over before it pays to inline far: V8 compiled on other threads for almost as long as it ran what it compiled. With less to inline an audit takes a sixth less of
 * processor time, in every language, and no longer on its own thread. A language server lives longer, and is left as it is.
 */
function inlineLess(): void {
	setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
}

function interruption(): AbortSignal {
	const controller = new AbortController();
	process.once('SIGINT', () => {
		controller.abort();
		process.once('SIGINT', () => process.exit(exitCode.interrupted));
	});
	return controller.signal;
}

const code = await run(process.argv.slice(2), surroundings);
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((resolve) => {
	// The callback comes once everything before has been written, or cannot be.
	stream.write('', () => resolve());
})));
process.exit(code);
