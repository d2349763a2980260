/** The fix `keep-task`: a task that nobody keeps is begun in the `TaskTracker` or `JoinSet` that keeps others, where one is in reach. */
import type { KeepTask, TextEdit } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile, Type } from '../resolve/types.ts';
import type { Expr, FunctionNode } from '../syntax/ast.ts';
import { inOrder, replacement, type Change } from './changes.ts';
import type { RustFixProject } from './fixProject.ts';
import { dropImport } from './imports.ts';
import { callAt, type Call } from './place.ts';

/** What tasks can be begun in, by how it is written at a place. */
interface Keeper { readonly text: string; readonly kind: 'tracker' | 'set'; readonly isChangeable: boolean; readonly results: Type | undefined }

export function buildKeepTask(source: SourceFile, { file, call: span }: KeepTask, inference: Inference, project: RustFixProject): EditResult {
	const call = callAt(source, span, inference);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const changes = begunIn(call, project);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change): TextEdit => ({ file, ...change })) };
}

function begunIn(call: Call, project: RustFixProject): readonly Change[] | Refusal {
	const { node, path } = call;
	const [future] = node.args;
	if (node.kind !== 'call' || node.callee.kind !== 'path' || future === undefined) { return refuse('it is begun by a handle of its own'); }
	const around = path.at(-1);
	const isDropped = around !== undefined && 'kind' in around && (around.kind === 'expression' || around.kind === 'let' && 'pattern' in around && (around.pattern.kind === 'wildcard' || around.pattern.kind === 'ident' && around.pattern.name.startsWith('_')));
	if (!isDropped) { return refuse('the task is not begun by a statement of its own'); }
	const keepers = [...fields(call), ...locals(call)];
	const keeper = keepers.find(({ kind }) => kind === 'tracker') ?? keepers.find((each) => each.isChangeable);
	if (keeper === undefined) { return refuse(keepers.length > 0 ? 'the `JoinSet` there cannot be changed' : 'there is no `TaskTracker` or `JoinSet` in reach'); }
	if (keeper.kind === 'set' && !(isUnit(keeper.results) && givesNothing(future, call))) { return refuse('the `JoinSet` there is for tasks that give something else'); }
	const dropped = dropImport(node.callee.path.segments[0]?.name ?? '', call, [node.callee], project);
	return isRefusal(dropped) ? dropped : [replacement(node.callee, `${keeper.text}.spawn`), ...dropped];
}

function fields({ function: fn, source, inference, scope }: Call): readonly Keeper[] {
	// In a closure or async block `self` would be borrowed for longer than the function runs.
	if (fn.node.form !== 'item' || !fn.node.hasSelf) { return []; }
	const self = inference.selfType({ source, scope });
	if (self.kind !== 'own' || self.type.node.kind !== 'struct') { return []; }
	const head = source.text.slice(fn.node.start, fn.node.body?.start ?? fn.node.end);
	const isChangeable = /\(\s*(?:&\s*(?:'\w+\s+)?)?mut\s+self\b/.test(head);
	return self.type.node.fields.flatMap((field) => keeperOf(`self.${field.name}`, inference.annotation(field.type, { source: self.type.source, scope: self.type.scope }), isChangeable));
}

function locals({ function: fn, source, inference, node, path }: Call): readonly Keeper[] {
	const blocks = path.filter((each) => 'statements' in each);
	return source.scopes.variables.flatMap((variable) => {
		if (variable.function !== fn || variable.at >= node.start || variable.source.kind === 'self') { return []; }
		const isSeen = variable.source.kind === 'parameter' || blocks.some((block) => 'statements' in block && block.statements.some((each) => each.kind === 'let' && each.pattern.start === variable.at));
		const isAsked = [...source.scopes.refs].some(([ref, each]) => each === variable && ref.start > node.end && /^\s*\.\s*(?:join_next|join_all|wait|close|shutdown)\b/.test(source.text.slice(ref.end)));
		const isChangeable = /(?:\bmut\s+|:\s*&\s*mut\s[^,)]*)$/.test(source.text.slice(Math.max(0, variable.at - 8), variable.at)) || /^\w+\s*:\s*&\s*mut\b/.test(source.text.slice(variable.at));
		// A set that is dropped with the function ends its tasks.
		return isSeen && (isAsked || variable.source.kind === 'parameter') ? keeperOf(variable.name, inference.variable(variable, source), isChangeable) : [];
	});
}

function keeperOf(text: string, type: Type, isChangeable: boolean): readonly Keeper[] {
	if (type.kind !== 'outside') { return []; }
	if (type.symbol === 'tokio_util::task#TaskTracker') { return [{ text, kind: 'tracker', isChangeable, results: undefined }]; }
	return type.symbol === 'tokio::task#JoinSet' ? [{ text, kind: 'set', isChangeable, results: type.args[0] }] : [];
}

function isUnit(type: Type | undefined): boolean {
	return type?.kind === 'tuple' && type.items.length === 0;
}

/** Its future gives `()`. */
function givesNothing(future: Expr, { source, inference, scope }: Call): boolean {
	if (future.kind === 'closure') { return future.function.form === 'async' && future.function.body?.tail === undefined && !returnsSomething(future.function, source); }
	if (future.kind !== 'call' && future.kind !== 'method') { return false; }
	const callee = future.kind === 'call' ? inference.typeOf(future.callee, { source, scope }) : inference.methods.find(inference.typeOf(future.object, { source, scope }), future.name);
	return callee?.kind === 'function' && callee.function.node.isAsync && callee.function.node.returns === undefined;
}

function returnsSomething({ start, end }: FunctionNode, { text }: SourceFile): boolean {
	return /\breturn\s+[^;\s}]|\?/.test(text.slice(start, end));
}
