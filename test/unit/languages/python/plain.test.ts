import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ModuleNode } from '../../../../server/src/languages/python/syntax/ast.ts';
import { PythonParser } from '../../../../server/src/languages/python/syntax/parser.ts';
import { readPlain } from '../../../../server/src/languages/python/syntax/plain/statements.ts';
import { readModule } from '../../../../server/src/languages/python/syntax/statements.ts';
import { readGrammar } from '../../../../server/src/workspace/grammarFiles.ts';

const parser = await PythonParser.create(readGrammar(import.meta.url, 'python'));
const byGrammar = (text: string): ModuleNode => readModule(parser.parse(text), text);

/** Hard to read: all of it is right. */
const hard = `#!/usr/bin/env python
"""Docs"""  # with a comment
from __future__ import annotations
import a.b.c as d, e
from . import (f, g as h,)
from ...i.j import *
x: int
y: list[Any] | dict[str, int] | None = None
z = w = *a, b = yield_ = (1, -2.5e-3, 0xFF, 1_000j, ..., None)
a, = b
a[1:2, ::3, :, -1] += {**k, 'a': 1, 'b': [*c, d]}
s = 'a' "b" r'\\n' '\\x41' '''x
y'''
t = f'{a!r:>{width}} {{no}} {b=} {c["k"]:%Y-%m-%d}' f"""{
    d if e else f
}""" 'tail'
u = not a in b or c is not d and (e < f <= g != h) ** -i @ j // ~k << 1 | 2 & 3 ^ 4
v = lambda *p, q=1, **r: (yield p)
w = (n := 10, *m)
gen = (x async for x in y if x if y for z, in w)
made = [{k: v for k, v in a.items()}, {i for i in j}, [l for *l, m in n]]
call(*args, key=value, **kwargs)(x for x in y).attribute[0]
@decorated.by(something)[0]
# between
@other
class A[T: (int, str), *Ts](Base, metaclass=M):
    x = 1; y: 'List[B]' = 2;

    def method(self, a: "Pool | None" = None, /, b=1, *args: int, c: str, **kw: Any) -> Dict[str, list[T] | None]:
        # at the beginning
        global q, r
        nonlocal s
        del a, b[0], (c, d)
        assert a, 'message'
        raise E from None
        # at the end
    # of the class
  # of nobody
async def f[T](): return await a.b(c) ** d, await -e
def g():
	if a: pass  # tab
	elif b:
		yield
		x = yield 1, 2
	# before else
	else:
		yield from c
	while n := read(): break
	else: continue
	for a, (b, *c) in d, e: \\
		pass
	async with a as b, c.d() as (e, f), g: ...
	with (a as b, c): ...
	with (open(d)) as e.f: ...
	with (yield): ...
	try: pass
	except (A, B) as e: raise
	finally: print(a, file=b)
	try:
		print >= 1
	except: pass
match command.split():
    case ['go', direction, *rest] if direction in (a := b): pass
    case Point(x=0, y=Other(z)) | Line(): pass
    case {'k': [v, _], **more}: pass
    case None | True | 'a' 'b': pass
    case Color.RED: pass
    case 5 as number: pass
    case a, b: pass
    case _: pass
match = match(case)[type] if case else print
type X = int | str
type = 5
`;

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const files = ['test/rules', 'test/outlines', 'test/fixes', 'runtime', 'examples', 'guide/measured']
	.flatMap((folder) => readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${root}${folder}/${name}`)).filter((file) => file.endsWith('.py') && !file.includes('/node_modules/'));
const texts = files.map((file) => readFileSync(file, 'utf8'));

describe('a text that is plainly right', () => {
	it('is read as by the grammar: hard things', () => {
		const grammar = byGrammar(hard);
		expect(grammar.errors).toEqual([]);
		const plain = readPlain(hard);
		expect(plain?.body.length).toBe(grammar.body.length);
		for (const [index, stmt] of grammar.body.entries()) { expect(plain?.body[index]).toEqual(stmt); }
	});

	it('is read as by the grammar, with comments wherever they may be', () => {
		for (const text of [
			'def f():\n    # c0\n    a\n    # c1\n# c2\nb\n', 'def f():\n    a\n    # c1\n  # c2\n', 'if x:\n    a\n# c2\nelse:\n    b\n    # c3\n', 'if x: a; b; # c\nc\n', 'if a:\n  if b:\n    c # 1\n    # 2\n  # 3\n# 4\n',
			'class A:\n    def f(self):\n        a\n        # t\n\n    # u\n    def g(self): pass # v\n    # w\nx\n', 'def f(): # x\n    """d"""\n    # y', 'def f():\r\n    a # b\r\n    # c\r\n\r\nd\r\n', 'a = [ # x\n  1, # y\n]\\\n.b\n', '', '\n', '# only', 'f(\n)',
		]) { expect(readPlain(text), JSON.stringify(text)).toEqual(byGrammar(text)); }
	});

	it('is read as by the grammar: all fixtures', () => {
		expect(texts.length).toBeGreaterThan(50);
		let read = 0;
		for (const [index, text] of texts.entries()) {
			const plain = readPlain(text);
			if (plain === undefined) { continue; }
			read++;
			const grammar = byGrammar(text);
			expect(grammar.errors, files[index]).toEqual([]);
			expect(plain, files[index]).toEqual(grammar);
		}
		expect(read / texts.length).toBeGreaterThan(0.97);
	});

	it('is read as by the grammar after any edits, if it is right then', () => {
		const pieces = ['', ' ', '\n', '\n    ', ':', '(', ')', ',', '.', '=', 'x', ' in ', 'await ', 'async ', '"', '#', '*', '[0]', 'not ', ' as y', 'yield ', '\n# c\n', ' if ', ' else ', 'f"{x}"', '\\\n', 'lambda: ', '{', '}'];
		let right = 0;
		fc.assert(fc.property(fc.constantFrom(hard, ...texts), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4), fc.constantFrom(...pieces), (text, share, removed, piece) => {
			const at = Math.floor(share * text.length);
			// A few lines around the edit are enough, and quick.
			const from = text.lastIndexOf('\ndef ', at) + 1 || text.lastIndexOf('\nasync def ', at) + 1;
			const edited = text.slice(from, at) + piece + text.slice(at + removed, at + 400).replace(/\n[^\n]*$/, '\n');
			const plain = readPlain(edited);
			if (plain === undefined) { return; }
			const grammar = byGrammar(edited);
			if (grammar.errors.length > 0) { return; }
			right++;
			expect(plain).toEqual(grammar);
		}), { numRuns: 1500 });
		expect(right).toBeGreaterThan(100);
	});
});

it('leaves to the grammar what is broken, or from other times', () => {
	for (const text of ['def f(:\n  pass\n', 'a = = b\n', 'f(\n', 'if a:\nb\n', '  a\n', 'a\n  b\n', 'if a:\n    b\n  c\n', 'print "a"\n', 'a <> b\n', 'except: pass\n', '"a\n', '\'\'\'a\n', 'f"{a"\n', 'a.\n', '(a, b', '5 = a\n', 'try: pass\n', 'x y\n', '1a\n', 'return)\n', '$\n', '(a) = 1\n']) { expect(readPlain(text), text).toBeUndefined(); }
});
