/** Calls that neither wait for anything nor reach out of the process: what a loop may do besides waiting and still do nothing but wait. */
import type { CallStep, Value } from '../../outline/model.ts';
import type { Surroundings } from './sleep.ts';

const computing = /^lib#(?:\*|(?:Readonly)?(?:Array|Map|Set)|WeakMap|WeakSet|WeakRef|String|Number|Boolean|Object|Math|JSON|Symbol|RegExp|BigInt|(?:\w*)Error|Intl|Atomics)(?:\.(?!forEach)|$)|^builtins#(?:(?:all|any|len|bool|int|float|str|isinstance|min|max|sum|abs|sorted|range|getattr|hasattr|type|round)$|(?:dict|list|set|frozenset|tuple|str|bytes|int|float)(?:\.|$))|^collections#\w+\.|^math#|^std::(?:option|result|vec|collections|slice|str|string|cell|iter|cmp|clone|convert|borrow|mem|path|sync::atomic|sync#(?:Arc|Weak|OnceLock)|time#Duration|rc|boxed|ops|bool|num|u\d+|usize|i\d+|isize|char|default)(?:[#.]|$)|^tokio::time#Duration\.|^std#(?:vec|format|matches|assert\w*|debug_assert\w*)!$/;
const telling = /^(?:lib|global)#(?:Date|[Pp]erformance)(?:\.|$)|^node:perf_hooks#[Pp]erformance\b|^node:process#(?:Process\.)?(?:hrtime|uptime)\b|^global#process\.(?:hrtime|uptime)\b|^time#(?:time|monotonic|perf_counter)(?:_ns)?$|^asyncio#AbstractEventLoop\.time$|^datetime#datetime\.(?:now|utcnow)$|^(?:std|tokio)::time#(?:Instant|SystemTime)\./;
const printing = /^(?:lib|global|node:console)#[Cc]onsole\.|^builtins#print$|^logging#(?:Logger\.)?(?:debug|info|warning|error|exception|critical|log)$|^std#e?print(?:ln)?!$|^(?:log|tracing)#\w+!$/;
const levels: ReadonlySet<string> = new Set(['trace', 'debug', 'verbose', 'silly', 'log', 'info', 'notice', 'warn', 'warning', 'error']);

/** It only computes on what is in memory. */
export function isComputation({ callee }: CallStep): boolean {
	return callee.kind === 'external' && computing.test(callee.symbol);
}

/** It tells the time. */
export function isClock({ callee }: CallStep): boolean {
	return callee.kind === 'external' && telling.test(callee.symbol);
}

/** True for a call that computes, tells the time, ends a timer, makes an error to throw, or writes a log. */
export function isHarmless(step: CallStep, { catalogue }: Pick<Surroundings, 'catalogue'>): boolean {
	const { callee } = step;
	if (isComputation(step) || isClock(step) || isLog(step)) { return true; }
	if (step.isNew && step.result.kind === 'thrown') { return true; }
	return callee.kind === 'external' && catalogue.lookup(callee.symbol)?.timer?.does === 'ends';
}

/** Logs are many, and named alike: `console.warn(…)`, `this.logger.debug(…)`, `log.info(…)`. Nobody waits for them. */
export function isLog({ callee, receiver, result }: CallStep): boolean {
	if (callee.kind === 'external' && printing.test(callee.symbol)) { return true; }
	if (result.kind !== 'discarded') { return false; }
	const name = callee.kind === 'external' ? callee.symbol : callee.kind === 'function' ? callee.id : callee.kind === 'unresolved' ? callee.name : callee.path?.at(-1) ?? '';
	const last = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('#')) + 1);
	return levels.has(last) && (receiver === undefined ? false : /log/i.test(lastNameOf(receiver) ?? name));
}

function lastNameOf(value: Value): string | undefined {
	switch (value.kind) {
		case 'place': return value.place.path.at(-1) ?? value.place.name?.slice(value.place.name.indexOf('#') + 1);
		case 'external': return value.symbol;
		case 'parameter': return value.path?.at(-1);
		default: return undefined;
	}
}
