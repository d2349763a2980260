import { rm } from 'node:fs/promises';

export default async function (names: readonly string[]): Promise<void> {
	for (const name of names) { await rm(name); }
}
