/** Builds fixes of TypeScript and checks them: the compiler must report no error that was not there before. */
import { applyEdits } from '../../fixes/apply.ts';
import { checkFix, type CheckDiagnostic } from '../../fixes/check.ts';
import { buildEdits } from '../../languages/typescript/edits/buildEdits.ts';
import { errorsWithTypes } from '../../languages/typescript/edits/javascriptTypes.ts';
import { builtinModule } from '../../languages/typescript/moduleNames.ts';
import type { BuiltEdits, EditResult } from '../../languages/refusal.ts';
import type { FixIntent } from '../../rules/finding.ts';
import { withTexts } from '../otherTexts.ts';
import type { Session } from '../session.ts';

/** `helperDirectory`: where helpers go that it copies, absolute; absent where the settings say. */
export function buildTypeScriptEdits(session: Session, intent: FixIntent, helperDirectory: string | undefined): EditResult {
	return buildEdits(session.typescript, intent, helperDirectory === undefined ? session.fixProject : { ...session.fixProject, runtimeDirectoryOf: () => helperDirectory });
}

/** The fix to try where another is refused for a reason of the compiler's: the same with `signal?.aborted`, where the compiler says that there may be no signal. */
export function withOptionalToken(intent: FixIntent, reason: string): FixIntent | undefined {
	return intent.kind === 'rethrow-abort' && /is possibly '(?:null' or ')?undefined'/.test(reason) ? { ...intent, token: `${intent.token}?` } : undefined;
}

/** How many files that import a changed one are looked at: a fix is not to make people wait. */
const dependentLimit = 20;

/** Why edits are not offered; undefined if nothing is against them. Asks the compiler about the edited texts in place of the present ones, all of them at once, and takes them back. */
export function checkTypeScriptEdits(session: Session, { edits, changesTypes }: BuiltEdits, home: string): string | undefined {
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
	const after = withTexts(session, texts, () => files.map((file) => (added.has(file) ? session.typescript.diagnostics(file).filter((diagnostic) => !isMissingNodeTyping(diagnostic)) : errorsIn(session, file))));
	const result = checkFix(files.map((file, index) => ({ file, before: before[index] ?? [], after: after[index] ?? [] })), edits, home);
	return result.kind === 'refusal' ? result.reason : undefined;
}

/** The errors of a file in the text that the compiler sees now. JavaScript is checked with types as well, for this question only. */
function errorsIn(session: Session, file: string): readonly CheckDiagnostic[] {
	const text = session.overlays.get(file) ?? session.textOf(file)?.text ?? '';
	return errorsWithTypes(file, text, (asked) => withTexts(session, new Map([[file, asked]]), () => session.typescript.diagnostics(file)))
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
