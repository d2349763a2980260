/**
 * `npm test`: everything there is to check, one stage after the other, each to its end even where one before it failed. The last line adds up all
 * counts; a stage that only passes or fails (build, lint, types) counts as one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ensureInstalled, ROOT } from './install.mjs';

ensureInstalled();
const folder = mkdtempSync(path.join(tmpdir(), 'unblock-test-'));
const results = [
	stage('build', ['scripts/build.mjs']),
	stage('lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']),
	stage('types', [bin('typescript/bin/tsc'), '-p', '.']),
	stage('types of the suite in VS Code', [bin('typescript/bin/tsc'), '-p', 'test/e2e']),
	stage('units, rules, fixes, protocol, command line', [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${output('vitest')}`], countVitest),
	...visualStudioCode(),
];
rmSync(folder, { recursive: true, force: true });
const passed = sum('passed');
const failed = sum('failed');
console.log('');
for (const result of results) { console.log(`${result.failed === 0 ? 'ok    ' : 'FAILED'} ${result.name}: ${result.passed} passed, ${result.failed} failed`); }
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** On Linux a real VS Code without a desktop, and the packaged extension in a fresh one; elsewhere a desktop VS Code. */
function visualStudioCode() {
	if (process.platform !== 'linux') { return [stage('VS Code', ['test/e2e/desktop.mjs'], countSuite)]; }
	return [
		stage('VS Code', ['test/e2e/run.mjs'], countSuite),
		stage('the packaged extension in VS Code', ['--test', '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap',
			`--test-reporter-destination=${output('packaged')}`, 'test/e2e/packaged.test.mjs'], countNodeTest),
	];
}

function stage(name, args, count) {
	console.log(`\n── ${name}`);
	const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, UNBLOCK_COUNTS: output('suite') } });
	const isGood = status === 0;
	if (count === undefined) { return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 }; }
	let counts;
	try { counts = count(); } catch { counts = { passed: 0, failed: 0 }; } // it ended before it could count
	// A runner that fails although no test did (an error outside of tests, nothing run) is a failure too.
	return { name, passed: counts.passed, failed: Math.max(counts.failed, isGood && counts.passed > 0 ? 0 : 1) };
}

function countVitest() {
	const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(output('vitest'), 'utf8'));
	return { passed: numPassedTests, failed: numFailedTests };
}

function countSuite() {
	return JSON.parse(readFileSync(output('suite'), 'utf8'));
}

function countNodeTest() {
	const tap = readFileSync(output('packaged'), 'utf8');
	const number = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
	return { passed: number('pass'), failed: number('fail') + number('cancelled') };
}

function output(name) {
	return path.join(folder, `${name}.out`);
}

function bin(file) {
	return path.join('node_modules', file);
}

function sum(key) {
	return results.reduce((total, result) => total + result[key], 0);
}
