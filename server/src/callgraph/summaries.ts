/**
 * What a function does with each parameter, so that a call can be judged by what it is given (`retry(fn)`, `each(items, fn)`), and how a
 * function written in another is run by it.
 *
 * These are equations over each other, solved to their one solution: every use adds a hop, so that no parameter's fate rests on itself.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Run } from '../catalogue/schema.ts';
import type { CallStep, FunctionId, FunctionOutline } from '../outline/model.ts';
import { slotFor } from './arguments.ts';
import { compareText } from './fewestHops.ts';
import type { Hierarchy } from './hierarchy.ts';
import { parameterKey, type FileReading, type FunctionReading, type Use } from './reading.ts';
import { longestPath, type Bindings } from './values.ts';

/** `kept`: stored, returned or given to something unknown, which may call it whenever it likes. */
export type Fate = Run | 'kept';

/** How a function value is run; for each fate the fewest hops to where it is decided, and what the callback is, for people. */
export type Summary = ReadonlyMap<Fate, { readonly hops: number; readonly what: string }>;

/** `p`: what happens to a function's parameter. `f`: how a function is run by the one it is written in. */
export type Variable = string;

export interface SummarySource {
	readonly catalogue: Catalogue;
	readonly hierarchy: Hierarchy;
	reading(id: FunctionId): FunctionReading | undefined;
}

const nothing: Summary = new Map();

export class Summaries {
	readonly #source: SummarySource;
	readonly #values = new Map<Variable, Summary>();
	/** By the file of its function: an edit is of few files. */
	readonly #ofFile = new Map<string, Set<Variable>>();
	/** Which variables a variable was computed from, and the other way round. */
	readonly #reads = new Map<Variable, Set<Variable>>();
	readonly #readers = new Map<Variable, Set<Variable>>();
	#pending = new Set<Variable>();

	constructor(source: SummarySource) {
		this.#source = source;
	}

	/** What a function does with what it is given as a parameter, or as a property of it. Solved. */
	parameter(id: FunctionId, index: number, path: readonly string[]): { variable: Variable; summary: Summary } {
		const variable = `p\t${parameterKey(id, index)}\t${path.slice(0, longestPath).join('\t')}`;
		if (!this.#values.has(variable)) {
			this.#demand(variable);
			this.#run();
		}
		return { variable, summary: this.#values.get(variable) ?? nothing };
	}

	/**
	 * Forgets what was computed from the text of these files and solves again; answers with the variables whose values changed. `isUnchanged`: for functions of which,
	 * with all around and in them, nothing changed.
	 */
	update(files: Iterable<string>, isUnchanged: (id: FunctionId) => boolean): Set<Variable> {
		const reset = new Set<Variable>();
		// How functions are run rests on all that is in their file.
		for (const file of files) { for (const variable of this.#ofFile.get(file) ?? []) { if (variable.startsWith('f') || !isUnchanged(functionOf(variable))) { reset.add(variable); } } }
		for (const variable of reset) { for (const reader of this.#readers.get(variable) ?? []) { reset.add(reader); } }
		const before = new Map<Variable, Summary>();
		for (const variable of reset) {
			before.set(variable, this.#values.get(variable) ?? nothing);
			this.#forget(variable);
		}
		for (const variable of reset) { if (this.#source.reading(functionOf(variable))) { this.#demand(variable); } }
		this.#run();
		return new Set([...reset].filter((variable) => !isSame(before.get(variable) ?? nothing, this.#values.get(variable) ?? nothing)));
	}

	#demand(variable: Variable): void {
		if (this.#values.has(variable)) { return; }
		this.#values.set(variable, nothing);
		const file = fileOf(variable);
		const known = this.#ofFile.get(file);
		if (known === undefined) { this.#ofFile.set(file, new Set([variable])); } else { known.add(variable); }
		this.#pending.add(variable);
	}

	#run(): void {
		// Values only ever improve, so that the order does not matter.
		for (const variable of this.#pending) {
			this.#pending.delete(variable);
			const reads = new Set<Variable>();
			const value = this.#evaluate(variable, (other) => {
				reads.add(other);
				this.#demand(other);
				return this.#values.get(other) ?? nothing;
			});
			this.#setReads(variable, reads);
			if (isSame(value, this.#values.get(variable) ?? nothing)) { continue; }
			this.#values.set(variable, value);
			for (const reader of this.#readers.get(variable) ?? []) { this.#pending.add(reader); }
		}
	}

	#setReads(variable: Variable, reads: Set<Variable>): void {
		for (const other of this.#reads.get(variable) ?? []) { if (!reads.has(other)) { this.#readers.get(other)?.delete(variable); } }
		this.#reads.set(variable, reads);
		for (const other of reads) {
			const readers = this.#readers.get(other);
			if (readers) { readers.add(variable); } else { this.#readers.set(other, new Set([variable])); }
		}
	}

	#forget(variable: Variable): void {
		this.#values.delete(variable);
		this.#ofFile.get(fileOf(variable))?.delete(variable);
		this.#setReads(variable, new Set());
		this.#reads.delete(variable);
	}

	#evaluate(variable: Variable, read: (variable: Variable) => Summary): Summary {
		const [kind, id = '', index = '', ...path] = variable.split('\t');
		const reading = this.#source.reading(id);
		if (!reading) { return nothing; }
		if (kind === 'p') {
			const uses = reading.file.parameterUses.get(parameterKey(id, Number(index))) ?? [];
			return this.#combine(uses, id, path.filter((each) => each !== ''), reading.file, read);
		}
		const home = reading.outline.enclosing;
		return home === undefined ? nothing : this.#combine(reading.file.functionUses.get(id) ?? [], home, [], reading.file, read);
	}

	/** Joins what several uses do, as seen from `home`. */
	#combine(uses: readonly Use[], home: FunctionId, wanted: readonly string[], file: FileReading, read: (variable: Variable) => Summary): Summary {
		const joined = new Map<Fate, { hops: number; what: string }>();
		for (const use of uses) {
			const rest = remainder(use.path, wanted);
			if (!rest) { continue; }
			const around = this.#runOf(use.in, home, file, read);
			let fates: Summary;
			if (use.kind === 'given') {
				fates = fatesOf(use.gift.site.step, use.gift.index, [...use.gift.path, ...rest], file.bindings, this.#source, (id, index, path) => read(`p\t${parameterKey(id, index)}\t${path.join('\t')}`));
			} else if (use.kind === 'kept') {
				fates = new Map([['kept', { hops: 0, what: '' }]]);
			} else {
				const fate = use.isOfAsyncOnly === true ? 'loop-or-thread' : 'inline';
				fates = rest.length === 0 ? new Map([[fate, { hops: 0, what: use.isOfAsyncOnly === true ? 'callback' : '' }]]) : nothing;
			}
			for (const [fate, { hops, what }] of compose(around, fates)) { improve(joined, fate, hops + 1, what); }
		}
		return joined;
	}

	/** How a function is run as seen from one that it is written in (or is). */
	#runOf(id: FunctionId, home: FunctionId, file: FileReading, read: (variable: Variable) => Summary): Summary {
		const own = file.functions.get(id)?.outline;
		if (!own) { return nothing; }
		const inner: Summary = new Map([[own.isAsync ? 'later' : 'inline', { hops: 0, what: '' }]]);
		if (id === home) { return inner; }
		if (own.enclosing === undefined) { return nothing; }
		return compose(compose(this.#runOf(own.enclosing, home, file, read), read(`f\t${id}`)), inner);
	}
}

/** How what is given to a call at an argument (or as a property of it) will be run. */
export function fatesOf(
	step: CallStep, index: number, path: readonly string[], bindings: Bindings, { catalogue, hierarchy, reading }: SummarySource,
	summaryOf: (id: FunctionId, index: number, path: readonly string[]) => Summary,
): Summary {
	const unknown: Summary = new Map([['kept', { hops: 0, what: '' }]]);
	const argument = step.arguments[index];
	if (step.callee.kind === 'external') {
		const entry = catalogue.lookup(step.callee.symbol);
		if (entry?.offloads === index) { return new Map([['thread', { hops: 0, what: 'offloaded function' }]]); }
		const slot = entry?.callbacks && slotFor(entry.callbacks, step.arguments, index, path.filter((each) => each !== '[]'), bindings.follow);
		return slot ? new Map([[slot.runs, { hops: 0, what: slot.what }]]) : unknown;
	}
	if (step.callee.kind !== 'function' || path.length > longestPath || isMoved(step, index)) { return unknown; }
	// A function of the workspace that the settings call an offloader.
	if (catalogue.lookup(step.callee.id)?.offloads === index) { return new Map([['thread', { hops: 0, what: 'offloaded function' }]]); }
	const { targets } = hierarchy.resolve(step.callee.id);
	const joined = new Map<Fate, { hops: number; what: string }>();
	for (const target of targets) {
		const outline = reading(target)?.outline;
		const parameter = outline && parameterFor(outline, index, argument?.name);
		if (!outline || !parameter) { continue; }
		for (const [fate, { hops, what }] of summaryOf(target, parameter.index, [...parameter.path, ...path].slice(0, longestPath))) { improve(joined, fate, hops, what); }
	}
	return targets.length === 0 ? unknown : joined;
}

/** True if a spread before (or at) the argument hides at which parameter it arrives. */
export function isMoved(step: CallStep, index: number): boolean {
	return step.arguments.slice(0, index + 1).some((argument) => argument.isSpread);
}

/** At which parameter an argument arrives; an item of a rest parameter is found under `[]`. */
function parameterFor({ parameters }: FunctionOutline, index: number, name: string | undefined): { index: number; path: readonly string[] } | undefined {
	const position = name === undefined ? index : parameters.findIndex((parameter) => parameter.name === name);
	if (name !== undefined && position >= 0) { return { index: position, path: [] }; }
	const rest = parameters.findIndex((parameter) => parameter.isRest);
	if (rest >= 0 && position >= rest) { return { index: rest, path: ['[]'] }; }
	return position >= 0 && position < parameters.length ? { index: position, path: [] } : undefined;
}

/** A function that is run as `outer` says does with another what `inner` says. */
function compose(outer: Summary, inner: Summary): Summary {
	const composed = new Map<Fate, { hops: number; what: string }>();
	for (const [fate, { hops, what }] of inner) {
		if (fate !== 'inline' && fate !== 'later') {
			improve(composed, fate, hops, what);
			continue;
		}
		for (const [around, by] of outer) {
			const joined = around === 'inline' ? fate : around;
			improve(composed, joined, hops + by.hops, around === 'inline' || what !== '' && fate === 'later' ? what : by.what);
		}
	}
	return composed;
}

function improve(summary: Map<Fate, { hops: number; what: string }>, fate: Fate, hops: number, what: string): void {
	const known = summary.get(fate);
	if (!known || hops < known.hops || hops === known.hops && compareText(what, known.what) < 0) { summary.set(fate, { hops, what }); }
}

/** What is left of a wanted path behind the path of a use; undefined if the use is of something else. */
function remainder(used: readonly string[], wanted: readonly string[]): readonly string[] | undefined {
	return used.every((each, index) => each === wanted[index]) ? wanted.slice(used.length) : undefined;
}

function isSame(a: Summary, b: Summary): boolean {
	if (a.size !== b.size) { return false; }
	for (const [fate, { hops, what }] of a) {
		const other = b.get(fate);
		if (!other || other.hops !== hops || other.what !== what) { return false; }
	}
	return true;
}

function functionOf(variable: Variable): FunctionId {
	return variable.split('\t')[1] ?? '';
}

function fileOf(variable: Variable): string {
	return variable.slice(variable.indexOf('\t') + 1, variable.indexOf('#'));
}
