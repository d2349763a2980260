/** What becomes of the promise of a callback at those who call it. */
import type { ResultUse } from '../../outline/model.ts';

/** `seen`: all who call it await it, hand it on or catch its failure. `dropped`: somebody calls it and looks away. `unknown`: who calls it is not to be found. */
export type End = 'seen' | 'dropped' | 'unknown';

/** Of several places that call it, one that looks away is enough. */
export function worstEnd(ends: readonly (End | undefined)[]): End {
	return (['dropped', 'unknown', 'seen'] as const).find((each) => ends.includes(each)) ?? 'unknown';
}

/** What becomes of the promise of a callback where it is called. */
export function endOfResult({ kind, ...result }: ResultUse): End {
	if (kind === 'discarded' || kind === 'void') { return 'dropped'; }
	return (kind === 'bound' || kind === 'stored') && 'isNeverRead' in result && result.isNeverRead === true ? 'dropped' : 'seen';
}
