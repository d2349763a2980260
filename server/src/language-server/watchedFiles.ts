import { DidChangeWatchedFilesNotification, FileChangeType, type Connection, type DidChangeWatchedFilesParams } from 'vscode-languageserver/node';
import type { AnalysisService } from '../analysis/service.ts';
import { nameOf, uriToPath } from '../workspace/paths.ts';

/** What the analysis reads: code, and the files that say how it is to be read. */
const patterns = ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', '**/*.json', '**/.gitignore'];

/** Asks the client to tell of changes on disk. */
export async function watchFiles(connection: Connection): Promise<void> {
	await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: patterns.map((globPattern) => ({ globPattern })) });
}

const changes = {
	[FileChangeType.Created]: 'created',
	[FileChangeType.Changed]: 'changed',
	[FileChangeType.Deleted]: 'deleted',
} as const;

type Change = Parameters<AnalysisService['filesChanged']>[0][number];

/** The client's news in the analysis' terms. */
export function changedFiles({ changes: told }: DidChangeWatchedFilesParams): readonly Change[] {
	return told.flatMap(({ uri, type }) => {
		const file = uriToPath(uri);
		return file === undefined ? [] : [{ file, change: changes[type] }];
	});
}

/** Whether a file decides how other files are read. */
export function isConfiguration(file: string): boolean {
	return /^(?:(?:ts|js)config.*\.json|package(?:-lock)?\.json|unblock\.json|\.gitignore)$/.test(nameOf(file));
}
