import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CallStep, FunctionOutline, Step } from '../../../server/src/outline/model.ts';
import { renderFile } from '../../../server/src/outline/render.ts';
import { contains } from '../../../server/src/outline/span.ts';
import { blocksOf, stepsOf } from '../../../server/src/outline/walk.ts';
import { lastName, type HandWritten } from '../../outlines/build.ts';

const folder = resolve(import.meta.dirname, '../../outlines');
const fixtures = await Promise.all(filesOf('python', 'ts').concat(filesOf('rust', 'ts'))
	.map(async (path) => (await import(pathToFileURL(join(folder, path)).href) as { default: HandWritten }).default));

it('has ten functions or more for each language', () => {
	const count = (language: string) => fixtures.filter((each) => each.source.language === language).flatMap((each) => each.outline.functions).length;
	expect(count('python')).toBeGreaterThanOrEqual(10);
	expect(count('rust')).toBeGreaterThanOrEqual(10);
	expect([...filesOf('python', 'py'), ...filesOf('rust', 'rs')]).toHaveLength(fixtures.length);
});

describe.each(fixtures.map((each) => [each.source.path, each] as const))('%s', (path, { source, outline }) => {
	it('keeps every span inside the span around it', () => {
		for (const each of outline.functions) {
			expect(contains(each.span, each.nameSpan)).toBe(true);
			for (const parameter of each.parameters) { expect(textOf(parameter.span)).toBe(parameter.name); }
			for (const { step, path: around } of stepsOf(each.body)) {
				const outer = around.at(-1)?.span ?? each.span;
				expect(contains(outer, step.span), `${textOf(step.span)} in ${textOf(outer)}`).toBe(true);
				for (const block of blocksOf(step)) { expect(contains(step.span, block.span), `${textOf(block.span)} in ${textOf(step.span)}`).toBe(true); }
			}
		}
	});

	it('has the last name of the callee under each call', () => {
		for (const { owner, step } of callsIn(outline.functions)) {
			expect(contains(step.span, step.nameSpan)).toBe(true);
			expect(textOf(step.nameSpan)).toBe(calleeName(owner, step));
			for (const argument of step.arguments) { expect(contains(step.span, argument.span)).toBe(true); }
		}
	});

	it('gives every function and type an id of its own, and refers to those alone', () => {
		const ids = [...outline.functions, ...outline.types].map((each) => each.id);
		expect(new Set(ids).size).toBe(ids.length);
		const functions = new Set(outline.functions.map((each) => each.id));
		for (const each of outline.functions) {
			if (each.enclosing !== undefined) { expect(functions).toContain(each.enclosing); }
			for (const { step } of stepsOf(each.body)) {
				if (step.kind === 'closure') { expect(functions).toContain(step.function); }
			}
			if (each.owner !== undefined) { expect(outline.types.map((type) => type.id)).toContain(each.owner); }
		}
		for (const type of outline.types) {
			for (const member of Object.values(type.members)) { expect(functions).toContain(member); }
		}
	});

	it('refers only to calls it has', () => {
		const calls = new Set(callsIn(outline.functions).map(({ step }) => `${step.span.start}-${step.span.end}`));
		const mentioned = Array.from(JSON.stringify(outline.functions).matchAll(/"call":\{"start":(\d+),"end":(\d+)\}/g), (match) => `${match[1]}-${match[2]}`);
		for (const each of mentioned) { expect(calls).toContain(each); }
	});

	it('is walked in full', () => {
		for (const each of outline.functions) {
			const walked = new Set([...stepsOf(each.body)].map(({ step }) => step));
			expect(walked).toEqual(new Set(stepsAnywhere(each.body)));
		}
	});

	it('is printed as before', async () => {
		await expect(renderFile(outline, source.text)).toMatchFileSnapshot(join(folder, `${path.replace(/\.\w+$/, '')}.outline.txt`));
	});

	function textOf(span: { start: number; end: number }): string {
		return source.text.slice(span.start, span.end);
	}

	function calleeName(owner: FunctionOutline, step: CallStep): string {
		if (step.callee.kind !== 'parameter' || step.callee.path !== undefined) { return lastName(step.callee); }
		const { function: of, index } = step.callee;
		return (of === owner.id ? owner : outline.functions.find((each) => each.id === of))?.parameters[index]?.name ?? '';
	}
});

const python = spawnSync('python3', ['--version']).status === 0;
const rustc = spawnSync('rustc', ['--version']).status === 0;

describe('the sources are valid', () => {
	it.skipIf(!python).each(filesOf('python', 'py'))('%s (needs python3)', (path) => {
		const { status, stderr } = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(open(sys.argv[1]).read())', join(folder, path)], { encoding: 'utf8' });
		expect(stderr).toBe('');
		expect(status).toBe(0);
	});

	it.skipIf(!rustc).each(filesOf('rust', 'rs'))('%s (needs rustc)', (path) => {
		const out = mkdtempSync(join(tmpdir(), 'unblock-outlines-'));
		try {
			const { status, stderr } = spawnSync('rustc', ['--edition', '2021', '--crate-type', 'lib', '--emit=metadata', '--out-dir', out, join(folder, path)], { encoding: 'utf8' });
			expect(stderr).toBe('');
			expect(status).toBe(0);
		} finally {
			rmSync(out, { recursive: true, force: true });
		}
	});
});

function callsIn(functions: readonly FunctionOutline[]): { owner: FunctionOutline; step: CallStep }[] {
	return functions.flatMap((owner) => [...stepsOf(owner.body)].flatMap(({ step }) => step.kind === 'call' ? [{ owner, step }] : []));
}

/** Every step below a piece of an outline, found without the walk under test: whatever has a `kind` that only steps have, in a `steps` list. */
function stepsAnywhere(value: unknown): Step[] {
	if (Array.isArray(value)) { return value.flatMap(stepsAnywhere); }
	if (typeof value !== 'object' || value === null) { return []; }
	return Object.entries(value).flatMap(([key, each]) => [...(key === 'steps' ? each as Step[] : []), ...stepsAnywhere(each)]);
}

/** The fixtures of a language with an extension, relative to their folder. */
function filesOf(language: string, extension: string): string[] {
	return readdirSync(join(folder, language)).filter((name) => name.endsWith(`.${extension}`)).sort().map((name) => `${language}/${name}`);
}
