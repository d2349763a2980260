import { expect, test } from 'vitest';
import { editText } from '../../../server/src/cli/fixing/editText.ts';
import { project, unblock } from './commandLine.ts';

const header = `import { slow } from 'slow';\n`;

test('all safe fixes of a file are applied, one after another', async () => {
	const at = project({ 'a.ts': 'f(slowSync(), slowSync());\nslowSync();\n', 'b.ts': 'slowSync();\n' });
	const { code, stdout } = await unblock(at, ['fix'], { files: [at.path('a.ts'), at.path('b.ts')] });
	expect(code).toBe(0);
	expect(at.read('a.ts')).toBe(`${header}f(await slow(), await slow());\nawait slow();\n`);
	expect(at.read('b.ts')).toBe(`${header}await slow();\n`);
	expect(stdout).toBe(['a.ts', ...['1:3', '1:15', '2:1'].map((place) => `  ${place}  fixed  Replace with \`await slow()\``), '', 'b.ts', '  1:1  fixed  Replace with `await slow()`', '', '4 fixed', ''].join('\n'));
});

test('byte order mark and line ends stay', async () => {
	const at = project({ 'a.ts': '\uFEFFconst x = 1;\r\nslowSync();\r\n' });
	await unblock(at, ['fix'], { files: [at.path('a.ts')] });
	expect(at.read('a.ts')).toBe(`\uFEFF${header.replace('\n', '\r\n')}const x = 1;\r\nawait slow();\r\n`);
});

test('what was refused is said with its reason, and the rest is done', async () => {
	const at = project({ 'a.ts': 'slowSync(); // refuse\nslowSync();\nslowSync(); // refuse\nslowSync();\n' });
	const { code, stdout } = await unblock(at, ['fix'], { files: [at.path('a.ts')] });
	expect(code).toBe(0);
	expect(at.read('a.ts')).toBe(`${header}slowSync(); // refuse\nawait slow();\nslowSync(); // refuse\nawait slow();\n`);
	expect(stdout.match(/refused {2}Replace with `await slow\(\)`: the compiler would report an error/g)).toHaveLength(2);
	expect(stdout).toContain('2 fixed, 2 refused\n');
});

test('fixes that need a review wait for --review', async () => {
	const text = 'slowSync(); // review\nslowSync();\n';
	const at = project({ 'a.ts': text });
	await unblock(at, ['fix'], { files: [at.path('a.ts')] });
	expect(at.read('a.ts')).toBe(`${header}slowSync(); // review\nawait slow();\n`);
	at.write('a.ts', text);
	await unblock(at, ['fix', '--review'], { files: [at.path('a.ts')] });
	expect(at.read('a.ts')).toBe(`${header}await slow(); // review\nawait slow();\n`);
});

test('what is acceptable or silenced stays as it is', async () => {
	const text = 'slowSync(); // acceptable\nslowSync(); // silenced\n';
	const at = project({ 'a.ts': text });
	const { stdout } = await unblock(at, ['fix'], { files: [at.path('a.ts')] });
	expect(at.read('a.ts')).toBe(text);
	expect(stdout).toBe('Nothing to fix.\n');
});

test('only the rules asked for', async () => {
	const at = project({ 'a.ts': 'slowSync();\n' });
	await unblock(at, ['fix', '--rule', 'blocking-call-chain'], { files: [at.path('a.ts')] });
	expect(at.read('a.ts')).toBe('slowSync();\n');
});

test('a file that somebody changed in the meantime is left alone', async () => {
	const at = project({ 'a.ts': 'slowSync();\n', 'b.ts': 'slowSync();\n' });
	const { code, stdout, stderr } = await unblock(at, ['fix'], {
		files: [at.path('a.ts'), at.path('b.ts')],
		onResolve: (file) => {
			if (file === at.path('a.ts')) {
				at.write('a.ts', '// mine\nslowSync();\n');
			}
		},
	});
	expect(code).toBe(3);
	expect(at.read('a.ts')).toBe('// mine\nslowSync();\n');
	expect(at.read('b.ts')).toBe(`${header}await slow();\n`);
	expect(stderr).toContain('a.ts was changed by someone else in the meantime');
	expect(stdout).toContain('1 fixed, 1 refused\n');
});

test('if the analysis does not see what a fix has done, nothing is written', async () => {
	const at = project({ 'a.ts': 'slowSync();\nslowSync();\n', 'b.ts': 'slowSync();\n' });
	const { code, stdout, stderr } = await unblock(at, ['fix'], { files: [at.path('a.ts'), at.path('b.ts')], isDeafTo: at.path('a.ts') });
	expect(code).toBe(3);
	expect(at.read('a.ts')).toBe('slowSync();\nslowSync();\n');
	expect(at.read('b.ts')).toBe(`${header}await slow();\n`);
	expect(stderr).toContain('a.ts is left as it is: a fix was applied, but the analysis still finds what it was for');
	expect(stdout).toContain('1 fixed\n');
});

test('a mistake in the configuration stops fixing before it begins', async () => {
	const at = project({ 'a.ts': 'slowSync();\n' });
	const { code, stderr } = await unblock(at, ['fix'], { files: [at.path('a.ts')], audit: { errors: [{ file: at.path('unblock.json'), message: 'No such rule', line: 3, column: 4, kind: 'config' }] } });
	expect(code).toBe(2);
	expect(stderr).toBe('unblock.json:3:4: No such rule\n');
	expect(at.read('a.ts')).toBe('slowSync();\n');
});

test('--dry-run prints a unified diff, and only that, and leaves the file alone', async () => {
	const at = project({ 'src/a.ts': 'one();\nslowSync();\n' });
	const { code, stdout, stderr } = await unblock(at, ['fix', '--dry-run'], { files: [at.path('src/a.ts')] });
	expect(code).toBe(0);
	expect(stdout).toBe(`--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,3 @@\n+${header} one();\n-slowSync();\n+await slow();\n`);
	expect(stderr).toContain('1 would be fixed\n');
	expect(at.read('src/a.ts')).toBe('one();\nslowSync();\n');
});

test('a fix may bring a new file, whose folder is made with it', async () => {
	const at = project({ 'src/a.ts': 'slowSync(); // helper\n' });
	await unblock(at, ['fix'], { files: [at.path('src/a.ts')] });
	expect(at.read('src/a.ts')).toBe('await slow(); // helper\n');
	expect(at.read('src/lib/slow.ts')).toBe('export const slow = 1;\n');
});

test('a new file comes from /dev/null in a dry run, and is not made', async () => {
	const at = project({ 'src/a.ts': 'slowSync(); // helper\n' });
	const { stdout } = await unblock(at, ['fix', '--dry-run'], { files: [at.path('src/a.ts')] });
	expect(stdout).toBe('--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,1 +1,1 @@\n-slowSync(); // helper\n+await slow(); // helper\n--- /dev/null\n+++ b/src/lib/slow.ts\n@@ -0,0 +1,1 @@\n+export const slow = 1;\n');
	expect(() => at.read('src/lib/slow.ts')).toThrow();
});

test('a new file that is there by now is left alone, and so is what would have used it', async () => {
	const at = project({ 'src/a.ts': 'slowSync(); // helper\n', 'src/lib/slow.ts': 'mine();\n' });
	const { stdout } = await unblock(at, ['fix'], { files: [at.path('src/a.ts')] });
	expect(stdout).toContain('slow.ts is there already');
	expect(at.read('src/a.ts')).toBe('slowSync(); // helper\n');
	expect(at.read('src/lib/slow.ts')).toBe('mine();\n');
});

test('if one of a fix\'s files cannot be written, none is', async () => {
	const at = project({ 'src/a.ts': 'slowSync(); // helper\n', 'src/lib': 'a file where a folder is wanted\n' });
	const { code, stderr } = await unblock(at, ['fix'], { files: [at.path('src/a.ts')] });
	expect(code).toBe(3);
	expect(stderr).not.toBe('');
	expect(at.read('src/a.ts')).toBe('slowSync(); // helper\n');
});

test('an interrupt leaves the file under way as it was', async () => {
	const at = project({ 'a.ts': 'slowSync();\nslowSync();\n' });
	const controller = new AbortController();
	const { code } = await unblock(at, ['fix'], { files: [at.path('a.ts')], signal: controller.signal, onResolve: () => controller.abort() });
	expect(code).toBe(130);
	expect(at.read('a.ts')).toBe('slowSync();\nslowSync();\n');
});

test('edits', () => {
	const at = (line: number, column: number, endLine: number, endColumn: number, newText: string) => ({ line, column, endLine, endColumn, newText });
	expect(editText('ab\ncd', [at(2, 1, 2, 2, 'X'), at(1, 1, 1, 1, '1'), at(1, 1, 1, 1, '2'), at(1, 3, 2, 1, '')], '\n')).toBe('12abXd');
	expect(editText('a\r\nb', [at(2, 2, 2, 2, '\nc')], '\r\n')).toBe('a\r\nb\r\nc');
	expect(() => editText('abc', [at(1, 1, 1, 3, ''), at(1, 2, 1, 3, '')], '\n')).toThrow(RangeError);
	expect(() => editText('abc', [at(1, 5, 1, 5, 'x')], '\n')).toThrow(RangeError);
	expect(() => editText('abc', [at(2, 1, 2, 1, 'x')], '\n')).toThrow(RangeError);
});
