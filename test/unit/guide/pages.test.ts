/** The guide's examples are code that compiles, its settings are settings, and its links lead somewhere. What the examples show is tested with the rules. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, type ParseError } from 'jsonc-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../../server/src/workspace/schema.ts';
import { guide, helpers, index, pages, root, slugsOf, type Example, type Page } from './examples.ts';

const scratch = mkdtempSync(join(tmpdir(), 'unblock-guide-'));
afterAll(() => { rmSync(scratch, { recursive: true, force: true }); });

const marked = (page: Page, language: string) => page.examples.filter((each) => each.language === language && each.mark !== '');
const everywhere = (language: string) => pages.flatMap((page) => marked(page, language).map((example) => ({ page, example })));

const parts = {
	rule: ['What is flagged', 'Why it hurts', 'Examples', 'What to do', 'When it is fine', 'Configuration', 'More'],
	pattern: ['The problem', 'What it costs', 'The pattern', 'When it is fine', 'Configuration', 'More'],
};

describe.each(pages.map((page) => [page.name, page] as const))('%s', (name, page) => {
	it('has the parts every page of its kind has, and is in the index', () => {
		const headings = Array.from(page.text.matchAll(/^## (.+)$/gm), (match) => match[1]);
		expect(headings).toEqual(page.isRule ? parts.rule : parts.pattern);
		expect(page.text).toMatch(new RegExp(`^# .*\\(\`${name}\`\\)$`, 'm'));
		expect(index).toContain(`](${name}.md)`);
		// A finding may point to its language's part.
		for (const language of ['typescript', 'python', 'rust']) { expect(slugsOf(page.text)).toContain(language); }
	});

	it('shows good code in each language, and in a rule\'s page bad code with marked lines', () => {
		const languages = ['ts', 'python', 'rust'];
		expect(languages.some((language) => marked(page, language).length > 0)).toBe(true);
		for (const language of languages) {
			const marks = new Set(marked(page, language).map((each) => each.mark));
			// What a language has no word for, a rule's page says under its heading.
			if (page.isRule && marks.size === 0) { continue; }
			expect(marks, language).toEqual(new Set(page.isRule ? ['bad', 'good'] : ['good']));
			for (const each of marked(page, language)) { expect(each.reported.length > 0, `line ${each.line}`).toBe(each.mark === 'bad'); }
		}
	});

	it('shows settings that are understood', () => {
		const settings = page.examples.filter(({ language }) => language === 'jsonc');
		if (page.isRule) { expect(settings).not.toEqual([]); }
		for (const each of settings) {
			const errors: ParseError[] = [];
			const value: unknown = parse(each.text, errors);
			expect(errors).toEqual([]);
			expect(configSchema.safeParse(value).error?.message).toBeUndefined();
		}
	});
});

describe('the examples', () => {
	it('compile as TypeScript', () => {
		const folder = join(scratch, 'typescript');
		for (const page of pages) {
			const inner = join(folder, page.name);
			mkdirSync(inner, { recursive: true });
			for (const each of marked(page, 'ts')) { writeFileSync(join(inner, `line${each.line}.ts`), each.text); }
			for (const [name, text] of helpers) { writeFileSync(join(inner, name), text); }
		}
		const options = { strict: true, noEmit: true, target: 'es2023', module: 'nodenext', skipLibCheck: true, noUncheckedIndexedAccess: true, noUnusedLocals: true, types: ['node'], typeRoots: [join(root, 'node_modules/@types')] };
		writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
		const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder, encoding: 'utf8' });
		// That a promise is kept where nobody reads it is what a bad example may show.
		const bad = everywhere('ts').filter(({ example }) => example.mark === 'bad').map(({ page, example }) => `${page.name}/line${example.line}.ts`);
		expect(stdout.split('\n').filter((line) => line !== '' && !(line.includes('TS6133') && bad.some((file) => line.startsWith(file))))).toEqual([]);
	});

	it('parse as Python', ({ skip }) => {
		skip(!exists('python3'), 'needs python3');
		const script = 'import ast, json, sys\nfor name, text in json.load(sys.stdin): ast.parse(text, name)';
		const input = JSON.stringify(everywhere('python').map(({ page, example }) => [`${page.name}.md:${example.line}`, example.text]));
		expect(spawnSync('python3', ['-c', script], { input, encoding: 'utf8' }).stderr).toBe('');
	});

	it('compile as Rust, against the crates that they name', { timeout: 300_000 }, ({ skip }) => {
		skip(!exists('cargo'), 'needs cargo');
		const checked = cargoCheck(everywhere('rust'));
		skip(checked === undefined, 'needs the crates: cargo fetch --manifest-path guide/measured/rust/Cargo.toml');
		expect(checked).toEqual([]);
	});
});

describe('links', () => {
	it.each([['README', index] as const, ...pages.map((page) => [page.name, page.text] as const)])('of %s lead to files and headings that are there', (name, text) => {
		for (const [, target = ''] of text.matchAll(/\]\((?!https:)([^)\s]+)\)/g)) {
			const [file = '', heading] = target.split('#', 2);
			if (file !== '') { expect(existsSync(join(guide, file)), `${name} → ${target}`).toBe(true); }
			const linked = file === '' ? text : pages.find((page) => `${page.name}.md` === file)?.text;
			if (heading !== undefined) { expect(slugsOf(linked ?? ''), `${name} → ${target}`).toContain(heading); }
		}
	});

	it('name each program behind a figure, and only those that are there', () => {
		const files = (folder: string) => readdirSync(join(guide, 'measured', folder)).filter((file) => /\.(?:mjs|py|rs)$/.test(file)).map((file) => folder + file);
		const programs = [...files(''), ...files('rust/src/bin/')];
		const named = pages.flatMap(({ text }) => Array.from(text.matchAll(/`(?:node guide\/measured\/)?([\w/-]+\.(?:mjs|py|rs))`/g), (match) => match[1] ?? ''));
		const ours = new Set(named.filter((file) => programs.includes(file) || file.startsWith('rust/')));
		expect([...ours].sort()).toEqual(programs.sort());
	});
});

/** Each complaint of the compiler about the examples, as modules of one crate; undefined if the crates it depends on are not on this machine. */
function cargoCheck(examples: ReadonlyArray<{ readonly page: Page; readonly example: Example }>): string[] | undefined {
	const crate = join(scratch, 'rust'), measured = join(guide, 'measured/rust');
	mkdirSync(join(crate, 'src'), { recursive: true });
	for (const file of ['Cargo.toml', 'Cargo.lock']) { if (existsSync(join(measured, file))) { copyFileSync(join(measured, file), join(crate, file)); } }
	const modules = examples.map(({ page, example }) => ({ name: `${page.name.replaceAll('-', '_')}_${example.line}`, text: example.text }));
	for (const { name, text } of modules) { writeFileSync(join(crate, `src/${name}.rs`), text); }
	writeFileSync(join(crate, 'src/lib.rs'), modules.map(({ name }) => `pub mod ${name};\n`).join(''));
	const options = ['check', '--offline', '--lib', '--features', 'examples', '--message-format', 'json', '--target-dir', join(root, 'out/measured-rust')];
	const { stdout } = spawnSync('cargo', options, { cwd: crate, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
	const messages = stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { reason: string; message?: { rendered: string } });
	if (messages.length === 0) { return undefined; }
	return messages.flatMap(({ reason, message }) => (reason === 'compiler-message' && message !== undefined ? [message.rendered] : []));
}

function exists(command: string): boolean {
	return spawnSync(command, ['--version']).status === 0;
}
