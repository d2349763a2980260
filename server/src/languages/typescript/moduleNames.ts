/** Names of modules in the catalogue's notation, from where a declaration lies or how an import spells it. */
import { builtinModules } from 'node:module';

const builtins = new Set(builtinModules.filter((name) => !name.startsWith('_')));

/** Modules that only exist with the prefix, also of Node versions newer than the one that runs this. */
const prefixed = new Set(['node:sqlite', 'node:test', 'node:test/reporters', 'node:sea']);

/** The module's name if an import of `specifier` means one of Node's own (`fs`, `node:fs/promises`), `node:` in front. */
export function builtinModule(specifier: string): string | undefined {
	if (specifier.startsWith('node:')) { return specifier; }
	return builtins.has(specifier) ? `node:${specifier}` : undefined;
}

/** True for a specifier that names a package or built-in (`fs`, `@scope/name/sub`, `bun:sqlite`), not a path. */
export function isBareSpecifier(specifier: string): boolean {
	return !specifier.startsWith('.') && !specifier.startsWith('/') && !specifier.startsWith('#') && !/^[a-zA-Z]:[\\/]/.test(specifier);
}

/**
 * The module a specifier means when it is not the workspace's: `fs` → `node:fs`; a package's subpath counts as the package
 * (`fs-extra/esm` → `fs-extra`), because typings rarely lie where they are imported from.
 */
export function moduleOfSpecifier(specifier: string): string {
	const builtin = builtinModule(specifier);
	if (builtin !== undefined) { return builtin; }
	if (/^(bun|deno|npm|jsr):/.test(specifier)) { return specifier.replace(/^npm:|^jsr:/, '').replace(/(.)@[^/]*$/, '$1'); }
	const parts = specifier.split('/');
	return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0] ?? specifier;
}

/** The module that a declaration file outside the workspace belongs to. `path` is absolute with `/`. */
export function moduleNameOf(path: string): string {
	const at = path.lastIndexOf('/node_modules/');
	if (at < 0) { return /\/lib\.[\w.]+\.d\.ts$/.test(path) ? 'lib' : path; }
	const inside = path.slice(at + '/node_modules/'.length);
	if (/^@typescript\/typescript-[\w-]+\/lib\/lib\.|^typescript\/lib\/lib\./.test(inside)) { return 'lib'; }
	const node = /^@types\/node\/(?:ts[\d.]+\/)?(.+?)\.d\.[cm]?ts$/.exec(inside);
	if (node !== null) {
		const name = node[1] ?? '';
		return builtins.has(name) || prefixed.has(`node:${name}`) ? `node:${name}` : nodeFiles[name] ?? 'global';
	}
	const parts = inside.split('/');
	const name = parts[0]?.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0] ?? inside;
	if (name === 'bun-types' || name === '@types/bun') { return 'global'; }
	// `@types/scope__name` stands for `@scope/name`.
	const typed = /^@types\/(.+)$/.exec(name)?.[1];
	return typed === undefined ? name : typed.includes('__') ? `@${typed.replace('__', '/')}` : typed;
}

/** Files of Node's typings that are not named after their module. */
const nodeFiles: Readonly<Record<string, string>> = {
	'buffer.buffer': 'node:buffer', 'inspector.generated': 'node:inspector', 'web-globals/fetch': 'global', 'inspector/promises.generated': 'node:inspector/promises',
};
