/** Whether a catalogue's tests of a call's arguments hold, as far as the text of the call tells. */
import type { ArgumentTest, CallbackSlot } from '../catalogue/schema.ts';
import type { Argument, Value } from '../outline/model.ts';

/** What a binding stands for where that is known, else the value itself. */
export type Follow = (value: Value) => Value;

/** Undefined where the text does not tell. */
export type Answer = boolean | undefined;

/** True if every part of the test holds. A constant that is not known is none of those a test names. */
export function holds(test: ArgumentTest, given: readonly Argument[], follow: Follow): Answer {
	const subject = subjectOf(test, given, follow);
	const answers: Answer[] = [];
	if (test.present !== undefined) { answers.push(subject === 'unknown' ? undefined : (subject !== 'absent') === test.present); }
	if (test.equals) { answers.push(typeof subject === 'object' && equalsOneOf(subject, test.equals)); }
	const { startsWith } = test;
	if (startsWith) { answers.push(typeof subject === 'object' && subject.kind === 'constant' && startsWith.some((each) => String(subject.value).startsWith(each))); }
	if (test.shorterThan !== undefined) { answers.push(typeof subject === 'object' && isShorter(subject, test.shorterThan)); }
	const { symbols } = test;
	if (symbols) { answers.push(typeof subject === 'object' && namesOneOf(subject, symbols)); }
	if (test.isFunction !== undefined) {
		const answer = subject === 'unknown' ? undefined : subject === 'absent' ? false : isFunction(subject);
		answers.push(answer === undefined ? undefined : answer === test.isFunction);
	}
	return all(answers);
}

/** True if all tests hold (also if there are none). */
export function allHold(tests: readonly ArgumentTest[] | undefined, given: readonly Argument[], follow: Follow): Answer {
	return all((tests ?? []).map((test) => holds(test, given, follow)));
}

/** True if one of the tests holds. */
export function anyHolds(tests: readonly ArgumentTest[] | undefined, given: readonly Argument[], follow: Follow): Answer {
	const answers = (tests ?? []).map((test) => holds(test, given, follow));
	return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** The slot that says when a function given at an argument (or as a property of it) runs; the first that fits. */
export function slotFor(slots: readonly CallbackSlot[], given: readonly Argument[], index: number, path: readonly string[], follow: Follow): CallbackSlot | undefined {
	return slots.find((slot) => {
		const keyword = given[index]?.name;
		const isArgument = slot.argument === 'any' || (keyword !== undefined ? keyword === slot.keyword : slot.argument === 'last' ? index === given.length - 1 : index === slot.argument);
		const isPath = slot.property === undefined ? path.length === 0 : path.length === 1 && (slot.property === '*' || slot.property === path[0]);
		return isArgument && isPath && allHold(slot.when, given, follow) === true;
	});
}

function all(answers: readonly Answer[]): Answer {
	return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

function subjectOf(test: ArgumentTest, given: readonly Argument[], follow: Follow): Value | 'absent' | 'unknown' {
	const placed = argumentAt(given, test.argument);
	const argument = placed === 'absent' && test.keyword !== undefined ? argumentAt(given, test.keyword) : placed;
	if (argument === 'absent' || argument === 'unknown' || test.property === undefined) {
		return typeof argument === 'object' ? follow(argument) : argument;
	}
	const object = follow(argument);
	if (object.kind === 'constant' || object.kind === 'function') { return 'absent'; }
	if (object.kind !== 'object') { return 'unknown'; }
	const property = object.properties.findLast((each) => each.name === test.property);
	if (property) { return follow(property.value); }
	return object.properties.some((each) => each.name === undefined) ? 'unknown' : 'absent';
}

function argumentAt(given: readonly Argument[], position: number | string): Value | 'absent' | 'unknown' {
	const spread = given.findIndex((argument) => argument.isSpread);
	if (typeof position === 'string') {
		return given.find((argument) => argument.name === position)?.value ?? (spread >= 0 ? 'unknown' : 'absent');
	}
	if (spread >= 0 && spread <= position) { return 'unknown'; }
	const argument = given[position];
	return argument && argument.name === undefined ? argument.value : 'absent';
}

function equalsOneOf(value: Value, constants: NonNullable<ArgumentTest['equals']>): boolean {
	if (value.kind === 'constant') { return constants.includes(value.value); }
	if (value.kind === 'either') { return value.values.every((each) => equalsOneOf(each, constants)); }
	return value.kind === 'combined' && value.values.some((each) => equalsOneOf(each, constants));
}

function isShorter(value: Value, length: number): boolean {
	if (value.kind === 'either') { return value.values.every((each) => isShorter(each, length)); }
	return value.kind === 'constant' && typeof value.value === 'string' && value.value.length < length;
}

/** Of flags that are combined one is enough (`LOCK_EX | LOCK_NB`). */
function namesOneOf(value: Value, symbols: readonly string[]): boolean {
	if (value.kind === 'external') { return symbols.includes(value.symbol); }
	if (value.kind === 'either') { return value.values.every((each) => namesOneOf(each, symbols)); }
	return value.kind === 'combined' && value.values.some((each) => namesOneOf(each, symbols));
}

function isFunction(value: Value): Answer {
	switch (value.kind) {
		case 'function': return true;
		case 'constant': case 'object': case 'list': return false;
		case 'either': return all(value.values.map(isFunction));
		default: return undefined;
	}
}
