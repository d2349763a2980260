interface Plugin { start(): void }

export async function told(onDone: (() => void) | undefined, plugin: Plugin, mixed: Array<number | Promise<number>>, tasks: Array<Promise<number>>): Promise<void> {
	await onDone?.(); // expect: superfluous-await
	await plugin.start(); // expect: superfluous-await
	await 0; // expect: superfluous-await
	await Promise.all(mixed); // expect: superfluous-await
	await Promise.all([...tasks, undefined]); // expect: superfluous-await
	for await (const each of tasks) { console.log(each); } // expect: superfluous-await
	await Promise.all(tasks);
}
