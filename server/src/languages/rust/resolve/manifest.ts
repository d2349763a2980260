/** What a `Cargo.toml` says of its package, as far as names and files go (https://doc.rust-lang.org/cargo/reference/manifest.html). */
import { isTable, readToml, tableAt, tablesAt, textAt, textsAt, type TomlTable } from '../../../workspace/toml.ts';

export interface Dependency {
	readonly path?: string;
	/** Its own name, where the key renames it. */
	readonly package?: string;
	/** `workspace = true` */
	readonly isInherited: boolean;
	/** Features that are asked of it, other than for tests. */
	readonly features?: readonly string[];
}

export interface Manifest {
	readonly name?: string;
	readonly libName?: string;
	readonly libPath?: string;
	/** Files of programs, examples, tests and benches that are named. */
	readonly roots: readonly string[];
	/** By the name that code uses. */
	readonly dependencies: ReadonlyMap<string, Dependency>;
	/** Of these, what the program itself always has: not what only tests or the build use, and not what is optional. */
	readonly needs: ReadonlySet<string>;
	/** `[features]`, with what each of them turns on. */
	readonly features: ReadonlyMap<string, readonly string[]>;
	/** Features without which a program of the package is not built. */
	readonly required: readonly string[];
	/** `[workspace.dependencies]` */
	readonly shared: ReadonlyMap<string, Dependency>;
}

const lists = ['dependencies', 'dev-dependencies', 'build-dependencies'] as const;

/** A text that is no TOML says nothing. */
export function readManifest(text: string): Manifest {
	const manifest = readToml(text);
	const name = textAt(tableAt(manifest, 'package'), 'name');
	const lib = tableAt(manifest, 'lib');
	const libName = textAt(lib, 'name'), libPath = textAt(lib, 'path');
	const dependencies = new Map<string, Dependency>();
	const needs = new Set<string>();
	// What holds for some platforms only stands in tables of the same names.
	for (const table of [manifest, ...Object.values(tableAt(manifest, 'target')).filter(isTable)]) {
		for (const list of lists) {
			for (const [key, value] of Object.entries(tableAt(table, list))) {
				dependencies.set(codeName(key), dependencyOf(value, list !== 'dev-dependencies'));
				if (list === 'dependencies' && !(isTable(value) && value['optional'] === true)) { needs.add(codeName(key)); }
			}
		}
	}
	return {
		...(name !== undefined && { name }), ...(libName !== undefined && { libName }), ...(libPath !== undefined && { libPath }),
		roots: ['bin', 'example', 'test', 'bench'].flatMap((kind) => tablesAt(manifest, kind).flatMap((each) => textAt(each, 'path') ?? [])),
		dependencies, needs,
		features: new Map(Object.keys(tableAt(manifest, 'features')).map((key) => [key, textsAt(tableAt(manifest, 'features'), key)])),
		required: tablesAt(manifest, 'bin').flatMap((each) => textsAt(each, 'required-features')),
		shared: new Map(Object.entries(tableAt(manifest, 'workspace', 'dependencies')).map(([key, value]) => [codeName(key), dependencyOf(value)])),
	};
}

const codeName = (key: string): string => key.replaceAll('-', '_');

function dependencyOf(value: TomlTable[string], isForProgram = true): Dependency {
	if (!isTable(value)) { return { isInherited: false }; }
	const path = textAt(value, 'path'), own = textAt(value, 'package'), features = isForProgram ? textsAt(value, 'features') : [];
	return { ...(path !== undefined && { path }), ...(own !== undefined && { package: own }), isInherited: value['workspace'] === true, ...(features.length > 0 && { features }) };
}
