/** A program by its name, which nothing imports: what stands at its end is what it does. */
import { once } from 'node:events';
import { save } from './store.ts';

async function listen(): Promise<void> {
	await once(process, 'ready');
	await save({ id: '1', items: [] });
}

save({ id: '0', items: [] }); // expect: unawaited-async-call
listen(); // expect: unawaited-async-call acceptable

process.on('SIGTERM', () => { process.exit(0); });
export function close(): void { console.log('closed'); }

/** The process ends with it either way. */
async function leave(): Promise<void> {
	await save({ id: '2', items: [] });
	process.exit(0);
}
async function turn(): Promise<void> {
	if (process.argv.length > 9) { process.exit(1); }
	await save({ id: '3', items: [] });
}
export function onMessage(message: string): void {
	if (message === 'shutdown') { leave(); } // expect: unawaited-async-call acceptable
	if (message === 'turn') { turn(); } // expect: unawaited-async-call
}

export function onBegin(): void {
	// Async dispatch on purpose.
	turn(); // expect: unawaited-async-call as info
}
