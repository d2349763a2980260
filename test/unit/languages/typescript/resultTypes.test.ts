/** What types of packages say of a result: that it is a promise, that it is one only if awaited, that nobody needs to look at it. */
import { afterEach, expect, test } from 'vitest';
import { TestWorkspace } from '../../analysis/workspace.ts';

const packages = {
	'node_modules/knex/package.json': '{"name":"knex","version":"1.0.0","types":"index.d.ts"}',
	'node_modules/knex/index.d.ts': `declare function knex(table: string): knex.QueryBuilder<number>;
declare namespace knex { interface QueryBuilder<T> extends Pick<Promise<T>, 'then'> { where(id: string): QueryBuilder<T | string>; del(): QueryBuilder<T> } }
export = knex;`,
	'node_modules/@reduxjs/toolkit/package.json': '{"name":"@reduxjs/toolkit","version":"2.0.0","types":"index.d.ts"}',
	'node_modules/@reduxjs/toolkit/index.d.ts': `export type Settled<T> = Promise<T> & { readonly __linterBrands: 'SafePromise'; unwrap(): Promise<T> };
export declare function dispatch(): Settled<number>;`,
	'node_modules/react-router/package.json': '{"name":"react-router","version":"7.0.0","types":"index.d.ts"}',
	'node_modules/react-router/index.d.ts': `export interface NavigateFunction { (to: string): void | Promise<void> }
export declare function useNavigate(): NavigateFunction;`,
	'node_modules/some-queue/package.json': '{"name":"some-queue","version":"1.0.0","types":"index.d.ts"}',
	'node_modules/some-queue/index.d.ts': `export declare class Later<T> extends Promise<T> {}
export interface Thenable { then(done: () => void): void }
export declare function add(): Later<string>; export declare function hint(): Thenable; export declare function both(): [Later<string>, number];`,
	'node_modules/react/package.json': '{"name":"react","version":"19.0.0","types":"index.d.ts"}',
	'node_modules/react/index.d.ts': 'export declare function useCallback<T>(callback: T, dependencies: readonly unknown[]): T;',
	'tsconfig.json': '{"compilerOptions":{"strict":true,"target":"es2023","module":"esnext","moduleResolution":"bundler","esModuleInterop":true,"types":[]},"include":["src"]}',
};

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.dispose());

/** The lines of a function's body that are reported, by their text. */
async function reported(body: readonly string[]): Promise<string[]> {
	const head = `import knex from 'knex';\nimport { dispatch } from '@reduxjs/toolkit';\nimport { useNavigate } from 'react-router';\nimport { add, hint, both } from 'some-queue';\nexport async function main(id: string) {`;
	const text = [head, ...body, 'return [knex, dispatch, useNavigate, add, hint, both, id];', '}'].join('\n');
	workspace = new TestWorkspace({ ...packages, 'src/main.ts': text }, { withTypes: false });
	const { findings } = await workspace.audit();
	return findings.map(({ line }) => text.split('\n')[line - 1] ?? '');
}

test('a query that begins in the statement is lost, one that is built step by step is not', async () => {
	expect(await reported(["knex('users').where(id);", "knex('users').del();", "const query = knex('users');", 'query.where(id);', 'query.where(id).del();', 'await query;'])).toEqual(["knex('users').where(id);", "knex('users').del();"]);
});

test('a query that a function is given is begun by whoever gave it, also where another function adds to it first', async () => {
	const body = [
		"const query = knex('users');",
		"const narrowed = (sub: typeof query, add: (begun: typeof query) => typeof query) => {",
		'sub.where(id).del();',
		'add(sub).where(id).del();',
		"add(knex('users')).del();",
		'};',
		'narrowed(query, (begun) => begun.where(id));',
		'await query;',
	];
	expect(await reported(body)).toEqual(["add(knex('users')).del();"]);
});

test('promises that keep their failure as a value need nobody to look', async () => {
	expect(await reported(['dispatch();', 'dispatch().unwrap();'])).toEqual(['dispatch().unwrap();']);
});

test('a function that a hook gave is known by its type', async () => {
	expect(await reported(['const navigate = useNavigate();', "navigate('/');"])).toEqual([]);
});

test('subclasses of promises are promises, other thenables are not', async () => {
	expect(await reported(['add();', 'hint();', 'both();'])).toEqual(['add();', 'both();']);
});

test('what a component remembers is called by its name, and quiet where it sees to its failures', () => {
	const text = `import { useCallback } from 'react';
declare function save(): Promise<void>;
export function Form() {
	const submit = useCallback(async () => { await save(); }, []);
	const submitWithCare = useCallback(async () => { try { await save(); } catch (error) { String(error); } }, []);
	return [() => { submit(); }, () => { submitWithCare(); }];
}
`;
	workspace = new TestWorkspace({ ...packages, 'src/main.ts': text }, { withTypes: false });
	expect(workspace.findingsOf(workspace.path('src/main.ts')).map(({ message }) => message.split(' ')[0])).toEqual(['`submit()`']);
});

test('a function that becomes async makes its callers in other files look again', () => {
	workspace = new TestWorkspace({ 'tsconfig.json': packages['tsconfig.json'], 'src/store.ts': 'export function save() { return 1; }\n', 'src/main.ts': "import { save } from './store';\nexport async function main() {\n\tsave();\n}\n" }, { withTypes: false });
	const main = workspace.path('src/main.ts');
	expect(workspace.findingsOf(main)).toEqual([]);
	workspace.session.setDocument(workspace.path('src/store.ts'), 'export async function save() { return 1; }\n', 1);
	workspace.findingsOf(workspace.path('src/store.ts'));
	expect(workspace.findingsOf(main).map(({ rule }) => rule)).toEqual(['unawaited-async-call']);
	workspace.session.setDocument(workspace.path('src/store.ts'), 'export function save() { return 1; }\n', 2);
	workspace.findingsOf(workspace.path('src/store.ts'));
	expect(workspace.findingsOf(main)).toEqual([]);
});
