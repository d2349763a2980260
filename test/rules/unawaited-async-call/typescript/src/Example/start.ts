/** Shown to readers; nobody runs it for others. */
import { save } from '../store.ts';

export function start(): void {
	save({ id: 'started', items: [] }); // expect: unawaited-async-call acceptable
}
