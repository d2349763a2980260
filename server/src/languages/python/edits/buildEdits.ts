/**
 * From what a fix would do to the edits that do it: one builder for each kind of intent.
 *
 * To add one: a member of `FixIntent` (rules/finding.ts) that says what is to be done and where, by spans; a file here that finds the place
 * (`placeOf`), asks whether an `await` may stand there (`waitingFunction`) and under which name something of another module is known
 * (`accessTo`), and answers with changes or with the reason why there are none; a line in the switch and in `pythonFixes`; cases in `test/fixes/python`. What
 * every builder makes is parsed again and its names are looked up before it is offered (`faults.ts`).
 */
import type { FixIntent } from '../../../rules/finding.ts';
import type { SourceFile } from '../resolve/types.ts';
import { refuse, type EditResult } from '../../refusal.ts';
import { buildAwaitReplacement } from './awaitReplacement.ts';
import { buildCollect } from './collect.ts';
import type { PythonFixProject } from './fixProject.ts';
import { buildBoundedHistory } from './history/boundedHistory.ts';
import { buildLookAtFailures } from './lookAtFailures.ts';
import { buildDropArgument, buildReplaceCallee } from './otherCall.ts';
import { buildRaiseAgain } from './raiseAgain.ts';
import { buildAwaitCall } from './tasks/awaitCall.ts';
import { buildKeepTask } from './tasks/keepTask.ts';
import { withoutUnusedImports } from './unusedImports.ts';

/** The kinds that there are builders for. */
export const pythonFixes: ReadonlySet<FixIntent['kind']> = new Set<FixIntent['kind']>(['await-replacement', 'await-call', 'keep-task', 'replace-callee', 'drop-argument', 'raise-again', 'collect', 'bounded-history', 'look-at-failures']);

/** The edits of a fix in the file's present text, not yet checked. */
export function buildEdits(source: SourceFile | undefined, intent: FixIntent, project: PythonFixProject): EditResult {
	if (source === undefined) { return refuse('the file cannot be read any more'); }
	const result = editsOf(source, intent, project);
	return result.kind === 'refusal' ? result : { ...result, edits: withoutUnusedImports(source, result.edits, project.names) };
}

function editsOf(source: SourceFile, intent: FixIntent, project: PythonFixProject): EditResult {
	switch (intent.kind) {
		case 'await-replacement': return buildAwaitReplacement(source, intent, project);
		case 'await-call': return buildAwaitCall(source, intent);
		case 'keep-task': return buildKeepTask(source, intent);
		case 'replace-callee': return buildReplaceCallee(source, intent);
		case 'drop-argument': return buildDropArgument(source, intent);
		case 'raise-again': return buildRaiseAgain(source, intent, project);
		case 'collect': return buildCollect(source, intent, project);
		case 'bounded-history': return buildBoundedHistory(source, intent, project);
		case 'look-at-failures': return buildLookAtFailures(source, intent);
		default: return refuse('there is no fix of this kind in Python yet');
	}
}
