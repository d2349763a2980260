/** Reads TOML (https://toml.io) for the few things that manifests are asked for. */
import { parse, type TomlTable, type TomlValue } from 'smol-toml';

export type { TomlTable } from 'smol-toml';

/** The top table of a text. A text that is no TOML, as while somebody writes it, has nothing in it. */
export function readToml(text: string): TomlTable {
	try { return parse(text); } catch { return {}; }
}

/** The table at a place (`workspace`, `dependencies`); an empty one where there is none. */
export function tableAt(table: TomlTable, ...path: readonly string[]): TomlTable {
	let at: TomlTable = table;
	for (const key of path) {
		const next = Object.hasOwn(at, key) ? at[key] : undefined;
		if (!isTable(next)) { return {}; }
		at = next;
	}
	return at;
}

/** The tables of an array of tables (`[[bin]]`); none where there is no such. */
export function tablesAt(table: TomlTable, key: string): readonly TomlTable[] {
	const value = Object.hasOwn(table, key) ? table[key] : undefined;
	return Array.isArray(value) ? value.filter(isTable) : [];
}

/** The texts of an array (`members = ["a", "b"]`); none where there is no such. */
export function textsAt(table: TomlTable, key: string): readonly string[] {
	const value = Object.hasOwn(table, key) ? table[key] : undefined;
	return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A text (`name = "server"`); undefined for anything else. */
export function textAt(table: TomlTable, key: string): string | undefined {
	const value = Object.hasOwn(table, key) ? table[key] : undefined;
	return typeof value === 'string' ? value : undefined;
}

export function isTable(value: TomlValue | undefined): value is TomlTable {
	return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}
