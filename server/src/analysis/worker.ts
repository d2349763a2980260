/** The entry of an analysis worker: messages in, jobs on the scheduler, answers out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FileOutline } from '../outline/model.ts';
import { residentMegabytes } from '../workspace/compilerBinary.ts';
import { discoverFiles } from '../workspace/files.ts';
import { analyzeJob, resultOf } from './analyzeJob.ts';
import { auditJob } from './auditJob.ts';
import { fixJob } from './fixJob.ts';
import { loadKit } from './kits/loadKit.ts';
import { languageKinds } from './languageKinds.ts';
import type { Answers, FromWorker, Request, ToWorker, WorkerSetup } from './messages.ts';
import { outlineReachable, outlineStale } from './reach.ts';
import { Scheduler, type Job } from './scheduler.ts';
import type { AuditOptions, FileResult, Priority } from './service.ts';
import { compilerLimitMegabytes, Session } from './session.ts';
import { whyJob } from './whyJob.ts';

const port = parentPort;
if (port === null) { throw new Error('this file runs in a worker thread'); }
const setup = workerData as WorkerSetup;
const heartbeat = new Int32Array(setup.heartbeat);
const send = (message: FromWorker) => port.postMessage(message);

const session = new Session({
	kit: await loadKit(setup.language),
	// Fixes are of texts as they are written; they are asked of another worker.
	roots: setup.roots, executable: setup.executable, leavesRoom: setup.indexesWhenIdle,
	log: (level, message) => send({ kind: 'log', level, message }),
	onCompilerStart: (pid) => send({ kind: 'compiler', pid }),
});
const scheduler = new Scheduler((isBusy) => {
	if (isBusy) { Atomics.add(heartbeat, 0, 1); }
	Atomics.store(heartbeat, 1, isBusy ? 1 : 0);
	if (!isBusy) { recycleLargeCompiler(); }
});

/** Requests under way: how to end each early. */
const cancels = new Map<number, () => void>();
/** What was last told of each open file, so that only changes are told again, and at which revision of the session. */
const told = new Map<string, { readonly findings: string; readonly revision: number }>();

/** What can wait goes on once no text changed for so long. Milliseconds. */
const calm = 150;

let stepsSinceCheck = 0;
function recycleLargeCompiler(): void {
	stepsSinceCheck += 1;
	if (stepsSinceCheck < 100) { return; }
	stepsSinceCheck = 0;
	const { process: compiler } = session.language;
	if (compiler?.pid !== undefined && (residentMegabytes(compiler.pid) > compilerLimitMegabytes || compiler.snapshots > 2000)) {
		send({ kind: 'log', level: 'info', message: `the compiler (process ${compiler.pid}) has grown large and is replaced` });
		session.language.recycle();
	}
}

port.on('message', (message: ToWorker) => {
	switch (message.kind) {
		case 'document':
			scheduler.holdIdle(calm);
			scheduler.cancel(`analyze ${message.file}`);
			session.setDocument(message.file, message.text, message.version);
			if (session.outlines.has(message.file)) { refreshSoon(); }
			return;
		case 'close': session.closeDocument(message.file); told.delete(message.file); return;
		case 'filesChanged':
			for (const { file, change } of message.files) { session.fileChanged(file, change); }
			refreshSoon();
			return;
		case 'cancel': cancels.get(message.id)?.(); return;
		case 'request': begin(message.id, message.priority, message.request); return;
	}
});

function begin(id: number, priority: Priority, request: Request): void {
	switch (request.kind) {
		case 'analyze': run(id, priority, analyzeAndRemember(request.file), `analyze ${request.file}`); return;
		case 'fix': run(id, priority, fixJob(session, request.file, request.fingerprint, request.fix, request.helperDirectory)); return;
		case 'why': run(id, priority, whyJob(session, request.file, request.line)); return;
		case 'status': run(id, priority, statusJob()); return;
		case 'audit': beginAudit(id, request.options, request.files); return;
	}
}

function run(id: number, priority: Priority, job: Job<Answers[Request['kind']]>, key?: string): void {
	const cancel = scheduler.add(job, priority, key, (outcome) => {
		cancels.delete(id);
		if (outcome.kind === 'done') { send({ kind: 'answer', id, answer: outcome.value }); } else if (outcome.kind === 'dropped') { send({ kind: 'dropped', id }); } else {
			send({ kind: 'failure', id, message: outcome.error instanceof Error ? outcome.error.stack ?? outcome.error.message : String(outcome.error) });
		}
		if (setup.indexesWhenIdle) { indexSoon(); }
	});
	cancels.set(id, cancel);
}

function* analyzeAndRemember(file: string): Job<FileResult> {
	const { result, isComplete } = yield* analyzeJob(session, file);
	// What was only partly known is told again in any case.
	told.set(file, isComplete ? { findings: JSON.stringify(result.findings), revision: session.revision } : { findings: '', revision: -1 });
	if (!isComplete) { refreshSoon(); }
	return result;
}

function* statusJob(): Job<Answers['status']> {
	const { pid, restarts = 0 } = session.language.process ?? {};
	return { pid, megabytes: pid === undefined ? 0 : residentMegabytes(pid), restarts };
}

/** An audit that is cancelled answers with what it has, so cancelling sets a flag instead of dropping the job. */
function beginAudit(id: number, options: AuditOptions, files: readonly string[]): void {
	let isCancelled = false;
	let lastTold = 0;
	run(id, 'audit', auditJob(session, {
		options, files, errors: [], isCancelled: () => isCancelled,
		onProgress: (progress) => {
			const now = Date.now();
			if (now - lastTold > 50 || progress.phase === 'load') { lastTold = now; send({ kind: 'progress', id, progress }); }
		},
	}));
	cancels.set(id, () => { isCancelled = true; });
}

/** Tells of open files whose findings differ from what was last told, because another file changed or more of the workspace is known. */
function refreshSoon(): void {
	scheduler.add(refreshJob(), 'idle', 'refresh', () => undefined);
}

function* refreshJob(): Job<void> {
	yield* outlineStale(session);
	for (const file of told.keys()) {
		if (!session.overlays.has(file)) { continue; }
		yield* outlineReachable(session, [file]);
		yield;
		const last = told.get(file);
		const { revision } = session;
		if (last === undefined || last.revision === revision) { continue; }
		const result = resultOf(session, file);
		const findings = JSON.stringify(result.findings);
		told.set(file, { findings, revision });
		if (last.findings !== findings) { send({ kind: 'findings', result }); }
	}
}

let hasIndexed = false;
/** Outlines the rest of the workspace once there is nothing else to do: callers and implementors in unopened files decide verdicts too. */
function indexSoon(): void {
	if (hasIndexed) { return; }
	hasIndexed = true;
	void discoverFiles({ paths: setup.roots, root: setup.roots[0] ?? '/', extensions: languageKinds[setup.language].extensions, configs: session.configs }).then(({ files }) => {
		scheduler.add(indexJob(files), 'idle', 'index', () => refreshSoon());
	}, (error: unknown) => send({ kind: 'log', level: 'warning', message: `the workspace could not be indexed: ${String(error)}` }));
}

/** How many files of a workspace are indexed for the editor; an audit has no such bound. */
const indexLimit = 5000;

/** Outlines go into the graph in parts: it is solved once for each. */
const filesPerAdoption = 40;

function* indexJob(files: readonly string[]): Job<void> {
	let made: FileOutline[] = [];
	for (const [index, file] of files.slice(0, indexLimit).entries()) {
		// Opened many at a time, so that the compiler makes one snapshot for them.
		if (index % 250 === 0) { session.language.load(files.slice(index, index + 250)); yield; }
		if (session.isCurrent(file)) { continue; }
		const outline = session.makeOutline(file);
		if (outline !== undefined) { made.push(outline); }
		if (made.length >= filesPerAdoption) { session.adopt(made); made = []; }
		yield;
	}
	session.adopt(made);
}

send({ kind: 'ready' });
