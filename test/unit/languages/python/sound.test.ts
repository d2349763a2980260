import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PythonParser } from '../../../../server/src/languages/python/syntax/parser.ts';
import { readSound } from '../../../../server/src/languages/python/syntax/sound/statements.ts';
import { readModule } from '../../../../server/src/languages/python/syntax/statements.ts';
import { readGrammar } from '../../../../server/src/workspace/grammarFiles.ts';

const parser = await PythonParser.create(readGrammar(import.meta.url, 'python'));
/** The fixtures' files. */
const files = readdirSync('test/rules', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py')).map((file) => `test/rules/${file}`);
const byGrammar = (text: string) => readModule(parser.parse(text), text);

/** Read by the grammar and by itself: `sound`, `left` to the grammar, or the text where the two say something else. */
function compared(text: string): string {
	const sound = readSound(text);
	if (sound === undefined) { return 'left'; }
	try { expect(sound).toEqual(byGrammar(text)); } catch { return text; }
	return 'sound';
}

const sound = [
	'', '# x', '\n\n', 'a\nb', 'a; b;  # c\n', 'a, b\n', 'class A: pass\n', '\uFEFFa = 1\n', 'café = naïve(é)\n', '#!/usr/bin/env python\nx\n',
	'if a: b; c;  # d\nelif e:\n    f\n    # g\n# h\nelse:\n    i\n\n\n', 'def f():\n    # c\n    a\n\n    # d\n  # e\nb\n', 'if a:\n\tb\n\tif c:\n\t\td\ne\n',
	'while a:\n    break\nelse:\n    continue\n', 'async def f():\n    async for a, b in c, d:\n        pass\n    async with e as f, g:\n        await h ** 2\n',
	'try:\n    a\nexcept (B, C) as d:\n    raise E from d\nexcept F:\n    raise\nelse:\n    g\nfinally:\n    h\n', 'try:\n    a\nexcept* B:\n    b\n',
	'with (a as b, c() as d,):\n    pass\n', 'with (a):\n    pass\n', 'with (a / "b").open("w") as f, g: pass\n', 'with a() as (b, c): pass\n',
	'for (a), b in c: pass\n', 'for x.y, z[0] in c: pass\n', 'for i, in a: pass\n', '@a.b\n# c\n@d(1)\n\nclass E(F, metaclass=G):\n    x: int = 1\n    y: "List[A] | B"\n',
	'def f(a, /, b: int = 1, *, c=2, **d) -> Dict[str, List[int] | A | B] | None | C:\n    yield\n', 'def f(*args: int, **k: str): return lambda x, *y, z=1: (yield)\n',
	'x: List[int] | A | None = 1\n', 'x: a.List[int] | A | B\n', 'f(a, *b, c=d, **e or f)\n', 'f(x for x in y)\n', 'f(a := 1)\n', 'print(a, end="")\n', 'match = re.match(a)\ntype = 3\n',
	'a = b = c, = yield d\n', 'a += b\na //= \\\n  c\n', 'a, *b = c\n', 'del a, b[0]\ndel (c, d)\n', 'global a, b\n', 'assert a, "b"\n', 'return a, *b\n',
	'import a.b as c, d\nfrom . import e\nfrom ..f.g import (\n    h as i,  # j\n    k,\n)\nfrom l import *\nfrom __future__ import annotations\n',
	'a < b <= c is not d not in e in f is g != h\n', 'a or b and not c if d else e or lambda: f if g else h\n', '-a ** -b * c + ~d << e & f ^ g | h @ i // j % k\n', '(-1, - 2, -(3), +4)\n',
	'(a + b) * (c).d\n', '[a, *b], (), [], {}, {a}, {a: b, **c}, {a: b for a, b in c if d if e}, {a for a in b}, (a async for a in b for c in d)\n', '(a,), (*a, b), ((a))\n',
	'a[b], a[b, c], a[b:c:d], a[:], a[::2], a[b:, ...]\n', '1, 0x1F, 1_000, 1.5e-3, .5, 1j, 0b1, 0o7\n', '"a\\n" r"b\\n" b"c" \'\'\'d\n\'\'\' "\\\n"\n',
	'f"a {b!r:>{c}} {{d}} {e=} {f(\'g\')}" "h"\n', 'f"""{\n  a\n}"""\n', 'rf"\\{a}" f"{x:%H:%M}"\n', 'a = (  # b\n    c\n    # d\n)\n', 'a \\\n    .b\n',
];

describe('a sound text is read as by the grammar', () => {
	it.each(sound)('%j', (text) => { expect(compared(text)).toBe('sound'); });

	it.each(sound)('with other line ends: %j', (text) => {
		expect(compared(text.replaceAll('\n', '\r\n'))).toBe('sound');
	});

	it('in all fixtures', () => {
		const results = files.map((file) => compared(readFileSync(file, 'utf8')));
		expect(results.filter((each) => each !== 'sound' && each !== 'left')).toEqual([]);
		expect(results.filter((each) => each === 'sound').length).toBeGreaterThan(files.length * 0.9);
	});
});

describe('what is not sound, or not read here, is left to the grammar', () => {
	it.each([
		'match a:\n    case 1: pass\n', 'type A = int\n', 'type(a).b = c\n', 'def f[T](a: T): pass\n', 'print "a"\n', 'print >>a, b\n', 'exec "a"\n', 'async = 1\n', '[*a.b(c)]\n', 'x: List[a:b]\n', 'f"{a:=1}"\n',
		'a = \n', 'f(\n', 'def f(:\n    pass\n', 'if a:\nb\n', '    a\n', 'if a:\n    b\n  c\n', 'a b\n', '"a\n', '"""a', 'a = 1 +\n', 'class: pass\n', 'x = )\n', 'return return\n', '(a) = 1\n', 'a() = 1\n', 'f(a=1, b for b in c)\n', 'a ? b\n', '0_x\n', 'def f():\n',
	])('%j', (text) => { expect(readSound(text)).toBeUndefined(); });

	it('nested deeper than the stack goes', () => { expect(readSound(`x = ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`)).toBeUndefined(); });

	it('in texts with something changed anywhere, what is read all the same is what the grammar reads', () => {
		let seed = 7;
		const random = (below: number) => {
			seed = seed * 1_103_515_245 + 12_345 & 0x7F_FF_FF_FF;
			return seed % below;
		};
		const results: string[] = [];
		for (const file of files) {
			const tokens = readFileSync(file, 'utf8').slice(0, 6000).match(/\w+|\s+|[^\w\s]/g) ?? [];
			// The grammar takes the beginning of a line within brackets for the end of a block behind a `:`, which Python does not.
			const others = tokens.filter((token) => !token.includes('\n'));
			for (let count = 0; count < 4; count++) {
				const at = random(tokens.length), other = others[random(others.length)] ?? '';
				const changed = [[], [other], [other, tokens[at] ?? '']][random(3)] ?? [];
				results.push(compared(tokens.toSpliced(at, 1, ...changed).join('')));
			}
		}
		expect(results.filter((each) => each !== 'sound' && each !== 'left')).toEqual([]);
		expect(new Set(results)).toEqual(new Set(['sound', 'left']));
	});
});
