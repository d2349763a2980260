/** The fix `return-call`: a promise that nobody looks at, made by a function's last statement, goes to its caller. */
import { isBlock, SyntaxKind, type SourceFile } from 'typescript/unstable/ast';
import type { ReturnCall } from '../../../../rules/finding.ts';
import { isFunctionNode } from '../../syntax.ts';
import { isRefusal, refuse, type EditResult } from '../refusal.ts';
import { promiseSite, wrapped } from './lostPromise.ts';

export function buildReturnCall(sourceFile: SourceFile, intent: ReturnCall): EditResult {
	const site = promiseSite(sourceFile, intent.promise);
	if (isRefusal(site)) { return site; }
	const file = intent.file;
	// `() => void save()`: without the `void` the arrow gives the promise by itself.
	if (site.isVoid && site.whole.parent.kind === SyntaxKind.ArrowFunction) {
		return { kind: 'edits', edits: wrapped(site, '', '').map((change) => ({ file, ...change })), changesTypes: true };
	}
	const block = site.statement?.parent;
	if (block === undefined || !isBlock(block) || !isFunctionNode(block.parent) || block.statements.at(-1) !== site.statement) { return refuse('the call is not the last statement of its function'); }
	const owner = block.parent.kind;
	if (owner === SyntaxKind.Constructor || owner === SyntaxKind.SetAccessor || owner === SyntaxKind.GetAccessor) { return refuse('what a constructor or a property gives cannot be waited for'); }
	const [before, after] = intent.type === 'array' ? ['Promise.all(', ')'] : ['', ''];
	return { kind: 'edits', edits: wrapped(site, `return ${before}`, after).map((change) => ({ file, ...change })), changesTypes: true };
}
