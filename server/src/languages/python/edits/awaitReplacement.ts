/** The fix `await-replacement`: a blocking call becomes an awaited one, with the imports it needs. */
import type { AwaitReplacement } from '../../../rules/finding.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { CallExpr, FunctionNode } from '../syntax/ast.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import { asyncLibraryOf } from './asyncLibrary.ts';
import { blocksOf, offloadBlock } from './block.ts';
import { inOrder, type Change } from './changes.ts';
import type { PythonFixProject } from './fixProject.ts';
import { accessTo } from './imports.ts';
import { awaited, offloadCall, offloadOpened } from './offload.ts';
import { callAt, callText, waitingFunction, type Place } from './place.ts';
import { fillTemplate } from './template.ts';

type Call = Place & { readonly node: CallExpr };

/** The edits of a fix, in the order of the text. Pure over the file's syntax; a refusal's reason is one clause for people. */
export function buildAwaitReplacement(source: SourceFile, intent: AwaitReplacement, project: PythonFixProject): EditResult {
	const call = callAt(source, intent.call);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const waiting = waitingFunction(call);
	if (isRefusal(waiting)) { return waiting; }
	if (`${source.file}#${source.scopes.of.get(waiting)?.qualified ?? ''}` !== intent.function) { return refuse('the call stands in another function than the one that was found to wait for it'); }
	const changes = rewrite(call, waiting, intent, project);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change) => ({ file: intent.file, ...change })) };
}

function rewrite(call: Call, waiting: FunctionNode, intent: AwaitReplacement, project: PythonFixProject): readonly Change[] | Refusal {
	const { replacement } = intent;
	switch (replacement.kind) {
		case 'offload': return onAnotherThread(call, waiting, intent, project);
		case 'twin': {
			const [module = '', member = ''] = replacement.symbol.split('#');
			return otherCallee(call, module === 'asyncio' ? asyncLibraryOf(call.source, project) : module, member);
		}
		case 'member': {
			const { callee } = call.node;
			return callee.kind === 'attribute' ? [...awaited(call), { span: callee.nameSpan, newText: replacement.name }] : refuse('the function is not called as a member of something');
		}
		case 'template': return fillTemplate(call, replacement);
		case 'promisify': return refuse('Python has nothing of that kind');
	}
}

/** With all that is done with a file that is open for one block: else each read and write of it would be handed over by itself. */
function onAnotherThread(call: Call, waiting: FunctionNode, intent: AwaitReplacement, project: PythonFixProject): readonly Change[] | Refusal {
	for (const block of blocksOf(call, waiting)) {
		const whole = offloadBlock(call, waiting, intent.function, block, project);
		if (!isRefusal(whole)) { return whole; }
	}
	return offloadOpened(call, project) ?? offloadCall(call, project);
}

/** The same arguments to another function. */
function otherCallee(call: Call, module: string, member: string): readonly Change[] | Refusal {
	const parts = callText(call);
	if (parts === undefined) { return refuse('the call is not written in a way that can be taken apart'); }
	// `time.sleep(secs=1)` is none of Python's, but a name that one takes another may not.
	if (call.node.args.some((each) => each.name !== undefined || each.spread === '**')) { return refuse('an argument is given by its name, which may be another one there'); }
	const access = accessTo(call.source, module, member, call.scope, call.node.start);
	if (isRefusal(access)) { return access; }
	const { start } = call.node;
	return [...access.changes, ...awaited(call), { span: { start, end: start + parts.callee.length }, newText: access.text }];
}
