/** Which crates of a Cargo workspace the others need, and what for. */
import { readdirSync } from 'node:fs';
import { isText, readTextFileSync } from './disk.ts';
import { isTable, readToml, tableAt, textAt, textsAt } from './toml.ts';

/** What crates are called that are there for tests. */
export const testCrate = /(?:^|[-_])(?:tests?|testing|integration|e2e|tests?[-_](?:utils?|utilities|helpers?|support|framework|harness|kit|suite|common)|testing[-_](?:utils?|framework)|testkit)$/;

/** In what way the crates of a workspace depend on one of them. */
export interface Need {
	/** For tests, examples and benches alone. */
	readonly isForTests: boolean;
	/** For what is built. */
	readonly isForProgram: boolean;
}

/** By crate name, what the members of the workspace in a folder need of each other and of others. Empty where it lists no members. */
export function needsIn(root: string): ReadonlyMap<string, Need> {
	const needs = new Map<string, Need>();
	for (const folder of membersOf(root)) {
		const text = manifestAt(folder);
		// What a crate of tests or an example needs, no program does.
		const isOfTests = testCrate.test(/^name\s*=\s*"([^"]+)"/m.exec(text)?.[1] ?? '') || /\/examples?(?:\/|$)/.test(folder.slice(root.length));
		for (const { name, isForTests: isDevelopment } of dependenciesIn(text)) {
			const isForTests = isDevelopment || isOfTests;
			const before = needs.get(name);
			needs.set(name, { isForTests: isForTests || before?.isForTests === true, isForProgram: !isForTests || before?.isForProgram === true });
		}
	}
	return needs;
}

/** The text of a folder's `Cargo.toml`; empty where it cannot be read. */
export function manifestAt(folder: string): string {
	const content = readTextFileSync(`${folder}/Cargo.toml`);
	return isText(content) ? content.text : '';
}

function membersOf(root: string): readonly string[] {
	const patterns = textsAt(tableAt(readToml(manifestAt(root)), 'workspace'), 'members').map((each) => each.replace(/\/$/, ''));
	return patterns.length === 0 ? [] : [root, ...patterns.flatMap((pattern) => (pattern.endsWith('/*') ? foldersIn(`${root}/${pattern.slice(0, -2)}`) : [`${root}/${pattern}`]))];
}

function foldersIn(folder: string): readonly string[] {
	try { return readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => `${folder}/${name}`); } catch { return []; }
}

function dependenciesIn(text: string): readonly { readonly name: string; readonly isForTests: boolean }[] {
	const manifest = readToml(text);
	// What holds for some platforms only stands in tables of the same names.
	return [manifest, ...Object.values(tableAt(manifest, 'target')).filter(isTable)].flatMap((table) => ['dependencies', 'build-dependencies', 'dev-dependencies'].flatMap((list) =>
		Object.entries(tableAt(table, list)).map(([key, value]) => ({ name: isTable(value) ? textAt(value, 'package') ?? key : key, isForTests: list === 'dev-dependencies' }))));
}
