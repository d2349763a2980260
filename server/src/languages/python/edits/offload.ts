/** `f(a, key=b)` → `await asyncio.to_thread(f, a, key=b)`, in the spelling of the library that the file is written for. */
import { partsOf, type CallExpr, type Expr } from '../syntax/ast.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import { asyncLibraryOf, type AsyncLibrary } from './asyncLibrary.ts';
import { insertion, type Change } from './changes.ts';
import type { PythonFixProject } from './fixProject.ts';
import { accessTo } from './imports.ts';
import { bindsTighterThanAwait, callText, type Place } from './place.ts';

const threads: Readonly<Record<AsyncLibrary, readonly [module: string, member: string]>> = {
	asyncio: ['asyncio', 'to_thread'], anyio: ['anyio', 'to_thread.run_sync'], trio: ['trio', 'to_thread.run_sync'],
};

/** How the file names what runs a function on another thread, with the import that it takes. */
export function threadAccess(place: Place, project: PythonFixProject) {
	const library = asyncLibraryOf(place.source, project);
	const [module, member] = threads[library];
	const access = accessTo(place.source, module, member, place.scope, place.node.start);
	// The others take no keywords of what they call.
	return isRefusal(access) ? access : { ...access, takesKeywords: library === 'asyncio' };
}

export function offloadCall(place: Place & { readonly node: CallExpr }, project: PythonFixProject): readonly Change[] | Refusal {
	const { source, node } = place;
	const parts = callText(place);
	if (parts === undefined) { return refuse('the call is not written in a way that can be taken apart'); }
	const access = threadAccess(place, project);
	if (isRefusal(access)) { return access; }
	const { text } = source;
	const { callee, open, close, args } = parts;
	const [first] = args;
	// The parentheses of `f(x for x in y)` are the generator's.
	const isBareGenerator = first !== undefined && first.start < open;
	const between = first === undefined || isBareGenerator ? '' : text.slice(open, first.start);
	const given = isBareGenerator ? text.slice(first.start, node.end) : text.slice(first?.start ?? close, close);
	const before = first === undefined ? '' : between === '' ? `${callee}, ` : between.trimStart() === '' ? `${between}${callee},${between}` : `${callee},${between}`;
	const comment = first === undefined ? text.slice(open, close) : '';
	const needsPartial = !access.takesKeywords && args.some((each) => each.name !== undefined || each.spread === '**');
	const partial = needsPartial ? accessTo(source, 'functools', 'partial', place.scope, node.start) : undefined;
	if (isRefusal(partial)) { return partial; }
	const inner = first === undefined ? `${callee}${comment.trim() === '' ? '' : comment}` : `${before}${given}`;
	const whole = partial === undefined ? `${access.text}(${inner})` : `${access.text}(${partial.text}(${inner}))`;
	const [opening, closing] = bindsTighterThanAwait(place) ? ['(await ', ')'] : ['await ', ''];
	return [...access.changes, ...(partial?.changes ?? []), { span: { start: node.start, end: node.end }, newText: `${opening}${whole}${closing}` }];
}

/**
 * `open(p).read()` and `json.load(open(p))`: opened and read in one go, in a lambda. Undefined for anything else, and where a part of it cannot be in a
 * lambda.
 */
export function offloadOpened(place: Place & { readonly node: CallExpr }, project: PythonFixProject): readonly Change[] | Refusal | undefined {
	const whole = openedAndUsed(place);
	if (whole === undefined || !canBeInLambda(whole.node)) { return undefined; }
	const access = threadAccess(whole, project);
	if (isRefusal(access)) { return access; }
	const { node } = whole;
	const [opening, closing] = bindsTighterThanAwait(whole) ? ['(await ', ')'] : ['await ', ''];
	return [...access.changes, insertion(node.start, `${opening}${access.text}(lambda: `), insertion(node.end, `)${closing}`)];
}

/** The call that uses what `open()` in it gives: the call itself, or one around it. */
function openedAndUsed(place: Place & { readonly node: CallExpr }): Place | undefined {
	const { node, path } = place;
	const { callee } = node;
	if (callee.kind === 'attribute' && isOpen(callee.object) || node.args.some(({ value }) => isOpen(value)) && callee.kind === 'attribute' && callee.name === 'load') { return place; }
	if (!isOpen(node)) { return undefined; }
	const member = path.at(-1);
	const call = member?.kind === 'attribute' && member.object === node ? path.at(-2) : member;
	const isUsed = call?.kind === 'call' && (call.callee === member || call.callee.kind === 'attribute' && call.callee.name === 'load');
	return isUsed ? { ...place, node: call, path: path.slice(0, path.indexOf(call)) } : undefined;
}

function isOpen(expr: Expr): boolean {
	return expr.kind === 'call' && (expr.callee.kind === 'name' ? expr.callee.name : expr.callee.kind === 'attribute' ? expr.callee.name : '') === 'open';
}

function canBeInLambda(expr: Expr): boolean {
	return expr.kind !== 'await' && expr.kind !== 'yield' && expr.kind !== 'walrus' && partsOf(expr).every(canBeInLambda);
}

/** Puts `await` in front of an expression. */
export function awaited(place: Place): readonly Change[] {
	const { node } = place;
	return bindsTighterThanAwait(place) ? [insertion(node.start, '(await '), insertion(node.end, ')')] : [insertion(node.start, 'await ')];
}
