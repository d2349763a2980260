/**
 * Builders for outlines written by hand. Every span is found by its text, so that a fixture can be read and nobody counts offsets:
 * a text that occurs more than once is refused unless the occurrence wanted is said.
 *
 * Conventions that front ends should share:
 * - A call is a step before the step that uses its result (`await`, `bind`, `exit`), arguments before the call they are given to.
 * - A front end has a `use` step for every read of a binding. The fixtures leave out those that an argument, receiver, bound or
 *   returned value tells of already, and keep conditions and escapes.
 * - What a pattern takes out of a value is bound to that value (`let Some(x) = f()` binds `x` to the result of `f()`).
 * - A loop's variable is bound in the first step of its body; a `while let` binds in its condition.
 * - What is acquired by a guarded scope is called before the scope, which then holds the rest of the guard's life.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
	Arm, Argument, Block, BindingId, BranchStep, Callee, CallStep, ClosureStep, ExitStep, FileOutline, FunctionOutline, Guard,
	GuardedStep, Handler, LanguageId, LoopStep, Parameter, Place, PlaceOperation, ResultUse, SelectArm, SelectStep, Step, TryStep, TypeOutline, UseStep, Value,
} from '../../server/src/outline/model.ts';
import type { Span } from '../../server/src/outline/span.ts';

/** A text that occurs once, or a text and which of its occurrences is meant (1-based). `send(«message»)` is the `message` in that text. */
export type Where = string | readonly [text: string, nth: number];

/** An argument's text and value. `name=` and `*` at its beginning are understood. */
export type Argued = readonly [text: string, value: Value];

export interface HandWritten {
	readonly source: Source;
	readonly outline: Pick<FileOutline, 'functions' | 'types'>;
}

type ResultName = Exclude<ResultUse['kind'], 'argument' | 'bound' | 'stored'>;
type CallExtras = Partial<Omit<CallStep, 'kind' | 'span' | 'nameSpan' | 'arguments' | 'result'>> & {
	readonly args?: readonly Argued[];
	/** The name in the text, where it is not the callee's last name. */
	readonly name?: string;
	readonly result?: ResultUse | ResultName;
};
type FunctionExtras = Partial<Omit<FunctionOutline, 'id' | 'span' | 'nameSpan' | 'parameters' | 'body' | 'enclosing'>> & {
	readonly parameters?: readonly ParameterExtras[];
	readonly enclosing?: string;
};
type ParameterExtras = Partial<Omit<Parameter, 'span'>> & { readonly name: string };
type GuardExtras = Partial<Omit<Guard, 'span' | 'value'>>;

export type Source = ReturnType<typeof source>;

/** Values and callees that need no text. */
export const external = (symbol: string) => ({ kind: 'external', symbol }) as const;
export const constant = (value: string | number | boolean | null): Value => ({ kind: 'constant', value });
export const local = (binding: BindingId): Value => ({ kind: 'binding', binding });
export const held = (place: Place): Value => ({ kind: 'place', place });
export const combined = (...values: readonly Value[]): Value => ({ kind: 'combined', values });
export const list = (...items: readonly Value[]): Value => ({ kind: 'list', items });
export const other: Value = { kind: 'other' };
export const unresolved = (name: string, reason: 'dynamic' | 'any' | 'missing' = 'any'): Callee => ({ kind: 'unresolved', name, reason });
/** `self.a.b` as a place. */
export const own = (path: string, type?: string): Place => ({ root: 'this', path: path.split('.'), ...(type !== undefined && { type }) });
/** A member of what a binding holds. */
export const part = (binding: BindingId, path: string, type?: string): Place => ({ root: 'binding', binding, path: path.split('.'), ...(type !== undefined && { type }) });
export const boundTo = (binding: BindingId): ResultUse => ({ kind: 'bound', binding });
export const storedIn = (place: Place): ResultUse => ({ kind: 'stored', place });
export const receiverOf = (member: string): ResultUse => ({ kind: 'receiver', member });

/** Opens a fixture by its path below `test/outlines`. */
export function source(path: string) {
	const text = readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
	const file = `/fixtures/${path}`;
	const language: LanguageId = path.endsWith('.rs') ? 'rust' : 'python';

	/** Where a text is, within a part of the file if one is given. */
	function at(where: Where, within: Span = { start: 0, end: text.length }): Span {
		const [marked, nth] = typeof where === 'string' ? [where, undefined] : where;
		const wanted = marked.replace(/[«»]/g, '');
		const starts: number[] = [];
		for (let found = text.indexOf(wanted, within.start); found >= 0 && found + wanted.length <= within.end; found = text.indexOf(wanted, found + 1)) {
			starts.push(found);
		}
		if (starts.length > 1 && nth === undefined) { throw new Error(`${path}: ${JSON.stringify(wanted)} occurs ${starts.length} times; say which`); }
		const start = starts[(nth ?? 1) - 1];
		if (start === undefined) { throw new Error(`${path}: no ${JSON.stringify(wanted)} number ${nth ?? 1}`); }
		if (!marked.includes('«')) { return { start, end: start + wanted.length }; }
		return { start: start + marked.indexOf('«'), end: start + marked.indexOf('»') - 1 };
	}

	/** A whole word within a part of the file. */
	function word(name: string, within: Span): Span {
		const match = new RegExp(`(?<!\\w)${name}(?!\\w)`).exec(text.slice(within.start, within.end));
		if (match === null) { throw new Error(`${path}: no word ${name} in ${JSON.stringify(text.slice(within.start, within.end))}`); }
		return { start: within.start + match.index, end: within.start + match.index + name.length };
	}

	/** A statement with a body, from its header to its last line (Python) or closing brace (Rust); a closure without braces is its own text. */
	function statement(header: Where): Span {
		const { start, end } = at(header);
		if (/^\|.*[^{]$/.test(text.slice(start, end))) { return { start, end }; }
		return { start, end: language === 'rust' ? closingBrace(text, end) : dedent(text, start, end) };
	}

	function block(...steps: readonly Step[]): Block {
		return { span: hull(steps.map((step) => step.span)), steps };
	}

	function call(where: Where, callee: Callee, { args = [], name = lastName(callee), result = 'discarded', ...rest }: CallExtras = {}): CallStep {
		const span = at(where);
		const nameSpan = word(name, span);
		let from = nameSpan.end;
		const given = args.map(([written, value]): Argument => {
			const argument = at([written, 1], { start: from, end: span.end });
			from = argument.end;
			const keyword = language === 'python' ? /^(\w+)=(?!=)/.exec(written)?.[1] : undefined;
			return { span: argument, value, ...(keyword !== undefined && { name: keyword }), ...(/^\*+\w|^\*\[/.test(written) && language === 'python' && { isSpread: true }) };
		});
		return {
			kind: 'call', span, nameSpan, callee, arguments: given, isNew: false, isOptional: false, ...rest,
			result: typeof result === 'string' ? { kind: result } : result,
		};
	}

	function fn(header: Where, name: string, { parameters = [], enclosing, ...rest }: FunctionExtras, ...steps: readonly Step[]): FunctionOutline {
		const headerSpan = at(header);
		const nameSpan = name.includes('<') ? { start: headerSpan.start, end: headerSpan.start + /^\w+|^\S/.exec(text.slice(headerSpan.start))![0].length } : word(lastPart(name), headerSpan);
		let from = nameSpan.end;
		const wholeHeader = { start: headerSpan.start, end: text.length };
		const outlined = parameters.map((parameter): Parameter => {
			const span = word(parameter.name, { ...wholeHeader, start: from });
			from = span.end;
			return { span, isRest: false, ...parameter };
		});
		return {
			id: id(name), name, kind: rest.owner === undefined ? 'function' : 'method', span: statement(header), nameSpan,
			isAsync: /\basync\b/.test(text.slice(headerSpan.start, headerSpan.end)), isGenerator: false, isExported: false, parameters: outlined,
			...(enclosing !== undefined && { enclosing: id(enclosing) }), decorators: [], ...rest, body: block(...steps),
		};
	}

	const id = (name: string) => `${file}#${name}`;
	const withBlocks = (header: Where, blocks: readonly (Block | undefined)[]): Span => hull([at(header), ...blocks.flatMap((each) => each === undefined ? [] : [each.span])]);

	return {
		path, text, file, language, at, id, block, call, fn,
		/** A block without a step of interest (`pass`), by its text. */
		empty: (where: Where): Block => ({ span: at(where), steps: [] }),
		func: (name: string) => ({ kind: 'function', id: id(name) }) as const,
		parameter: (name: string, index: number, ...path: readonly string[]) => ({ kind: 'parameter', function: id(name), index, ...(path.length > 0 && { path }) }) as const,
		result: (where: Where): Value => ({ kind: 'call', call: at(where) }),
		argumentOf: (where: Where, index: number): ResultUse => ({ kind: 'argument', call: at(where), index }),
		type: (header: Where, name: string, kind: TypeOutline['kind'], bases: readonly string[], members: readonly string[]): TypeOutline =>
			({ id: id(name), span: statement(header), kind, bases, members: Object.fromEntries(members.map((member) => [member, id(`${name}.${member}`)])) }),
		wait: (where: Where, value: Value): Step => ({ kind: 'await', span: at(where), value }),
		bind: (where: Where, binding: BindingId, name: string, value: Value, isDeclaration = true): Step => ({ kind: 'bind', span: at(where), binding, name, value, isDeclaration }),
		use: (where: Where, binding: BindingId, how: UseStep['how'] = 'read'): Step => ({ kind: 'use', span: at(where), binding, how }),
		place: (where: Where, operation: PlaceOperation, target: Place, value?: Value): Step => ({ kind: 'place', span: at(where), operation, place: target, ...(value !== undefined && { value }) }),
		drop: (where: Where, binding: BindingId): Step => ({ kind: 'drop', span: at(where), binding }),
		exit: (where: Where, exit: ExitStep['exit'], value?: Value, label?: string): Step =>
			({ kind: 'exit', span: at(where), exit, ...(label !== undefined && { label }), ...(value !== undefined && { value }) }),
		closure: (header: Where, name: string, use: ClosureStep['use']): Step => ({ kind: 'closure', span: statement(header), function: id(name), use }),
		guard: (where: Where, value: Value, rest: GuardExtras = {}): Guard => ({ span: at(where), value, ...rest }),
		guarded: (header: Where, isAsync: boolean, guards: readonly Guard[], body: Block): GuardedStep =>
			({ kind: 'guarded', span: withBlocks(header, [body]), isAsync, guards, body }),
		loop: (header: Where, loop: LoopStep['loop'], body: Block, rest: Partial<Pick<LoopStep, 'condition' | 'iterated' | 'label' | 'update'>> = {}): LoopStep =>
			({ kind: 'loop', span: withBlocks(header, [rest.condition, body, rest.update]), loop, ...rest, body }),
		branch: (header: Where, branch: BranchStep['branch'], condition: Block | Where, arms: readonly Arm[], rest: Partial<Pick<BranchStep, 'memo' | 'test'>> = {}): BranchStep => {
			const tested = isBlock(condition) ? condition : { span: at(condition), steps: [] };
			return { kind: 'branch', span: withBlocks(header, [tested, ...arms.flatMap((each) => [each.guard, each.block])]), branch, condition: tested, arms, ...rest };
		},
		attempt: (header: Where, body: Block, rest: Partial<Pick<TryStep, 'handlers' | 'orElse' | 'finally'>>): TryStep => {
			const { handlers = [] } = rest;
			return { kind: 'try', span: withBlocks(header, [body, ...handlers.map((each) => each.block), rest.orElse, rest.finally]), body, handlers, ...rest };
		},
		handler: (catches: readonly string[], body: Block, binding?: BindingId): Handler => ({ block: body, catches, ...(binding !== undefined && { binding }) }),
		select: (header: Where, isBiased: boolean, arms: readonly SelectArm[], orElse?: Block): SelectStep =>
			({ kind: 'select', span: withBlocks(header, [...arms.flatMap((each) => [each.guard, each.future, each.handler]), orElse]), isBiased, arms, ...(orElse !== undefined && { orElse }) }),
	};
}

/** An arm of a branch: the one of a condition that holds, or the one for a label. */
export const arm = (block: Block, label?: string, guard?: Block): Arm => ({ block, ...(label !== undefined && { label }), ...(guard !== undefined && { guard }) });

/** The last name of what is called: what the text under a call's `nameSpan` must be. A constructor is called by its type's name. */
export function lastName(callee: Callee): string {
	switch (callee.kind) {
		case 'external': return lastPart(callee.symbol);
		case 'function': return lastPart(callee.id.replace(/\.(__init__|constructor)$/, ''));
		case 'parameter': return callee.path?.at(-1) ?? '';
		case 'unresolved': return callee.name;
	}
}

const lastPart = (name: string): string => /[^#.:/]+$/.exec(name)?.[0] ?? '';
const isBlock = (value: Block | Where): value is Block => typeof value === 'object' && 'steps' in value;

function hull(spans: readonly Span[]): Span {
	if (spans.length === 0) { throw new Error('A block without steps needs its text: use empty()'); }
	return { start: Math.min(...spans.map((span) => span.start)), end: Math.max(...spans.map((span) => span.end)) };
}

/** The offset after the brace that closes the first one opened from an offset on. */
function closingBrace(text: string, from: number): number {
	let depth = 0;
	for (let i = text.lastIndexOf('{', from) === from - 1 ? from - 1 : from; i < text.length; i++) {
		if (text[i] === '{') { depth++; }
		if (text[i] === '}' && --depth === 0) { return i + 1; }
	}
	throw new Error('No closing brace');
}

/** The end of the last line that is indented deeper than the line of `start`. */
function dedent(text: string, start: number, header: number): number {
	const indent = start - (text.lastIndexOf('\n', start) + 1);
	let end = text.indexOf('\n', header);
	for (let line = end + 1; line > 0 && line < text.length; line = text.indexOf('\n', line) + 1) {
		const content = text.slice(line, text.indexOf('\n', line));
		if (content.trim() !== '') {
			if (content.search(/\S/) <= indent) { break; }
			end = line + content.length;
		}
		if (text.indexOf('\n', line) < 0) { break; }
	}
	return end;
}
