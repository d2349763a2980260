/**
 * The fix `await-together`: `const a = await load(); const b = await pending;` becomes `const [a, b] = await Promise.all([load(), pending]);`. Where the second is awaited within
 * something else it stays there, and has its result by then.
 */
import { isAwaitExpression, isExpressionStatement, isIdentifier, isVariableStatement, NodeFlags, type Expression, type Node, type SourceFile, type Statement } from 'typescript/unstable/ast';
import type { AwaitTogether } from '../../../../rules/finding.ts';
import { unwrap } from '../../syntax.ts';
import { hasComment } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult } from '../refusal.ts';
import { semicolonOf, statementAround } from '../statements.ts';
import { promiseSite } from './lostPromise.ts';

export function buildAwaitTogether(sourceFile: SourceFile, { promise, name, file }: AwaitTogether): EditResult {
	const site = promiseSite(sourceFile, promise);
	if (isRefusal(site)) { return site; }
	const around = statementAround(site.whole);
	if (around === undefined) { return refuse('the promise is made within another statement'); }
	const following = around.siblings.slice(around.index + 1);
	const at = following.findIndex((statement) => /\bawait\b/.test(statement.getText(sourceFile)));
	const first = following[at], next = following[at + 1];
	const before = first === undefined ? undefined : awaitedBy(first, sourceFile), after = next === undefined ? undefined : awaitedBy(next, sourceFile);
	if (first === undefined || before === undefined || before.isOf(name)) { return refuse('what is awaited before it is part of something else'); }
	const isMerged = next !== undefined && after?.isOf(name) === true && (before.keyword === undefined || after.keyword === undefined || before.keyword === after.keyword);
	const start = first.getStart(sourceFile), end = isMerged ? next.end : first.end;
	if (hasComment(sourceFile.text.slice(start, end))) { return refuse('a comment would be lost'); }
	const own = isMerged ? after : undefined;
	const keyword = before.keyword ?? own?.keyword;
	// `[, body]`: what the first gives, nobody takes.
	const names = own?.name === undefined ? before.name : [before.name ?? '', own.name].join(', ');
	const left = keyword === undefined || names === undefined ? '' : `${keyword} [${names}] = `;
	const newText = `${left}await Promise.all([${before.value}, ${own?.value ?? name}])${semicolonOf(sourceFile)}`;
	return { kind: 'edits', edits: [{ file, span: { start, end }, newText }] };
}

interface Awaited {
	readonly keyword: 'const' | 'let' | undefined;
	/** What takes the value, as it is written. */
	readonly name: string | undefined;
	readonly value: string;
	isOf(name: string): boolean;
}

/** `await value;`, or `const name = await value;` without a type. */
function awaitedBy(statement: Statement, sourceFile: SourceFile): Awaited | undefined {
	const told = (expression: Expression | undefined, keyword: Awaited['keyword'], name: Node | undefined): Awaited | undefined => {
		if (expression === undefined || !isAwaitExpression(expression)) { return undefined; }
		const value = unwrap(expression.expression);
		return { keyword, name: name?.getText(sourceFile), value: expression.expression.getText(sourceFile), isOf: (asked) => isIdentifier(value) && value.text === asked };
	};
	if (isExpressionStatement(statement)) { return told(statement.expression, undefined, undefined); }
	if (!isVariableStatement(statement)) { return undefined; }
	const { declarations, flags } = statement.declarationList;
	const [only, ...others] = declarations;
	if (only === undefined || others.length > 0 || only.type !== undefined) { return undefined; }
	const keyword = (flags & NodeFlags.Const) !== 0 ? 'const' as const : (flags & NodeFlags.Let) !== 0 ? 'let' as const : undefined;
	return keyword === undefined ? undefined : told(only.initializer, keyword, only.name);
}
