import { Command, CommanderError } from 'commander';
import { addAudit } from './commands/audit.ts';
import { addExplain } from './commands/explain.ts';
import { addFix } from './commands/fix.ts';
import { addLanguageServer } from './commands/languageServer.ts';
import { addRules } from './commands/rules.ts';
import { addWhy } from './commands/why.ts';
import { exitCode, UsageError, type ExitCode } from './exitCode.ts';
import type { Surroundings } from './surroundings.ts';

const commands = [addAudit, addFix, addWhy, addExplain, addRules, addLanguageServer];

/** Runs one command line (without the interpreter and the script) and tells what the process is to end with. Never rejects. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
	let code: ExitCode = exitCode.clean;
	const program = new Command('unblock')
		.description('Finds and fixes what holds up async code: blocking calls, also through the functions and files in between.')
		.version(surroundings.version)
		.showHelpAfterError('(unblock --help tells more)')
		.exitOverride()
		.configureOutput({
			writeOut: (text) => void surroundings.stdout.write(text),
			writeErr: (text) => void surroundings.stderr.write(text),
			getOutHelpWidth: () => surroundings.stdout.columns ?? 80,
			getErrHelpWidth: () => surroundings.stderr.columns ?? 80,
		})
		.addHelpText('after', '\nExit codes: 0 nothing found, 1 findings, 2 wrong usage or configuration, 3 something could not be analysed');
	for (const add of commands) {
		add(program, surroundings, (ended) => {
			code = ended;
		});
	}
	try {
		await program.parseAsync(words, { from: 'user' });
		return code;
	} catch (error) {
		return failure(error, surroundings);
	}
}

function failure(error: unknown, { stderr, environment }: Surroundings): ExitCode {
	if (error instanceof CommanderError) {
		// It has printed what it had to say; help and the version are no failures.
		return error.exitCode === 0 ? exitCode.clean : exitCode.usage;
	}
	if (error instanceof UsageError) {
		stderr.write(`error: ${error.message}\n`);
		return exitCode.usage;
	}
	const isWordy = environment['UNBLOCK_LOG'] !== undefined;
	stderr.write(`unblock failed: ${error instanceof Error ? (isWordy ? error.stack : undefined) ?? error.message : String(error)}\n`);
	return exitCode.incomplete;
}
