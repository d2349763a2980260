/** The check of a fix where no compiler is asked: each edited text must be as sound as before. */
import { applyEdits } from '../fixes/apply.ts';
import type { TextEdit } from '../rules/finding.ts';
import type { Session } from './session.ts';

/** Why edits are not offered; undefined if nothing is against them. `newFault` tells what is wrong in the second text that was not in the first. */
export function checkParsedEdits(session: Session, edits: readonly TextEdit[], newFault: (file: string, before: string, after: string) => string | undefined): string | undefined {
	for (const file of new Set(edits.map((edit) => edit.file))) {
		const present = session.textOf(file)?.text;
		if (present === undefined) { return 'a file it changes is not there any more'; }
		const fault = newFault(file, present, applyEdits(present, edits.filter((edit) => edit.file === file)));
		if (fault !== undefined) { return fault; }
	}
	return undefined;
}
