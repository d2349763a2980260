/** The commands that tell: why, explain, rules. */
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { guideText } from '../../../server/src/cli/guideText.ts';
import { project, unblock } from './commandLine.ts';

test('why tells how each call was understood; a column after the line is allowed', async () => {
	const at = project({ 'src/a.ts': 'slowSync();\n' });
	const expected = ['src/a.ts:1', 'In load, an async function.', '  runs in loop: it is async', '', '1:3  slowSync()', '  resolved  slow#slowSync', '  effect    reads a file', '  outcome   reported as blocking-call', ''].join('\n');
	expect(await unblock(at, ['why', 'src/a.ts:1'])).toMatchObject({ code: 0, stdout: expected });
	expect(await unblock(at, ['why', 'src/a.ts:1:9'])).toMatchObject({ code: 0, stdout: expected });
});

test('rules are listed for people and for tools', async () => {
	const table = await unblock(project({}), ['rules']);
	expect(table.stdout).toMatch(/^blocking-call {2,}\w+ +\w+ +.*typescript/m);
	const list: unknown = JSON.parse((await unblock(project({}), ['rules', '--format', 'json'])).stdout);
	expect(list).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'blocking-call' }), expect.objectContaining({ id: 'blocking-call-chain' })]));
});

const page = `# Blocking calls

A call that \`readFileSync()\` makes
holds **everybody** up; see [the rules](rules.md) and [Node](https://nodejs.org/learn).

## What to do
- Use the promise form,
  as below
- or a worker:
  1. make it

\`\`\`ts
# not a heading
await readFile(path);

\`\`\`

| sync | async |
|---|---|
| \`readFileSync\` | \`readFile\` |
`;

test('explain prints the page as text', async () => {
	const at = project({ 'guide/blocking-call.md': page });
	expect((await unblock(at, ['explain', 'blocking-call'])).stdout).toBe(`Blocking calls

A call that \`readFileSync()\` makes holds **everybody** up; see the rules and Node
(https://nodejs.org/learn).

What to do

  • Use the promise form, as below
  • or a worker:
    1. make it

    # not a heading
    await readFile(path);


    sync            async
    \`readFileSync\`  \`readFile\`
`);
});

test('a page has colours on a terminal, and keeps to its width', () => {
	const text = guideText(page, picocolors.createColors(true), 40);
	expect(text).toContain('\u001b[36mreadFileSync()\u001b[39m');
	expect(text).toContain('\u001b[1meverybody\u001b[22m');
	const widths = text.replaceAll(/\u001b\[\d+m/g, '').split('\n').map((line) => line.length);
	expect(Math.max(...widths)).toBeLessThanOrEqual(40);
});

test('a page with Windows line ends, a mark and front matter reads the same', () => {
	const plain = picocolors.createColors(false);
	expect(guideText(`\uFEFF---\r\ntitle: x\r\n---\r\n${page.replaceAll('\n', '\r\n')}`, plain, 80)).toBe(guideText(page, plain, 80));
});
