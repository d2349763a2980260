/** What functions do, step by step, in the order in which it happens. */
import type { FunctionId, SymbolName } from './model.ts';
import type { Span } from './span.ts';
import type { BindingId, Callee, Condition, MadeOf, Place, Requirement, ResultType, Value } from './values.ts';

/** Steps in the order in which they happen. */
export interface Block {
	readonly span: Span;
	readonly steps: readonly Step[];
}

export type Step =
	| CallStep | AwaitStep | BindStep | UseStep | PlaceStep | AccessStep | DropStep | ExitStep | ClosureStep
	| LoopStep | BranchStep | TryStep | GuardedStep | SelectStep | DiscardStep;

/** A call, a construction (`new`), a tagged template, or a macro that is one. */
export interface CallStep {
	readonly kind: 'call';
	readonly span: Span;
	/** The callee's last name (`readFileSync` of `fs.readFileSync(p)`): where a squiggle goes. */
	readonly nameSpan: Span;
	readonly callee: Callee;
	/** The object a method is called on. */
	readonly receiver?: Value;
	/** What it is called on, or an argument, borrows from something else (`Transaction<'_>`), and cannot be given to a thread without it. Told in Rust. */
	readonly isBorrowing?: true;
	/** An argument is borrowed to be changed (`read(&mut buffer)`): a thread could not hand it back by itself. Told in Rust. */
	readonly isChanging?: true;
	/** All arguments, spreads included, in the order of the text. */
	readonly arguments: readonly Argument[];
	readonly isNew: boolean;
	/** Only called if the callee is there (`f?.()`). */
	readonly isOptional: boolean;
	/** It is only come to where what it calls is an async function (`if iscoroutinefunction(f):`). */
	readonly isOfAsyncOnly?: boolean;
	/** It is only come to where what it calls, or another method of its object, is no async function (`if not iscoroutinefunction(self.start):`). */
	readonly isOfPlainOnly?: boolean;
	/** What becomes of the result. */
	readonly result: ResultUse;
	/** What the type checker says of the result; absent where there is none or it was not asked. */
	readonly resultType?: ResultType;
	/** What is called as it is written, with its objects (`store.save`), of a promise that is dropped, or of what may tell of a failure; at the end of a chain, what begins it. Told in TypeScript. */
	readonly written?: string;
	/** A comment at it says that nobody is to wait for the promise that is dropped here. */
	readonly isSaidNotToWait?: boolean;
	/** Arguments (by index) that are functions that give a promise, and whose parameter wants one that gives nothing. */
	readonly voidCallbacks?: readonly number[];
	readonly cancellation?: CancellationSlot;
	/** Where it could be given a signal or token by which to end, and is given none: asked of calls of which the first to finish counts. */
	readonly endable?: CancellationSlot;
	/** What is done with failures that the result holds as values (`Promise.allSettled`); absent where it holds none or nobody can tell. */
	readonly failures?: FailureUse;
	/** What is given to `Promise.all` and its kin and is no promise, or a list with such. */
	readonly plainItems?: readonly PlainItem[];
}

/** `surely`: it is none, or a list of none. `partly`: a list that may hold promises beside others. `nothing`: it is `undefined`, `null`, or what a call gives that gives nothing. */
export interface PlainItem {
	readonly span: Span;
	readonly how: 'surely' | 'partly' | 'nothing';
	/** It is awaited itself, before the call. */
	readonly isAwaited?: true;
}

/**
 * `dropped`: the result is not looked at. `filtered`: only the successes are taken out of it. `untested`: it is used as if nothing had failed. `partly`: failures are told apart, and
 * cancellations taken for results. `partly-read`: the same, and a part of what is taken for a result is read, where a cancellation has none. `seen`: failures are looked at, or others may.
 */
export type FailureUse = 'dropped' | 'filtered' | 'untested' | 'partly' | 'partly-read' | 'seen';

/** Where a callee takes a cancellation token or signal, and whether this call fills it. */
export interface CancellationSlot {
	readonly argument: number;
	/** The parameter's name, in languages that can pass it by that. */
	readonly name?: string;
	/** The option's name where the slot is a property of an options object. */
	readonly property?: string;
	readonly isFilled: boolean;
	/** What the function has to pass on, as it is written there (`signal`, `options.signal`): what fills the slot, or could. Absent where something else does. */
	readonly token?: string;
}

export interface Argument {
	readonly span: Span;
	readonly value: Value;
	/** A keyword argument's name. */
	readonly name?: string;
	readonly isSpread?: boolean;
	/** It is a buffer in memory that has a file's methods (`io.BytesIO`). */
	readonly isBuffer?: boolean;
	/** Of which class it surely is, where a function of the workspace gets it and its language asks for classes by more than their names. */
	readonly made?: MadeOf;
}

export type ResultUse =
	| { readonly kind: 'discarded' | 'awaited' | 'returned' | 'yielded' | 'condition' | 'void' | 'spread' | 'iterated' | 'thrown' | 'other' }
	/** The receiver of a further member access or call, named where it is one (`.then`). */
	| { readonly kind: 'receiver'; readonly member?: string }
	| { readonly kind: 'argument'; readonly call: Span; readonly index: number }
	/** `isNeverRead`: nobody ever looks at the binding, or at the member it is stored in. */
	| { readonly kind: 'bound'; readonly binding: BindingId; readonly isNeverRead?: boolean }
	| { readonly kind: 'stored'; readonly place: Place; readonly isNeverRead?: boolean };

export interface AwaitStep {
	readonly kind: 'await';
	readonly span: Span;
	readonly value: Value;
	/** What is awaited, where the type checker surely knows that it is no promise; told in TypeScript. */
	readonly awaited?: AwaitedKind;
	/** Its value is what the function gives back. */
	readonly isResult?: true;
}

/**
 * `value`: no promise. `nothing`: the result of a call that gives nothing. `function`: a function that is not called. `list`: a list of promises, of which none is
 * waited for. `promise`: surely one; told of results only, and where a rule asks for it.
 */
export type AwaitedKind = 'value' | 'nothing' | 'function' | 'list' | 'promise';

/** A binding gets a value: declared, assigned, or bound by a pattern or loop. */
export interface BindStep {
	readonly kind: 'bind';
	readonly span: Span;
	readonly binding: BindingId;
	readonly name: string;
	readonly value: Value;
	readonly isDeclaration: boolean;
	/** It is counted up or down (`n++`, `n -= 1`). Told in TypeScript. */
	readonly counts?: 'up' | 'down';
}

/** A binding is read. A use in a closure is a step of the closure, not of the function around it. */
export interface UseStep {
	readonly kind: 'use';
	readonly span: Span;
	readonly binding: BindingId;
	/** `escape`: stored, returned, passed or captured: from then on others may hold it. */
	readonly how: 'read' | 'escape' | 'condition';
	/** In a condition: what it is declared to be, where that is a promise and never nothing. */
	readonly valueType?: ResultType;
}

export type PlaceOperation =
	| 'read' | 'assign' | 'push' | 'shift' | 'unshift' | 'pop' | 'remove' | 'index' | 'slice' | 'iterate' | 'spread' | 'length' | 'delete' | 'escape';

export interface PlaceStep {
	readonly kind: 'place';
	readonly span: Span;
	readonly operation: PlaceOperation;
	readonly place: Place;
	/** For `remove` at the front and `pop` at the end: how many entries are left, where the text says so (`splice(0, list.length - limit)`). */
	readonly leaves?: Value;
	readonly value?: Value;
	/** It is counted up or down (`this.running--`). Told in TypeScript. */
	readonly counts?: 'up' | 'down';
	/** By an index that is computed (`lines[y]`). Told in Python. */
	readonly isComputed?: true;
	/** The declared member that a loop waits on: `<type id>.name`, or a symbol name (`lib#AbortSignal.aborted`). Told in conditions within loops only. */
	readonly member?: string;
}

/** A property that runs code when read or written: a getter, a setter, a Python property. */
export interface AccessStep {
	readonly kind: 'access';
	readonly span: Span;
	readonly nameSpan: Span;
	readonly callee: Callee;
}

/** The end of a guard's or resource's life before its block ends: `drop(guard)`, `lock.release()`, `clearTimeout(t)`. */
export interface DropStep {
	readonly kind: 'drop';
	readonly span: Span;
	readonly binding: BindingId;
}

export interface ExitStep {
	readonly kind: 'exit';
	readonly span: Span;
	/** `propagate`: Rust's `?`, which leaves the function on one of two paths. */
	readonly exit: 'return' | 'throw' | 'break' | 'continue' | 'yield' | 'propagate';
	readonly label?: string;
	readonly value?: Value;
	/** What it tells of the platform whether the returned value is true. */
	readonly condition?: Condition;
	/** Of what an async function returns that awaits nothing, other than a call's result, which says so itself. */
	readonly valueType?: ResultType;
}

/** A function is written here. Its body is an outline of its own. */
export interface ClosureStep {
	readonly kind: 'closure';
	readonly span: Span;
	readonly function: FunctionId;
	/** `value`: used where it stands (argument, initialiser); `declaration`: known by name from here on. */
	readonly use: 'value' | 'declaration' | 'called';
}

export interface LoopStep {
	readonly kind: 'loop';
	readonly span: Span;
	readonly label?: string;
	/** `infinite`: no condition, or one that is constantly true. `await`: each turn awaits the next item. */
	readonly loop: 'while' | 'do' | 'for' | 'each' | 'await' | 'infinite' | 'comprehension';
	/** What is evaluated before every turn. */
	readonly condition?: Block;
	/** What of the condition compares the length of a list. */
	readonly lengthTests?: readonly LengthTest[];
	readonly iterated?: Value;
	/** The type of what is gone through, where it is one outside of the workspace whose items may be more than read (`io#TextIOWrapper`). */
	readonly iteratedType?: SymbolName;
	/** The `await` of a `for await` over what is surely no async iterable: it holds no promises, or promises that are all made in sync. Told in TypeScript. */
	readonly needlessAwait?: { readonly span: Span; readonly items: 'plain' | 'promises' };
	readonly body: Block;
	/** What runs at the back-edge, after the body (`i++`). */
	readonly update?: Block;
}

export interface BranchStep {
	readonly kind: 'branch';
	readonly span: Span;
	/** `shortcut`: `&&`, `||`, `??`, `?.` and their kin, whose second part may not run. */
	readonly branch: 'if' | 'switch' | 'conditional' | 'shortcut';
	readonly condition: Block;
	readonly arms: readonly Arm[];
	/** Set where the branch fills a place or binding only when it is empty: what it does happens once, or once per key. */
	readonly memo?: MemoGuard;
	/** What of the condition compares the length of a list. All hold in the first arm. */
	readonly lengthTests?: readonly LengthTest[];
	/** Set where one arm only runs in a known circumstance (`require.main === module`, `isMainThread`, no running loop). */
	readonly test?: EnvironmentTest;
	/** What surely holds where no arm is taken: all of it. */
	readonly otherwise?: readonly Requirement[];
	/** The member of which it asks whether it is true, and nothing else (`options.isStrict`). Told of `if` in TypeScript. */
	readonly member?: string;
	/** The condition as it is written, where it is short. Told of `if` in Python. */
	readonly asks?: Asked;
}

/** What an `if` asks. */
export interface Asked {
	readonly text: string;
	/** It only looks whether a file is there, which it is as a rule. */
	readonly isOfFile?: true;
}

/** `history.length > limit`, the length on the left. */
export interface LengthTest {
	readonly place: Place;
	readonly comparison: 'over' | 'at-least' | 'under' | 'at-most' | 'equal';
	readonly limit: Value;
}

export interface Arm {
	readonly block: Block;
	/** The constant it is for (`case 'x'`), `else` for the rest; absent for the arm of a condition that holds. */
	readonly label?: string;
	/** What else must hold for the arm to be taken (`Err(e) if e.is_cancelled()`). */
	readonly guard?: Block;
	/** What surely holds where the arm is taken, as far as the text tells: all of it. */
	readonly requires?: readonly Requirement[];
	/** It is only come to where something failed, or where what must not be is. Told in Rust. */
	readonly isUnusual?: true;
	/** A field or parameter by which it is taken: set (`if let Some(path) = &self.path`, `if config.verify`), or not (`let Some(path) = path else`). Told in Rust. */
	readonly setting?: { readonly name: string; readonly isSet: boolean };
}

export interface MemoGuard {
	readonly target: Place | { readonly root: 'local'; readonly binding: BindingId };
	/** `once`: an empty slot is filled. `keyed`: an entry of a map is. */
	readonly kind: 'once' | 'keyed';
}

export interface EnvironmentTest {
	readonly fact: 'main-module' | 'main-thread' | 'type-checking' | 'no-running-loop' | 'development';
	/** Which arm (by index) runs when the fact holds. */
	readonly arm: number;
}

export interface TryStep {
	readonly kind: 'try';
	readonly span: Span;
	readonly body: Block;
	readonly handlers: readonly Handler[];
	/** Runs when the body ends without an error (Python's `else`). */
	readonly orElse?: Block;
	readonly finally?: Block;
}

export interface Handler {
	/** Where it is written, from its keyword on; absent where nobody asks. */
	readonly span?: Span;
	readonly block: Block;
	/** The error's binding. */
	readonly binding?: BindingId;
	/** What it catches, as symbol names (`asyncio#CancelledError`); empty for everything. */
	readonly catches: readonly string[];
	/** What it looks at: whether it was a cancellation, the error (beyond writing it to a log), or neither. Absent where nobody looked. */
	readonly regards?: 'cancellation' | 'error' | 'nothing';
}

/** A scope that holds something until it ends: `with`, `async with`, `using`, `await using`, a Rust guard's block. */
export interface GuardedStep {
	readonly kind: 'guarded';
	readonly span: Span;
	readonly isAsync: boolean;
	readonly guards: readonly Guard[];
	readonly body: Block;
}

export interface Guard {
	readonly span: Span;
	readonly value: Value;
	/** The type of what is held (`threading#Lock`, `std::sync#MutexGuard`), where known. */
	readonly type?: string;
	readonly binding?: BindingId;
	/** It is awaited when the scope is left, and surely has nothing to wait for. */
	readonly isNeedlesslyAwaited?: true;
	/** What runs when the scope is entered (`__enter__`, the first half of a `@contextmanager`), where it has a body of ours. */
	readonly enter?: Callee;
	/** What runs when it is left (`__exit__`, `Drop::drop`, `[Symbol.dispose]`, the second half). */
	readonly exit?: Callee;
}

/** Several awaits of which the first to finish wins (`tokio::select!`). */
export interface SelectStep {
	readonly kind: 'select';
	readonly span: Span;
	readonly isBiased: boolean;
	readonly arms: readonly SelectArm[];
	/** What runs when no arm takes part any more (`else =>`). */
	readonly orElse?: Block;
}

export interface SelectArm {
	/** The future that is awaited, with the steps that make it. */
	readonly future: Block;
	readonly binding?: BindingId;
	/** A condition that must hold for the arm to take part. */
	readonly guard?: Block;
	readonly handler: Block;
}

/** A value that no call made is dropped where it stands, and may be a promise: `p;`, `await promises;`, `void this.ready`. */
export interface DiscardStep {
	readonly kind: 'discard';
	readonly span: Span;
	readonly value: Value;
	/** `void`: the text says that the value is dropped on purpose. */
	readonly how: 'discarded' | 'void';
	readonly valueType?: ResultType;
}
