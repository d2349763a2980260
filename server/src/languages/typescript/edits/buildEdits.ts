/** From what a fix would do to the edits that do it: one builder for each kind of intent. */
import type { FixIntent } from '../../../rules/finding.ts';
import type { TypeScriptLanguage } from '../language.ts';
import { buildAwaitReplacement } from './awaitReplacement.ts';
import { buildForwardToken } from './cancellation/forwardToken.ts';
import { buildLookAtFailures } from './cancellation/lookAtFailures.ts';
import { buildRethrowAbort } from './cancellation/rethrowAbort.ts';
import { buildBoundedHistory } from './history/boundedHistory.ts';
import { refuse, type EditResult } from './refusal.ts';
import type { FixProject } from './runtime/fixProject.ts';
import { buildAddAsync } from './tasks/addAsync.ts';
import { buildAttachHandler } from './tasks/attachHandler.ts';
import { buildAwaitCall } from './tasks/awaitCall.ts';
import { buildAwaitTogether } from './tasks/awaitTogether.ts';
import { buildCallMember } from './tasks/callMember.ts';
import { buildDropAsync } from './tasks/dropAsync.ts';
import { buildHandFailure } from './tasks/handFailure.ts';
import { buildHandCallback, buildLogCallback } from './tasks/handleCallback.ts';
import { buildLogFailure } from './tasks/logFailure.ts';
import { buildLoopOver } from './tasks/loopOver.ts';
import { buildMendAwait } from './tasks/mendAwait.ts';
import { buildReturnCall } from './tasks/returnCall.ts';
import { buildSettleExecutor } from './tasks/settleExecutor.ts';
import { buildTrackCallback } from './tasks/trackCallback.ts';
import { buildTrackTask } from './tasks/trackTask.ts';
import { buildAwaitEvent } from './waiting/awaitEvent.ts';
import { buildAwaitNotice } from './waiting/awaitNotice.ts';

/** The edits of a fix in the files' present text, not yet checked by the compiler. */
export function buildEdits(language: TypeScriptLanguage, intent: FixIntent, project: FixProject): EditResult {
	const tree = language.sourceFile(intent.file);
	if (tree === undefined) { return refuse('the file cannot be read any more'); }
	switch (intent.kind) {
		case 'await-replacement': return buildAwaitReplacement(tree.sourceFile, intent);
		case 'bounded-history': return buildBoundedHistory(language, intent, project);
		case 'await-call': return buildAwaitCall(tree.sourceFile, intent);
		case 'return-call': return buildReturnCall(tree.sourceFile, intent);
		case 'track-task': return buildTrackTask(tree.sourceFile, intent, project);
		case 'track-callback': return buildTrackCallback(tree.sourceFile, intent, project);
		case 'log-callback': return buildLogCallback(tree.sourceFile, intent);
		case 'hand-callback': return buildHandCallback(tree.sourceFile, intent);
		case 'hand-failure': return buildHandFailure(tree.sourceFile, intent);
		case 'log-failure': return buildLogFailure(tree.sourceFile, intent);
		case 'call-member': return buildCallMember(tree.sourceFile, intent);
		case 'loop-over': return buildLoopOver(tree.sourceFile, intent);
		case 'forward-token': return buildForwardToken(tree.sourceFile, intent);
		case 'rethrow-abort': return buildRethrowAbort(tree.sourceFile, intent);
		case 'settle-executor': return buildSettleExecutor(tree.sourceFile, intent);
		case 'await-event': return buildAwaitEvent(tree.sourceFile, intent);
		case 'await-notice': return buildAwaitNotice(language, intent, project);
		case 'attach-handler': return buildAttachHandler(tree.sourceFile, intent);
		case 'await-together': return buildAwaitTogether(tree.sourceFile, intent);
		case 'mend-await': return buildMendAwait(tree.sourceFile, intent);
		case 'add-async': return buildAddAsync(tree.sourceFile, intent);
		case 'drop-async': return buildDropAsync(language, intent, project);
		case 'look-at-failures': return buildLookAtFailures(tree.sourceFile, intent);
		case 'keep-task': case 'watch-task': case 'replace-callee': case 'drop-argument': case 'raise-again': case 'collect': case 'await-driven': case 'drop-guard': return refuse('there is no fix of this kind in TypeScript');
	}
}
