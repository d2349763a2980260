/**
 * `node test/bench/typing.mjs --file FILE [--repo DIR] [--edits N] [--line N] [--profile DIR]`: how long after a change to an open file its diagnostics arrive, the server's
 * pause before it analyses (`unblock.diagnosticsDelay`) included. Needs `npm run build`. Linux only. Nothing is written: the file is changed as
 * an editor's unsaved buffer.
 *
 * A blocking line is written into an async function, changed by a character and back, and taken away again, over and over, so that the
 * diagnostics must follow: the program fails if they do not. Like somebody who types fast, straight after opening the file
 * and again when the server has come to rest; each change as soon as the last one's diagnostics are there; and in bursts, of which only the last counts.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { assertLinux, ProcessTree } from './processTree.mjs';
import { printTable, quantile } from './statistics.mjs';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const MB = 1024 * 1024;
const BETWEEN_KEYS = 150; // ms; some 80 words a minute
const BETWEEN_KEYS_IN_BURST = 15; // ms; faster than a key repeats
const BURST = 10; // changes
const PATIENCE = 120_000; // ms

const { values: options } = parseArgs({ options: { file: { type: 'string' }, repo: { type: 'string' }, edits: { type: 'string', default: '100' }, line: { type: 'string' }, profile: { type: 'string' } } });
const edits = Number(options.edits);
if (options.file === undefined || !Number.isInteger(edits) || edits < 1) {
	console.error('Usage: node test/bench/typing.mjs --file FILE [--repo DIR] [--edits N] [--line N] [--profile DIR]\nThe line, 1-based, is one after which a statement of an async function may stand; by default the first that is found.\n--profile writes the server\'s processor profiles into a directory, which makes it slower.');
	process.exit(2);
}
assertLinux();
if (!existsSync(CLI)) {
	throw new Error('There is no dist/cli.js: `npm run build` makes it');
}
const file = realpathSync(options.file);
const repository = options.repo === undefined ? repositoryOf(file) : realpathSync(options.repo);
const original = readFileSync(file, 'utf8');
// An import may stand anywhere; at the end it moves no line.
const text = `${original}\nimport { readFileSync as readForBenchmark } from 'node:fs';\n`;
const line = options.line === undefined ? firstLineOfAsyncFunction(original) : Number(options.line); // 0-based it is the line after
const uri = pathToFileURL(file).href;

const profiling = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`];
const server = spawn(process.execPath, [...profiling, CLI, 'language-server', '--stdio'], { cwd: repository, stdio: ['pipe', 'pipe', 'inherit'] });
const memory = new ProcessTree(server.pid);
server.once('exit', (code, signal) => {
	console.error(`The server ended (${code ?? signal})`);
	process.exit(1);
});
const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
/** All diagnostics of the file, in the order in which they came: of which version, when, and whether the inserted line is among what they report. */
const published = [];
let onPublished = () => {};
connection.onNotification('textDocument/publishDiagnostics', ({ uri: shownIn, version: of, diagnostics }) => {
	if (shownIn === uri) {
		published.push({ version: of, at: performance.now(), isReported: diagnostics.some(({ range }) => range.start.line === line), count: diagnostics.length });
		onPublished();
	}
});
connection.onRequest('window/workDoneProgress/create', () => null);
connection.listen();

/** The inserted line after each edit, and whether it is to be reported then. */
const states = [
	["\t\treadForBenchmark('a');", true],
	["\t\treadForBenchmark('ab');", true],
	["\t\treadForBenchmark('a');", true],
	[undefined, false],
];
let shown; // the inserted line
let version = 1; // of the text; each edit makes a new one
const stateOf = (of) => states[(of + states.length - 2) % states.length]; // an edit's; the first makes version 2

const started = performance.now();
await connection.sendRequest('initialize', {
	processId: process.pid,
	rootUri: pathToFileURL(repository).href,
	workspaceFolders: [{ uri: pathToFileURL(repository).href, name: 'repository' }],
	capabilities: { window: { workDoneProgress: true }, textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true } } },
});
await connection.sendNotification('initialized', {});
await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: languageOf(file), version, text } });
await answered();
console.log(`${relative(repository, file)} in ${repository}: ${original.split('\n').length} lines. Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}.`);
console.log(`First diagnostics ${Math.round(published[0].at - started)} ms after the server was asked to start: ${published[0].count}. Edits after line ${line}: ${original.split('\n')[line - 1].trim()}`);

const rows = [row(`typed straight away, a change every ${BETWEEN_KEYS} ms`, await typed())];
console.log(`${await quiet()} ${Math.round(performance.now() - started)} ms after the start, with ${published.at(-1).count} diagnostics and ${Math.round(memory.resident / MB)} MB.\n`);
rows.push(row('typed after that', await typed()));
rows.push(row('each change as soon as the last is answered', await oneByOne()));
rows.push(row(`bursts of ${BURST}, a change every ${BETWEEN_KEYS_IN_BURST} ms; the last`, await bursts()));
printTable(['from a change to its diagnostics, ms', 'p50', 'p95', 'max', 'changes', 'overtaken'], rows);
console.log('\nAt most 200 ms at p95, goal 100. Overtaken: the next change came before its diagnostics; its time is that to the first diagnostics that hold it.');
console.log(`Memory of all processes: at most ${Math.round(memory.peak / MB)} MB (${[...memory.atPeak].map(([name, bytes]) => `${name.replace(/ \d+$/, '')} ${Math.round(bytes / MB)}`).join(', ')}), at the end ${Math.round(memory.resident / MB)} MB.`);

memory.stop();
server.removeAllListeners('exit');
const ended = new Promise((done) => server.once('exit', done));
await connection.sendRequest('shutdown');
await connection.sendNotification('exit');
await ended;
connection.dispose();

async function typed() {
	const sent = [];
	for (let edit = 0; edit < edits; edit++) {
		const due = pause(BETWEEN_KEYS);
		sent.push(change());
		await due;
	}
	await answered();
	return sent.map(latency);
}

async function oneByOne() {
	const sent = [];
	for (let edit = 0; edit < edits; edit++) {
		sent.push(change());
		await answered();
	}
	return sent.map(latency);
}

async function bursts() {
	const sent = [];
	for (let burst = 0; burst < edits / BURST; burst++) {
		let last;
		for (let edit = 0; edit < BURST; edit++) {
			last = change();
			await pause(BETWEEN_KEYS_IN_BURST);
		}
		sent.push(last);
		await answered();
		await pause(BETWEEN_KEYS);
	}
	return sent.map(latency);
}

/** Makes the next edit. @returns its version, and when it was made */
function change() {
	version++;
	const [content] = stateOf(version);
	const contentChanges = [replacement(shown, content)];
	shown = content;
	const at = performance.now();
	void connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
	return { version, at };
}

/** The least edit that turns one inserted line into another; undefined is no line. As an editor would send it. */
function replacement(from, to) {
	if (from === undefined || to === undefined) {
		return { range: { start: { line, character: 0 }, end: { line: from === undefined ? line : line + 1, character: 0 } }, text: to === undefined ? '' : `${to}\n` };
	}
	let start = 0;
	while (from[start] === to[start]) { start++; }
	let end = 0;
	while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) { end++; }
	return { range: { start: { line, character: start }, end: { line, character: from.length - end } }, text: to.slice(start, to.length - end) };
}

/** True for diagnostics that say of the inserted line what there is to say. The server may tell at first what it knows, and the rest of the same version later. */
function isRight({ version: of, isReported }) {
	return isReported === stateOf(of)[1];
}

/** Waits for the right diagnostics of the present version. */
function answered() {
	return new Promise((done, fail) => {
		const timer = setTimeout(() => fail(new Error(`No right diagnostics of version ${version} within ${PATIENCE} ms: line ${line + 1} should ${stateOf(version)[1] ? '' : 'not '}be reported`)), PATIENCE);
		onPublished = () => {
			const last = published.at(-1);
			if (last?.version === version && isRight(last)) {
				clearTimeout(timer);
				onPublished = () => {};
				done();
			}
		};
		onPublished();
	});
}

/** Waits until the server has been doing next to nothing for two seconds, or until patience ends. @returns what came */
async function quiet() {
	const patient = performance.now() + PATIENCE;
	while (performance.now() < patient) {
		const before = memory.spent;
		await pause(2000);
		if (memory.spent - before < 100) { return 'At rest'; }
	}
	return 'Still not at rest';
}

/** @returns in ms, the time from a change to the first right diagnostics that hold it, and whether they are of a later change */
function latency({ version: asked, at }) {
	const answer = published.find((each) => each.version >= asked && isRight(each));
	return { time: answer.at - at, isOvertaken: answer.version !== asked };
}

function row(name, all) {
	const times = all.map(({ time }) => time);
	return [name, ...[0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(0)), String(all.length), String(all.filter(({ isOvertaken }) => isOvertaken).length)];
}

/** 1-based: the last line of the head of the first async function or method whose body begins on a new line. */
function firstLineOfAsyncFunction(source) {
	const lines = source.split('\n');
	for (const [index, content] of lines.entries()) {
		const head = /^(\s*)(?!\/|\*).*\basync\b(?!.*;)/.exec(content);
		if (head !== null) {
			// The head may go over several lines; its last one is indented as its first and opens the body.
			const last = lines.findIndex((candidate, at) => at >= index && /^\s*/.exec(candidate)[0] === head[1] && candidate.endsWith('{'));
			if (last !== -1) {
				return last + 1;
			}
		}
	}
	throw new Error('No async function found: name a line with --line');
}

/** The outermost directory above that holds a `package.json` or `.git`, but nothing above the first `.git`. */
function repositoryOf(path) {
	let found;
	for (let directory = dirname(path); directory !== dirname(directory); directory = dirname(directory)) {
		if (existsSync(join(directory, '.git'))) { return directory; }
		if (existsSync(join(directory, 'package.json'))) { found = directory; }
	}
	return found ?? dirname(path);
}

function languageOf(path) {
	return { tsx: 'typescriptreact', jsx: 'javascriptreact', js: 'javascript', mjs: 'javascript', cjs: 'javascript' }[path.slice(path.lastIndexOf('.') + 1)] ?? 'typescript';
}
