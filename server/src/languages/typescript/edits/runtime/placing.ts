/** Where a new file of shared code goes in a project that does not say, and how it is called there. */
import { kindOfSync, namesInSync } from '../../../../workspace/disk.ts';
import { directoryOf, isWithin, nameOf, upwardFrom } from '../../../../workspace/paths.ts';

/** Where projects keep their sources, below their package. */
const sourceFolders = ['src', 'source', 'sources', 'lib', 'app', 'server', 'client'];

/** Where projects keep what several of their parts use, the likeliest first. */
const sharedFolders = ['lib', 'utils', 'util', 'shared', 'common', 'helpers'];

/** The directory of the nearest `package.json`; a file's own directory where there is none. */
export function packageOf(file: string): string {
	const directory = directoryOf(file);
	return [...upwardFrom(directory)].find((each) => kindOfSync(`${each}/package.json`) === 'file') ?? directory;
}

/** A directory for code that is shared, beside the sources of the file's package: `src/lib`, or the like of it that is there. */
export function placeFor(file: string, files: readonly string[]): string {
	const root = sourceRoot(file, files);
	const folders = new Set(files.filter((each) => isWithin(root, each)).map((each) => each.slice(root.length + 1).split('/').slice(0, -1)[0]));
	const shared = sharedFolders.find((folder) => folders.has(folder));
	if (shared !== undefined) { return `${root}/${shared}`; }
	return nameOf(root) === 'lib' ? root : `${root}/lib`;
}

/** `packages/a/src` of `packages/a/src/b/c.ts`, and of `packages/a/test/c.ts` beside it. Where the sources lie in no folder of theirs, the package's. */
function sourceRoot(file: string, files: readonly string[]): string {
	const home = packageOf(file);
	const [first = '', second = ''] = file.slice(home.length + 1).split('/').slice(0, -1);
	if (!sourceFolders.includes(first)) {
		const folder = sourceFolders.find((each) => files.some((other) => isWithin(`${home}/${each}`, other)));
		return folder === undefined ? home : `${home}/${folder}`;
	}
	// `server/src`, but not `src/app`, which is a part of the sources.
	return second === 'src' ? `${home}/${first}/${second}` : `${home}/${first}`;
}

const eslintConfig = /^(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.\w+)?)$/;

/** ESLint looks at a file in this place: a configuration of its own lies beside or above it, within the repository. */
export function isLinted(file: string): boolean {
	for (const directory of upwardFrom(directoryOf(file))) {
		const { files, directories } = namesInSync(directory);
		if (files.some((name) => eslintConfig.test(name))) { return true; }
		if (directories.includes('.git')) { return false; }
	}
	return false;
}

/** A helper's name written as most of the package's files of two words or more: `task-tracker`, `TaskTracker`, `task_tracker`. */
export function stemFor(name: string, from: string, files: readonly string[]): string {
	const home = packageOf(from);
	const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
	const forms: readonly (readonly [pattern: RegExp, stem: string])[] = [
		[/^[a-z][a-z0-9]*[A-Z]\w*$/, name],
		[/^[a-z0-9]+(?:-[a-z0-9]+)+$/, words.join('-')],
		[/^[A-Z][a-z0-9]+(?:[A-Z]\w*)$/, words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('')],
		[/^[a-z0-9]+(?:_[a-z0-9]+)+$/, words.join('_')],
	];
	const stems = files.filter((file) => isWithin(home, file)).map((file) => nameOf(file).split('.')[0] ?? '');
	let best = name;
	let most = 0;
	for (const [pattern, stem] of forms) {
		const count = stems.filter((each) => pattern.test(each)).length;
		if (count > most) { most = count; best = stem; }
	}
	return best;
}
