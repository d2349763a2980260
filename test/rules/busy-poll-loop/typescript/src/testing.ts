/** Only tests use it: they wait for what they test as they can. */
import type { Session } from './helpers.ts';
import { sleep } from './pauses.ts';

export async function whenSaved(session: Session): Promise<void> {
	while (!session.isSaved) { // expect: busy-poll-loop acceptable
		await sleep(1);
	}
}
