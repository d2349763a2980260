import { save } from './store.ts';

export async function main(): Promise<void> {
	await save({ id: '1', items: [] });
}

main(); // expect: unawaited-async-call acceptable
