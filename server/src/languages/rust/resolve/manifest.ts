/** What a `Cargo.toml` says of its package, as far as names and files go. */

export interface Dependency {
	readonly path?: string;
	/** Its own name, where the key renames it. */
	readonly package?: string;
	/** `workspace = true` */
	readonly isInherited: boolean;
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
	/** `[workspace.dependencies]` */
	readonly shared: ReadonlyMap<string, Dependency>;
}

/** Reads the lines that matter; what is odd in the rest does not. */
export function readManifest(text: string): Manifest {
	let section = '', name: string | undefined, libName: string | undefined, libPath: string | undefined;
	const roots: string[] = [];
	const dependencies = new Map<string, Dependency>(), shared = new Map<string, Dependency>();
	const needs = new Set<string>();
	for (const line of text.split('\n')) {
		const [, title] = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line) ?? [];
		if (title !== undefined) {
			section = title;
			const [, list, key] = /^(?:target\..*\.)?((?:workspace\.)?(?:dev-|build-)?dependencies)\.(?:"?)([\w-]+)/.exec(title) ?? [];
			if (key !== undefined) { (list?.startsWith('workspace') === true ? shared : dependencies).set(codeName(key), { isInherited: false }); }
			if (key !== undefined && list === 'dependencies') { needs.add(codeName(key)); }
			continue;
		}
		const [, key, value] = /^\s*"?([\w.-]+)"?\s*=\s*(.*)$/.exec(line) ?? [];
		if (key === undefined || value === undefined) { continue; }
		const plain = /^"([^"]*)"/.exec(value)?.[1];
		if (section === 'package' && key === 'name') { name = plain; }
		if (section === 'lib') { if (key === 'name') { libName = plain; } else if (key === 'path') { libPath = plain; } }
		if (/^(?:bin|example|test|bench)$/.test(section) && key === 'path' && plain !== undefined) { roots.push(plain); }
		if (/^(?:target\..*\.)?(?:dev-|build-)?dependencies$/.test(section)) { addDependency(dependencies, key, value); }
		if (isNeeded.test(section) && !/\boptional\s*=\s*true/.test(value)) { needs.add(codeName(key.split('.')[0] ?? '')); }
		if (section === 'workspace.dependencies') { addDependency(shared, key, value); }
		const [, inner] = /^(?:target\..*\.)?(?:workspace\.)?(?:dev-|build-)?dependencies\.(?:"?)([\w-]+)/.exec(section) ?? [];
		if (inner !== undefined) {
			const list = section.startsWith('workspace') ? shared : dependencies;
			if (key === 'optional' && value.startsWith('true') && isNeeded.test(section.slice(0, section.lastIndexOf('.')))) { needs.delete(codeName(inner)); }
			list.set(codeName(inner), { ...(list.get(codeName(inner)) ?? { isInherited: false }), ...(key === 'path' && plain !== undefined && { path: plain }), ...(key === 'workspace' && { isInherited: value.startsWith('true') }) });
		}
	}
	return { ...(name !== undefined && { name }), ...(libName !== undefined && { libName }), ...(libPath !== undefined && { libPath }), roots, dependencies, needs, shared };
}

const isNeeded = /^(?:target\..*\.)?dependencies$/;

const codeName = (key: string): string => key.replaceAll('-', '_');

function addDependency(list: Map<string, Dependency>, key: string, value: string): void {
	const [name = '', part] = key.split('.');
	const path = /\bpath\s*=\s*"([^"]*)"/.exec(value)?.[1];
	const own = /\bpackage\s*=\s*"([^"]*)"/.exec(value)?.[1];
	list.set(codeName(name), { ...(path !== undefined && { path }), ...(own !== undefined && { package: own }), isInherited: part === 'workspace' ? value.startsWith('true') : /\bworkspace\s*=\s*true/.test(value) });
}
