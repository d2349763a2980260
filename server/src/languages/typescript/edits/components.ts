/** Files with code that the compiler does not read: components and pages with a script in them. */
import { isText, namesInSync, readTextFileSync } from '../../../workspace/disk.ts';
import { packageOf } from './runtime/placing.ts';

const kinds = /\.(?:vue|svelte|astro|mdx)$/;

/** More directories than this are not gone through for a fix. */
const mostDirectories = 3000;

/** A component of the package of `file` whose text fits; undefined if none does. Absolute. */
export function componentWith(pattern: RegExp, file: string): string | undefined {
	const directories = [packageOf(file)];
	for (const directory of directories) {
		const found = namesInSync(directory);
		for (const name of found.files) {
			const read = kinds.test(name) ? readTextFileSync(`${directory}/${name}`) : undefined;
			if (read !== undefined && isText(read) && pattern.test(read.text)) { return `${directory}/${name}`; }
		}
		if (directories.length < mostDirectories) { directories.push(...found.directories.filter((name) => name !== 'node_modules' && name !== 'dist' && !name.startsWith('.')).map((name) => `${directory}/${name}`)); }
	}
	return undefined;
}
