/** Databases that are kept in memory: what they are asked takes microseconds. */
import type { CallGraph, Effect } from '../../callgraph/graph.ts';
import type { FileOutline, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { stepsOf } from '../../outline/walk.ts';

const ofSqlite = /^sqlite3#/;
const inMemory = ':memory:';

/** A query of `sqlite3` in a file that opens its databases in memory, or by a name of which it says that it means memory where nobody gives another. */
export function isInMemory({ symbol, path }: Pick<Effect, 'symbol' | 'path'>, graph: CallGraph): boolean {
	const last = path.at(-1);
	const outline = last === undefined || !ofSqlite.test(symbol) ? undefined : graph.fileOf(last.function);
	return outline !== undefined && saysMemory(outline);
}

const saysMemory = perFile(({ functions }: FileOutline): boolean => {
	const isMemory = (value: Value | undefined): boolean => value?.kind === 'constant' && value.value === inMemory;
	const isSaid = functions.some(({ parameters, body }) => parameters.some((each) => isMemory(each.default)) || stepsOf(body).some(({ step }) => step.kind === 'call' && step.arguments.some(({ value }) => isMemory(value)) || (step.kind === 'bind' || step.kind === 'place') && isMemory(step.value)));
	return isSaid && !functions.some(({ body }) => stepsOf(body).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol === 'sqlite3#connect' && step.arguments[0]?.value.kind === 'constant' && !isMemory(step.arguments[0].value)));
});
