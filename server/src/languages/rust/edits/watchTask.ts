/** The fix `watch-task`: `tokio::spawn(work());` keeps its handle, and a task beside it awaits that and logs a panic. */
import type { TextEdit, WatchTask } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { dependsOn } from './cargo.ts';
import { indentationAt, inOrder, newlineOf, replacement, type Change } from './changes.ts';
import type { RustFixProject } from './fixProject.ts';
import { pathText } from './imports.ts';
import { callAt, type Call } from './place.ts';

export function buildWatchTask(source: SourceFile, intent: WatchTask, inference: Inference, project: RustFixProject): EditResult {
	const call = callAt(source, intent.call, inference);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const changes = watched(call, intent.task, project);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change): TextEdit => ({ file: intent.file, ...change })) };
}

const names = ['task', 'begun', 'running'];

function watched(call: Call, task: string, project: RustFixProject): readonly Change[] | Refusal {
	const { node, path, source: { text, scopes } } = call;
	const around = path.at(-1);
	const isStatement = around !== undefined && 'kind' in around && (around.kind === 'expression' || around.kind === 'let' && 'pattern' in around && (around.pattern.kind === 'wildcard' || around.pattern.kind === 'ident' && around.pattern.name.startsWith('_')));
	if (!isStatement || around.end === node.end) { return refuse('the task is not begun by a statement of its own'); }
	if (node.kind === 'method' && !isPlain(node.object)) { return refuse('it is begun by something that would be made twice'); }
	const name = names.find((each) => !scopes.variables.some((variable) => variable.name === each && variable.function === call.function));
	if (name === undefined) { return refuse('there is no name left for its handle'); }
	const log = logger(call, project);
	if (isRefusal(log)) { return log; }
	const [newline, indent] = [newlineOf(text), indentationAt(text, around.start)];
	const begin = node.kind === 'call' ? text.slice(node.callee.start, node.callee.end) : text.slice(node.start, node.nameSpan.end);
	const lines = [`${begin}(async move {`, `    if let Err(error) = ${name}.await {`, `        ${log}("${task} failed: {error}");`, '    }', '});'];
	return [replacement({ start: around.start, end: node.start }, `let ${name} = `), replacement({ start: around.end, end: around.end }, lines.map((line) => `${newline}${indent}${line}`).join(''))];
}

/** `handle`, `self.runtime`. */
function isPlain(expr: Expr): boolean {
	return expr.kind === 'path' || expr.kind === 'field' && isPlain(expr.object);
}

/** What the package logs with. */
function logger(call: Call, project: RustFixProject): string | Refusal {
	const crate = ['tracing', 'log'].find((each) => dependsOn(call.source.file, each, project));
	if (crate === undefined) { return 'eprintln!'; }
	const path = pathText(call, [crate, 'error']);
	return isRefusal(path) ? path : `${path}!`;
}
