/** Whether a crate's async code runs on something else than tokio, by what its package needs and its text names. */
import type { Package, Workspace } from './workspace.ts';

/** Crates that are a runtime, and have nothing of tokio's in them, the surest first. */
const runtimes = ['compio', 'monoio', 'glommio', 'nuclei', 'smol', 'async_std'] as const;

/** What of tokio only works on its own runtime; its channels and locks work on any. */
const driven = /\btokio\s*::\s*(?:(?:fs|io|net|process|runtime|signal|spawn|task|time|main)\b|\{[^;]*\b(?:fs|io|net|process|runtime|signal|spawn|task|time)\b)/;

/** The name of the runtime that surely drives the code of a file; undefined where it is tokio, or nothing tells. */
export function otherRuntimeOf(file: string, workspace: Workspace): string | undefined {
	const home = workspace.packageOf(file);
	// A library that needs none itself is tried under the one that runs it.
	const other = home && (runtimes.find((each) => home.manifest.needs.has(each)) ?? (home.manifest.dependencies.has('tokio') ? undefined : runtimes.find((each) => home.manifest.dependencies.has(each))));
	if (home === undefined || other === undefined || home.manifest.name === 'tokio') { return undefined; }
	if (!home.manifest.needs.has('tokio')) { return other; }
	// It has both: mostly for tokio's channels. A file that names what only tokio runs is tokio's, others are what the rest of the package is.
	const text = codeOf(workspace.textOf(file) ?? '');
	if (driven.test(text)) { return undefined; }
	return new RegExp(`\\b${other}\\s*::`).test(text) || !isDriven(home, workspace) ? other : undefined;
}

/** By package, whether any of its files names what only tokio runs; asked again when more files are known. */
const known = new WeakMap<Package, { readonly of: number; readonly isDriven: boolean }>();

function isDriven(home: Package, workspace: Workspace): boolean {
	const before = known.get(home);
	if (before?.of === workspace.known.size) { return before.isDriven; }
	const found = [...workspace.known].some((file) => file.startsWith(`${home.directory}/src/`) && driven.test(codeOf(workspace.textOf(file) ?? '')));
	known.set(home, { of: workspace.known.size, isDriven: found });
	return found;
}

/** Without comments that fill a line. */
function codeOf(text: string): string {
	return text.replaceAll(/^[ \t]*\/\/.*$/gm, '');
}
