/** `load(&path)` → `tokio::task::spawn_blocking(move || load(&path)).await`, where all that the call takes along may go to another thread. */
import { contains } from '../../../outline/span.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { Variable } from '../scopes.ts';
import type { Expr } from '../syntax/ast.ts';
import { indentationAt, inOrder, newlineOf, replacement, textWith, type Change } from './changes.ts';
import type { RustFixProject } from './fixProject.ts';
import { pathText } from './imports.ts';
import { insideFunction, visit, type Call, type Node } from './place.ts';
import { borrowerOf, ownershipOf, ownershipOfNode, type Ownership } from './ownership.ts';
import { nodeIsSend } from './sendable.ts';

/** What the closure takes along: lines before it, and what is written otherwise in it. */
interface Taken { readonly lines: readonly string[]; readonly changes: readonly Change[] }

export function buildSpawnBlocking(call: Call, functionId: string, project: RustFixProject): readonly Change[] | Refusal {
	const { node, source } = call;
	const reason = whyNotInClosure(call) ?? whyNotResult(call) ?? project.whyNotOnThread(functionId, node);
	if (reason !== undefined) { return refuse(reason); }
	const taken = takenAlong(call);
	if (isRefusal(taken)) { return taken; }
	const spawn = pathText(call, ['tokio', 'task', 'spawn_blocking']);
	if (isRefusal(spawn)) { return spawn; }
	// `spawn_blocking(load)` does without a closure.
	const isPlain = node.kind === 'call' && node.args.length === 0 && node.callee.kind === 'path';
	const body = isPlain ? source.text.slice(node.callee.start, node.callee.end) : `move || ${textWith(source.text, node, taken.changes)}`;
	const [newline, indent] = [newlineOf(source.text), indentationAt(source.text, node.start)];
	const closure = taken.lines.length === 0 ? body : `{${[...taken.lines, body].map((line) => `${newline}${indent}    ${line}`).join('')}${newline}${indent}}`;
	return inOrder([replacement(node, `${spawn}(${closure}).await${joined(call)}`)]);
}

/** What becomes of the error of a task that panicked: handed on where the function's own error can be made of it. */
function joined(call: Call): string {
	const around = call.path.at(-1);
	const isTried = around !== undefined && 'kind' in around && around.kind === 'try';
	return isTried && takesJoinError(call) ? '?' : '.expect("the blocking task panicked")';
}

function takesJoinError({ function: { node: fn, scope }, source, inference }: Call): boolean {
	if (fn.form !== 'item' || fn.returns?.kind !== 'path') { return false; }
	const { segments } = fn.returns.path;
	const def = inference.names.resolve(fn.returns.path, { source, scope }, 'type');
	if (def?.kind !== 'outside') { return false; }
	const path = def.path.join('::');
	if (/^(?:anyhow|eyre|color_eyre(?:::eyre)?|std::io)::Result$/.test(path)) { return (segments.at(-1)?.args?.length ?? 0) === 1; }
	const error = path === 'std::result::Result' ? segments.at(-1)?.args?.[1] : undefined;
	return error !== undefined && /^(?:anyhow::Error|(?:std::)?io::Error|(?:color_)?eyre::Report|Box<dyn (?:std::error::)?Error(?: \+ Send)?(?: \+ Sync)?(?: \+ 'static)?>)$/.test(source.text.slice(error.start, error.end));
}

/** What a closure of its own cannot have in it. */
function whyNotInClosure({ node }: Call): string | undefined {
	let reason: string | undefined;
	visit(node, (each) => {
		if (!('kind' in each)) { return true; }
		if (each.kind === 'await') { reason ??= 'something is awaited in it'; }
		if (each.kind === 'try' || each.kind === 'jump') { reason ??= 'it may leave the function'; }
		if (each.kind === 'closure') { reason ??= 'it is given a closure'; }
		if (each.kind === 'macro' && each.mentions.length > 0) { reason ??= 'it is given something that a macro makes'; }
		return reason === undefined;
	});
	return reason;
}

/** What it gives must be able to come back. */
function whyNotResult({ node, source, scope, inference }: Call): string | undefined {
	const place = { source, scope };
	const callee = node.kind === 'call' ? inference.typeOf(node.callee, place) : inference.methods.find(inference.typeOf(node.object, place), node.name);
	const info = callee?.kind === 'function' ? callee.function : undefined;
	if (info === undefined) { return callee?.kind === 'symbol' ? undefined : 'what it gives is not known'; }
	const { node: fn, source: home, scope: inside } = info;
	if (fn.generics.length > 0) { return 'what it gives or takes depends on type parameters'; }
	if (fn.returns === undefined) { return undefined; }
	const text = home.text.slice(fn.returns.start, fn.returns.end);
	if (/&|'(?!static\b)\w|\bimpl\b/.test(text)) { return 'what it gives may be borrowed'; }
	const known = nodeIsSend(fn.returns, { source: home, scope: inside.scope }, inference, 0);
	return known === 'yes' ? undefined : known === 'no' ? 'what it gives cannot be sent to another thread' : 'what it gives is not known well enough to tell if it may be sent to another thread';
}

function takenAlong(call: Call): Taken | Refusal {
	const { node, source } = call;
	const lines: string[] = [], changes: Change[] = [];
	const refs = [...source.scopes.refs].filter(([ref, variable]) => contains(node, ref) && !(variable.at >= node.start && variable.at < node.end));
	const names = new Set<string>();
	for (const variable of new Set(refs.map(([, each]) => each))) {
		const own = refs.filter(([, each]) => each === variable).map(([ref]) => ref);
		const taken = variable.name === 'self' ? takenOfSelf(own, call, refs.map(([, each]) => each.name)) : takenOf(variable, own, call);
		if (isRefusal(taken)) { return taken; }
		for (const line of taken.lines) { if (!names.has(line)) { lines.push(line); names.add(line); } }
		changes.push(...taken.changes);
	}
	return { lines, changes };
}

function takenOf(variable: Variable, refs: readonly Expr[], call: Call): Taken | Refusal {
	const { name } = variable;
	if (variable.function !== call.function) { return refuse(`\`${name}\` belongs to the function around it`); }
	const ownership = ownershipOf(variable, call);
	if (typeof ownership === 'string') { return refuse(ownership); }
	const parents = refs.map((ref) => parentIn(call.node, ref));
	if (parents.some((each) => isChanging(each, call))) { return refuse(`it changes \`${name}\``); }
	switch (ownership.kind) {
		case 'copied': return { lines: [], changes: [] };
		case 'borrowed': return borrowed(name, ownership, refs, parents);
		case 'owned': {
			if (!isUsedAgain(variable, call)) { return { lines: [], changes: [] }; }
			if (!ownership.isClone) { return refuse(`\`${name}\` is used again afterwards, and is not known to be \`Clone\``); }
			if (/\bmut\s+$/.test(call.source.text.slice(Math.max(0, variable.at - 8), variable.at))) { return refuse(`\`${name}\` may be changed, and is used again afterwards`); }
			return { lines: [`let ${name} = ${name}.clone();`], changes: [] };
		}
	}
}

/** A borrowed value is copied, and lent again in the closure. */
function borrowed(name: string, { copy }: Extract<Ownership, { kind: 'borrowed' }>, refs: readonly Expr[], parents: readonly (Node | undefined)[]): Taken | Refusal {
	const changes: Change[] = [];
	for (const [index, ref] of refs.entries()) {
		const parent = parents[index];
		if (parent === undefined || !('kind' in parent)) { return refuse(`\`${name}\` is borrowed`); }
		if (parent.kind === 'method' && parent.object === ref || parent.kind === 'field' || parent.kind === 'reference' || parent.kind === 'macro') { continue; }
		if (parent.kind === 'call' || parent.kind === 'method') { changes.push(replacement({ start: ref.start, end: ref.start }, '&')); continue; }
		return refuse(`\`${name}\` is borrowed`);
	}
	return { lines: [`let ${name} = ${name}.${copy}();`], changes };
}

/** `self.store.load(id)`: what the field holds is taken along, not `self`. */
function takenOfSelf(refs: readonly Expr[], call: Call, others: readonly string[]): Taken | Refusal {
	const { source, inference, scope } = call;
	const lines: string[] = [], changes: Change[] = [];
	for (const ref of refs) {
		const field = parentIn(call.node, ref);
		if (field === undefined || !('kind' in field) || field.kind !== 'field' || /^\d/.test(field.name)) { return refuse('it borrows `self`'); }
		const self = inference.selfType({ source, scope });
		const declared = self.kind === 'own' && self.type.node.kind === 'struct' ? self.type.node.fields.find((each) => each.name === field.name)?.type : undefined;
		if (self.kind !== 'own' || declared === undefined) { return refuse(`the type of \`self.${field.name}\` is not known`); }
		if (others.includes(field.name)) { return refuse(`\`${field.name}\` is the name of something else there`); }
		const ownership = ownershipOfNode(declared, { source: self.type.source, scope: self.type.scope }, `self.${field.name}`, inference);
		if (typeof ownership === 'string') { return refuse(ownership); }
		if (ownership.kind === 'borrowed' || ownership.kind === 'owned' && !ownership.isClone) { return refuse(`it borrows \`self.${field.name}\``); }
		if (isChanging(parentIn(call.node, field), call)) { return refuse(`it changes \`self.${field.name}\``); }
		const line = ownership.kind === 'copied' ? `let ${field.name} = self.${field.name};` : `let ${field.name} = self.${field.name}.clone();`;
		if (!lines.includes(line)) { lines.push(line); }
		changes.push(replacement(field, field.name));
	}
	return { lines, changes };
}

function parentIn(root: Expr, child: Expr): Node | undefined {
	let found: Node | undefined;
	const search = (node: Node): void => {
		if (!('kind' in node) && !('statements' in node)) { return; }
		visit(node, (each) => {
			if (found === undefined && each !== child && contains(each, child) && childIs(each, child)) { found = each; }
			return found === undefined;
		});
	};
	search(root);
	return found;
}

function childIs(node: Node, child: Expr): boolean {
	let isOwn = false, isFirst = true;
	visit(node, (each) => {
		if (isFirst) { isFirst = false; return true; }
		if (each === child) { isOwn = true; }
		return false;
	});
	return isOwn;
}

/** `&mut x`. */
function isChanging(parent: Node | undefined, { source }: Call): boolean {
	return parent !== undefined && 'kind' in parent && (parent.kind === 'reference' && /^&\s*mut\b/.test(source.text.slice(parent.start, parent.end)) || parent.kind === 'assign');
}

/** It is mentioned behind the call or around it, something that may borrow from it is, or the call is made in a loop that began after its declaration. */
function isUsedAgain(variable: Variable, call: Call): boolean {
	const { source, node } = call;
	const inside = insideFunction(call);
	// The statement, or what a block gives.
	const from = (inside[inside.findLastIndex((each) => 'statements' in each) + 1] ?? node).start;
	for (const [ref, each] of source.scopes.refs) { if (each === variable && (ref.start >= node.end || ref.start >= from && ref.end <= node.start)) { return true; } }
	if (borrowerOf(variable, call, from) !== undefined) { return true; }
	return inside.some((each) => 'kind' in each && each.kind === 'loop' && each.start > variable.at);
}

