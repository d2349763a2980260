/** What becomes of the failure of a promise. */

/**
 * `guarded`: what is called handles it. `harmless`: nothing shows that there is one. `unknown`: it depends on what is not to be seen here (a callback, a
 * value of others, a sync function that minds its arguments). `no-promise`: what is called gives none at all.
 */
export type Fate = 'guarded' | 'harmless' | 'unknown' | 'may-fail' | 'no-promise';

/** None at all gives no promise. */
export function worstOf(fates: readonly Fate[]): Fate {
	return (['may-fail', 'unknown', 'guarded', 'harmless'] as const).find((fate) => fates.includes(fate)) ?? 'no-promise';
}
