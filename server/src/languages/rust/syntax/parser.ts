/** Rust's grammar, over a text whose known macros are written out. */
import type { Span } from '../../../outline/span.ts';
import { GrammarParser, type GrammarFiles, type RawNode } from '../../shared/grammar.ts';
import { expandMacros, type ExpandedText } from './macros.ts';

export type { RawNode } from '../../shared/grammar.ts';

export interface RustTree {
	readonly root: RawNode;
	readonly errors: readonly Span[];
	/** What was parsed: as long as the text. */
	readonly expanded: ExpandedText;
}

/** Of no interest, and many. */
const left: ReadonlySet<string> = new Set(['line_comment', 'block_comment', 'doc_comment', 'inner_doc_comment_marker', 'outer_doc_comment_marker', 'string_content', 'escape_sequence']);

export class RustParser {
	readonly #grammar: GrammarParser;

	private constructor(grammar: GrammarParser) { this.#grammar = grammar; }

	static async create(files: GrammarFiles): Promise<RustParser> {
		return new RustParser(await GrammarParser.create(files, { root: 'source_file', left, tokens: ['_'], whole: /_(statement|declaration|item)$/ }));
	}

	/**
	 * Parses a text. Where a macro is not what its name says, all are left as they are; what is wrong besides is left out and told. `edited`: the file, if its
	 * text changes often.
	 */
	parse(text: string, edited?: string): RustTree {
		const expanded = expandMacros(text);
		const tree = this.#grammar.parse(expanded.text, edited);
		if (tree.errors.length === 0 || expanded.text === text) { return { ...tree, expanded }; }
		const plain = this.#grammar.parse(text, edited === undefined ? undefined : `${edited} as written`);
		return plain.errors.length < tree.errors.length ? { ...plain, expanded: { text, selects: new Map() } } : { ...tree, expanded };
	}
}
