import type { TextEdit } from '../rules/finding.ts';

/** Why no edits are made, in one clause for people. */
export interface Refusal {
	readonly kind: 'refusal';
	readonly reason: string;
}

export function refuse(reason: string): Refusal {
	return { kind: 'refusal', reason };
}

export function isRefusal(value: unknown): value is Refusal {
	return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal';
}

/** What building a fix comes to: its edits in the order of the text, none touching another's text, or why there are none. */
export type EditResult = BuiltEdits | Refusal;

export interface BuiltEdits {
	readonly kind: 'edits';
	/** May touch several files, and make new ones. */
	readonly edits: readonly TextEdit[];
	/** What a file offers to others may have another type afterwards: the files that import it are checked too. */
	readonly changesTypes?: boolean;
}
