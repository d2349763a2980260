/** Writes down what goes wrong, and sends it to whoever is on call. */
export class Logger {
	readonly lines: unknown[] = [];
	error(...given: readonly unknown[]): void { this.lines.push(given); }
	warn(...given: readonly unknown[]): void { this.lines.push(given); }
}
export const logger: Logger = new Logger();
export function rethrow(error: unknown): never { throw error; }
