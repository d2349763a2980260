/** The fix `await-replacement`: a blocking call becomes an awaited one, with the imports it needs. */
import { isCallExpression, type SourceFile } from 'typescript/unstable/ast';
import type { AwaitReplacement } from '../../../rules/finding.ts';
import { declarationsOf } from '../declarations.ts';
import { indexOf } from '../syntax.ts';
import { awaitingFunction, keepsReadAndWriteTogether } from './awaitPlacement.ts';
import { rewriteCall } from './callRewrite.ts';
import { editedFile } from './editedFile.ts';
import type { Change } from './nameLists.ts';
import { nodeWithSpan } from './nodeAt.ts';
import { isRefusal, refuse, type EditResult } from './refusal.ts';

/**
 * Builds the edits of a fix, in the order of the text, none touching another's text.
 *
 * Pure over the tree. Offsets are those of the tree's text, which has no byte order mark even where the file has one. A refusal's reason
 * is one clause for people.
 */
export function buildAwaitReplacement(sourceFile: SourceFile, intent: AwaitReplacement): EditResult {
	const call = nodeWithSpan(sourceFile, intent.call, isCallExpression);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const waiting = awaitingFunction(call);
	if (isRefusal(waiting)) { return waiting; }
	const target = declarationsOf(sourceFile, intent.file).targets.get(indexOf(waiting));
	if (target?.kind !== 'function' || target.id !== intent.function) { return refuse('the call stands in another function than the one that was found to wait for it'); }
	const file = editedFile(sourceFile);
	const isOwnVariable = (name: string) => file.references.lookup(name, call)?.owner === waiting;
	const torn = keepsReadAndWriteTogether(call, waiting, isOwnVariable, sourceFile);
	if (torn !== undefined) { return torn; }
	const changes = rewriteCall({ file, call, symbol: intent.symbol, replacement: intent.replacement });
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change) => ({ file: intent.file, ...change })) };
}

/** Sorted by place; what goes in at one place becomes one change. */
function inOrder(changes: readonly Change[]): readonly Change[] {
	const sorted = changes.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
	const merged: Change[] = [];
	for (const change of sorted) {
		const last = merged.at(-1);
		if (last !== undefined && last.span.end === last.span.start && change.span.start === change.span.end && last.span.end === change.span.start) {
			merged[merged.length - 1] = { span: last.span, newText: last.newText + change.newText };
		} else {
			merged.push(change);
		}
	}
	return merged;
}
