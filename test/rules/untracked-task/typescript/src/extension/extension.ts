/** An editor's extension: nothing ends with a failure that nobody handles, the editor writes it to its log. */
import { commands, type Disposable } from 'vscode';
import { prices, report, send } from '../mails.ts';

export function activate(): readonly Disposable[] {
	setTimeout(() => send({ to: 'later' }), 1000); // expect: async-in-void-callback as info
	setTimeout(async () => { await send({ to: 'at last' }); }, 2000); // expect: async-in-void-callback as info
	return [
		commands.registerCommand('mails.send', () => { void send({ to: 'a' }); }), // expect: untracked-task acceptable
		commands.registerCommand('mails.warmUp', () => { prices().then((fresh) => { report(fresh.size); }); }), // expect: untracked-task
		commands.registerCommand('mails.sendAll', () => {
			try {
				void send({ to: 'b' }); // expect: untracked-task
			} catch (error) { report(error); }
		}),
	];
}
