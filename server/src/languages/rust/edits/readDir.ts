/** `for entry in fs::read_dir(path)? { let entry = entry?; … }`: tokio's listing, gone through with `while let`. Only where all that is done with an entry is known. */
import { contains } from '../../../outline/span.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { Variable } from '../scopes.ts';
import type { Expr, LoopExpr, MethodExpr, TryExpr } from '../syntax/ast.ts';
import { indentationAt, insertion, newlineOf, replacement, wholeLines, type Change } from './changes.ts';
import { insideFunction, placeOf, waitingFunction, type Call, type Place } from './place.ts';
import { whyNotSend } from './sendable.ts';

/** What an entry of tokio can do: at once, or awaited. */
const ofEntry: Readonly<Record<string, 'at once' | 'awaited'>> = { path: 'at once', file_name: 'at once', metadata: 'awaited', file_type: 'awaited' };
const names = ['entries', 'listed', 'found'];

/** The changes around the call; what it calls is renamed elsewhere. `awaited`: it has its `.await`. */
export function buildReadDir(call: Call): readonly Change[] | Refusal {
	const loop = call.path.findLast((each): each is LoopExpr => 'kind' in each && each.kind === 'loop');
	const { text } = call.source;
	if (loop?.iterated === undefined || loop.label !== undefined || !isWhole(loop.iterated, call)) { return refuse('it is not gone through by a loop of its own'); }
	const around = call.path[call.path.indexOf(loop) - 1];
	if (around === undefined || !('statements' in around || 'kind' in around && around.kind === 'expression')) { return refuse('the loop is a part of something else'); }
	const entry = loop.pattern?.kind === 'ident' ? call.source.scopes.declared.get(loop.pattern) : undefined;
	const list = names.find((name) => !call.source.scopes.variables.some((each) => each.name === name && each.function === call.function));
	if (entry === undefined || list === undefined) { return refuse('nothing is known of the name of an entry'); }
	const taken = takenOut(entry, loop, call);
	if (isRefusal(taken)) { return taken; }
	const [newline, indent] = [newlineOf(text), indentationAt(text, loop.start)];
	return [
		replacement({ start: loop.start, end: loop.iterated.start }, `let mut ${list} = `),
		replacement({ start: loop.iterated.end, end: loop.body.start }, `;${newline}${indent}while let Some(${taken.name}) = ${list}.next_entry().await? `),
		...taken.changes,
	];
}

/** The listing is all that is gone through, and its failure leaves the function. */
function isWhole(iterated: Expr, call: Call): boolean {
	const inside = insideFunction(call);
	return iterated.kind === 'try' && iterated.value === call.node || iterated.kind === 'try' && iterated.value.kind === 'method' && /^(?:context|with_context|map_err)$/.test(iterated.value.name) && iterated.value.object === call.node && inside.includes(iterated);
}

/** How an entry is called, and the changes of where it is taken out of its `Result`: at once, so that a failure comes when it did. */
function takenOut(entry: Variable, loop: LoopExpr, call: Call): { readonly name: string; readonly changes: readonly Change[] } | Refusal {
	const { source, inference } = call;
	const refs = [...source.scopes.refs].filter(([, each]) => each === entry).map(([ref]) => ref);
	const [only] = refs;
	const place = only === undefined || refs.length > 1 ? undefined : placeOf(source, inference, (node) => node === only, only);
	const tried = place?.path.at(-1);
	const [first] = loop.body.statements;
	if (place === undefined || tried === undefined || !('kind' in tried) || tried.kind !== 'try' || first === undefined || !contains(first, tried) || place.function !== call.function) { return refuse('an entry is not taken out of its `Result` first of all'); }
	const around = place.path.at(-2);
	if (around !== undefined && 'kind' in around && around.kind === 'let' && around.value === tried && 'type' in around === false && around.pattern.kind === 'ident') {
		const variable = source.scopes.declared.get(around.pattern);
		if (variable === undefined || variable.assigned.length > 0) { return refuse('an entry is given another value'); }
		const uses = [...source.scopes.refs].filter(([, each]) => each === variable).map(([ref]) => used(placeOf(source, inference, (node) => node === ref, ref), call));
		const refused = uses.find(isRefusal);
		return refused ?? { name: around.pattern.name, changes: [replacement(wholeLines(source.text, first), ''), ...uses.flatMap((each) => (isRefusal(each) ? [] : each))] };
	}
	const use = used({ ...place, node: tried as TryExpr, path: place.path.slice(0, -1) }, call);
	return isRefusal(use) ? use : { name: entry.name, changes: [replacement({ start: place.node.end, end: tried.end }, ''), ...use] };
}

function used(place: Place | undefined, call: Call): readonly Change[] | Refusal {
	const method = place?.path.at(-1);
	if (place === undefined || method === undefined || !('kind' in method) || method.kind !== 'method' || method.object !== place.node || place.function !== call.function) { return refuse('an entry is handed on'); }
	const how = Object.hasOwn(ofEntry, method.name) ? ofEntry[method.name] : undefined;
	if (how === undefined) { return refuse(`tokio's entry has no \`${method.name}()\` that is the same`); }
	return how === 'at once' ? [] : awaited({ ...place, node: method as MethodExpr, path: place.path.slice(0, -1) });
}

function awaited(place: Place): readonly Change[] | Refusal {
	const waits = waitingFunction(place);
	return isRefusal(waits) ? waits : whyNotSend(place) ?? [insertion(place.node.end, '.await')];
}
