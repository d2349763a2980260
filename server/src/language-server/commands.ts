import { WorkDoneProgressReporter, type CancellationToken, type ExecuteCommandParams } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { AnalysisService } from '../analysis/service.ts';
import type { Audits } from './audit.ts';
import type { Documents } from './documents.ts';
import { whyText } from './why.ts';

export const commands: readonly string[] = ['unblock.audit', 'unblock.why', 'unblock.status'];

export interface CommandsOptions {
	readonly service: () => AnalysisService;
	readonly documents: Documents;
	readonly audits: Audits;
	readonly roots: () => readonly string[];
}

const whyArguments = z.tuple([z.string(), z.number().int().positive()]);

/**
 * `workspace/executeCommand`:
 * - `unblock.audit` with any number of URIs or absolute paths (none: the workspace) → `AuditAnswer`
 * - `unblock.why` with a URI and a 1-based line → `WhyReport` and, as `text`, the same for people
 * - `unblock.status` → the compilers that run and how often they were restarted
 *
 * @throws for arguments that do not fit
 */
export async function executeCommand({ command, arguments: given = [] }: ExecuteCommandParams, token: CancellationToken, progress: WorkDoneProgressReporter, { service, documents, audits, roots }: CommandsOptions): Promise<unknown> {
	switch (command) {
		case 'unblock.audit':
			return audits.run(z.array(z.string()).parse(given), token, WorkDoneProgressReporter.isNullInstance(progress) ? undefined : progress);
		case 'unblock.why': {
			const [uri, line] = whyArguments.parse(given);
			const file = documents.fileOf(uri);
			if (file === undefined) {
				throw new Error(`${uri} is no file`);
			}
			const report = await service().why(file, line);
			return { ...report, text: whyText(report, roots()[0] ?? '/') };
		}
		case 'unblock.status':
			return service().status();
		default:
			throw new Error(`There is no command ${command}`);
	}
}
