/** The fix `log-failure`: the failure of a promise that nobody looks at is written to the console, or told as other handlers of the file do it. */
import { isCallExpression, isIdentifier, isNonNullExpression, isPropertyAccessExpression, SyntaxKind, type Expression, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { LogFailure } from '../../../../rules/finding.ts';
import { editedFile } from '../editedFile.ts';
import { hasComment } from '../nameLists.ts';
import { nodeWithSpan } from '../nodeAt.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import { isLoose, promiseSite, wrapped } from './lostPromise.ts';
import { hasClassThis } from './trackTask.ts';

export function buildLogFailure(sourceFile: SourceFile, intent: LogFailure): EditResult {
	const site = promiseSite(sourceFile, intent.promise);
	if (isRefusal(site)) { return site; }
	const { node, statement, isVoid } = site;
	if (statement === undefined && !isVoid) { return refuse('the promise is part of something else'); }
	const { style } = editedFile(sourceFile);
	const { quote, semicolon } = isRefusal(style) ? { quote: '\'', semicolon: ';' } : style;
	const isOptional = /\?\.[\w$([]/.test(node.getText(sourceFile));
	const [open, close] = intent.type === 'maybe' && !isOptional ? ['Promise.resolve(', ')'] : isLoose(node) || node.kind === SyntaxKind.NewExpression ? ['(', ')'] : ['', ''];
	// `() => void save()` gives nothing, and must not give a promise instead.
	const kept = isVoid && statement === undefined ? 'void ' : '';
	const log = reportOf(sourceFile, node, intent);
	if (isRefusal(log)) { return log; }
	const told = intent.expected === undefined ? log + semicolon : `if (error.name !== ${quote}${intent.expected}${quote}) { ${log}${semicolon} }`;
	const changes = wrapped(site, kept + open, `${close}.catch((error) => { ${told} })`);
	return { kind: 'edits', edits: changes.map((change) => ({ file: intent.file, ...change })) };
}

/** The call that tells of `error` at a node, without a semicolon. */
export function reportOf(sourceFile: SourceFile, at: Node, { like, task }: Pick<LogFailure, 'like' | 'task'>): string | Refusal {
	const { style, references } = editedFile(sourceFile);
	const quote = isRefusal(style) ? '\'' : style.quote;
	const text = `${quote}${capitalized(task)} failed${quote}`;
	if (like === undefined) { return `console.error(${text}, error)`; }
	const call = nodeWithSpan(sourceFile, like.call, isCallExpression);
	if (call === undefined) { return refuse('the call by which the file tells of failures is no longer where it was'); }
	const root = rootOf(call.expression);
	const isSame = root.kind === SyntaxKind.ThisKeyword ? at.kind !== SyntaxKind.FunctionExpression && hasClassThis(at) && hasClassThis(call) : isIdentifier(root) && references.lookup(root.text, at)?.declaration === references.lookup(root.text, call)?.declaration;
	const callee = sourceFile.text.slice(call.getStart(sourceFile), call.arguments.pos);
	if (!isSame || hasComment(callee)) { return refuse(`\`${root.getText(sourceFile)}\` is something else where the promise is made`); }
	return `${callee.replaceAll(/\s*\n\s*/g, '')}${call.arguments.map((_, index) => (index === like.failure ? 'error' : text)).join(', ')})`;
}

/** `logger` of `logger.child.error`. */
function rootOf(callee: Expression): Expression {
	let each = callee;
	while (isPropertyAccessExpression(each) || isNonNullExpression(each)) { each = each.expression; }
	return each;
}

/** `Save` of `save`. */
function capitalized(text: string): string { return text.charAt(0).toUpperCase() + text.slice(1); }
