/** A grammar run by web-tree-sitter: from text to nodes as plain data. The only file that sees a tree of the parser's. */
import { Language, Parser, type Node } from 'web-tree-sitter';
import type { Span } from '../../outline/span.ts';

/** A node of the parser's tree as plain data, without what its language leaves out. */
export interface RawNode extends Span {
	readonly type: string;
	readonly children: RawNode[];
}

export interface RawTree {
	readonly root: RawNode;
	readonly errors: readonly Span[];
}

/** The bytes of the two WebAssembly modules: the parser's own, and the grammar's. */
export interface GrammarFiles {
	readonly runtime: Uint8Array;
	readonly grammar: Uint8Array;
}

export interface GrammarOptions {
	/** The type of a tree's root. */
	readonly root: string;
	/** Named nodes of no interest. */
	readonly left: ReadonlySet<string>;
	/** Tokens without a name that are kept (`_`). */
	readonly tokens: readonly string[];
	/** Types of whole statements: these are sound even where what is around them is broken. */
	readonly whole: RegExp;
}

export class GrammarParser {
	readonly #parser: Parser;
	readonly #options: GrammarOptions;
	/** By type id: the names of the nodes that are kept. */
	readonly #names: readonly (string | undefined)[];
	readonly #wanted: string[];

	private constructor(parser: Parser, language: Language, options: GrammarOptions) {
		this.#parser = parser;
		this.#options = options;
		this.#names = Array.from({ length: language.nodeTypeCount }, (_, id) => {
			const name = language.nodeTypeIsVisible(id) ? language.nodeTypeForId(id) : null;
			if (name === null) { return undefined; }
			return language.nodeTypeIsNamed(id) ? options.left.has(name) ? undefined : name : options.tokens.includes(name) ? name : undefined;
		});
		this.#wanted = [...new Set(this.#names.filter((name) => name !== undefined))];
	}

	static async create({ runtime, grammar }: GrammarFiles, options: GrammarOptions): Promise<GrammarParser> {
		await Parser.init({ wasmBinary: runtime });
		const language = await Language.load(grammar);
		const parser = new Parser();
		parser.setLanguage(language);
		return new GrammarParser(parser, language, options);
	}

	/** Parses a text. What is wrong in it is left out and told; the rest stays. */
	parse(text: string): RawTree {
		const tree = this.#parser.parse(text);
		if (tree === null) { return { root: { type: this.#options.root, start: 0, end: text.length, children: [] }, errors: [{ start: 0, end: text.length }] }; }
		try {
			const root = tree.rootNode;
			if (root.hasError) { return this.#walk(root); }
			return { root: this.#nest(root), errors: [] };
		} finally { tree.delete(); }
	}

	/** All nodes at once, in the order of the text, a parent before its children: their ranges tell which is in which. Far cheaper than to walk the tree. */
	#nest(root: Node): RawNode {
		const top: RawNode = { type: this.#options.root, start: root.startIndex, end: root.endIndex, children: [] };
		const open: RawNode[] = [top];
		for (const node of root.descendantsOfType(this.#wanted)) {
			const type = this.#names[node.typeId];
			if (type === undefined || type === this.#options.root) { continue; }
			const raw: RawNode = { type, start: node.startIndex, end: node.endIndex, children: [] };
			let around = open.at(-1) as RawNode;
			while (raw.end > around.end || raw.start >= around.end && open.length > 1) {
				open.pop();
				around = open.at(-1) as RawNode;
			}
			around.children.push(raw);
			open.push(raw);
		}
		return top;
	}

	/** A text with errors: nodes without width are not there, and what the parser could not place is left out. */
	#walk(root: Node): RawTree {
		const errors: Span[] = [];
		const convert = (node: Node, type: string): RawNode => {
			const raw: RawNode = { type, start: node.startIndex, end: node.endIndex, children: [] };
			for (const child of node.children) {
				if (child.isMissing) {
					errors.push({ start: child.startIndex, end: child.endIndex });
					continue;
				}
				if (child.isError) {
					errors.push({ start: child.startIndex, end: child.endIndex });
					// Whole statements in what is broken are sound all the same: a parser gives up on what is around them.
					for (const inner of child.namedChildren) { if (this.#options.whole.test(inner.type)) { raw.children.push(convert(inner, inner.type)); } }
					continue;
				}
				const name = this.#names[child.typeId];
				if (name !== undefined) { raw.children.push(convert(child, name)); }
			}
			return raw;
		};
		return { root: convert(root, this.#options.root), errors };
	}
}
