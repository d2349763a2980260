import type { Connection } from 'vscode-languageserver/node';
import type { ReportedFinding } from '../analysis/service.ts';
import type { Severity } from '../catalogue/schema.ts';
import type { Presentation } from './diagnostic.ts';
import { fixTitle } from './fixTitle.ts';
import { toLspRange } from './positions.ts';

/** The notification `unblock/findings`: the findings of some files, each in place of what was told of it before. */
export interface ToldFindings {
	readonly files: readonly { readonly uri: string; readonly findings: readonly ListedFinding[] }[];
}

type LspRange = ReturnType<typeof toLspRange>;

/** A finding as a client lists it: with what a diagnostic has no place for. Ranges are LSP's, 0-based. */
export interface ListedFinding {
	readonly rule: string;
	readonly severity: Severity;
	/** `acceptable` and `suppressed` ones have a reason, and are no diagnostics. */
	readonly verdict: 'bad' | 'acceptable' | 'suppressed';
	readonly reason?: string;
	readonly range: LspRange;
	readonly function: string;
	readonly message: string;
	readonly impact: string;
	/** The path to what blocks, the reported call first. */
	readonly chain: readonly { readonly uri: string; readonly range: LspRange; readonly label: string }[];
	/** Their places in this array are what `unblock/fix` takes. */
	readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[];
	readonly guide: string;
	readonly fingerprint: string;
}

/** News are collected for so long before they are sent, in ms: an audit has some for every file. */
const COLLECT = 20;

/** Tells a client that asked for it (`initializationOptions.listsFindings`) what is found in each file, whenever that changes. */
export class FindingsFeed {
	readonly #send: (told: ToldFindings) => void;
	readonly #presentation: Presentation;
	readonly #news = new Map<string, readonly ReportedFinding[]>();
	/** What the client knows of a file, and under which URI; a document without a file takes its URI with it. */
	readonly #told = new Map<string, { readonly uri: string; readonly text: string }>();
	#timer: NodeJS.Timeout | undefined;

	constructor(send: (told: ToldFindings) => void, presentation: Presentation) {
		this.#send = send;
		this.#presentation = presentation;
	}

	static of(connection: Connection, presentation: Presentation): FindingsFeed {
		return new FindingsFeed((told) => void connection.sendNotification('unblock/findings', told).catch(() => {}), presentation);
	}

	/** All findings of a file, in place of those before. */
	set(file: string, findings: readonly ReportedFinding[]): void {
		this.#news.set(file, findings);
		this.#timer ??= setTimeout(() => this.#tell(), COLLECT);
	}

	dispose(): void {
		clearTimeout(this.#timer);
	}

	#tell(): void {
		this.#timer = undefined;
		const files: { uri: string; findings: readonly ListedFinding[] }[] = [];
		for (const [file, found] of this.#news) {
			const findings = found.flatMap((finding) => this.#listed(finding));
			const uri = this.#presentation.uriOf(file);
			const before = this.#told.get(file);
			const text = JSON.stringify(findings);
			if (before?.uri === uri ? before.text === text : before === undefined && findings.length === 0) { continue; }
			if (before !== undefined && before.uri !== uri) { files.push({ uri: before.uri, findings: [] }); }
			if (findings.length > 0 || before?.uri === uri) { files.push({ uri, findings }); }
			if (findings.length > 0) { this.#told.set(file, { uri, text }); } else { this.#told.delete(file); }
		}
		this.#news.clear();
		if (files.length > 0) { this.#send({ files }); }
	}

	/** Nothing for a rule that the settings switch off. */
	#listed(finding: ReportedFinding): ListedFinding[] {
		const { uriOf, settings } = this.#presentation;
		const isBad = finding.verdict === 'bad' && finding.suppressed === undefined;
		const override = settings().severity[finding.rule];
		if (override === 'off') { return []; }
		const reason = finding.suppressed ?? finding.reason ?? undefined;
		return [{
			rule: finding.rule,
			severity: (isBad ? override : undefined) ?? finding.severity,
			verdict: finding.suppressed === undefined ? finding.verdict : 'suppressed',
			...(!isBad && reason !== undefined && { reason }),
			range: toLspRange(finding),
			function: finding.function,
			message: finding.message,
			impact: finding.impact,
			chain: finding.chain.map((link) => ({ uri: uriOf(link.file), range: toLspRange(link), label: link.label })),
			fixes: finding.fixes.map((fix) => ({ title: fixTitle(fix), safety: fix.safety })),
			guide: finding.guide,
			fingerprint: finding.fingerprint,
		}];
	}
}
