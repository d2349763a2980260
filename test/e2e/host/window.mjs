/** One VS Code window with its own fresh data: VS Code's server on a loopback port, and a headless Chromium that shows the workbench. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { chromium } from 'playwright-core';
import { run } from './provision.mjs';

const SETTINGS = {
	'chat.disableAIFeatures': true,
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'files.autoSave': 'off', // a browser's default is to save by itself
	'telemetry.telemetryLevel': 'off',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
};

/** A fresh folder for one run; short, because sockets are made under it (108 bytes at most). */
export function makeRunFolder() {
	return fs.mkdtempSync(path.join(os.tmpdir(), 'unblock-e2e-'));
}

/** Removes a run's folder, patiently: a process that is just ending may still write into it. */
export function removeRunFolder(folder) {
	fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Installs a `.vsix` into the run's own extensions folder, by VS Code itself, as a user would. */
export function installExtension(host, folder, vsix) {
	const args = [...serverArguments(host, folder), '--install-extension', vsix, '--force'];
	return run(host.node, args, { env: host.environment, cwd: folder });
}

/**
 * Opens a window.
 * @param host what `provision` returned
 * @param {string} folder of this run
 * @param {{ settings?: object, hidden?: string, isForTests?: boolean }} options user settings; a folder that no process of VS Code may see; whether
 *   `open` may name an extension and tests to run, in a window that then shows no notifications
 * @returns the page, `open(workspace, payload)` and `close()`
 */
export async function openWindow(host, folder, { settings = {}, hidden, isForTests = false } = {}) {
	const userFolder = path.join(folder, 'user/User');
	fs.mkdirSync(userFolder, { recursive: true });
	fs.writeFileSync(path.join(userFolder, 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, '\t'));
	const server = await startServer(host, folder, hidden, isForTests);
	let context;
	const close = async () => {
		await context?.close().catch(() => {});
		await server.stop();
	};
	try {
		context = await chromium.launchPersistentContext(path.join(folder, 'chromium'), {
			executablePath: host.browser, headless: true, viewport: { width: 1280, height: 800 }, timeout: 60_000,
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
				'--disable-sync', '--disable-dev-shm-usage', '--no-proxy-server'],
		});
		// Nothing but this machine: the workbench would ask a gallery and a content network, which only takes time.
		await context.route((url) => url.protocol.startsWith('http') && !isLoopback(url.hostname), (route) => answerLocally(host, route));
		const page = context.pages()[0] ?? await context.newPage();
		const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
		const open = (workspace, payload = {}) => page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(workspace)}`
			+ `&payload=${encodeURIComponent(JSON.stringify(Object.entries({ skipWelcome: 'true', ...payload })))}`);
		return { page, server: server.child, remote, open, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** The frame of every webview comes from VS Code's content network; the same files lie in the server's own folder. All else is refused. */
function answerLocally(host, route) {
	const { hostname, pathname } = new URL(route.request().url());
	const frame = /\/(out\/vs\/workbench\/contrib\/webview\/browser\/pre\/[\w.-]+)$/.exec(pathname)?.[1];
	return hostname.endsWith('.vscode-cdn.net') && frame ? route.fulfill({ path: path.join(host.vscode, frame) }) : route.abort();
}

const isLoopback = (name) => name === '127.0.0.1' || name === 'localhost' || name.endsWith('.localhost');

function serverArguments(host, folder) {
	return [path.join(host.vscode, 'out/server-main.js'), '--accept-server-license-terms', '--server-data-dir', path.join(folder, 'server'),
		'--user-data-dir', path.join(folder, 'user'), '--extensions-dir', path.join(folder, 'extensions')];
}

/** Starts VS Code's server; resolves when it listens. `stop()` ends its whole process group: server, extension host, language servers. */
async function startServer(host, folder, hidden, isForTests) {
	// A built VS Code reads extensionDevelopmentPath and extensionTestsPath from the address only with --enable-smoke-test-driver.
	const args = [...serverArguments(host, folder), '--host', '127.0.0.1', '--port', '0', '--without-connection-token',
		'--disable-workspace-trust', '--disable-telemetry', '--disable-update-check',
		...(isForTests ? ['--enable-smoke-test-driver'] : [])];
	const temporary = path.join(folder, 't');
	fs.mkdirSync(temporary, { recursive: true });
	const logFile = path.join(folder, 'server.log');
	const output = fs.openSync(logFile, 'a');
	const [command, commandArguments] = hidden ? outOfSight(hidden, host.node, args) : [host.node, args];
	const child = spawn(command, commandArguments, {
		cwd: folder, detached: true, stdio: ['ignore', 'pipe', output],
		env: { ...host.environment, TMPDIR: temporary, EXTENSIONS_GALLERY: '{"serviceUrl":""}' },
	});
	const kill = (signal) => { try { process.kill(-child.pid, signal); } catch { /* gone already */ } };
	// An interrupted run must not leave the server and its children behind.
	process.once('exit', () => kill('SIGKILL'));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) { process.once(signal, () => process.exit(1)); }
	const ended = new Promise((resolve) => child.once('exit', resolve));
	const stop = async () => {
		kill('SIGTERM');
		const timer = setTimeout(() => kill('SIGKILL'), 5000);
		await ended;
		clearTimeout(timer);
		kill('SIGKILL'); // a child of the server that outlived it
		fs.closeSync(output);
	};
	let printed = '';
	const port = await new Promise((resolve, reject) => {
		const fail = (why) => reject(new Error(`VS Code's server ${why}\n${printed}\n${fs.readFileSync(logFile, 'utf8').slice(-4000)}`));
		const timer = setTimeout(() => fail('did not start within 60 s'), 60_000);
		child.once('exit', (code) => { clearTimeout(timer); fail(`ended with ${code}`); });
		child.stdout.on('data', (data) => {
			printed += data;
			fs.writeSync(output, data);
			const listening = /Extension host agent listening on (\d+)/.exec(printed);
			if (listening) { clearTimeout(timer); resolve(Number(listening[1])); }
		});
	});
	return { port, child, stop };
}

/** Whether this machine lets us hide a folder from a process (Linux, root). */
export function canHide() {
	try { run('unshare', ['--mount', 'true']); return true; } catch { return false; }
}

/** The command that runs another one with an empty folder mounted over `hidden`, seen by it and its children alone. */
function outOfSight(hidden, command, args) {
	return ['unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs none "$0" && exec "$@"', hidden, command, ...args]];
}
