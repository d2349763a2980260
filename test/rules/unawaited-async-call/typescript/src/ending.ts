import { Reporter } from 'telemetry-client';

const reporter = new Reporter();

/** How well a package ends is for it to see to; what is sent is not, and a handler waits for what stands in its `try`. */
export function end(): void {
	reporter.dispose(); // expect: unawaited-async-call
}
export function send(line: string): void {
	reporter.send(line); // expect: unawaited-async-call as warning
}
export async function endSafely(): Promise<void> {
	try {
		reporter.dispose(); // expect: unawaited-async-call as warning
	} catch (error) { console.error('not ended', error); }
}

/** What tells of a failure is waited for by nobody. */
async function reportFailure(what: string): Promise<void> { await reporter.send(what); }
export async function tell(what: string): Promise<void> {
	await reporter.send('told');
	reportFailure(what); // expect: unawaited-async-call
	console.log(what);
}
