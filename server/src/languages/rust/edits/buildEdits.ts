/**
 * From what a fix would do to the edits that do it: one builder for each kind of intent.
 *
 * To add one: a member of `FixIntent` (rules/finding.ts) that says what is to be done and where, by spans; a file here that finds the place
 * (`placeOf`), asks whether an `.await` may stand there (`waitingFunction`, `whyNotSend`) and how something of another crate is written (`pathText`), and
 * answers with changes or with the reason why there are none; a line in the switch and in `rustFixes`; cases in `test/fixes/rust`. No compiler
 * is asked: what is not known to compile is refused.
 */
import type { FixIntent, TextEdit } from '../../../rules/finding.ts';
import { refuse, type EditResult } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import { buildAwaitCall } from './awaitCall.ts';
import { buildAwaitDriven } from './awaitDriven.ts';
import { buildAwaitReplacement } from './awaitReplacement.ts';
import { buildDropGuard } from './dropGuard.ts';
import { buildKeepTask } from './keepTask.ts';
import type { RustFixProject } from './fixProject.ts';
import { buildVecDeque } from './vecDeque.ts';
import { buildWatchTask } from './watchTask.ts';

/** The kinds that there are builders for. */
export const rustFixes: ReadonlySet<FixIntent['kind']> = new Set<FixIntent['kind']>(['await-replacement', 'await-driven', 'await-call', 'keep-task', 'watch-task', 'drop-guard', 'bounded-history']);

/** The edits of a fix in the file's present text, not yet checked. */
export function buildEdits(source: SourceFile | undefined, intent: FixIntent, inference: Inference, project: RustFixProject): EditResult {
	if (source === undefined) { return refuse('the file cannot be read any more'); }
	const result = editsOf(source, intent, inference, project);
	return result.kind === 'edits' && doOverlap(result.edits) ? refuse('two of its changes touch the same text') : result;
}

function doOverlap(edits: readonly TextEdit[]): boolean {
	return edits.some((each, index) => edits.some((other, place) => place > index && other.file === each.file && other.span.start < each.span.end && each.span.start < other.span.end));
}

function editsOf(source: SourceFile, intent: FixIntent, inference: Inference, project: RustFixProject): EditResult {
	switch (intent.kind) {
		case 'await-replacement': return buildAwaitReplacement(source, intent, inference, project);
		case 'await-driven': return buildAwaitDriven(source, intent, inference, project);
		case 'await-call': return buildAwaitCall(source, intent, inference);
		case 'keep-task': return buildKeepTask(source, intent, inference, project);
		case 'watch-task': return buildWatchTask(source, intent, inference, project);
		case 'bounded-history': return buildVecDeque(source, intent, inference, project);
		case 'drop-guard': return buildDropGuard(source, intent, inference);
		default: return refuse('there is no fix of this kind in Rust yet');
	}
}
