/** The fix `await-call`: a coroutine that nobody looks at is awaited where it is made. */
import type { AwaitCall } from '../../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult } from '../../../refusal.ts';
import type { SourceFile } from '../../resolve/types.ts';
import { awaited } from '../offload.ts';
import { callAt, waitingFunction } from '../place.ts';

export function buildAwaitCall(source: SourceFile, { file, promise }: AwaitCall): EditResult {
	const call = callAt(source, promise);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const waiting = waitingFunction(call);
	return isRefusal(waiting) ? waiting : { kind: 'edits', edits: awaited(call).map((change) => ({ file, ...change })) };
}
