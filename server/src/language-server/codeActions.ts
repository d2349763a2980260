import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { AnalysisService, HelperPlace, ReportedFinding, ReportedFix, ResolvedFix } from '../analysis/service.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import { diagnosticData, shownSeverity, SOURCE } from './diagnostic.ts';
import type { Documents, OpenDocument } from './documents.ts';
import { FIX_ALL, fixAll, hasSafeFix } from './fixAll.ts';
import { fixTitle } from './fixTitle.ts';
import type { Log } from './guarding.ts';
import type { LiveAnalysis } from './liveAnalysis.ts';
import { toLspRange, touches } from './positions.ts';
import type { Settings } from './settings.ts';
import { suppression } from './suppression.ts';
import { toWorkspaceEdit } from './workspaceEdit.ts';

export interface CodeActionsOptions {
	readonly service: () => AnalysisService;
	readonly documents: Documents;
	readonly live: LiveAnalysis;
	readonly client: ClientAbilities;
	readonly settings: () => Settings;
	readonly log: Log;
	/** Tells the user something that needs no answer. */
	readonly say: (message: string) => void;
	/** Asks somebody where a helper goes that a fix brings. @returns the folder, relative to that of the settings; undefined if nobody chose one */
	readonly askPlace?: (place: HelperPlace) => Promise<string | undefined>;
}

/** What an unresolved action carries: which fix of which finding, or all of a file. */
const actionData = z.union([
	z.object({ uri: z.string(), fingerprint: z.string(), fix: z.number() }),
	z.object({ uri: z.string(), fixAll: z.literal(true) }),
]);
type ActionData = z.infer<typeof actionData>;

export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, FIX_ALL];

/**
 * The code actions at a range: the fixes of the findings there, silencing them with a reason, and fixing the whole file. An edit is
 * built and checked only when the client asks for it (`codeAction/resolve`), or at once where it never would.
 */
export async function codeActions(parameters: CodeActionParams, options: CodeActionsOptions): Promise<CodeAction[]> {
	const document = options.documents.ofUri(parameters.textDocument.uri);
	if (document === undefined || !options.client.codeActionLiterals) {
		return [];
	}
	const findings = (await options.live.findingsOf(document))?.filter((finding) => shownSeverity(finding, options.settings()) !== undefined);
	const here = findingsAt(parameters, findings, options.live.lastFindingsOf(document));
	const actions: CodeAction[] = [];
	if (wants(parameters, CodeActionKind.QuickFix)) {
		for (const { finding, diagnostic } of here) {
			actions.push(...finding.fixes.map((fix, index) => fixAction(document, finding, fix, index, diagnostic, options.client)));
		}
		if (findings !== undefined) {
			actions.push(...here.map(({ finding, diagnostic }) => suppression(document, finding, diagnostic, options.client)));
		}
	}
	const isAskedToFixAll = parameters.context.only !== undefined || here.some(({ finding }) => hasSafeFix(finding));
	if (wants(parameters, FIX_ALL) && isAskedToFixAll && findings?.some(hasSafeFix)) {
		actions.push({ title: 'Fix all that Unblock can fix safely', kind: FIX_ALL, data: { uri: document.uri, fixAll: true } satisfies ActionData });
	}
	return options.client.lazyCodeActionEdits ? actions : await resolveAll(actions, options);
}

/** Adds the edit to an action that has none; where the fix is refused, the action comes back disabled and the reason is shown. */
export async function resolveCodeAction(action: CodeAction, options: CodeActionsOptions): Promise<CodeAction> {
	const data = actionData.safeParse(action.data).data;
	const document = data && options.documents.ofUri(data.uri);
	if (action.edit !== undefined || data === undefined || document === undefined) {
		return action;
	}
	if ('fixAll' in data) {
		const edit = await fixAll(document, options);
		return edit === undefined ? refuse(action, 'No fix could be made', options) : { ...action, edit };
	}
	const resolved = await resolveFix(document.file, data, options);
	if (resolved.kind === 'refusal') {
		return refuse(action, resolved.reason, options);
	}
	const { title, safety, caution, edits } = resolved.fix;
	const shown = fixTitle(resolved.fix);
	if (safety === 'review' && shown !== action.title && options.client.lazyCodeActionEdits) {
		// Less safe than it looked when it was offered: too late for the title, which the client has shown already.
		options.say(`Look at the change: ${shown}`);
	}
	// Not `needsConfirmation`: see fixTitle.
	const annotation = safety === 'review' ? { label: title, needsConfirmation: false, description: caution ?? 'This may change what the code does.' } : undefined;
	return { ...action, ...(!options.client.lazyCodeActionEdits && { title: shown }), edit: toWorkspaceEdit(edits, options.documents, options.client, annotation) };
}

/** Builds and checks a fix; where it brings a helper and nothing says where that goes, somebody is asked, once: the settings remember it. */
async function resolveFix(file: string, { fingerprint, fix }: { readonly fingerprint: string; readonly fix: number }, { service, client, askPlace }: CodeActionsOptions): Promise<ResolvedFix> {
	const resolved = await service().resolveFix(file, fingerprint, fix);
	if (resolved.kind === 'refusal') {
		return resolved;
	}
	if (!client.createsFiles && resolved.fix.edits.some((edit) => edit.isNewFile === true)) {
		return { kind: 'refusal', reason: 'it brings a new file, which this editor cannot make; `unblock fix --review` can' };
	}
	if (resolved.place === undefined || askPlace === undefined) {
		return resolved;
	}
	const directory = await askPlace(resolved.place);
	return directory === undefined ? { kind: 'refusal', reason: 'no folder was chosen' } : service().resolveFix(file, fingerprint, fix, directory);
}

function refuse(action: CodeAction, reason: string, { client, log, say }: CodeActionsOptions): CodeAction {
	log('info', `“${action.title}” was not done: ${reason}`);
	if (client.lazyCodeActionEdits) {
		say(`“${action.title}” was not done: ${reason}`);
	}
	return client.disabledCodeActions ? { ...action, disabled: { reason } } : action;
}

/** For clients that do not resolve: only what can be done is offered, or shown as disabled. Fixing all is too dear to be tried each time. */
async function resolveAll(actions: readonly CodeAction[], options: CodeActionsOptions): Promise<CodeAction[]> {
	const resolved: CodeAction[] = [];
	for (const action of actions) {
		const done = await resolveCodeAction(action, options);
		if (done.edit !== undefined || done.disabled !== undefined) {
			resolved.push({ ...done, data: undefined });
		}
	}
	return resolved;
}

/** The findings that the range touches, and those whose diagnostics the client says are there (it moves them along with the text). */
function findingsAt({ range, context }: CodeActionParams, current: readonly ReportedFinding[] | undefined, last: readonly ReportedFinding[]) {
	const diagnostics = new Map<string, Diagnostic>();
	for (const diagnostic of context.diagnostics) {
		const data = diagnostic.source === SOURCE ? diagnosticData.safeParse(diagnostic.data).data : undefined;
		if (data !== undefined) {
			diagnostics.set(data.fingerprint, diagnostic);
		}
	}
	return (current ?? last)
		.filter((finding) => diagnostics.has(finding.fingerprint) || (current !== undefined && touches(toLspRange(finding), range)))
		.map((finding) => ({ finding, diagnostic: diagnostics.get(finding.fingerprint) }));
}

function fixAction(document: OpenDocument, finding: ReportedFinding, fix: ReportedFix, index: number, diagnostic: Diagnostic | undefined, client: ClientAbilities): CodeAction {
	const isReview = fix.safety === 'review';
	return {
		title: fixTitle(fix),
		kind: CodeActionKind.QuickFix,
		...(diagnostic && { diagnostics: [diagnostic] }),
		...(client.preferredCodeActions && !isReview && { isPreferred: true }),
		data: { uri: document.uri, fingerprint: finding.fingerprint, fix: index } satisfies ActionData,
	};
}

/** Whether the client asked for this kind: kinds are a tree, and asking for a branch asks for all on it. */
function wants({ context }: CodeActionParams, kind: string): boolean {
	return context.only === undefined || context.only.some((asked) => kind === asked || kind.startsWith(`${asked}.`) || asked === '');
}
