/** Builds a finding's fix and checks it before it is offered: the compiler must report no error that was not there before. */
import { applyEdits } from '../fixes/apply.ts';
import { checkEdit } from '../fixes/check.ts';
import { buildEdits } from '../languages/typescript/edits/buildEdits.ts';
import { builtinModule } from '../languages/typescript/moduleNames.ts';
import { errorsWithTypes } from '../languages/typescript/edits/javascriptTypes.ts';
import type { TextEdit } from '../rules/finding.ts';
import { outlineReachable } from './reach.ts';
import { findingsOf, rangeOf } from './reporting.ts';
import type { Job } from './scheduler.ts';
import type { ResolvedFix } from './service.ts';
import type { Session } from './session.ts';

/** The n-th fix of the finding with this fingerprint, in the file's present text. A refusal is logged with its reason. */
export function* fixJob(session: Session, file: string, fingerprint: string, number: number): Job<ResolvedFix> {
	// Callers and callees farther off could only make a fix safer than it is offered.
	yield* outlineReachable(session, [file], 2000);
	const intent = findingsOf(session, file).find(({ finding }) => finding.fingerprint === fingerprint)?.finding.fixes[number];
	if (intent === undefined) { return refuse(session, file, 'the finding is no longer there'); }
	const built = buildEdits(session.language, intent);
	if (built.kind === 'refusal') { return refuse(session, file, built.reason); }
	yield;
	const checked = check(session, file, built.edits);
	if (checked !== undefined) { return refuse(session, file, checked); }
	return {
		kind: 'fix',
		fix: {
			title: intent.title, safety: intent.safety, ...(intent.caution !== undefined && { caution: intent.caution }),
			edits: built.edits.map((edit) => ({ file: edit.file, ...rangeOf(session, edit.file, edit.span), newText: edit.newText })),
		},
	};
}

function refuse(session: Session, file: string, reason: string): ResolvedFix {
	session.options.log('info', `${file}: no fix offered: ${reason}`);
	return { kind: 'refusal', reason };
}

/** Asks the compiler about the edited text in place of the present one, and takes it back. */
function check(session: Session, file: string, edits: readonly TextEdit[]): string | undefined {
	const before = session.textOf(file)?.text ?? '';
	const after = applyEdits(before, edits);
	// JavaScript is checked with types as well, for this question only.
	const diagnostics = (_file: string, asked: string) => errorsWithTypes(file, asked, (text) => session.withText(file, text, () => session.language.diagnostics(file)))
		.filter((diagnostic) => !isMissingNodeTyping(diagnostic));
	const result = checkEdit({ diagnostics }, file, before, after, edits);
	return result.kind === 'refusal' ? result.reason : undefined;
}

/** Where Node's typings are not installed, its modules and globals are errors everywhere: a fix that names one more makes nothing worse. */
function isMissingNodeTyping({ code, message }: { readonly code: number; readonly message: string }): boolean {
	if (![2304, 2307, 2580, 2591, 2792].includes(code)) { return false; }
	const name = /'([^']+)'/.exec(message)?.[1] ?? '';
	return builtinModule(name) !== undefined || ['require', 'module', 'process', 'Buffer'].includes(name);
}
