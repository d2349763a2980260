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
