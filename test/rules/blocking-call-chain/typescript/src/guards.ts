/** What is given decides: a class, a type, or a switch that nobody sets unless he looks for a fault. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

class Message { readonly at = Date.now(); }
class Failure extends Message { readonly kind = 'failure'; }
class HardFailure extends Failure { readonly code = 1; }
class Progress extends Message { readonly percent = 0; }

function note(message: Message): number {
	if (message instanceof Failure) { appendFileSync('failures.log', `${message.at}`); }
	return message.at;
}

function noteOthers(message: Message): number {
	if (!(message instanceof Failure)) { appendFileSync('progress.log', `${message.at}`); }
	return message.at;
}

function handOn(message: Message): number { return note(message); }

export async function noting(given: Message): Promise<void> {
	await readFile('x');
	note(new Progress());
	handOn(new Progress());
	noteOthers(new HardFailure());
	const progress = new Progress();
	note(progress);
	note(new Failure()); // expect: blocking-call-chain via note() > appendFileSync()
	note(new HardFailure()); // expect: blocking-call-chain via note() > appendFileSync()
	handOn(new HardFailure()); // expect: blocking-call-chain via handOn() > note() > appendFileSync()
	noteOthers(new Progress()); // expect: blocking-call-chain via noteOthers() > appendFileSync()
	note(given); // expect: blocking-call-chain via note() > appendFileSync()
}

/** The first way does not hold for what is given, the second always does. */
function noteTwice(message: Message): void {
	if (message instanceof Failure) { appendFileSync('failures.log', `${message.at}`); }
	keep(message);
}
function keep(message: Message): void { writeFileSync('last', `${message.at}`); }

export async function notingTwice(): Promise<void> {
	await readFile('x');
	noteTwice(new Progress()); // expect: blocking-call-chain via noteTwice() > keep() > writeFileSync()
}

function source(from: string | { readonly text: string }): string {
	return typeof from === 'string' ? readFileSync(from, 'utf8') : from.text;
}

function sourceOf(from: string | (() => string)): string {
	if (typeof from !== 'string') { return from(); }
	return readFileSync(from, 'utf8');
}

export async function sources(from: string | { readonly text: string }): Promise<void> {
	await readFile('x');
	source({ text: '' });
	sourceOf(() => '');
	source('x'); // expect: blocking-call-chain
	sourceOf('x'); // expect: blocking-call-chain
	source(from); // expect: blocking-call-chain
}

class Tracer {
	private enabled: boolean;
	constructor(options: { readonly enabled?: boolean }) { this.enabled = options.enabled ?? false; }
	write(line: string): void {
		if (!this.enabled) { return; }
		appendFileSync('trace.log', line);
	}
	stop(): void { this.enabled = false; }
}

class Recorder {
	readonly #isRecording = process.env['RECORD_REQUESTS'] === '1';
	readonly verbose: boolean;
	constructor(verbose = false) { this.verbose = verbose; }
	record(line: string): void { if (this.#isRecording) { appendFileSync('requests.log', line); } }
	tell(line: string): void { if (this.verbose) { appendFileSync('requests.log', line); } }
}

/** Of these the text does not say that they are off. */
class Journal {
	private enabled: boolean;
	private debug = false;
	constructor(options: { readonly enabled?: boolean }) { this.enabled = options.enabled ?? false; }
	write(line: string): void { if (this.enabled) { appendFileSync('journal.log', line); } }
	explain(line: string): void { if (this.debug) { appendFileSync('journal.log', line); } }
	loud(): void { this.debug = true; }
}

const tracesSql = Boolean(process.env.TRACE_SQL);

function sql(line: string): void {
	if (tracesSql) { appendFileSync('sql.log', line); }
	if (process.env.NODE_ENV === 'production') { appendFileSync('sql.log', line); }
}

function query(line: string): void { if (process.env.DEBUG) { appendFileSync('sql.log', line); } }

export async function tracing(tracer: Tracer, recorder: Recorder, journal: Journal, line: string): Promise<void> {
	await readFile('x');
	tracer.write(line); // expect: blocking-call-chain as info
	recorder.record(line); // expect: blocking-call-chain as info
	recorder.tell(line); // expect: blocking-call-chain as info
	journal.write(line); // expect: blocking-call-chain as error
	journal.explain(line); // expect: blocking-call-chain as error
	sql(line); // expect: blocking-call-chain as error
	query(line); // expect: blocking-call-chain as info
	if (tracesSql) { writeFileSync('last.sql', line); } // expect: blocking-call as info
	if (!tracesSql) { writeFileSync('last.sql', line); } // expect: blocking-call as error
}

/** What is a short text in the source is written as soon as the file is there. */
export async function marking(line: string): Promise<void> {
	await readFile('x');
	writeFileSync('ready', ''); // expect: blocking-call as info
	mark(); // expect: blocking-call-chain as info
	appendFileSync('log', 'started\n'); // expect: blocking-call as info
	writeFileSync('ready', line); // expect: blocking-call as error
	writeFileSync('ready', line || 'nothing'); // expect: blocking-call as error
}

function mark(): void { writeFileSync('ready', 'yes'); }

/** The way that is surely taken is shown, even where one under a condition is one call shorter. */
function save(text: string): void {
	if (text.length > 10) { store(text); }
	saveSafely(text);
}
function saveSafely(text: string): void { store(text); }
function store(text: string): void { writeFileSync('store', text); }

function saveUnlessEmpty(text: string): void {
	if (text === '') { return; }
	store(text);
}
function saveAny(text: string): void {
	saveUnlessEmpty(text);
	saveSafely(text);
}

export async function saving(text: string): Promise<void> {
	await readFile('x');
	save(text); // expect: blocking-call-chain via save() > saveSafely() > store() > writeFileSync()
	saveAny(text); // expect: blocking-call-chain via saveAny() > saveSafely() > store() > writeFileSync()
	mkdirSync('x'); // expect: blocking-call
}

/** What is there as a rule is made once and then never again. */
function folder(path: string): string {
	if (!existsSync(path)) { mkdirSync(path); }
	return path;
}

function settingsFile(): string {
	const path = 'settings.json';
	if (existsSync(path)) { return path; }
	writeFileSync(path, JSON.stringify({ made: Date.now() }));
	return path;
}

function folderFor(path: string): string {
	if (!existsSync(path)) { mkdirSync(`${path}/logs`); }
	return path;
}

export async function preparing(path: string): Promise<void> {
	await readFile('x');
	folder(path); // expect: blocking-call-chain acceptable
	settingsFile(); // expect: blocking-call-chain acceptable
	if (!existsSync(path)) { // expect: blocking-call as info
		mkdirSync(path); // expect: blocking-call as info
		writeFileSync('other', path); // expect: blocking-call as error
	}
	folderFor(path); // expect: blocking-call-chain as warning
}

interface Found { readonly path?: string }

function pathFromEnv(text: string | undefined): Found { return text === undefined ? {} : { path: text }; }
function parsePort(text: string | undefined): Found { return { path: text ?? '80' }; }

function template(): string {
	const found = pathFromEnv(process.env['TEMPLATE']);
	return found.path === undefined || !found.path ? '' : readFileSync(found.path, 'utf8');
}

function portFile(): string {
	const found = parsePort(process.env['PORT']);
	return found.path ? readFileSync(found.path, 'utf8') : '';
}

export async function fromEnvironment(): Promise<void> {
	await readFile('x');
	template(); // expect: blocking-call-chain as info
	portFile(); // expect: blocking-call-chain as error
	readFileSync('/proc/cpuinfo'); // expect: blocking-call as info
}
