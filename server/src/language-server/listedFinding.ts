/** What a client may ask about a finding that it lists: to fix it, or to silence it. The client has opened the document before it asks. */
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { ReportedFinding } from '../analysis/service.ts';
import { resolveCodeAction, type CodeActionsOptions } from './codeActions.ts';
import type { OpenDocument } from './documents.ts';
import { fixTitle } from './fixTitle.ts';
import { suppressionOf } from './suppression.ts';

const named = z.object({ uri: z.string(), fingerprint: z.string() });
/** What the request `unblock/fix` carries: the finding, and which of its fixes. */
export const fixParameters = named.extend({ fix: z.number().int().min(0) });
/** What the request `unblock/suppress` carries: the finding, and why it is fine. */
export const suppressParameters = named.extend({ reason: z.string() });

/**
 * Builds and checks a fix, as the quick fix does.
 * @returns the code action with its edit, or disabled with the reason; null where the finding is no longer there
 */
export async function fixListed({ uri, fingerprint, fix }: z.infer<typeof fixParameters>, options: CodeActionsOptions): Promise<CodeAction | null> {
	const found = await find(uri, fingerprint, options);
	const offered = found?.finding.fixes[fix];
	if (found === undefined || offered === undefined) { return null; }
	return resolveCodeAction({ title: fixTitle(offered), data: { uri: found.document.uri, fingerprint, fix } }, options);
}

/** The edit that puts a comment with the reason above the finding; null where the finding is no longer there. */
export async function suppressListed({ uri, fingerprint, reason }: z.infer<typeof suppressParameters>, options: CodeActionsOptions): Promise<WorkspaceEdit | null> {
	const found = await find(uri, fingerprint, options);
	return found === undefined ? null : suppressionOf(found.document, found.finding, reason, options.client);
}

/** The finding in the document's present text. */
async function find(uri: string, fingerprint: string, { documents, live }: CodeActionsOptions): Promise<{ document: OpenDocument; finding: ReportedFinding } | undefined> {
	// By its path: the URI may be the server's own, which spells some letters otherwise than the client.
	const file = documents.fileOf(uri);
	const document = file === undefined ? undefined : documents.ofFile(file);
	const finding = document && (await live.findingsOf(document))?.find((each) => each.fingerprint === fingerprint);
	return finding && { document, finding };
}
