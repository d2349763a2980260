/**
 * Outlines of functions that an edit does not concern: they are taken from the outline before it, so that whoever rests on them finds them to be the same objects.
 *
 * A function is kept where nothing changed in its text and its place, and where nothing that it sees of others did: declarations (else nothing is kept), the numbers
 * of variables, and the bodies that its outline may look into. These are of functions that it names, and of those what is looked for; only what is taken back (`self.is_open = False`) is looked for in all.
 */
import type { FunctionId, FunctionOutline, Step, TypeOutline } from '../../../outline/model.ts';
import type { FunctionInfo, SourceFile } from '../resolve/types.ts';
import type { FileScopes, Scope } from '../scopes.ts';
import { differenceOf } from '../../shared/difference.ts';
import { blocksIn, type FunctionNode, type Stmt } from '../syntax/ast.ts';
import type { Context } from './context.ts';

/** What was written for one function: its outline with those of all in it, and the steps around it (of its parameters' defaults). */
interface Noted {
	readonly start: number;
	readonly end: number;
	readonly functions: readonly FunctionOutline[];
	readonly types: readonly TypeOutline[];
	readonly steps: readonly Step[];
}

/** After more changes than these at once everything is outlined anew. */
const mostChanged = 8;

/** Called by how objects are used, and not by their names. */
const implicit = /^__\w+__$/;

export class KeptOutlines {
	readonly #source: SourceFile;
	readonly #noted = new Map<FunctionId, Noted>();
	/** What still holds of the outline before, by function. */
	readonly #holding: ReadonlyMap<FunctionId, Noted>;
	/** The files that the outline was led to; until it is made, those of the one before. */
	#files: ReadonlySet<string>;

	constructor(source: SourceFile, earlier?: KeptOutlines) {
		this.#source = source;
		const holding = earlier && stillHolding(earlier.#noted, earlier.#source, source);
		this.#holding = holding ?? new Map();
		this.#files = earlier === undefined || this.#holding.size === 0 ? new Set() : earlier.#files;
	}

	/** Writes what was kept of a function; undefined if it has to be outlined. */
	taken(info: FunctionInfo, { file, steps }: Context): FunctionId | undefined {
		const noted = this.#holding.get(info.id);
		if (noted === undefined || noted.start !== startOf(info.node) || noted.end !== info.node.end) { return undefined; }
		file.functions.push(...noted.functions);
		file.types.push(...noted.types);
		steps.push(...noted.steps);
		this.#noted.set(info.id, noted);
		return info.id;
	}

	/** Outlines a function, and remembers what that writes. */
	noted(info: FunctionInfo, { file, steps }: Context, outline: () => FunctionId): FunctionId {
		const before = [file.functions.length, file.types.length, steps.length] as const;
		const id = outline();
		this.#noted.set(id, { start: startOf(info.node), end: info.node.end, functions: file.functions.slice(before[0]), types: file.types.slice(before[1]), steps: steps.slice(before[2]) });
		return id;
	}

	/** All files that the outline leads to: those that were looked at for it, and those of what was kept. */
	led(touched: ReadonlySet<string>): ReadonlySet<string> {
		this.#files = new Set([...touched, ...this.#files]);
		return this.#files;
	}
}

function stillHolding(noted: ReadonlyMap<FunctionId, Noted>, old: SourceFile, source: SourceFile): ReadonlyMap<FunctionId, Noted> | undefined {
	const before = old.module.text, after = source.module.text;
	if (!old.module.isSound || !source.module.isSound || !hasSameNumbers(old.scopes, source.scopes)) { return undefined; }
	const { start, newEnd } = differenceOf(before, after);
	const end = before.length === after.length ? newEnd : Number.POSITIVE_INFINITY;
	const isChanged = (node: FunctionNode) => startOf(node) < end && start < node.end;
	const [gone, come] = [old, source].map((each) => outermostFunctions(each).filter(isChanged)) as [FunctionNode[], FunctionNode[]];
	const names = new Set([...gone, ...come].map((each) => each.name));
	if (names.size > mostChanged || [...names].some((name) => implicit.test(name)) || takenBack(gone, before) !== takenBack(come, after)) { return undefined; }
	const looksSame = seenByOthers(gone, before) === seenByOthers(come, after);
	const naming = names.size === 0 || looksSame ? undefined : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${[...names].join('|')})(?![\\p{L}\\p{N}_])`, 'u');
	const firsts = new Map(outermostFunctions(old).map((node) => [startOf(node), old.scopes.firstBindings.get(node)]));
	const holding = new Map<FunctionId, Noted>();
	const ids = new Map([...noted].map(([id, each]) => [each.start, { id, each }]));
	for (const node of outermostFunctions(source)) {
		const at = startOf(node);
		const known = ids.get(at);
		if (known === undefined || known.each.end !== node.end || isChanged(node) || firsts.get(at) !== source.scopes.firstBindings.get(node)) { continue; }
		if (naming?.test(after.slice(at, node.end)) !== true) { holding.set(known.id, known.each); }
	}
	return holding;
}

/** Where a function begins, its decorators included. */
function startOf({ decorators: [first], start }: FunctionNode): number {
	return first?.start ?? start;
}

function outermostFunctions({ scopes }: SourceFile): readonly FunctionNode[] {
	return [...scopes.firstBindings.keys()].filter((each) => !each.isLambda);
}

/** The variables of the module and its classes have the numbers that they had. */
function hasSameNumbers(before: FileScopes, after: FileScopes): boolean {
	const [old, now] = [before, after].map(({ of }) => [...of.values()].filter((scope) => scope.kind === 'module' || scope.kind === 'class' && scope.function.kind === 'module')) as [Scope[], Scope[]];
	return old.length === now.length && old.every((scope, index) => {
		const other = now[index];
		if (other?.qualified !== scope.qualified || other.variables.size !== scope.variables.size) { return false; }
		for (const [name, { binding, isShared }] of scope.variables) {
			const same = other.variables.get(name);
			if (same?.binding !== binding || same.isShared !== isShared) { return false; }
		}
		return true;
	});
}

/** What outlines of other functions may look for in the bodies of these: what is assigned, given back or put somewhere, or that there is little else. */
function seenByOthers(functions: readonly FunctionNode[], text: string): string {
	return functions.map((node) => {
		const whole = text.slice(startOf(node), node.end);
		if (!node.isAsync && node.body.length <= shortBody || /environ|get_?env/i.test(whole)) { return whole; }
		return [text.slice(startOf(node), node.bodySpan.start), ...tellingTexts(node.body, text)].join('\n');
	}).join('\n');
}

/** Of so few statements it counts that there are no more; who asks that asks it of sync functions. */
const shortBody = 4;

const telling = /:=|\byield\b|\.(?:update|setdefault|add|append|appendleft|insert|put|put_nowait)\s*\(/;

function tellingTexts(body: readonly Stmt[], text: string): readonly string[] {
	return body.flatMap((stmt) => {
		const blocks = blocksIn(stmt);
		if (blocks.length === 0) {
			const written = text.slice(stmt.start, stmt.end);
			return stmt.kind !== 'expression' || telling.test(written) ? [written] : [];
		}
		const ends = [stmt.start, ...blocks.map((each) => each.end)], starts = [...blocks.map((each) => each.start), stmt.end];
		return [...ends.map((end, index) => text.slice(end, starts[index])), ...blocks.flatMap((each) => tellingTexts(each.body, text))];
	});
}

/** The lines of some functions that say of something that it is not so. */
function takenBack(functions: readonly FunctionNode[], text: string): string {
	return functions.flatMap((each) => text.slice(each.start, each.end).match(/^.*=\s*False\b.*$/gm) ?? []).join('\n');
}
