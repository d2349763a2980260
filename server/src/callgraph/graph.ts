/** The call graph: who calls whom across the workspace, what calls do to the thread, on what occasions functions run. Kept up to date edit by edit. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Callee, CallStep, FileOutline, FunctionId, FunctionOutline, Requirement, Step, Value } from '../outline/model.ts';
import { compareContexts, contextAt, rootContext, type Context, type ContextFact, type FileFacts, type Incoming, type Serving } from './contexts.ts';
import { isMaybe } from './crossing.ts';
import { isListening } from './effectKey.ts';
import { compareText } from './fewestHops.ts';
import type { Link, Root } from './links.ts';
import { effectsAt, effectsOf, type Effect } from './paths.ts';
import { becauseOf, describeCallee, type PathNames } from './describe.ts';
import { platformsOf } from './platformsOf.ts';
import { allGivenTo, excludeEachOther, nothingGiven, parameterProviso, writeProviso, type Given, type Proviso } from './provisos.ts';
import { isAfterAwait, type Position, type Site } from './sites.ts';
import { Solution, type Edit } from './solution.ts';

export type { Context, FileFacts } from './contexts.ts';
export type { Effect, PathLink } from './paths.ts';
export type { Site } from './sites.ts';
export { fileOf } from './solution.ts';

export interface CallGraphOptions {
	readonly catalogue: Catalogue;
	/** What is known of a file from outside its text; asked once each time the file is set. */
	readonly factsOf: (file: string) => FileFacts;
	/** How a file is named to people; by default its last two names. */
	readonly displayPath?: PathNames;
}

/** A step of a function, or of a closure that it runs in place. */
export interface OwnStep {
	/** The function whose text holds it: the function itself, or a sync closure in it. */
	readonly function: FunctionId;
	readonly site: Site;
	/** With what the places of the closures around it say. */
	readonly position: Position;
	/** Whether something made the process serve before it, and whether something was awaited since. */
	readonly serving: Serving;
	/** Nothing was surely awaited before it: the caller still waits for the function to return. */
	readonly isInSynchronousPrefix: boolean;
}

export interface ContextReason {
	readonly context: Context;
	/** Why, for people: a clause. */
	readonly because: string;
	readonly fact: ContextFact;
}

export interface Caller {
	readonly id: FunctionId;
	readonly isTest: boolean;
	readonly links: readonly Link[];
	readonly roots: readonly Root[];
	readonly isKept: boolean;
}

export interface CallGraph {
	/** Takes in new, changed and removed files. `changed`: the functions whose findings may differ now. */
	update(edit: Edit): { readonly changed: ReadonlySet<FunctionId> };
	/** Grows with each update, for what is derived from all of it and kept. */
	readonly version: number;
	functionOf(id: FunctionId): FunctionOutline | undefined;
	/** Every function of the files it knows. */
	functions(): Iterable<FunctionOutline>;
	fileOf(id: FunctionId): FileOutline | undefined;
	/** Every file that it knows, in no order that means anything. */
	files(): Iterable<FileOutline>;
	factsOf(file: string): FileFacts;
	/** It reports what blocks in it: it is async, or runs on the loop by itself. */
	isAsyncLike(id: FunctionId): boolean;
	/** It makes the process serve (`listen`). */
	listens(id: FunctionId): boolean;
	/** All that call a function, make it run or let it go, ordered by id. */
	callersOf(id: FunctionId): readonly Caller[];
	/** What it was given to that runs it by itself (request handler, timer, thread), the first in the order of contexts. */
	rootOf(id: FunctionId): (Root & { readonly by: FunctionId; readonly context: Context }) | undefined;
	/** What calling the function does to the thread, the worst first. */
	effectsOf(id: FunctionId): readonly Effect[];
	/** What one of its steps does to the thread, the worst first; without what only happens on platforms on which the function never runs. */
	effectsOfCall(id: FunctionId, site: Site): readonly Effect[];
	/** The calls and accesses in its own text, in their order. */
	sitesOf(id: FunctionId): readonly Site[];
	/** Its steps that call something, with those of closures that it runs in place, in the order of the text. */
	stepsOf(id: FunctionId): readonly OwnStep[];
	/** Whether something made the process serve before one of the sites in its own text. */
	servingAt(id: FunctionId, site: Site): Serving;
	/** The platforms on which alone it runs; undefined where nothing limits it. */
	platformsOf(id: FunctionId): Proviso | undefined;
	/** On what occasions it runs, in the order in which they count. */
	contextsOf(id: FunctionId): readonly ContextReason[];
	/** The occasion that counts most, alone and without why. */
	contextOf(id: FunctionId): Context | undefined;
	/** The same for one of its steps. */
	contextsAt(id: FunctionId, step: OwnStep): readonly ContextReason[];
	/** The functions a callee stands for; several where it is not known which. Empty for what is outside or unresolved. */
	resolveCallee(callee: Callee): readonly FunctionId[];
	/** How a callee resolved, for people. */
	describeCallee(callee: Callee): string;
	/** What a value of a file stands for, where its binding keeps one value. */
	follow(file: string, value: Value): Value;
	/** What a call in a function gives another that it calls, by the index of its parameters, as far as the text tells. */
	givenBy(caller: FunctionId, step: CallStep, target: FunctionId): ReadonlyMap<number, Given>;
	/** What a requirement in the text of a function says of a parameter; undefined if it is about something else. */
	provisoOf(id: FunctionId, requirement: Requirement): Proviso | undefined;
	/** Everything that was computed, in a canonical form: equal graphs dump equal. */
	dump(): string;
	readonly displayPath: PathNames;
}

/** A file's last two names: `src/main.ts`. */
const lastTwoNames: PathNames = (file) => file.split('/').slice(-2).join('/');

export function createCallGraph({ catalogue, factsOf, displayPath = lastTwoNames }: CallGraphOptions): CallGraph {
	const solution = new Solution(catalogue, factsOf);
	const reasons = (facts: Iterable<readonly [Context, ContextFact, boolean]>): ContextReason[] => [...facts]
		.map(([context, fact, isServing]): ContextReason => ({ context, fact, because: becauseOf(solution, context, fact, isServing, displayPath) }))
		.sort((a, b) => compareContexts(a.context, b.context));
	let version = 0;
	return {
		displayPath,
		update: (edit) => {
			version += 1;
			return { changed: solution.update(edit) };
		},
		get version() { return version; },
		functionOf: (id) => solution.reading(id)?.outline,
		functions: function* () { for (const file of solution.files()) { yield* solution.file(file)?.outline.functions ?? []; } },
		fileOf: (id) => solution.reading(id)?.file.outline,
		files: function* () { for (const file of solution.files()) { const known = solution.file(file); if (known) { yield known.outline; } } },
		factsOf: (file) => solution.factsOf(file),
		isAsyncLike: solution.isAsyncLike,
		listens: (id) => solution.effects.listens(id),
		callersOf: (id) => callersOf(solution, id),
		rootOf: (id) => rootOf(solution, id),
		effectsOf: (id) => effectsOf(solution, id),
		effectsOfCall: (id, site) => possibleOn(solution, id, effectsAt(solution, id, site)),
		sitesOf: (id) => solution.reading(id)?.sites ?? [],
		stepsOf: (id) => ownSteps(solution, id),
		servingAt: (id, site) => solution.servingOf(id)(site),
		platformsOf: (id) => platformsOf(solution, id),
		contextsOf: (id) => reasons([...solution.contexts.of(id)].map(([context, fact]) => [context, fact, false] as const)),
		contextOf: (id) => [...solution.contexts.of(id).keys()].sort(compareContexts)[0],
		contextsAt: (id, step) => {
			const facts = new Map<Context, readonly [Context, ContextFact, boolean]>();
			const isServing = step.serving === 'awaited' || step.position.isInEndlessLoop;
			for (const [context, fact] of solution.contexts.of(id)) {
				const here = contextAt(context, step.position, isServing);
				// Its own reason counts before one that came about by what the process does meanwhile.
				if (here === context || !facts.has(here)) { facts.set(here, [here, fact, here !== context]); }
			}
			return reasons(facts.values());
		},
		resolveCallee: (callee) => callee.kind === 'function' ? solution.hierarchy.resolve(callee.id).targets : [],
		describeCallee: (callee) => describeCallee(solution, callee, displayPath),
		follow: (file, value) => solution.file(file)?.bindings.follow(value) ?? value,
		givenBy: (caller, step, target) => {
			const from = solution.reading(caller), to = solution.reading(target);
			return from === undefined || to === undefined ? nothingGiven : allGivenTo(to.outline, step, from, (id) => solution.reading(id));
		},
		provisoOf: (id, requirement) => { const reading = solution.reading(id); return reading && parameterProviso(requirement, reading.file.bindings); },
		dump: () => dump(solution),
	};
}

function possibleOn(solution: Solution, id: FunctionId, effects: readonly Effect[]): readonly Effect[] {
	const isOfPlatform = ({ proviso }: Effect) => proviso !== undefined && !proviso.parameter && proviso.switch === undefined;
	const own = effects.some(isOfPlatform) ? platformsOf(solution, id) : undefined;
	return own ? effects.filter(({ proviso }) => !proviso || !excludeEachOther(proviso, own)) : effects;
}

function callersOf(solution: Solution, id: FunctionId): Caller[] {
	return [...solution.incomingOf(id)]
		.map(({ owner, facts, links, roots, isKept }): Caller => ({ id: owner, isTest: facts.isTest, links, roots, isKept }))
		.sort((a, b) => compareText(a.id, b.id));
}

function rootOf(solution: Solution, id: FunctionId) {
	const roots = [...solution.incomingOf(id)].flatMap((incoming: Incoming) => incoming.roots.map((root) => ({ ...root, by: incoming.owner, context: rootContext(root, incoming.facts) })));
	return roots.sort((a, b) => compareContexts(a.context, b.context) || compareText(a.by, b.by) || a.site.step.span.start - b.site.step.span.start || compareText(a.what, b.what))[0];
}

function ownSteps(solution: Solution, id: FunctionId): OwnStep[] {
	const steps: OwnStep[] = [];
	const seen = new Set<FunctionId>();
	const visit = (at: FunctionId, outer: OwnStep | undefined): void => {
		seen.add(at);
		const inPlace = linksInPlace(solution, at), serving = solution.servingOf(at);
		for (const site of solution.reading(at)?.sites ?? []) {
			const step = ownStep(at, site, serving(site), outer);
			steps.push(step);
			for (const link of inPlace.get(site.step) ?? []) {
				for (const target of link.targets) { if (!seen.has(target) && !solution.isAsyncLike(target)) { visit(target, inClosureOf(link, step)); } }
			}
		}
	};
	visit(id, undefined);
	return steps.sort((a, b) => a.site.step.span.start - b.site.step.span.start || a.site.step.span.end - b.site.step.span.end);
}

/** By the step at which they are run, the closures of a function that it runs in place. */
function linksInPlace(solution: Solution, id: FunctionId): ReadonlyMap<Step, readonly Link[]> {
	const found = new Map<Step, Link[]>();
	for (const link of solution.linksOf(id)?.links ?? []) {
		if (!link.isInPlace || link.kind !== 'call' && link.kind !== 'inline') { continue; }
		const { step } = link.site, known = found.get(step);
		if (known === undefined) { found.set(step, [link]); } else { known.push(link); }
	}
	return found;
}

/** A closure as it stands, with what runs it where. */
function inClosureOf(link: Link, step: OwnStep): OwnStep {
	if (!link.isUnusual && !isMaybe(link)) { return step; }
	return { ...step, position: { ...step.position, conditions: step.position.conditions + Number(isMaybe(link)), ...(link.isUnusual && { isUnusual: true }) } };
}

function ownStep(id: FunctionId, site: Site, serving: Serving, outer: OwnStep | undefined): OwnStep {
	const own = site.position;
	const isUnusual = own.isUnusual ?? outer?.position.isUnusual;
	const memo = own.memo ?? outer?.position.memo, surroundings = own.surroundings ?? outer?.position.surroundings;
	return {
		function: id, site,
		position: outer ? {
			isInEndlessLoop: own.isInEndlessLoop || outer.position.isInEndlessLoop, conditions: own.conditions + outer.position.conditions,
			requires: [...outer.position.requires, ...own.requires], asked: [...outer.position.asked ?? [], ...own.asked ?? []], ...(memo && { memo }), ...(surroundings && { surroundings }), ...(isUnusual && { isUnusual }),
		} : own,
		serving: outer && outer.serving !== 'no' ? outer.serving : serving,
		isInSynchronousPrefix: outer ? outer.isInSynchronousPrefix : !isAfterAwait(site),
	};
}

function dump(solution: Solution): string {
	const lines: string[] = [];
	const ids = [...solution.files()].flatMap((file) => [...solution.file(file)?.functions.keys() ?? []]).toSorted(compareText);
	for (const id of ids) {
		const links = solution.linksOf(id);
		lines.push(`${id}${solution.isAsyncLike(id) ? ' async-like' : ''}`);
		for (const each of links?.links ?? []) { lines.push(`  ${each.kind} ${each.site.step.span.start} ${each.targets.join(' ')}${each.member === undefined ? '' : ` as ${each.member}`}`); }
		for (const each of links?.roots ?? []) { lines.push(`  root ${each.runs} ${each.site.step.span.start} ${each.target} ${each.what}`); }
		for (const each of [...links?.kept ?? []].toSorted(compareText)) { lines.push(`  keeps ${each}`); }
		for (const [index] of solution.reading(id)?.outline.parameters.entries() ?? []) {
			const { summary } = solution.summaries.parameter(id, index, []);
			if (summary.size > 0) { lines.push(`  parameter ${index} ${JSON.stringify([...summary].toSorted(([a], [b]) => compareText(a, b)))}`); }
		}
		for (const [key, fact] of [...solution.effects.of(id)].toSorted(([a], [b]) => compareText(a, b))) { if (isListening(key)) { lines.push(`  ${key} ${JSON.stringify(factLine(fact))}`); } }
		for (const { category, severity, isCached, proviso, hops, path } of effectsOf(solution, id)) {
			lines.push(`  effect ${category} ${severity} ${isCached ? 'once' : 'always'}${proviso ? ` if ${writeProviso(proviso)}` : ''} ${hops} ${path.map((each) => `${each.function}:${each.span.start}:${each.label}`).join(' > ')}`);
		}
		for (const [context, fact] of [...solution.contexts.of(id)].toSorted(([a], [b]) => compareText(a, b))) { lines.push(`  context ${context} ${JSON.stringify(factLine(fact))}`); }
	}
	return lines.join('\n');
}

function factLine(fact: { hops: number; origin: object; via?: { from: string; start: number; tag: string }; viaKey?: string } | undefined): unknown {
	return fact && [fact.hops, fact.origin, fact.via?.from, fact.via?.start, fact.via?.tag, fact.viaKey];
}
