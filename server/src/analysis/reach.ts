/** Which files must be outlined so that what a file calls is known. */
import type { Callee, FileOutline } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';
import type { Job } from './scheduler.ts';
import type { Session } from './session.ts';

/** By outline, because a keystroke asks it of every file that the open one leads to. */
const reached = new WeakMap<FileOutline, ReadonlySet<string>>();

/** The workspace files that an outline's calls, values and base types lead to. */
export function filesReachedBy(outline: FileOutline): ReadonlySet<string> {
	let files = reached.get(outline);
	if (files === undefined) {
		files = findReached(outline);
		reached.set(outline, files);
	}
	return files;
}

function findReached(outline: FileOutline): ReadonlySet<string> {
	const files = new Set<string>();
	const add = (id: string) => files.add(id.slice(0, id.indexOf('#')));
	const addCallee = (callee: Callee) => { if (callee.kind === 'function') { add(callee.id); } };
	for (const fn of outline.functions) {
		for (const { step } of stepsOf(fn.body)) {
			if (step.kind === 'access') { addCallee(step.callee); }
			if (step.kind === 'guarded') { for (const { enter, exit } of step.guards) { for (const each of [enter, exit]) { if (each) { addCallee(each); } } } }
			if (step.kind !== 'call') { continue; }
			addCallee(step.callee);
			for (const { value } of step.arguments) { if (value.kind === 'function') { add(value.id); } }
		}
	}
	for (const type of outline.types) { for (const base of type.bases) { if (base.startsWith('/') || /^[a-z]:\//.test(base)) { add(base); } } }
	files.delete(outline.file);
	return files;
}

/** So often the same files are looked at again because something that they import turned out to declare something else. */
const mostRounds = 4;

/**
 * Outlines these files and everything their calls lead to, nearest first, one file a step. `budget`: after so many milliseconds it stops,
 * but not before the files themselves are outlined. Returns whether everything is.
 */
export function* outlineReachable(session: Session, files: readonly string[], budget = Number.POSITIVE_INFINITY): Job<boolean> {
	const started = performance.now();
	for (let round = 1; round <= mostRounds; round++) {
		const reachedFiles = yield* outlineRound(session, files, started + budget);
		if (reachedFiles === undefined) { return false; }
		if (reachedFiles.every((file) => !session.stale.has(file))) { return true; }
	}
	return false;
}

/** Answers with what was reached; undefined if the time was up before. */
function* outlineRound(session: Session, files: readonly string[], deadline: number): Job<readonly string[] | undefined> {
	const queue = [...files];
	const seen = new Set(queue);
	const made: FileOutline[] = [];
	try {
		for (let index = 0; index < queue.length; index++) {
			const file = queue[index] as string;
			let outline = session.outlines.get(file);
			if (!session.isCurrent(file)) {
				if (index >= files.length && performance.now() > deadline) { return undefined; }
				const fresh = session.makeOutline(file);
				if (fresh !== undefined) {
					made.push(fresh);
					outline = fresh;
				}
				yield;
			}
			if (outline === undefined) { continue; }
			// What it imports says how its calls are understood, though none may lead there now.
			const changed = outline.dependencies.filter((each) => session.stale.has(each));
			for (const next of [...changed, ...filesReachedBy(outline)]) {
				if (!seen.has(next) && session.isWorkspaceFile(next) && session.isAnalyzable(next)) { seen.add(next); queue.push(next); }
			}
		}
		return queue;
	} finally {
		// The graph takes them all at once: it is solved once. Also if the job is dropped half-way, so that no work is lost.
		session.adopt(made);
	}
}

/** So many outlines go into the graph at a time while there is nothing more urgent. */
const staleAtOnce = 8;

/** Outlines again what was outlined before and no longer fits what it imports: callers of a changed file say on what occasions its functions run. */
export function* outlineStale(session: Session): Job<void> {
	for (;;) {
		const stale = [...session.stale].filter((file) => session.outlines.has(file)).slice(0, staleAtOnce);
		if (stale.length === 0) { return; }
		yield* outlineReachable(session, stale);
	}
}
