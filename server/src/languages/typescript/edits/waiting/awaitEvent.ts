/** The fix `await-event`: `while (!this.ready) { await sleep(50); }` becomes `if (!this.ready) { await once(this.server, 'listening'); }`. */
import { isAwaitExpression, isBlock, isExpressionStatement, isWhileStatement, type Expression, type SourceFile, type Statement, type WhileStatement } from 'typescript/unstable/ast';
import type { AwaitEvent } from '../../../../rules/finding.ts';
import { unwrap } from '../../syntax.ts';
import { editedFile } from '../editedFile.ts';
import { hasComment } from '../nameLists.ts';
import { nodeStartingAt } from '../nodeAt.ts';
import { isRefusal, refuse, type EditResult } from '../refusal.ts';
import { imported } from '../tasks/trackTask.ts';

export function buildAwaitEvent(sourceFile: SourceFile, intent: AwaitEvent): EditResult {
	const loop = nodeStartingAt(sourceFile, intent.loop, isWhileStatement);
	if (loop === undefined) { return refuse('the loop is no longer where it was'); }
	const asked = unwrap(loop.expression).getText(sourceFile);
	if (asked !== `${intent.isSet ? '!' : ''}${intent.flag}`) { return refuse('the loop asks for more than whether it is set'); }
	const waiting = awaitedIn(loop);
	if (waiting === undefined || hasComment(waiting.getText(sourceFile))) { return refuse('the loop does more than sleep'); }
	if (isReplaced(intent.emitter, sourceFile)) { return refuse(`\`${intent.emitter}\` may be another one by then`); }
	const file = editedFile(sourceFile);
	const quote = isRefusal(file.style) ? '\'' : file.style.quote;
	const handing = imported(file, loop, 'node:events#once', (access) => ({ before: `${access}(${intent.emitter}, ${quote}${intent.event}${quote}`, after: ')', edits: [] }));
	if (isRefusal(handing)) { return handing; }
	const start = loop.getStart(sourceFile);
	const own = [{ span: { start, end: start + 'while'.length }, newText: 'if' }, { span: { start: waiting.getStart(sourceFile), end: waiting.end }, newText: handing.before + handing.after }];
	return { kind: 'edits', edits: [...handing.edits, ...own.map((change) => ({ file: intent.file, ...change }))].toSorted((a, b) => a.span.start - b.span.start) };
}

/** What the only statement of the loop awaits. */
function awaitedIn({ statement }: WhileStatement): Expression | undefined {
	const [only, ...others]: readonly Statement[] = isBlock(statement) ? [...statement.statements] : [statement];
	return only !== undefined && others.length === 0 && isExpressionStatement(only) && isAwaitExpression(only.expression) ? only.expression.expression : undefined;
}

/** It is set more than once, or may be: then the listener may be on another one than the wait. */
function isReplaced(emitter: string, { text }: SourceFile): boolean {
	const name = emitter.slice(emitter.lastIndexOf('.') + 1).replaceAll('$', String.raw`\$`);
	if (!emitter.includes('.')) { return !new RegExp(String.raw`\bconst\s+${name}\b`).test(text); }
	const assigned = [...text.matchAll(new RegExp(String.raw`\bthis\.${name}\s*(?:\?\?|\|\||&&)?=(?!=)`, 'g'))].length;
	const declared = [...text.matchAll(new RegExp(String.raw`^[ \t]*(?:(?:private|protected|public|readonly|override|declare)\s+)*#?${name}\b[!?]?(?:\s*:[^=;\n]+)?\s*=(?![=>])`, 'gm'))].length;
	return assigned + declared !== 1;
}
