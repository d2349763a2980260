/** What is held from where it is made to where it is dropped: locks' guards, borrows of a `RefCell`, and values whose `Drop` does something. */
import type { Callee, Guard } from '../../../outline/model.ts';
import { spanOf } from '../../shared/blocks.ts';
import type { Type } from '../resolve/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { borrowing } from '../../../catalogue/rust/threads.ts';
import { typeName, typeOf, type Context } from './context.ts';
import { valueOf } from './values.ts';

const guards = /^(?:std::sync|parking_lot|tokio::sync|futures::lock|async_std::sync|spin)#(?:Owned)?(?:Mapped)?(?:Mutex|RwLock(?:Read|Write|UpgradableRead))Guard$|^std::cell#Ref(?:Mut)?$|^tokio::sync#(?:Owned)?SemaphorePermit$|^tokio::sync::watch#Ref$|^tokio::runtime#EnterGuard$/;

/** The guard that an expression's value is; undefined for anything else. */
export function guardOf(expr: Expr, cx: Context): Guard | undefined {
	const type = typeOf(expr, cx);
	const name = typeName(type);
	if (name === undefined) { return undefined; }
	const exit = dropOf(type, cx);
	if (exit === undefined && !guards.test(name)) { return undefined; }
	return { span: spanOf(expr), value: valueOf(expr, cx), type: name, ...(exit && { exit }) };
}

/** True for what a lock gives, which holds others up as long as it lives. */
export function isLockGuard(type: Type): boolean {
	return type.kind === 'outside' && guards.test(type.symbol);
}

/** True for a type that is known and no lock's guard, nor one of the workspace, which may have a `Drop`. */
export function isOtherThanGuard(type: Type): boolean {
	return type.kind === 'outside' && !guards.test(type.symbol);
}

/** True if the value of an expression is of a type that borrows from something else: a guard, or one with a lifetime of its own (`Transaction<'_>`). */
export function isBorrowing(expr: Expr, cx: Context): boolean {
	const type = typeOf(expr, cx);
	if (type.kind === 'own') { return type.type.node.kind !== 'trait' && type.type.node.hasLifetime; }
	return type.kind === 'outside' && (guards.test(type.symbol) && !/#Owned|Permit$/.test(type.symbol) || borrowing.has(type.symbol));
}

/** The `Drop::drop` of a type of the workspace. */
function dropOf(type: Type, cx: Context): Callee | undefined {
	if (type.kind !== 'own' || type.type.node.kind === 'trait') { return undefined; }
	const { inference } = cx.file;
	for (const impl of inference.methods.implsOf(type.type)) {
		if (impl.node.trait?.kind !== 'path' || impl.node.trait.path.segments.at(-1)?.name !== 'Drop') { continue; }
		const drop = impl.node.items.find((each) => each.kind === 'function' && each.name === 'drop');
		const info = drop?.kind === 'function' ? inference.names.functionInfo(drop, impl.source) : undefined;
		if (info !== undefined) { return { kind: 'function', id: info.id }; }
	}
	return undefined;
}
