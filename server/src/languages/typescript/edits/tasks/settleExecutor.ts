/** The fix `settle-executor`: what an async executor of `new Promise()` fails with goes to the promise. */
import { isArrowFunction, isFunctionExpression, isIdentifier, SyntaxKind, type ArrowFunction, type FunctionExpression, type Node, type ParameterDeclaration, type SourceFile } from 'typescript/unstable/ast';
import type { SettleExecutor } from '../../../../rules/finding.ts';
import { hasModifier, isFunctionNode } from '../../syntax.ts';
import { hasComment, insertion, removal, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import { promiseSite } from './lostPromise.ts';

export function buildSettleExecutor(sourceFile: SourceFile, intent: SettleExecutor): EditResult {
	const site = promiseSite(sourceFile, intent.executor);
	if (isRefusal(site)) { return site; }
	const { node } = site;
	if (!isArrowFunction(node) && !isFunctionExpression(node) || !hasModifier(node, SyntaxKind.AsyncKeyword)) { return refuse('the executor is not written in the call'); }
	const changes = waitsForNothing(node) ? withoutAsync(node, sourceFile) : handedToReject(node, sourceFile);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: changes.map((change) => ({ file: intent.file, ...change })) };
}

type Executor = ArrowFunction | FunctionExpression;

/** Without an `await`, and without giving anything that may be a promise, an executor is as good without `async`: a throw in it then rejects the promise. */
function waitsForNothing({ body }: Executor): boolean {
	if ((body as Node).kind !== SyntaxKind.Block) { return false; }
	let waits = false;
	const visit = (node: Node): void => {
		if (waits || isFunctionNode(node)) { return; }
		const given = node.kind === SyntaxKind.ReturnStatement ? (node as { expression?: Node }).expression : undefined;
		waits = node.kind === SyntaxKind.AwaitExpression || node.kind === SyntaxKind.AwaitKeyword || given !== undefined;
		node.forEachChild(visit);
	};
	(body as Node).forEachChild(visit);
	return !waits;
}

/** `async (resolve) => { … }` becomes `(resolve) => { … }`. */
function withoutAsync(node: Executor, sourceFile: SourceFile): readonly Change[] | Refusal {
	if (node.type !== undefined) { return refuse('the executor is declared to give a promise'); }
	const start = node.getStart(sourceFile);
	const before = /^async\s+|^async(?=\()/.exec(sourceFile.text.slice(start, node.end))?.[0];
	return before === undefined ? refuse('a comment would be lost') : [removal(start, start + before.length)];
}

/** `async (resolve) => { … }` becomes `(resolve, reject) => { (async () => { … })().catch(reject); }`. */
function handedToReject(node: Executor, sourceFile: SourceFile): readonly Change[] | Refusal {
	if (isFunctionExpression(node) && (node.asteriskToken !== undefined || /\barguments\b/.test(node.getText(sourceFile)))) { return refuse('the function may see other `arguments`'); }
	const { text } = sourceFile;
	const start = node.getStart(sourceFile), bodyStart = (node.body as Node).getStart(sourceFile);
	const head = text.slice(start, bodyStart);
	if (hasComment(head)) { return refuse('a comment would be lost'); }
	const parameters = parametersOf(node, sourceFile);
	if (isRefusal(parameters)) { return parameters; }
	const result = node.type === undefined ? '' : `: ${(node.type as Node).getText(sourceFile)}`;
	const name = isFunctionExpression(node) && node.name !== undefined ? ` ${node.name.text}` : '';
	const outer = isArrowFunction(node) ? `(${parameters.list}) => {` : `function${name}(${parameters.list}) {`;
	return [{ span: { start, end: bodyStart }, newText: `${outer} (async ()${result} => ` }, insertion(node.end, `)().catch(${parameters.reject}); }`)];
}

/** The parameters of the new executor, and which of them rejects. */
function parametersOf(node: Executor, sourceFile: SourceFile): { readonly list: string; readonly reject: string } | Refusal {
	const [resolve, reject] = node.parameters as unknown as readonly ParameterDeclaration[];
	if (resolve === undefined || resolve.dotDotDotToken !== undefined) { return refuse('the executor takes nothing by which it would settle the promise'); }
	const list = (node.parameters as unknown as readonly Node[]).map((each) => each.getText(sourceFile)).join(', ');
	if (reject !== undefined) { return isIdentifier(reject.name) && reject.dotDotDotToken === undefined ? { list, reject: reject.name.text } : refuse('what rejects the promise has no name'); }
	const free = ['reject', 'fail'].find((name) => !new RegExp(String.raw`(?<![\w$])${name}(?![\w$])`).test(node.getText(sourceFile)));
	return free === undefined ? refuse('`reject` is something else in the executor') : { list: `${list}, ${free}`, reject: free };
}
