/** The edges that start in one function: what it calls, what it makes run elsewhere, what it blocks on. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Category, Entry, Severity } from '../catalogue/schema.ts';
import type { CallStep, Callee, FunctionId, FunctionOutline, Requirement, SymbolName } from '../outline/model.ts';
import { isSameSpan } from '../outline/span.ts';
import { allHold, anyHolds } from './arguments.ts';
import { isAwaitedAtOnce, isBegun, isConsumed } from './consumption.ts';
import { compareText } from './fewestHops.ts';
import { platformProviso } from './platform.ts';
import { provisosOf, type Proviso } from './provisos.ts';
import type { FunctionReading, Gift } from './reading.ts';
import type { Site } from './sites.ts';
import { fatesOf, isMoved, type Fate, type Summaries, type Summary, type SummarySource, type Variable } from './summaries.ts';

/**
 * A function runs another, on its own stack or as a continuation.
 * - `call`: by a call, construction or access. - `inline`: given to something that calls it at once.
 * - `later`: given to something that calls it on the event loop once the caller is done. - `made`: a generator that is made and not run here.
 */
export interface Link {
	readonly kind: 'call' | 'inline' | 'later' | 'made';
	readonly site: Site;
	readonly targets: readonly FunctionId[];
	/** Set where one of the targets runs and it is not known which: the id of the declared member. */
	readonly member?: FunctionId;
	readonly isComplete: boolean;
	/** The callee is written in the place of the call: what it does is reported there. */
	readonly isInPlace: boolean;
	/** What holds of the platform where it stands. */
	readonly platforms: readonly Proviso[];
	/** The coroutine that the call makes is begun as a task, beside others. */
	readonly isSpawned?: boolean;
	/** What runs it only does where something failed (`map_err`). */
	readonly isUnusual?: true;
	/** Right behind it the process ends. */
	readonly isLast?: boolean;
}

/** A function is given to something that runs it on its own account. */
export interface Root {
	readonly site: Site;
	readonly target: FunctionId;
	readonly runs: Extract<Fate, 'loop' | 'startup' | 'thread' | 'shutdown' | 'test'>;
	/** For people: `request handler`. */
	readonly what: string;
}

/** A call that holds the thread. */
export interface Sink {
	readonly site: Site;
	readonly symbol: SymbolName;
	readonly entry: Entry;
	readonly category: Category;
	readonly severity: Severity;
	/** The blocking function is given to the call as a callback, not called by name. */
	readonly isGiven: boolean;
	/** What holds where it stands, the most telling first. */
	readonly provisos: readonly Proviso[];
}

export interface Links {
	readonly links: readonly Link[];
	readonly roots: readonly Root[];
	/** Functions that it lets go: stored, returned, given to something unknown. */
	readonly kept: ReadonlySet<FunctionId>;
	readonly sinks: readonly Sink[];
	/** Calls from which on the process serves. */
	readonly listens: readonly Site[];
	/** The summaries this was built from. */
	readonly reads: ReadonlySet<Variable>;
	/** The ids of types and functions that it was resolved by, next to those it names itself. */
	readonly consulted: ReadonlySet<string>;
}

export function linksOf(reading: FunctionReading, source: SummarySource, summaries: Summaries): Links {
	const links: Link[] = [], roots: Root[] = [], sinks: Sink[] = [], listens: Site[] = [];
	const kept = new Set<FunctionId>();
	const reads = new Set<Variable>();
	const consulted = new Set<string>();
	const defaulted: Site[] = [];
	const resolve = (id: FunctionId, isExact = false) => {
		const resolved = source.hierarchy.resolve(id, isExact);
		for (const name of resolved.consulted) { consulted.add(name); }
		return resolved;
	};
	const summaryOf = (id: FunctionId, index: number, path: readonly string[]): Summary => {
		const { variable, summary } = summaries.parameter(id, index, path);
		reads.add(variable);
		return summary;
	};
	const only = (id: FunctionId): FunctionId | undefined => {
		const { targets } = resolve(id);
		consulted.add(id);
		return targets.length === 1 ? targets[0] : undefined;
	};
	const platformsAt = platformsIn(reading, source, only);
	for (const site of reading.sites) {
		const { callee } = site;
		if (callee.kind === 'external') {
			const entry = source.catalogue.lookup(callee.symbol);
			const sink = entry && sinkAt(site, callee.symbol, entry, reading, source.catalogue, platformsAt);
			if (sink) { sinks.push(sink); }
			// From then on something else waits for the loop.
			if (entry?.listens || entry?.spawns && !isAwaitedAtOnce(site)) { listens.push(site); }
		}
		if (callee.kind !== 'function') { continue; }
		// A function of the workspace that the settings say blocks is where a path ends.
		const named = source.catalogue.lookup(callee.id);
		const sink = named && sinkAt(site, callee.id, named, reading, source.catalogue, platformsAt);
		if (sink) { sinks.push(sink); continue; }
		const { targets, member, isComplete } = resolve(callee.id, isOfSuper(site, reading));
		if (targets.some((target) => source.reading(target)?.hasFunctionDefault)) { defaulted.push(site); }
		if (targets.length > 0) {
			const isRun = targets.every((target) => !isLazy(source.reading(target)?.outline, site, source.catalogue)) || isConsumed(site, reading, source.catalogue);
			const isSpawned = targets.every((target) => source.reading(target)?.outline.isAsync) && isBegun(site, reading, source.catalogue);
			links.push({ kind: isRun ? 'call' : 'made', site, targets, isComplete, isInPlace: targets.every((target) => reading.calledInPlace.has(target)), platforms: platformsAt(site), ...(reading.last.has(site.step) && { isLast: true }), ...(member !== undefined && { member }), ...(isSpawned && { isSpawned }) });
		}
	}
	beginsProgram(links, reading, source.catalogue);
	const give = (id: FunctionId, site: Site, fates: Summary) => {
		// In a fixed order, whichever was found first.
		const ordered = [...fates].sort(([a], [b]) => compareText(a, b));
		// Only what may have failed has such a method, whatever its type.
		const isUnusual = site.callee.kind === 'unresolved' ? /^(?:map|inspect)_err$/.test(site.callee.name) : site.callee.kind === 'external' && source.catalogue.lookup(site.callee.symbol)?.callbacks?.some(({ onFailure }) => onFailure) === true;
		for (const target of resolve(id).targets) {
			for (const [fate, { what }] of ordered) {
				if (fate === 'kept') { kept.add(target); } else if (fate === 'inline' || fate === 'later') {
					links.push({ kind: fate, site, targets: [target], isComplete: true, isInPlace: fate === 'inline' && isWrittenIn(target, reading, source), platforms: platformsAt(site), ...(isUnusual && { isUnusual }) });
				} else { roots.push({ site, target, runs: placeOf(fate, source.reading(target)?.outline), what }); }
			}
		}
	};
	for (const gift of reading.gifts) {
		const fates = fatesOf(gift.site.step, gift.index, gift.path, reading.file.bindings, source, summaryOf);
		if (gift.leaf.kind === 'function') { give(gift.leaf.id, gift.site, fates); }
		const sink = gift.leaf.kind === 'external' && fates.has('inline') ? givenSink(gift, gift.leaf.symbol, reading, source, platformsAt) : undefined;
		if (sink) { sinks.push(sink); }
	}
	for (const { site, id, index } of defaultsOf(defaulted, resolve, source)) {
		for (const target of resolve(site.callee.kind === 'function' ? site.callee.id : '').targets) { give(id, site, summaryOf(target, index, [])); }
	}
	for (const leaf of reading.keeps) { if (leaf.kind === 'function') { for (const target of resolve(leaf.id).targets) { kept.add(target); } } }
	roots.push(...decoratedAs(reading, source, consulted));
	return { links, roots, kept: orNone(kept), sinks, listens, reads: orNone(reads), consulted: orNone(consulted) };
}

/** `loop.create_task(main()); loop.run_forever()`: the one task that sync code begins before it runs the loop is what the program does first, beside nothing else. */
function beginsProgram(links: Link[], { outline, sites }: FunctionReading, catalogue: Catalogue): void {
	const spawned = links.filter((link) => link.isSpawned === true);
	const [only] = spawned;
	if (only === undefined || spawned.length > 1 || outline.isAsync) { return; }
	const runs = ({ callee, step }: Site): boolean => { const entry = callee.kind === 'external' ? catalogue.lookup(callee.symbol) : undefined; return entry?.listens === true && entry.spawns === undefined && step.span.start > only.site.step.span.end; };
	if (!only.site.position.isInEndlessLoop && sites.some(runs)) { links[links.indexOf(only)] = { ...only, isSpawned: false }; }
}

/** Most functions have none, and there are many functions. */
function orNone<Item>(items: ReadonlySet<Item>): ReadonlySet<Item> {
	return items.size === 0 ? noItems : items;
}

const noItems: ReadonlySet<never> = new Set();
const none: readonly never[] = [];

type Platforms = (site: Site) => readonly Proviso[];

/** What holds of the platform at the sites of a function. Many stand in one arm, and share its list. */
function platformsIn(reading: FunctionReading, source: SummarySource, only: (id: FunctionId) => FunctionId | undefined): Platforms {
	const known = new Map<readonly Requirement[], readonly Proviso[]>();
	return ({ position: { requires } }) => {
		if (requires.length === 0) { return none; }
		let platforms = known.get(requires);
		if (!platforms) {
			const found = requires.map((each) => each.value.kind === 'parameter' ? undefined : platformProviso(each, reading, { reading: (id) => source.reading(id), only })).filter((each) => each !== undefined);
			known.set(requires, platforms = found.length === 0 ? none : found);
		}
		return platforms;
	};
}

function sinkAt(site: Site, symbol: SymbolName, entry: Entry, reading: FunctionReading, catalogue: Catalogue, platformsAt: Platforms): Sink | undefined {
	const { blocks } = entry;
	const { bindings } = reading.file;
	// In Python only what is async can be awaited: it is another thing than its name tells (a session that a factory makes async).
	if (reading.file.outline.language === 'python' && site.step.kind === 'call' && site.step.result.kind === 'awaited') { return undefined; }
	if (!blocks || site.position.surroundings === 'no-loop' || (blocks.isLazy && !isConsumed(site, reading, catalogue))) { return undefined; }
	const given = site.step.kind === 'call' ? site.step.arguments : [];
	// Where the text does not tell, nothing is said: a false alarm costs more than a miss.
	const isBlocking = allHold(blocks.when, given, bindings.follow) === true && anyHolds(blocks.unless, given, bindings.follow) === false;
	if (!isBlocking) { return undefined; }
	if (blocks.category === 'file' && (given.some(({ isBuffer }) => isBuffer === true) || blocks.inMemory !== undefined && isOfBuffer(site, reading))) { return inMemory(site, symbol, entry, provisosOf({ site, platforms: platformsAt(site) }, bindings)); }
	const isSlight = blocks.severity !== 'hint' && (anyHolds(blocks.slight, given, bindings.follow) === true || isFirstTime(blocks.makes, site));
	const severity = anyHolds(blocks.inKernel, given, bindings.follow) === true ? 'hint' : isSlight ? 'info' : blocks.severity;
	return { site, symbol, entry, category: blocks.category, severity, isGiven: false, provisos: provisosOf({ site, platforms: platformsAt(site) }, bindings) };
}

/** `archive = ZipFile(BytesIO(), 'w')`, of what is called on that. */
function isOfBuffer({ step }: Site, { sites, file: { bindings } }: FunctionReading): boolean {
	const receiver = step.kind === 'call' ? step.receiver : undefined;
	if (receiver?.kind !== 'binding') { return false; }
	const known = bindings.follow(receiver);
	return sites.some(({ step: made }) => made.kind === 'call' && made.arguments.some(({ isBuffer }) => isBuffer === true)
		&& (made.result.kind === 'bound' && made.result.binding === receiver.binding || known.kind === 'call' && isSameSpan(known.call, made.span)));
}

/** `picture.save(BytesIO())` writes no file. */
function inMemory(site: Site, symbol: SymbolName, entry: Entry, provisos: readonly Proviso[]): Sink | undefined {
	const does = entry.blocks?.inMemory;
	if (does === undefined) { return undefined; }
	return { site, symbol, entry: { ...entry, blocks: { category: 'cpu', severity: 'hint', does } }, category: 'cpu', severity: 'hint', isGiven: false, provisos };
}

/** `if (!existsSync(path)) { mkdirSync(path); }`: as a rule the file is there, and nothing is done. */
function isFirstTime(made: number | undefined, { step, position: { requires } }: Site): boolean {
	if (made === undefined || step.kind !== 'call') { return false; }
	const given = step.arguments[made];
	// `path.mkdir()`
	const path = given === undefined || given.name !== undefined ? step.receiver : given.value;
	const absent = path === undefined ? [] : requires.filter(({ aspect, test }) => aspect === 'file' && test === 'falsy');
	return absent.some(({ value }) => JSON.stringify(value) === JSON.stringify(path));
}

/** `paths.forEach(unlinkSync)`. What it is called with is not known, so that it counts only if it always blocks. */
function givenSink({ site }: Gift, symbol: SymbolName, { file: { bindings } }: FunctionReading, { catalogue }: SummarySource, platformsAt: Platforms): Sink | undefined {
	const entry = catalogue.lookup(symbol);
	if (!entry?.blocks || entry.blocks.when || entry.blocks.unless || entry.blocks.isLazy || site.position.surroundings === 'no-loop') { return undefined; }
	return { site, symbol, entry, category: entry.blocks.category, severity: entry.blocks.severity, isGiven: true, provisos: provisosOf({ site, platforms: platformsAt(site) }, bindings) };
}

/** `super().query()` */
function isOfSuper({ step }: Site, { sites }: FunctionReading): boolean {
	const made = step.kind === 'call' && step.receiver?.kind === 'call' ? step.receiver.call : undefined;
	return made !== undefined && sites.some(({ step: each, callee }) => callee.kind === 'external' && callee.symbol === 'builtins#super' && isSameSpan(each.span, made));
}

/** Calling a generator runs nothing of it yet, but a scope that one guards runs it in two halves. An async one reports for itself. */
function isLazy(outline: FunctionOutline | undefined, site: Site, catalogue: Catalogue): boolean {
	const { step } = site;
	if (outline !== undefined && isReplaced(outline, site, catalogue)) { return true; }
	if (outline === undefined || !outline.isGenerator || outline.isAsync) { return false; }
	return step.kind !== 'access' || !outline.decorators.some((each) => each.kind === 'external' && each.symbol === 'contextlib#contextmanager');
}

/**
 * A decorator puts something else in the function's place, which only begins it: the catalogue says so, or the caller does something with the result
 * that only a handle of running work is good for (`load().wait()`, `await load()` of what is not async).
 */
function isReplaced({ id, decorators, isAsync }: FunctionOutline, { step }: Site, catalogue: Catalogue): boolean {
	return decorators.some((each) => {
		const decorates = each.kind === 'external' ? catalogue.lookup(each.symbol)?.decorates : undefined;
		if (decorates !== undefined) { return decorates.isBegun === true; }
		// A member that overrides one of an outside class stands among its decorators.
		const isOther = each.kind === 'function' || each.kind === 'external' && !ofLanguage.test(each.symbol) && !each.symbol.endsWith(`.${id.slice(id.lastIndexOf('.') + 1)}`);
		return !isAsync && isOther && step.kind === 'call' && (step.result.kind === 'awaited' || step.result.kind === 'receiver' && handleMembers.has(step.result.member ?? ''));
	});
}

const ofLanguage = /^(?:builtins|functools|contextlib|abc|typing|typing_extensions|enum|dataclasses)#/;
const handleMembers: ReadonlySet<string> = new Set(['wait', 'result', 'join', 'cancel', 'done', 'add_done_callback']);

/** True if a function is a closure that stands in the text of this one. */
function isWrittenIn(target: FunctionId, reading: FunctionReading, { reading: readingOf }: SummarySource): boolean {
	const outline = readingOf(target)?.outline;
	return outline?.kind === 'closure' && outline.enclosing === reading.outline.id;
}

/** Parameters that a call leaves to their default, where that is a function. */
function* defaultsOf(sites: readonly Site[], resolve: (id: FunctionId) => { targets: readonly FunctionId[] }, { reading: readingOf }: SummarySource) {
	for (const site of sites) {
		const { step, callee } = site;
		if (step.kind !== 'call' || callee.kind !== 'function') { continue; }
		for (const target of resolve(callee.id).targets) {
			const parameters = readingOf(target)?.outline.parameters ?? [];
			if (isMoved(step, step.arguments.length)) { continue; }
			for (const [index, parameter] of parameters.entries()) {
				const isGiven = index < step.arguments.length || step.arguments.some((argument) => argument.name === parameter.name);
				if (!isGiven && parameter.default?.kind === 'function') { yield { site, id: parameter.default.id, index }; }
			}
		}
	}
}

/** What the catalogue may call a decorator: in the repository of a library of Python that is a function of the workspace (`sanic/app.py#Sanic.listener`). */
function librarySymbols(decorator: Callee): readonly string[] {
	if (decorator.kind === 'external') { return [decorator.symbol]; }
	// Nothing else is called so: `@self.app.main_process_stop` is Sanic's whatever is known of `self.app`.
	if (decorator.kind === 'unresolved' && onlySanics.test(decorator.name)) { return [`sanic#Sanic.${decorator.name}`]; }
	const [, path = '', member = ''] = decorator.kind === 'function' ? /^(.*?)(?:\/__init__)?\.py#(\w+\.\w+)$/.exec(decorator.id) ?? [] : [];
	const parts = path.split('/').filter((part) => part !== '');
	return member === '' ? [] : parts.map((_, at) => `${parts.slice(at).join('.')}#${member}`).slice(-deepestModule);
}

const onlySanics = /^(?:main_process_(?:start|ready|stop)|(?:before|after)_server_(?:start|stop))$/;

/** How many names a library's module has at most. */
const deepestModule = 4;

/** A method whose decorator makes it a handler: the root stands where the method is written. */
function decoratedAs({ outline }: FunctionReading, { catalogue, reading }: SummarySource, consulted: Set<string>): Root[] {
	const roots: Root[] = [];
	for (const decorator of outline.decorators) {
		// `class Own(FastMCP): def tool(self, …)` does what it overrides.
		const overridden = decorator.kind === 'function' && reading(decorator.id)?.outline.owner !== undefined ? reading(decorator.id)?.outline.decorators ?? none : none;
		if (decorator.kind === 'function') { consulted.add(decorator.id); }
		const decorates = [decorator, ...overridden].flatMap(librarySymbols).map((symbol) => catalogue.lookup(symbol)?.decorates).find((each) => each !== undefined);
		// Of a program's own `main` it is known that it begins it.
		if (!decorates || decorates.runs === 'inline' || decorates.runs === 'later' || decorates.what === 'start-up hook' && outline.id.endsWith('.rs#main')) { continue; }
		roots.push({ site: decoratorSite(outline, decorator), target: outline.id, runs: placeOf(decorates.runs, outline), what: decorates.what });
	}
	return roots;
}

/** Where a function runs that is not called in place: whether it is async may decide. */
function placeOf(runs: Root['runs'] | 'loop-or-thread', outline: FunctionOutline | undefined): Root['runs'] {
	if (runs !== 'loop-or-thread') { return runs; }
	return outline?.isAsync === true ? 'loop' : 'thread';
}

function decoratorSite(outline: FunctionOutline, callee: Callee): Site {
	const step: CallStep = { kind: 'call', span: outline.nameSpan, nameSpan: outline.nameSpan, callee, arguments: [], isNew: false, isOptional: false, result: { kind: 'discarded' } };
	return { step, callee, position: { isInEndlessLoop: false, conditions: 0, requires: none }, prior: undefined };
}
