/** A `with open(…)` as a whole on another thread: its text goes into a function of its own, which is awaited where it stood. */
import type { FunctionId } from '../../../outline/model.ts';
import { contains } from '../../../outline/span.ts';
import type { SourceFile } from '../resolve/types.ts';
import { blocksIn, expressionsIn, partsOf, type CallExpr, type Expr, type FunctionNode, type Stmt, type WithStmt } from '../syntax/ast.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import { indentationAt, indentBetween, lineEndAfter, newlineOf, type Change } from './changes.ts';
import type { PythonFixProject } from './fixProject.ts';
import { movable, type Moved } from './blockFlow.ts';
import { threadAccess } from './offload.ts';
import type { Place } from './place.ts';

/** The `with` of files that the call opens, or whose file it uses, in the same function, with those around it; outermost first. */
export function blocksOf({ path, node }: Place & { readonly node: CallExpr }, owner: FunctionNode): readonly WithStmt[] {
	const inside = path.slice(path.findLastIndex((each) => each === owner) + 1);
	const opening = inside.filter((each): each is WithStmt => each.kind === 'with' && !each.isAsync && each.items.every(({ value }) => isOpening(value)));
	const own = opening.findLastIndex((each) => each.items.some((item) => contains(item.value, node) || item.target?.kind === 'name' && usesName(node, item.target.name)));
	return opening.slice(0, own + 1);
}

const openers = /^(?:open|fdopen|ZipFile|PyZipFile|TarFile|GzipFile|BZ2File|LZMAFile|FileIO|NamedTemporaryFile|TemporaryFile|SpooledTemporaryFile)$/;

function isOpening(value: Expr): boolean {
	if (value.kind !== 'call') { return false; }
	const { callee } = value;
	return openers.test(callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : '');
}

/** As what it is called on, or as an argument. */
function usesName({ callee, args }: CallExpr, name: string): boolean {
	const isName = (expr: Expr): boolean => expr.kind === 'name' && expr.name === name;
	return callee.kind === 'attribute' && isName(callee.object) || args.some(({ value }) => isName(value));
}

export function offloadBlock(place: Place, owner: FunctionNode, id: FunctionId, block: WithStmt, project: PythonFixProject): readonly Change[] | Refusal {
	const { source } = place;
	const { text } = source;
	const end = lineEndAfter(text, block);
	if (end === undefined) { return refuse('the block shares a line with something else'); }
	const around = place.path.slice(place.path.indexOf(owner), place.path.indexOf(block));
	const moved = movable(source, owner, block, around);
	if (isRefusal(moved)) { return moved; }
	const reason = project.whyNotOnThread(id, block);
	if (reason !== undefined) { return refuse(reason); }
	const scope = source.scopes.of.get(owner);
	const access = threadAccess({ ...place, node: { kind: 'other', start: block.start, end: block.end, parts: [] }, ...(scope && { scope }) }, project);
	if (isRefusal(access)) { return access; }
	return [...access.changes, { span: { start: block.start, end }, newText: written(source, block, end, moved, access.text) }];
}

function written(source: SourceFile, block: WithStmt, end: number, { returns, given, nonlocal, global }: Moved, thread: string): string {
	const { text } = source;
	const newline = newlineOf(text);
	const indent = indentationAt(text, block.start);
	const unit = indentBetween(text, block.start, block.body.body[0]?.start ?? block.start);
	const name = freeName(source, block);
	const only = given.length === 1 ? finalAssignment(text, block.body.body, given[0] ?? '', block) : undefined;
	const body = only === undefined ? indented(text, block, block.start, end, unit) : `${indented(text, block, block.start, only.start, unit)}return ${indented(text, block, only.value, end, unit)}`;
	const declared = [['global', global], ['nonlocal', nonlocal]] as const;
	const assigned = given.length === 0 ? '' : `${given.join(', ')} = `;
	return [
		`def ${name}():`,
		...declared.filter(([, names]) => names.length > 0).map(([word, names]) => `${indent}${unit}${word} ${names.join(', ')}`),
		`${indent}${unit}${body}`,
		...(given.length > 0 && only === undefined ? [`${indent}${unit}return ${given.join(', ')}`] : []),
		'',
		`${indent}${returns ? 'return ' : assigned}await ${thread}(${name})`,
	].join(newline);
}

/** `name = value` as the last statement, where nothing else in the block names it: where it starts, and its value. */
function finalAssignment(text: string, body: readonly Stmt[], name: string, block: WithStmt): { readonly start: number; readonly value: number } | undefined {
	const last = body.at(-1);
	if (last?.kind === 'with' && !last.isAsync) { return finalAssignment(text, last.body.body, name, block); }
	if (last?.kind !== 'assign' || last.operator !== undefined || last.annotation !== undefined || last.value === undefined || last.targets.length !== 1) { return undefined; }
	const [target] = last.targets;
	let uses = 0;
	eachExpression(block, (expr) => { if (expr.kind === 'name' && expr.name === name) { uses += 1; } });
	if (target?.kind !== 'name' || target.name !== name || uses > 1) { return undefined; }
	// What is in parentheses begins before its value.
	return { start: last.start, value: target.end + (/^\s*=\s*/.exec(text.slice(target.end))?.[0].length ?? 0) };
}

/** A part of the text with each further line indented by one level more, but for lines within strings. */
function indented(text: string, block: Stmt, start: number, end: number, unit: string): string {
	const strings: Expr[] = [];
	eachExpression(block, (expr) => { if ((expr.kind === 'constant' || expr.kind === 'template') && text.slice(expr.start, expr.end).includes('\n')) { strings.push(expr); } });
	return text.slice(start, end).replaceAll(/\n(?=[^\r\n])/g, (line, offset: number) => {
		const at = start + offset + 1;
		return strings.some((each) => each.start < at && at < each.end) ? line : line + unit;
	});
}

function freeName({ scopes, text }: SourceFile, block: WithStmt): string {
	const opened = text.slice(block.start, block.body.start);
	const name = /['"][rbt]*[wax][bt+]*['"]/.test(opened) ? 'write_file' : 'read_file';
	const taken = new Set(scopes.bindings.map((each) => each.name));
	for (let number = 1; ; number++) {
		const each = number === 1 ? name : `${name}_${number}`;
		if (!taken.has(each)) { return each; }
	}
}

function eachExpression(stmt: Stmt, visit: (expr: Expr) => void): void {
	const inside = (expr: Expr): void => {
		visit(expr);
		if (expr.kind === 'lambda') { for (const each of expr.function.body) { eachExpression(each, visit); } }
		for (const part of partsOf(expr)) { inside(part); }
	};
	for (const expr of expressionsIn(stmt)) { inside(expr); }
	if (stmt.kind === 'function' || stmt.kind === 'class') { for (const each of stmt.body) { eachExpression(each, visit); } }
	for (const inner of blocksIn(stmt)) { for (const each of inner.body) { eachExpression(each, visit); } }
}
