/** Which features of a package are off as long as nobody asks for them (https://doc.rust-lang.org/cargo/reference/features.html). */
import type { Package, Workspace } from './workspace.ts';

/** By package, until more files are known. */
const known = new WeakMap<Package, { readonly of: number; readonly off: ReadonlySet<string> }>();
const none: ReadonlySet<string> = new Set();

/** The features of a file's package that neither its defaults nor another package of the workspace turns on, nor a program of its own needs. */
export function featuresOff(file: string, workspace: Workspace): ReadonlySet<string> {
	const home = workspace.packageOf(file);
	if (home === undefined) { return none; }
	const before = known.get(home);
	if (before?.of === workspace.known.size) { return before.off; }
	const off = new Set([...home.manifest.features.keys()].filter((each) => each !== 'default'));
	for (const each of reached(home, workspace)) { off.delete(each); }
	known.set(home, { of: workspace.known.size, off });
	return off;
}

function reached({ manifest }: Package, workspace: Workspace): ReadonlySet<string> {
	const on = new Set(['default', ...manifest.required]);
	for (const { manifest: other } of workspace.packages()) {
		if (other === manifest) { continue; }
		for (const [name, { package: own = name, features = [] }] of [...other.dependencies, ...other.shared]) {
			if (own.replaceAll('-', '_') !== manifest.name?.replaceAll('-', '_')) { continue; }
			for (const each of features) { on.add(each); }
			for (const parts of other.features.values()) { for (const part of parts) { if (part.replaceAll('-', '_').replace('?', '').startsWith(`${name}/`)) { on.add(part.slice(part.indexOf('/') + 1)); } } }
		}
	}
	for (const each of on) { for (const part of manifest.features.get(each) ?? []) { on.add(part); } }
	return on;
}
