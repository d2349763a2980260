/** What names of files look like, and what names them. */

/** False for a text that is surely no file's name: a URL, markup, a style sheet, several lines. */
export function mayNameFile(text: string): boolean {
	return !/:\/\/|^\s*(?:\w*['"])?data:|[\n<>]|[{;][^}]*[:;]/.test(text);
}

/** True for a name that is given to paths and nothing else: `path`, `config_file`, `outputDir`. */
export function isCalledPath(name: string): boolean {
	return /(?:path|file|file_?name|fname|dir|directory|folder|fp|cwd)s?\d*$/i.test(name) && !/_or_|[a-z]Or[A-Z]/.test(name);
}
