/** A question that was sent ahead is answered as one that was waited for; others in between are too. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { API, type Project } from 'typescript/unstable/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AskAhead } from '../../../../server/src/languages/typescript/askAhead.ts';
import { findCompiler } from '../../../../server/src/workspace/compilerBinary.ts';

let root: string;
let api: API;
let ahead: AskAhead;
/** How often something was written to the compiler. */
let written = 0;

beforeEach(() => {
	root = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-ahead-')));
	writeFileSync(join(root, 'tsconfig.json'), '{ "compilerOptions": { "types": [] } }');
	// Large enough that no pipe holds its tree.
	writeFileSync(join(root, 'large.ts'), Array.from({ length: 6000 }, (_, index) => `export const value${index} = ${index};\n`).join(''));
	writeFileSync(join(root, 'small.ts'), 'export const one = 1;\n');
	api = new API({ tsserverPath: findCompiler(import.meta.url), cwd: root });
	ahead = new AskAhead(api);
	const { channel } = (api as unknown as { client: { channel: { writeAllBuf(...args: unknown[]): void } } }).client;
	const write = channel.writeAllBuf.bind(channel);
	channel.writeAllBuf = (...args) => { written += 1; write(...args); };
});
afterEach(() => {
	api.close();
	rmSync(root, { recursive: true, force: true });
});

const open = () => api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProject(join(root, 'tsconfig.json')) as Project;

test('the answer is the one that was sent for, and nothing is asked twice', async () => {
	ahead.send(open);
	const before = written;
	// The event loop turns while the answer is under way: nobody else may read it.
	await sleep(300);
	const project = open();
	expect(written).toBe(before);
	expect(project.program.getSourceFileNames().filter((name) => name.startsWith(root)).length).toBe(2);
});

test('questions in between get their own answers', async () => {
	const { program } = open();
	ahead.send(() => program.getSourceFile(join(root, 'large.ts')));
	await sleep(50);
	expect(program.getSourceFile(join(root, 'small.ts'))?.text).toBe('export const one = 1;\n');
	expect(program.getSourceFile(join(root, 'large.ts'))?.statements.length).toBe(6000);
});

test('what is never asked for again does not disturb what follows', () => {
	const { program } = open();
	ahead.send(() => program.getSourceFile(join(root, 'large.ts')));
	ahead.send(() => program.getSourceFile(join(root, 'small.ts')));
	expect(program.getSyntacticDiagnostics(join(root, 'large.ts'))).toEqual([]);
	expect(program.getSourceFile(join(root, 'small.ts'))?.statements.length).toBe(1);
});

test('several at once are answered in their order, whichever is asked for first', () => {
	const { program } = open();
	ahead.send(() => program.getSourceFile(join(root, 'large.ts')));
	ahead.send(() => program.getSourceFile(join(root, 'small.ts')));
	ahead.send(() => program.getSyntacticDiagnostics(join(root, 'small.ts')));
	const before = written;
	expect(program.getSourceFile(join(root, 'small.ts'))?.text).toBe('export const one = 1;\n');
	expect(program.getSyntacticDiagnostics(join(root, 'small.ts'))).toEqual([]);
	expect(program.getSourceFile(join(root, 'large.ts'))?.statements.length).toBe(6000);
	expect(written).toBe(before);
});

test('the same question is sent once', () => {
	const { program } = open();
	const before = written;
	ahead.send(() => program.getSourceFile(join(root, 'small.ts')));
	ahead.send(() => program.getSourceFile(join(root, 'small.ts')));
	expect(program.getSourceFile(join(root, 'small.ts'))?.text).toBe('export const one = 1;\n');
	expect(written - before).toBe(1);
});

test('a question that fails fails whoever asks it, nobody else', () => {
	const { program } = open();
	const { client } = api as unknown as { client: { apiRequest(method: string, parameters: object): unknown } };
	ahead.send(() => client.apiRequest('noSuchMethod', {}));
	expect(program.getSourceFile(join(root, 'small.ts'))?.text).toBe('export const one = 1;\n');
	expect(() => client.apiRequest('noSuchMethod', {})).toThrow(/noSuchMethod|unknown|method/i);
});

test('more than a pipe holds is not left waiting', () => {
	const { program } = open();
	const names = Array.from({ length: 400 }, (_, index) => join(root, `missing-${'x'.repeat(100)}-${index}.ts`));
	ahead.send(() => program.getSourceFile(join(root, 'large.ts')));
	for (const name of names) { ahead.send(() => program.getSyntacticDiagnostics(name)); }
	expect(program.getSourceFile(join(root, 'large.ts'))?.statements.length).toBe(6000);
});
