/** The fix `look-at-failures`: what failed among the results of `Promise.allSettled()` is logged. */
import { isAwaitExpression, isBlock, isExpressionStatement, isForOfStatement, isIdentifier, isVariableStatement, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { LookAtFailures } from '../../../../rules/finding.ts';
import { hasComment, insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import { indentOf, lineBehind, semicolonOf, statementAround } from '../statements.ts';
import { promiseSite } from '../tasks/lostPromise.ts';

export function buildLookAtFailures(sourceFile: SourceFile, intent: LookAtFailures): EditResult {
	const site = promiseSite(sourceFile, intent.call);
	if (isRefusal(site)) { return site; }
	const awaited = site.whole.parent;
	if (awaited === undefined || !isAwaitExpression(awaited)) { return refuse('the results are handed on'); }
	const changes = logged(awaited, intent, sourceFile);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: changes.map((change) => ({ file: intent.file, ...change })) };
}

function logged(awaited: Node, intent: LookAtFailures, sourceFile: SourceFile): readonly Change[] | Refusal {
	const { parent } = awaited;
	const around = statementAround(awaited);
	if (isForOfStatement(parent) && parent.expression === awaited) { return loggedInLoop(parent, intent, sourceFile); }
	if (around === undefined) { return refuse('the results are used where they are made'); }
	const { statement } = around;
	const start = statement.getStart(sourceFile);
	if (isExpressionStatement(statement) && statement.expression === awaited) {
		const indent = indentOf(statement, sourceFile), newline = /\r?\n/.exec(sourceFile.text)?.[0] ?? '\n';
		if (hasComment(sourceFile.text.slice(awaited.end, statement.end))) { return refuse('a comment would be lost'); }
		const body = logging('result', intent, sourceFile);
		const step = indent !== undefined && indent.startsWith(' ') ? stepOf(sourceFile) : '\t';
		const block = indent === undefined ? ` ${body} ` : `${newline}${indent}${step}${body}${newline}${indent}`;
		return [insertion(start, 'for (const result of '), { span: { start: awaited.end, end: statement.end }, newText: `) {${block}}` }];
	}
	if (!isVariableStatement(statement)) { return refuse('the results are used where they are made'); }
	const declaration = statement.declarationList.declarations.find((each) => each.initializer === awaited);
	if (declaration === undefined || !isIdentifier(declaration.name) || declaration.name.text === 'result') { return refuse('the results have no name of their own'); }
	return [lineBehind(statement, `for (const result of ${declaration.name.text}) { ${logging('result', intent, sourceFile)} }`, sourceFile)];
}

/** `for (const result of await Promise.allSettled(…)) { … }` */
function loggedInLoop(loop: Node, intent: LookAtFailures, sourceFile: SourceFile): readonly Change[] | Refusal {
	const { initializer, statement } = loop as unknown as { initializer: Node; statement: Node };
	const name = /^(?:const|let)\s+([\w$]+)$/.exec(initializer.getText(sourceFile))?.[1];
	if (name === undefined || !isBlock(statement)) { return refuse('a result has no name of its own'); }
	const [first] = statement.statements;
	if (first === undefined) { return refuse('the loop does nothing'); }
	const start = first.getStart(sourceFile);
	const before = /\r?\n[\t ]*$/.exec(sourceFile.text.slice(0, start))?.[0] ?? ' ';
	return [insertion(start, `${logging(name, intent, sourceFile)}${before}`)];
}

function logging(name: string, { what }: LookAtFailures, sourceFile: SourceFile): string {
	const quote = /["'](?=[^"'\n]*["'])/.exec(sourceFile.text)?.[0] ?? '\'';
	const told = what === undefined || !/^[\w$]+$/.test(what) ? '' : `${quote}${what} failed${quote}, `;
	return `if (${name}.status === ${quote}rejected${quote}) { console.error(${told}${name}.reason)${semicolonOf(sourceFile)} }`;
}

/** How far in each level stands, where a file is written with spaces. */
function stepOf({ text }: SourceFile): string { return /\n( {2,8})\S/.exec(text)?.[1] ?? '  '; }
