/**
 * `node test/bench/editing.mjs FILE… [--repo DIR] [--lines N]`: how long the analysis takes from a changed text of a Python or Rust file to its
 * findings, without the protocol and the pause before it that an editor adds. Needs `npm run build`. Nothing is written: the file is changed as an unsaved buffer.
 *
 * A blocking line is typed into an async function a character at a time, so that most texts are broken, and deleted again, so that the findings must follow: the
 * program fails if they do not. The rest of the workspace was looked at before, as in an editor that has been open for a while. `node --cpu-prof` tells where the time goes.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { printTable, quantile } from './statistics.mjs';

const WORKER = resolve(import.meta.dirname, '../../dist/worker.js');
const QUIET = 2000; // ms until the files are found that are to be indexed

/** By extension: the language, how the head of an async function begins and ends, the line that is typed, and what the file must have for it. */
const languages = {
	'.py': { language: 'python', begins: /^\s*async def /, ends: ':', typed: 'blocking_for_benchmark.sleep(1)', addition: '\nimport time as blocking_for_benchmark\n' },
	'.rs': { language: 'rust', begins: /^\s*(?:pub(?:\([^)]*\))? )?async fn /, ends: '{', typed: 'std::thread::sleep(std::time::Duration::from_secs(1));', addition: '' },
};

const { values: options, positionals: files } = parseArgs({ allowPositionals: true, options: { repo: { type: 'string' }, lines: { type: 'string', default: '3' } } });
if (files.length === 0 || files.some((file) => languages[extname(file)] === undefined)) {
	console.error('Usage: node test/bench/editing.mjs FILE… [--repo DIR] [--lines N]\n--lines: how often the line is typed.');
	process.exit(2);
}
if (!existsSync(WORKER)) { throw new Error('There is no dist/worker.js: `npm run build` makes it'); }

console.log(`Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}.`);
const rows = [];
for (const file of files) { rows.push(await measure(realpathSync(file))); }
printTable(['from a change to its findings, ms', 'p50', 'p95', 'max', 'processor, mean', 'changes', 'lines'], rows);
console.log('\nAt most 50 ms at p95 in a file of 3,000 lines.');
process.exit(0);

async function measure(file) {
	const { language, begins, ends, typed, addition } = languages[extname(file)];
	const root = options.repo === undefined ? repositoryOf(file) : realpathSync(options.repo);
	const lines = readFileSync(file, 'utf8').split('\n');
	const from = lines.findIndex((line) => begins.test(line));
	const at = from < 0 ? 0 : lines.findIndex((line, index) => index >= from && line.trimEnd().endsWith(ends)) + 1;
	if (at === 0) { throw new Error(`${file}: no async function`); }
	const indent = /^\s*/.exec(lines.slice(at).find((line) => line.trim() !== ''))[0];
	const textWith = (inserted) => [...lines.slice(0, at), ...(inserted === undefined ? [] : [indent + inserted]), ...lines.slice(at)].join('\n') + addition;

	const worker = new Worker(WORKER, {
		workerData: { language, roots: [root], executable: '', heartbeat: new SharedArrayBuffer(8), indexesWhenIdle: true }, stdout: true,
	});
	const waiting = new Map();
	worker.on('message', (message) => {
		if (message.kind === 'failure') { throw new Error(message.message); }
		if (message.kind === 'answer') { waiting.get(message.id)?.(message.answer); }
	});
	let version = 0;
	const findingsOf = (text) => new Promise((done) => {
		version++;
		waiting.set(version, done);
		worker.postMessage({ kind: 'document', file, text, version });
		worker.postMessage({ kind: 'request', id: version, priority: 'keystroke', request: { kind: 'analyze', file } });
	});
	const isReported = ({ findings }) => findings.some((finding) => finding.line === at + 1 && finding.rule === 'blocking-call');

	await findingsOf(textWith(undefined));
	// The rest of the workspace is indexed once nothing else is asked; an idle request is answered after that.
	for (let turn = 0; turn < 2; turn++) {
		await pause(QUIET);
		await new Promise((done) => {
			waiting.set(-1, done);
			worker.postMessage({ kind: 'request', id: -1, priority: 'idle', request: { kind: 'status' } });
		});
	}
	const times = [];
	let spent = 0;
	const change = async (inserted) => {
		const started = performance.now();
		const before = process.cpuUsage();
		const result = await findingsOf(textWith(inserted));
		times.push(performance.now() - started);
		const { user, system } = process.cpuUsage(before);
		spent += (user + system) / 1000;
		await pause(30);
		return result;
	};
	for (let turn = 0; turn < Number(options.lines); turn++) {
		for (let length = 1; length < typed.length; length++) { await change(typed.slice(0, length)); }
		if (!isReported(await change(typed))) { throw new Error(`${file}:${at + 1}: the blocking line was not reported`); }
		if (isReported(await change(undefined))) { throw new Error(`${file}:${at + 1}: the line that was deleted is still reported`); }
	}
	await worker.terminate();
	return [file.slice(root.length + 1), ...[0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(0)), (spent / times.length).toFixed(0), String(times.length), String(lines.length)];
}

/** The outermost directory above that holds `.git` or a manifest of its language. */
function repositoryOf(path) {
	let found = dirname(path);
	for (let directory = dirname(path); directory !== dirname(directory); directory = dirname(directory)) {
		if (existsSync(join(directory, '.git'))) { return directory; }
		if (['pyproject.toml', 'setup.py', 'Cargo.toml', 'package.json'].some((name) => existsSync(join(directory, name)))) { found = directory; }
	}
	return found;
}
