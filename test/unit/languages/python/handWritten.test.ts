/**
 * The outlines written by hand say what a Python outline should hold; here they are held against what is made of the same text. Left out: uses and
 * reads of names (the fixtures keep only those that tell something), the module's top level, and the numbers of bindings.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderFile } from '../../../../server/src/outline/render.ts';
import type { HandWritten } from '../../../outlines/build.ts';
import { open, ROOT } from './workspace.ts';

const folder = resolve(import.meta.dirname, '../../../outlines/python');

/** What the catalogue would say of libraries that the fixtures use. */
const results = { 'httpx#AsyncClient.stream': 'contextlib#AbstractAsyncContextManager[httpx#Response]', 'httpx#Response.aiter_lines': 'typing#AsyncIterator[builtins#str]' };

describe.each(readdirSync(folder).filter((name) => name.endsWith('.py')))('%s', (name) => {
	it('is outlined as by hand', async () => {
		const { default: { source, outline } } = await import(pathToFileURL(join(folder, name.replace(/\.py$/, '.ts'))).href) as { default: HandWritten };
		const text = readFileSync(join(folder, name), 'utf8');
		const made = (await open({ [name]: text }, { results })).outline(name);
		expect(canonical(renderFile({ ...made, functions: made.functions.filter((each) => each.kind !== 'module') }, text), name)).toEqual(canonical(renderFile(outline, source.text), name));
	});
});

/** The lines that tell something, with bindings numbered as they appear. */
function canonical(rendered: string, name: string): string[] {
	const numbers = new Map<string, number>();
	return rendered.replaceAll(` in ${name}#<module>`, '').replaceAll(`${ROOT}/`, '').split('\n')
		.filter((line) => line !== '' && !/^\S+\s+(read|escape|condition|iterate|if:)( |$)/.test(line))
		.map((line) => line.replaceAll(/%(\d+)/g, (_, number: string) => {
			if (!numbers.has(number)) { numbers.set(number, numbers.size); }
			return `%${numbers.get(number) ?? ''}`;
		}).trimEnd())
		// Where a part of a step begins is told in more ways than one.
		.map((line) => line.replace(/^\S+(\s+(while|then|else|or else|finally|catch .*|update):)$/, '$1'));
}
