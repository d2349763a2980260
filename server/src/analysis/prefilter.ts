/** Which files need no outline of their own: tests that mention nothing that blocks. A call that leads to one still outlines it. */
import type { CatalogueData, Entry } from '../catalogue/schema.ts';
import { mayDropPromise, PromisingNames } from '../languages/typescript/droppedCalls.ts';
import { WordScan } from '../workspace/scan.ts';

/** Tells which tests of TypeScript need an outline, whose outlines are dear. All texts are learnt before it is asked. */
export class TestPrefilter {
	private readonly promising = new PromisingNames();
	private mentionsBlocking: (text: string) => boolean;
	constructor(data: readonly CatalogueData[]) { this.mentionsBlocking = blockingMention(data); }

	/** The settings changed what blocks. */
	setCatalogue(data: readonly CatalogueData[]): void { this.mentionsBlocking = blockingMention(data); }

	/** Learns which names stand for functions that give promises. */
	learn(text: string): void { this.promising.learn(text); }

	/** False for a text that mentions nothing that blocks and drops no promise: what it calls is looked at where it is written. */
	needsOutline(text: string): boolean { return this.mentionsBlocking(text) || mayDropPromise(text, this.promising); }
}

/** Tells from a text whether it may call something that blocks. Says yes too often rather than no. */
export function blockingMention(data: readonly CatalogueData[]): (text: string) => boolean {
	const words = new Set<string>();
	const modules = new Set<string>();
	for (const entry of data.flatMap((each) => each.entries)) { if (entry.blocks !== undefined) { addTrigger(entry, words, modules); } }
	const scan = new WordScan(words);
	// A name in quotes may be anything (a driver's, a folder's); an import says so.
	const escaped = [...modules].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`));
	const names = modules.size === 0 ? undefined : new RegExp(String.raw`(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"](?:${escaped.join('|')})(?:/(?!promises)[^'"]*)?['"]`);
	return (text) => scan.isIn(text) || names?.test(text) === true;
}

/** A name that tells enough by itself, the global object it is a member of, or the module that must be imported for it. */
function addTrigger({ symbol }: Entry, words: Set<string>, modules: Set<string>): void {
	const [module = '', path = ''] = symbol.split('#');
	const last = path.slice(path.lastIndexOf('.') + 1);
	if (module === 'lib' || module === 'global') { words.add(path.split('.')[0] ?? last); } else if (last.endsWith('Sync') || module.startsWith('/')) { words.add(last); } else {
		modules.add(module);
		if (module.startsWith('node:')) { modules.add(module.slice('node:'.length)); }
	}
}
