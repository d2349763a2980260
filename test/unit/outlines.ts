/** Builds outlines for tests without a language: steps are written down, spans and bindings are given in the order of writing. */
import type {
	Argument, Block, Callee, Condition, FileOutline, FunctionKind, FunctionOutline, LoopStep, MemoGuard, Parameter, Place, PlaceOperation, Requirement, ResultUse, Step, TypeOutline, Value,
} from '../../server/src/outline/model.ts';
import type { Span } from '../../server/src/outline/span.ts';

/** A step that waits for its place in the text. */
export type Draft = (write: Writer) => Step;

/** Gives each step a span of its own; what is written inside lies within. */
export class Writer {
	#offset = 0;

	around<Result>(build: () => Result): { span: Span; built: Result } {
		const start = this.#offset;
		this.#offset += 10;
		const built = build();
		this.#offset += 10;
		return { span: { start, end: this.#offset - 5 }, built };
	}

	/** Leaves room, as an edit above would. */
	skip(length: number): void {
		this.#offset += length;
	}

	block(drafts: readonly Draft[]): Block {
		const { span, built } = this.around(() => drafts.map((draft) => draft(this)));
		return { span, steps: built };
	}
}

/** `/p/a.ts#load` is a function, `?name` unresolved, anything else outside. */
export function callee(name: string | Callee): Callee {
	if (typeof name !== 'string') { return name; }
	if (name.startsWith('/')) { return { kind: 'function', id: name }; }
	return name.startsWith('?') ? { kind: 'unresolved', name: name.slice(1), reason: 'any' } : { kind: 'external', symbol: name };
}

export function parameter(of: string, index: number, ...path: string[]): { kind: 'parameter'; function: string; index: number; path?: string[] } {
	return { kind: 'parameter', function: of, index, ...(path.length > 0 && { path }) };
}

/** `/p/a.ts#load` is a function; other texts, numbers and booleans are constants; an object with other keys is an object literal. */
export function value(of: string | number | boolean | Value): Value {
	if (typeof of === 'object') { return of; }
	return typeof of === 'string' && of.startsWith('/') && of.includes('#') ? { kind: 'function', id: of } : { kind: 'constant', value: of };
}

export function object(properties: Record<string, string | number | boolean | Value>): Value {
	return { kind: 'object', properties: Object.entries(properties).map(([name, each]) => ({ name, value: value(each) })) };
}

export interface CallOptions {
	readonly args?: readonly (string | number | boolean | Value | (Partial<Argument> & { value: Value }))[];
	readonly result?: ResultUse;
	readonly isNew?: boolean;
}

export function call(name: string | Callee, { args = [], result = { kind: 'discarded' }, isNew = false }: CallOptions = {}): Draft {
	return (write) => {
		const { span } = write.around(() => undefined);
		const given = args.map((each): Argument => typeof each === 'object' && 'value' in each && !('kind' in each) ? { span, ...each } : { span, value: value(each as string | Value) });
		return { kind: 'call', span, nameSpan: { start: span.start, end: span.start + 5 }, callee: callee(name), arguments: given, isNew, isOptional: false, result };
	};
}

/** `name(new Type())`: two steps. */
export function givenNew(name: string, constructor: string): Draft[] {
	let made: Span = { start: 0, end: 0 };
	const makes: Draft = (write) => {
		const step = call(constructor, { isNew: true })(write);
		made = step.span;
		return step;
	};
	return [makes, (write) => call(name, { args: [{ kind: 'call', call: made }] })(write)];
}

/** A call that is awaited at once; the `await` is a step of its own behind it (see `awaits`). */
export const awaited: ResultUse = { kind: 'awaited' };

export const awaits: Draft = (write) => ({ kind: 'await', ...spanOnly(write), value: { kind: 'other' } });
export const access = (name: string): Draft => (write) => {
	const { span } = spanOnly(write);
	return { kind: 'access', span, nameSpan: span, callee: callee(name) };
};
export const closure = (id: string, use: 'value' | 'declaration' | 'called' = 'value'): Draft => (write) => ({ kind: 'closure', ...spanOnly(write), function: id, use });
export const bind = (binding: number, to: string | Value, name = `b${binding}`): Draft => (write) => ({ kind: 'bind', ...spanOnly(write), binding, name, value: value(to), isDeclaration: true });
export const returns = (of: string | Value, condition?: Condition): Draft => (write) => ({ kind: 'exit', ...spanOnly(write), exit: 'return', value: value(of), ...(condition && { condition }) });
export const place = (operation: PlaceOperation, of: Place, to?: string | Value): Draft => (write) => ({ kind: 'place', ...spanOnly(write), operation, place: of, ...(to !== undefined && { value: value(to) }) });
export const loop = (kind: LoopStep['loop'], body: readonly Draft[], iterated?: Value): Draft => (write) => {
	const { span, built } = write.around(() => write.block(body));
	return { kind: 'loop', span, loop: kind, body: built, ...(iterated && { iterated }) };
};
export const when = (arms: readonly (readonly Draft[])[], extra: { memo?: MemoGuard; test?: Extract<Step, { kind: 'branch' }>['test']; condition?: readonly Draft[]; requires?: readonly (readonly Requirement[])[]; otherwise?: readonly Requirement[] } = {}): Draft => (write) => {
	const { memo, test, condition = [], requires = [], otherwise } = extra;
	const { span, built } = write.around(() => ({ condition: write.block(condition), arms: arms.map((arm, index) => ({ ...(index > 0 && { label: 'else' }), block: write.block(arm), ...(requires[index] && { requires: requires[index] }) })) }));
	return { kind: 'branch', span, branch: 'if', ...built, ...(memo && { memo }), ...(test && { test }), ...(otherwise && { otherwise }) };
};
export const requires = (of: Value, test: Requirement['test'], ...constants: Requirement['constants']): Requirement => ({ value: of, test, constants });
export const platform: Value = { kind: 'external', symbol: 'node:process#platform' };
export const attempt = (body: readonly Draft[], handler: readonly Draft[] = []): Draft => (write) => {
	const { span, built } = write.around(() => ({ body: write.block(body), handlers: [{ block: write.block(handler), catches: [] }] }));
	return { kind: 'try', span, ...built };
};

export interface FunctionDraft {
	readonly name: string;
	readonly kind?: FunctionKind;
	readonly isAsync?: boolean;
	readonly isGenerator?: boolean;
	readonly isExported?: boolean;
	/** The name of the function around it; the module by default. */
	readonly in?: string;
	/** The type's name. */
	readonly owner?: string;
	readonly parameters?: readonly (string | Partial<Parameter> & { name: string })[];
	readonly decorators?: readonly string[];
	readonly steps: readonly Draft[];
}

export interface TypeDraft {
	readonly name: string;
	readonly kind?: TypeOutline['kind'];
	readonly bases?: readonly string[];
	/** Members with a body, by name; their functions are called `Type.member`. */
	readonly members?: readonly string[];
}

export interface FileDraft {
	readonly module?: readonly Draft[];
	readonly functions?: readonly FunctionDraft[];
	readonly types?: readonly TypeDraft[];
	readonly isWorker?: boolean;
	readonly hasShebang?: boolean;
	readonly language?: FileOutline['language'];
	/** Room before everything else. */
	readonly skip?: number;
}

/** A whole file. Ids of what is in it are `<file>#<name>`. */
export function file(path: string, { module = [], functions = [], types = [], isWorker = false, hasShebang = false, language = 'typescript', skip = 0 }: FileDraft): FileOutline {
	const write = new Writer();
	write.skip(skip);
	const baseName = path.slice(path.lastIndexOf('/') + 1);
	const all = [{ name: '<module>', kind: 'module' as const, steps: module }, ...functions];
	return {
		file: path, language, dependencies: [], role: { hasShebang, isWorker },
		functions: all.map((draft) => functionOf(path, baseName, draft, write)),
		types: types.map(({ name, kind = 'class', bases = [], members = [] }) => ({
			id: `${path}#${name}`, span: write.around(() => undefined).span, kind, bases,
			members: Object.fromEntries(members.map((member) => [member, `${path}#${name}.${member}`])),
		})),
	};
}

function functionOf(path: string, baseName: string, draft: FunctionDraft, write: Writer): FunctionOutline {
	const { span, built } = write.around(() => ({ ...spanOnly(write), body: write.block(draft.steps) }));
	const { name, kind = name.includes('<closure>') ? 'closure' : 'function', parameters = [], decorators = [] } = draft;
	const home = draft.in ?? '<module>';
	return {
		id: `${path}#${name}`, kind, span, nameSpan: built.span, body: built.body,
		name: kind === 'module' ? baseName : name.includes('<closure>') ? home === '<module>' ? 'a callback' : `a callback in ${home}` : name,
		isAsync: draft.isAsync ?? false, isGenerator: draft.isGenerator ?? false, isExported: draft.isExported ?? false,
		parameters: parameters.map((each) => ({ span: built.span, isRest: false, ...(typeof each === 'string' ? { name: each } : each) })),
		decorators: decorators.map((each) => callee(each)),
		...(kind !== 'module' && { enclosing: `${path}#${home}` }),
		...(draft.owner !== undefined && { owner: `${path}#${draft.owner}` }),
	};
}

function spanOnly(write: Writer): { span: Span } {
	return { span: write.around(() => undefined).span };
}
