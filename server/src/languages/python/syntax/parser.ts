/** Python's grammar. */
import { GrammarParser, type GrammarFiles, type RawTree } from '../../shared/grammar.ts';

export type { GrammarFiles, RawNode, RawTree } from '../../shared/grammar.ts';

/** Of no interest, and most of all nodes. */
const left: ReadonlySet<string> = new Set(['comment', 'line_continuation', 'string_start', 'string_content', 'string_end', 'escape_sequence', 'escape_interpolation', 'type_conversion']);

export class PythonParser {
	readonly #grammar: GrammarParser;

	private constructor(grammar: GrammarParser) { this.#grammar = grammar; }

	static async create(files: GrammarFiles): Promise<PythonParser> {
		return new PythonParser(await GrammarParser.create(files, { root: 'module', left, tokens: [], whole: /_(statement|definition)$/ }));
	}

	/** Parses a text. What is wrong in it is left out and told; the rest stays. `edited`: the file, if its text changes often. */
	parse(text: string, edited?: string): RawTree { return this.#grammar.parse(text, edited); }
}
