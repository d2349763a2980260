/** Crates of others that a workspace of Rust has copies of among its own. */
import { manifestAt } from './cargoWorkspace.ts';
import { relativePath } from './paths.ts';
import { readToml, tableAt, textAt } from './toml.ts';

const folders = /^(?:vendor|vendored|third[-_]?party|external[-_]crates)$/i;

/** True for a package in a folder that says so, or whose `repository` is of another owner and of another name than that of the workspace around it. */
export function isVendoredCrate(home: string, root: string): boolean {
	if (home === root) { return false; }
	if (relativePath(root, home).split('/').some((each) => folders.test(each))) { return true; }
	const own = repositoryOf(home), whole = repositoryOf(root);
	return own !== undefined && whole !== undefined && own.every((part, index) => part !== whole[index]);
}

/** `['tokio-rs', 'axum']` of `https://github.com/tokio-rs/axum/tree/main/axum`. */
function repositoryOf(folder: string): readonly string[] | undefined {
	const manifest = readToml(manifestAt(folder));
	const written = textAt(tableAt(manifest, 'package'), 'repository') ?? textAt(tableAt(manifest, 'workspace', 'package'), 'repository');
	const [, owner, name] = /^[a-z+]+:\/\/[^/]+\/([^/]+)\/([^/#?]+)/.exec(written?.toLowerCase() ?? '') ?? [];
	return owner === undefined || name === undefined ? undefined : [owner, name.replace(/\.git$/, '')];
}
