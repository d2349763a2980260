/** The fix `call-member`: the call of a promise that nobody looks at becomes one of another member, which does the same and gives none. */
import { isCallExpression, isIdentifier, isPropertyAccessExpression, type SourceFile } from 'typescript/unstable/ast';
import type { CallMember } from '../../../../rules/finding.ts';
import { refuse, isRefusal, type EditResult } from '../refusal.ts';
import { promiseSite, wrapped } from './lostPromise.ts';

export function buildCallMember(sourceFile: SourceFile, { file, promise, member }: CallMember): EditResult {
	const site = promiseSite(sourceFile, promise);
	if (isRefusal(site)) { return site; }
	const { node, statement, isVoid } = site;
	if (statement === undefined && !isVoid) { return refuse('the promise is part of something else'); }
	if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression) || !isIdentifier(node.expression.name)) { return refuse('what is called is not written as a member of its object'); }
	const { name } = node.expression;
	const changes = [...wrapped(site, '', ''), { span: { start: name.getStart(sourceFile), end: name.end }, newText: member }].filter(({ span, newText }) => span.start < span.end || newText !== '');
	return { kind: 'edits', edits: changes.map((change) => ({ file, ...change })) };
}
