/** On what occasion functions run, flowing down from where programs begin to everything that they call. */
import type { FunctionId } from '../outline/model.ts';
import { intern, linkTag } from './crossing.ts';
import { FewestHops, type Edge, type Fact, type Origin, type Seed } from './fewestHops.ts';
import type { Link, Links, Root } from './links.ts';
import type { Position, Prior, Site } from './sites.ts';

/**
 * - `loop`: on the event loop, while other work waits for it. - `startup`: before the process serves.
 * - `thread`: on a thread or process of its own. - `test`: in tests. - `shutdown`: while the process ends.
 * - `unknown`: nothing is known to call what calls it.
 */
export type Context = 'loop' | 'startup' | 'thread' | 'test' | 'shutdown' | 'unknown';

/** In the order in which they count. */
export const contexts: readonly Context[] = ['loop', 'unknown', 'startup', 'shutdown', 'thread', 'test'];

/** Why a context began. */
export interface ContextOrigin extends Origin {
	/** `slot`: given to something that runs it; `started`: by a command; `kept`: stored or returned; `exported`: callable from other packages; `uncalled`: nothing calls it. */
	readonly kind: 'module' | 'slot' | 'kept' | 'exported' | 'uncalled' | 'started';
	/** Where the context began. */
	readonly root: FunctionId;
	/** For a slot: `request handler`. */
	readonly what?: string;
	/** The function that gave or kept it. */
	readonly by?: FunctionId;
}

export type ContextFact = Fact<Context, ContextOrigin>;

/** What is known of a file from outside its text. */
export interface FileFacts {
	readonly isTest: boolean;
	/** What in it only tests use: functions and classes by their names. */
	readonly testNames?: readonly string[] | undefined;
	readonly isWorker: boolean;
	/** Why it is a command's entry: `bin of package.json`. */
	readonly entry?: string;
	/** Scripts of its package run it, whether it then serves or ends. */
	readonly isProgram?: boolean;
	/** The functions, by qualified name, that a command starts. */
	readonly starts?: readonly string[];
	/** Other packages import it. */
	readonly isExternalEntry?: boolean;
	/** "main" or "exports" of its package names it: what it exports is for others. */
	readonly isOffered?: boolean;
	/** Its language has what is only for tests marked as such: what only tests call is none of them. */
	readonly marksTests?: boolean;
	/** Somebody else's code, copied among the sources with its licence. */
	readonly isVendored?: boolean;
	/** Its package only shows readers how something is used. */
	readonly isOfExample?: boolean;
	/** The folder around it that somebody asked for by name. */
	readonly asked?: string;
	/** The directory of the package it belongs to. */
	readonly package?: string;
}

export interface SeedSubject {
	readonly id: FunctionId;
	readonly isModule: boolean;
	readonly isAsyncLike: boolean;
	readonly isExported: boolean;
	readonly isOfTheEnd: boolean;
	readonly file: string;
	/** Offset of its name. */
	readonly start: number;
	readonly facts: FileFacts;
	/** Who calls it, makes it run, or lets it go. */
	readonly incoming: Iterable<Incoming>;
}

/** All that one function does to another. */
export interface Incoming {
	readonly owner: FunctionId;
	readonly file: string;
	readonly facts: FileFacts;
	readonly links: readonly Link[];
	readonly roots: readonly Root[];
	readonly isKept: boolean;
}

export class Contexts {
	readonly #solver = new FewestHops<Context, ContextOrigin>();

	/** Gives what a function calls. */
	replace(id: FunctionId, links: Links | undefined, endsStartup: (site: Site) => boolean, isOfTheEnd: (id: FunctionId) => boolean): void {
		const edges: Edge<Context>[] = [];
		for (const link of links?.links ?? []) {
			const { position, step } = link.site;
			const change = position.surroundings === 'thread' ? 'thread' : link.isSpawned || endsStartup(link.site) ? 'loop' : 'keep';
			for (const target of link.targets) {
				// Who begins anew when all is over is in Python where it was at first: `if reload: await run()`.
				const isAnew = target === id && link.isSpawned !== true && id.includes('.py#');
				const way = change !== 'thread' && isOfTheEnd(target) ? 'end' : isAnew ? 'keep' : change;
				edges.push({ from: id, to: target, start: step.span.start, tag: way === 'keep' ? linkTag(link) : intern(linkTag(link) + way), hops: 1, pass: passes[way] });
			}
		}
		this.#solver.replace(id, edges, []);
	}

	/** Gives the contexts that begin at a function. */
	replaceSeeds(subject: SeedSubject | { readonly id: FunctionId; readonly isGone: true }): void {
		this.#solver.replace(`seeds ${subject.id}`, [], 'isGone' in subject ? [] : seedsOf(subject));
	}

	solve(): Set<FunctionId> {
		return this.#solver.solve();
	}

	of(id: FunctionId): ReadonlyMap<Context, ContextFact> {
		return this.#solver.factsOf(id);
	}
}

/** The context of a step that stands at a position of a function with this context. */
export function contextAt(context: Context, position: Position, isServing: boolean): Context {
	if (position.surroundings === 'thread') { return 'thread'; }
	return context === 'startup' && isServing ? 'loop' : context;
}

/** Whether something that makes the process serve surely came before, and (`awaited`) whether something was awaited since. */
export type Serving = 'no' | 'yes' | 'awaited';

/** Answers that for the sites of one function. What stands before many of them is looked at once. */
export function servingBy(listens: (site: Site) => boolean): (site: Site) => Serving {
	const known = new Map<Prior, Serving>();
	return (site) => {
		const passed: Prior[] = [];
		let serving: Serving | undefined;
		for (let prior = site.prior; prior !== undefined && serving === undefined; prior = prior.previous) {
			passed.push(prior);
			serving = known.get(prior) ?? (prior.site !== undefined && listens(prior.site) ? 'yes' : undefined);
		}
		let there: Serving = serving ?? 'no';
		for (const prior of passed.reverse()) {
			if (prior.site === undefined && there === 'yes') { there = 'awaited'; }
			known.set(prior, there);
		}
		return there;
	};
}

/** A root that belongs to tests or to another thread is of that context, whatever it is given to. */
export function rootContext(root: Root, facts: FileFacts): Context {
	if (facts.isTest) { return 'test'; }
	if (root.runs !== 'loop') { return root.runs; }
	return facts.isWorker || root.site.position.surroundings === 'thread' ? 'thread' : 'loop';
}

/** What whoever calls it makes a program, or a runtime of its own. */
export const beginsProgram = /^(?:command|start-up hook)$/;

function seedsOf(subject: SeedSubject): Seed<Context, ContextOrigin>[] {
	const { id, file, start, facts } = subject;
	const seeds: Seed<Context, ContextOrigin>[] = [];
	const begin = (key: Context, origin: Omit<ContextOrigin, 'label' | 'root'>) => {
		seeds.push({ node: id, key, hops: 0, origin: { ...origin, root: id, label: [id, origin.kind, origin.what, origin.by].join('\n') } });
	};
	const own: Context = facts.isTest ? 'test' : facts.isWorker ? 'thread' : subject.isModule ? 'startup' : subject.isOfTheEnd ? 'shutdown' : subject.isAsyncLike ? 'loop' : 'unknown';
	if (subject.isModule) {
		begin(own, { kind: 'module', file, start: 0 });
		return seeds;
	}
	// Nobody can call the `main` of Rust: wherever the manifest says that it lies, a program begins with it.
	const isStarted = facts.starts?.includes(id.slice(id.indexOf('#') + 1)) === true || !facts.isTest && id.endsWith('.rs#main');
	if (isStarted) { begin('startup', { kind: 'started', file, start }); }
	let isCalled = isStarted, isOfTests = false, isCommand = false;
	for (const each of subject.incoming) {
		if (!each.facts.isTest) { isCalled = true; } else if (each.file === file) { isOfTests = true; }
		isCommand ||= file.endsWith('.rs') && each.roots.some(({ what }) => beginsProgram.test(what));
		for (const root of each.roots) {
			begin(rootContext(root, each.facts), { kind: 'slot', file: each.file, start: root.site.step.span.start, what: root.what, by: each.owner });
		}
		if (each.isKept) {
			const context = each.facts.isTest ? 'test' : each.facts.isWorker ? 'thread' : own;
			begin(context, { kind: 'kept', file: each.file, start: 0, by: each.owner });
		}
	}
	// Whoever makes a value of the command line is the program.
	if (subject.isExported && facts.isExternalEntry && !isCommand) { begin(own, { kind: 'exported', file, start }); }
	// What nobody but a file's own test code calls, and nobody else can name, is of tests, too.
	if (isOfTests && !isCalled && !subject.isExported && facts.marksTests !== true) { return seeds; }
	// What a script offers and nobody calls is called by whoever runs the script (`module.exports = async () => …`), unless it is known what that starts.
	if (!isCalled) { begin(own === 'loop' && facts.entry !== undefined && facts.starts === undefined ? 'startup' : own, { kind: 'uncalled', file, start }); }
	return seeds;
}

/**
 * True if a function is what a program does when it ends: most of those that call it do so right before they end the process, or when they are
 * told of its end. Of one caller alone that says nothing (`await main(); process.exit()`).
 */
export function belongsToTheEnd(incoming: Iterable<Incoming>): boolean {
	let ending = 0, all = 0;
	for (const { facts, links, roots, isKept } of incoming) {
		if (facts.isTest) { continue; }
		ending += links.filter(({ isLast }) => isLast).length + roots.filter(({ runs }) => runs === 'shutdown').length;
		all += links.length + roots.length + Number(isKept);
	}
	return ending > 1 && ending > all / 2;
}

/** Orders contexts by what they mean for a finding. */
export function compareContexts(a: Context, b: Context): number {
	return contexts.indexOf(a) - contexts.indexOf(b);
}

const passes = {
	keep: (context: Context): Context => context,
	thread: (): Context => 'thread',
	loop: (context: Context): Context => context === 'startup' ? 'loop' : context,
	end: (context: Context): Context => context === 'loop' || context === 'unknown' ? 'shutdown' : context,
};
