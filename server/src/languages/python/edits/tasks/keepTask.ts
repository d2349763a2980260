/** The fix `keep-task`: a task that nobody keeps goes into a set, which it leaves when it is done. */
import type { KeepTask } from '../../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../../refusal.ts';
import type { SourceFile } from '../../resolve/types.ts';
import { ownerOfSelf, type Definition, type Scope } from '../../scopes.ts';
import type { Expr } from '../../syntax/ast.ts';
import { indentationAt, inOrder, insertion, lineEndAfter, newlineOf, type Change } from '../changes.ts';
import { accessTo, endOfImports } from '../imports.ts';
import { callAt, type Place } from '../place.ts';

export function buildKeepTask(source: SourceFile, { file, call: span }: KeepTask): EditResult {
	const call = callAt(source, span);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const named = taskName(call);
	if (isRefusal(named)) { return named; }
	const { text } = source;
	const { start, end } = call.statement;
	const lineEnd = lineEndAfter(text, { start, end });
	if (lineEnd === undefined) { return refuse('the call shares a line with something else'); }
	const kept = keptIn(call);
	if (isRefusal(kept)) { return kept; }
	const newline = `${newlineOf(text)}${indentationAt(text, start)}`;
	const { name, isNew } = named;
	const changes = [
		...kept.changes, ...(isNew ? [insertion(start, `${name} = `)] : []),
		insertion(lineEnd, `${newline}${kept.text}.add(${name})${newline}${name}.add_done_callback(${kept.text}.discard)`),
	];
	return { kind: 'edits', edits: inOrder(changes).map((change) => ({ file, ...change })) };
}

const names = ['task', 'background_task', 'kept_task', 'begun_task'];

/** The name of the statement `name = call`, or one that is free for a statement that is the call alone. */
function taskName({ statement, node, path, scope }: Place): { readonly name: string; readonly isNew: boolean } | Refusal {
	if (path.at(-1) === statement && statement.kind === 'assign' && statement.targets.length === 1 && statement.operator === undefined) {
		const [target] = statement.targets;
		return target?.kind === 'name' ? { name: target.name, isNew: false } : refuse('the task is given to something else than a name');
	}
	if (statement.kind !== 'expression' || statement.value !== node) { return refuse('the task is not begun by a statement of its own'); }
	const free = names.find((each) => scope.lookup(each) === undefined);
	return free === undefined ? refuse('there is no name left for the task') : { name: free, isNew: true };
}

/** What the set is called at a place, and what makes it, where there is none yet. */
function keptIn({ source, scope }: Place): { readonly text: string; readonly changes: readonly Change[] } | Refusal {
	const own = setOfClass(source, scope) ?? setOfModule(source, scope);
	if (own !== undefined) { return { text: own, changes: [] }; }
	const at = endOfImports(source);
	if (at === undefined) { return refuse('there is no import to put the set of tasks behind'); }
	const { module } = source.scopes;
	const name = ['_background_tasks', '_kept_tasks'].find((each) => !source.scopes.bindings.some((binding) => binding.name === each));
	const type = accessTo(source, 'asyncio', 'Task', module, at);
	if (name === undefined || isRefusal(type)) { return name === undefined ? refuse('there is no name left for the set of tasks') : type as Refusal; }
	const newline = newlineOf(source.text);
	return { text: name, changes: [...type.changes, insertion(at, `${newline}${newline}${name}: set[${type.text}] = set()`)] };
}

/** A set of tasks that the class keeps already, by `self`. */
function setOfClass(source: SourceFile, scope: Scope): string | undefined {
	const self = scope.lookup('self');
	const owner = self && ownerOfSelf(self);
	for (const [name, definitions] of owner === undefined ? [] : source.scopes.attributes.get(owner) ?? []) {
		if (isSetOfTasks(`self.${name}`, definitions, source)) { return `self.${name}`; }
	}
	return undefined;
}

function setOfModule(source: SourceFile, scope: Scope): string | undefined {
	for (const [name, variable] of source.scopes.module.variables) {
		if (scope.lookup(name) === variable && isSetOfTasks(name, variable.definitions, source)) { return name; }
	}
	return undefined;
}

/** It is made as an empty set, and says that it holds tasks: by its type, or because others leave it when they are done. */
function isSetOfTasks(access: string, definitions: readonly Definition[], { text }: SourceFile): boolean {
	const made = definitions.filter(({ source: { kind } }) => kind !== 'put');
	return made.length > 0 && made.every(({ source: each }) => {
		if (each.kind === 'value') { return each.path.length === 0 && isEmptySet(each.value) && text.includes(`.add_done_callback(${access}.discard)`); }
		return each.kind === 'annotated' && each.value !== undefined && isEmptySet(each.value) && (/\bTask\b/.test(text.slice(each.annotation.start, each.annotation.end)) || text.includes(`.add_done_callback(${access}.discard)`));
	});
}

function isEmptySet(value: Expr): boolean {
	return value.kind === 'call' && value.args.length === 0 && value.callee.kind === 'name' && value.callee.name === 'set';
}
