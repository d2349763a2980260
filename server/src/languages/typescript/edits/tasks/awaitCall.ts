/** The fix `await-call`: a promise that nobody looks at is awaited where it stands, in a function that is async or becomes so. */
import type { SourceFile } from 'typescript/unstable/ast';
import type { AwaitCall } from '../../../../rules/finding.ts';
import { declarationsOf } from '../../declarations.ts';
import { indexOf } from '../../syntax.ts';
import { awaitingFunction, isAwaitedAlready, keepsReadAndWriteTogether, needsParentheses } from '../awaitPlacement.ts';
import { editedFile } from '../editedFile.ts';
import { isRefusal, refuse, type EditResult } from '../refusal.ts';
import { buildAddAsync } from './addAsync.ts';
import { isLoose, promiseSite, wrapped } from './lostPromise.ts';

export function buildAwaitCall(sourceFile: SourceFile, intent: AwaitCall): EditResult {
	const site = promiseSite(sourceFile, intent.promise);
	if (isRefusal(site)) { return site; }
	const made = intent.makesAsync === undefined ? undefined : buildAddAsync(sourceFile, { file: intent.file, function: intent.makesAsync });
	if (made !== undefined && isRefusal(made)) { return made; }
	const waiting = awaitingFunction(site.node, made !== undefined);
	if (isRefusal(waiting)) { return waiting; }
	const target = declarationsOf(sourceFile, intent.file).targets.get(indexOf(waiting));
	if (target?.kind !== 'function' || target.id !== intent.function) { return refuse('the call stands in another function than the one that was found to drop it'); }
	if (isAwaitedAlready(site.node)) { return refuse('the call is awaited already'); }
	const { references } = editedFile(sourceFile);
	const torn = keepsReadAndWriteTogether(site.node, waiting, (name) => references.lookup(name, site.node)?.owner === waiting, sourceFile);
	if (torn !== undefined) { return torn; }
	const [before, after] = intent.type === 'array' ? ['Promise.all(', ')'] : isLoose(site.node) ? ['(', ')'] : ['', ''];
	// What stands alone as a statement needs no parentheses around the await.
	const [open, close] = site.statement === undefined && needsParentheses(site.whole) ? ['(', ')'] : ['', ''];
	const changes = wrapped(site, `${open}await ${before}`, after + close);
	return { kind: 'edits', edits: [...made?.edits ?? [], ...changes.map((change) => ({ file: intent.file, ...change }))] };
}
