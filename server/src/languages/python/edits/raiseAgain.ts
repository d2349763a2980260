/** The fix `raise-again`: a handler that takes a cancellation raises it again. */
import type { RaiseAgain } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { SourceFile } from '../resolve/types.ts';
import { blocksIn, type Expr, type HandlerNode, type Stmt } from '../syntax/ast.ts';
import { asyncLibraryOf, type AsyncLibrary } from './asyncLibrary.ts';
import { indentationAt, indentBetween, inOrder, insertion, lineEndAfter, newlineOf, type Change } from './changes.ts';
import type { PythonFixProject } from './fixProject.ts';
import { accessTo } from './imports.ts';
import { scopeOfOffset } from './place.ts';

export function buildRaiseAgain(source: SourceFile, { file, handler: { start } }: RaiseAgain, project: PythonFixProject): EditResult {
	const handler = handlerAt(source.module.body, start);
	if (handler === undefined) { return refuse('the handler is no longer where it was'); }
	if (/^except\s*\*/.test(source.text.slice(start))) { return refuse('the handler takes a group of errors'); }
	const [only] = handler.caught;
	const changes = handler.caught.length === 1 && only !== undefined && isCancellation(only) ? atEnd(source, handler) : before(source, handler, project);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change) => ({ file, ...change })) };
}

function handlerAt(body: readonly Stmt[], start: number): HandlerNode | undefined {
	for (const stmt of body) {
		if (stmt.start > start || stmt.end < start) { continue; }
		const own = stmt.kind === 'try' ? stmt.handlers.find((each) => each.start === start) : undefined;
		if (own !== undefined) { return own; }
		if (stmt.kind === 'function' || stmt.kind === 'class') { return handlerAt(stmt.body, start); }
		for (const block of blocksIn(stmt)) {
			const inner = handlerAt(block.body, start);
			if (inner !== undefined) { return inner; }
		}
	}
	return undefined;
}

/** It is nothing but a cancellation, by its name. */
function isCancellation(caught: Expr): boolean {
	return (caught.kind === 'name' ? caught.name : caught.kind === 'attribute' ? caught.name : '').startsWith('Cancelled') || caught.kind === 'call';
}

/** After all that the handler does, or in place of how it leaves. */
function atEnd({ text }: SourceFile, { block }: HandlerNode): readonly Change[] | Refusal {
	const last = block.body.at(-1);
	if (last === undefined) { return refuse('the handler is empty'); }
	if (last.kind === 'pass' || last.kind === 'break' || last.kind === 'continue' || last.kind === 'return') { return [{ span: { start: last.start, end: last.end }, newText: 'raise' }]; }
	const end = lineEndAfter(text, last);
	return end === undefined ? refuse('the handler shares a line with something else') : [insertion(end, `${newlineOf(text)}${indentationAt(text, last.start)}raise`)];
}

const cancellations: Readonly<Record<AsyncLibrary, readonly [module: string, member: string, call: string]>> = {
	asyncio: ['asyncio', 'CancelledError', ''], anyio: ['anyio', 'get_cancelled_exc_class', '()'], trio: ['trio', 'Cancelled', ''],
};

/** A handler of its own before one that takes more: the first that fits is asked. */
function before(source: SourceFile, handler: HandlerNode, project: PythonFixProject): readonly Change[] | Refusal {
	const { text } = source;
	const [module, member, call] = cancellations[asyncLibraryOf(source, project)];
	const access = accessTo(source, module, member, scopeOfOffset(source, handler.start), handler.start);
	if (isRefusal(access)) { return access; }
	const indent = indentationAt(text, handler.start);
	const newline = newlineOf(text);
	return [...access.changes, insertion(handler.start, `except ${access.text}${call}:${newline}${indent}${indentBetween(text, handler.start, handler.block.body[0]?.start ?? handler.start)}raise${newline}${indent}`)];
}
