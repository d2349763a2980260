/** Builds fixes of Python and checks them: the edited text must parse as well as before, and use no name that nothing defines. */
import { applyEdits } from '../fixes/apply.ts';
import { buildEdits } from '../languages/python/edits/buildEdits.ts';
import { importedLibraries, type AsyncLibrary } from '../languages/python/edits/asyncLibrary.ts';
import type { PythonFixProject } from '../languages/python/edits/fixProject.ts';
import type { EditResult } from '../languages/refusal.ts';
import { whyPartNotOnThread } from '../rules/blocking/threads.ts';
import type { FixIntent, TextEdit } from '../rules/finding.ts';
import { isWithin } from '../workspace/paths.ts';
import type { Session } from './session.ts';

export function buildPythonEdits(session: Session, intent: FixIntent): EditResult {
	const project: PythonFixProject = {
		librariesAround: (file) => librariesAround(session, session.rootOf(file)),
		whyNotOnThread: (id, part) => whyPartNotOnThread(id, part, session.graph, session.catalogue),
		names: session.python,
	};
	return buildEdits(session.python.source(intent.file), intent, project);
}

/** Why edits are not offered; undefined if nothing is against them. */
export function checkPythonEdits(session: Session, edits: readonly TextEdit[]): string | undefined {
	for (const file of new Set(edits.map((edit) => edit.file))) {
		const present = session.textOf(file)?.text;
		if (present === undefined) { return 'a file it changes is not there any more'; }
		const fault = session.python.newFault(present, applyEdits(present, edits.filter((edit) => edit.file === file)));
		if (fault !== undefined) { return fault; }
	}
	return undefined;
}

/** Which async libraries the files below a folder import, by what is known of them. */
function librariesAround(session: Session, root: string): readonly AsyncLibrary[] {
	const found = new Set<AsyncLibrary>();
	for (const file of session.outlines.keys()) {
		if (!isWithin(root, file)) { continue; }
		for (const each of importedLibraries(session.textOf(file)?.text ?? '')) { found.add(each); }
	}
	return [...found];
}
