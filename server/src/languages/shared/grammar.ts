/** A grammar run by web-tree-sitter: from text to nodes as plain data. With `reparse.ts` the only file that sees a tree of the parser's. */
import { Language, Parser, type Node, type Tree } from 'web-tree-sitter';
import type { Span } from '../../outline/span.ts';
import { editOf, Earlier } from './reparse.ts';

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

/** A text that was parsed and will be edited. */
interface Kept { readonly text: string; readonly tree: Tree; readonly root: RawNode }

/** So many texts are edited at a time. */
const keptLimit = 4;

export class GrammarParser {
	readonly #parser: Parser;
	readonly #options: GrammarOptions;
	/** By type id: the names of the nodes that are kept. */
	readonly #names: readonly (string | undefined)[];
	readonly #wanted: string[];
	/** Of the texts that were edited last, the last one first to go. */
	readonly #kept = new Map<string, Kept>();

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

	/**
	 * Parses a text. What is wrong in it is left out and told; the rest stays. `edited`: a name for a text that changes often, such as the file it is of. Of such a text
	 * only what changed is parsed again the next time.
	 */
	parse(text: string, edited?: string): RawTree {
		const last = edited === undefined ? undefined : this.#kept.get(edited);
		const edit = last && editOf(last.text, text);
		if (last !== undefined && edit !== undefined) { last.tree.edit(edit); }
		const tree = this.#parser.parse(text, last?.tree);
		if (tree === null) { return { root: { type: this.#options.root, start: 0, end: text.length, children: [] }, errors: [{ start: 0, end: text.length }] }; }
		const earlier = last && edit && new Earlier(last.root, edit, last.tree.getChangedRanges(tree));
		const errors: Span[] = [];
		try {
			const root = this.#converted(tree.rootNode, this.#options.root, earlier, errors);
			if (edited !== undefined) { this.#keep(edited, { text, tree: tree.copy(), root }); }
			return { root, errors };
		} finally { tree.delete(); }
	}

	#keep(edited: string, state: Kept): void {
		this.#kept.get(edited)?.tree.delete();
		this.#kept.delete(edited);
		this.#kept.set(edited, state);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size <= keptLimit || oldest === undefined) { return; }
		this.#kept.get(oldest)?.tree.delete();
		this.#kept.delete(oldest);
	}

	/** A node with all in it. What is as it was in the earlier text is taken from there; only around errors, and around what changed, the tree is walked node by node. */
	#converted(node: Node, type: string, earlier: Earlier | undefined, errors: Span[]): RawNode {
		const { startIndex: start, endIndex: end } = node;
		const isBroken = node.hasError;
		if (!isBroken) {
			const same = earlier?.same(type, start, end);
			if (same !== undefined) { return same; }
			if (earlier?.isNear(start, end) !== true) { return this.#nest(node, type); }
		}
		const raw: RawNode = { type, start, end, children: [] };
		for (const child of node.children) { this.#add(child, raw, earlier, errors); }
		return raw;
	}

	#add(child: Node, raw: RawNode, earlier: Earlier | undefined, errors: Span[]): void {
		if (child.isMissing || child.isError) {
			errors.push({ start: child.startIndex, end: child.endIndex });
			if (child.isMissing) { return; }
			// Whole statements in what is broken are sound all the same: a parser gives up on what is around them.
			for (const inner of child.namedChildren) { if (this.#options.whole.test(inner.type)) { raw.children.push(this.#converted(inner, inner.type, earlier, errors)); } }
			return;
		}
		const name = this.#names[child.typeId];
		if (name !== undefined) { raw.children.push(this.#converted(child, name, earlier, errors)); }
	}

	/** All nodes at once, in the order of the text, a parent before its children: their ranges tell which is in which. Far cheaper than to walk the tree. */
	#nest(root: Node, rootType: string): RawNode {
		const top: RawNode = { type: rootType, start: root.startIndex, end: root.endIndex, children: [] };
		const open: RawNode[] = [top];
		for (const node of root.descendantsOfType(this.#wanted)) {
			const type = this.#names[node.typeId];
			if (type === undefined || node.id === root.id) { continue; }
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
}
