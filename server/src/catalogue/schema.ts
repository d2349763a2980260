/**
 * The catalogue: what the libraries do to async code, as data. One entry tells of one symbol (or, with `*`, of a family of them).
 * A user's `unblock.json` adds entries in the same shape.
 */
import * as z from 'zod';

/**
 * What kind of work holds the thread. `metadata` is short work on a file's entry, not on its content; `cpu` is work without a wait; `coroutine` is async code that sync code
 * waits for (`sync-over-async` reports it).
 */
export const category = z.enum(['file', 'metadata', 'process', 'network', 'database', 'cpu', 'sleep', 'lock', 'terminal', 'coroutine', 'other']);
export type Category = z.infer<typeof category>;

export const severity = z.enum(['error', 'warning', 'info', 'hint']);
export type Severity = z.infer<typeof severity>;

/** A condition on a call's arguments, all of whose parts must hold. */
export const argumentTest = z.strictObject({
	/** 0-based; a keyword's name in languages that have them. */
	argument: z.union([z.number().int().nonnegative(), z.string()]),
	/** The name under which the same argument may be given, in the place of its position. */
	keyword: z.string().optional(),
	/** A property of that argument, where it is an object written in place. */
	property: z.string().optional(),
	/** The constant is one of these. */
	equals: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
	/** The argument is what one of these symbols names (`global#process.stdout.fd`). */
	symbols: z.array(z.string()).optional(),
	/** The argument (or property) is there at all, or is not. */
	present: z.boolean().optional(),
	/** The constant is a text that begins with one of these. */
	startsWith: z.array(z.string()).optional(),
	/** The constant is a text of fewer UTF-16 units than this. */
	shorterThan: z.number().int().positive().optional(),
	/** The argument is a function. */
	isFunction: z.boolean().optional(),
});
export type ArgumentTest = z.infer<typeof argumentTest>;

export const replacement = z.discriminatedUnion('kind', [
	/** `await twin(sameArguments)`, the twin taken from another module: `fs.readFileSync` → `node:fs/promises#readFile`. */
	z.strictObject({ kind: z.literal('twin'), symbol: z.string(), safety: z.enum(['safe', 'review']), unless: z.array(argumentTest).optional() }),
	/** `await object.member(sameArguments)`: the twin is another member of the same object or module: `bcrypt.hashSync` → `hash`. */
	z.strictObject({ kind: z.literal('member'), name: z.string(), safety: z.enum(['safe', 'review']), unless: z.array(argumentTest).optional() }),
	/** `await promisify(member)(sameArguments)` with Node's `util.promisify`: `zlib.gzipSync` → `gzip`. */
	z.strictObject({ kind: z.literal('promisify'), name: z.string(), safety: z.enum(['safe', 'review']), unless: z.array(argumentTest).optional() }),
	/** Text in which `$0`, `$1`… are the arguments, `$args` all of them, and `$name` the local name of an import of that last name. */
	z.strictObject({ kind: z.literal('template'), template: z.string(), imports: z.array(z.string()), safety: z.enum(['safe', 'review']), unless: z.array(argumentTest).optional() }),
	/** `await through(function, sameArguments)`: the same call, on another thread: `asyncio.to_thread`. */
	z.strictObject({ kind: z.literal('offload'), through: z.string(), safety: z.enum(['safe', 'review']), unless: z.array(argumentTest).optional() }),
]);
export type Replacement = z.infer<typeof replacement>;

/**
 * When a callback given to a call runs.
 * - `inline`: during the call, on the caller's stack (`Array.map`).
 * - `later`: on the event loop, as a continuation of what the caller began (`.then`, `queueMicrotask`).
 * - `loop`: on the event loop, whenever something happens there (request handler, listener, timer).
 * - `startup`: as what the process was started for (a command's handler): nothing else waits meanwhile.
 * - `thread`: on another thread or process. - `shutdown`: while the process ends. - `test`: by a test runner.
 * - `loop-or-thread`: on the event loop if it is async, on another thread if it is not (FastAPI's handlers).
 */
export const run = z.enum(['inline', 'later', 'loop', 'startup', 'thread', 'shutdown', 'test', 'loop-or-thread']);
export type Run = z.infer<typeof run>;

export const callbackSlot = z.strictObject({
	/** 0-based argument; `last`; `any` for every argument that is a function (`app.get(path, middleware, handler)`); or `named` where only its keyword tells it. */
	argument: z.union([z.number().int().nonnegative(), z.literal('last'), z.literal('any'), z.literal('named')]),
	/** The name under which the same argument may be given, in the place of its position. */
	keyword: z.string().optional(),
	/** The callback is this property of the argument (an options object); `*` for any of its properties. */
	property: z.string().optional(),
	runs: run,
	/** What the callback is, for people: `request handler`, `timer`. */
	what: z.string(),
	/** It is only called where something failed (`map_err`). */
	onFailure: z.boolean().optional(),
	/** It gives a promise that ends as that of this callback does: it has no failure of its own (`mutex.runExclusive`). */
	givesResult: z.boolean().optional(),
	/** Only where these hold (`process.on('exit', …)`). The first slot that fits an argument counts. */
	when: z.array(argumentTest).optional(),
});
export type CallbackSlot = z.infer<typeof callbackSlot>;

export const entry = z.strictObject({
	/**
	 * A symbol name (`node:fs#readFileSync`, `better-sqlite3#Statement.run`). `*` stands for one whole part between `#` and `.`
	 * (`express#*.get`) or, at the end of the module, for any rest of it (`node:*#*.on`).
	 */
	symbol: z.string(),
	/** Calling it holds the thread until it is done. */
	blocks: z.strictObject({
		category,
		severity,
		/** What it does, to follow "it": `reads a file`, `waits for a child process`. */
		does: z.string(),
		/** Calls of which any of these holds do not block. */
		unless: z.array(argumentTest).optional(),
		/** It blocks only in calls of which all of these hold (`dns.lookup` has none; `requireCallback: absent` …). */
		when: z.array(argumentTest).optional(),
		/** Calls of which any of these holds have next to nothing to do: of no more than `info`. */
		slight: z.array(argumentTest).optional(),
		/** Calls of which any of these holds read or write memory of the kernel's (`/proc/self/status`): a hint. */
		inKernel: z.array(argumentTest).optional(),
		/** The argument that names what it makes: where that is known to be missing, it is done once and then never again, and of no more than `info`. */
		makes: z.number().int().nonnegative().optional(),
		/** What is left to do where it is given a buffer in memory in place of a file: work for the processor. */
		inMemory: z.string().optional(),
		/** It reads or writes one file as a whole: how long that takes is known by the file. */
		isOneFile: z.boolean().optional(),
		/** It goes through many files, or waits for the disk itself: it takes long as a rule. */
		isLong: z.boolean().optional(),
		/** Not the call holds the thread, but whoever goes through its result (`os.walk`). */
		isLazy: z.boolean().optional(),
	}).optional(),
	/** It holds nothing up, though the family that it belongs to does (`boto3#S3.generate_presigned_url`). */
	isHarmless: z.boolean().optional(),
	/**
	 * It, and what it makes, can only be used on the thread that made it (a connection of `sqlite3`), so that it cannot be offloaded; but in calls
	 * of which one of `unless` holds. A method is bound by how its object was made.
	 */
	threadBound: z.strictObject({ unless: z.array(argumentTest).optional() }).optional(),
	/** What to call instead. */
	replacement: replacement.optional(),
	/** What to do where no replacement can be written mechanically, as advice in one clause: `run it in a worker thread`. */
	advice: z.string().optional(),
	callbacks: z.array(callbackSlot).optional(),
	/**
	 * It calls what is given at this argument and drops what that gives, or takes it for a plain value: an async function does nothing there. `what` it is, for people:
	 * `timer`, `key`.
	 */
	plainCallback: z.strictObject({ argument: z.number().int().nonnegative().optional(), keyword: z.string().optional(), what: z.string() }).optional(),
	/** From this call on the process serves: what comes after it is no longer start-up. */
	listens: z.boolean().optional(),
	/** Hands the function given at this argument to another thread or process. */
	offloads: z.number().int().nonnegative().optional(),
	/** Keeps the task given at this argument and looks at its failure. */
	tracks: z.number().int().nonnegative().optional(),
	/**
	 * Begins what is given at this argument (a coroutine, or an async function) as a task of its own. `keptBy`: `caller`: whoever calls it must keep
	 * the handle that it gives, and look at it; `scope`: what it is called on waits for the task and passes its failure on (a task group).
	 */
	spawns: z.strictObject({ argument: z.number().int().nonnegative(), keptBy: z.enum(['caller', 'scope']) }).optional(),
	/** Runs what is given at this argument (a coroutine, or an async function) to its end before it returns: sync code that waits for async code. */
	drives: z.number().int().nonnegative().optional(),
	/**
	 * What it does with the awaitables it is given; the first whose tests hold counts. `all`: waits for all, and fails with the first that fails.
	 * `settled`: waits for all, failures and cancellations are values in its result. `first`: waits for the first, the others go on.
	 * `deadline`: waits so long, then cancels it. `shield`: keeps the caller's cancellation from it.
	 */
	joins: z.array(z.strictObject({ how: z.enum(['all', 'settled', 'first', 'deadline', 'shield']), when: z.array(argumentTest).optional() })).optional(),
	/** It (or the scope that it makes) ends when the time given at this argument is over; without one, or with none given there, it does not. */
	deadline: z.strictObject({ argument: z.number().int().nonnegative(), keyword: z.string().optional() }).optional(),
	/**
	 * A type that lets in one holder at a time. `plain`: one that takes it again waits for itself. `reentrant`: its holder may take it again.
	 * `counted`: lets in so many (a semaphore).
	 */
	lock: z.enum(['plain', 'reentrant', 'counted']).optional(),
	/** Its time is over: what to write instead, to follow "use". `argument`: only that argument's. `removed`: the version since when it is no longer there. `inAsync`: only in async code. */
	outdated: z.strictObject({ instead: z.string(), argument: z.string().optional(), removed: z.string().optional(), inAsync: z.boolean().optional(), symbol: z.string().optional() }).optional(),
	/** It makes a client with a pool of connections, which is meant to be made once and shared. */
	pooled: z.boolean().optional(),
	/** A type of error: `is`: cancellation arrives as it. `includes`: whoever catches it catches cancellation too. */
	cancellation: z.enum(['is', 'includes']).optional(),
	/**
	 * Its promise does nothing but let time pass. `argument`: where the time stands (0-based); without one it only waits for the loop's next turn.
	 * `unit` is `ms` where it is not said.
	 */
	sleeps: z.strictObject({ argument: z.number().int().nonnegative().optional(), unit: z.enum(['ms', 's']).optional() }).optional(),
	/**
	 * It calls its first argument later, or ends what another timer would have called. `delay`: the argument with the time (0-based, in ms);
	 * without one it calls at the loop's next turn.
	 */
	timer: z.strictObject({ does: z.enum(['once', 'repeats', 'ends']), delay: z.number().int().nonnegative().optional() }).optional(),
	/** Asks the predicate given at this argument again and again, until it holds. */
	polls: z.number().int().nonnegative().optional(),
	/** A member whose changes are told of, so that nobody needs to look again and again: by what, as a noun: "its `abort` event". */
	announced: z.string().optional(),
	/**
	 * How the halves of a program speak with one another: `exposes`: it makes its second argument a global of a page, named by the first; `handles`: what is asked by the name at its
	 * first argument is answered by its second; `asks`: it asks so, and gives a promise of the answer; `tells`: it only sends, and gives nothing.
	 */
	messages: z.enum(['exposes', 'handles', 'asks', 'tells']).optional(),
	/** Its members are functions that a framework loads by the names of files: from which folder of the package, and which member of what such a file exports (`api/helpers/mail/send-one.js` for `mail.sendOne()`). */
	loads: z.strictObject({ folder: z.string(), member: z.string() }).optional(),
	/** Its result needs no await. */
	isSafeToDrop: z.boolean().optional(),
	/** The same where its first argument is one of these texts. */
	isSafeToDropWith: z.array(z.string()).optional(),
	/** The member of the same object that does the same, gives no promise and keeps a failure as a state. */
	withoutPromise: z.string().optional(),
	/** A type whose values can be awaited though they are no promises of the language's own; `lazy`: they do nothing before they are. */
	awaitable: z.enum(['running', 'lazy']).optional(),
	/** The type of its result (`better-sqlite3#Database`), for resolution where there is no type checker. */
	returns: z.string().optional(),
	/** A decorator, or the member of a type (`yargs#CommandModule.handler`): the function it is on, or that is given as this member, is called in this way. */
	decorates: z.strictObject({
		runs: run, what: z.string(),
		/** Calling it only begins it, and gives a handle: whoever calls it goes on at once. */
		isBegun: z.boolean().optional(),
		/** It may be async as well: what calls it awaits what it gives. */
		mayBeAsync: z.boolean().optional(),
		/** The tasks that it begins run on other threads than the function itself. */
		hasWorkers: z.boolean().optional(),
	}).optional(),
});
export type Entry = z.infer<typeof entry>;

export interface CatalogueData {
	readonly entries: readonly Entry[];
	/**
	 * Other names of a type or module: `express-serve-static-core#IRouter` → `express#Router`, `@types` packages whose names differ,
	 * `graceful-fs` → `node:fs` where a package repeats another's whole surface. Applied to the longest prefix that ends at `#` or `.`.
	 */
	readonly aliases: Readonly<Record<string, string>>;
}
