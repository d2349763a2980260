import { directoryOf, extensionOf, nameOf, normalizePath, uriToPath } from '../workspace/paths.ts';

/** Languages of documents that are analysed, with the ending that stands for each where a document has no file. */
const languageEndings: Readonly<Record<string, string>> = {
	typescript: '.ts',
	typescriptreact: '.tsx',
	javascript: '.js',
	javascriptreact: '.jsx',
	python: '.py',
	rust: '.rs',
};

/**
 * The path by which the analysis knows a document: of a `file:` URI its own; of an `untitled:` one a path that does not exist,
 * directly under `root`, so that the packages installed there are found. Undefined for other schemes and for languages we do not know.
 */
export function fileOfDocument(uri: string, languageId: string, root: string): string | undefined {
	const ending = languageEndings[languageId];
	if (ending === undefined) {
		return undefined;
	}
	if (!uri.startsWith('untitled:')) {
		return uriToPath(uri);
	}
	const path = decode(uri.slice('untitled:'.length));
	const name = nameOf(path).replaceAll(/[^\w.-]/g, '_') || 'Untitled';
	// A path is absolute where somebody asked for a file that is to be made there.
	return normalizePath(extensionOf(name) === ending ? name : name + ending, path.startsWith('/') ? directoryOf(normalizePath(path)) : root);
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
