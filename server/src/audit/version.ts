/** The version of the JSON that `contract.ts` describes. By itself: who writes that JSON need not read what checks it. */
export const VERSION = 1;
