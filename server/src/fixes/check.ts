/** Checks a fix before it is offered: after it, the compiler must find no error that was not there before. */
import type { TextEdit } from '../rules/finding.ts';
import { inOrder } from './apply.ts';

/** An error of a compiler. Offsets as those of edits: a byte order mark does not count. */
export interface CheckDiagnostic {
	readonly code: number;
	readonly start: number;
	readonly length: number;
	readonly message: string;
}

/** A compiler that can be asked what is wrong with a file if this were its text: syntax and types, errors only. */
export interface CheckPort {
	diagnostics(file: string, text: string): readonly CheckDiagnostic[];
}

export type Checked = { readonly kind: 'ok' } | { readonly kind: 'refusal'; readonly reason: string };

/** Compares the errors of a file before and after its edits. The reason of a refusal names the first new error. */
export function checkEdit(port: CheckPort, file: string, before: string, after: string, edits: readonly TextEdit[]): Checked {
	const first = newError(port.diagnostics(file, before), port.diagnostics(file, after), edits.filter((edit) => edit.file === file));
	return first === undefined ? { kind: 'ok' } : { kind: 'refusal', reason: `the compiler would report: ${first.message}` };
}

/** What a compiler says of several files, before a fix and with all its edits made. A new file has no errors before. */
export interface FixDiagnostics {
	readonly file: string;
	readonly before: readonly CheckDiagnostic[];
	readonly after: readonly CheckDiagnostic[];
}

/** Compares the errors of every file that a fix touches, and of those that use what it changes. A refusal names the first new error, and its file if it is not `home`. */
export function checkFix(diagnostics: readonly FixDiagnostics[], edits: readonly TextEdit[], home: string): Checked {
	for (const { file, before, after } of diagnostics) {
		const first = newError(before, after, edits.filter((edit) => edit.file === file));
		if (first !== undefined) { return { kind: 'refusal', reason: `the compiler would report${file === home ? '' : ` in ${file.slice(file.lastIndexOf('/') + 1)}`}: ${first.message}` }; }
	}
	return { kind: 'ok' };
}

/** The first error after edits of one file that was not there before them, wherever they moved it. */
function newError(before: readonly CheckDiagnostic[], after: readonly CheckDiagnostic[], edits: readonly TextEdit[]): CheckDiagnostic | undefined {
	const known = new Map<string, number>();
	const moved = movement(edits);
	for (const diagnostic of before) {
		const key = keyOf(diagnostic, moved.before(diagnostic.start));
		known.set(key, (known.get(key) ?? 0) + 1);
	}
	return after.find((diagnostic) => {
		const key = keyOf(diagnostic, moved.after(diagnostic.start));
		const left = known.get(key) ?? 0;
		known.set(key, left - 1);
		return left <= 0;
	});
}

function keyOf({ code, message }: CheckDiagnostic, start: number): string {
	return `${code} ${start} ${message}`;
}

interface Movement {
	/** Where an offset of the text before is in the text after. */
	before(offset: number): number;
	/** An offset of the text after; what lies in changed text is taken to lie where the change begins. */
	after(offset: number): number;
}

function movement(edits: readonly TextEdit[]): Movement {
	let shift = 0;
	const changes = inOrder(edits).map(({ span, newText }) => {
		const change = { span, start: span.start + shift, end: span.start + shift + newText.length };
		shift += newText.length - (span.end - span.start);
		return change;
	});
	return {
		before(offset) {
			const passed = changes.findLast((change) => change.span.start <= offset);
			if (passed === undefined) { return offset; }
			return offset < passed.span.end || offset === passed.span.start ? passed.start : offset - passed.span.end + passed.end;
		},
		after(offset) {
			// What was put in front of a text moves the errors that begin with it.
			const isWithin = (change: (typeof changes)[number]) => change.start <= offset && (offset < change.end || (change.span.start === change.span.end && offset === change.end));
			return changes.find(isWithin)?.start ?? offset;
		},
	};
}
