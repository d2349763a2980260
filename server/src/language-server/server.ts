import { Writable } from 'node:stream';
import { createConnection, ProposedFeatures, type Connection } from 'vscode-languageserver/node';
import type { CreateService } from '../analysis/service.ts';
import { serve } from './serve.ts';

export interface LanguageServerOptions {
	readonly createService: CreateService;
	readonly version: string;
	/** Absolute directory of the guide's Markdown pages. */
	readonly guideDirectory: string;
}

/**
 * Serves an editor on the channel that the process's arguments name (`--node-ipc`, `--socket=PORT`, `--pipe=NAME`, else standard input
 * and output). Returns at once. The process ends when the client says `exit` (code 0 after a `shutdown`, else 1), when its end of the
 * channel closes, or when the process that started it dies.
 */
export function startLanguageServer(options: LanguageServerOptions): void {
	serve(connect(), options);
}

function connect(): Connection {
	// Node's channel does not end the process when its other end is closed; standard input does.
	process.once('disconnect', () => process.exit(1));
	const hasOtherChannel = process.argv.some((argument) => /^--(?:node-ipc|socket|pipe)(?:=|$)/.test(argument));
	return hasOtherChannel ? createConnection(ProposedFeatures.all) : createConnection(ProposedFeatures.all, process.stdin, ownStandardOutput());
}

/** Takes standard output for the protocol alone: whatever else writes there (a worker's `console.log`) goes to standard error. */
function ownStandardOutput(): Writable {
	const write = process.stdout.write.bind(process.stdout);
	process.stdout.write = process.stderr.write.bind(process.stderr);
	return new Writable({
		write: (chunk: Uint8Array, _encoding, done) => {
			write(chunk, done);
		},
	});
}
