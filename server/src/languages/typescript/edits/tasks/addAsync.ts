/** The fix `add-async`: a function that gives a promise becomes an async one. */
import { isArrowFunction, isFunctionDeclaration, isFunctionExpression, isMethodDeclaration, SyntaxKind, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { AddAsync } from '../../../../rules/finding.ts';
import { isFunctionNode } from '../../syntax.ts';
import { insertion } from '../nameLists.ts';
import { nodeWithSpan } from '../nodeAt.ts';
import { refuse, type EditResult } from '../refusal.ts';

export function buildAddAsync(sourceFile: SourceFile, { file, function: span }: Pick<AddAsync, 'file' | 'function'>): EditResult {
	const found = nodeWithSpan(sourceFile, span, isFunctionNode);
	const at = found === undefined ? undefined : placeIn(found, sourceFile);
	if (found === undefined || at === undefined) { return refuse('the function is no longer where it was'); }
	if (namesAwait(found)) { return refuse('`await` is a name in it'); }
	const before = /[\w$]/.test(sourceFile.text[at - 1] ?? '') ? ' ' : '';
	return { kind: 'edits', edits: [{ file, ...insertion(at, `${before}async `) }] };
}

/** Before `function`, the parameters of an arrow function, or the name of a method. */
function placeIn(node: Node, sourceFile: SourceFile): number | undefined {
	if (isMethodDeclaration(node)) { return (node.name as Node).getStart(sourceFile); }
	if (!isArrowFunction(node) && !isFunctionDeclaration(node) && !isFunctionExpression(node)) { return undefined; }
	const modifiers = ((node as { modifiers?: readonly Node[] }).modifiers ?? []).at(-1);
	const from = modifiers?.end ?? node.getStart(sourceFile);
	return from + (/^\s*/.exec(sourceFile.text.slice(from))?.[0].length ?? 0);
}

/** In an async function `await` is no name. */
function namesAwait(node: Node): boolean {
	let isName = false;
	const visit = (each: Node): void => {
		isName ||= each.kind === SyntaxKind.Identifier && (each as unknown as { text: string }).text === 'await';
		if (!isName) { each.forEachChild(visit); }
	};
	visit(node);
	return isName;
}
