/** Loaded by VS Code's extension host through `extensionTestsPath`; `run` is the contract. */
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Runs every `*.test.cjs` beside this file; rejects where one fails. */
export function run(): Promise<void> {
	const report = process.env['UNBLOCK_E2E_REPORT'];
	if (report) {
		// The launcher follows this file, which is free of the workbench's own log. The type of `Base` does not know the function; Mocha documents it.
		Object.assign(Mocha.reporters.Base, { consoleLog: (...values: unknown[]) => { appendFileSync(report, `${format(...values)}\n`); } });
	}
	const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 60_000, reporter: 'spec', ...(process.env['UNBLOCK_E2E_GREP'] ? { grep: process.env['UNBLOCK_E2E_GREP'] } : {}) });
	for (const file of readdirSync(__dirname).sort()) {
		if (file.endsWith('.test.cjs')) { mocha.addFile(join(__dirname, file)); }
	}
	return new Promise((resolve, reject) => {
		const counts = { passed: 0, failed: 0, skipped: 0 };
		mocha.run((failures) => failures ? reject(new Error(`${failures} tests failed.`)) : resolve())
			.on('pass', () => { counts.passed++; })
			.on('fail', () => { counts.failed++; })
			.on('pending', () => { counts.skipped++; })
			.on('end', () => {
				const result = process.env['UNBLOCK_E2E_RESULT'];
				if (result) { writeFileSync(result, JSON.stringify(counts)); }
			});
	});
}
