import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { languageOf } from '../analysis/languageKinds.ts';
import type { AnalysisError, ReportedFinding } from '../analysis/service.ts';
import { isWithin } from '../workspace/paths.ts';
import { toConfigDiagnostic, toDiagnostics, type Presentation } from './diagnostic.ts';

interface LiveFindings {
	readonly findings: readonly ReportedFinding[];
	/** The protocol's version of the text they were found in. */
	readonly version: number;
	readonly isPartial: boolean;
}

/**
 * Holds what the editor is to show and publishes it, file by file: the live findings of an open document; else those of the last audit;
 * and mistakes in configuration files. Nothing is taken away before there is something newer to show.
 */
export class Publisher {
	readonly #send: (parameters: PublishDiagnosticsParams) => void;
	readonly #presentation: Presentation;
	readonly #isFile: (path: string) => boolean;
	readonly #list: (file: string, findings: readonly ReportedFinding[]) => void;
	readonly #live = new Map<string, LiveFindings>();
	#audited = new Map<string, readonly ReportedFinding[]>();
	#wasAudited = false;
	/** Of closed documents that no audit has seen: listed, but no diagnostics, which go with their document. */
	readonly #closed = new Map<string, readonly ReportedFinding[]>();
	/** Open documents whose file was deleted meanwhile. */
	readonly #deleted = new Set<string>();
	/** By what was being analysed when they showed up: an open file, or `AUDIT`. */
	readonly #configErrors = new Map<string, readonly AnalysisError[]>();
	/** Under which URI a file's diagnostics are shown at present. */
	readonly #shown = new Map<string, string>();

	/**
	 * @param isFile false for a path that stands for a whole project, which has no place to show an error in
	 * @param list is told the findings of a file, those that are fine included, whenever they change
	 */
	constructor(send: (parameters: PublishDiagnosticsParams) => void, presentation: Presentation, isFile: (path: string) => boolean, list: (file: string, findings: readonly ReportedFinding[]) => void = () => {}) {
		this.#isFile = isFile;
		this.#list = list;
		this.#send = send;
		this.#presentation = presentation;
	}

	/** Findings of an open document as it is now; partial ones are never kept in place of an audit's. */
	setLive(file: string, findings: readonly ReportedFinding[], version: number, isPartial = false): void {
		this.#live.set(file, { findings, version, isPartial });
		this.#publish(file, true);
	}

	/**
	 * The document was closed: from now on the last audit's findings are shown, or nothing.
	 * @param isSaved the live findings are those of the text on disk, so they are newer than the audit's
	 */
	dropLive(file: string, isSaved: boolean): void {
		const live = this.#live.get(file);
		this.#live.delete(file);
		if (!this.#deleted.delete(file) && live !== undefined && !live.isPartial && isSaved) {
			(this.#wasAudited ? this.#audited : this.#closed).set(file, live.findings);
		}
		this.setConfigErrors(file, []);
		this.#publish(file);
	}

	/**
	 * Takes over what an audit found, in place of what an earlier one had found.
	 * @param onlyFiles the audit ended early: findings of all other files stay
	 */
	setAudited(findings: readonly ReportedFinding[], onlyFiles?: readonly string[]): void {
		const previous = this.#audited;
		const next = byFile(findings);
		if (onlyFiles !== undefined) {
			const replaced = new Set(onlyFiles);
			for (const [file, kept] of [...this.#closed, ...previous]) {
				if (!replaced.has(file) && !next.has(file)) {
					next.set(file, kept);
				}
			}
		}
		const closed = [...this.#closed.keys()];
		this.#closed.clear();
		this.#audited = next;
		this.#wasAudited = true;
		for (const file of new Set([...previous.keys(), ...next.keys(), ...closed])) {
			if (!this.#live.has(file)) {
				this.#publish(file);
			}
		}
	}

	/** Whether findings of a file are shown that are not those of an open document. */
	holdsClosed(file: string): boolean {
		return !this.#live.has(file) && (this.#audited.has(file) || this.#closed.has(file));
	}

	/** Findings of a file that is not open, as it is on disk now. */
	renewClosed(file: string, findings: readonly ReportedFinding[]): void {
		(this.#audited.has(file) ? this.#audited : this.#closed).set(file, findings);
		this.#publish(file);
	}

	/** Tells whether a file is on disk. One that is not is listed no longer; an open document keeps its diagnostics. With a folder go the files in it. */
	setOnDisk(file: string, isThere: boolean): void {
		// Of other files there is nothing; what has no such ending may be a folder.
		if (!isThere && languageOf(file) === undefined) {
			for (const each of new Set([...this.#live.keys(), ...this.#audited.keys(), ...this.#closed.keys()])) {
				if (each !== file && isWithin(file, each)) { this.setOnDisk(each, false); }
			}
		}
		if (isThere) {
			if (this.#deleted.delete(file)) {
				this.#publish(file);
			}
			return;
		}
		this.forgetAudited(file);
		if (this.#live.has(file)) {
			this.#deleted.add(file);
			this.#publish(file);
		}
	}

	/** The audit's findings of a file that is gone, or whose configuration has changed, count no longer. */
	forgetAudited(file: string): void {
		if (this.#closed.delete(file) || this.#audited.delete(file)) {
			this.#publish(file);
		}
		const kept = this.#configErrors.get(AUDIT)?.filter((error) => error.file !== file);
		if (kept !== undefined) {
			this.setConfigErrors(AUDIT, kept);
		}
	}

	/**
	 * Takes the configuration errors among all those of an analysis.
	 * @param source the open file (or `AUDIT`) whose analysis it was; they stand until it is analysed again or closed
	 */
	setConfigErrors(source: string, all: readonly AnalysisError[]): void {
		const errors = all.filter((error) => error.kind === 'config' && this.#isFile(error.file));
		const before = this.#configErrors.get(source) ?? [];
		if (before.length === 0 && errors.length === 0) {
			return;
		}
		this.#configErrors.set(source, errors);
		for (const file of new Set([...before, ...errors].map((error) => error.file))) {
			this.#publish(file);
		}
	}

	/** Sends everything again, because its looks have changed (a setting). */
	republish(): void {
		for (const file of new Set([...this.#live.keys(), ...this.#audited.keys(), ...this.#closed.keys(), ...this.#shown.keys()])) {
			this.#publish(file);
		}
	}

	#publish(file: string, evenIfEmpty = false): void {
		const live = this.#live.get(file);
		const findings = live?.findings ?? this.#audited.get(file) ?? [];
		this.#list(file, this.#deleted.has(file) ? [] : live === undefined ? this.#closed.get(file) ?? findings : findings);
		const diagnostics = [...toDiagnostics(findings, this.#presentation), ...this.#configDiagnostics(file)];
		const uri = this.#presentation.uriOf(file);
		const shownAs = this.#shown.get(file);
		if (shownAs !== undefined && shownAs !== uri) {
			// The document had a URI of its own, which went with it (`untitled:`).
			this.#shown.delete(file);
			this.#send({ uri: shownAs, diagnostics: [] });
		}
		if (diagnostics.length === 0 && !this.#shown.has(file) && !evenIfEmpty) {
			return;
		}
		if (diagnostics.length === 0) {
			this.#shown.delete(file);
		} else {
			this.#shown.set(file, uri);
		}
		this.#send({ uri, diagnostics, ...(live && { version: live.version }) });
	}

	#configDiagnostics(file: string): readonly Diagnostic[] {
		const errors = [...this.#configErrors.values()].flat().filter((error) => error.file === file);
		return [...new Map(errors.map((error) => [`${error.line}:${error.column} ${error.message}`, toConfigDiagnostic(error)])).values()];
	}
}

function byFile(findings: readonly ReportedFinding[]): Map<string, readonly ReportedFinding[]> {
	const files = new Map<string, ReportedFinding[]>();
	for (const finding of findings) {
		const found = files.get(finding.file) ?? [];
		found.push(finding);
		files.set(finding.file, found);
	}
	return files;
}

/** The source of configuration errors that an audit met. */
export const AUDIT = '<audit>';
