/** The fix `drop-guard`: a lock's guard is dropped before the first thing that is awaited, where nothing needs it from there on. */
import { contains } from '../../../outline/span.ts';
import type { DropGuard } from '../../../rules/finding.ts';
import { refuse, type EditResult } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { Variable } from '../scopes.ts';
import type { BlockNode, Expr, LetStmt, Stmt } from '../syntax/ast.ts';
import { indentationAt, insertion, lineStartAt, newlineOf } from './changes.ts';
import { isOwnedValue } from './ownership.ts';
import { insideFunction, isFunction, placeOf, visit, type Place } from './place.ts';

export function buildDropGuard(source: SourceFile, { file, guard }: DropGuard, inference: Inference): EditResult {
	const place = placeOf(source, inference, (node) => 'kind' in node && !('attributes' in node) && node.start === guard.start && node.end === guard.end, guard);
	if (place === undefined) { return refuse('the guard is no longer where it was'); }
	const inside = insideFunction(place);
	const statement = inside.findLast((each): each is LetStmt => 'kind' in each && each.kind === 'let' && 'start' in each && !('statements' in each));
	const block = inside.findLast((each): each is BlockNode => 'statements' in each);
	const variable = statement?.pattern.kind === 'ident' ? source.scopes.declared.get(statement.pattern) : undefined;
	if (statement === undefined || block === undefined || variable === undefined || statement.value === undefined || !block.statements.includes(statement as Stmt)) { return refuse('the guard has no name by which it could be dropped'); }
	const rest = [...block.statements.slice(block.statements.indexOf(statement as Stmt) + 1), ...(block.tail === undefined ? [] : [block.tail])];
	const waiting = rest.find(waits);
	if (waiting === undefined) { return refuse('what is awaited while it is held was not found'); }
	const isUsedLater = [...source.scopes.refs].some(([ref, each]) => each === variable && ref.start >= waiting.start);
	if (isUsedLater) { return refuse(`\`${variable.name}\` is needed where or after something is awaited`); }
	const lent = lenders(variable, place, waiting.start);
	if (lent !== undefined) { return refuse(`\`${lent}\` may borrow from \`${variable.name}\``); }
	const { text } = source;
	if (text.slice(lineStartAt(text, waiting.start), waiting.start).trim() !== '') { return refuse('what is awaited shares a line with something else'); }
	return { kind: 'edits', edits: [{ file, ...insertion(waiting.start, `drop(${variable.name});${newlineOf(text)}${indentationAt(text, waiting.start)}`) }] };
}

/** Something is awaited in it, not in a function of its own. */
function waits(node: Stmt | Expr): boolean {
	let found = false;
	visit(node, (each) => {
		if (isFunction(each)) { return false; }
		if ('kind' in each && (each.kind === 'await' || each.kind === 'select')) { found = true; }
		return !found;
	});
	return found;
}

/** A variable made with the guard that is used from an offset on, and that is not known to be something of its own. */
function lenders(guard: Variable, { source, inference }: Place, from: number): string | undefined {
	const { refs, variables } = source.scopes;
	const uses = [...refs];
	for (const variable of variables) {
		const made = variable.source.kind === 'value' ? variable.source.value : variable.source.kind === 'each' ? variable.source.iterated : undefined;
		if (variable === guard || made === undefined || !uses.some(([ref, each]) => each === guard && contains(made, ref))) { continue; }
		if (!uses.some(([ref, each]) => each === variable && ref.start >= from)) { continue; }
		if (variable.source.kind !== 'value' || variable.source.path.length > 0 || !isOwnedValue(made, { source, scope: variable.scope }, inference)) { return variable.name; }
	}
	return undefined;
}
