/** Runs the suite inside the extension host of a real VS Code. Its counts, not the exit code alone, say that tests ran. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSuite } from './build.mjs';
import { log, provision } from './host/provision.mjs';
import { makeRunFolder, openWindow, removeRunFolder } from './host/window.mjs';
import { copyWorkspace } from './workspace.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const TIMEOUT = 240_000;

process.exit(await main());

async function main() {
	const suite = await buildSuite();
	const host = provision();
	log(`VS Code ${host.version}`);
	const folder = makeRunFolder();
	const workspace = copyWorkspace(path.join(folder, 'workspace'));
	const result = path.join(folder, 'result.json');
	const report = path.join(folder, 'report.txt');
	fs.writeFileSync(report, '');
	const window = await openWindow(host, folder, { isForTests: true });
	const stopFollowing = follow(report);
	let code = 1;
	try {
		const ended = await watchForEnd(window, folder);
		await window.open(workspace, {
			extensionDevelopmentPath: window.remote(ROOT),
			extensionTestsPath: window.remote(suite),
			extensionEnvironment: JSON.stringify({ UNBLOCK_E2E_RESULT: result, UNBLOCK_E2E_REPORT: report, UNBLOCK_E2E_GREP: process.env.UNBLOCK_E2E_GREP ?? '' }),
		});
		log('workbench opened');
		code = await ended.exitCode;
	} catch (error) {
		await window.page.screenshot({ path: path.join(folder, 'failure.png') }).catch(() => {});
		console.error(error);
	} finally {
		stopFollowing();
		await window.close();
	}
	if (!fs.existsSync(result)) {
		console.error(`The suite left no result; see ${folder}`);
		return 1;
	}
	const counts = JSON.parse(fs.readFileSync(result, 'utf8'));
	if (process.env.UNBLOCK_COUNTS) { fs.copyFileSync(result, process.env.UNBLOCK_COUNTS); }
	console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
	const isGood = code === 0 && counts.failed === 0 && counts.passed > 0;
	if (isGood) { removeRunFolder(folder); } else { log(`logs are in ${folder}`); }
	return isGood ? 0 : 1;
}

/** Prepares the page; the `exitCode` then resolves when the test run ends, and rejects where VS Code ends or nothing comes in time. */
async function watchForEnd({ page, server }, folder) {
	let settle;
	const exitCode = new Promise((resolve, reject) => { settle = { resolve, reject }; });
	exitCode.catch(() => {}); // it is awaited only after the workbench has opened
	await page.exposeFunction('codeAutomationLog', (type, values) => fs.appendFileSync(path.join(folder, 'console.log'), `[${type}] ${values.join(' ')}\n`));
	await page.exposeFunction('codeAutomationExit', (code, logs) => {
		for (const { relativePath, contents } of logs ?? []) {
			const file = path.join(folder, 'logs', relativePath);
			fs.mkdirSync(path.dirname(file), { recursive: true });
			fs.writeFileSync(file, contents);
		}
		settle.resolve(code);
	});
	page.on('crash', () => settle.reject(new Error('the page crashed')));
	server.on('exit', (code) => settle.reject(new Error(`VS Code's server ended with ${code}`)));
	setTimeout(() => settle.reject(new Error(`no result within ${TIMEOUT / 1000} s`)), TIMEOUT).unref();
	return { exitCode };
}

/** Prints what is added to a file; returns how to stop. */
function follow(file) {
	let shown = 0;
	const show = () => {
		const text = fs.readFileSync(file, 'utf8');
		process.stdout.write(text.slice(shown));
		shown = text.length;
	};
	const timer = setInterval(show, 200);
	return () => { clearInterval(timer); show(); };
}
