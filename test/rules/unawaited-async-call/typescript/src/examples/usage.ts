/** Shown to readers; nobody runs it for others. */
import { save } from '../store.ts';

export function show(): void {
	save({ id: 'shown', items: [] }); // expect: unawaited-async-call acceptable
}
