/**
 * `node test/bench/peerRules.mjs [--typescript-eslint DIR] [--tsgolint DIR] [--rule NAME] [--show missed|alarms|differences]`: what Unblock says of the cases by which other linters
 * test their rules on promises, under their default options. Needs `npm run build`, and checkouts of them beside the project. Every difference is named: those in
 * `peerDifferences.json` are meant, with the reason; the others are ours to mend.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { casesOfTsgolint, casesOfTypescriptEslint } from './peerCases.mjs';
import { printTable } from './statistics.mjs';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const deliberate = JSON.parse(readFileSync(join(import.meta.dirname, 'peerDifferences.json'), 'utf8'));

/** What of ours stands beside a peer's rule (`also`: says the same by the way, and has reasons of its own), the options that it has when none are given. `unless`: findings of ours that are about something else. */
const RULES = {
	'no-floating-promises': { ours: ['unawaited-async-call', 'untracked-task'], defaults: { allowForKnownSafeCalls: [], allowForKnownSafePromises: [], checkThenables: false, ignoreIIFE: false, ignoreVoid: true } },
	'no-misused-promises': { ours: ['async-in-void-callback', 'promise-constructor-async'], also: ['unawaited-async-call'], defaults: { checksConditionals: true, checksVoidReturn: true, checksSpreads: true } },
	'return-await': { ours: ['return-await-in-try', 'needless-await', 'superfluous-await'], defaults: 'in-try-catch' },
	// Of what is returned, the rule before says.
	'await-thenable': { ours: ['needless-await', 'superfluous-await'], defaults: {}, unless: /gives a promise all the same/ },
	'promise-function-async': { ours: ['promise-function-async'], defaults: { allowAny: true, allowedPromiseNames: [], checkArrowFunctions: true, checkFunctionDeclarations: true, checkFunctionExpressions: true, checkMethodDeclarations: true } },
};

const { values: options } = parseArgs({ options: { 'typescript-eslint': { type: 'string' }, 'tsgolint': { type: 'string' }, 'rule': { type: 'string' }, 'show': { type: 'string' } } });
const peers = [{ peer: 'typescript-eslint', read: casesOfTypescriptEslint }, { peer: 'tsgolint', read: casesOfTsgolint }].filter(({ peer }) => options[peer] !== undefined);
if (peers.length === 0) {
	console.error('Usage: node test/bench/peerRules.mjs [--typescript-eslint DIR] [--tsgolint DIR] [--rule NAME] [--show missed|alarms|differences]');
	process.exit(2);
}
const rules = Object.keys(RULES).filter((rule) => options.rule === undefined || rule === options.rule);
const cases = peers.flatMap(({ peer, read }) => rules.flatMap((rule) => {
	const { valid, invalid } = read(resolve(options[peer]), rule);
	return [...valid.map((each) => ({ ...each, peer, rule, isValid: true })), ...invalid.map((each) => ({ ...each, peer, rule, isValid: false }))];
}));
const found = audit(cases);
const judged = cases.map((each, index) => judge(each, found.get(index) ?? []));

const rows = peers.flatMap(({ peer }) => rules.map((rule) => {
	const own = judged.filter((each) => each.peer === peer && each.rule === rule);
	const count = (outcome) => own.filter((each) => each.outcome === outcome).length;
	const [reported, missed, meant, passed, alarms, strict] = ['reported', 'missed', 'missed on purpose', 'passed', 'alarm', 'alarm on purpose'].map(count);
	return [`${peer} ${rule}`, String(reported + missed + meant), share(reported, reported + missed), share(reported, reported + missed + meant), String(count('out of scope')), String(passed + alarms + strict), share(alarms, passed + alarms + strict), String(strict)];
}));
printTable(['', 'invalid', 'reported', 'with those on purpose', 'out of scope', 'valid', 'alarms', 'on purpose'], rows);

const shown = { missed: ['missed'], alarms: ['alarm'], differences: ['missed on purpose', 'alarm on purpose', 'missed', 'alarm'] }[options.show] ?? [];
for (const { peer, rule, id, outcome, code, why, lines } of judged.filter((each) => shown.includes(each.outcome))) {
	console.log(options.show === 'differences' ? `${peer} ${rule} ${id} ${outcome}: ${why ?? '?'}` : `\n### ${peer} ${rule} ${id} ${outcome}${why === undefined ? '' : ` (${why})`}, line ${lines.join(', ')}\n${code.trim()}`);
}

function share(part, whole) { return whole === 0 ? '-' : `${part}/${whole} ${(100 * part / whole).toFixed(1)}%`; }

/** What an audit of all cases finds, by the case's index. Each is a module of one project. */
function audit(all) {
	const folder = mkdtempSync(join(tmpdir(), 'unblock-peers-'));
	const source = join(folder, 'app');
	mkdirSync(source);
	symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'), 'dir');
	writeFileSync(join(folder, 'package.json'), '{ "name": "peers", "private": true, "type": "module" }');
	writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { target: 'esnext', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true, jsx: 'preserve', lib: ['esnext', 'dom'], types: [] }, include: ['app'] }));
	writeFileSync(join(folder, 'unblock.json'), JSON.stringify({ rules: { 'superfluous-await': 'warning', 'promise-function-async': 'warning' } }));
	all.forEach(({ code, isTsx }, index) => writeFileSync(join(source, `case${index}.${isTsx ? 'tsx' : 'ts'}`), `${code}\nexport {};\n`));
	try {
		const report = JSON.parse(execFileSync(process.execPath, [CLI, 'audit', '.', '--format', 'json', '--fail-on', 'never'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }));
		return Map.groupBy === undefined ? grouped(report.findings) : Map.groupBy(report.findings, indexOf);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function grouped(findings) {
	const groups = new Map();
	for (const finding of findings) { groups.set(indexOf(finding), [...groups.get(indexOf(finding)) ?? [], finding]); }
	return groups;
}

function indexOf({ file }) { return Number(/case(\d+)\./.exec(file)[1]); }

/** A case with its outcome. An error on a line counts as reported if a finding stands on a line of that statement. */
function judge(each, findings) {
	const { ours, also = [], defaults, unless } = RULES[each.rule];
	const own = findings.filter(({ rule, verdict, message }) => verdict === 'bad' && unless?.test(message) !== true && (ours.includes(rule) || !each.isValid && also.includes(rule)));
	const why = deliberate[each.id]?.why;
	if (!hasDefaults(each.options, defaults)) { return { ...each, outcome: 'other options', lines: [] }; }
	if (each.isValid) {
		const lines = own.map(({ line }) => line);
		// That `void` says it is on purpose makes nobody see it fail: the peers let it pass by default, we do not.
		const isVoid = own.length > 0 && own.every(({ rule, line }) => rule === 'untracked-task' && /\bvoid\b/.test(each.code.split('\n')[line - 1] ?? ''));
		return { ...each, lines, why: isVoid ? 'void hides a failure' : why, outcome: own.length === 0 ? 'passed' : isVoid || why !== undefined ? 'alarm on purpose' : 'alarm' };
	}
	const missing = each.errors.filter(({ line, endLine }) => !own.some((finding) => line === undefined || finding.line >= line && finding.line <= (endLine ?? endOfStatement(each.code, line))));
	return { ...each, why, lines: missing.map(({ line }) => line), outcome: missing.length === 0 ? 'reported' : why === undefined ? 'missed' : deliberate[each.id].isOutOfScope === true ? 'out of scope' : 'missed on purpose' };
}

function hasDefaults(given, defaults) {
	if (given === undefined) { return true; }
	return typeof given === 'object' ? Object.entries(given).every(([name, value]) => isDeepStrictEqual(value, defaults[name])) : given === defaults;
}

/** The last line (1-based) of the statement that begins on one. */
function endOfStatement(code, line) {
	const lines = code.split('\n');
	let end = line;
	while (end < lines.length && !/;\s*$/.test(lines[end - 1])) { end += 1; }
	return end;
}
