import { diffLines } from 'diff';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisService, ReportedFinding } from '../analysis/service.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import { shownSeverity } from './diagnostic.ts';
import type { Documents, OpenDocument } from './documents.ts';
import type { Log } from './guarding.ts';
import type { LiveAnalysis } from './liveAnalysis.ts';
import { toLspRange } from './positions.ts';
import type { Settings } from './settings.ts';

export const FIX_ALL = 'source.fixAll.unblock';

export interface FixAllOptions {
	readonly service: () => AnalysisService;
	readonly documents: Documents;
	readonly live: LiveAnalysis;
	readonly client: ClientAbilities;
	readonly settings: () => Settings;
	readonly log: Log;
}

/** Whether one of a finding's fixes can be applied without a person looking at it. */
export function hasSafeFix(finding: ReportedFinding): boolean {
	return finding.fixes.some((fix) => fix.safety === 'safe');
}

/**
 * Applies the `safe` fixes of a document one after another, each built and checked on the text that the ones before it left, and returns
 * what changed in all. Undefined if nothing can be fixed, or if the document was changed meanwhile.
 */
export async function fixAll(document: OpenDocument, options: FixAllOptions): Promise<WorkspaceEdit | undefined> {
	const before = document.text.getText();
	const fixed = await options.live.whileHeld(document, () => fixOneByOne(document, options));
	if (fixed === undefined || fixed === before) {
		return undefined;
	}
	const edits = lineEdits(before, fixed);
	return options.client.documentChanges
		? { documentChanges: [{ textDocument: { uri: document.uri, version: document.text.version }, edits }] }
		: { changes: { [document.uri]: edits } };
}

/**
 * From the last finding to the first, because a fingerprint holds the ordinal among its like: fixing the last leaves the others theirs.
 * @returns the fixed text; undefined if the document was changed meanwhile
 */
async function fixOneByOne(document: OpenDocument, { service, documents, settings, log }: FixAllOptions): Promise<string | undefined> {
	const analyzed = async (revision: number) => {
		const result = await service().analyze(document.file);
		return result?.version === revision ? result.findings : undefined;
	};
	const tried = new Set<string>();
	let text = document.text.getText();
	let findings = await analyzed(document.revision);
	for (let next = lastToFix(findings, tried, settings()); next !== undefined; next = lastToFix(findings, tried, settings())) {
		const fixed = await fixFinding(next, text, tried, service(), log);
		if (documents.ofFile(document.file)?.revision !== document.revision) {
			return undefined;
		}
		if (fixed !== undefined) {
			text = fixed;
			findings = await analyzed(documents.pretend(document, text));
		}
	}
	return findings === undefined ? undefined : text;
}

function lastToFix(findings: readonly ReportedFinding[] | undefined, tried: ReadonlySet<string>, settings: Settings): ReportedFinding | undefined {
	return findings
		?.filter((finding) => hasSafeFix(finding) && !tried.has(finding.fingerprint) && shownSeverity(finding, settings) !== undefined)
		.sort((a, b) => a.line - b.line || a.column - b.column)
		.at(-1);
}

/** @returns the text with the finding's first safe fix applied; undefined if it was refused or reaches into other files */
async function fixFinding(finding: ReportedFinding, text: string, tried: Set<string>, service: AnalysisService, log: Log): Promise<string | undefined> {
	tried.add(finding.fingerprint);
	const index = finding.fixes.findIndex((fix) => fix.safety === 'safe');
	const resolved = await service.resolveFix(finding.file, finding.fingerprint, index);
	if (resolved.kind === 'refusal') {
		log('info', `${finding.file}:${finding.line} was not fixed: ${resolved.reason}`);
		return undefined;
	}
	const { safety, edits } = resolved.fix;
	if (safety !== 'safe' || edits.some((edit) => edit.file !== finding.file)) {
		log('info', `${finding.file}:${finding.line} was not fixed: the fix ${safety === 'safe' ? 'reaches into other files, and is to be applied by itself' : 'needs a review'}`);
		return undefined;
	}
	return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits.map((edit) => ({ range: toLspRange(edit), newText: edit.newText })));
}

/** What turns one text into the other, as edits of whole lines: small, so that cursors and folds elsewhere stay. */
export function lineEdits(before: string, after: string): TextEdit[] {
	const edits: TextEdit[] = [];
	let line = 0;
	let open: TextEdit | undefined;
	for (const { value, count, added, removed } of diffLines(before, after)) {
		if (!added && !removed) {
			line += count;
			open = undefined;
			continue;
		}
		if (open === undefined) {
			open = { range: { start: { line, character: 0 }, end: { line, character: 0 } }, newText: '' };
			edits.push(open);
		}
		if (added) {
			open.newText += value;
		} else {
			line += count;
			open.range.end = { line, character: 0 };
		}
	}
	return edits;
}
