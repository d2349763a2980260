/** Under which conditions a way comes to what blocks, link by link. */
import type { CallGraph, PathLink } from '../../callgraph/graph.ts';
import { decide, type Proviso } from '../../callgraph/provisos.ts';
import type { AskedBefore, Position, Site } from '../../callgraph/sites.ts';
import { contains } from '../../outline/span.ts';
import { placedLink } from '../placedLink.ts';
import type { BlockedStep } from './blockedStep.ts';

export interface Conditions {
	/** How many there are, but for those that hold as a rule: that a file is there, or what the calls on the way give. One that stands in the function itself counts once, however many those are. */
	readonly count: number;
	/** Of the functions further down, what they ask before they go on, as it is written; the outermost first. */
	readonly told: readonly Told[];
	/** Some of those further down are not told. */
	readonly isMoreBelow: boolean;
	/** It is only come to where something failed, by a handler that no look-up is written with. */
	readonly isForFailure: boolean;
	/** It is only come to where somebody works on the program, or looks for a fault (`settings.DEVELOPMENT_MODE`, `self.debug`). */
	readonly isForDevelopers: boolean;
	/** It is only come to where a file or directory is not there, which most likely it makes: once. */
	readonly isForMissing: boolean;
}

interface Told {
	/** The call by which the way comes to the function that asks: `save()`. */
	readonly label: string;
	/** `path is not None`, `not dry_run` */
	readonly text: string;
	/** It must not hold. */
	readonly isDenied: boolean;
}

/** What stands before a step, and before each link of its way. */
export function conditionsOf({ step, effect: { path } }: { readonly step: { readonly position: Pick<Position, 'conditions' | 'asked'> } } & Pick<BlockedStep, 'effect'>, graph: CallGraph): Conditions {
	const { conditions, asked = [] } = step.position;
	let count = conditions - asked.filter(isThere).length > 0 ? 1 : 0, below = 0, isForMissing = asked.some(isMissing);
	const told: Told[] = [];
	for (const [index, link] of path.entries()) {
		const site = index === 0 || link.isInPlace ? undefined : siteOf(link, graph);
		if (site === undefined) { continue; }
		const known = site.position.asked ?? [];
		const open = known.filter((each) => !isThere(each) && !isSurelyMet(each, index, path, graph));
		isForMissing ||= open.some(isMissing);
		below += site.position.conditions - (known.length - open.length);
		told.push(...open.map((each) => ({ label: path[index - 1]?.label ?? '', ...written(each) })));
	}
	count += below;
	return { count, told, isMoreBelow: below > told.length, isForFailure: path.some((link) => isInHandler(link, graph)), isForDevelopers: [...asked.map(written), ...told].some(({ text, isDenied }) => !isDenied && ofDevelopers.test(text)), isForMissing };
}

/** It only looks whether a file is there, which it is as a rule. */
function isThere(asked: AskedBefore): boolean {
	return asked.isOfFile === true && !isMissing(asked);
}

/** `if not path.exists():` */
function isMissing({ isOfFile, text, isDenied }: AskedBefore): boolean {
	return isOfFile === true && !/ (?:and|or) /.test(text) && text.startsWith('not ') !== (isDenied === true);
}

const ofDevelopers = /^(?:[\w.]+\.)?_?(?:is_)?(?:debug|dev|development|trac(?:e|ing)|profil(?:e|ing)|verbose)(?:_?(?:mode|enabled))?(?:\(\))?$/i;

/** `except KeyError: value = load()` is how a look-up is written: nothing went wrong. */
const lookUp = /#(?:KeyError|IndexError|LookupError|AttributeError|ImportError|ModuleNotFoundError|FileNotFoundError|StopIteration|StopAsyncIteration|Empty|QueueEmpty|\w*DoesNotExist|\w*NotFound\w*|NoResultFound)$/;

function isInHandler(link: PathLink, graph: CallGraph): boolean {
	return placedLink(link, graph)?.path.some((around) => around.kind === 'try' && around.handlers.some(({ block, catches }) => contains(block.span, link.span) && !(catches.length > 0 && catches.every((each) => lookUp.test(each))))) === true;
}

function siteOf({ function: id, span }: PathLink, graph: CallGraph): Site | undefined {
	return graph.sitesOf(id).find(({ step }) => (step.kind === 'closure' ? step.span : step.nameSpan).start === span.start);
}

/** What the calls before give decides it: `save('disk')` where `save` asks for `mode == 'disk'`. */
function isSurelyMet({ requires }: AskedBefore, index: number, path: readonly PathLink[], graph: CallGraph): boolean {
	const id = path[index]?.function;
	return id !== undefined && requires.length > 0 && requires.every((each) => {
		const proviso = graph.provisoOf(id, each);
		return proviso !== undefined && isMet(proviso, index, path, graph);
	});
}

function isMet(proviso: Proviso, index: number, path: readonly PathLink[], graph: CallGraph): boolean {
	const caller = path[index - 1], callee = path[index];
	const site = caller === undefined ? undefined : siteOf(caller, graph);
	if (caller === undefined || callee === undefined || site?.step.kind !== 'call' || proviso.parameter?.function !== callee.function) { return false; }
	const decided = decide(proviso, graph.givenBy(caller.function, site.step, callee.function));
	return decided === 'met' || typeof decided === 'object' && isMet(decided, index - 1, path, graph);
}

/** What is simple is told the other way round where it must not hold. */
function written({ text, isDenied }: AskedBefore): Pick<Told, 'text' | 'isDenied'> {
	const [, denied = /^[\w.]+(?:\(\))?$/.test(text) ? `not ${text}` : undefined] = /^not ([\w.]+(?:\(\))?)$/.exec(text) ?? [];
	return isDenied === true && denied !== undefined ? { text: denied, isDenied: false } : { text, isDenied: isDenied === true };
}
