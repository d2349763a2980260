/** Builds fixes of Rust and checks them: the edited text must parse as well as before. What a compiler would say is asked of nobody; builders refuse what they do not know to compile. */
import { buildEdits } from '../../languages/rust/edits/buildEdits.ts';
import type { RustFixProject } from '../../languages/rust/edits/fixProject.ts';
import type { BuiltEdits, EditResult } from '../../languages/refusal.ts';
import { whyPartNotOnThread } from '../../rules/blocking/threads.ts';
import type { FixIntent } from '../../rules/finding.ts';
import { isWithin } from '../../workspace/paths.ts';
import { checkParsedEdits } from '../parsedEdits.ts';
import type { Session } from '../session.ts';

export function buildRustEdits(session: Session, intent: FixIntent): EditResult {
	const project: RustFixProject = {
		textOf: (file) => (file.endsWith('.rs') ? session.textOf(file) : session.rereadTextOf(file))?.text,
		filesBelow: (folder) => [...session.outlines.keys()].filter((file) => isWithin(folder, file)),
		whyNotOnThread: (id, part) => whyPartNotOnThread(id, part, session.graph, session.catalogue),
	};
	return buildEdits(session.rust.source(intent.file), intent, session.rust.inference, project);
}

/** Why edits are not offered; undefined if nothing is against them. */
export function checkRustEdits(session: Session, { edits }: BuiltEdits): string | undefined {
	return checkParsedEdits(session, edits, (file, before, after) => (file.endsWith('.rs') ? session.rust.newFault(before, after) : undefined));
}
