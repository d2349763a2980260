import type { AnalysisService } from '../analysis/service.ts';
import type { Documents } from './documents.ts';
import { explain, type Log } from './guarding.ts';
import type { Publisher } from './publisher.ts';

/** When more change at once, as on another branch, an audit is the way to look at them. */
const MOST_AT_ONCE = 50;

/** How often an answer that is not yet complete is asked for again. */
const TRIES = 10;

export interface ClosedFilesOptions {
	readonly service: () => AnalysisService;
	readonly documents: Documents;
	readonly publisher: Publisher;
	readonly log: Log;
}

/** Looks again at files that are not open, are shown with findings, and have changed on disk: what an audit said of them holds no longer. */
export async function renewClosedFiles(changed: readonly string[], options: ClosedFilesOptions): Promise<void> {
	const { documents, publisher, log } = options;
	const files = changed.filter((file) => documents.ofFile(file) === undefined && publisher.holdsClosed(file));
	if (files.length > MOST_AT_ONCE) { return; }
	for (const file of files) {
		try {
			await renew(file, options);
		} catch (error) {
			log('warning', `${file} changed on disk and could not be analysed anew, its findings stay: ${explain(error)}`);
		}
	}
}

async function renew(file: string, { service, documents, publisher }: ClosedFilesOptions): Promise<void> {
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const result = await service().analyze(file);
		// Meanwhile it may have been opened or deleted.
		if (result === undefined || documents.ofFile(file) !== undefined || !publisher.holdsClosed(file) || result.errors.some((error) => error.kind === 'analysis' && error.file === file)) { return; }
		if (result.isPartial !== true) { return publisher.renewClosed(file, result.findings); }
	}
}
