/** An object that a hook keeps, by what makes it. */
import { useMemo } from 'react';
import { send, report, type Mail } from './mails.ts';

class Drafts {
	async all(): Promise<readonly Mail[]> {
		try { await send({ to: '' }); return []; } catch (error) { report(error); return []; }
	}
	async sendAll(): Promise<void> { await send({ to: '' }); }
}

export function useDrafts(show: (mails: readonly Mail[]) => void): { load(): void; flush(): void } {
	const drafts = useMemo(() => new Drafts(), []);
	const load = async (): Promise<void> => { show(await drafts.all()); };
	const flush = async (): Promise<void> => { await drafts.sendAll(); };
	return {
		load() { void load(); },
		flush() { void flush(); }, // expect: untracked-task
	};
}
