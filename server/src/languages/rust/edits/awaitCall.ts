/** The fix `await-call`: `work();` → `work().await;` */
import type { AwaitCall } from '../../../rules/finding.ts';
import { refuse, type EditResult } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import { insertion } from './changes.ts';
import { callAt, waitsIn } from './place.ts';
import { whyNotSend } from './sendable.ts';

export function buildAwaitCall(source: SourceFile, { file, promise, function: id }: AwaitCall, inference: Inference): EditResult {
	const call = callAt(source, promise, inference);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const around = call.path.at(-1);
	const isStatement = around !== undefined && 'kind' in around && (around.kind === 'expression' || around.kind === 'let' && 'pattern' in around && around.pattern.kind === 'wildcard');
	if (!isStatement) { return refuse('it is not a statement of its own'); }
	const refused = waitsIn(call, id) ?? whyNotSend(call);
	if (refused !== undefined) { return refused; }
	const { node, scope } = call;
	const type = inference.awaited(inference.typeOf(node, { source, scope }));
	if (around.kind === 'expression' && type.kind === 'outside' && type.symbol === 'std::result#Result') { return refuse('what it gives may be an error, which somebody has to look at'); }
	return { kind: 'edits', edits: [{ file, ...insertion(node.end, '.await') }] };
}
