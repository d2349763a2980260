/** Builds fixes of Python and checks them: the edited text must parse as well as before, and use no name that nothing defines. */
import { buildEdits } from '../../languages/python/edits/buildEdits.ts';
import { importedLibraries, type AsyncLibrary } from '../../languages/python/edits/asyncLibrary.ts';
import type { PythonFixProject } from '../../languages/python/edits/fixProject.ts';
import type { BuiltEdits, EditResult } from '../../languages/refusal.ts';
import { whyPartNotOnThread } from '../../rules/blocking/threads.ts';
import type { FixIntent } from '../../rules/finding.ts';
import { isWithin } from '../../workspace/paths.ts';
import { checkParsedEdits } from '../parsedEdits.ts';
import type { Session } from '../session.ts';

export function buildPythonEdits(session: Session, intent: FixIntent): EditResult {
	const project: PythonFixProject = {
		librariesAround: (file) => librariesAround(session, session.rootOf(file)),
		whyNotOnThread: (id, part) => whyPartNotOnThread(id, part, session.graph, session.catalogue),
		names: session.python,
	};
	return buildEdits(session.python.source(intent.file), intent, project);
}

/** Why edits are not offered; undefined if nothing is against them. */
export function checkPythonEdits(session: Session, { edits }: BuiltEdits): string | undefined {
	return checkParsedEdits(session, edits, (_file, before, after) => session.python.newFault(before, after));
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
