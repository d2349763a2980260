import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PythonParser } from '../../../server/src/languages/python/syntax/parser.ts';
import { readModule } from '../../../server/src/languages/python/syntax/statements.ts';
import { readSource } from '../../../server/src/languages/rust/syntax/items.ts';
import { RustParser } from '../../../server/src/languages/rust/syntax/parser.ts';
import { readGrammar } from '../../../server/src/workspace/grammarFiles.ts';

const python = await PythonParser.create(readGrammar(import.meta.url, 'python'));
const rust = await RustParser.create(readGrammar(import.meta.url, 'rust'));

/** Several parsers would share the library's memory, so one of each does, told the name of the text or not. */
const languages = {
	python: { extension: '.py', read: (text: string, edited?: string) => readModule(python.parse(text, edited), text), pieces: ['x', ' ', '\n    ', '(', ')', ':', 'await f()', '"', '#', '\n\ndef g(a, *b):\n    return [a for a in b]\n\n', 'f"{x!r:>{y}}"', 'if a:\n        b()\n    '] },
	rust: { extension: '.rs', read: (text: string, edited?: string) => readSource(rust.parse(text, edited), text), pieces: ['x', ' ', '\n', '(', ')', '{', '}', ';', '"', '//', 'f().await;', '\nasync fn g<T>(a: &T) -> u8 { a.b()? }\n', 'vec![1, 2]', 'println!("{}", a);', 'tokio::select! { _ = a => {} }', '::<T>'] },
};

function textsOf(extension: string): readonly string[] {
	const root = fileURLToPath(new URL('../../../test/rules', import.meta.url));
	return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(extension)).map((name) => readFileSync(`${root}/${name}`, 'utf8')).filter((text) => text.length > 500 && text.length < 12_000);
}

describe.each(Object.entries(languages))('a text in %s that is edited again and again', (_, { extension, read, pieces }) => {
	const texts = textsOf(extension);
	let files = 0;

	it('is read as if it were new, wherever it is right', () => {
		expect(texts.length).toBeGreaterThan(20);
		let right = 0;
		const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(6), piece: fc.constantFrom('', ...pieces), isTakenBack: fc.boolean() });
		fc.assert(fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 6 }), (original, edits) => {
			const name = `file ${files++}`;
			let text = original;
			expect(read(text, name)).toEqual(read(text));
			for (const { at, removed, piece, isTakenBack } of edits) {
				const before = text;
				const from = Math.floor(at * text.length);
				text = text.slice(0, from) + piece + text.slice(from + removed);
				for (const each of isTakenBack ? [text, before] : [text]) {
					const fresh = read(each);
					const again = read(each, name);
					// How a parser gets over an error may depend on what it knew before; that there is one does not.
					expect(again.errors.length > 0).toBe(fresh.errors.length > 0);
					if (fresh.errors.length > 0) { continue; }
					right++;
					expect(again).toEqual(fresh);
				}
				if (isTakenBack) { text = before; }
			}
		}), { numRuns: 60 });
		expect(right).toBeGreaterThan(50);
	});
});
