import type { AnalysisError } from '../analysis/service.ts';
import type { Log } from './guarding.ts';
import type { StatusReporter } from './status.ts';

/** Puts what went wrong in an analysis into the log, each thing once and not at every keystroke, and weaknesses into the status. */
export class ErrorReporter {
	readonly #log: Log;
	readonly #status: StatusReporter;
	readonly #told = new Map<string, ReadonlySet<string>>();

	constructor(log: Log, status: StatusReporter) {
		this.#log = log;
		this.#status = status;
	}

	/** @param about what was analysed: what was told about it the last time is not told again */
	report(errors: readonly AnalysisError[], about: string): void {
		const before = this.#told.get(about);
		const messages = new Set<string>();
		for (const error of errors) {
			if (error.kind === 'degraded') {
				if (this.#status.degrade(error.message)) {
					this.#log('warning', `Analysing with less knowledge, because of ${error.file}: ${error.message}`);
				}
				continue;
			}
			const message = `${error.file}${error.line === undefined ? '' : `:${error.line}`}: ${error.message}`;
			messages.add(message);
			if (before?.has(message) !== true) {
				this.#log('warning', message);
			}
		}
		this.#told.set(about, messages);
	}

	forget(about: string): void {
		this.#told.delete(about);
	}
}
