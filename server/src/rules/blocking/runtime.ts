/** What to advise where another runtime than tokio drives the code: tokio's functions panic there. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { otherRuntimes } from '../../catalogue/rust/otherRuntimes.ts';
import type { Entry } from '../../catalogue/schema.ts';
import type { FunctionId } from '../../outline/model.ts';

/** The runtime's name, where it is surely not tokio. */
export function otherRuntimeOf(id: FunctionId, graph: CallGraph): string | undefined {
	return graph.fileOf(id)?.role.runtime;
}

/** What can be done about a call in code of a runtime, to follow a semicolon; undefined where nothing is surely known to help. `not awaited`: its twin would not do for what follows. */
export function adviceIn(name: string, { symbol, blocks }: Entry, how: 'awaited' | 'by path' | 'not awaited'): string | undefined {
	const runtime = otherRuntimes[name];
	if (symbol === 'std::thread#sleep' && runtime !== undefined) { return how === 'by path' ? `make the path async with \`${runtime.sleep}()\`` : `await \`${runtime.sleep}()\` instead`; }
	const own = /^std::fs#(.+)$/.exec(symbol)?.[1] ?? /^std::path#Path\.(.+)$/.exec(symbol)?.[1];
	const twin = own === undefined || runtime === undefined || how === 'not awaited' ? undefined : [own, ...looks[own] ?? []].find((each) => runtime.has.has(each));
	if (twin !== undefined && runtime !== undefined) {
		const called = `\`${twin.replace('.', '::')}()\` from ${runtime.files}`;
		return how === 'awaited' ? `await ${called} instead` : `make the path async with ${called}`;
	}
	// What else is known to help needs tokio.
	return runtime?.thread !== undefined && blocks?.category !== 'coroutine' ? `run it in \`${runtime.thread}\`` : undefined;
}

/** What tells the same of a file. */
const looks: Readonly<Record<string, readonly string[]>> = { exists: ['metadata'], try_exists: ['metadata'], is_file: ['metadata'], is_dir: ['metadata'], is_symlink: ['symlink_metadata'] };

/** The mutex whose guard may live across an await, in the words of a runtime. */
export function asyncMutex(id: FunctionId, graph: CallGraph): string {
	const name = otherRuntimeOf(id, graph);
	const mutex = name === undefined ? 'tokio::sync::Mutex' : otherRuntimes[name]?.mutex;
	return mutex === undefined ? 'a mutex of async code' : `\`${mutex}\``;
}
