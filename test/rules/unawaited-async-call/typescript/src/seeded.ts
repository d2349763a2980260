/** Others import it: it is no program, whatever it calls its beginning. */
import { save } from './store.ts';

async function init(): Promise<void> {
	await save({ id: '1', items: [] });
}

export const seeds: readonly string[] = [];

init(); // expect: unawaited-async-call
