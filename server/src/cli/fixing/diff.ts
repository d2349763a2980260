import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { relativePath } from '../../workspace/paths.ts';
import { byteOrderMark } from '../../workspace/text.ts';
import type { FileChange } from './openFiles.ts';

/**
 * A unified diff of one file, as `patch -p1` and `git apply` take it in the root; a new file comes from `/dev/null`. Byte order marks and line ends
 * are part of the text.
 */
export function formatDiff({ file, before, after, isNew }: FileChange, root: string): string {
	const path = relativePath(root, file);
	const mark = before.hasBom ? byteOrderMark : '';
	return createTwoFilesPatch(isNew ? '/dev/null' : `a/${path}`, `b/${path}`, mark + before.text, mark + after, undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY });
}
