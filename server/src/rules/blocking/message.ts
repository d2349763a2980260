/** What a finding says to people. */
import { fileOf, type CallGraph, type Effect, type PathLink } from '../../callgraph/graph.ts';
import { provisoInWords, quotedName } from '../../callgraph/describe.ts';
import type { Link } from '../../callgraph/links.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionId, FunctionOutline } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { FixIntent } from '../finding.ts';
import { placedLink } from '../placedLink.ts';
import { callsOf } from '../tasks/chains.ts';
import type { BlockedStep } from './blockedStep.ts';
import { conditionsOf, type Conditions } from './conditions.ts';
import { takerOf } from './linkPlaces.ts';
import { isOfWhatIsThere } from './makeWhereMissing.ts';
import { holdsLock, isBorrowing, isChanging } from './offload.ts';
import { isTwisted } from './reactor.ts';
import { isInSession } from './sessions.ts';
import { sharedContainer } from './sharedState.ts';
import { ownThreadWay } from './ownThreadWay.ts';
import { ownTwin } from './ownTwin.ts';
import { replacementAt, replacementName } from './replacement.ts';
import { adviceIn, otherRuntimeOf } from './runtime.ts';
import { isOpenedForSync } from './syncFiles.ts';
import { hasOtherEnds, readsConstant, staysSync } from './syncPath.ts';
import { isFreeOfLoop, whyNotOnThread } from './threads.ts';
import { settingOf } from './rustWeight.ts';

/** What is not told of by itself. */
export interface ToldWith {
	/** Other calls of a loop that can go to a thread with it. */
	readonly gathered?: readonly BlockedStep[] | undefined;
	/** The look at whether what it makes is there already. */
	readonly look?: BlockedStep | undefined;
	/** What is offered as a change. */
	readonly fix?: FixIntent | undefined;
}

/** One sentence: what blocks, what it holds up, by which path, what to do. */
export function messageFor(found: BlockedStep, graph: CallGraph, catalogue: Catalogue, others: ToldWith = {}): string {
	const blocked = withOwner(found, graph);
	const { effect, sufferer, verdict, holder } = blocked;
	const [first] = effect.path;
	const blocks = effect.entry.blocks?.does ?? 'blocks';
	const does = holder === undefined ? blocks : `${blocks} that ${quotedName(holder.function)} holds while it ${holder.does},`;
	const label = `\`${first?.label ?? lastName(effect.symbol)}\``;
	const where = subjectOf(sufferer, graph);
	const only = circumstance(effect, sufferer, graph);
	if (effect.sink) {
		const thread = threadOf(sufferer.id, graph);
		const held = `${label} ${does.includes(' and ') ? `${does}, and holds ${thread} meanwhile` : `${does} and holds ${thread} while it does`}${only}, in ${where}`;
		const advice = verdict.kind === 'bad' ? directAdvice(blocked, graph, catalogue, others) : undefined;
		return advice === undefined ? `${held}.` : `${held}; ${advice}${orPlain(sufferer, graph, catalogue)}.`;
	}
	const names = effect.path.filter((link) => !link.isInPlace).map((link) => link.label);
	const sink = `\`${names.at(-1) ?? lastName(effect.symbol)}\``;
	const language = graph.fileOf(sufferer.id)?.language, conditions = language === 'python' ? conditionsOf(blocked, graph) : undefined;
	// What only some calls come to is said so where each way is known with its conditions.
	const isSure = conditions === undefined ? language !== 'rust' || !effect.path.slice(1).some(({ isConditional }) => isConditional) : conditions.told.length === 0 && !conditions.isMoreBelow;
	const way = names.length > 2 ? `${isSure ? 'ends' : 'can end'} in ${sink} (${names.length} calls down: ${shortened(names.map((name) => name.replace(/\(\)$/, ''))).join(' → ')})` : `${isSure ? 'calls' : 'can call'} ${sink}`;
	const runs = sufferer.kind === 'module' ? 'the module loads' : `${where} runs`;
	const advice = verdict.kind === 'bad' ? chainAdvice(blocked, graph, catalogue, others) : undefined;
	return `${label} ${way}, which ${does} and holds up every other task while ${runs}${conditions === undefined ? only : withConditions(only, conditions)}${advice === undefined ? '' : `; ${advice}${orPlain(sufferer, graph, catalogue)}`}.`;
}

/** A method that is called as the function around it is told with its type in Rust: `Config::build()`. */
function withOwner(blocked: BlockedStep, graph: CallGraph): BlockedStep {
	const { sufferer, effect } = blocked, [first, ...below] = effect.path, [target, ...others] = effect.link?.targets ?? [];
	if (first !== undefined && isOfSuper(blocked)) { return { ...blocked, effect: { ...effect, path: [{ ...first, label: `super().${first.label}` }, ...below] } }; }
	const callee = target === undefined || others.length > 0 || graph.fileOf(target)?.language !== 'rust' ? undefined : graph.functionOf(target);
	if (first === undefined || callee?.owner === undefined || callee.kind === 'closure' || lastName(callee.id) !== lastName(sufferer.id) || callee.owner === sufferer.owner) { return blocked; }
	return { ...blocked, effect: { ...effect, path: [{ ...first, label: `${lastName(callee.owner)}::${lastName(callee.id)}()` }, ...below] } };
}

/** In Python, a method that calls the one it overrides: `super().save()`. */
function isOfSuper({ sufferer, step: { site: { step } } }: BlockedStep): boolean {
	if (step.kind !== 'call' || step.callee.kind !== 'function' || step.receiver?.kind !== 'call' || lastName(step.callee.id) !== lastName(sufferer.id)) { return false; }
	const receiver = callsOf(sufferer)(step.receiver.call);
	return receiver?.callee.kind === 'external' && receiver.callee.symbol === 'builtins#super';
}

/** A handler that awaits nothing need not be async, where its framework runs what is not on a thread of its own. */
function orPlain({ id, isAsync, body, decorators }: FunctionOutline, graph: CallGraph, catalogue: Catalogue): string {
	if (!isAsync || !decorators.some((each) => each.kind === 'external' && catalogue.lookup(each.symbol)?.decorates?.runs === 'loop-or-thread')) { return ''; }
	const waits = stepsOf(body).some(({ step }) => step.kind === 'await' || step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync || step.kind === 'exit' && step.exit === 'yield');
	return waits || whyNotOnThread([id], graph, catalogue, 'handler') !== undefined ? '' : ', or make the handler a plain `def`, which runs on a thread';
}

/** Who suffers: one clause. */
export function impactOf({ sufferer, verdict }: BlockedStep, graph: CallGraph): string {
	if (verdict.kind === 'acceptable') { return 'nothing waits for it here'; }
	const root = graph.rootOf(sufferer.id);
	const what = (root?.context === 'thread' ? undefined : root?.what) ?? verdict.context?.fact.origin.what;
	if (what === undefined) { return `every other task on ${threadOf(sufferer.id, graph)} waits until ${sufferer.kind === 'module' ? 'it is done' : `${subjectOf(sufferer, graph)} goes on`}`; }
	// A runtime of Rust mostly has several threads: others go on.
	const where = graph.fileOf(sufferer.id)?.language === 'rust' ? ' on this executor thread' : '';
	if (/request|route|middleware|hook|resolver|controller/.test(what) && !what.startsWith('start-up')) { return `every other request${where} waits while this ${what} is held up`; }
	return `every other task${where} waits while this ${what} is held up`;
}

/** `async `load``, request handler `list`, async callback in `main`. */
export function subjectOf(outline: FunctionOutline, graph: CallGraph): string {
	const name = quotedName(outline);
	if (outline.kind === 'module') { return name; }
	const what = graph.rootOf(outline.id)?.what;
	const [, place] = /^a callback in (.*)$/.exec(name) ?? [];
	const noun = what ?? (place === undefined && name !== 'a callback' ? undefined : 'callback');
	const async = outline.isAsync ? 'async' : undefined;
	const isNamed = place === undefined && name.startsWith('`');
	return [isNamed || !noun ? undefined : 'the', async, isNamed && outline.isAsync ? undefined : noun, isNamed ? name : place === undefined ? undefined : `in ${place}`].filter((part) => part !== undefined).join(' ');
}

function directAdvice(blocked: BlockedStep, graph: CallGraph, catalogue: Catalogue, { gathered, look }: ToldWith): string | undefined {
	const { effect, sufferer } = blocked;
	const runtime = otherRuntimeOf(sufferer.id, graph);
	if (runtime !== undefined) { return adviceIn(runtime, effect.entry, isOpenedForSync(blocked, graph) ? 'not awaited' : sufferer.isAsync && blocked.step.function === sufferer.id ? 'awaited' : 'by path'); }
	if (isOpenedForSync(blocked, graph)) {
		const also = new Set(gathered?.map(({ effect: { symbol } }) => `\`${lastName(symbol)}()\``));
		return `what follows uses the file on this thread too: run ${gathered === undefined ? 'both' : also.size === 0 ? 'the whole loop' : `the whole loop, with its ${[...also].join(', ')},`} in \`tokio::task::spawn_blocking\``;
	}
	if (isBorrowing(blocked)) { return onBorrow; }
	if (look !== undefined && isOfWhatIsThere(blocked)) { return `await \`tokio::fs::${lastName(effect.symbol)}()\` alone, and take \`ErrorKind::NotFound\` for nothing to do: the \`${lastName(look.effect.symbol)}()\` before it can go`; }
	if (look !== undefined) { return `await \`tokio::fs::${lastName(effect.symbol)}()\` alone, which looks itself: the \`${lastName(look.effect.symbol)}()\` before it can go`; }
	const replacement = effect.sink && replacementAt(effect.sink, blocked.step.function, graph);
	if (!replacement) { return effect.entry.advice; }
	const isAsync = sufferer.isAsync && blocked.step.function === sufferer.id;
	if (isTwisted(fileOf(sufferer.id), graph)) { return inReactor; }
	if (replacement.kind === 'offload' && isInSession(blocked, graph)) { return 'put the whole `with` block into a function of its own, and run that in a thread'; }
	if (replacement.kind === 'offload') { return isPlainCallback(sufferer, graph) ? byThread(sufferer, catalogue) : `run it through ${ownThreadWay(sufferer.id, graph, catalogue) ?? replacementName(replacement)}${isAsync ? '' : ', from an `async def`'}`; }
	if (!isAsync && sufferer.isAsync && takerOf(blocked.step.function, graph)?.callee.kind === 'function' && graph.fileOf(sufferer.id)?.language === 'rust') { return `await ${replacementName(replacement)} before, and give the closure what it says`; }
	return isAsync ? `await ${replacementName(replacement)} instead` : `use ${replacementName(replacement)} instead, in an async function`;
}

const inReactor = 'run it in a thread (`deferToThread`)';

/** A function of Python that something calls on the loop, and whose result nobody awaits: made async, it would never run. */
function isPlainCallback({ id, isAsync, kind }: FunctionOutline, graph: CallGraph): boolean {
	const root = isAsync || kind === 'module' || kind === 'constructor' ? undefined : graph.rootOf(id);
	return root !== undefined && root.what !== 'command' && graph.fileOf(id)?.language === 'python';
}

/** What its framework awaits can be made async; anything else has to hand its work over. */
function byThread({ id, decorators }: FunctionOutline, catalogue: Catalogue): string {
	const mayBeAsync = decorators.some((each) => each.kind === 'external' && catalogue.lookup(each.symbol)?.decorates?.mayBeAsync === true);
	return mayBeAsync ? `make \`${lastName(id)}\` an \`async def\` that awaits its work in a thread (\`await asyncio.to_thread(…)\`)` : toThread;
}

const toThread = 'let a thread do this work, with what follows from it (`loop.run_in_executor(…)`: an executor of one worker keeps the order)';

function chainAdvice(blocked: BlockedStep, graph: CallGraph, catalogue: Catalogue, { fix }: ToldWith): string | undefined {
	const twin = ownTwin(blocked.sufferer, blocked.effect.link?.targets ?? [], graph);
	const advice = wayOut(blocked, graph, catalogue);
	// What the fix does is said, too: in Rust it hands the whole to a thread.
	const isOffered = fix?.kind === 'await-replacement' && fix.replacement.kind === 'offload' && fix.replacement.through.includes('::');
	if (twin === undefined) { return isOffered && advice !== undefined && advice.isOffload !== true && !advice.text.includes('spawn_blocking') ? `${advice.text}, or run \`${blocked.effect.path[0]?.label ?? ''}\` in \`tokio::task::spawn_blocking\`` : advice?.text; }
	return `await \`${lastName(twin)}()\` instead${advice?.isOffload === true ? `, or ${advice.text}` : ''}`;
}

/** What to do about a call that leads to what blocks. `isOffload`: to hand it to a thread as a whole. */
interface WayOut {
	readonly text: string;
	readonly isOffload?: true;
}

function wayOut(blocked: BlockedStep, graph: CallGraph, catalogue: Catalogue): WayOut | undefined {
	const { effect: { entry, path }, sufferer } = blocked;
	const isRust = graph.fileOf(sufferer.id)?.language === 'rust';
	const special = isRust ? wayOutOfRust(blocked, graph) : undefined;
	if (special !== undefined) { return special === 'none' ? undefined : special; }
	const isLazy = entry.replacement === undefined && entry.blocks?.isLazy === true && graph.fileOf(sufferer.id)?.language === 'python';
	if ((entry.replacement?.kind === 'offload' || isLazy) && path[0] !== undefined) { return offloadAdvice(blocked, path[0], graph, catalogue); }
	if (!entry.replacement) { return entry.advice === undefined ? undefined : { text: entry.advice }; }
	if (path[0] !== undefined && isUnderLock(path, graph)) {
		const whole: WayOut | undefined = isPlainCallback(sufferer, graph) ? { text: byThread(sufferer, catalogue) } : offloadAdvice(blocked, path[0], graph, catalogue);
		return whole && { ...whole, text: `it is done under a lock of threads, which must not be held across an \`await\`; ${whole.text}` };
	}
	const name = replacementName(entry.replacement);
	// Neither of them can wait for anything.
	const fixed = path.slice(1).map((link) => graph.functionOf(link.function)).find((each) => each !== undefined && cannotWait.has(each.kind));
	if (fixed) { return { text: isMade(fixed) ? `a constructor cannot wait: do it with ${name} in an async factory or an \`initialize()\` that is awaited` : `a getter cannot wait: do it once with ${name}, ahead of time, and keep the result` }; }
	const isRead = path.length > 3 && entry.blocks?.does === 'reads a file' && (!isRust || readsConstant(path, graph));
	return { text: `make the path async with ${name}${isRead ? ', or read the file once and keep what it says' : ''}` };
}

/** Further down, in Python, a \`with\` of a lock of threads stands around what blocks, or around what leads to it. */
function isUnderLock(path: readonly PathLink[], graph: CallGraph): boolean {
	return path.some((link) => link.function.includes('.py#') && placedLink(link, graph)?.path.some((around) => around.kind === 'guarded' && !around.isAsync && holdsLock(around)) === true);
}

/** What is to be said of a call in Rust that one awaited call further down would not mend; `none` where nothing is known to help. */
function wayOutOfRust(blocked: BlockedStep, graph: CallGraph): WayOut | 'none' | undefined {
	const { effect: { entry, path }, sufferer } = blocked;
	const runtime = otherRuntimeOf(sufferer.id, graph);
	if (runtime !== undefined) {
		const text = adviceIn(runtime, entry, isOpenedForSync(blocked, graph) ? 'not awaited' : 'by path');
		return text === undefined ? 'none' : { text };
	}
	if (entry.blocks?.category === 'coroutine') { return undefined; }
	if (isBorrowing(blocked)) { return { text: onBorrow }; }
	const isTied = staysSync(path, graph) || isOpenedForSync(blocked, graph);
	const isWhole = isTied && entry.replacement?.kind !== 'offload' || (entry.replacement === undefined ? onThreads.has(entry.blocks?.category ?? 'other') : entry.replacement.kind !== 'offload' && hasOtherEnds(path, graph));
	if (!isWhole) { return undefined; }
	// Both halves of what cannot be borrowed across threads.
	const moved = isChanging(blocked) ? ': move what it changes into the closure, and hand it back with the result' : '';
	return { text: `run \`${path[0]?.label ?? ''}\` in \`tokio::task::spawn_blocking\`${moved}`, isOffload: true };
}

/** Work that nothing can be awaited for as it stands, but that a thread can do. */
const onThreads: ReadonlySet<string> = new Set(['file', 'metadata', 'database', 'cpu']);

const onBorrow = 'it works on a borrow, which cannot be given to another thread alone: move all of it, from where that is taken, into `tokio::task::spawn_blocking`, or run it in `tokio::task::block_in_place` on a multi-thread runtime';

function offloadAdvice(blocked: BlockedStep, first: PathLink, graph: CallGraph, catalogue: Catalogue): WayOut | undefined {
	const { effect: { entry, path, link }, sufferer } = blocked;
	const through = ownThreadWay(sufferer.id, graph, catalogue) ?? (entry.replacement?.kind !== 'offload' ? '`await asyncio.to_thread(…)`' : replacementName(entry.replacement));
	// It works where it is entered and left: to call it in a thread does nothing.
	if (link !== undefined && isScope(link, graph) && (hasSyncUsers(link, graph) || path.length > 2 && isScopeLabel(path[1], graph))) { return { text: isAwaitingScope(blocked) ? `make an async form of \`${first.label}\`, which does its own work in a thread (${through})` : 'put the whole `with` block into a function of its own, and run that in a thread' }; }
	const isMovable = (targets: readonly FunctionId[]): boolean => isFreeOfLoop(targets, graph, catalogue);
	// What needs the loop cannot leave its thread: then only what is further down can.
	const moved = isMovable(link?.targets ?? []) ? first : path.find((each, index) => { const next = path[index + 1]; return index > 0 && !each.isInPlace && (next === undefined || isMovable([next.function])); });
	if (moved === undefined) { return undefined; }
	if (moved !== first) { return { text: partAdvice(first, moved, path, graph) }; }
	if (isPlainCallback(sufferer, graph) && !isTwisted(fileOf(sufferer.id), graph)) { return { text: byThread(sufferer, catalogue) }; }
	if (isMade(sufferer) && !isTwisted(fileOf(sufferer.id), graph)) { return { text: `a constructor cannot wait: do what \`${first.label}\` is for ahead of it, in a thread, and hand it the result` }; }
	if (link !== undefined && isScope(link, graph)) { return { text: `make \`${first.label}\` an async context manager, and run \`${path[1]?.label ?? first.label}\` in a thread` }; }
	// It works where it is gone through: to call it in a thread does nothing.
	if (link !== undefined && link.targets.some((target) => graph.functionOf(target)?.isGenerator === true)) { return { text: `collect what \`${first.label}\` gives in a function, and run that through ${through}` }; }
	if (link?.targets.some((target) => graph.functionOf(target)?.kind === 'getter') === true) { return { text: `read \`${first.label}\` in a thread, or keep what it gives` }; }
	const shared = sharedContainer(path, graph), yet = shared === undefined ? '' : `; it changes \`${shared}\` too, which code on the event loop uses: guard that with a lock, or do the file work alone in the thread`;
	return { text: `${isTwisted(fileOf(sufferer.id), graph) ? `run \`${first.label}\` in a thread (\`deferToThread\`)` : `run \`${first.label}\` through ${through}`}${yet}`, isOffload: true };
}

/** What can be said of a call that cannot leave its thread, where something further down can. */
function partAdvice(first: PathLink, moved: PathLink, path: readonly PathLink[], graph: CallGraph): string {
	// What stands in a constructor cannot be awaited there.
	if (path.slice(1, path.indexOf(moved) + 1).some(({ function: id }) => isMade(graph.functionOf(id) ?? { kind: 'function' }))) { return `a constructor cannot wait: do what \`${moved.label}\` is for ahead of it, in a thread, and hand it the result`; }
	const why = `\`${first.label}\` may need the event loop's thread`;
	if (moved === path.at(-1)) { return `${why}: put what \`${moved.label}\` is for into a function of its own, and run that in a thread`; }
	const isNext = moved === path[1];
	return isNext ? `${why}: make it async, and run \`${moved.label}\` in a thread there` : `${why}: make the way to \`${moved.label}\` async, and run that in a thread`;
}

/** `with serve(app) as url:`: it is entered and left, not called alone. */
function isScope({ targets }: Pick<Link, 'targets'>, graph: CallGraph): boolean {
	return targets.some((target) => graph.functionOf(target)?.decorators.some((each) => each.kind === 'external' && each.symbol === 'contextlib#contextmanager') === true);
}

/** Something is awaited while it is entered. */
function isAwaitingScope({ sufferer, step: { site } }: BlockedStep): boolean {
	const scope = stepsOf(sufferer.body).find(({ step }) => step.kind === 'guarded' && step.guards.some(({ span }) => contains(span, site.step.span)))?.step;
	return scope?.kind === 'guarded' && stepsOf(scope.body).some(({ step }) => step.kind === 'await' || step.kind === 'guarded' && step.isAsync || step.kind === 'loop' && step.loop === 'await' || step.kind === 'exit' && step.exit === 'yield');
}

/** What a link calls is such a one, too. */
function isScopeLabel(link: PathLink | undefined, graph: CallGraph): boolean {
	const site = link && graph.sitesOf(link.function).find(({ step }) => step.kind === 'access' && step.nameSpan.start === link.span.start);
	return site !== undefined && isScope({ targets: graph.resolveCallee(site.callee) }, graph);
}

/** Sync code enters it too: it cannot become async. */
function hasSyncUsers({ targets }: Link, graph: CallGraph): boolean {
	return targets.some((target) => graph.callersOf(target).some(({ id, links }) => links.length > 0 && graph.functionOf(id)?.isAsync === false));
}

const cannotWait: ReadonlySet<FunctionOutline['kind']> = new Set(['constructor', 'initializer', 'getter', 'setter']);

function isMade({ kind }: Pick<FunctionOutline, 'kind'>): boolean {
	return kind === 'constructor' || kind === 'initializer';
}

/** Where it only comes about under a known circumstance, that: ` (on Windows only)`. */
function circumstance(effect: Effect, sufferer: FunctionOutline, graph: CallGraph): string {
	const { proviso } = effect;
	const known = proviso?.parameter ? undefined : proviso;
	const platforms = known ?? graph.platformsOf(sufferer.id);
	if (platforms) { return ` (${provisoInWords(graph, platforms)})`; }
	const setting = graph.fileOf(sufferer.id)?.language === 'rust' ? settingOf(effect, graph) : undefined;
	return setting === undefined ? '' : ` (only where \`${setting}\` is set)`;
}

/** So many conditions are told: of more the sentence would be of little else. */
const mostTold = 2;

/** ` (on Windows only; in `save()` only where `path` and `not dry_run`, unless `a or b`)` */
export function withConditions(only: string, { told, isMoreBelow }: Conditions): string {
	const shown = told.slice(0, mostTold);
	const ways = [...new Set(shown.map(({ label }) => label))].map((label) => {
		const own = shown.filter((each) => each.label === label);
		const listed = (isDenied: boolean, before: string, between: string): string[] => { const texts = own.filter((each) => each.isDenied === isDenied).map(({ text }) => `\`${text}\``); return texts.length === 0 ? [] : [`${before} ${texts.join(between)}`]; };
		return `in \`${label}\` ${[...listed(false, 'only where', ' and '), ...listed(true, 'unless', ' or ')].join(', ')}`;
	});
	const all = [...(only === '' ? [] : [only.slice(2, -1)]), ...ways, ...(ways.length > 0 && (isMoreBelow || told.length > mostTold) ? ['and under further conditions'] : [])];
	return all.length === 0 ? '' : ` (${all.join('; ')})`;
}

function threadOf(id: string, graph: CallGraph): string {
	return graph.fileOf(id)?.language === 'rust' ? 'the executor thread' : 'the event loop';
}

/** Long paths are told by their ends. */
function shortened(names: readonly string[]): readonly string[] {
	return names.length <= 6 ? names : [...names.slice(0, 3), '…', ...names.slice(-2)];
}
