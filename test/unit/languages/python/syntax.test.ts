import { describe, expect, it } from 'vitest';
import { exportDigest } from '../../../../server/src/languages/python/digest.ts';
import { scopesOf } from '../../../../server/src/languages/python/scopes.ts';
import type { ModuleNode } from '../../../../server/src/languages/python/syntax/ast.ts';
import { PythonParser } from '../../../../server/src/languages/python/syntax/parser.ts';
import { readModule } from '../../../../server/src/languages/python/syntax/statements.ts';
import { contains } from '../../../../server/src/outline/span.ts';
import { stepsOf } from '../../../../server/src/outline/walk.ts';
import { readGrammar } from '../../../../server/src/workspace/grammarFiles.ts';
import { callsOf, functionNamed, open, stepsIn } from './workspace.ts';

const parser = await PythonParser.create(readGrammar(import.meta.url, 'python'));
const read = (text: string): ModuleNode => readModule(parser.parse(text), text);

describe('the summary of a text', () => {
	it('is plain data, and a pure function of the text', () => {
		const text = 'async def f(a: "List[Pool] | None" = None, *b, **c):\n    return await g(a, *b, k=1, **c)\n';
		const summary = read(text);
		expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
		expect(read(text)).toEqual(summary);
		expect(summary.body[0]).toMatchObject({
			kind: 'function', name: 'f', isAsync: true,
			parameters: [{ name: 'a', stars: 0, annotation: { kind: 'binary', operator: '|' } }, { name: 'b', stars: 1 }, { name: 'c', stars: 2 }],
		});
	});

	it('knows what strings say', () => {
		const said = (literal: string) => {
			const [stmt] = read(`${literal}\n`).body;
			return stmt?.kind === 'expression' && stmt.value.kind === 'constant' ? stmt.value.value : stmt?.kind === 'expression' ? stmt.value.kind : undefined;
		};
		expect([`'a\\n'`, `r'a\\n'`, `"""x\ny"""`, `b'\\x41'`, `'a' "b"`, `f'{x} b'`, `'\\u00e9\\N{DASH}'`].map(said)).toEqual(['a\n', 'a\\n', 'x\ny', 'A', 'ab', 'template', 'é\\N{DASH}']);
	});

	it('knows the operator of an assignment that goes on in the next line', () => {
		expect(read('a //= \\\n  b\n').body[0]).toMatchObject({ kind: 'assign', operator: '//' });
	});

	it('counts offsets in UTF-16', () => {
		const text = 'x = "😀é"\nf(y)\n';
		expect(read(text).body[1]).toMatchObject({ kind: 'expression', start: text.indexOf('f('), end: text.indexOf('\n', 12) });
	});

	it('leaves out what cannot be read, and keeps the rest', () => {
		const { body, errors } = read('def a():\n    f()\n\ndef b(:\n    ===\n\ndef c():\n    g()\n');
		expect(errors.length).toBeGreaterThan(0);
		expect(body.flatMap((each) => (each.kind === 'function' ? [each.name] : []))).toEqual(expect.arrayContaining(['a', 'c']));
	});
});

it('tells of a text that cannot be read in full, and outlines the rest', async () => {
	const said: string[] = [];
	const { outline } = await open({ 'a.py': 'import time\ndef a():\n    time.sleep(1)\ndef b(\n' }, { onDegraded: (_, message) => said.push(message) });
	expect(callsOf(functionNamed(outline('a.py'), 'a'))).toHaveLength(1);
	expect(said).toEqual([expect.stringContaining('line 4')]);
});

it('follows Python\'s rules of scope', () => {
	const module = read(`
x = 1
class A:
    y = 2
    def f(self):
        return y
def f():
    global x
    x = 2
    z = 3
    def g():
        nonlocal z
        z = 4
        [z for z in [1]]
    return z
`);
	const { module: top, of } = scopesOf(module);
	const scopeOf = (qualified: string) => [...of.values()].find((each) => each.kind === 'function' && each.qualified === qualified);
	expect(scopeOf('A.f')?.lookup('y')).toBeUndefined();
	expect(scopeOf('f')?.lookup('x')).toBe(top.variables.get('x'));
	expect(top.variables.get('x')?.isShared).toBe(true);
	expect(scopeOf('f.g')?.lookup('z')).toBe(scopeOf('f')?.variables.get('z'));
	expect(scopeOf('f')?.variables.get('z')?.definitions).toHaveLength(2);
	expect(new Set([...of.values()].flatMap((each) => [...each.variables.values()]).map((each) => each.binding)).size).toBe([...of.values()].reduce((sum, each) => sum + each.variables.size, 0));
});

it('gives functions and classes of one name ids of their own', async () => {
	const { outline } = await open({ 'a.py': 'if x:\n    def f(): pass\nelse:\n    def f(): pass\nclass A:\n    @property\n    def v(self): pass\n    @v.setter\n    def v(self, value): pass\nh = [lambda: 1, lambda: 2]\n' });
	expect(outline('a.py').functions.map((each) => `${each.id.slice(each.id.indexOf('#'))} ${each.kind}`)).toEqual(['#<module> module', '#f function', '#f~2 function', '#A.v getter', '#A.v~2 setter', '#<closure> closure', '#<closure>~2 closure']);
	expect(Object.keys(outline('a.py').types[0]?.members ?? {})).toEqual(['v', 'v=']);
});

it('tells handlers by the symbols they catch, also through tuples, aliases and classes of the workspace', async () => {
	const { outline } = await open({ 'a.py': 'import asyncio\nfrom asyncio import CancelledError as Gone\nclass Own(Exception): pass\nasync def f():\n    try:\n        await g()\n    except (Gone, asyncio.TimeoutError): pass\n    except Own: pass\n    except OSError as e: raise\n    except: pass\n' });
	expect(stepsIn(functionNamed(outline('a.py'), 'f'), 'try')[0]?.handlers.map((each) => each.catches)).toEqual([['asyncio#CancelledError', 'asyncio#TimeoutError'], ['/project/a.py#Own'], ['builtins#OSError'], []]);
});

it('says what becomes of results, by keyword too, and which slots take a cancellation token', async () => {
	const { outline } = await open({ 'a.py': 'async def work(n, cancel_token=None): ...\nasync def f(tasks, token):\n    work(1)\n    x = work(2)\n    await work(3, cancel_token=token)\n    tasks.append(work(4))\n    return work(5, token)\n' });
	const calls = callsOf(functionNamed(outline('a.py'), 'f')).filter((each) => each.callee.kind === 'function');
	expect(calls.map((each) => each.result.kind)).toEqual(['discarded', 'bound', 'awaited', 'argument', 'returned']);
	expect(calls.map((each) => each.resultType)).toEqual(Array.from({ length: 5 }, () => 'thenable'));
	expect(calls.map((each) => each.cancellation?.isFilled)).toEqual([false, false, true, false, true]);
	expect(calls[2]?.arguments.map((each) => each.name)).toEqual([undefined, 'cancel_token']);
});

it('changes its digest with declarations, not with bodies', () => {
	const digest = (text: string) => {
		const module = read(text);
		return exportDigest({ file: '/a.py', module, scopes: scopesOf(module), text });
	};
	const text = 'import os\nclass A:\n    def __init__(self):\n        self.x = os\n    def f(self) -> int:\n        y = 1\n        return y\ndef g():\n    return A()\n';
	const before = digest(text);
	expect(digest(`${text}# more\n`)).toBe(before);
	expect(digest(text.replace('y = 1', 'y = 2\n        print(y)'))).toBe(before);
	for (const [from, to] of [['self.x = os', 'self.x = 1'], ['-> int', '-> str'], ['return A()', 'return 1'], ['import os', 'import sys as os'], ['class A', 'class A(B)'], ['def g()', 'async def g()']] as const) {
		expect(digest(text.replace(from, to)), to).not.toBe(before);
	}
});

it('keeps the steps of comprehensions inside each other, and calls no step for super()', async () => {
	const text = 'class A(B):\n    def f(self, xs, cond):\n        super().f(x for y in xs if cond(y) for x in y if x)\n        return {k: v for k in xs if k for v in k}\n';
	const { outline } = await open({ 'a.py': text });
	const found = functionNamed(outline('a.py'), 'A.f');
	for (const { step, path } of stepsOf(found.body)) {
		const outer = path.at(-1)?.span ?? found.span;
		expect(contains(outer, step.span), text.slice(step.span.start, step.span.end)).toBe(true);
	}
	expect(callsOf(found).map((each) => text.slice(each.nameSpan.start, each.nameSpan.end))).toEqual(['cond', 'f']);
});
