/** Runs the command line inside the test's own process, in a directory of its own. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ExitCode } from '../../../server/src/cli/exitCode.ts';
import { run } from '../../../server/src/cli/program.ts';
import type { Surroundings } from '../../../server/src/cli/surroundings.ts';
import { normalizePath } from '../../../server/src/workspace/paths.ts';
import { fakeService, type FakeOptions, type FakeService } from './fakeService.ts';

export interface Project {
	readonly root: string;
	readonly path: (file: string) => string;
	readonly read: (file: string) => string;
	readonly write: (file: string, text: string) => void;
}

/** A directory with these files, gone when the test is. */
export function project(files: Readonly<Record<string, string>>): Project {
	const root = normalizePath(realpathSync(mkdtempSync(join(tmpdir(), 'unblock-cli-'))));
	onTestFinished(() => rmSync(root, { recursive: true, force: true }));
	const path = (file: string) => `${root}/${file}`;
	const write = (file: string, text: string) => {
		mkdirSync(dirname(path(file)), { recursive: true });
		writeFileSync(path(file), text);
	};
	for (const [file, text] of Object.entries(files)) {
		write(file, text);
	}
	return { root, path, write, read: (file) => readFileSync(path(file), 'utf8') };
}

export interface Ended {
	readonly code: ExitCode;
	readonly stdout: string;
	readonly stderr: string;
	readonly service: FakeService;
}

export interface CommandLineOptions extends FakeOptions {
	readonly environment?: Surroundings['environment'];
	readonly isTerminal?: boolean;
	readonly signal?: AbortSignal;
	readonly guideDirectory?: string;
}

/** Runs `unblock` with these words in a project. */
export async function unblock({ root }: Pick<Project, 'root'>, words: readonly string[], options: CommandLineOptions = {}): Promise<Ended> {
	const { service, createService } = fakeService(options);
	const written = { stdout: '', stderr: '' };
	const output = (name: 'stdout' | 'stderr') => ({
		write: (text: string) => {
			written[name] += text;
		},
		...(options.isTerminal && { isTTY: true, columns: 80 }),
	});
	const code = await run(words, {
		cwd: root, environment: options.environment ?? {}, stdout: output('stdout'), stderr: output('stderr'), version: '1.2.3',
		guideDirectory: options.guideDirectory ?? `${root}/guide`,
		loadService: async () => createService,
		serveEditor: async () => {},
		interruption: () => options.signal ?? new AbortController().signal,
	});
	return { code, ...written, service };
}
