/** Builds a finding's fix and checks it before it is offered. */
import type { TextEdit } from '../rules/finding.ts';
import { withSetting } from '../workspace/configEdit.ts';
import { directoryOf, normalizePath, relativePath } from '../workspace/paths.ts';
import { configFileName } from '../workspace/schema.ts';
import { outlineReachable } from './reach.ts';
import { findingsOf, rangeOf, titleOf } from './reporting.ts';
import type { Job } from './scheduler.ts';
import type { ResolvedFix } from './service.ts';
import type { Session } from './session.ts';

/** The n-th fix of the finding with this fingerprint, in the file's present text. A refusal is logged with its reason. */
export function* fixJob(session: Session, file: string, fingerprint: string, number: number, helperDirectory?: string): Job<ResolvedFix> {
	// Callers and callees farther off could only make a fix safer than it is offered.
	yield* outlineReachable(session, [file], 2000);
	const intent = findingsOf(session, file).find(({ finding }) => finding.fingerprint === fingerprint)?.finding.fixes[number];
	if (intent === undefined) { return refuse(session, file, 'the finding is no longer there'); }
	const config = session.configs.configFor(file);
	const settings = config.file ?? `${session.rootOf(file)}/${configFileName}`;
	const chosen = helperDirectory === undefined ? undefined : normalizePath(helperDirectory, directoryOf(settings));
	const { build, check, otherwise } = session.options.kit.fixes;
	let built = build(session, intent, chosen);
	if (built.kind === 'refusal') { return refuse(session, file, built.reason); }
	yield;
	let checked = check(session, built, file);
	const other = checked === undefined ? undefined : otherwise?.(intent, checked);
	const again = other === undefined ? undefined : build(session, other, chosen);
	if (again?.kind === 'edits') { [built, checked] = [again, check(session, again, file)]; }
	if (checked !== undefined) { return refuse(session, file, checked); }
	const helper = built.edits.find((edit) => edit.isNewFile === true);
	return {
		kind: 'fix',
		fix: {
			title: titleOf(session, intent), safety: intent.safety, ...(intent.caution !== undefined && { caution: intent.caution }),
			edits: [...built.edits, ...remembered(session, settings, helperDirectory)].map((edit) => ({ file: edit.file, ...rangeOf(session, edit.file, edit.span), newText: edit.newText, ...(edit.isNewFile === true && { isNewFile: true as const }) })),
		},
		...(helper !== undefined && config.runtimeDirectory === undefined && { place: { directory: relativePath(directoryOf(settings), directoryOf(helper.file)), settings } }),
	};
}

/** The edit by which the settings remember where helpers go. */
function remembered(session: Session, settings: string, helperDirectory: string | undefined): readonly TextEdit[] {
	if (helperDirectory === undefined) { return []; }
	const text = session.textOf(settings)?.text;
	return withSetting(text, 'runtimeDirectory', helperDirectory).map((edit) => ({ file: settings, ...edit, ...(text === undefined && { isNewFile: true as const }) }));
}

function refuse(session: Session, file: string, reason: string): ResolvedFix {
	session.options.log('info', `${file}: no fix offered: ${reason}`);
	return { kind: 'refusal', reason };
}
