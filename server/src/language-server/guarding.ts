/** The log, and the promise that no mistake in one request ends the server. */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error';
export type Log = (level: LogLevel, message: string) => void;

/** A handler that logs what it throws and answers `fallback` instead. */
export function guarded<Arguments extends unknown[], Result>(
	log: Log,
	what: string,
	fallback: Result,
	handler: (...args: Arguments) => Result | Promise<Result>,
): (...args: Arguments) => Promise<Result> {
	return async (...args) => {
		try {
			return await handler(...args);
		} catch (error) {
			log('error', `${what} failed: ${explain(error)}`);
			return fallback;
		}
	};
}

/** An exception's text for the log, with its stack where it has one. */
export function explain(error: unknown): string {
	return error instanceof Error ? error.stack ?? error.message : String(error);
}
