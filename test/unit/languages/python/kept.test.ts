/** What is kept of a file's outline while it is edited is what would be found anew. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PythonLanguage } from '../../../../server/src/languages/python/language.ts';
import { laidOut, type LaidText } from '../../../../server/src/languages/python/syntax/rooms.ts';
import type { FileOutline } from '../../../../server/src/outline/model.ts';
import { pythonParser } from '../../analysis/workspace.ts';

const rules = join(import.meta.dirname, '../../../rules');
/** Every Python file of the fixtures that has some functions: they hold what outlines look for in other functions. */
const texts = readdirSync(rules, { recursive: true, encoding: 'utf8' }).filter((name) => /[\\/]python[\\/]src[\\/].*\.py$/.test(name)).toSorted().map((name) => readFileSync(join(rules, name), 'utf8')).filter((text) => (text.match(/^\s*(?:async )?def /gm)?.length ?? 0) > 2);

const file = '/project/app.py';

function languageOf(textOf: () => string): PythonLanguage {
	const language = new PythonLanguage(pythonParser, {
		roots: ['/project'], textOf: (path) => (path === file ? textOf() : undefined), isFile: (path) => path === file, isDirectory: (path) => path === '/project',
		isWorkspaceFile: () => true, resultTypeOf: () => undefined, onDegraded: () => undefined,
	});
	language.load([file]);
	return language;
}

interface Change { readonly at: number; readonly from: number; readonly kind: 'copy' | 'delete' | 'word' | 'piece' | 'statement' }

const statements = ['pass', 'return False', 'return None', 'self.is_open = False', 'global cache', 'cache = None', 'yield 1', 'await asyncio.sleep(1)', 'x = 1'];

/** Lines and words go to other places in their text: most of what comes of it means something. */
function edited(text: string, { at, from, kind }: Change): string {
	const lines = text.split('\n');
	const line = Math.floor(at * lines.length), other = Math.floor(from * lines.length);
	const indent = /^\s*/.exec(lines[line] ?? '')?.[0] ?? '';
	switch (kind) {
		case 'copy': return lines.toSpliced(line, 0, indent + (lines[other] ?? '').trim()).join('\n');
		case 'statement': return lines.toSpliced(line, 0, indent + (statements[other % statements.length] ?? '')).join('\n');
		case 'delete': return lines.toSpliced(line, 1).join('\n');
		case 'piece': { const offset = Math.floor(at * text.length); return text.slice(0, offset) + text.slice(offset + Math.floor(from * 9)); }
		case 'word': {
			const words = [...text.matchAll(/\w+/g)];
			const [old, next] = [words[Math.floor(at * words.length)], words[Math.floor(from * words.length)]];
			return old === undefined || next === undefined ? text : text.slice(0, old.index) + next[0] + text.slice(old.index + old[0].length);
		}
	}
}

function comparable({ dependencies, ...outline }: FileOutline): string {
	return JSON.stringify(outline);
}

it('is what an outline of the whole file finds', () => {
	let kept = 0, made = 0;
	const change = fc.record<Change>({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), from: fc.double({ min: 0, max: 0.999, noNaN: true }), kind: fc.constantFrom('copy', 'copy', 'delete', 'word', 'word', 'piece', 'statement', 'statement') });
	fc.assert(fc.property(fc.nat(texts.length - 1), fc.array(change, { minLength: 2, maxLength: 8 }), (choice, changes) => {
		let laid: LaidText = laidOut(texts[choice] ?? '');
		const open = languageOf(() => laid.text);
		open.outline(file);
		let before = new Set<unknown>();
		for (const each of changes) {
			laid = laidOut(edited(laid.written, each), laid);
			open.filesChanged(new Map([[file, 'changed']]));
			const outline = open.outline(file) as FileOutline;
			const fresh = languageOf(() => laid.text);
			// Read as the open one is, the line that is being typed left out.
			fresh.outline(file);
			fresh.filesChanged(new Map([[file, 'deleted']]));
			expect(comparable(outline)).toBe(comparable(fresh.outline(file) as FileOutline));
			kept += outline.functions.filter((one) => before.has(one)).length;
			made += outline.functions.length;
			before = new Set(outline.functions);
		}
	}), { numRuns: Number(process.env['EDITS'] ?? 60) });
	expect(kept).toBeGreaterThan(made / 8);
}, 120_000 + Number(process.env['EDITS'] ?? 0) * 1000);

/** Edits in one function by which the outline of another is a different one, though it declares what it did. */
const seen: Readonly<Record<string, readonly [text: string, old: string, next: string]>> = {
	'what it gives back': [`import os


def there(path: str) -> bool:
    print(path)
    print(path)
    print(path)
    print(path)
    return os.path.isfile(path)


async def use(path: str) -> None:
    if there(path):
        open(path)
`, 'os.path.isfile(path)', 'os.path.isable(path)'],
	'what it reads of the environment': [`import os
import time


def tracing() -> bool:
    return os.getenv("TRACE") == "1"


async def use() -> None:
    if tracing():
        time.sleep(1)
`, '"1"', '"7"'],
	'what it takes back': [`client = None


def use() -> None:
    global client
    if client is None:
        client = make()


def end() -> None:
    client = 12345
    print(client)
`, '12345', 'False'],
};

it.each(Object.entries(seen))('is not kept of a function that sees %s', (_, [text, old, next]) => {
	let laid = laidOut(text);
	const open = languageOf(() => laid.text);
	const outlineOf = (written: string) => {
		laid = laidOut(written, laid);
		open.filesChanged(new Map([[file, 'changed']]));
		return open.outline(file)?.functions.find(({ name }) => name === 'use');
	};
	open.outline(file);
	const [first, again] = [outlineOf(`${text}\n`), outlineOf(`${text}\n\n`)];
	expect(again).toBe(first);
	expect(JSON.stringify(outlineOf(text.replace(old, next)))).not.toBe(JSON.stringify(first));
	expect(outlineOf(text)).toEqual(first);
});
