/** What becomes of promises that nobody looks at: cases of `test/fixes/tasks`, and what they do not show. */
import { buildSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { createCallGraph, type CallGraph } from '../../../server/src/callgraph/graph.ts';
import { withTexts } from '../../../server/src/analysis/otherTexts.ts';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { checkFix } from '../../../server/src/fixes/check.ts';
import { buildEdits } from '../../../server/src/languages/typescript/edits/buildEdits.ts';
import { errorsWithTypes } from '../../../server/src/languages/typescript/edits/javascriptTypes.ts';
import type { FileOutline } from '../../../server/src/outline/model.ts';
import type { FixIntent, TextEdit } from '../../../server/src/rules/finding.ts';
import { fixesOf } from '../../../server/src/rules/tasks/fixes.ts';
import { TestWorkspace } from '../analysis/workspace.ts';
import { readTaskCases } from './taskCases.ts';

const cases = readTaskCases(new URL('../../fixes/tasks', import.meta.url));
const options = { target: 'esnext', module: 'esnext', moduleResolution: 'bundler', strict: true, types: ['node'], allowJs: true, noEmit: true };
const workspace = new TestWorkspace(Object.fromEntries([
	['tsconfig.json', JSON.stringify({ compilerOptions: options })],
	...cases.flatMap((each, index) => [[`case${index}/package.json`, '{ "name": "case" }'], [`case${index}/src/a.${each.extension}`, each.before]] as const),
]));
const { session } = workspace;
afterAll(() => { workspace.dispose(); });

/** What the rule would offer for the first place with this text. */
function offered(outline: FileOutline, graph: CallGraph, text: string, promise: string): readonly FixIntent[] {
	const start = text.indexOf(promise, text.indexOf('export') < text.lastIndexOf(promise) ? text.search(/export (?:async )?(?:function|class|const)|exports\.|function run/) : 0);
	const span = { start, end: start + promise.length };
	const owner = outline.functions.filter((fn) => fn.kind === 'module' || (fn.span.start < start && span.end <= fn.span.end)).at(-1)!;
	const isInPlace = promise.startsWith('(async');
	const label = isInPlace ? 'this async function' : `${promise.split('(')[0]}()`;
	return fixesOf({ owner, span, label, isDeliberate: isInPlace, ...(promise.includes('.map(') && { type: 'array' as const }), ...(promise === 'parse()' && { type: 'maybe' as const }), ...(promise.includes('.mutateAsync(') && { quiet: { name: 'mutate' } }), ...(promise.endsWith('.play()') && { source: 'lib#HTMLMediaElement.play' }) }, isInPlace ? 'last' : 'first', graph, session.catalogue);
}

/** Every file of a fix in its text after it. */
function applied(edits: readonly TextEdit[]): ReadonlyMap<string, string> {
	return new Map([...new Set(edits.map((edit) => edit.file))].map((file) => [file, applyEdits(session.textOf(file)?.text ?? '', edits.filter((edit) => edit.file === file))]));
}

function errorsIn(file: string, texts: ReadonlyMap<string, string>) {
	return withTexts(session, texts, () => errorsWithTypes(file, texts.get(file) ?? session.textOf(file)?.text ?? '', (text) => withTexts(session, new Map([[file, text]]), () => session.typescript.diagnostics(file))));
}

describe.each(cases.map((each, index) => [each.name, each, index] as const))('%s', (_name, each, index) => {
	const file = workspace.path(`case${index}/src/a.${each.extension}`);
	const build = () => {
		const outline = session.makeOutline(file)!;
		const graph = createCallGraph({ catalogue: session.catalogue, factsOf: (path) => session.roles.factsOf(path) });
		graph.update({ set: [outline], remove: [] });
		const intent = offered(outline, graph, each.before, each.promise).find((fix) => fix.kind === each.fix);
		return intent === undefined ? undefined : { intent, result: buildEdits(session.typescript, intent, session.fixProject) };
	};

	test('gives what it should, and the compiler agrees', () => {
		const built = build();
		if (each.expected.kind === 'not offered') { expect(built).toBeUndefined(); return; }
		if (built === undefined) { throw new Error('the fix is not offered'); }
		const { result } = built;
		if (each.expected.kind === 'refusal') { expect(result).toEqual({ kind: 'refusal', reason: each.expected.reason }); return; }
		if (result.kind === 'refusal') { throw new Error(`refused: ${result.reason}`); }
		const after = applied(result.edits);
		if (each.expected.kind === 'text') { expect(after.get(file)).toBe(each.expected.text); }
		const checked = checkFix([...after.keys()].map((path) => ({ file: path, before: session.textOf(path) === undefined ? [] : errorsIn(path, new Map()), after: path === file ? errorsIn(path, after) : withTexts(session, after, () => session.typescript.diagnostics(path)) })), result.edits, file);
		expect(checked).toEqual(each.expected.kind === 'text' ? { kind: 'ok' } : { kind: 'refusal', reason: each.expected.reason });
	});

	if (each.runs) { test('does the same when it runs', async () => {
		const result = build()?.result;
		if (result?.kind !== 'edits') { throw new Error('there is no fix'); }
		const was = await outcome('before', new Map([[file, each.before]]));
		expect(was).toMatch(/^gives /);
		expect(await outcome('after', applied(result.edits))).toBe(was);
	}); }

	/** Runs the case's `run` and tells what it gave or threw. */
	async function outcome(folder: string, texts: ReadonlyMap<string, string>): Promise<string> {
		const place = (path: string) => `run/${folder}${index}/${path.slice(workspace.path(`case${index}/`).length)}`;
		for (const [path, text] of texts) { workspace.write(place(path), text); }
		const { outputFiles: [output] } = buildSync({ entryPoints: [workspace.path(place(file))], bundle: true, platform: 'node', format: 'cjs', write: false });
		workspace.write(`run/${folder}${index}.cjs`, output?.text ?? '');
		const module = createRequire(import.meta.url)(workspace.path(`run/${folder}${index}.cjs`)) as { run: () => Promise<unknown> };
		return module.run().then((value) => `gives ${inspect(value)}`, (error: unknown) => `throws ${String(error)}`);
	}
});

test('there are cases of every kind', () => {
	expect(new Set(cases.map((each) => `${each.fix} ${each.expected.kind}`)).size).toBeGreaterThan(7);
	expect(readFileSync(join(workspace.root, 'tsconfig.json'), 'utf8')).toContain('strict');
});
