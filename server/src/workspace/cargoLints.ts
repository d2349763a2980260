/** Lints of Clippy that a package or its Cargo workspace allows for all of its code: `[lints.clippy]`, `[workspace.lints.clippy]`. What is allowed by default and is written all the same has been decided. */
import { manifestAt } from './cargoWorkspace.ts';
import { sameLint } from './clippySuppressions.ts';
import { directoryOf, upwardFrom } from './paths.ts';
import type { SuppressionMatch } from './suppressions.ts';
import { isTable, readToml, tableAt, textAt, type TomlTable } from './toml.ts';

/**
 * By which lint of a manifest a rule of ours is silenced in a file (absolute path); undefined if by none. `commentLine` is the lint's own line in the manifest (1-based).
 * https://doc.rust-lang.org/cargo/reference/manifest.html#the-lints-section
 */
export function lintAllowedFor(rule: string, file: string): SuppressionMatch | undefined {
	const lints = Object.entries(sameLint).flatMap(([lint, rules]) => (rules.includes(rule) ? [lint] : []));
	if (lints.length === 0) { return undefined; }
	for (const folder of upwardFrom(directoryOf(file))) {
		const text = manifestAt(folder);
		if (text === '') { continue; }
		const own = tableAt(readToml(text), 'lints');
		return own['workspace'] === true ? allowedByWorkspace(lints, folder) : allowedIn(lints, tableAt(own, 'clippy'), text);
	}
	return undefined;
}

function allowedByWorkspace(lints: readonly string[], folder: string): SuppressionMatch | undefined {
	for (const each of upwardFrom(folder)) {
		const text = manifestAt(each), workspace = text === '' ? undefined : readToml(text)['workspace'];
		if (workspace !== undefined) { return isTable(workspace) ? allowedIn(lints, tableAt(workspace, 'lints', 'clippy'), text) : undefined; }
	}
	return undefined;
}

function allowedIn(lints: readonly string[], clippy: TomlTable, text: string): SuppressionMatch | undefined {
	const lint = lints.find((each) => levelOf(clippy[each]) === 'allow');
	if (lint === undefined) { return undefined; }
	const lines = text.split('\n'), at = lines.findIndex((line) => line.trimStart().startsWith(lint)), told = `allowed for Clippy: ${lint}`;
	const comment = reasonAt(lines, at);
	return { commentLine: at + 1, reason: comment === '' ? `${told} (Cargo.toml)` : `${comment} (${told})` };
}

/** `unused_async = "allow"`, `unused_async = { level = "allow", priority = 1 }` */
function levelOf(value: TomlTable[string] | undefined): string | undefined {
	return typeof value === 'string' ? value : isTable(value) ? textAt(value, 'level') : undefined;
}

/** The comment behind a line, or in the lines before it. */
function reasonAt(lines: readonly string[], at: number): string {
	const behind = /#\s*(.+?)\s*$/.exec(lines[at] ?? '')?.[1];
	if (behind !== undefined) { return behind; }
	const above: string[] = [];
	// Of several paragraphs the last one says why.
	for (let line = at - 1; line >= 0 && /^\s*#\s*\S/.test(lines[line] ?? ''); line--) { above.unshift((lines[line] ?? '').replace(/^[\s#]+/, '').trim()); }
	return above.join(' ');
}
