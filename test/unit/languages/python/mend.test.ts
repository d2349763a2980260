import { describe, expect, it } from 'vitest';
import { mended } from '../../../../server/src/languages/python/syntax/mend.ts';

const around = (line: string) => `class Store:\n    async def save(self):\n        ${line}\n        """Says what it does."""\n        rows = [\n            1,  # one\n        ]\n        return rows\n\n    def load(self):\n        return {"a": "it's"}\n`;

describe('a line that is being typed', () => {
	it.each([
		'time.', 'x1.', 'time.sleep(', 'time.sleep(1', 'x =', 'x = rows[0', '"abc', 'print("abc', 'foo)', 'a and', 'for x in y', 'if x', '{"a": ', 'return await', 'x = lambda', 'from os import', 'self.x +=', '@', 'with open(x) as', 'a.b.c(d(e', "f'{x}", 'async def', 'else',
	])('is left out where it is not finished: %s', (line) => {
		expect(mended(around(line))).toBe(around(`0${' '.repeat(line.length - 1)}`));
	});

	it.each(['time.sleep(1)', 'x = ...', 'x = 1.', 'if any(a for a in b\n                if a):\n            pass', 'from os import *', 'x = 1,', 'x: int', 'print("a #", \'b(\')', 'x = a \\\n            + b', '# time.', 'x = """a(\n[b."""', 'if x: pass', 'y = r"\\\\"', 'z = b"a\\"("', 'x = a if b else c', 'def f(a, b=lambda c: c): pass', '@a.b(c)\n        def d(): pass'])('is kept where it may stay as it is: %s', (line) => {
		expect(mended(around(line))).toBeUndefined();
	});

	it('is left out within brackets, too, and each of several', () => {
		const text = 'def f():\n    g(\n        "a,\n        b,\n    )\n\ndef h(\n    pass\n';
		expect(mended(text)).toBe('def f():\n    g(\n           \n        b,\n    )\n\n0     \n    pass\n');
	});

	it('keeps the lines and the offsets of all others, whatever their ends', () => {
		const text = 'x = 1\r\ny.\r\nz = (\r\n\r\ndef f():\r\n    pass\r\n';
		expect(mended(text)).toBe('x = 1\r\n0 \r\n0    \r\n\r\ndef f():\r\n    pass\r\n');
	});
});
