import type { CallStep, Value } from '../../outline/model.ts';

/** An argument by its position (0-based) or its name; undefined where it is not given, or not known for the spread before it. */
export function argumentOf({ arguments: given }: CallStep, position: number, name: string): Value | undefined {
	const named = given.find((each) => each.name === name);
	if (named !== undefined) { return named.value; }
	const placed = given[position];
	return placed === undefined || placed.name !== undefined || given.slice(0, position + 1).some((each) => each.isSpread === true) ? undefined : placed.value;
}
