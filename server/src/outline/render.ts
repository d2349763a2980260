/**
 * Prints an outline for people: snapshots of every language's front end, and debugging. One line a step, blocks indented.
 *
 * `%3` is a binding (with its name where it is known), `#2` the result of the second call of the function, `this.a` a place.
 */
import type {
	Arm, Argument, BindingId, Block, Callee, FileOutline, FunctionId, FunctionOutline, Guard, Parameter, Place, ResultUse, SelectArm, Step, TypeOutline, Value,
} from './model.ts';
import type { Span } from './span.ts';
import { stepsOf } from './walk.ts';

/** All functions and types of a file. `text` is the file's, for line numbers. */
export function renderFile(outline: Pick<FileOutline, 'functions' | 'types'>, text: string): string {
	return [...outline.types.map(renderType), ...outline.functions.map((each) => render(each, text))].join('\n');
}

/** One function, ending in a newline. `text` is the whole file's; lines and columns are printed 1-based. */
export function render(outline: FunctionOutline, text: string): string {
	const printer = createPrinter(outline, text);
	return [printer.header(), ...printer.voidSlots(), ...printer.attributes(), ...printer.block(outline.body, 1)].join('\n') + '\n';
}

function renderType(type: TypeOutline): string {
	const bases = type.bases.length > 0 ? ` : ${type.bases.map(shortName).join(', ')}` : '';
	return `${type.kind} ${shortName(type.id)}${bases} { ${Object.keys(type.members).join(', ')} }\n`;
}

function createPrinter(outline: FunctionOutline, text: string) {
	const { callNumbers, bindingNames } = namesOf(outline);
	const at = positionsIn(text);
	const binding = (id: BindingId): string => `${bindingNames.get(id) ?? ''}%${id}`;
	const parameterOf = (id: FunctionId, index: number, path: readonly string[] = []): string => {
		const own = id === outline.id ? outline.parameters[index]?.name : undefined;
		return [own ?? `${shortName(id)}(${index})`, ...path].join('.');
	};

	function callee(of: Callee): string {
		switch (of.kind) {
			case 'function': return shortName(of.id);
			case 'external': return of.symbol;
			case 'parameter': return `parameter ${parameterOf(of.function, of.index, of.path)}`;
			case 'unresolved': return `?${of.name} (${of.reason})`;
		}
	}

	function value(of: Value): string {
		switch (of.kind) {
			case 'constant': return JSON.stringify(of.value);
			case 'binding': return binding(of.binding);
			case 'parameter': return parameterOf(of.function, of.index, of.path);
			case 'function': return `&${shortName(of.id)}`;
			case 'external': return `&${of.symbol}`;
			case 'place': return place(of.place);
			case 'call': return `#${callNumbers.get(keyOf(of.call)) ?? `@${at(of.call.start)}`}`;
			case 'object': return `{ ${of.properties.map((each) => `${each.name === undefined ? '...' : `${each.name}: `}${value(each.value)}`).join(', ')} }`;
			case 'list': return `[${of.items.map(value).join(', ')}]`;
			case 'either': return `(${of.values.map(value).join(' or ')})`;
			case 'combined': return `(${of.values.map(value).join(' + ')})`;
			case 'other': return '…';
		}
	}

	function place(of: Place): string {
		const root = of.root === 'binding' ? binding(of.binding ?? -1) : of.root === 'this' ? 'this' : shortName(of.name ?? of.root);
		return [root, ...of.path].join('.').replaceAll('.[]', '[]') + (of.type === undefined ? '' : `: ${shortName(of.type)}`);
	}

	function argument(of: Argument): string {
		return `${of.isSpread === true ? '...' : ''}${of.name === undefined ? '' : `${of.name}=`}${value(of.value)}`;
	}

	function resultUse(of: ResultUse): string {
		switch (of.kind) {
			case 'receiver': return of.member === undefined ? 'receiver' : `.${of.member}`;
			case 'argument': return `argument ${of.index} of #${callNumbers.get(keyOf(of.call)) ?? '?'}`;
			case 'bound': return `${binding(of.binding)}${of.isNeverRead === true ? ' (never read)' : ''}`;
			case 'stored': return `${place(of.place)}${of.isNeverRead === true ? ' (never read)' : ''}`;
			default: return of.kind;
		}
	}

	function guard(of: Guard): string {
		return [
			value(of.value), of.type !== undefined && `: ${shortName(of.type)}`, of.binding !== undefined && ` as ${binding(of.binding)}`,
			of.enter !== undefined && ` entering ${callee(of.enter)}`, of.exit !== undefined && ` leaving ${callee(of.exit)}`,
		].filter((each) => each !== false).join('');
	}

	/** The step's own line, without what is in its blocks. */
	function line(step: Step): string {
		switch (step.kind) {
			case 'call': return [
				`#${callNumbers.get(keyOf(step.span))} = ${step.isNew ? 'new ' : ''}${callee(step.callee)}${step.isOptional ? '?.' : ''}(${step.arguments.map(argument).join(', ')})`,
				step.receiver !== undefined && ` on ${value(step.receiver)}`, ` → ${resultUse(step.result)}`,
				step.resultType !== undefined && ` : ${step.resultType}`, step.voidCallbacks !== undefined && ` void callbacks ${step.voidCallbacks.join(', ')}`,
				step.cancellation !== undefined && ` cancellation ${step.cancellation.isFilled ? 'given' : 'not given'} (${[step.cancellation.argument, step.cancellation.property].filter((each) => each !== undefined).join('.')})`,
				step.failures !== undefined && ` failures ${step.failures}`,
			].filter((each) => each !== false).join('');
			case 'await': return `await ${value(step.value)}`;
			case 'bind': return `${step.isDeclaration ? 'let ' : ''}${binding(step.binding)} = ${value(step.value)}`;
			case 'use': return `${step.how} ${binding(step.binding)}`;
			case 'place': return `${step.operation} ${place(step.place)}${step.member === undefined ? '' : ` (${shortName(step.member)})`}${step.value === undefined ? '' : ` ← ${value(step.value)}`}`;
			case 'access': return `access ${callee(step.callee)}`;
			case 'drop': return `drop ${binding(step.binding)}`;
			case 'exit': return [step.exit, step.label !== undefined && `'${step.label}`, step.value !== undefined && value(step.value)].filter((each) => each !== false).join(' ');
			case 'closure': return `closure ${shortName(step.function)} (${step.use})`;
			case 'loop': return `${step.label === undefined ? '' : `'${step.label}: `}loop ${step.loop}${step.iterated === undefined ? '' : ` over ${value(step.iterated)}`}`;
			case 'branch': return [
				step.branch, step.memo !== undefined && ` filling ${'path' in step.memo.target ? place(step.memo.target) : binding(step.memo.target.binding)} ${step.memo.kind}`,
				step.test !== undefined && ` on ${step.test.fact} (arm ${step.test.arm})`,
			].filter((each) => each !== false).join('');
			case 'try': return 'try';
			case 'guarded': return `${step.isAsync ? 'async ' : ''}holding ${step.guards.map(guard).join(', ')}`;
			case 'select': return `${step.isBiased ? 'biased ' : ''}select`;
			case 'discard': return `${step.how === 'void' ? 'void' : 'discard'} ${value(step.value)}${step.valueType === undefined ? '' : ` : ${step.valueType}`}`;
		}
	}

	/** A step's blocks, each with the word that introduces it; none for the block a step is mostly made of. */
	function parts(step: Step): readonly (readonly [label: string | undefined, block: Block | undefined])[] {
		switch (step.kind) {
			case 'loop': return [['while', step.condition], [undefined, step.body], ['update', step.update]];
			case 'branch': return [['if', step.condition], ...step.arms.flatMap(armParts)];
			case 'try': return [
				[undefined, step.body],
				...step.handlers.map((each) => [`catch ${each.catches.join(', ') || 'everything'}${each.binding === undefined ? '' : ` as ${binding(each.binding)}`}`, each.block] as const),
				['or else', step.orElse], ['finally', step.finally],
			];
			case 'guarded': return [[undefined, step.body]];
			case 'select': return [...step.arms.flatMap(selectParts), ['else', step.orElse]];
			default: return [];
		}
	}

	function selectParts(arm: SelectArm): readonly (readonly [string, Block | undefined])[] {
		return [['only if', arm.guard], [`when${arm.binding === undefined ? '' : ` ${binding(arm.binding)}`}`, arm.future], ['do', arm.handler]];
	}

	function block(of: Block, depth: number): readonly string[] {
		const indent = '  '.repeat(depth);
		return of.steps.flatMap((step) => [
			`${at(step.span.start).padEnd(7)}${indent}${line(step)}`,
			...parts(step).flatMap(([label, each]) => {
				if (each === undefined || (label === 'if' && each.steps.length === 0)) { return []; }
				if (label === undefined) { return block(each, depth + 1); }
				return [`${at(each.span.start).padEnd(7)}${indent}  ${label}:`, ...block(each, depth + 2)];
			}),
		]);
	}

	function header(): string {
		const words = [
			outline.isExported && 'exported', outline.isAsync && 'async', outline.isGenerator && 'generator', outline.kind,
			`${outline.name}(${outline.parameters.map((each) => renderParameter(each, value)).join(', ')})`,
			outline.enclosing !== undefined && `in ${shortName(outline.enclosing)}`, outline.owner !== undefined && `of ${shortName(outline.owner)}`,
			...outline.decorators.map((each) => `@${callee(each)}`),
		];
		return `${at(outline.span.start).padEnd(7)}${words.filter((each) => each !== false).join(' ')}`;
	}

	const voidSlots = (): string[] => (outline.voidSlots ?? []).map((slot) => `  void ${slot.kind} ${slot.name ?? ''} ${value(slot.value)}`);
	const attributes = (): string[] => (outline.attributes ?? []).map((each) => `  gives ${callee(each.component)} ${each.name} ${value(each.value)}`);
	return { header, voidSlots, attributes, block };
}

function armParts(arm: Arm): readonly (readonly [string, Block | undefined])[] {
	return [...(arm.guard === undefined ? [] : [['guard', arm.guard] as const]), [arm.label ?? 'then', arm.block]];
}

function renderParameter(parameter: Parameter, value: (of: Value) => string): string {
	return [
		parameter.isRest && '...', parameter.name, parameter.binding !== undefined && `%${parameter.binding}`,
		parameter.type !== undefined && `: ${parameter.type.map(shortName).join('<')}${'>'.repeat(Math.max(0, parameter.type.length - 1))}`, parameter.default !== undefined && ` = ${value(parameter.default)}`,
	].filter((each) => each !== false).join('');
}

/** Numbers a function's calls in the order of its steps, and finds what its bindings are called. */
function namesOf(outline: FunctionOutline): { callNumbers: Map<string, number>; bindingNames: Map<BindingId, string> } {
	const callNumbers = new Map<string, number>();
	const bindingNames = new Map<BindingId, string>();
	for (const parameter of outline.parameters) {
		if (parameter.binding !== undefined) { bindingNames.set(parameter.binding, parameter.name); }
	}
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind === 'call') { callNumbers.set(keyOf(step.span), callNumbers.size + 1); }
		if (step.kind === 'bind') { bindingNames.set(step.binding, step.name); }
	}
	return { callNumbers, bindingNames };
}

/** Turns offsets into `line:column`, both 1-based. */
function positionsIn(text: string): (offset: number) => string {
	const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
	return (offset) => {
		const line = starts.findLastIndex((start) => start <= offset);
		return `${line + 1}:${offset - (starts[line] ?? 0) + 1}`;
	};
}

const keyOf = (span: Span): string => `${span.start}-${span.end}`;

/** Ids and symbols without the folders of their file: `/a/b/pool.py#Pool.create` → `pool.py#Pool.create`. */
function shortName(id: string): string {
	return id.replace(/^.*\/(?=[^/]*#)/, id.startsWith('/') || /^[A-Za-z]:\//.test(id) ? '' : '$&');
}
