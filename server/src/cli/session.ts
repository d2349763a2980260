import type { AnalysisError, AnalysisService } from '../analysis/service.ts';
import { relativePath } from '../workspace/paths.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import type { Surroundings } from './surroundings.ts';

/** Lends an analysis of `root` for as long as `use` runs. What it warns of goes to standard error. */
export async function withService<T>(surroundings: Surroundings, root: string, use: (service: AnalysisService) => Promise<T>): Promise<T> {
	const createService = await surroundings.loadService();
	const service = createService({
		roots: [root],
		log: (level, message) => {
			if (level === 'error' || (surroundings.environment['UNBLOCK_LOG'] !== undefined && level !== 'debug')) {
				surroundings.stderr.write(`unblock: ${message}\n`);
			}
		},
	});
	try {
		return await use(service);
	} finally {
		await service.dispose();
	}
}

/** What errors make the process end with; undefined where none counts. A mistake in the configuration goes before a file that failed. */
export function exitCodeOf(errors: readonly AnalysisError[]): ExitCode | undefined {
	if (errors.some((error) => error.kind === 'config')) {
		return exitCode.usage;
	}
	return errors.some((error) => error.kind === 'analysis') ? exitCode.incomplete : undefined;
}

/** One line an error, as compilers write them: `unblock.json:3:5: Unknown setting`. Positions are 1-based. */
export function formatError(error: AnalysisError, root: string): string {
	const position = error.line === undefined ? '' : `:${error.line}:${error.column ?? 1}`;
	return `${relativePath(root, error.file)}${position}: ${error.message}\n`;
}
