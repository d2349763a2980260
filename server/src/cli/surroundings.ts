import type { CreateService } from '../analysis/service.ts';

/** Where text goes: one of the process's own streams, or a test's list. */
export interface Output {
	write(text: string): unknown;
	readonly isTTY?: boolean | undefined;
	/** The terminal's width in characters. */
	readonly columns?: number | undefined;
}

/** Everything a command takes from outside, so that tests can run it inside their own process. */
export interface Surroundings {
	/** Normalised: absolute, with `/`. */
	readonly cwd: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly stdout: Output;
	readonly stderr: Output;
	readonly version: string;
	/** Absolute; holds one Markdown page per rule. */
	readonly guideDirectory: string;
	/** Loads the analysis; only commands that need it pay for it. */
	readonly loadService: () => Promise<CreateService>;
	/** Serves an editor on the channel that the process's arguments name (`--stdio`, `--node-ipc`) until it goes. */
	readonly serveEditor: () => Promise<void>;
	/** From the first call on, an interrupt (Ctrl+C) fires the signal instead of ending the process; a second one ends it. */
	readonly interruption: () => AbortSignal;
}
