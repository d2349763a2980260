/** The fix `await-driven`: `handle.block_on(work())` → `work().await`, and `lock.blocking_lock()` → `lock.lock().await`. */
import type { AwaitDriven, TextEdit } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { inOrder, insertion, replacement, wholeLines, type Change } from './changes.ts';
import type { RustFixProject } from './fixProject.ts';
import { dropImportsOf } from './imports.ts';
import { callAt, childrenOf, isFunction, visit, waitsIn, type Call, type Place } from './place.ts';
import { sendOf, whyNotSend } from './sendable.ts';

export function buildAwaitDriven(source: SourceFile, intent: AwaitDriven, inference: Inference, project: RustFixProject): EditResult {
	const call = callAt(source, intent.call, inference);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const changes = waitsIn(call, intent.function) ?? whyNotSend(call) ?? rewrite(call, project);
	return isRefusal(changes) ? changes : { kind: 'edits', edits: inOrder(changes).map((change): TextEdit => ({ file: intent.file, ...change })) };
}

const awaitable: Readonly<Record<string, string>> = { blocking_lock: 'lock', blocking_lock_owned: 'lock_owned', blocking_read: 'read', blocking_write: 'write', blocking_send: 'send', blocking_recv: 'recv' };

function rewrite(call: Call, project: RustFixProject): readonly Change[] | Refusal {
	const { node, source, inference, scope } = call;
	const name = node.kind === 'method' && Object.hasOwn(awaitable, node.name) ? awaitable[node.name] : undefined;
	if (node.kind === 'method' && name !== undefined) {
		const on = inference.deref(inference.typeOf(node.object, { source, scope }), node.name);
		// The receiver of a single message is the future itself.
		if (on.kind === 'outside' && on.symbol === 'tokio::sync::oneshot#Receiver') { return [replacement({ start: node.object.end, end: node.end }, '.await')]; }
		return [replacement(node.nameSpan, name), insertion(node.end, '.await')];
	}
	const [future] = node.args;
	if (node.args.length !== 1 || future === undefined) { return refuse('it is not given one future'); }
	const reason = whyNotAwaited(future, call);
	if (reason !== undefined) { return refuse(reason); }
	const text = source.text.slice(future.start, future.end);
	const isLoose = future.kind === 'reference' || future.kind === 'unary' || future.kind === 'binary' || future.kind === 'cast' || future.kind === 'if' || future.kind === 'match' || future.kind === 'other';
	const runtime = node.kind === 'method' ? withoutRuntime(node.object, call) : [];
	if (isRefusal(runtime)) { return runtime; }
	const gone = [node.kind === 'method' ? node.object : node.callee, ...runtime.map(({ span }) => span)];
	const dropped = dropImportsOf(gone, call, project);
	return isRefusal(dropped) ? dropped : [replacement(node, isLoose ? `(${text}).await` : `${text}.await`), ...runtime, ...dropped];
}

/** What was driven on one thread must then be fit to be sent between threads, as far as its own text tells. */
function whyNotAwaited(future: Expr, call: Call): string | undefined {
	const { source, inference, scope, function: fn } = call;
	if (fn.node.attributes.some(({ path }) => /(?:^|::)(?:main|test)$/.test(path))) { return undefined; }
	if (future.kind === 'closure') { return holdsUnsent(future.function, call) ? 'its future cannot be sent to another thread' : undefined; }
	if (future.kind !== 'call' && future.kind !== 'method') { return 'what it waits for is not made there'; }
	const callee = future.kind === 'call' ? inference.typeOf(future.callee, { source, scope }) : inference.methods.find(inference.typeOf(future.object, { source, scope }), future.name);
	if (callee?.kind === 'symbol') { return /^(?:tokio|reqwest|sqlx|futures)\b/.test(callee.symbol) ? undefined : 'what it waits for is not known'; }
	if (callee?.kind !== 'function') { return 'what it waits for is not known'; }
	const { node, source: home, scope: inside } = callee.function;
	if (inside === fn) { return 'it waits for itself'; }
	return node.isAsync && !holdsUnsent(node, { source: home, inference }) ? undefined : 'its future is not known to be one that can be sent to another thread';
}

function holdsUnsent(node: Parameters<typeof visit>[0], known: Pick<Place, 'source' | 'inference'>): boolean {
	const { variables, functions } = known.source.scopes;
	let isBad = false;
	visit(node, (each) => {
		const scope = isFunction(each) ? functions.get(each) : undefined;
		if (scope !== undefined && variables.some((variable) => variable.function === scope && variable.source.kind !== 'self' && sendOf(variable, known) === 'no')) { isBad = true; }
		return !isBad;
	});
	return isBad;
}

/** A runtime or handle that was only there for the call goes with it. */
function withoutRuntime(object: Expr, { source }: Call): readonly Change[] | Refusal {
	const variable = object.kind === 'path' ? source.scopes.refs.get(object) : undefined;
	if (variable === undefined || variable.source.kind === 'parameter' || variable.source.kind === 'self') { return []; }
	if ([...source.scopes.refs.values()].filter((each) => each === variable).length > 1) { return []; }
	let found: Change | undefined;
	for (const item of source.node.items) {
		visit(item, (node) => {
			if ('kind' in node && node.kind === 'let' && 'start' in node && node.pattern.kind === 'ident' && source.scopes.declared.get(node.pattern) === variable && childrenOf(node).length === 1 && /;\s*$/.test(source.text.slice(node.start, node.end))) { found = replacement(wholeLines(source.text, node), ''); }
			return found === undefined;
		});
	}
	return found === undefined ? refuse(`\`${variable.name}\` would be left without a use`) : [found];
}
