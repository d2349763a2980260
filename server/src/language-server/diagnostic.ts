import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { AnalysisError, ReportedFinding, ReportedLink } from '../analysis/service.ts';
import type { Severity } from '../catalogue/schema.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import type { Guide } from './guide.ts';
import { toLspRange } from './positions.ts';
import type { Settings } from './settings.ts';

/** What every diagnostic of ours is marked with. */
export const SOURCE = 'unblock';

/** What a diagnostic of a finding carries back to us when the client asks what can be done about it. */
export const diagnosticData = z.object({ fingerprint: z.string(), fixes: z.number() });
export type DiagnosticData = z.infer<typeof diagnosticData>;

/** What a finding's looks depend on. */
export interface Presentation {
	readonly client: ClientAbilities;
	readonly guide: Guide;
	readonly settings: () => Settings;
	readonly uriOf: (file: string) => string;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	info: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** How severe a finding is in this editor; undefined if it is not to be seen there: acceptable, silenced, or its rule switched off. */
export function shownSeverity(finding: ReportedFinding, settings: Settings): DiagnosticSeverity | undefined {
	if (finding.verdict === 'acceptable' || finding.suppressed !== undefined) {
		return undefined;
	}
	const override = settings.severity[finding.rule] ?? finding.severity;
	return override === 'off' ? undefined : severities[override];
}

/** The diagnostics of those findings that are to be seen in the editor. */
export function toDiagnostics(findings: readonly ReportedFinding[], presentation: Presentation): Diagnostic[] {
	return findings.flatMap((finding) => {
		const severity = shownSeverity(finding, presentation.settings());
		return severity === undefined ? [] : [toDiagnostic(finding, severity, presentation)];
	});
}

function toDiagnostic(finding: ReportedFinding, severity: DiagnosticSeverity, { client, guide, uriOf }: Presentation): Diagnostic {
	const data: DiagnosticData = { fingerprint: finding.fingerprint, fixes: finding.fixes.length };
	const path = pathBelow(finding);
	return {
		range: toLspRange(finding),
		severity,
		code: finding.rule,
		source: SOURCE,
		message: finding.message,
		data,
		...(client.codeDescription && { codeDescription: { href: guide.uriFor(finding) } }),
		...(client.relatedInformation && path.length > 0 && {
			relatedInformation: path.map((link) => ({ location: { uri: uriOf(link.file), range: toLspRange(link) }, message: link.label })),
		}),
	};
}

/** The path from a finding to what blocks, without the reported call itself: whoever sees the finding is there already. */
export function pathBelow(finding: ReportedFinding): readonly ReportedLink[] {
	return finding.chain.filter((link) => link.file !== finding.file || link.line !== finding.line || link.column !== finding.column
		|| link.endLine !== finding.endLine || link.endColumn !== finding.endColumn);
}

/** The diagnostic of a mistake in a configuration file: at its position, or on the first line where that is not known. */
export function toConfigDiagnostic({ line = 1, column, message }: AnalysisError): Diagnostic {
	const start = { line: line - 1, character: (column ?? 1) - 1 };
	const end = column === undefined ? { line, character: 0 } : { line: start.line, character: start.character + 1 };
	return { range: { start, end }, severity: DiagnosticSeverity.Error, source: SOURCE, message };
}
