/** The README shows what `npm start` really prints, shortened at the lines that hold `…` alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository, unblock } from './built.ts';

/** Lines are broken at the terminal's width, and each run takes its time. */
function comparable(text: string): string {
	return text.replaceAll(/\s+/g, ' ').replaceAll(/\d+(?:\.\d)? m?s\b/g, 'a while').trim();
}

test('the README shows the real output', () => {
	const readme = readFileSync(join(repository, 'README.md'), 'utf8');
	const shown = /<!-- real-output.*?-->\n```text\n([^]*?)^```\n<!-- \/real-output -->/m.exec(readme)?.[1];
	const output = comparable(unblock(repository, ['audit', 'examples']).stdout);
	const parts = shown?.split(/^…$/m).map(comparable).filter((part) => part !== '') ?? [];
	expect(parts.length).toBeGreaterThan(0);
	for (const part of parts) { expect(output).toContain(part); }
});
