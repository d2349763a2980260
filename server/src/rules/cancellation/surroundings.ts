/** What the rules of this family ask of a call's surroundings. */
import type { CallStep } from '../../outline/model.ts';

/** Names of what ends something: it is to go through to its end, whatever fails or was cancelled. */
const ending = /^(?:async)?(?:close|dispose|shut_?down|stop|clean_?up|tear_?down|destroy|disconnect|deactivate|terminate|drain|unload|kill|release|abort|unsubscribe|unregister|rollback|quit)(?=[A-Z_]|$)/i;

/** Whether it is private says nothing of what it does: `#destroy`, `_close`. */
export function endsThings(name: string): boolean {
	return ending.test(name.replace(/^[#_]+(?=[a-z])/i, '')) || pythonEnding.test(name) || name === '[Symbol.asyncDispose]';
}

/** The same as Python spells it: `aclose`, `_stop_all`, `__aexit__`, `on_shutdown`, `wait_closed`. */
const pythonEnding = /^_*(?:a|async_|on_|do_|wait_)?(?:close|closed|dispose|shut_?down|stop|clean_?up|tear_?down|destroy|disconnect|deactivate|terminate|drain|unload|kill|release|abort|cancel|join|exit|finalize|unsubscribe|unregister|rollback|quit)(?:_\w+)?$|^__a?exit__$|_(?:shut_?down|clean_?up|tear_?down|closed)$/i;

/** True for the member by which a signal or token tells that it was cancelled. */
export function asksForCancellation(member: string | undefined): boolean {
	return member !== undefined && /^(?:aborted|isCancellationRequested|is_set|is_cancelled|is_canceled|cancelled|canceled|cancel_called|is_cancellation_requested)$/.test(member);
}

/** What a call calls, by its last name. */
export function calledName({ callee }: CallStep): string {
	switch (callee.kind) {
		case 'function': return callee.id.slice(Math.max(callee.id.lastIndexOf('.'), callee.id.indexOf('#')) + 1).replace(/~\d+$/, '');
		case 'external': return callee.symbol.slice(Math.max(callee.symbol.lastIndexOf('.'), callee.symbol.indexOf('#')) + 1);
		case 'parameter': return callee.path?.at(-1) ?? 'a callback';
		case 'unresolved': return callee.name;
	}
}
