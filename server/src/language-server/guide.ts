import { languageOf } from '../analysis/languageKinds.ts';
import { readTextFile } from '../workspace/disk.ts';
import { normalizePath, pathToUri } from '../workspace/paths.ts';

/** Where the guide's pages are. */
export class Guide {
	readonly #base: string;
	readonly #directory: string;

	/**
	 * @param directory absolute directory of the Markdown pages
	 * @param base a URI to which `/<page>.md#<heading>` is added; the directory's `file:` URI if undefined
	 */
	constructor(directory: string, base?: string) {
		this.#directory = normalizePath(directory);
		this.#base = (base ?? pathToUri(this.#directory)).replace(/\/$/, '');
	}

	/** The URI of a page. `guide` is a page's name, with `#` and a heading's slug where a part of it is meant. */
	uri(guide: string): string {
		const [page = '', heading] = guide.split('#', 2);
		return `${this.#base}/${encodeURIComponent(page)}.md${heading === undefined ? '' : `#${heading}`}`;
	}

	/** The URI of what the guide says of a finding: the part that its rule names, else the page's examples in the language of the file. */
	uriFor({ guide, file }: { readonly guide: string; readonly file: string }): string {
		const language = languageOf(file);
		return this.uri(guide.includes('#') || language === undefined ? guide : `${guide}#${language}`);
	}

	/** A page's Markdown; undefined if there is none of that name. */
	async read(guide: string): Promise<string | undefined> {
		const page = guide.split('#', 1)[0] ?? '';
		// A page's name is a file's name here: only names that pages have, no paths.
		if (!/^[a-z0-9-]+$/.test(page)) {
			return undefined;
		}
		const file = await readTextFile(`${this.#directory}/${page}.md`);
		return 'text' in file ? file.text : undefined;
	}
}
