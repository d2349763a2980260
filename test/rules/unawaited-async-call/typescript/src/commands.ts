/** Commands of a program, whoever made the program. */
import { save } from './store.ts';

export function register(program: any): void {
	program.command('place').option('--all').action(async () => {
		console.log('placed');
		save({ id: '1', items: [] }); // expect: unawaited-async-call acceptable
	});
	program.command('clear').action(() => { clear(); }); // expect: unawaited-async-call acceptable
	program.on('end', async () => { clear(); }); // expect: unawaited-async-call
}

async function clear(): Promise<void> { await save({ id: 'none', items: [] }); }
