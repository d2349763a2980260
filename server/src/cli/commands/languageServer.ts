import { Option, type Command } from 'commander';
import { exitCode, UsageError, type ExitCode } from '../exitCode.ts';
import type { Surroundings } from '../surroundings.ts';

interface Channels {
	readonly stdio?: boolean;
	readonly nodeIpc?: boolean;
}

/** `unblock language-server`: serves an editor. The server reads its channel from the process's arguments itself. */
export function addLanguageServer(program: Command, surroundings: Surroundings, end: (code: ExitCode) => void): void {
	program.command('language-server')
		.description('serve an editor by the Language Server Protocol')
		.addOption(new Option('--stdio', 'talk over standard input and output').conflicts('nodeIpc'))
		.option('--node-ipc', 'talk over Node\'s channel to a parent process')
		.addOption(new Option('--clientProcessId <id>', 'end when this process does').hideHelp())
		.action(async ({ stdio, nodeIpc }: Channels) => {
			if (!stdio && !nodeIpc) {
				throw new UsageError('language-server needs a channel: --stdio or --node-ipc');
			}
			await surroundings.serveEditor();
			end(exitCode.clean);
		});
}
