import { DidChangeWatchedFilesNotification, FileChangeType, WatchKind, type Connection, type DidChangeWatchedFilesParams } from 'vscode-languageserver/node';
import { analyzedExtensions, analyzedLanguages, languageKinds } from '../analysis/languageKinds.ts';
import type { AnalysisService } from '../analysis/service.ts';
import { nameOf, uriToPath } from '../workspace/paths.ts';

/** What the analysis reads: code, and the files that say how it is to be read. */
const patterns = [`**/*.{${analyzedExtensions.map((extension) => extension.slice(1)).join(',')}}`, '**/*.{json,toml,cfg}', '**/.gitignore'];

/** Asks the client to tell of changes on disk. A folder that is deleted is told of by its own name alone. */
export async function watchFiles(connection: Connection): Promise<void> {
	const watchers = [...patterns.map((globPattern) => ({ globPattern })), { globPattern: '**/*', kind: WatchKind.Delete }];
	await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

const changes = {
	[FileChangeType.Created]: 'created',
	[FileChangeType.Changed]: 'changed',
	[FileChangeType.Deleted]: 'deleted',
} as const;

type Change = Parameters<AnalysisService['filesChanged']>[0][number];

/** The client's news in the analysis' terms. */
export function changedFiles({ changes: told }: DidChangeWatchedFilesParams): readonly Change[] {
	const news = new Map<string, Change>();
	for (const { uri, type } of told) {
		const file = uriToPath(uri);
		if (file !== undefined) { news.set(`${type} ${file}`, { file, change: changes[type] }); }
	}
	return [...news.values()];
}

/** Whether a file decides how other files are read. */
export function isConfiguration(file: string): boolean {
	const name = nameOf(file);
	return /^(?:package-lock\.json|unblock\.json|\.gitignore)$/.test(name) || analyzedLanguages.some((language) => languageKinds[language].configuration.test(name));
}
