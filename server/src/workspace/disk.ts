/** Reads and writes text files. What is wrong with a file that is read is a value; a write that fails throws. */
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync, type Stats } from 'node:fs';
import { access, chmod, chown, constants, mkdir, open, readlink, realpath, rename, rm, stat, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { byteOrderMark, newlineOf, withoutByteOrderMark, type Newline } from './text.ts';

export interface TextFile {
	/** Without the byte order mark. */
	readonly text: string;
	readonly hasBom: boolean;
	readonly newline: Newline;
}

export interface UnreadableFile {
	/** `missing`: it is not there (any more). */
	readonly reason: 'missing' | 'not-a-file' | 'too-large' | 'binary' | 'encoding' | 'unreadable';
	/** For people, to follow the file's name: `is 5.2 MB large and was skipped; the limit is 2 MB`. */
	readonly error: string;
}

export interface ReadOptions {
	/** Larger files are not read; bytes, 2 MiB if not given. */
	readonly maxBytes?: number;
}

export const defaultMaxBytes = 2 * 1024 * 1024;

/** How much of a file is looked at for NUL bytes. */
const binaryProbeBytes = 8 * 1024;

/** Reads a UTF-8 text file. Never rejects. */
export async function readTextFile(file: string, { maxBytes = defaultMaxBytes }: ReadOptions = {}): Promise<TextFile | UnreadableFile> {
	let handle: FileHandle | undefined;
	try {
		// Before it is opened, because opening a pipe waits for its other end.
		const refusal = refusalOf(await stat(file), maxBytes);
		if (refusal) { return refusal; }
		handle = await open(file, 'r');
		const { size } = await handle.stat();
		const bytes = Buffer.alloc(Math.min(size, maxBytes) + 1);
		let length = 0;
		for (;;) {
			const { bytesRead } = await handle.read(bytes, length, bytes.length - length);
			length += bytesRead;
			if (bytesRead === 0 || length === bytes.length) { break; }
		}
		return decode(bytes.subarray(0, length), maxBytes);
	} catch (error) {
		return unreadable(error);
	} finally {
		await handle?.close();
	}
}

/** As `readTextFile`, for the analysis worker, which is synchronous throughout. Never throws. */
export function readTextFileSync(file: string, { maxBytes = defaultMaxBytes }: ReadOptions = {}): TextFile | UnreadableFile {
	let descriptor: number | undefined;
	try {
		// Many are looked for where they may be missing (a package.json in each directory): an error for each takes its time.
		const stats = statSync(file, { throwIfNoEntry: false });
		const refusal = stats === undefined ? missing : refusalOf(stats, maxBytes);
		if (refusal) { return refusal; }
		descriptor = openSync(file, 'r');
		const bytes = Buffer.alloc(Math.min(fstatSync(descriptor).size, maxBytes) + 1);
		let length = 0;
		for (;;) {
			const bytesRead = readSync(descriptor, bytes, length, bytes.length - length, null);
			length += bytesRead;
			if (bytesRead === 0 || length === bytes.length) { break; }
		}
		return decode(bytes.subarray(0, length), maxBytes);
	} catch (error) {
		return unreadable(error);
	} finally {
		if (descriptor !== undefined) { closeSync(descriptor); }
	}
}

function refusalOf(stats: Stats, maxBytes: number): UnreadableFile | undefined {
	if (!stats.isFile()) {
		return { reason: 'not-a-file', error: stats.isDirectory() ? 'is a directory, not a file' : 'is not a regular file and was skipped' };
	}
	return stats.size > maxBytes ? tooLarge(stats.size, maxBytes) : undefined;
}

function tooLarge(size: number, maxBytes: number): UnreadableFile {
	return { reason: 'too-large', error: `is ${megabytes(size)} large and was skipped; the limit is ${megabytes(maxBytes)}` };
}

/** Mebibytes with one digit behind the point, at least `0.1 MB`. */
function megabytes(bytes: number): string {
	const rounded = Math.max(0.1, Math.round(bytes / 1024 / 1024 * 10) / 10);
	return `${rounded} MB`;
}

const missing: UnreadableFile = { reason: 'missing', error: 'does not exist' };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array, maxBytes: number): TextFile | UnreadableFile {
	if (bytes.length > maxBytes) { return tooLarge(bytes.length, maxBytes); }
	if (isUtf16(bytes)) {
		return { reason: 'encoding', error: 'is encoded as UTF-16 and was skipped; save it as UTF-8' };
	}
	if (bytes.subarray(0, binaryProbeBytes).includes(0)) {
		return { reason: 'binary', error: 'is a binary file and was skipped' };
	}
	try {
		const { text, hasBom } = withoutByteOrderMark(utf8.decode(bytes));
		return { text, hasBom, get newline() { return newlineOf(text); } };
	} catch {
		return { reason: 'encoding', error: 'is not valid UTF-8 and was skipped; save it as UTF-8' };
	}
}

function isUtf16(bytes: Uint8Array): boolean {
	return (bytes[0] === 0xFF && bytes[1] === 0xFE) || (bytes[0] === 0xFE && bytes[1] === 0xFF);
}

function unreadable(error: unknown): UnreadableFile {
	const reason = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' ? 'missing' : 'unreadable';
	return { reason, error: diskErrorText(error) };
}

/** Reads a UTF-8 text file whole, its byte order mark included; rejects with a message for people where that cannot be. */
export async function readText(file: string, options?: ReadOptions): Promise<string> {
	const result = await readTextFile(file, options);
	if (!isText(result)) { throw new Error(`${file} ${result.error}`); }
	return (result.hasBom ? byteOrderMark : '') + result.text;
}

/** Whether it could be read. */
export function isText(result: TextFile | UnreadableFile): result is TextFile {
	return 'text' in result;
}

/** What a path is, symbolic links followed; undefined where nothing is there (or it may not be looked at). */
export async function kindOf(path: string): Promise<'file' | 'directory' | 'other' | undefined> {
	try {
		const stats = await stat(path);
		return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
	} catch {
		return undefined;
	}
}

/**
 * Replaces a file's text as a whole or not at all: a temporary file beside it is written, flushed to the disk and renamed over it.
 * Keeps the file's mode (and owner, where that is allowed); a symbolic link stays one, its target is written. Throws an Error with a
 * message for people; the old file is then untouched.
 */
export async function writeAtomically(file: string, text: string, { hasBom = false }: { readonly hasBom?: boolean } = {}): Promise<void> {
	let temporary: string | undefined;
	try {
		const target = await targetOf(file);
		const old = await statIfThere(target);
		if (old?.isDirectory()) { throw new Error('it is a directory'); }
		// A device or pipe (`/dev/stdout`) must be written to, never replaced.
		if (old && !old.isFile()) { return await writeFile(target, text); }
		// A rename would replace a write-protected file without asking.
		if (old) { await access(target, constants.W_OK); }
		// A name of its own, for the file's own name may already be as long as a name can be.
		const path = join(dirname(target), `.unblock-${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
		const handle = await open(path, 'wx', old ? old.mode & 0o777 : 0o666);
		temporary = path;
		try {
			await handle.writeFile((hasBom ? byteOrderMark : '') + text, 'utf8');
			await handle.sync();
		} finally {
			await handle.close();
		}
		if (old) { await keepOwnership(path, old); }
		await rename(path, target);
		temporary = undefined;
		await flushDirectory(dirname(target));
	} catch (error) {
		throw new Error(`${file} could not be written: ${diskErrorText(error)}`, { cause: error });
	} finally {
		if (temporary !== undefined) { await unlink(temporary).catch(() => {}); }
	}
}

/** Makes the folder of a file that is to be written, and those above it, where they are not there. Rejects where that may not be. */
export async function makeFolderOf(file: string): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
}

/** Takes a file away; one that is not there is none to take away. Rejects where it may not be. */
export async function removeFile(file: string): Promise<void> {
	await rm(file, { force: true });
}

/** The file that a chain of symbolic links ends at, also where that file is not there yet. */
async function targetOf(file: string, hops = 0): Promise<string> {
	try {
		return await realpath(file);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT' || hops > 40) { throw error; }
		const link = await readlink(file).catch(() => undefined);
		return link === undefined ? file : await targetOf(resolve(dirname(file), link), hops + 1);
	}
}

async function statIfThere(file: string): Promise<Stats | undefined> {
	try {
		return await stat(file);
	} catch (error) {
		if (codeOf(error) === 'ENOENT') { return undefined; }
		throw error;
	}
}

async function keepOwnership(path: string, old: Stats): Promise<void> {
	// Only the superuser may give files away; for others the file becomes theirs, as with any editor that saves by renaming.
	await chown(path, old.uid, old.gid).catch(() => {});
	// After the owner, whose change takes the set-user-id bits away; the mode given to `open` was cut by the umask.
	await chmod(path, old.mode & 0o7777);
}

/** Makes the rename itself last; not every system can (Windows cannot), and the file is whole either way. */
async function flushDirectory(directory: string): Promise<void> {
	try {
		const handle = await open(directory, 'r');
		try { await handle.sync(); } finally { await handle.close(); }
	} catch {
		// Nothing is lost but the last instant before a power cut.
	}
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const explanations: Readonly<Record<string, string>> = {
	ENOENT: missing.error,
	ENOTDIR: 'does not exist',
	EACCES: 'may not be accessed (permission denied)',
	EPERM: 'may not be accessed (operation not permitted)',
	EISDIR: 'is a directory, not a file',
	ELOOP: 'is a symbolic link that leads in a circle',
	EMFILE: 'could not be opened (too many open files)',
	ENOSPC: 'did not fit (no space left on the disk)',
	EROFS: 'is on a read-only file system',
	EBUSY: 'is in use by another program',
	ENAMETOOLONG: 'has too long a name',
};

/** What went wrong with a file, to follow its name. */
export function diskErrorText(error: unknown): string {
	return explanations[codeOf(error) ?? ''] ?? (error instanceof Error ? error.message : String(error));
}

/** As `kindOf`, for the analysis worker, which is synchronous by design. Links are followed; undefined if nothing is there. */
export function kindOfSync(path: string): 'file' | 'directory' | 'other' | undefined {
	try {
		const entry = statSync(path, { throwIfNoEntry: false });
		return entry === undefined ? undefined : entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other';
	} catch { return undefined; }
}

/** The names of the files and folders in a directory, links followed; none where it cannot be read. For the analysis worker, which is synchronous by design. */
export function namesInSync(directory: string): { readonly files: readonly string[]; readonly directories: readonly string[] } {
	const files: string[] = [];
	const directories: string[] = [];
	try {
		for (const entry of readdirSync(directory, { withFileTypes: true })) {
			const kind = entry.isSymbolicLink() ? kindOfSync(`${directory}/${entry.name}`) : entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other';
			if (kind === 'file') { files.push(entry.name); } else if (kind === 'directory') { directories.push(entry.name); }
		}
	} catch { /* What is not there holds nothing. */ }
	return { files, directories };
}
