/** The fix `forward-token`: a call that takes a signal or token is given the one that its function has. */
import { isCallExpression, isObjectLiteralExpression, SyntaxKind, type CallExpression, type Expression, type Node, type ObjectLiteralExpression, type ParameterDeclaration, type SourceFile } from 'typescript/unstable/ast';
import type { ForwardToken } from '../../../../rules/finding.ts';
import { isFunctionNode, nameText, unwrap } from '../../syntax.ts';
import { hasComment, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import { promiseSite } from '../tasks/lostPromise.ts';

export function buildForwardToken(sourceFile: SourceFile, intent: ForwardToken): EditResult {
	const site = promiseSite(sourceFile, intent.call);
	if (isRefusal(site)) { return site; }
	const { node } = site;
	if (!isCallExpression(node)) { return refuse('the call is no longer where it was'); }
	const token = tokenText(intent.token, node);
	const change = intent.property === undefined ? appended(node, intent.argument, token, sourceFile) : inOptions(node, intent.argument, intent.property, token, sourceFile);
	return isRefusal(change) ? change : { kind: 'edits', edits: [{ file: intent.file, ...change }] };
}

/** `options.signal` as `options?.signal`, where the options may be left out. */
function tokenText(token: string, within: Node): string {
	const [holder = '', ...members] = token.split('.');
	for (let each = within.parent; each !== undefined; each = each.parent) {
		if (!isFunctionNode(each)) { continue; }
		const parameter = (each.parameters as unknown as readonly ParameterDeclaration[]).find(({ name }) => nameText(name) === holder);
		if (parameter !== undefined) { return parameter.questionToken === undefined || members.length === 0 ? token : [`${holder}?`, ...members].join('.'); }
	}
	return token;
}

/** A new last argument. */
function appended({ arguments: given, end }: CallExpression, argument: number, token: string, sourceFile: SourceFile): Change | Refusal {
	if (given.length !== argument) { return refuse('other arguments come before it'); }
	const last = given.at(-1);
	const behind = sourceFile.text.slice(last?.end ?? end - 1, end - 1);
	if (hasComment(behind)) { return refuse('a comment stands where it would go'); }
	const at = last?.end ?? end - 1;
	return { span: { start: at, end: at }, newText: last === undefined ? token : `, ${token}` };
}

function inOptions(call: CallExpression, argument: number, property: string, token: string, sourceFile: SourceFile): Change | Refusal {
	const entry = token === property ? token : `${property}: ${token}`;
	const given = call.arguments[argument];
	if (given === undefined) { return appended(call, argument, `{ ${entry} }`, sourceFile); }
	const literal = unwrap(given as Expression);
	if (!isObjectLiteralExpression(literal)) { return refuse('the options are made elsewhere'); }
	return merged(literal, property, entry, sourceFile);
}

function merged(literal: ObjectLiteralExpression, property: string, entry: string, sourceFile: SourceFile): Change | Refusal {
	const { properties } = literal;
	if (properties.some((each) => each.kind === SyntaxKind.SpreadAssignment || nameText((each as { name?: Node }).name) === property)) { return refuse('the options may hold one already'); }
	const last = properties.at(-1);
	if (last === undefined) { return { span: { start: literal.getStart(sourceFile), end: literal.end }, newText: `{ ${entry} }` }; }
	return { span: { start: last.end, end: last.end }, newText: isOnOwnLine(last, sourceFile) ? `,${indentOf(last, sourceFile)}${entry}` : `, ${entry}` };
}

function isOnOwnLine(node: Node, sourceFile: SourceFile): boolean {
	return /\n[\t ]*$/.test(sourceFile.text.slice(0, node.getStart(sourceFile)));
}

function indentOf(node: Node, sourceFile: SourceFile): string {
	return /\r?\n[\t ]*$/.exec(sourceFile.text.slice(0, node.getStart(sourceFile)))?.[0] ?? ' ';
}
