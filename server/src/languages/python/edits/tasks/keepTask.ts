/** The fix `keep-task`: a task that nobody keeps goes into a set, which it leaves when it is done. */
import type { KeepTask, TaskKeeper } from '../../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../../refusal.ts';
import type { SourceFile } from '../../resolve/types.ts';
import { ownerOfSelf, type Definition, type Scope } from '../../scopes.ts';
import type { CallExpr, Expr } from '../../syntax/ast.ts';
import { indentationAt, inOrder, insertion, lineEndAfter, newlineOf, type Change } from '../changes.ts';
import { accessTo, endOfImports } from '../imports.ts';
import { callAt, type Place } from '../place.ts';

type Call = Place & { readonly node: CallExpr };

export function buildKeepTask(source: SourceFile, { file, call: span, keeper }: KeepTask): EditResult {
	const call = callAt(source, span);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const given = keeper === undefined ? undefined : keeper.kind === 'group' ? begunInGroup(call) : givenTo(keeper, call);
	const changes = given === undefined || isRefusal(given) && keeper?.kind === 'function' && keeper.isExact ? keptInSet(call) : given;
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change) => ({ file, ...change })) };
}

/** `asyncio.create_task(work())` → `self._spawn(work())`, `self._keep(asyncio.create_task(work()))` */
function givenTo({ name, isOwnMethod, takes, named }: TaskKeeper, { node, scope, statement }: Call): readonly Change[] | Refusal {
	if (statement.kind !== 'expression' || statement.value !== node) { return refuse('the task is not begun by a statement of its own'); }
	const self = scope.lookup('self');
	const isKnown = isOwnMethod ? self !== undefined && ownerOfSelf(self) !== undefined : scope.lookup(name)?.scope.kind === 'module';
	if (!isKnown) { return refuse(`\`${name}\` is not known there`); }
	const text = isOwnMethod ? `self.${name}` : name;
	if (takes === 'task') { return [insertion(node.start, `${text}(`), insertion(node.end, ')')]; }
	const [first, ...others] = node.args;
	const isFit = first !== undefined && first.name === undefined && first.spread === undefined && others.every((each) => each.name !== undefined && named.includes(each.name));
	return isFit ? [{ span: { start: node.start, end: node.callee.end }, newText: text }] : refuse(`\`${name}\` takes other arguments`);
}

/** In the innermost group around it whose function it is. */
function begunInGroup({ node, path, source: { text } }: Call): readonly Change[] | Refusal {
	const inside = path.slice(path.findLastIndex((each) => each.kind === 'function' || each.kind === 'lambda') + 1);
	const groups = inside.flatMap((each) => (each.kind === 'with' && each.isAsync ? each.items : []));
	const group = groups.findLast(({ value, target }) => target?.kind === 'name' && value.kind === 'call' && /\bTaskGroup$/.test(text.slice(value.callee.start, value.callee.end)))?.target;
	if (group?.kind !== 'name') { return refuse('the task group has no name'); }
	if (!text.slice(node.callee.start, node.callee.end).endsWith('create_task')) { return refuse('what begins the task takes other arguments'); }
	return [{ span: { start: node.start, end: node.callee.end }, newText: `${group.name}.create_task` }];
}

function keptInSet(call: Call): readonly Change[] | Refusal {
	const named = taskName(call);
	if (isRefusal(named)) { return named; }
	const { source: { text }, statement: { start, end } } = call;
	const lineEnd = lineEndAfter(text, { start, end });
	if (lineEnd === undefined) { return refuse('the call shares a line with something else'); }
	const kept = keptIn(call);
	if (isRefusal(kept)) { return kept; }
	const newline = `${newlineOf(text)}${indentationAt(text, start)}`;
	const { name, isNew } = named;
	return [
		...kept.changes, ...(isNew ? [insertion(start, `${name} = `)] : []),
		insertion(lineEnd, `${newline}${kept.text}.add(${name})${newline}${name}.add_done_callback(${kept.text}.discard)`),
	];
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
