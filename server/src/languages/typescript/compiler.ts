/**
 * The TypeScript 7 compiler as a process of our own: opened, told of changes, asked, and replaced when it dies or grows too large.
 * Everything it hands out (projects, trees, symbols) is good for one snapshot only; `generation` tells when to let go.
 */
import { API, type Project, type Snapshot } from 'typescript/unstable/sync';
import { namesInSync } from '../../workspace/disk.ts';
import { AskAhead } from './askAhead.ts';

type SnapshotParameters = NonNullable<Parameters<API['updateSnapshot']>[0]>;

export interface CompilerOptions {
	/** The compiler's binary; its `lib.*.d.ts` lie beside it. */
	readonly executable: string;
	readonly cwd: string;
	/** Unsaved texts by absolute path. While there is none, the compiler reads the disk itself, which is faster than being told of every file that it is not in here. */
	readonly overlays: ReadonlyMap<string, string>;
	readonly onStart?: (pid: number) => void;
}

/** The compiler's process ended while it was asked. The next request starts a new one, with everything opened again. */
export class CompilerDied extends Error {
	override readonly name = 'CompilerDied';
}

export class Compiler {
	private readonly options: CompilerOptions;
	private readonly projects = new Set<string>();
	private readonly files = new Set<string>();
	private api: API | undefined;
	private ahead: AskAhead | undefined;
	/** What a process without a snapshot was already told to open. */
	private opening: SnapshotParameters | undefined;
	private snapshot: Snapshot | undefined;
	private seesOverlays = false;
	/** Grows with every snapshot. */
	generation = 0;
	/** How often a new process was needed after the first. */
	restarts = -1;
	/** Snapshots since the process began: a process is replaced after many, because it keeps some memory of each. */
	private snapshots = 0;
	constructor(options: CompilerOptions) { this.options = options; }

	/** The process id, while one runs. */
	get pid(): number | undefined {
		// The channel is private to the API; its child's pid is what a watchdog needs. Checked by a test.
		const internals = this.api as unknown as { client?: { channel?: { child?: { pid?: number } } } } | undefined;
		return internals?.client?.channel?.child?.pid;
	}

	/** Opens tsconfig files (absolute paths) that are not open yet, all in one snapshot. */
	openProjects(configs: readonly string[]): void {
		const added = configs.filter((config) => !this.projects.has(config));
		for (const config of added) { this.projects.add(config); }
		if (added.length > 0 || this.snapshot === undefined) { this.update({ openProjects: added }); }
	}

	/** Opens files in whichever project holds them, or in one inferred for them. */
	openFiles(files: readonly string[]): void {
		const added = files.filter((file) => !this.files.has(file));
		for (const file of added) { this.files.add(file); }
		if (added.length > 0 || this.snapshot === undefined) { this.update({ openFiles: added }); }
	}

	/** Tells of texts that changed, on disk or in an overlay. */
	filesChanged(changes: { readonly changed?: readonly string[]; readonly created?: readonly string[]; readonly deleted?: readonly string[] }): void {
		// A process that reads the disk itself would not see the first overlay.
		if (!this.seesOverlays && this.options.overlays.size > 0) { this.recycle(); return; }
		if (this.snapshot === undefined) { return; }
		const { changed = [], created = [], deleted = [] } = changes;
		// A file opened by itself keeps the text it was opened with, whatever changes are told: it is closed and opened again, which takes two snapshots.
		const reopened = [...changed, ...created].filter((file) => this.files.has(file));
		if (reopened.length > 0) { this.update({ closeFiles: reopened }); }
		this.update({ fileChanges: { changed: [...changed], created: [...created], deleted: [...deleted] }, ...(reopened.length > 0 && { openFiles: reopened }) });
	}

	/** As `filesChanged`; a process that is found dead is simply replaced, for a new one reads everything anew. */
	guardedChange(changes: Parameters<Compiler['filesChanged']>[0]): void {
		try { this.filesChanged(changes); } catch (error) { if (!(error instanceof CompilerDied)) { throw error; } }
	}

	/** The project of a tsconfig that was opened; undefined if the compiler could not make one. */
	project(config: string): Project | undefined {
		return this.guard(() => this.current().getProject(config));
	}

	/** The project that a file opened with `openFiles` belongs to. */
	projectOf(file: string): Project | undefined {
		return this.guard(() => this.current().getDefaultProjectForFile(file));
	}

	/** Runs questions; turns the death of the process into `CompilerDied`. */
	guard<T>(ask: () => T): T {
		try { return ask(); } catch (error) {
			if (!isDeath(error, this.pid)) { throw error; }
			this.drop();
			throw new CompilerDied(`the TypeScript compiler's process ended: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	/** Sends the first question that `ask` would ask, so that the compiler works on it until it is asked again. */
	sendAhead(ask: () => unknown): void {
		this.guard(() => { this.ahead?.send(ask); });
	}

	/** Begins to open tsconfig files in a process that has none open yet; whatever is asked next waits for it. */
	sendOpenProjects(configs: readonly string[]): void {
		if (this.api !== undefined || configs.length === 0) { return; }
		for (const config of configs) { this.projects.add(config); }
		const api = this.start();
		this.opening = this.everything();
		this.sendAhead(() => api.updateSnapshot(this.opening));
	}

	/** Lets go of the trees fetched so far; they are fetched again when asked for. */
	releaseTrees(): void { this.api?.clearSourceFileCache(); }

	/** Ends the process; the next request starts anew. */
	recycle(): void { this.drop(); }

	get snapshotsTaken(): number { return this.snapshots; }

	private current(): Snapshot {
		if (this.snapshot === undefined) { this.update({}); }
		return this.snapshot as Snapshot;
	}

	private everything(): SnapshotParameters {
		return { openProjects: [...this.projects], openFiles: [...this.files] };
	}

	private update(parameters: SnapshotParameters): void {
		this.guard(() => {
			const { opening } = this;
			this.opening = undefined;
			if (this.api === undefined) {
				// A fresh process is told everything that was open in the one before.
				this.adopt(this.start().updateSnapshot(this.everything()));
				return;
			}
			if (opening !== undefined) { this.adopt(this.api.updateSnapshot(opening)); }
			if (Object.values(parameters).flat().length > 0) { this.adopt(this.api.updateSnapshot(parameters)); }
		});
	}

	private adopt(next: Snapshot): void {
		this.snapshot?.dispose();
		this.snapshot = next;
		this.snapshots += 1;
		this.generation += 1;
	}

	private start(): API {
		this.restarts += 1;
		this.snapshots = 0;
		const { executable, cwd, overlays } = this.options;
		// A throw inside one of these callbacks ends the compiler. Undefined sends it to the disk itself.
		this.seesOverlays = overlays.size > 0;
		const fs = this.seesOverlays ? {
			readFile: (file: string) => overlays.get(file),
			fileExists: (file: string) => overlays.has(file) || undefined,
			// A new file may be the first of its directory.
			directoryExists: (directory: string) => namesIn(overlays, directory) === undefined ? undefined : true,
			getAccessibleEntries: (directory: string) => {
				const unsaved = namesIn(overlays, directory);
				return unsaved && merged(namesInSync(directory), unsaved);
			},
		} : undefined;
		const api = new API({ tsserverPath: executable, cwd, ...(fs !== undefined && { fs }) });
		this.api = api;
		// A process that waits for one of our callbacks when we go never ends: where there are callbacks, every question waits for its answer.
		this.ahead = this.seesOverlays ? undefined : new AskAhead(api);
		if (this.pid !== undefined) { this.options.onStart?.(this.pid); }
		return api;
	}

	private drop(): void {
		const { api } = this;
		this.api = undefined;
		this.ahead = undefined;
		this.opening = undefined;
		this.snapshot = undefined;
		this.generation += 1;
		try { api?.close(); } catch { /* A dead process cannot be closed. */ }
	}
}

interface Names {
	readonly files: readonly string[];
	readonly directories: readonly string[];
}

/** What a directory holds of these files; undefined if nothing. */
function namesIn(files: ReadonlyMap<string, string>, directory: string): Names | undefined {
	let names: { files: string[]; directories: string[] } | undefined;
	const prefix = directory.endsWith('/') ? directory : `${directory}/`;
	for (const file of files.keys()) {
		if (!file.startsWith(prefix)) { continue; }
		names ??= { files: [], directories: [] };
		const [name = '', ...rest] = file.slice(prefix.length).split('/');
		(rest.length === 0 ? names.files : names.directories).push(name);
	}
	return names;
}

function merged(a: Names, b: Names): { files: string[]; directories: string[] } {
	return { files: [...new Set([...a.files, ...b.files])], directories: [...new Set([...a.directories, ...b.directories])] };
}

function isDeath(error: unknown, pid: number | undefined): boolean {
	const message = error instanceof Error ? error.message : String(error);
	if (/EPIPE|EOF|ECONNRESET|EBADF|closed|SyncRpcChannel|unexpected end|panic/i.test(message)) { return true; }
	if (pid === undefined) { return false; }
	try { process.kill(pid, 0); return false; } catch { return true; }
}
