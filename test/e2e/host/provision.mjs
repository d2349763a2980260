/**
 * A real VS Code for tests, made of the npm registry and Debian packages alone: `code-server` carries VS Code's own server, the
 * `node-linux-*` package the Node it asks for, and a Chromium shows the workbench. Everything is kept in one cache folder and made once.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const CODE_SERVER = '4.139.1'; // = VS Code 1.139.1
const NODE = '24.21.0'; // the major that code-server names in its "engines"
const CACHE = process.env.UNBLOCK_E2E_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'unblock-e2e');

const started = Date.now();

/** Prints a line with the seconds since the start. */
export function log(message) {
	console.log(`[e2e +${((Date.now() - started) / 1000).toFixed(1)}s] ${message}`);
}

/** Runs a command to its end and returns what it printed; throws with its whole output where it fails. */
export function run(command, args, options = {}) {
	const result = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28, ...options });
	if (result.status !== 0) {
		throw new Error(`${command} ${args.join(' ')}: exit ${result.status ?? result.signal ?? result.error}\n${result.stdout}\n${result.stderr}`);
	}
	return result.stdout;
}

/**
 * The environment without what npm hands to its scripts: a nested install must not take this project's settings for its own.
 * Where to fetch from stays.
 */
export function cleanEnvironment() {
	const kept = /^npm_config_(cache|registry|userconfig|globalconfig|cafile|proxy|https_proxy|noproxy)$/i;
	const isForeign = (name) => (/^npm_/i.test(name) && !kept.test(name)) || ['INIT_CWD', 'NODE_OPTIONS', 'NO_COLOR', 'FORCE_COLOR'].includes(name);
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)));
}

/**
 * Installs what is missing and says where everything is.
 * @returns {{ browser: string, node: string, environment: NodeJS.ProcessEnv, vscode: string, version: string }} paths of Chromium, of Node and of
 *   VS Code's folder, the environment to run them with, and VS Code's version
 */
export function provision() {
	fs.mkdirSync(CACHE, { recursive: true });
	const browser = provideChromium();
	const node = provideNode();
	const environment = { ...cleanEnvironment(), PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
	const vscode = path.join(provideCodeServer(environment), 'node_modules/code-server/lib/vscode');
	const { version } = JSON.parse(fs.readFileSync(path.join(vscode, 'package.json'), 'utf8'));
	return { browser, node, environment, vscode, version };
}

function provideChromium() {
	const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
	const find = () => candidates.find((candidate) => candidate && fs.existsSync(candidate));
	if (!find()) {
		if (process.getuid?.() !== 0) { throw new Error('No Chromium found: set CHROMIUM to its path, or run as root so that apt-get can install it.'); }
		log('installing Chromium');
		const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
		run('apt-get', ['update', '-qq'], options);
		run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], options);
	}
	const browser = find();
	if (!browser) { throw new Error('apt-get installed no Chromium in any of the places looked at: set CHROMIUM to its path.'); }
	return browser;
}

function provideNode() {
	if (process.versions.node.split('.')[0] === NODE.split('.')[0]) { return process.execPath; }
	const name = `node-linux-${process.arch}`;
	return path.join(makeOnce(`node-${NODE}`, (directory) => npmInstall(directory, [`${name}@${NODE}`])), 'node_modules', name, 'bin/node');
}

function provideCodeServer(environment) {
	return makeOnce(`code-server-${CODE_SERVER}`, (directory) => {
		npmInstall(directory, [`code-server@${CODE_SERVER}`], environment);
		const vscode = path.join(directory, 'node_modules/code-server/lib/vscode');
		npmInstall(vscode, [], environment); // its dependencies; native builds are skipped
		npmInstall(path.join(vscode, 'extensions'), [], environment); // TypeScript for the built-in extension
		fs.writeFileSync(path.join(vscode, 'node_modules/@vscode/spdlog/index.js'), LOG_FILES);
		fs.writeFileSync(path.join(vscode, 'node_modules/@vscode/native-watchdog/index.js'), 'exports.start = exports.exit = () => {};\n');
		for (const unneeded of ['extensions/copilot', 'node_modules/@github', 'node_modules/@microsoft/mxc-sdk']) { // a quarter of a gigabyte
			fs.rmSync(path.join(vscode, unneeded), { recursive: true, force: true });
		}
	});
}

function npmInstall(directory, packages, environment = cleanEnvironment()) {
	fs.mkdirSync(directory, { recursive: true });
	const manifest = path.join(directory, 'package.json');
	if (!fs.existsSync(manifest)) { fs.writeFileSync(manifest, '{"private":true}\n'); }
	// `npm install`, not `npm ci`: the lock file inside lib/vscode is out of step with its manifest.
	run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], { cwd: directory, env: environment });
}

/** Makes a folder of the cache once: built beside its place and renamed, so that an interrupted install is never taken for a good one. */
function makeOnce(name, build) {
	const directory = path.join(CACHE, name);
	if (fs.existsSync(directory)) { return directory; }
	log(`installing ${name}`);
	const unfinished = `${directory}.tmp-${process.pid}`;
	fs.rmSync(unfinished, { recursive: true, force: true });
	build(unfinished);
	try {
		fs.renameSync(unfinished, directory);
	} catch (error) {
		if (!fs.existsSync(directory)) { throw error; } // else another run was faster
		fs.rmSync(unfinished, { recursive: true, force: true });
	}
	return directory;
}

/** Stands in for VS Code's native log writer, which is not built here; without it every log file fails and output channels stay empty. */
const LOG_FILES = `'use strict';
const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
	constructor(_kind, _name, file) { this.file = file; this.level = 2; this.raw = false; fs.mkdirSync(path.dirname(file), { recursive: true }); fs.appendFileSync(file, ''); }
	write(level, text) {
		if (level < this.level) { return; }
		const line = this.raw ? text : new Date().toISOString().replace('T', ' ').slice(0, 23) + ' [' + names[level] + '] ' + text + '\\n';
		try { fs.appendFileSync(this.file, line); } catch {}
	}
	trace(text) { this.write(0, text); } debug(text) { this.write(1, text); } info(text) { this.write(2, text); }
	warn(text) { this.write(3, text); } error(text) { this.write(4, text); } critical(text) { this.write(5, text); }
	getLevel() { return this.level; } setLevel(level) { this.level = level; } setPattern() {} clearFormatters() { this.raw = true; } flush() {} drop() {}
}
exports.version = 0; exports.setLevel = () => {}; exports.setFlushOn = () => {}; exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating', name, file);
`;
