/** Builds a finding's fix and checks it before it is offered: the compiler must report no error that was not there before. */
import { applyEdits } from '../fixes/apply.ts';
import { checkFix, type CheckDiagnostic } from '../fixes/check.ts';
import { buildEdits } from '../languages/typescript/edits/buildEdits.ts';
import { builtinModule } from '../languages/typescript/moduleNames.ts';
import { errorsWithTypes } from '../languages/typescript/edits/javascriptTypes.ts';
import type { BuiltEdits } from '../languages/typescript/edits/refusal.ts';
import type { FixIntent, TextEdit } from '../rules/finding.ts';
import { withSetting } from '../workspace/configEdit.ts';
import { directoryOf, normalizePath, relativePath } from '../workspace/paths.ts';
import { configFileName } from '../workspace/schema.ts';
import { buildPythonEdits, checkPythonEdits } from './pythonFix.ts';
import { buildRustEdits, checkRustEdits } from './rustFix.ts';
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
	const project = chosen === undefined ? session.fixProject : { ...session.fixProject, runtimeDirectoryOf: () => chosen };
	const build = (wanted: FixIntent) => (session.languageId === 'python' ? buildPythonEdits(session, wanted) : session.languageId === 'rust' ? buildRustEdits(session, wanted) : buildEdits(session.typescript, wanted, project));
	let built = build(intent);
	if (built.kind === 'refusal') { return refuse(session, file, built.reason); }
	yield;
	let checked = session.languageId === 'python' ? checkPythonEdits(session, built.edits) : session.languageId === 'rust' ? checkRustEdits(session, built.edits) : check(session, file, built);
	const guarded = checked === undefined ? undefined : withOptionalToken(intent, checked);
	const again = guarded === undefined ? undefined : build(guarded);
	if (again?.kind === 'edits') { [built, checked] = [again, check(session, file, again)]; }
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

/** The same with `signal?.aborted`, where the compiler says that there may be no signal. */
function withOptionalToken(intent: FixIntent, reason: string): FixIntent | undefined {
	return intent.kind === 'rethrow-abort' && /is possibly '(?:null' or ')?undefined'/.test(reason) ? { ...intent, token: `${intent.token}?` } : undefined;
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

/** How many files that import a changed one are looked at: a fix is not to make people wait. */
const dependentLimit = 20;

/** Asks the compiler about the edited texts in place of the present ones, all of them at once, and takes them back. */
function check(session: Session, home: string, { edits, changesTypes }: BuiltEdits): string | undefined {
	const edited = new Set(edits.map((edit) => edit.file));
	const texts = new Map<string, string>();
	for (const file of edited) {
		const present = session.textOf(file)?.text;
		const own = edits.filter((edit) => edit.file === file);
		if ((present === undefined) !== own.some((edit) => edit.isNewFile === true)) { return present === undefined ? 'a file it changes is not there any more' : 'a file it would make is there already'; }
		texts.set(file, applyEdits(present ?? '', own));
	}
	const files = [...edited, ...(changesTypes === true ? dependentsOf(session, edited) : [])];
	const added = new Set(edits.filter((edit) => edit.isNewFile === true).map((edit) => edit.file));
	const before = files.map((file) => (added.has(file) ? [] : errorsIn(session, file)));
	// A file of ours is looked at as the project itself does: it owes no types where JavaScript has none.
	const after = session.withTexts(texts, () => files.map((file) => (added.has(file) ? session.typescript.diagnostics(file).filter((diagnostic) => !isMissingNodeTyping(diagnostic)) : errorsIn(session, file))));
	const result = checkFix(files.map((file, index) => ({ file, before: before[index] ?? [], after: after[index] ?? [] })), edits, home);
	return result.kind === 'refusal' ? result.reason : undefined;
}

/** The errors of a file in the text that the compiler sees now. JavaScript is checked with types as well, for this question only. */
function errorsIn(session: Session, file: string): readonly CheckDiagnostic[] {
	const text = session.overlays.get(file) ?? session.textOf(file)?.text ?? '';
	return errorsWithTypes(file, text, (asked) => session.withText(file, asked, () => session.typescript.diagnostics(file)))
		.filter((diagnostic) => !isMissingNodeTyping(diagnostic) && diagnostic.code !== notListed);
}

/** "File is not listed within the file list of project": said of a file that is not on the disk yet, where a project is `composite`, whatever its patterns include. */
const notListed = 6307;

/** Files known to import one of these. */
function dependentsOf(session: Session, files: ReadonlySet<string>): readonly string[] {
	return [...session.outlines.values()]
		.filter((outline) => !files.has(outline.file) && outline.dependencies.some((file) => files.has(file)))
		.map((outline) => outline.file).toSorted().slice(0, dependentLimit);
}

/** What a project knows that has Node's typings or a browser's; one that has neither does not know `console` either. */
const nodeGlobals: ReadonlySet<string> = new Set(['require', 'module', 'process', 'Buffer', 'console', 'setTimeout', 'clearTimeout', 'AbortSignal', 'AbortController']);

/** Where Node's typings are not installed, its modules and globals are errors everywhere: a fix that names one more makes nothing worse. */
function isMissingNodeTyping({ code, message }: { readonly code: number; readonly message: string }): boolean {
	if (![2304, 2307, 2552, 2580, 2584, 2591, 2792].includes(code)) { return false; }
	const name = /'([^']+)'/.exec(message)?.[1] ?? '';
	return builtinModule(name) !== undefined || nodeGlobals.has(name);
}
