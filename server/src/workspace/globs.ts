import createIgnore, { type Ignore } from 'ignore';
import { isWithin, relativePath } from './paths.ts';

/** Git tells `A` from `a` unless the file system does not. */
const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';

/** Gitignore-style patterns and the directory they are relative to. Later patterns go before earlier ones, `!` takes back. */
export class Globs {
	readonly #directory: string;
	readonly #patterns: Ignore;

	/** `patterns` is a list, or the text of a `.gitignore`. */
	constructor(directory: string, patterns: string | readonly string[]) {
		this.#directory = directory;
		this.#patterns = createIgnore({ ignorecase: ignoresCase }).add(typeof patterns === 'string' ? patterns : patterns.map(withoutDot));
	}

	/** True if a pattern matches the path or a directory above it, false if one with `!` takes it back, undefined if none says anything. */
	verdict(path: string, isDirectory = false): boolean | undefined {
		if (path === this.#directory || !isWithin(this.#directory, path)) { return undefined; }
		const { ignored, unignored } = this.#patterns.test(relativePath(this.#directory, path) + (isDirectory ? '/' : ''));
		return ignored ? true : unignored ? false : undefined;
	}

	matches(path: string, isDirectory = false): boolean {
		return this.verdict(path, isDirectory) === true;
	}
}

/** `./src` is what people write for `/src`, and gitignore has no word for it. */
function withoutDot(pattern: string): string {
	return pattern.replace(/^(!?)\.\//, '$1/');
}
