/** All rules, and how a file is checked by them. */
import type { CallGraph } from '../callgraph/graph.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { FileOutline } from '../outline/model.ts';
import { compareSpans } from '../outline/span.ts';
import { asyncInVoidCallback } from './async-in-void-callback.ts';
import { blockingCall } from './blocking-call.ts';
import { blockingCallChain } from './blocking-call-chain.ts';
import { blockingLock } from './blocking-lock.ts';
import { busyPollLoop } from './busy-poll-loop.ts';
import { cancellationNotForwarded } from './cancellation-not-forwarded.ts';
import { clientPerCall } from './client-per-call.ts';
import { deprecatedLoopApi } from './deprecated-loop-api.ts';
import type { Finding } from './finding.ts';
import { frontRemoval } from './front-removal.ts';
import { hiddenCancellation } from './hidden-cancellation.ts';
import { lateAwait } from './late-await.ts';
import { lockAcrossAwait } from './lock-across-await.ts';
import { lockReentry } from './lock-reentry.ts';
import { losersNotCancelled } from './losers-not-cancelled.ts';
import { needlessAsync } from './needless-async.ts';
import { needlessAwait } from './needless-await.ts';
import { promiseConstructorAsync } from './promise-constructor-async.ts';
import { promiseFunctionAsync } from './promise-function-async.ts';
import { returnAwaitInTry } from './return-await-in-try.ts';
import type { Rule } from './rule.ts';
import { acceptedOfOthers } from './report/samples.ts';
import { superfluousAwait } from './superfluous-await.ts';
import { swallowedCancellation } from './swallowed-cancellation.ts';
import { timeoutCancelsSharedTask } from './timeout-cancels-shared-task.ts';
import { syncOverAsync } from './sync-over-async.ts';
import { unawaitedAsyncCall } from './unawaited-async-call.ts';
import { unreleasedLock } from './unreleased-lock.ts';
import { untrackedTask } from './untracked-task.ts';

export const allRules: readonly Rule[] = [
	asyncInVoidCallback,
	blockingCall,
	blockingCallChain,
	blockingLock,
	busyPollLoop,
	cancellationNotForwarded,
	clientPerCall,
	deprecatedLoopApi,
	frontRemoval,
	hiddenCancellation,
	lateAwait,
	lockAcrossAwait,
	lockReentry,
	losersNotCancelled,
	needlessAsync,
	needlessAwait,
	promiseConstructorAsync,
	promiseFunctionAsync,
	returnAwaitInTry,
	superfluousAwait,
	swallowedCancellation,
	syncOverAsync,
	timeoutCancelsSharedTask,
	unawaitedAsyncCall,
	unreleasedLock,
	untrackedTask,
];

/** The findings of one file that the graph knows, `acceptable` ones included, in the order of the text. */
export function checkFile(outline: FileOutline, graph: CallGraph, catalogue: Catalogue, rules: readonly Rule[] = allRules): Finding[] {
	return rules
		.filter((rule) => rule.meta.languages.includes(outline.language))
		.flatMap((rule) => rule.check({ outline, graph, catalogue }).map((finding) => acceptedOfOthers(finding, outline, graph)))
		.sort((a, b) => compareSpans(a.span, b.span));
}
