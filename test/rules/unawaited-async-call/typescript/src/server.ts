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
