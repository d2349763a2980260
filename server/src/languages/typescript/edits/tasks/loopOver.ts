/** The fix `loop-over`: `items.forEach(async (item) => { … })` becomes `for (const item of items) { … }`. */
import { isArrowFunction, isCallExpression, isExpressionStatement, isFunctionExpression, isPropertyAccessExpression, SyntaxKind, type CallExpression, type Node, type ParameterDeclaration, type SourceFile } from 'typescript/unstable/ast';
import type { LoopOver } from '../../../../rules/finding.ts';
import { declarationsOf } from '../../declarations.ts';
import { hasModifier, indexOf, isFunctionNode } from '../../syntax.ts';
import { awaitingFunction } from '../awaitPlacement.ts';
import { hasComment, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import { promiseSite } from './lostPromise.ts';

export function buildLoopOver(sourceFile: SourceFile, intent: LoopOver): EditResult {
	const site = promiseSite(sourceFile, intent.call);
	if (isRefusal(site)) { return site; }
	const { node } = site;
	if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression) || !isExpressionStatement(node.parent)) { return refuse('the call is part of something else'); }
	const waiting = awaitingFunction(node);
	if (isRefusal(waiting)) { return waiting; }
	const target = declarationsOf(sourceFile, intent.file).targets.get(indexOf(waiting));
	if (target?.kind !== 'function' || target.id !== intent.function) { return refuse('the call stands in another function than the one that was found to make it'); }
	const changes = loopInPlaceOf(node, sourceFile);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: changes.map((change) => ({ file: intent.file, ...change })) };
}

function loopInPlaceOf(call: CallExpression, sourceFile: SourceFile): readonly Change[] | Refusal {
	const { expression: member, arguments: [callback, ...others], questionDotToken } = call;
	if (!isPropertyAccessExpression(member) || questionDotToken !== undefined || member.questionDotToken !== undefined) { return refuse('the list may be missing'); }
	if (callback === undefined || others.length > 0 || !isArrowFunction(callback) && !isFunctionExpression(callback)) { return refuse('the function is not written in the call'); }
	if (isFunctionExpression(callback) && (callback.asteriskToken !== undefined || /\b(?:this|arguments)\b/.test(callback.getText(sourceFile)))) { return refuse('the function may see another `this`'); }
	const [item, ...more] = callback.parameters as unknown as readonly ParameterDeclaration[];
	if (item === undefined || more.length > 1 || [item, ...more].some((each) => each.initializer !== undefined || each.dotDotDotToken !== undefined)) { return refuse('the function takes more than an item and its index'); }
	const list = member.expression.getText(sourceFile), name = item.name.getText(sourceFile), [index] = more;
	const names = [name, index?.name.getText(sourceFile) ?? ''].join(' ').match(/[\w$]+/g) ?? [];
	if (names.some((each) => new RegExp(String.raw`(?<![\w$.])${each.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(list))) { return refuse('an item is called like the list'); }
	const head = index === undefined ? `for (const ${name} of ${list}) ` : `for (const [${index.name.getText(sourceFile)}, ${name}] of ${list}.entries()) `;
	const { body } = callback;
	const start = call.getStart(sourceFile), bodyStart = (body as Node).getStart(sourceFile);
	if (hasComment(sourceFile.text.slice(start, bodyStart)) || hasComment(sourceFile.text.slice((body as Node).end, call.parent.end))) { return refuse('a comment would be lost'); }
	if ((body as Node).kind !== SyntaxKind.Block) {
		const given = sourceFile.text.slice(bodyStart, (body as Node).end);
		const awaited = hasModifier(callback, SyntaxKind.AsyncKeyword) && (body as Node).kind === SyntaxKind.AwaitExpression ? given : `await ${given}`;
		if (!/^[\w$.]*(?:await\b|[\w$]+\()/.test(awaited)) { return refuse('what the function gives is more than a call'); }
		return [{ span: { start, end: call.parent.end }, newText: `${head}{ ${awaited}; }` }];
	}
	const leaving = returnsIn(body as Node);
	if (isRefusal(leaving)) { return leaving; }
	return [
		{ span: { start, end: bodyStart }, newText: head },
		...leaving.map((each) => ({ span: { start: each.getStart(sourceFile), end: each.end }, newText: 'continue;' })),
		{ span: { start: (body as Node).end, end: call.parent.end }, newText: '' },
	];
}

/** The `return`s of a body, which become `continue`. */
function returnsIn(body: Node): readonly Node[] | Refusal {
	const found: Node[] = [];
	let refusal: Refusal | undefined;
	const visit = (node: Node, isInner: boolean): void => {
		if (isFunctionNode(node)) { return; }
		if (node.kind === SyntaxKind.ReturnStatement) {
			if (isInner) { refusal ??= refuse('a `return` stands in a loop of its own'); }
			if ((node as { expression?: Node }).expression !== undefined) { refusal ??= refuse('a `return` gives something'); }
			found.push(node);
		}
		const isLoop = node.kind === SyntaxKind.ForStatement || node.kind === SyntaxKind.ForOfStatement || node.kind === SyntaxKind.ForInStatement || node.kind === SyntaxKind.WhileStatement || node.kind === SyntaxKind.DoStatement;
		node.forEachChild((child) => { visit(child, isInner || isLoop); });
	};
	visit(body, false);
	return refusal ?? found;
}
