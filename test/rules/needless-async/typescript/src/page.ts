import { load, save } from './actions.ts';

export async function submit(name: string): Promise<string[]> {
	await save(name);
	return await load();
}
