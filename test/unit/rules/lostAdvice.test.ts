/** What is advised for a lost promise, and which fixes are offered first: by where it stands. */
import { afterAll, describe, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import { checkFile } from '../../../server/src/rules/index.ts';
import { TestWorkspace } from '../analysis/workspace.ts';

const declarations = `
interface Req { readonly body: string; readonly url: string }
interface Res { status(code: number): Res; json(value: unknown): void; sendStatus(code: number): void }
declare const jobs: { addTask(name: string): void; open(): Promise<number> };
declare const bus: { on(event: string, listener: (text: string) => void): void };
export async function store(text: string): Promise<void> { await Promise.resolve(); if (text === '') { throw new Error('empty'); } }
`;

const workspace = new TestWorkspace({ 'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'esnext', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true } }), 'package.json': '{ "name": "case" }', 'electron.d.ts': "declare module 'electron' { export const shell: { openExternal(url: string): Promise<void> } }\n" });
afterAll(() => { workspace.dispose(); });
let count = 0;

/** The advice of the only finding on a lost promise, what it says of others, and the kinds of its fixes in their order. */
function advised(text: string) {
	const { session } = workspace;
	const name = `src/case${count++}.ts`;
	workspace.write(name, declarations + text);
	const outline = session.makeOutline(workspace.path(name))!;
	const graph = createCallGraph({ catalogue: session.catalogue, factsOf: (path) => session.roles.factsOf(path) });
	graph.update({ set: [outline], remove: [] });
	const found = checkFile(outline, graph, session.catalogue).filter(({ rule, verdict }) => verdict === 'bad' && (rule === 'unawaited-async-call' || rule === 'untracked-task'));
	expect(found).toHaveLength(1);
	const [{ message, impact, fixes, severity }] = found as [typeof found[0]];
	return { severity, advice: message.split('; ').at(-1), isEarly: /goes on before|too early/.test(message + impact), impact, fixes: fixes.map(({ kind }) => kind) };
}

describe('what is not to be waited for', () => {
	it('a pipe whose other end is read behind it', () => {
		const piped = (into: string) => advised(`declare const body: ReadableStream<string>; declare const log: WritableStream<string>; export async function show(): Promise<unknown> { const { readable, writable } = new TransformStream<string, string>(); body.pipeTo(${into}); return await new Response(readable as never).text(); }`);
		expect(piped('writable')).toMatchObject({ advice: 'handle its failure, or hand it to a task tracker.', fixes: ['track-task'] });
		expect(piped('log')).toMatchObject({ advice: 'await it, or handle its failure.' });
	});

	it('mail and notices to others that a request brings about', () => {
		const sent = (owner: string, body: string) => advised(`async function sendEmails(text: string): Promise<void> { await store(text); } export async function ${owner}(text: string): Promise<string> { ${body} return text; }`);
		expect(sent('createOrder', 'sendEmails(text);')).toMatchObject({ fixes: ['track-task'] });
		expect(sent('createOrder', 'try { sendEmails(text); } catch (error) { console.error(error); }')).toMatchObject({ fixes: ['await-call', 'track-task'] });
		expect(sent('mailOrder', 'sendEmails(text);')).toMatchObject({ fixes: ['await-call', 'track-task'] });
	});
});

describe('a program that Electron runs', () => {
	it('goes on behind a rejection that nobody handles, and asks nobody who takes exceptions', () => {
		const opened = "export function show(url: string): void { void store(url); console.log(url); }\nexport function open(url: string): Promise<void> { return shell.openExternal(url); }";
		expect(advised(`import { shell } from 'electron';\nprocess.on('uncaughtException', (error) => { console.error(error); process.exit(1); });\n${opened}`)).toMatchObject({ severity: 'info', impact: 'no caller sees it fail, and Electron only writes it to its console' });
	});
});

describe('who is at hand is told first', () => {
	it('next of a request handler', () => {
		expect(advised('export function put(req: Req, res: Res, next: (error?: unknown) => void): void { store(req.body).then(() => { res.sendStatus(204); }); }'))
			.toMatchObject({ advice: 'hand its failure to `next` (`.catch(next)`).', impact: 'nobody answers the request with its failure, and Node ends a process with an unhandled rejection', fixes: ['hand-failure', 'track-task'] });
	});

	it('a callback that takes no failure first', () => {
		const told = (name: string, given: string) => advised(`export function verify(text: string, ${name}: (error: unknown, value?: string) => void): void { store(text).then(() => { ${name}(${given}); }); }`);
		expect(told('done', 'null, text')).toMatchObject({ advice: 'hand its failure to `done` (`.catch(done)`).', fixes: ['hand-failure', 'track-task'] });
		expect(told('done', 'text')).toMatchObject({ fixes: ['track-task'] });
		expect(told('show', 'null, text')).toMatchObject({ fixes: ['track-task'] });
	});

	it('reject of the promise that it settles', () => {
		expect(advised('export function all(text: string): Promise<void> { return new Promise((resolve, reject) => { const go = async (): Promise<void> => { await store(text); resolve(); }; go(); }); }'))
			.toMatchObject({ advice: 'hand its failure to `reject` (`.catch(reject)`).', impact: 'whoever awaits the promise around it never goes on', fixes: ['hand-failure', 'track-task'] });
	});

	it('but not reject of a promise that a timer or another promise resolves all the same', () => {
		const within = (body: string) => advised(`export function all(text: string): Promise<number | void> { return new Promise((resolve, reject) => { ${body} }); }`);
		const isNotHanded = { impact: 'no caller sees it fail, and Node ends a process with an unhandled rejection', fixes: ['track-task'] };
		expect(within('setTimeout(() => { resolve(1); }, 5000); store(text).then(resolve);')).toMatchObject(isNotHanded);
		expect(within('jobs.open().then(resolve).catch(reject); setTimeout(() => { store(text); }, 5000);')).toMatchObject(isNotHanded);
		expect(within('setTimeout(() => { reject(new Error()); }, 5000); store(text).then(resolve);')).toMatchObject({ impact: 'whoever awaits the promise around it learns nothing until its time is up', fixes: ['hand-failure', 'track-task'] });
		expect(within('const timer = setTimeout(resolve, 5000); store(text).then(resolve).finally(() => { clearTimeout(timer); });')).toMatchObject({ impact: 'whoever awaits the promise around it never goes on', fixes: ['hand-failure', 'track-task'] });
		expect(within('setTimeout(() => { store(text).then(resolve); }, 5000);')).toMatchObject({ fixes: ['hand-failure', 'track-task'] });
	});

	it('a callback that is told of errors', () => {
		expect(advised('export function put(text: string, done: (error: Error | null) => void): void { if (text === \'\') { done(new Error(\'none\')); return; } store(text).then(() => { done(null); }); }'))
			.toMatchObject({ advice: 'hand its failure to `done` (`.catch(done)`).', fixes: ['hand-failure', 'track-task'] });
	});

	it('but nobody who has been told otherwise, or is told each time anew', () => {
		expect(advised('export function put(req: Req, res: Res, next: (error?: unknown) => void): void { if (req.body === \'\') { next(); return; } store(req.body); res.sendStatus(202); }').fixes).not.toContain('hand-failure');
		expect(advised('export function put(text: string, done: (error: Error | null) => void): void { if (text === \'\') { done(new Error(\'none\')); return; } bus.on(\'text\', (each) => { store(each); }); }').fixes).not.toContain('hand-failure');
		expect(advised('export function all(text: string): Promise<number> { return new Promise((resolve, reject) => { if (text === \'\') { reject(new Error(\'none\')); return; } resolve(1); store(text); }); }').fixes).not.toContain('hand-failure');
	});
});

describe('waiting is advised where it mends something', () => {
	it('in a function whose promise somebody looks at', () => {
		expect(advised('export async function put(text: string): Promise<string> { store(text); return text.trim(); }')).toMatchObject({ advice: 'await it, or handle its failure.', isEarly: true, fixes: ['await-call', 'track-task'] });
	});

	it('not where nobody looks at the promise of the function', () => {
		expect(advised('async function put(text: string): Promise<void> { await Promise.resolve(); store(text); console.log(text); }\nexport function run(): void { put(\'a\').catch(console.error); }')).toMatchObject({ isEarly: true });
		const { advice, isEarly, fixes } = advised('bus.on(\'text\', async (text) => { await Promise.resolve(); store(text); console.log(text); });');
		expect({ advice, isEarly, fixes }).toEqual({ advice: 'handle its failure, or hand it to a task tracker.', isEarly: false, fixes: ['track-task'] });
	});

	it('reject of a promise that a library makes', () => {
		expect(advised('interface Library { Promise: PromiseConstructor } declare const library: Library; export function all(text: string): Promise<void> { return new library.Promise((resolve, reject) => { bus.on(\'ready\', () => { store(text).then(resolve); }); bus.on(\'error\', reject); }); }'))
			.toMatchObject({ fixes: ['hand-failure', 'track-task'] });
	});

	it('reject, which an executor does not take yet, where what follows settles the promise', () => {
		expect(advised('export function all(text: string): Promise<void> { return new Promise((resolve) => { store(text).then(() => { resolve(); }); }); }'))
			.toMatchObject({ advice: 'hand its failure to `reject`, which `Promise` gives as the second argument (`.catch(reject)`).', impact: 'whoever awaits the promise around it never goes on', fixes: ['hand-failure', 'track-task'] });
		expect(advised('export function all(text: string): Promise<void> { return new Promise((resolve) => { store(text).then(resolve); }); }')).toMatchObject({ fixes: ['hand-failure', 'track-task'] });
		expect(advised('export function all(text: string): Promise<void> { return new Promise((resolve) => { store(text); bus.on(text, () => { resolve(); }); }); }').fixes).not.toContain('hand-failure');
	});

	it('an editor, which waits for what its commands give', () => {
		workspace.write('src/vscode.d.ts', "declare module 'vscode' { export namespace commands { function registerCommand(name: string, callback: (text: string) => unknown): void; } }");
		expect(advised('import { commands } from \'vscode\';\nexport function activate(): void { commands.registerCommand(\'a\', (text) => { store(text); }); }'))
			.toMatchObject({ advice: 'return it, handle its failure, or hand it to a task tracker.', impact: 'whoever ran the command is told of no failure', fixes: ['return-call', 'track-task'] });
		const ended = (text: string) => advised(`import { commands } from 'vscode';\nexport function activate(): void { commands.registerCommand('a', (text) => { ${text} }); }`).fixes;
		expect(ended('if (text.length > 2) { console.log(text); } else { if (text.length > 1) { return; } store(text); }')).toEqual(['return-call', 'track-task']);
		expect(ended('if (text.length > 2) { store(text); } console.log(text);')).toEqual(['track-task']);
		expect(ended('for (const each of text) { store(each); }')).toEqual(['track-task']);
	});

	it('not before a throw, nor before an answer that says no', () => {
		expect(advised('export async function put(text: string): Promise<void> { if (text.length > 9) { store(text); throw new Error(\'long\'); } await store(text); }')).toMatchObject({ isEarly: false, fixes: ['track-task'] });
		expect(advised('export async function put(req: Req, res: Res): Promise<void> { if (req.body === \'\') { store(req.url); return res.status(404).json({}); } await store(req.body); res.sendStatus(204); }')).toMatchObject({ isEarly: false, fixes: ['track-task'] });
	});

	it('not in an arm behind which something is thrown', () => {
		expect(advised('export async function put(text: string): Promise<void> { switch (text.length) { case 8: store(text); break; case 9: console.log(text); break; } throw new Error(\'long\'); }')).toMatchObject({ isEarly: false, fixes: ['track-task'] });
	});

	it('not before an answer, where it tells itself how far it is', () => {
		const work = 'async function importAll(text: string): Promise<void> { jobs.addTask(text); await store(text); }\n';
		expect(advised(`${work}export async function put(req: Req, res: Res): Promise<void> { await jobs.open(); importAll(req.body); res.sendStatus(200); }`)).toMatchObject({ isEarly: false, fixes: ['track-task'] });
		expect(advised('export async function put(req: Req, res: Res): Promise<void> { await jobs.open(); store(req.body); res.sendStatus(200); }')).toMatchObject({ isEarly: true, fixes: ['await-call', 'track-task'] });
	});

	it('not where what is called puts itself off while it works', () => {
		const lines = (test: string) => `class Line { private current: string | undefined; private readonly waiting: string[] = [];
	async work(text: string): Promise<void> { if (${test}) { this.waiting.push(text); return; } this.current = text; await store(text); this.current = undefined; }
	size(): number { return this.waiting.length; }
	async add(texts: readonly string[]): Promise<void> { for (const text of texts) { await Promise.resolve(); this.work(text); } } }
export const line = new Line();`;
		expect(advised(lines('this.current !== undefined'))).toMatchObject({ isEarly: false, fixes: ['track-task'] });
		expect(advised(lines('text === \'later\''))).toMatchObject({ isEarly: true, fixes: ['await-call', 'track-task'] });
	});

	it('not in a `try` that tells of another step, where the text lets it go', () => {
		expect(advised('export async function put(text: string): Promise<void> { try { await store(text); void store(text.trim()); } catch { console.error(\'not stored\'); } }').fixes).toEqual(['track-task']);
	});

	it('not for what ends when people answer', () => {
		expect(advised('declare function showQuickPick(items: string[]): Promise<string>;\nasync function choose(text: string): Promise<void> { await store(await showQuickPick([text])); }\nexport async function put(text: string): Promise<string> { choose(text); return text.trim(); }')).toMatchObject({ isEarly: false, fixes: ['track-task'] });
		expect(advised('async function showErrorMessage(text: string): Promise<void> { await store(text); }\nexport async function put(text: string): Promise<string> { showErrorMessage(text); return text.trim(); }')).toMatchObject({ isEarly: false, fixes: ['track-task'] });
	});

	it('nor what goes through all that comes, which has no end', () => {
		const told = (name: string) => advised(`declare function frames(): AsyncIterable<string>; async function ${name}(): Promise<void> { for await (const frame of frames()) { await store(frame); } } export async function boot(): Promise<void> { ${name}(); bus.on('stop', (text) => { jobs.addTask(text); }); }`);
		expect(told('start')).toMatchObject({ advice: 'handle its failure, or hand it to a task tracker.', fixes: ['track-task'] });
		expect(told('fill')).toMatchObject({ fixes: ['await-call', 'track-task'] });
	});

	it('nor before an answer that says that it has begun', () => {
		const told = (answer: string) => advised(`export async function put(text: string): Promise<object> { await jobs.open(); store(text); return { ${answer} }; }`);
		expect(told('started: true, text')).toMatchObject({ isEarly: false, fixes: ['track-task'] });
		expect(told('stored: true, text')).toMatchObject({ fixes: ['await-call', 'track-task'] });
	});

	it('and nobody returns what something follows', () => {
		const told = (last: string) => advised(`class Line { go(text: string): void { store(text); ${last} } }\nexport const line = new Line();`).advice;
		expect(told('')).toBe('return it, handle its failure, or hand it to a task tracker.');
		expect(told('jobs.addTask(text);')).toBe('handle its failure, or hand it to a task tracker.');
	});

	it('nor what waits for its caller', () => {
		const told = (kept: string) => advised(`export class Repositories { updating: Promise<void> | undefined; other: Promise<void> | undefined;
async load(): Promise<void> { if (this.updating !== undefined) { await this.updating; } this.${kept} = this.update(); return this.${kept}; }
async update(): Promise<void> { await store(String(jobs)); if (await jobs.open() > 1) { this.load(); } bus.on('x', (text) => { jobs.addTask(text); }); } }`);
		expect(told('updating')).toMatchObject({ isEarly: false, fixes: ['track-task'] });
		expect(told('other')).toMatchObject({ fixes: ['await-call', 'track-task'] });
	});

	it('nor what ends with such a thing, further down', () => {
		const told = (name: string, last: string) => advised(`declare function frames(): AsyncIterable<string>; declare function once(from: object, event: string): Promise<void>;
class Link { async ${name}(): Promise<void> { await store(String(jobs)); ${last} } async #consume(): Promise<void> { try { for await (const frame of frames()) { await store(frame); } } finally { await store('left'); } } }
class Listener { readonly link = new Link(); async attach(): Promise<void> { await store('cursor'); await this.link.${name}(); } }
export class Daemon { readonly listener = new Listener(); async boot(): Promise<void> { this.listener.attach(); bus.on('stop', (text) => { jobs.addTask(text); }); } }`);
		const alone = { advice: 'handle its failure, or hand it to a task tracker.', isEarly: false, fixes: ['track-task'] };
		expect(told('start', 'const running = this.#consume(); return running;')).toMatchObject(alone);
		expect(told('start', 'while (jobs !== undefined) { await jobs.open(); }')).toMatchObject(alone);
		expect(told('fill', 'for (;;) { await jobs.open(); }')).toMatchObject(alone);
		expect(told('listenTo', 'return once(bus, \'listening\');')).toMatchObject({ fixes: ['await-call', 'track-task'] });
		expect(told('watchBus', 'await once(bus, \'close\');')).toMatchObject(alone);
		expect(told('fill', 'await this.#consume(); await store(\'filled\');')).toMatchObject({ fixes: ['await-call', 'track-task'] });
	});
});

describe('who waits is known', () => {
	it('an empty promise is given instead', () => {
		const publish = (last: string) => advised(`export class Line { publish(text: string): Promise<void> { store(text); ${last} } }`).advice;
		expect(publish('return Promise.resolve();')).toBe('give it back in place of the empty promise behind it, or handle its failure.');
		expect(publish('return store(text + 1);')).not.toContain('empty promise');
	});

	it('a loop looks at what is set at its end', () => {
		const reader = (asks: string) => advised(`export class Reader { done = false; other = false; private task: Promise<void> | null = null; start(text: string): void { this.task = (async () => { await store(text); this.done = true; })(); } wait(): number { let turns = 0; while (turns < 9) { if (this.${asks}) { break; } turns++; } return turns; } }`);
		expect(reader('done')).toMatchObject({ advice: 'hand its failure on to what waits for `this.done`.', fixes: [] });
		expect(reader('other').fixes).toContain('track-task');
	});
});

describe('a program that hears of all failures', () => {
	const dropped = 'export async function put(text: string): Promise<void> { void store(text); console.log(text); }';
	it('goes on after what was let go on purpose', () => {
		expect(advised(dropped)).toMatchObject({ severity: 'warning', impact: expect.stringContaining('Node ends a process') as string });
		for (const event of ['unhandledRejection', 'uncaughtException']) {
			expect(advised(`process.on('${event}', (error) => { console.error(error); });\n${dropped}`)).toMatchObject({ severity: 'info', impact: expect.stringContaining(`goes to the process's \`${event}\` handler`) as string });
		}
	});

	it('does not go on where it ends itself, and another event tells of none', () => {
		expect(advised(`process.on('uncaughtException', (error) => { console.error(error); process.exit(1); });\n${dropped}`)).toMatchObject({ severity: 'warning', impact: expect.stringContaining('which ends the process') as string });
		expect(advised(`process.on('exit', () => { console.error('bye'); });\n${dropped}`)).toMatchObject({ severity: 'warning', impact: expect.stringContaining('Node ends a process') as string });
	});

	it('is asked by the event that Node asks first', () => {
		expect(advised(`process.on('uncaughtException', () => { process.exit(1); });\nprocess.on('unhandledRejection', (error) => { console.error(error); });\n${dropped}`)).toMatchObject({ severity: 'info' });
	});
});

describe('what stands in another', () => {
	it('chain is returned to that first', () => {
		const within = (inner: string, before = '') => advised(`export function twice(text: string): ${before === '' ? 'void' : 'Promise<void>'} { ${before}jobs.open().then(() => { ${inner} })${before === '' ? '.catch(() => undefined)' : ''}; }`);
		expect(within('store(text).then(() => { console.log(text); });', 'return ')).toMatchObject({ advice: 'return it, handle its failure, or hand it to a task tracker.', fixes: ['return-call', 'track-task'] });
		expect(within('store(text).then(() => { console.log(text); });')).toMatchObject({ advice: 'return it, handle its failure, or hand it to a task tracker.', fixes: ['return-call', 'track-task'] });
		expect(advised('export function twice(text: string): void { Promise.resolve(text).then((given) => { store(given); }); }')).toMatchObject({ advice: 'return it, and handle the failure of the chain around it.', fixes: ['return-call', 'track-task'] });
	});

	it('a handler in a callback that nobody waits for is asked once that is async', () => {
		expect(advised('export function later(text: string): void { setTimeout(() => { try { store(text); } catch (error) { console.error(error); } }, 10); }'))
			.toMatchObject({ advice: 'await it there, in a callback that is `async`.', fixes: ['await-call', 'track-task'] });
		expect(advised('export function sort(texts: string[]): void { texts.sort((a, b) => { try { store(a); } catch (error) { console.error(error); } return a < b ? -1 : 1; }); }').fixes).toEqual(['track-task']);
	});

	it('a handler that swallows failures is asked so, too', () => {
		expect(advised('export function later(text: string): void { setTimeout(() => { try { store(text); } catch { } }, 10); }').fixes[0]).toBe('await-call');
	});

	it('what looks for something newer is waited for by nobody', () => {
		const begun = (name: string) => advised(`async function ${name}(text: string): Promise<void> { await store(text); } export async function begin(text: string): Promise<void> { ${name}(text); await Promise.resolve(); console.log(text); }`).advice;
		expect(begun('checkForUpdates')).toBe('handle its failure, or hand it to a task tracker.');
		expect(begun('checkOrders')).toBe('await it, or handle its failure.');
	});

	it('copy is told of to people, or only something is closed', () => {
		const copied = (then: string) => advised(`declare function setOpen(isOpen: boolean): void; declare function setCopied(isCopied: boolean): void; export function copy(text: string, [, choose]: [boolean, (isOpen: boolean) => void]): void { const [, setShown] = [true, choose] as const; void navigator.clipboard.writeText(text); ${then} setShown(false); }`).impact;
		expect(copied('setCopied(true);')).toBe('people are told of a copy that may have been refused');
		expect(copied('setOpen(false);')).toBe('no caller sees it fail');
	});

	it('`void` is believed, unless a handler or a reader says otherwise', () => {
		const put = (body: string) => advised(`export async function put(text: string): Promise<void> { ${body} console.log(text); await Promise.resolve(); }`);
		expect(put('void store(text);')).toMatchObject({ advice: 'hand it to a task tracker, or handle its failure.', fixes: ['track-task'] });
		expect(put('try { void store(text); } catch (error) { console.error(error); }').fixes).toContain('await-call');
	});

	it('file tells of failures in its own way, which is advised and offered first', () => {
		const log = 'declare function make(): { error(text: string, error: unknown): void }; const logger = make();';
		const told = (handler: string) => advised(`${log} export async function one(text: string): Promise<void> { try { await store(text); } catch (error) { ${handler} } } export function two(text: string): void { void store(text); }`);
		expect(told('logger.error(`not stored: ${text}`, error);')).toMatchObject({ advice: 'handle its failure with `logger.error()`, as others in this file, or hand it to a task tracker.', fixes: ['log-failure', 'track-task'] });
		for (const handler of ['const logger = make(); logger.error(text, error);', 'console.error(error);', 'throw error;', 'logger.error("not stored", new Error(text));']) { expect(told(handler)).toMatchObject({ advice: 'hand it to a task tracker, or handle its failure.', fixes: ['track-task'] }); }
	});

	it('file tells how its failure is handled', () => {
		expect(advised('export function both(text: string): void { store(text).catch(() => undefined); store(text + 1); }').advice).toBe('handle its failure with `.catch()`, as is done elsewhere in this file.');
	});
});
