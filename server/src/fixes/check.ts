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
	const known = new Map<string, number>();
	const moved = movement(edits.filter((edit) => edit.file === file));
	for (const diagnostic of port.diagnostics(file, before)) {
		const key = keyOf(diagnostic, moved.before(diagnostic.start));
		known.set(key, (known.get(key) ?? 0) + 1);
	}
	const added = port.diagnostics(file, after).filter((diagnostic) => {
		const key = keyOf(diagnostic, moved.after(diagnostic.start));
		const left = known.get(key) ?? 0;
		known.set(key, left - 1);
		return left <= 0;
	});
	const first = added[0];
	return first === undefined ? { kind: 'ok' } : { kind: 'refusal', reason: `the compiler would report: ${first.message}` };
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
