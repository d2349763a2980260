import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCallGraph, type CallGraph } from '../../../server/src/callgraph/graph.ts';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { rustCatalogue } from '../../../server/src/catalogue/rust/index.ts';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { buildEdits } from '../../../server/src/languages/rust/edits/buildEdits.ts';
import type { RustFixProject } from '../../../server/src/languages/rust/edits/fixProject.ts';
import type { EditResult } from '../../../server/src/languages/refusal.ts';
import { whyPartNotOnThread } from '../../../server/src/rules/blocking/threads.ts';
import type { Finding, FixIntent } from '../../../server/src/rules/finding.ts';
import { checkFile } from '../../../server/src/rules/index.ts';
import { open, ROOT, type Opened } from '../languages/rust/workspace.ts';
import { readCases, type FixCase } from './cases.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cases = readCases(fileURLToPath(new URL('../../fixes/rust', import.meta.url)));
const catalogue = createCatalogue(rustCatalogue);
const NAME = 'src/lib.rs';
const FILE = `${ROOT}/${NAME}`;
const full = '[package]\nname = "case"\nedition = "2021"\n\n[dependencies]\nfutures = "0.3"\ntokio = { version = "1", features = ["full"] }\ntokio-util = { version = "0.7", features = ["rt"] }\n';

interface Checked { readonly opened: Opened; readonly graph: CallGraph; readonly findings: readonly Finding[] }

function check(text: string, manifest = full): Checked {
	const opened = open({ [NAME]: text, 'Cargo.toml': manifest });
	const graph = createCallGraph({ catalogue, factsOf: () => ({ isTest: false, isWorker: false }) });
	const outline = opened.outline(NAME);
	graph.update({ set: [outline], remove: [] });
	return { opened, graph, findings: checkFile(outline, graph, catalogue).filter((each) => each.verdict === 'bad') };
}

interface Built { readonly intent: FixIntent | undefined; readonly result: EditResult; readonly text: string; readonly manifest: string; readonly fault: string | undefined; readonly left: number; readonly before: number }

function build({ before, call }: Pick<FixCase, 'before' | 'call'>, manifest = full): Built {
	const { opened, graph, findings } = check(before, manifest);
	const at = call === undefined ? -1 : before.indexOf(`${call.callee}(`) + call.callee.length - (call.callee.split(/[.:]/).at(-1)?.length ?? 0);
	const finding = findings.find((each) => (call === undefined ? each.fixes.length > 0 : each.span.start === at));
	const intent = finding?.fixes[0];
	const texts = new Map([[FILE, before], [`${ROOT}/Cargo.toml`, manifest]]);
	const project: RustFixProject = { textOf: (file) => texts.get(file), filesBelow: () => [FILE], whyNotOnThread: (id, part) => whyPartNotOnThread(id, part, graph, catalogue) };
	const result: EditResult = intent === undefined ? { kind: 'refusal', reason: finding === undefined && call !== undefined ? 'no finding' : 'no fix' } : buildEdits(opened.language.source(FILE), intent, opened.language.inference, project);
	const edits = result.kind === 'edits' ? result.edits : [];
	const text = applyEdits(before, edits.filter(({ file }) => file === FILE));
	const ofRule = (all: readonly Finding[]): number => all.filter(({ rule }) => rule === finding?.rule).length;
	return { intent, result, text, manifest: applyEdits(manifest, edits.filter(({ file }) => file !== FILE)), fault: opened.language.newFault(before, text), left: ofRule(check(text).findings), before: ofRule(findings) };
}

/** What cargo says of texts as modules of one crate, warnings included; undefined where cargo or the crates are not on this machine. */
function cargoCheck(texts: readonly string[]): readonly string[] | undefined {
	const crate = mkdtempSync(join(tmpdir(), 'unblock-rust-'));
	const measured = join(root, 'guide/measured/rust');
	mkdirSync(join(crate, 'src'));
	for (const file of ['Cargo.toml', 'Cargo.lock']) { if (existsSync(join(measured, file))) { copyFileSync(join(measured, file), join(crate, file)); } }
	texts.forEach((text, index) => { writeFileSync(join(crate, `src/case_${index}.rs`), text); });
	writeFileSync(join(crate, 'src/lib.rs'), texts.map((_, index) => `pub mod case_${index};\n`).join(''));
	const { stdout } = spawnSync('cargo', ['check', '--offline', '--lib', '--message-format', 'json', '--target-dir', join(root, 'out/measured-rust')], { cwd: crate, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
	rmSync(crate, { recursive: true, force: true });
	const messages = (stdout ?? '').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { reason: string; message?: { rendered: string } });
	return messages.length === 0 ? undefined : messages.flatMap(({ reason, message }) => (reason === 'compiler-message' && message !== undefined ? [message.rendered] : []));
}

/** Lines that only compile if the futures of a module's functions can be sent to other threads. */
function sendTests(text: string): string {
	return Array.from(text.matchAll(/^pub async fn (\w+)\(([^)]*)\)/gm), ([, name = '', parameters = '']) => {
		const names = parameters.split(/,(?![^<([]*[>)\]])/).map((each) => /^\s*(?:mut\s+)?(\w+)\s*:/.exec(each)?.[1]).filter((each) => each !== undefined);
		return `\n#[allow(dead_code)]\nfn ${name}_can_be_sent(${parameters.replaceAll(/\bmut (?=\w+:)/g, '')}) { fn send<T: Send>(_: T) {} send(${name}(${names.join(', ')})); }\n`;
	}).join('');
}

describe('fixes in Rust', () => {
	const built: Built[] = [];
	beforeAll(() => { for (const each of cases) { built.push(build(each)); } }, 60_000);
	afterAll(() => { built.length = 0; });

	test('there are cases', () => { expect(cases.length).toBeGreaterThan(20); });

	describe.each(cases.map((each, index) => [each.name, each, index] as const))('%s', (_name, each, index) => {
		test('gives the expected text, or the reason why there is none', () => {
			const { result, text, intent, fault, left, before } = built[index]!;
			if (each.expected.kind === 'refusal') {
				expect(result).toEqual({ kind: 'refusal', reason: each.expected.reason });
				return;
			}
			if (result.kind === 'refusal') { throw new Error(`refused: ${result.reason}`); }
			if (each.expected.kind === 'text') { expect(text).toBe(each.expected.text); }
			expect(fault).toBeUndefined();
			expect(left).toBeLessThan(before);
			for (const safety of ['safe', 'review'] as const) { if (each.flags.includes(safety)) { expect(intent?.safety).toBe(safety); } }
		});
	});

	test('leave behind what compiles without a warning, into futures that can be sent', { timeout: 300_000 }, ({ skip }) => {
		const checked = cargoCheck(built.flatMap(({ result, text }) => (result.kind === 'edits' ? [text + sendTests(text)] : [])));
		skip(checked === undefined, 'needs cargo and the crates: cargo fetch --manifest-path guide/measured/rust/Cargo.toml');
		expect(checked).toEqual([]);
	});
});

describe('the features of tokio', () => {
	const before = 'pub async fn load() -> Vec<u8> {\n    std::fs::read("a").unwrap_or_default()\n}\n';
	const manifest = (dependencies: string): string => `[package]\nname = "case"\n\n${dependencies}\n`;
	test.each([
		['[dependencies]\ntokio = "1"', '[dependencies]\ntokio = { version = "1", features = ["fs"] }'],
		['[dependencies]\ntokio = "1.40" # the runtime', '[dependencies]\ntokio = { version = "1.40", features = ["fs"] } # the runtime'],
		['[dependencies]\ntokio = { version = "1", features = ["rt", "macros"] }', '[dependencies]\ntokio = { version = "1", features = ["rt", "macros", "fs"] }'],
		['[dependencies]\ntokio = { version = "1", default-features = false }', '[dependencies]\ntokio = { version = "1", default-features = false, features = ["fs"] }'],
		['[dependencies]\ntokio = { version = "1", features = [] }', '[dependencies]\ntokio = { version = "1", features = ["fs"] }'],
		['[dependencies]\ntokio = { version = "1", features = [\n    "rt",\n    "macros", # for main\n] }', '[dependencies]\ntokio = { version = "1", features = [\n    "rt",\n    "macros",\n    "fs", # for main\n] }'],
		['[dependencies.tokio]\nversion = "1"\nfeatures = ["rt"]\n\n[features]', '[dependencies.tokio]\nversion = "1"\nfeatures = ["rt", "fs"]\n\n[features]'],
		['[dependencies.tokio]\nversion = "1"\n\n[features]', '[dependencies.tokio]\nversion = "1"\nfeatures = ["fs"]\n\n[features]'],
		['[dependencies]\ntokio = { version = "1", features = ["full"] }', undefined],
		['[dependencies]\ntokio.workspace = true\n\n[workspace.dependencies]\ntokio = { version = "1", features = ["rt"] }', '[dependencies]\ntokio = { workspace = true, features = ["fs"] }\n\n[workspace.dependencies]\ntokio = { version = "1", features = ["rt"] }'],
		['[dependencies]\ntokio = { workspace = true }\n\n[workspace.dependencies]\ntokio = { version = "1", features = ["fs"] }', undefined],
	])('%j', (dependencies, after) => {
		const { result, manifest: changed } = build({ before }, manifest(dependencies));
		expect(result.kind).toBe('edits');
		expect(changed).toBe(manifest(after ?? dependencies));
	});
	test.each([
		['[dependencies]\nserde = "1"', 'tokio is not among the package\'s dependencies'],
		// Another runtime drives it: nothing of tokio's is offered at all.
		['[dependencies]\nasync-std = "1"', 'no fix'],
		['[dependencies]\ntokio = "1"\nsmol = "2"', 'no fix'],
		['[dependencies]\ntokio = { version = "1", optional = true }', 'tokio is an optional dependency there'],
		['[dependencies]\ntokio = "0.2"', 'tokio 0.2 is too old'],
		['[dev-dependencies]\ntokio = "1"', 'tokio is not among the package\'s dependencies'],
		['[dependencies]\ntokio.workspace = true', 'the workspace that tokio is inherited from was not found'],
	])('%j is refused', (dependencies, reason) => {
		expect(build({ before }, manifest(dependencies)).result).toEqual({ kind: 'refusal', reason });
	});
});
