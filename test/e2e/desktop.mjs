/** The same suite in a desktop VS Code, which @vscode/test-electron downloads. Not tried where this was written: no such download there. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { buildSuite } from './build.mjs';
import { copyWorkspace } from './workspace.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'unblock-e2e-'));
const result = path.join(folder, 'result.json');
let code = 1;
try {
	code = await runTests({
		extensionDevelopmentPath: ROOT,
		extensionTestsPath: await buildSuite(),
		extensionTestsEnv: { UNBLOCK_E2E_RESULT: result, UNBLOCK_E2E_GREP: process.env.UNBLOCK_E2E_GREP ?? '' },
		launchArgs: [copyWorkspace(path.join(folder, 'workspace')), '--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes',
			'--user-data-dir', path.join(folder, 'user')],
	});
} catch (error) {
	console.error(error);
}
// As everywhere: the count, not the exit code alone, says that tests ran.
if (existsSync(result)) {
	const { passed, failed, skipped } = JSON.parse(readFileSync(result, 'utf8'));
	if (process.env.UNBLOCK_COUNTS) { copyFileSync(result, process.env.UNBLOCK_COUNTS); }
	console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
	code = code === 0 && failed === 0 && passed > 0 ? 0 : 1;
} else {
	console.error('The suite left no result.');
	code = 1;
}
rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
process.exit(code);
