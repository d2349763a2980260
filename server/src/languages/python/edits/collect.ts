/** The fix `collect`: `for path in folder.rglob('*')` → `for path in await asyncio.to_thread(list, folder.rglob('*'))`. */
import type { Collect } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { CallExpr } from '../syntax/ast.ts';
import { inOrder, insertion, type Change } from './changes.ts';
import type { PythonFixProject } from './fixProject.ts';
import { offloadCall, threadAccess } from './offload.ts';
import { callAt, waitingFunction, type Place } from './place.ts';

export function buildCollect(source: SourceFile, { file, call: span }: Collect, project: PythonFixProject): EditResult {
	const call = callAt(source, span);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const waiting = waitingFunction(call);
	if (isRefusal(waiting)) { return waiting; }
	const changes = collected(call, project);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change) => ({ file, ...change })) };
}

function collected(call: Place & { readonly node: CallExpr }, project: PythonFixProject): readonly Change[] | Refusal {
	const { node, path, source } = call;
	const around = path.at(-1);
	if (around?.kind === 'call' && around.callee.kind === 'name' && collectors.has(around.callee.name) && around.args[0]?.value === node && call.scope.lookup(around.callee.name) === undefined) {
		return offloadCall({ ...call, node: around, path: path.slice(0, -1) }, project);
	}
	const isIterated = around?.kind === 'for' && !around.isAsync && around.iterated === node || around?.kind === 'comprehension' && around.clauses[0]?.kind === 'for' && around.clauses[0].iterated === node;
	if (!isIterated) { return refuse('it is not gone through where it is made'); }
	if (around?.kind === 'for' && around.target.kind === 'tuple' && around.target.items.some((each) => each.kind === 'name' && isChanged(each.name, source.text.slice(around.body.start, around.body.end)))) { return refuse('its loop changes what it will be given next'); }
	if (call.scope.lookup('list') !== undefined) { return refuse('`list` is the name of something else here'); }
	const access = threadAccess(call, project);
	return isRefusal(access) ? access : [...access.changes, insertion(node.start, `await ${access.text}(list, `), insertion(node.end, ')')];
}

/** They take all that they are given before they return. */
const collectors: ReadonlySet<string> = new Set(['list', 'sorted', 'set', 'tuple', 'frozenset']);

/** `os.walk()` goes where the list of directories that it gave sends it. */
function isChanged(name: string, body: string): boolean {
	return new RegExp(`\\b${name}\\s*(?:\\[|\\+=|\\.(?:remove|clear|pop|sort|reverse|insert|append|extend)\\b)|\\bdel\\s+${name}\\b`).test(body);
}
