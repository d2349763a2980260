/**
 * Files by name. Within Unblock a file is an absolute path with `/`; on Windows the drive letter is lower-case
 * (`c:/project/a.ts`), so that one file has one name whoever tells of it.
 */
import { posix, resolve, win32 } from 'node:path';

const windowsAbsolute = /^(?:[A-Za-z]:[\\/]|[\\/]{2}[^\\/])/;

/** Makes a path absolute (from `base`, by default the current directory), with `/`, without `.`, `..` or a trailing `/`. */
export function normalizePath(path: string, base?: string): string {
	if (windowsAbsolute.test(path) && (process.platform === 'win32' || !path.startsWith('/'))) {
		return withSlashes(win32.normalize(path));
	}
	if (path.startsWith('/') && process.platform !== 'win32') {
		return withoutTrailingSlash(posix.normalize(path).replace(/^\/\//, '/'));
	}
	return base !== undefined && windowsAbsolute.test(base)
		? withSlashes(win32.resolve(base, path))
		: withSlashes(base === undefined ? resolve(path) : resolve(base, path));
}

function withSlashes(path: string): string {
	const isWindows = windowsAbsolute.test(path);
	const slashed = isWindows ? path.replaceAll('\\', '/').replace(/^[A-Z]:/, (drive) => drive.toLowerCase()) : path;
	return withoutTrailingSlash(slashed);
}

function withoutTrailingSlash(path: string): string {
	return path.length > 1 && path.endsWith('/') && !/^[a-z]:\/$/.test(path) ? path.slice(0, -1) : path;
}

/** The directory of a normalised path; the path itself at the top. */
export function directoryOf(path: string): string {
	const slash = path.lastIndexOf('/');
	if (slash < 0) { return path; }
	return /^(?:[a-z]:)?$/.test(path.slice(0, slash)) ? path.slice(0, slash + 1) : path.slice(0, slash);
}

/** What follows the last `/`. */
export function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** The ending with its dot (`.ts`); empty for a name without one, also for `.gitignore`. */
export function extensionOf(path: string): string {
	return posix.extname(path);
}

/** True if `path` is `directory` or lies in it. Both normalised. */
export function isWithin(directory: string, path: string): boolean {
	return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

/** The way from a root to a file, with `/`: `src/a.ts`, `../b.ts`; `.` for the root itself; absolute where the drives differ. */
export function relativePath(root: string, file: string): string {
	if (root === file) { return '.'; }
	if (isWithin(root, file)) { return file.slice(root.endsWith('/') ? root.length : root.length + 1); }
	if (!windowsAbsolute.test(file)) { return posix.relative(root, file); }
	return win32.relative(root, file).replaceAll('\\', '/');
}

/** A directory and all above it, from the innermost. */
export function* upwardFrom(directory: string): Generator<string> {
	for (let at = directory; ; at = directoryOf(at)) {
		yield at;
		if (directoryOf(at) === at) { return; }
	}
}

/** The `file:` URI of an absolute path, written as VS Code writes it (`file:///c%3A/a%20b.ts`), so that the two compare. */
export function pathToUri(path: string): string {
	const encoded = path.split('/').map(encodeSegment).join('/');
	if (encoded.startsWith('//')) { return `file:${encoded}`; }
	return `file://${encoded.startsWith('/') ? '' : '/'}${encoded}`;
}

function encodeSegment(segment: string): string {
	return encodeURIComponent(segment).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The normalised path of a `file:` URI; undefined for another scheme or a malformed one. */
export function uriToPath(uri: string): string | undefined {
	const { authority, encoded } = /^file:(?:\/\/(?<authority>[^/?#]*))?(?<encoded>\/[^?#]*)/i.exec(uri)?.groups ?? {};
	if (encoded === undefined) { return undefined; }
	try {
		const path = decodeURIComponent(encoded);
		if (authority && authority !== 'localhost') { return `//${authority}${path}`; }
		return normalizePath(/^\/[A-Za-z]:(?:\/|$)/.test(path) ? (path.length === 3 ? `${path.slice(1)}/` : path.slice(1)) : path);
	} catch {
		return undefined;
	}
}
