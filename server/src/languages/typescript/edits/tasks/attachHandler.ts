/** The fix `attach-handler`: a promise that is awaited later on gets a handler at once, so that its failure is nobody's surprise meanwhile. */
import { isExpressionStatement, isIdentifier, isVariableStatement, SyntaxKind, type BinaryExpression, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { AttachHandler } from '../../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult } from '../refusal.ts';
import { lineBehind, semicolonOf, statementAround } from '../statements.ts';
import { promiseSite } from './lostPromise.ts';

export function buildAttachHandler(sourceFile: SourceFile, { promise, name, file }: AttachHandler): EditResult {
	const site = promiseSite(sourceFile, promise);
	if (isRefusal(site)) { return site; }
	const around = statementAround(site.whole);
	if (around === undefined || !isGivenIts(name, site.whole, around.statement)) { return refuse('the promise is made within another statement'); }
	const line = `${name}.catch(() => undefined)${semicolonOf(sourceFile)} // The \`await\` further down sees its failure.`;
	return { kind: 'edits', edits: [{ file, ...lineBehind(around.statement, line, sourceFile) }] };
}

/** `const name = promise;` or `name = promise;`, alone. */
function isGivenIts(name: string, promise: Node, statement: Node): boolean {
	if (isVariableStatement(statement)) { return statement.declarationList.declarations.some((each) => each.initializer === promise && isIdentifier(each.name) && each.name.text === name); }
	if (!isExpressionStatement(statement) || statement.expression.kind !== SyntaxKind.BinaryExpression) { return false; }
	const { left, right } = statement.expression as BinaryExpression;
	return right === promise && isIdentifier(left) && left.text === name;
}
