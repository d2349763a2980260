/** What can be done with a promise that nobody looks at: await it, return it, or hand it to something that watches it. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Link } from '../../callgraph/links.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionId, FunctionOutline, ResultType, Step } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { AwaitCall, CallMember, FixIntent, GivenCallback, HandCallback, HandFailure, LogCallback, LogFailure, ReturnCall, TrackCallback, Tracker, TrackTask } from '../finding.ts';
import { hostOf } from '../report/hosts.ts';
import type { Handling } from './chains.ts';
import { handlerAtHand, type HandlerAtHand } from './handlerAtHand.ts';
import { isListener } from './listeners.ts';
import { ownReport, type OwnReport } from './ownReports.ts';
import { isAtEnd, isInHandledTry } from './surroundings.ts';
import { trackerFor } from './trackers.ts';

/** A promise that nobody awaits or watches, as a rule found it. */
export interface LostPromise {
	/** The function in whose text it stands. */
	readonly owner: FunctionOutline;
	/** The expression that gives it: the call, the whole `.then` chain, the variable; without the `void` before it. */
	readonly span: Span;
	/** What people call it: `sendMail()`, `load().then()`; for what has no name, what it is (`this async function`). */
	readonly label: string;
	/** The text says that it is not to be waited for (`void p`, a `.then` chain, an async function called in place). */
	readonly isDeliberate: boolean;
	/** What it gives; a promise if absent. */
	readonly type?: ResultType;
	/** What becomes of a failure already; nothing if absent. */
	readonly handling?: Handling;
	/** It is put where nobody ever reads it. */
	readonly keptIn?: string;
	/** Something shows, or nothing excludes, that it fails; true if absent. */
	readonly canFail?: boolean;
	/** What it comes from: a symbol name, for what is known outside of the workspace. */
	readonly source?: string;
	/** Another member does the same and gives no promise. */
	readonly quiet?: { readonly name: string };
	/** How its file tells of failures, where there is no tracker of the project's own. */
	readonly telling?: OwnReport;
}

/**
 * The fixes in the order in which they are offered: what was probably meant comes first. All need a review, because what follows a failure changes.
 * `wait`: whether to wait for it is the first thing to do, one of several, or nothing to do, because the text says so.
 */
export function fixesOf(lost: LostPromise, wait: 'first' | 'last' | 'never', graph: CallGraph, catalogue: Catalogue): readonly FixIntent[] {
	const waiting = wait === 'never' && lost.type !== 'lazy' ? [] : [awaitCall(lost, graph), returnCall(lost, graph)].filter((fix) => fix !== undefined);
	const tracker = trackerFor(lost.owner, graph, catalogue);
	const handler = handlerFor(lost, graph);
	// A helper cannot be imported into a script that a page loads as it stands.
	const tracking = tracker?.isOwnMethod !== true && graph.fileOf(lost.owner.id)?.role.isScript === true ? [] : [trackTask(lost, tracker, graph)];
	if (handler !== undefined) { return [handFailure(lost, handler), ...tracking]; }
	if (lost.quiet !== undefined) { return [callMember(lost, lost.quiet.name), ...waiting]; }
	const isPage = isOfPage(lost.owner, graph);
	const logging = (tracker === undefined || tracking.length === 0) && (isPage || lost.telling !== undefined) ? logFailure(lost, graph) : [];
	const handling = logging.length > 0 && isPage ? logging : [...logging, ...tracking];
	// What has not begun is to be awaited: a tracker would begin it behind everybody's back.
	if (lost.type === 'lazy') { return waiting.length > 0 ? [...waiting, ...handling] : []; }
	return wait === 'last' ? [...handling, ...waiting] : [...waiting, ...handling];
}

function callMember(lost: LostPromise, member: string): CallMember {
	return { kind: 'call-member', title: `Call \`${member}()\` instead`, caution: 'it gives no promise, and a failure is kept as a state', member, ...baseOf(lost) };
}

/** Who is to be told of its failure, where there is somebody. Awaited instead, it would only become that of a function that nobody looks at. */
export function handlerFor({ owner, span, type, handling, keptIn, canFail }: LostPromise, graph: CallGraph): HandlerAtHand | undefined {
	if (canFail === false || type === 'array' || type === 'lazy' || handling === 'handled' || keptIn !== undefined) { return undefined; }
	return handlerAtHand(owner, span, graph);
}

function handFailure(lost: LostPromise, { name, kind, isMissing, function: taker }: HandlerAtHand): HandFailure {
	return { kind: 'hand-failure', title: `Hand a failure of ${quoted(lost.label)} to \`${name}\``, caution: cautionOfHanding(name, kind), handler: name, taker, ...(isMissing && { isMissing: true as const }), ...baseOf(lost) };
}

function cautionOfHanding(name: string, kind: HandlerAtHand['kind']): string {
	return kind === 'next' ? 'a failure then answers the request' : kind === 'reject' ? 'a failure then ends the promise around it' : `\`${name}\` is then called with a failure`;
}

/** A page shows what goes wrong in its console, and its components keep no tasks. */
export function isOfPage(owner: FunctionOutline, graph: CallGraph): boolean { return hostOf(fileOf(owner.id), graph) === 'page'; }

function logFailure(lost: LostPromise, graph: CallGraph): LogFailure[] {
	const { label, source, telling, type } = lost;
	if (type === 'array' || type === 'lazy') { return []; }
	// What is paused before it has begun fails for that, and is no failure to anybody.
	const isPlay = source !== undefined && /#HTML(?:Media|Audio|Video)Element\.play$/.test(source);
	const task = label.startsWith('this ') ? taskOf(lost) : wordsOf(label.replace(/\.(?:then|catch|finally)\(\)$/, '').replace(/^.*\.|\(\)$/g, ''));
	return [{ kind: 'log-failure', ...(isPlay && { expected: 'AbortError' }), title: `Log a failure of ${quoted(label)}${byWhat(telling)}`, caution: cautionOfLog(lost.owner, telling, graph), task, ...likeOf(telling), ...baseOf(lost) }];
}

/** Empty for the console. */
function byWhat(telling: OwnReport | undefined): string { return telling !== undefined ? ` with \`${telling.name}()\`` : ''; }

function likeOf(telling: OwnReport | undefined): Pick<LogFailure, 'like'> { return telling !== undefined ? { like: { call: telling.like, failure: telling.failure } } : {}; }

function cautionOfLog(owner: FunctionOutline, telling: OwnReport | undefined, graph: CallGraph): string {
	const host = hostOf(fileOf(owner.id), graph);
	return `its failure ${telling !== undefined ? `goes to \`${telling.name}()\`` : 'is written to the console'}${host === 'page' || host === 'editor' ? '' : ', and no longer ends the process'}`;
}

function awaitCall(lost: LostPromise, graph: CallGraph): AwaitCall | undefined {
	if (isMissedByTry(lost, graph)) { return { kind: 'await-call', title: `Await ${quoted(lost.label)}, in an async callback`, caution: 'the `catch` around it then gets its failure', makesAsync: lost.owner.span, ...baseOf(lost) }; }
	return lost.owner.isAsync ? { kind: 'await-call', title: `Await ${quoted(lost.label)}`, caution: whenAwaited(lost), ...baseOf(lost) } : undefined;
}

function baseOf({ owner, span, type }: LostPromise) {
	return { safety: 'review' as const, file: fileOf(owner.id), promise: span, function: owner.id, ...(type !== undefined && { type }) };
}

/** What changes for whom once it is awaited. */
function whenAwaited({ owner, span }: LostPromise): string {
	const path = pathTo(owner, span);
	if (path.some((step) => step.kind === 'loop')) { return 'each turn of the loop then waits for the one before'; }
	if (path.some((step) => step.kind === 'try' && step.handlers.length > 0 && contains(step.body.span, span))) { return 'what follows waits for it, and the `catch` around it gets its failure'; }
	return 'what follows waits for it, and its failure reaches the caller';
}

/** `setTimeout(() => { try { save(); } catch (error) { log(error); } })`: a callback that may as well be async, since nobody looks at what it gives, and then sees to the failure itself. */
export function isMissedByTry({ owner, span, isDeliberate, type }: Pick<LostPromise, 'owner' | 'span' | 'isDeliberate' | 'type'>, graph: CallGraph): boolean {
	return !isDeliberate && type !== 'array' && owner.kind === 'closure' && !owner.isAsync && !owner.isGenerator && isInHandledTry(owner, span) && isListener(owner, graph);
}

/** Offered where somebody takes what is returned: a callback of `.then`, a function whose known callers all wait for it. */
function returnCall(lost: LostPromise, graph: CallGraph): ReturnCall | undefined {
	const { owner, span, label } = lost, isOfLost = isOfLostChain(owner, graph);
	if (owner.isAsync || owner.isGenerator || !isAtEnd(owner.body, span) || !isOfLost && !isTaken(owner, graph)) { return undefined; }
	return { kind: 'return-call', title: `Return ${quoted(label)}`, caution: isOfLost ? 'the chain around it then waits for it, and gets its failure' : 'callers then wait for it, and get its failure', ...baseOf(lost) };
}

/** `load().then((order) => { save(order); })`: a callback of a chain that nobody looks at either, so that one handler behind that does for both. */
export function isOfLostChain({ id, kind }: FunctionOutline, graph: CallGraph): boolean {
	const callers = kind === 'closure' ? graph.callersOf(id) : [];
	return callers.length > 0 && callers.every(({ links, roots, isKept }) => roots.length === 0 && !isKept && links.length > 0 && links.every((link) => link.kind === 'later' && isContinuing(link.site.step) && !takes(link)));
}

function isContinuing(step: Step): boolean { return step.kind === 'call' && step.callee.kind === 'external' && /^lib#Promise(?:Like)?\.(?:then|catch|finally)$/.test(step.callee.symbol); }

/** An editor waits for what its command gives, and shows a failure to whoever ran it. */
export const editorCommand = 'command of the editor';

/** So many callers on, what is handed on is followed. */
const deepest = 3;

/** All who call it, as far as they are known, wait for what it returns, or hand it on to somebody who does. */
export function isTaken(owner: FunctionOutline, graph: CallGraph, depth = 0): boolean {
	const callers = graph.callersOf(owner.id);
	return callers.length > 0 && callers.every(({ id, links, roots, isKept }) => roots.every(({ what }) => what === editorCommand) && !isKept && links.every(takes) && (!links.some(isHandedOn) || isTakenFrom(id, graph, depth)));
}

/** A callback gives what it is given to whoever runs it: an element and a listener drop it. */
function isTakenFrom(id: FunctionId, graph: CallGraph, depth: number): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined || isListener(outline, graph)) { return false; }
	if (outline.kind !== 'closure' && graph.callersOf(id).length === 0) { return true; }
	return depth >= deepest || isTaken(outline, graph, depth + 1);
}

function isHandedOn({ kind, site: { step } }: Link): boolean { return kind === 'call' && step.kind === 'call' && step.result.kind === 'returned'; }

/** A caller that waits for what it gets or hands it on, or a promise that goes on with it. */
function takes({ kind, site: { step } }: Link): boolean {
	if (step.kind !== 'call') { return false; }
	// Of a chain that nobody looks at, the end is as lost as what is begun in it.
	if (kind === 'later') { return step.result.kind !== 'discarded' && step.result.kind !== 'void' && isContinuing(step); }
	return kind === 'call' && ['awaited', 'returned', 'yielded'].includes(step.result.kind);
}

function trackTask(lost: LostPromise, tracker: Tracker | undefined, graph: CallGraph): TrackTask {
	return {
		kind: 'track-task', title: `Track ${quoted(lost.label)} with ${trackerName(lost, tracker, graph)}`, caution: cautionOf(lost.owner, graph),
		task: taskOf(lost), ...(tracker !== undefined && { tracker }), ...baseOf(lost),
	};
}

/** Only Node ends for a failure that nobody handles. */
function cautionOf(owner: FunctionOutline, graph: CallGraph): string {
	const host = hostOf(fileOf(owner.id), graph);
	return host === 'page' || host === 'editor' ? 'its failure is reported by the tracker' : 'its failure is reported by the tracker, and no longer ends the process';
}

/** A callback that is given where nobody looks at its promise, as a rule found it. */
export interface LostCallback {
	/** The function in whose text it is given. */
	readonly owner: FunctionOutline;
	readonly given: Span;
	readonly outline: FunctionOutline | undefined;
	/** Where the same function is given besides. */
	readonly others: readonly { readonly given: Span; readonly outline: FunctionOutline | undefined }[];
}

/** What can be done about it where it is given, the first first: it gives nothing any more, and whoever is at hand is told of its failure, the console or a tracker. */
export function fixesOfCallback(lost: LostCallback, handler: HandlerAtHand | undefined, graph: CallGraph, catalogue: Catalogue): readonly FixIntent[] {
	const { owner } = lost;
	const tracker = trackerFor(owner, graph, catalogue);
	const tracking = tracker?.isOwnMethod !== true && graph.fileOf(owner.id)?.role.isScript === true ? [] : [trackCallback(lost, tracker, graph)];
	if (handler !== undefined) { return [handCallback(lost, handler), ...tracking]; }
	const isPage = isOfPage(owner, graph), telling = tracker === undefined ? ownReport(owner, graph) : undefined;
	const logging = (tracker === undefined || tracking.length === 0) && (isPage || telling !== undefined) ? [logCallback(lost, telling, graph)] : [];
	return logging.length > 0 && isPage ? logging : [...logging, ...tracking];
}

function trackCallback(lost: LostCallback, tracker: Tracker | undefined, graph: CallGraph): TrackCallback {
	const label = labelOfCallback(lost);
	return { kind: 'track-callback', title: `Track what ${isWritten(lost) ? 'it' : label} does with ${trackerName({ label }, tracker, graph)}${everywhere(lost)}`, caution: cautionOf(lost.owner, graph), task: taskOf(lost), ...(tracker !== undefined && { tracker }), ...givenOf(lost) };
}

function logCallback(lost: LostCallback, telling: OwnReport | undefined, graph: CallGraph): LogCallback {
	return { kind: 'log-callback', title: `Log a failure of ${labelOfCallback(lost)}${byWhat(telling)}${everywhere(lost)}`, caution: cautionOfLog(lost.owner, telling, graph), task: taskOfCallback(lost), ...likeOf(telling), ...givenOf(lost) };
}

function handCallback(lost: LostCallback, { name, kind, isMissing, function: taker }: HandlerAtHand): HandCallback {
	return { kind: 'hand-callback', title: `Hand a failure of ${labelOfCallback(lost)} to \`${name}\``, caution: cautionOfHanding(name, kind), handler: name, taker, ...(isMissing && { isMissing: true as const }), ...givenOf(lost) };
}

function givenOf({ owner, given, outline, others }: LostCallback) {
	return { safety: 'review' as const, file: fileOf(owner.id), ...givenAt({ given, outline }), ...(others.length > 0 && { others: others.map(givenAt) }) };
}

function givenAt({ given, outline }: Pick<LostCallback, 'given' | 'outline'>): GivenCallback {
	const parameters = outline?.parameters ?? [];
	const isPlain = outline !== undefined && parameters.every(({ name, isRest, default: initial }) => /^[\w$]+$/.test(name) && !isRest && initial === undefined);
	return { callback: given, ...(isPlain && { parameters: parameters.map(({ name }) => name) }) };
}

function isWritten({ given, outline }: Pick<LostCallback, 'given' | 'outline'>): boolean { return outline?.isAsync === true && outline.span.start === given.start; }

function labelOfCallback(lost: LostCallback): string { return isWritten(lost) ? 'this async function' : 'this callback'; }

function taskOfCallback({ owner, given, outline }: LostCallback): string {
	const words = outline === undefined || outline.span.start === given.start ? '' : wordsOf(lastName(outline.id));
	return words === '' ? taskOf({ owner }) : words;
}

/** All places are mended together. */
function everywhere({ others }: LostCallback): string { return others.length === 0 ? '' : `, in all ${others.length + 1} places`; }

/** A name as code; what has none stands for itself (`this async function`). */
function quoted(label: string): string {
	return label.startsWith('this ') ? label : `\`${label}\``;
}

/** What tracks it, with the file of a function of the project. Ours runs by itself what is written in the call. */
function trackerName({ label }: Pick<LostPromise, 'label'>, tracker: Tracker | undefined, graph: CallGraph): string {
	if (tracker === undefined) { return label === 'this async function' ? '`tasks.run`' : '`tasks.track`'; }
	if (tracker.isOwnMethod === true) { return `\`this.${lastName(tracker.symbol)}\``; }
	const place = graph.functionOf(tracker.symbol) === undefined ? '' : ` (${graph.displayPath(fileOf(tracker.symbol))})`;
	return `\`${lastName(tracker.symbol)}\`${place}`;
}

/** What a task without a name is called after: the function it stands in. */
function taskOf({ owner }: Pick<LostPromise, 'owner'>): string {
	const words = owner.kind === 'module' ? '' : wordsOf(owner.name.split(/[. ]/).at(-1) ?? '');
	return words === '' ? 'background work' : `background work of ${words}`;
}

/** `sendMail` → `send mail`. */
function wordsOf(name: string): string {
	return name.replaceAll(/[_$<>#]+/g, ' ').replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').trim().toLowerCase();
}

/** The steps around what stands at a place, outermost first. */
function pathTo(owner: FunctionOutline, span: Span): readonly Step[] {
	let found: readonly Step[] = [];
	for (const { step, path } of stepsOf(owner.body)) { if (contains(step.span, span) && path.length >= found.length) { found = path; } }
	return found;
}
