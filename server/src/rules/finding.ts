/** What a rule reports. Plain data, so that it can cross threads and be written as JSON. */
import type { Category, Replacement, Severity } from '../catalogue/schema.ts';
import type { FunctionId, ResultType, SymbolName } from '../outline/model.ts';
import type { Span } from '../outline/span.ts';

export type RuleId = string;
export type Safety = 'safe' | 'review';

export interface Finding {
	readonly rule: RuleId;
	readonly category: Category | string;
	readonly severity: Severity;
	readonly priority: 'P0' | 'P1' | 'P2' | 'P3';
	/** `acceptable` findings go into reports with their reason, never into the editor's squiggles. */
	readonly verdict: 'bad' | 'acceptable';
	readonly reason: string | null;
	/** Absolute, with `/`. */
	readonly file: string;
	readonly span: Span;
	readonly function: string;
	readonly functionId: FunctionId;
	/** One sentence for people: what blocks, what it holds up, through which path, what to do. */
	readonly message: string;
	readonly impact: string;
	/** From the reported call to what blocks, both included; empty for a direct call. */
	readonly chain: readonly ChainLink[];
	readonly fixes: readonly FixIntent[];
	/** The guide page's name, `#` and a heading's slug after it where it has a part of its own. */
	readonly guide: string;
	/** Survives moved lines: rule, qualified function, sink and ordinal, hashed. 16 hex digits. */
	readonly fingerprint: string;
}

export interface ChainLink {
	readonly file: string;
	readonly span: Span;
	/** What is called there: `loadConfig()`, `readFileSync()`. */
	readonly label: string;
}

/** What a fix would do; the language turns it into edits when somebody asks. One member for each kind of change. */
export type FixIntent = AwaitReplacement | BoundedHistory | AwaitCall | ReturnCall | TrackTask | LogFailure | HandFailure | CallMember | TrackCallback | LogCallback | HandCallback | KeepTask | WatchTask | ReplaceCallee | DropArgument | RaiseAgain | Collect | LookAtFailures | LoopOver | ForwardToken | RethrowAbort | AwaitDriven | DropGuard | SettleExecutor | AttachHandler | AwaitTogether | AwaitEvent | AwaitNotice | MendAwait | AddAsync | DropAsync;

/** What every intent says of itself. */
export interface FixBase {
	readonly title: string;
	readonly safety: Safety;
	/** Why it needs review, for the change annotation. */
	readonly caution?: string;
	/** The file the finding is in; a fix may change others too. */
	readonly file: string;
}

/** A blocking call becomes an awaited one. */
export interface AwaitReplacement extends FixBase {
	readonly kind: 'await-replacement';
	/** The call to rewrite. */
	readonly call: Span;
	/** The function the call stands in, which must be async already. */
	readonly function: FunctionId;
	readonly symbol: SymbolName;
	readonly replacement: Replacement;
	/** A look that goes with it: the replacement looks itself. */
	readonly look?: Span;
}

/** An array that loses entries at the front becomes a ring buffer or a queue, with everything that uses it. */
export interface BoundedHistory extends FixBase {
	readonly kind: 'bounded-history';
	/** `ring`: it drops the oldest by itself, and the length check goes. `queue`: everything stays as it is, and nothing is moved. */
	readonly shape: 'ring' | 'queue';
	/** What the list is called where it is used: `this.events`. */
	readonly name: string;
	/** The call that takes from the front. */
	readonly removal: Span;
}

/** What is said of a promise that nobody looks at. */
interface LostPromiseFix extends FixBase {
	/** The expression that gives it: a call, a chain of `.then`, a variable; without the `void` before it. */
	readonly promise: Span;
	/** The function in whose text it stands. */
	readonly function: FunctionId;
	/** `array`: it is a list of promises. `maybe`: it may also be something else. */
	readonly type?: ResultType;
}

/** A promise that nobody looks at is awaited where it stands. */
export interface AwaitCall extends LostPromiseFix {
	readonly kind: 'await-call';
	/** The function in which it stands is not async yet, and becomes so. */
	readonly makesAsync?: Span;
}

/** A promise that nobody looks at, made by the last statement of a function, is returned to the caller. */
export interface ReturnCall extends LostPromiseFix {
	readonly kind: 'return-call';
}

/** A promise that nobody looks at is given to something that handles its failure. */
export interface TrackTask extends LostPromiseFix {
	readonly kind: 'track-task';
	/** What the task is called where the promise has no name of its own: `background work of start`. */
	readonly task: string;
	/** The project's own tracker; our helper `taskTracker` if absent. */
	readonly tracker?: Tracker;
}

/** How a failure is told of. */
interface Told {
	/** The call by which a handler of the same file does it, and which of its arguments is the failure (0-based); the console if absent. */
	readonly like?: { readonly call: Span; readonly failure: number };
}

/** The failure of a promise that nobody looks at is written to the console, as pages do, or told as the file does it elsewhere. */
export interface LogFailure extends LostPromiseFix, Told {
	readonly kind: 'log-failure';
	/** What fails, for whoever reads of it: `save`. */
	readonly task: string;
	/** The name of an error that is no failure, and is not told of: `AbortError`. */
	readonly expected?: string;
}

/** A failure of a promise that nobody looks at goes to what is there to be told: `next` of a request handler, `reject`, a callback. */
export interface HandFailure extends LostPromiseFix {
	readonly kind: 'hand-failure';
	/** What it is called in the text. */
	readonly handler: string;
	/** The function whose parameter it is. */
	readonly taker: FunctionId;
	/** That function does not take it yet: it becomes its last parameter. */
	readonly isMissing?: true;
}

/** A call of a promise that nobody looks at becomes one of another member, which does the same and gives none. */
export interface CallMember extends LostPromiseFix {
	readonly kind: 'call-member';
	/** `mutate` */
	readonly member: string;
}

/** A function as it is given: written in place, or a name. */
export interface GivenCallback {
	readonly callback: Span;
	/** What a function that is given by its name takes, where it surely takes all of it. */
	readonly parameters?: readonly string[];
}

/** What is said of a callback whose promise nobody looks at. */
interface LostCallbackFix extends FixBase, GivenCallback {
	/** Where the same function is given besides, by its name. */
	readonly others?: readonly GivenCallback[];
}

/** A callback whose promise nobody looks at becomes one that gives nothing, and hands its work to something that handles its failure. */
export interface TrackCallback extends LostCallbackFix, Pick<TrackTask, 'task' | 'tracker'> {
	readonly kind: 'track-callback';
}

/** It becomes one that gives nothing, and writes its failure to the console, as pages do, or tells of it as the file does elsewhere. */
export interface LogCallback extends LostCallbackFix, Pick<LogFailure, 'task' | 'like'> {
	readonly kind: 'log-callback';
}

/** It becomes one that gives nothing, and tells of its failure what is there to be told: `next` of a request handler, `reject`, a callback. */
export interface HandCallback extends LostCallbackFix, Pick<HandFailure, 'handler' | 'taker' | 'isMissing'> {
	readonly kind: 'hand-callback';
}

/** A task that nobody keeps is put in a set until it is done, or begun by what keeps others already. */
export interface KeepTask extends FixBase {
	readonly kind: 'keep-task';
	/** A function of the project, or the task group around the call; a set if absent. */
	readonly keeper?: TaskKeeper | { readonly kind: 'group' };
	/** The call that begins it. */
	readonly call: Span;
	/** The function in whose text it stands. */
	readonly function: FunctionId;
}

/** The handle of a task is kept, and another task awaits it and logs a panic. */
export interface WatchTask extends FixBase {
	readonly kind: 'watch-task';
	/** The call that begins it. */
	readonly call: Span;
	/** What the task is called in the log: `the task of serve`. */
	readonly task: string;
}

/** A function of the same class or file that keeps tasks until they are done. */
export interface TaskKeeper {
	readonly kind: 'function';
	readonly name: string;
	/** It is called on the object of the function that begins the task. */
	readonly isOwnMethod: boolean;
	/** What it is given: the coroutine that it makes a task of, or the task. */
	readonly takes: 'coroutine' | 'task';
	/** Parameters beside that, which can be given by their names. */
	readonly named: readonly string[];
	/** It does nothing but that, so that a set does the same. */
	readonly isExact: boolean;
}

/** Another function is called with the same arguments. */
export interface ReplaceCallee extends FixBase {
	readonly kind: 'replace-callee';
	readonly call: Span;
	readonly symbol: SymbolName;
}

/** A call goes without an argument that is given by its name. */
export interface DropArgument extends FixBase {
	readonly kind: 'drop-argument';
	readonly call: Span;
	readonly argument: string;
}

/** A handler throws the cancellation again that it has taken. */
export interface RaiseAgain extends FixBase {
	readonly kind: 'raise-again';
	/** Where the handler begins. */
	readonly handler: Span;
}

/** What works while it is gone through is gone through at once, on another thread. */
export interface Collect extends FixBase {
	readonly kind: 'collect';
	/** The call that makes it. */
	readonly call: Span;
}

/** `items.forEach(async (item) => { … })` becomes a loop that awaits, in an async function. */
export interface LoopOver extends FixBase {
	readonly kind: 'loop-over';
	readonly call: Span;
	/** The function in whose text it stands. */
	readonly function: FunctionId;
}

/** A call is given the signal or token that its function has. */
export interface ForwardToken extends FixBase {
	readonly kind: 'forward-token';
	readonly call: Span;
	/** Where the callee takes it, 0-based; in an options object under `property`. */
	readonly argument: number;
	readonly property?: string;
	/** As it is written in the function: `signal`, `options.signal`. */
	readonly token: string;
}

/** A handler throws again what it caught where the token was cancelled. */
export interface RethrowAbort extends FixBase {
	readonly kind: 'rethrow-abort';
	/** Where the handler's block begins. */
	readonly handler: number;
	readonly token: string;
}

/** The results of a call, in which failures are values, are gone through: cancellations are raised again. */
export interface LookAtFailures extends FixBase {
	readonly kind: 'look-at-failures';
	readonly call: Span;
	/** `dropped`, `filtered`: other failures are logged. `untested`: they are raised as well. `partly`: somebody looks at them already. */
	readonly use: 'dropped' | 'filtered' | 'untested' | 'partly';
	/** What the results are of, for a log: `save`. */
	readonly what?: string;
}

/** A function that keeps a promise given to it and looks at its failure. */
export interface Tracker {
	/** A function of the workspace (a FunctionId), or what a package's is called (`p-queue#default.add`). */
	readonly symbol: SymbolName;
	/** Which argument takes the promise, 0-based. */
	readonly argument: number;
	/** Which takes a name for it; absent if none does. */
	readonly nameArgument?: number;
	/** It is called on `this`. */
	readonly isOwnMethod?: boolean;
}

/** What sync code would wait for by force is awaited: `block_on(work())` → `work().await`. */
export interface AwaitDriven extends FixBase {
	readonly kind: 'await-driven';
	/** The call that drives it. */
	readonly call: Span;
	/** The function in whose text it stands. */
	readonly function: FunctionId;
}

/** A lock's guard is dropped before something is awaited. */
export interface DropGuard extends FixBase {
	readonly kind: 'drop-guard';
	/** What gives the guard: `self.names.lock().unwrap()`. */
	readonly guard: Span;
}

/** What an async executor of a promise fails with goes to the promise. */
export interface SettleExecutor extends FixBase {
	readonly kind: 'settle-executor';
	/** The function that is given to `new Promise()`. */
	readonly executor: Span;
}

/** A promise that is kept in a variable and awaited only later. */
interface LateAwaitFix extends FixBase {
	/** The call that makes it. */
	readonly promise: Span;
	/** The variable. */
	readonly name: string;
}

/** It gets a handler at once that does nothing; the `await` sees its failure all the same. */
export interface AttachHandler extends LateAwaitFix {
	readonly kind: 'attach-handler';
}

/** It is awaited together with what was awaited before it. */
export interface AwaitTogether extends LateAwaitFix {
	readonly kind: 'await-together';
}

/** A loop that sleeps until a flag is set becomes a wait for the event whose listener sets it. */
export interface AwaitEvent extends FixBase {
	readonly kind: 'await-event';
	/** Where the loop begins. */
	readonly loop: number;
	/** As the loop writes it: `this.ready`. */
	readonly flag: string;
	/** The listener makes it true; false where it makes it false. */
	readonly isSet: boolean;
	readonly emitter: string;
	readonly event: string;
}

/** What looks at a state again and again is told of its changes: whoever makes them gives a notice. */
export interface AwaitNotice extends FixBase {
	readonly kind: 'await-notice';
	/** `loop`: it sleeps between two looks. `predicate`: a library's function asks for it. */
	readonly form: 'loop' | 'predicate';
	/** Where the loop begins; where the name of the library's function does. */
	readonly at: number;
	/** What the loop awaits between two looks. */
	readonly pause: Span;
	/** How long that is, in ms, where the text tells. */
	readonly milliseconds?: number;
}

/** An `await` that waits for nothing goes, or what was meant is awaited. */
export interface MendAwait extends FixBase {
	readonly kind: 'mend-await';
	/** The whole expression; of a loop the keyword, of `await using` the first declaration. */
	readonly await: Span;
	/** `drop`: the `await` goes. `call`: what is awaited is called. `all`: the promises in the list are waited for. */
	readonly how: 'drop' | 'call' | 'all';
}

/** A function that gives a promise becomes an async one. */
export interface AddAsync extends FixBase {
	readonly kind: 'add-async';
	/** All of it. */
	readonly function: Span;
}

/** A function that awaits nothing becomes a plain one, and its calls lose their `await`. */
export interface DropAsync extends FixBase {
	readonly kind: 'drop-async';
	/** Where its name is declared. */
	readonly name: Span;
}

/** A change of one file's text. Edits of one fix never overlap. */
export interface TextEdit {
	readonly file: string;
	readonly span: Span;
	readonly newText: string;
	/** The file is not there yet: this is the only edit in it, at offset 0, and its whole text. */
	readonly isNewFile?: true;
}
