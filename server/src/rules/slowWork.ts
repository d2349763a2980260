/** Which work (by the categories of the catalogue) takes long wherever it happens: it waits for another process or machine, or for time to pass. */
export const slowWork: ReadonlySet<string> = new Set(['process', 'network', 'database', 'sleep']);

/** The same with what waits for other threads, and what is known to hold a thread without saying by what. */
export const slowOrWaiting: ReadonlySet<string> = new Set([...slowWork, 'lock', 'other']);
