/** All findings that the server has told of, whether their files are open or not. Knows nothing of the editor. */
import type { ListedFinding, Severity, ToldFindings } from '../protocol.ts';

/** A place that can be opened, with its path as people read it. */
export interface Place {
	/** As the server spells it. */
	readonly uri: string;
	/** Relative to the workspace. */
	readonly path: string;
	readonly range: ListedFinding['range'];
}

export interface Link extends Place {
	readonly label: string;
}

export interface Finding extends Omit<ListedFinding, 'chain'>, Place {
	/** The same for as long as the finding is there, and no other's. */
	readonly id: string;
	/** The calls below the reported one, on the way to what blocks; or further places that the finding is about. */
	readonly chain: readonly Link[];
}

export class FindingsList {
	readonly #files = new Map<string, readonly Finding[]>();
	readonly #pathOf: (uri: string) => string;

	/** @param pathOf how a file is called where people read it */
	constructor(pathOf: (uri: string) => string) {
		this.#pathOf = pathOf;
	}

	/** Every finding, by path and place. */
	get all(): readonly Finding[] {
		return [...this.#files.values()].flat().sort(byPlace);
	}

	take({ files }: ToldFindings): void {
		for (const { uri, findings } of files) {
			if (findings.length === 0) {
				this.#files.delete(uri);
			} else {
				const path = this.#pathOf(uri);
				this.#files.set(uri, findings.map((told) => this.#finding(told, uri, path)));
			}
		}
	}

	clear(): void {
		this.#files.clear();
	}

	#finding(told: ListedFinding, uri: string, path: string): Finding {
		const below = told.chain.filter((link) => link.uri !== uri || !isSame(link.range, told.range));
		return { ...told, uri, path, id: `${uri}#${told.fingerprint}`, chain: below.map((link) => ({ ...link, path: this.#pathOf(link.uri) })) };
	}
}

/** The more severe, the smaller. */
export const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

export function byPlace(a: Place, b: Place): number {
	return compare(a.path, b.path) || a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}

export function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}

function isSame(a: Finding['range'], b: Finding['range']): boolean {
	return a.start.line === b.start.line && a.start.character === b.start.character && a.end.line === b.end.line && a.end.character === b.end.character;
}
