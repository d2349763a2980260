/** Finds a call to fix by its name alone, which no rule would do, and says what it is by the catalogue. */
import type { CallExpression, Node, SourceFile } from 'typescript/unstable/ast';
import { javascriptCatalogue } from '../../../server/src/catalogue/javascript/index.ts';
import type { Replacement } from '../../../server/src/catalogue/schema.ts';
import { declarationsOf } from '../../../server/src/languages/typescript/declarations.ts';
import { indexOf, isFunctionNode } from '../../../server/src/languages/typescript/syntax.ts';
import type { AwaitReplacement } from '../../../server/src/rules/finding.ts';
import type { FixCase } from './cases.ts';
import { calledName, callsOf } from './compiler.ts';

/** What the catalogue says of Node's modules, and of two packages that the test makes. */
const replacements = new Map<string, Replacement>([
	...javascriptCatalogue.entries.flatMap((entry) => (entry.replacement === undefined || !entry.symbol.startsWith('node:') ? [] : [[entry.symbol, entry.replacement] as const])),
	['bcrypt#hashSync', { kind: 'member', name: 'hash', safety: 'safe' }],
	['removal#removeSync', { kind: 'template', template: 'await $default($0)', imports: ['removal#default'], safety: 'review' }],
]);

/** The first call of a function that can be replaced, or of the one that is named; and what it is. */
export function callOf(sourceFile: SourceFile, call?: FixCase['call']): { node: CallExpression; symbol: string } | undefined {
	for (const node of callsOf(sourceFile)) {
		if (call !== undefined && node.expression.getText(sourceFile) !== call.callee) { continue; }
		const name = calledName(node);
		const symbol = call?.symbol ?? [...replacements.keys()].find((each) => each.endsWith(`#${name}`) || each.endsWith(`.${name}`));
		if (symbol !== undefined) { return { node, symbol }; }
	}
	return undefined;
}

/** What a rule would say of a call. */
export function intentOf(sourceFile: SourceFile, file: string, { node, symbol }: { node: CallExpression; symbol: string }): AwaitReplacement {
	let owner: Node = node;
	while (owner.parent !== undefined && !isFunctionNode(owner)) { owner = owner.parent; }
	const target = declarationsOf(sourceFile, file).targets.get(indexOf(owner));
	const replacement = replacements.get(symbol);
	if (replacement === undefined) { throw new Error(`the catalogue has no replacement for ${symbol}`); }
	return {
		kind: 'await-replacement', title: 'Await it', safety: replacement.safety, file, symbol, replacement,
		call: { start: node.getStart(sourceFile), end: node.end }, function: target?.kind === 'function' ? target.id : '',
	};
}
