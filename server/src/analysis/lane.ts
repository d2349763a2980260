/** One analysis worker as the main thread sees it: requests out, answers in, a watchdog over its compiler. */
import { Worker } from 'node:worker_threads';
import type { AnalyzedLanguage } from './languageKinds.ts';
import type { Answers, FromWorker, Request, ToWorker, WorkerSetup } from './messages.ts';
import type { AuditProgress, FileResult, Priority, ServiceOptions } from './service.ts';

export interface LaneOptions {
	readonly language: AnalyzedLanguage;
	readonly roots: readonly string[];
	readonly executable: string;
	/** The worker's bundle. */
	readonly script: URL;
	readonly indexesWhenIdle: boolean;
	readonly log: ServiceOptions['log'];
	readonly onFindings?: (result: FileResult) => void;
	/** How long one step (one file, or opening the projects) may take before its compiler is ended. Milliseconds. */
	readonly stepDeadline?: number;
}

interface Pending {
	readonly resolve: (answer: never) => void;
	readonly reject: (error: Error) => void;
	readonly onProgress?: (progress: AuditProgress) => void;
}

const defaultStepDeadline = 120_000;

export class Lane {
	private readonly options: LaneOptions;
	private readonly heartbeat = new Int32Array(new SharedArrayBuffer(8));
	private readonly pending = new Map<number, Pending>();
	/** Unsaved texts, told again to a worker that replaces a dead one. */
	private readonly documents = new Map<string, { text: string; version: number }>();
	private worker: Worker;
	private pid: number | undefined;
	private nextId = 1;
	private isDisposed = false;
	private readonly watchdog: NodeJS.Timeout;
	private watched = { step: -1, since: 0 };
	/** Workers that ended without being told to. */
	private crashes = 0;

	constructor(options: LaneOptions) {
		this.options = options;
		this.worker = this.start();
		this.watchdog = setInterval(() => this.watch(), 1000);
		this.watchdog.unref();
	}

	private start(): Worker {
		const setup: WorkerSetup = { language: this.options.language, roots: this.options.roots, executable: this.options.executable, heartbeat: this.heartbeat.buffer as SharedArrayBuffer, indexesWhenIdle: this.options.indexesWhenIdle };
		const worker = new Worker(this.options.script, { workerData: setup, stdout: true });
		worker.stdout.resume(); // The language server's own stdout belongs to the protocol.
		worker.on('message', (message: FromWorker) => this.receive(message));
		worker.on('error', (error) => this.options.log('error', `analysis worker: ${error.stack ?? error.message}`));
		worker.on('exit', () => this.ended(worker));
		for (const [file, { text, version }] of this.documents) { worker.postMessage({ kind: 'document', file, text, version } satisfies ToWorker); }
		return worker;
	}

	/** A worker that ended fails what it was asked and is replaced, a few times. */
	private ended(worker: Worker): void {
		if (this.isDisposed || worker !== this.worker) { return; }
		for (const { reject } of this.pending.values()) { reject(new Error('the analysis worker ended')); }
		this.pending.clear();
		this.crashes += 1;
		if (this.crashes > 5) { this.options.log('error', 'the analysis worker ended again and again; restart Unblock to go on'); return; }
		this.worker = this.start();
	}

	private receive(message: FromWorker): void {
		switch (message.kind) {
			case 'ready': return;
			case 'compiler': this.pid = message.pid; return;
			case 'log': this.options.log(message.level, message.message); return;
			case 'findings': this.options.onFindings?.(message.result); return;
			case 'progress': this.pending.get(message.id)?.onProgress?.(message.progress); return;
			case 'answer': case 'dropped': case 'failure': {
				const pending = this.pending.get(message.id);
				this.pending.delete(message.id);
				if (this.pending.size === 0) { this.worker.unref(); }
				if (message.kind === 'failure') { pending?.reject(new Error(message.message)); } else { pending?.resolve((message.kind === 'answer' ? message.answer : undefined) as never); }
			}
		}
	}

	/** Ends the compiler if one step of the worker has taken longer than its deadline: the worker then starts another. */
	private watch(): void {
		const step = Atomics.load(this.heartbeat, 0);
		const isBusy = Atomics.load(this.heartbeat, 1) === 1;
		const now = Date.now();
		if (!isBusy || step !== this.watched.step) { this.watched = { step, since: now }; return; }
		if (now - this.watched.since < (this.options.stepDeadline ?? defaultStepDeadline) || this.pid === undefined) { return; }
		this.options.log('warning', `the compiler (process ${this.pid}) did not answer for ${Math.round((now - this.watched.since) / 1000)} s and is replaced`);
		this.watched = { step, since: now };
		try { process.kill(this.pid, 'SIGKILL'); } catch { /* It is gone already. */ }
	}

	setDocument(file: string, text: string, version: number): void {
		this.documents.set(file, { text, version });
		this.post({ kind: 'document', file, text, version });
	}

	closeDocument(file: string): void {
		this.documents.delete(file);
		this.post({ kind: 'close', file });
	}

	post(message: ToWorker): void {
		if (!this.isDisposed) { this.worker.postMessage(message); }
	}

	/** Resolves to undefined if the request was dropped: superseded or cancelled. */
	request<K extends Request['kind']>(request: Extract<Request, { kind: K }>, priority: Priority, options: { signal?: AbortSignal; onProgress?: (progress: AuditProgress) => void } = {}): Promise<Answers[K] | undefined> {
		const id = this.nextId++;
		return new Promise((resolve, reject) => {
			if (this.isDisposed) { resolve(undefined); return; }
			this.worker.ref();
			// A cancelled audit still answers, with what it has.
			const cancel = () => this.post({ kind: 'cancel', id });
			options.signal?.addEventListener('abort', cancel, { once: true });
			const finish = <T>(settle: (value: T) => void) => (value: T) => { options.signal?.removeEventListener('abort', cancel); settle(value); };
			this.pending.set(id, { resolve: finish(resolve), reject: finish(reject), ...(options.onProgress !== undefined && { onProgress: options.onProgress }) });
			this.post({ kind: 'request', id, priority, request });
			if (options.signal?.aborted === true) { cancel(); }
		});
	}

	async dispose(): Promise<void> {
		this.isDisposed = true;
		clearInterval(this.watchdog);
		for (const { resolve } of this.pending.values()) { resolve(undefined as never); }
		this.pending.clear();
		// Before its pipes are closed: a compiler that is at work then tells the terminal of its end, at length.
		if (this.pid !== undefined) { try { process.kill(this.pid, 'SIGKILL'); } catch { /* It is gone already. */ } }
		await this.worker.terminate();
	}
}
