/** Which files git ignores: `.gitignore` of every directory up to the repository's top, and `info/exclude`. */
import { statSync } from 'node:fs';
import { isText, readTextFileSync } from './disk.ts';
import { Globs } from './globs.ts';
import { isWithin, normalizePath, upwardFrom } from './paths.ts';
import { repositoryOf } from './repository.ts';

/** The patterns that hold in a directory, the innermost last. */
export type IgnoreStack = readonly Globs[];

/** True if git ignores the path, whose own directory the stack is for. A deeper `.gitignore` goes before those above it. */
export function isGitIgnored(stack: IgnoreStack, path: string, isDirectory: boolean): boolean {
	for (let at = stack.length - 1; at >= 0; at--) {
		const verdict = stack[at]?.verdict(path, isDirectory);
		if (verdict !== undefined) { return verdict; }
	}
	return false;
}

/**
 * The patterns for a directory at which a search begins, its own `.gitignore` included. Patterns that ignore the directory itself are
 * left out: who begins there wants what is in it. Outside a repository, files count from `root` on, or from the directory itself where
 * that is not within the root.
 */
export function ignoreStackAt(directory: string, root: string): IgnoreStack {
	const top = repositoryOf(directory) ?? (isWithin(root, directory) ? root : directory);
	const stack: Globs[] = [...excludedByRepository(top)];
	for (const at of [...upwardFrom(directory)].filter((each) => each.length >= top.length).reverse()) {
		stack.push(...readGitignore(at));
	}
	return stack.filter((globs) => !globs.matches(directory, true));
}

/** The patterns one directory deeper. `names` are the entries of that directory: only what is there is read. */
export function deeperStack(stack: IgnoreStack, directory: string, names: ReadonlySet<string>): IgnoreStack {
	// A repository within (a submodule) does not follow the one around it.
	const inherited = names.has('.git') ? excludedByRepository(directory) : stack;
	return names.has('.gitignore') ? [...inherited, ...readGitignore(directory)] : inherited;
}

function readGitignore(directory: string): readonly Globs[] {
	return readPatterns(`${directory.endsWith('/') ? directory : `${directory}/`}.gitignore`, directory);
}

function readPatterns(file: string, directory: string): readonly Globs[] {
	const content = readTextFileSync(file);
	return isText(content) && content.text.trim() !== '' ? [new Globs(directory, content.text)] : [];
}

function excludedByRepository(top: string): readonly Globs[] {
	const git = gitDirectoryOf(top);
	return git === undefined ? [] : readPatterns(`${git}/info/exclude`, top);
}

/** Where a repository's common data is: `.git` itself, or what it points at in a worktree or submodule. */
function gitDirectoryOf(top: string): string | undefined {
	const git = `${top}/.git`;
	if (statSync(git, { throwIfNoEntry: false })?.isDirectory()) { return git; }
	const pointer = readTextFileSync(git);
	const target = isText(pointer) ? /^gitdir: (.+)$/m.exec(pointer.text)?.[1] : undefined;
	if (target === undefined) { return undefined; }
	const own = normalizePath(target.trim(), top);
	const common = readTextFileSync(`${own}/commondir`);
	return isText(common) ? normalizePath(common.text.trim(), own) : own;
}
