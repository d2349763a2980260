import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, extension, findings, open, ruleOf, sleep, untilFindings, untilState, uriOf } from './editor.ts';

interface Answer {
	readonly findings: number;
	readonly files: number;
}

suite('Audit', () => {
	suiteSetup(async () => {
		await open('src/server.ts');
		await untilState('ready');
		await closeAll();
	});
	teardown(closeAll);

	test('finds what is in files that nobody opened, and it stays', async () => {
		const jobs = uriOf('src/jobs.ts');
		assert.deepStrictEqual(findings(jobs), []);
		const answer = await vscode.commands.executeCommand<Answer>('unblock.auditWorkspace');
		assert.strictEqual(answer.findings, 4);
		const [direct, chain] = await untilFindings(jobs, 2);
		assert.ok(direct && chain);
		assert.strictEqual(ruleOf(direct), 'blocking-call');
		assert.strictEqual(ruleOf(chain), 'blocking-call-chain');
		await untilFindings(uriOf('src/server.ts'), 2);
	});

	test('findings of the audit stay when a file is opened and closed', async () => {
		const { document } = await open('src/jobs.ts');
		await untilFindings(document.uri, 2);
		await closeAll();
		await sleep(1000);
		assert.strictEqual(findings(document.uri).length, 2);
	});

	test('can be cancelled, and the server goes on', async () => {
		const source = new vscode.CancellationTokenSource();
		const running = extension().exports.audit(source.token);
		source.cancel();
		const answer = await running;
		assert.ok(answer === undefined || answer.cancelled, JSON.stringify(answer));
		const { document } = await open('src/server.ts');
		await untilFindings(document.uri, 2);
	});
});
