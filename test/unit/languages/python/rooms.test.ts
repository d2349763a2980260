/** Texts that are laid out with room: what is the same in both, and what stays where it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laidOut, type LaidText } from '../../../../server/src/languages/python/syntax/rooms.ts';

const lines = ['', '', '    ', 'import time', 'def f():', '    pass', '@cached', 'async def g(self):', '    """Says', '    more', '    """', 'x = "a', 'class C:', '    y = 1 + \\', "z = '''", '# it\'s "', 'def h(): return """'];

function withoutEnds(text: string): string {
	return text.replaceAll(/[ \t]+$/gm, '');
}

describe('a text laid out with room', () => {
	it('has the same lines, but for spaces at the end of lines without anything on them', () => {
		let grown = 0;
		fc.assert(fc.property(fc.array(fc.array(fc.constantFrom(...lines), { maxLength: 20 }), { minLength: 1, maxLength: 8 }), (texts) => {
			let laid: LaidText | undefined;
			for (const each of texts) {
				const written = each.join('\n');
				laid = laidOut(written, laid);
				if (laid.text.length > written.length) { grown++; }
				expect(laid.written).toBe(written);
				expect(withoutEnds(laid.text)).toBe(withoutEnds(written));
			}
		}), { numRuns: 500 });
		expect(grown).toBeGreaterThan(100);
	});

	const text = `def first():\n    pass\n\n\ndef second():\n    """It says\n\ndef what\n    """\n\n    def inner(): pass\n\n\n@decorated\ndef third():\n    return 1\n`;

	it('keeps the places behind an edit as long as there is room', () => {
		let laid = laidOut(text);
		const place = laid.text.indexOf('@decorated');
		let typed = '';
		for (const sign of '    time.sleep(1)\n    done()\n') {
			typed += sign;
			laid = laidOut(text.replace('    pass\n', `${typed}    pass\n`), laid);
			expect(laid.text.indexOf('@decorated')).toBe(place);
		}
		laid = laidOut(text, laid);
		expect(laid.text.indexOf('@decorated')).toBe(place);
		expect(laidOut(text.replace('    pass\n', `${'#'.repeat(500)}\n    pass\n`), laid).text.indexOf('@decorated')).not.toBe(place);
	});

	it('changes no string', () => {
		expect(laidOut(text).text).toContain('"""It says\n\ndef what');
		// The quotes open one that goes on to those of `second`.
		const opened = laidOut(text.replace('    pass\n', '    """\n'), laidOut(text)).text;
		expect(opened).toContain('    """\n\n\ndef second():\n    """');
	});
});
