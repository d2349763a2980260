/**
 * `node test/bench/auditPython.mjs --repo DIR --ruff FILE [--flake8-async FILE] [--runs N]`: the time and the memory of a cold `unblock audit` of Python, beside ruff's and
 * flake8-async's rules for async code, taking turns so that a noisy machine is noisy for all of them. Linux only. Needs `npm run build`, and the two programs
 * installed (`pip install ruff flake8-async`); nothing is written into the checkout. All are given the files that ruff finds.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assertLinux, ProcessTree } from './processTree.mjs';
import { median, printTable, spread } from './statistics.mjs';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const MB = 1024 * 1024;
const RULES = 'ASYNC,RUF006';

const { values: options } = parseArgs({ options: { 'repo': { type: 'string' }, 'ruff': { type: 'string' }, 'flake8-async': { type: 'string' }, 'runs': { type: 'string', default: '3' } } });
const runs = Number(options.runs);
if (options.repo === undefined || options.ruff === undefined || !Number.isInteger(runs) || runs < 1) {
	console.error('Usage: node test/bench/auditPython.mjs --repo DIR --ruff FILE [--flake8-async FILE] [--runs N]');
	process.exit(2);
}
assertLinux();
if (!existsSync(CLI)) { throw new Error('There is no dist/cli.js: `npm run build` makes it'); }
const repository = realpathSync(options.repo);
const files = spawnSync(options.ruff, ['check', '--isolated', '--show-files', '.'], { cwd: repository, encoding: 'utf8', maxBuffer: 64 * MB }).stdout
	.split('\n').filter((file) => file.endsWith('.py')).map((file) => relative(repository, resolve(repository, file)));

const tools = [
	{ name: 'unblock', command: [process.execPath, CLI, 'audit', ...files, '--format', 'json'] },
	{ name: 'ruff', command: [options.ruff, 'check', '--isolated', '--no-cache', '--select', RULES, '--output-format', 'json', ...files] },
	...(options['flake8-async'] === undefined ? [] : [{ name: 'flake8-async', command: [options['flake8-async'], ...files] }]),
];

console.log(`${repository}: ${files.length} files. Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}.\n`);
const results = new Map(tools.map(({ name }) => [name, []]));
for (let run = 0; run < runs; run++) {
	for (const [index] of tools.entries()) {
		// Everybody comes after everybody else once in a while.
		const tool = tools[(index + run) % tools.length];
		results.get(tool.name).push(await measure(tool));
	}
}
printTable(['', 'wall ms: median (min-max)', 'processor ms', 'peak MB of all processes'], tools.map(({ name }) => {
	const all = results.get(name);
	return [name, ...['wall', 'spent', 'peak'].map((figure) => spread(all.map((each) => each[figure]), 0))];
}));
console.log('');
for (const { name } of tools.slice(1)) {
	const ratios = results.get('unblock').map(({ wall }, run) => wall / results.get(name)[run].wall);
	console.log(`unblock: ${median(ratios).toFixed(2)} of the time of ${name} (at most ${name === 'ruff' ? 20 : 0.2})`);
}

/** Runs a tool once. Wall and processor time in ms, memory in MB. All of them end with 1 where they found something. */
async function measure({ name, command: [program, ...args] }) {
	const started = performance.now();
	const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'ignore', 'pipe'] });
	const tree = new ProcessTree(child.pid);
	let said = '';
	child.stderr.on('data', (part) => { said += part; });
	const code = await new Promise((done) => child.once('exit', done));
	const wall = performance.now() - started;
	tree.stop();
	if (code !== 0 && code !== 1) { throw new Error(`${name} ended with ${code}: ${said.slice(0, 500)}`); }
	return { wall, spent: tree.spent, peak: tree.peak / MB };
}
