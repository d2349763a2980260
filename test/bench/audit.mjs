/**
 * `node test/bench/audit.mjs --repo DIR [--runs N] [--cache DIR]`: the time and the memory of a cold `unblock audit`, beside eslint with types and oxlint
 * with types, taking turns so that a noisy machine is noisy for all of them. Linux only. Needs `npm run build`, and a checkout with its dependencies
 * installed and a tsconfig.json at its root; nothing is written into it.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { copyWithAcceptedConfig, DESCRIPTION, eslint, filesOfProject, installPeers, oxlint, TSCONFIG_REJECTED } from './peers.mjs';
import { assertLinux, ProcessTree } from './processTree.mjs';
import { median, printTable, spread } from './statistics.mjs';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const MB = 1024 * 1024;

const { values: options } = parseArgs({ options: { repo: { type: 'string' }, runs: { type: 'string', default: '3' }, cache: { type: 'string', default: join(tmpdir(), 'unblock-bench') } } });
const runs = Number(options.runs);
if (options.repo === undefined || !Number.isInteger(runs) || runs < 1) {
	console.error('Usage: node test/bench/audit.mjs --repo DIR [--runs N] [--cache DIR]');
	process.exit(2);
}
assertLinux();
const repository = realpathSync(options.repo);
const cache = resolve(options.cache);
if (!existsSync(CLI)) {
	throw new Error('There is no dist/cli.js: `npm run build` makes it');
}

const peers = installPeers(cache);
const files = filesOfProject(peers, repository);
const ours = [unblock('unblock', [repository]), unblock('unblock (what the tsconfig includes)', [...new Set(files.map((file) => file.split(sep)[0]))])];
const theirs = [eslint(peers, repository, files), oxlint(peers, repository, files)];
const probe = await measure(theirs[1]);
if (TSCONFIG_REJECTED in probe.byRule) {
	theirs[1].name = 'oxlint (tsconfig rejected: no types)';
	theirs.push(oxlint(peers, copyWithAcceptedConfig(cache, repository, files), files, 'oxlint (in a copy, tsconfig mended)'));
}

const tools = [...ours, ...theirs];

console.log(`${repository}: ${files.length} files in its tsconfig.json. Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}.`);
console.log(`${DESCRIPTION}\n`);
const results = new Map(tools.map(({ name }) => [name, []]));
for (let run = 0; run < runs; run++) {
	// Everybody comes after everybody else once in a while.
	for (const tool of rotate(tools, run)) {
		const result = await measure(tool);
		results.get(tool.name).push(result);
		console.log(`run ${run + 1}: ${tool.name}: ${Math.round(result.wall)} ms, ${Math.round(result.peak / MB)} MB (${[...result.atPeak].map(([process, bytes]) => `${process.replace(/ \d+$/, '')} ${Math.round(bytes / MB)}`).join(', ')})`);
	}
}

console.log('');
printTable(['', 'wall ms: median (min-max)', 'processor ms', 'peak MB of all processes', 'files reported'], tools.map(({ name }) => {
	const all = results.get(name);
	return [name, spread(all.map(({ wall }) => wall), 0), spread(all.map(({ spent }) => spent), 0), spread(all.map(({ peak }) => peak / MB), 0), String(all[0].files)];
}));
console.log('');
for (const { name } of ours) {
	printTable([`${name} / theirs, run by run`, 'wall', 'processor', 'memory'], theirs.map((peer) => [
		peer.name, ...['wall', 'spent', 'peak'].map((figure) => spread(ratios(name, peer.name, figure), 3)),
	]));
	console.log('');
}
for (const { name } of ours) {
	console.log(`${name}: ${median(ratios(name, 'eslint', 'wall')).toFixed(3)} of eslint's time (at most 0.15, goal 0.08), ${median(ratios(name, 'eslint', 'peak')).toFixed(3)} of its memory (at most 0.3)`);
}
console.log('Files reported: by unblock those that its prefilter let through or that a call led to; by the others all they were given.');
console.log('\nFindings');
for (const { name } of tools) {
	const { byRule, note } = results.get(name)[0];
	console.log(`  ${name}: ${Object.entries(byRule).map(([rule, count]) => `${rule} ${count}`).join(', ') || 'none'}${note ?? ''}`);
}

/** Our own audit: of the whole directory, which may hold more than its tsconfig includes (JavaScript, other projects), or of the same as theirs. */
function unblock(name, paths) {
	return {
		name,
		cwd: repository,
		command: [process.execPath, CLI, 'audit', ...paths, '--format', 'json'],
		summarize: ({ summary, errors }) => ({ files: summary.files, byRule: summary.byRule, note: errors.length === 0 ? '' : `; ${errors.length} errors, the first: ${errors[0].message}` }),
	};
}

/** Of one figure, run by run. */
function ratios(name, peer, figure) {
	return results.get(name).map((result, run) => result[figure] / results.get(peer)[run][figure]);
}

/** Runs a tool once, its output into a file. @returns wall and processor time in ms, peak memory in bytes, and what it says it did */
async function measure({ name, command: [program, ...args], cwd, environment, summarize }) {
	mkdirSync(join(cache, 'output'), { recursive: true });
	const [output, complaints] = ['json', 'txt'].map((extension) => join(cache, 'output', `${name.replaceAll(/\W+/g, '-')}.${extension}`));
	const descriptors = [openSync(output, 'w'), openSync(complaints, 'w')];
	const start = performance.now();
	const child = spawn(program, args, { cwd, stdio: ['ignore', ...descriptors], env: { ...process.env, ...environment } });
	const ended = new Promise((done, fail) => child.once('error', fail).once('exit', (code) => done({ code, wall: performance.now() - start })));
	const tree = new ProcessTree(child.pid);
	const { code, wall } = await ended;
	tree.stop();
	descriptors.forEach(closeSync);
	// 1: there are findings; 3, of ours: something could not be analysed, which the output tells.
	if (code !== 0 && code !== 1 && !(name.startsWith('unblock') && code === 3)) {
		throw new Error(`${name} ended with ${code}:\n${readFileSync(complaints, 'utf8').slice(-2000)}`);
	}
	return { wall, spent: tree.spent, peak: tree.peak, atPeak: tree.atPeak, ...summarize(JSON.parse(readFileSync(output, 'utf8'))) };
}

function rotate(list, by) {
	return list.map((_, index) => list[(index + by) % list.length]);
}
