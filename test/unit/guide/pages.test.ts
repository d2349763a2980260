/** The guide's examples are code that compiles, its settings are settings, and its links lead somewhere. What the examples show is tested with the rules. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, type ParseError } from 'jsonc-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../../server/src/workspace/schema.ts';

const root = resolve(import.meta.dirname, '../../..');
const guide = join(root, 'guide');
const scratch = mkdtempSync(join(tmpdir(), 'unblock-guide-'));
afterAll(() => { rmSync(scratch, { recursive: true, force: true }); });

interface Example {
	readonly language: string;
	/** `bad`, `good` or nothing. */
	readonly mark: string;
	readonly text: string;
	readonly line: number;
}

const pages = readdirSync(guide).filter((name) => name.endsWith('.md')).sort().map((name) => ({ name, text: readFileSync(join(guide, name), 'utf8') }));
const rulePages = pages.filter((page) => page.name !== 'README.md');

describe.each(rulePages.map((page) => [page.name, page.text] as const))('%s', (name, text) => {
	const examples = examplesOf(text);
	const marked = (language: string) => examples.filter((each) => each.language === language);

	it('has the parts every page has, and is in the index', () => {
		const headings = Array.from(text.matchAll(/^## (.+)$/gm), (match) => match[1]);
		expect(headings).toEqual(['What is flagged', 'Why it hurts', 'Examples', 'What to do', 'When it is fine', 'Configuration', 'More']);
		expect(text).toMatch(new RegExp(`^# .*\\(\`${name.replace('.md', '')}\`\\)$`, 'm'));
		expect(pages.find((page) => page.name === 'README.md')?.text).toContain(`](${name})`);
	});

	it('shows bad and good in each language', () => {
		for (const language of ['ts', 'python', 'rust']) {
			expect(new Set(marked(language).map((each) => each.mark)), language).toEqual(new Set(['bad', 'good']));
		}
	});

	it('has TypeScript that compiles', () => {
		const folder = join(scratch, name);
		mkdirSync(folder);
		for (const each of marked('ts')) { writeFileSync(join(folder, `line${each.line}.ts`), each.text); }
		const options = { strict: true, noEmit: true, target: 'es2023', module: 'nodenext', skipLibCheck: true, noUncheckedIndexedAccess: true, noUnusedLocals: true, types: ['node'], typeRoots: [join(root, 'node_modules/@types')] };
		writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
		const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
		expect(stdout).toBe('');
	});

	it.skipIf(!exists('python3'))('has Python that parses (needs python3)', () => {
		for (const each of marked('python')) {
			expect(spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: each.text, encoding: 'utf8' }).stderr).toBe('');
		}
	});

	it.skipIf(!exists('rustc'))('has Rust that compiles against as much of tokio as it names (needs rustc)', () => {
		const flags = ['--edition', '2021', '--crate-type', 'lib', '--emit=metadata', '--out-dir', scratch];
		expect(spawnSync('rustc', [...flags, '--crate-name', 'tokio', join(root, 'test/outlines/rust/stubs/tokio.rs')], { encoding: 'utf8' }).stderr).toBe('');
		for (const each of marked('rust')) {
			const run = spawnSync('rustc', [...flags, '--crate-name', 'example', '--extern', `tokio=${join(scratch, 'libtokio.rmeta')}`, '-'], { input: each.text, encoding: 'utf8' });
			expect(run.stderr, `line ${each.line}`).toBe('');
		}
	});

	it('shows settings that are understood', () => {
		expect(marked('jsonc').length).toBeGreaterThan(0);
		for (const each of marked('jsonc')) {
			const errors: ParseError[] = [];
			const settings: unknown = parse(each.text, errors);
			expect(errors).toEqual([]);
			expect(configSchema.safeParse(settings).error?.message).toBeUndefined();
		}
	});
});

it.each(pages.map((page) => [page.name, page.text] as const))('%s links to pages and headings that are there', (name, text) => {
	for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
		const [file = '', heading] = target.split('#', 2);
		if (file.endsWith('/')) { continue; }
		const linked = file === '' ? text : pages.find((page) => page.name === file)?.text;
		expect(linked, `${name} → ${target}`).toBeDefined();
		const slugs = Array.from((linked ?? '').matchAll(/^#+ (.+)$/gm), (match) => (match[1] ?? '').toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-'));
		if (heading !== undefined) { expect(slugs, `${name} → ${target}`).toContain(heading); }
	}
});

function examplesOf(page: string): readonly Example[] {
	return Array.from(page.matchAll(/^```(\w+)(?: (\w+))?\n([^]*?)^```$/gm), ({ 1: language = '', 2: mark = '', 3: text = '', index }) => ({
		language, mark, text, line: page.slice(0, index).split('\n').length + 1,
	}));
}

function exists(command: string): boolean {
	return spawnSync(command, ['--version']).status === 0;
}
