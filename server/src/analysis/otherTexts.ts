/** Lets the compiler see other texts for as long as it takes to ask something. */
import type { Session } from './session.ts';

/** Runs `ask` while the compiler sees these texts of files, and takes them back afterwards; a file that is not there is made meanwhile. Outlines and versions stay as they are. */
export function withTexts<T>(session: Session, texts: ReadonlyMap<string, string>, ask: () => T): T {
	const { overlays, language } = session;
	const before = new Map<string, string | undefined>();
	for (const [file, text] of texts) {
		const present = overlays.get(file);
		if ((present ?? session.textOf(file)?.text) !== text) { before.set(file, present); }
	}
	if (before.size === 0) { return ask(); }
	const added = new Set([...before.keys()].filter((file) => session.textOf(file) === undefined));
	for (const file of before.keys()) { overlays.set(file, texts.get(file) ?? ''); }
	language.filesChanged(new Map([...before.keys()].map((file) => [file, added.has(file) ? 'created' : 'changed'])));
	try { return ask(); } finally {
		for (const [file, text] of before) {
			if (text === undefined) { overlays.delete(file); } else { overlays.set(file, text); }
			if (added.has(file)) { session.rereadTextOf(file); }
		}
		language.filesChanged(new Map([...before.keys()].map((file) => [file, added.has(file) ? 'deleted' : 'changed'])));
	}
}
