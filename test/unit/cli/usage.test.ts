import { expect, test } from 'vitest';
import { project, unblock } from './commandLine.ts';

const mistakes: readonly (readonly [words: readonly string[], says: string])[] = [
	[['audti'], 'unknown command'],
	[['audit', '--format', 'xml'], 'Allowed choices are pretty, json'],
	[['audit', '--fail-on', 'fatal'], 'Allowed choices are error'],
	[['audit', '--rule', 'no-such-rule'], 'There is no rule no-such-rule. The rules: async-in-void-callback, blocking-call'],
	[['audit', 'missing.ts'], 'There is no file or directory'],
	[['audit', '--colour'], 'unknown option'],
	[['fix', '--rule', 'no-such-rule'], 'There is no rule'],
	[['why'], 'missing required argument'],
	[['why', 'a.ts'], 'is not a file and a line'],
	[['why', 'a.ts:0'], 'is not a file and a line'],
	[['why', 'missing.ts:3'], 'There is no file missing.ts'],
	[['explain', 'no-such-rule'], 'There is no guide page on no-such-rule'],
	[['explain', '../package'], 'There is no guide page'],
	[['rules', '--format', 'yaml'], 'Allowed choices'],
	[['language-server'], '--stdio or --node-ipc'],
	[[], 'Usage: unblock'],
];

test.each(mistakes)('%j is wrong usage', async (words, says) => {
	const { code, stdout, stderr } = await unblock(project({ 'a.ts': '' }), words);
	expect(code).toBe(2);
	expect(stderr).toContain(says);
	expect(stdout).toBe('');
});

test('help and version are no failures', async () => {
	const help = await unblock(project({}), ['--help']);
	expect(help.code).toBe(0);
	expect(['audit', 'fix', 'why', 'explain', 'rules', 'language-server', 'Exit codes'].filter((word) => !help.stdout.includes(word))).toEqual([]);
	expect(await unblock(project({}), ['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' });
});

test('a bug is told from findings by its exit code, and the service is let go', async () => {
	const { code, stderr, service } = await unblock(project({}), ['audit'], { onAudit: () => {
		throw new Error('boom');
	} });
	expect(code).toBe(3);
	expect(stderr).toContain('boom');
	expect(service.isDisposed).toBe(true);
});

test('the language server is served on the channel it is given', async () => {
	expect((await unblock(project({}), ['language-server', '--stdio'])).code).toBe(0);
	expect((await unblock(project({}), ['language-server', '--node-ipc', '--clientProcessId=7'])).code).toBe(0);
});
