/** What calls a function and drops what that gives, or takes it for a plain value: an async function only makes a coroutine there, and nothing of it runs. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { members } from '../entries.ts';

const loop = 'asyncio#AbstractEventLoop.';

function plain(symbols: readonly string[], what: string, argument: number | undefined, keyword?: string): Entry[] {
	return symbols.map((symbol) => ({ symbol, plainCallback: { what, ...(argument !== undefined && { argument }), ...(keyword !== undefined && { keyword }) } }));
}

export const plainCallbacks: CatalogueData = {
	entries: [
		...plain(members(loop, 'call_soon call_soon_threadsafe'), 'callback', 0, 'callback'),
		...plain(members(loop, 'call_later call_at'), 'timer', 1, 'callback'),
		...plain(members(loop, 'add_signal_handler'), 'signal handler', 1, 'callback'),
		...plain(members(loop, 'add_reader add_writer'), 'listener', 1, 'callback'),
		...plain(members(loop, 'set_exception_handler'), 'exception handler', 0, 'handler'),
		...plain(['asyncio#Future.add_done_callback', 'asyncio#Task.add_done_callback', 'concurrent.futures#Future.add_done_callback'], 'done callback', 0, 'fn'),
		...plain(['signal#signal'], 'signal handler', 1, 'handler'),
		...plain(['atexit#register'], 'exit handler', 0, 'func'),
		...plain(['weakref#finalize'], 'finalizer', 1, 'func'),
		...plain(['threading#Thread', 'multiprocessing.process#BaseProcess'], 'target of a thread', 1, 'target'),
		...plain(['threading#Timer'], 'timer', 1, 'function'),
		...plain(['_thread#start_new_thread'], 'target of a thread', 0, 'function'),
		...plain(['concurrent.futures#Executor.submit'], 'work of a thread', 0, 'fn'),
		...plain(['concurrent.futures#Executor.map'], 'work of a thread', 0, 'fn'),
		...plain([`${loop}run_in_executor`], 'work of a thread', 1, 'func'),
		...plain(['asyncio#to_thread'], 'work of a thread', 0, 'func'),
		...plain(['builtins#filter'], 'test', 0),
		...plain(['builtins#sorted', 'builtins#min', 'builtins#max', 'builtins#list.sort'], 'key', undefined, 'key'),
	],
	aliases: {},
};
