/** How a file tells of failures itself: what its own handlers call with them (`logger.error('not saved', error)`), so that a fix can do the same. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, Block, Callee, CallStep, FileOutline, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';
import { mayThrowOnCall } from './evidence.ts';
import { typeAround } from './trackers.ts';

/** A call in the same file to write like. */
export interface OwnReport {
	/** The whole call, in the file in which it is to be written again. */
	readonly like: Span;
	/** Which of its arguments is the failure, 0-based; another one is a text. */
	readonly failure: number;
	/** What is called, for people: `logger.error`. */
	readonly name: string;
}

interface Found extends OwnReport {
	readonly callee: Callee;
	readonly within: FunctionOutline;
	readonly isOfThis: boolean;
}

/** The way in which most handlers of the class, or else of the file, tell of failures, as far as it can be gone where the function stands; undefined where there is none. */
export function ownReport(owner: FunctionOutline, graph: CallGraph): OwnReport | undefined {
	const outline = graph.fileOf(owner.id);
	if (outline === undefined || graph.factsOf(fileOf(owner.id)).isTest) { return undefined; }
	const type = typeAround(owner, graph);
	const known = reportsIn(outline).filter(({ isOfThis, within, callee }) => (!isOfThis || type !== undefined && typeAround(within, graph) === type) && isEnd(callee, graph));
	const count = (name: string): number => known.filter((each) => each.name === name).length;
	return known.toSorted((a, b) => Number(b.isOfThis) - Number(a.isOfThis) || Number(isMild.test(a.name)) - Number(isMild.test(b.name)) || count(b.name) - count(a.name) || a.like.start - b.like.start)[0];
}

/** What throws the failure again, or another one, only hands it on. */
function isEnd(callee: Callee, graph: CallGraph): boolean {
	return graph.resolveCallee(callee).every((id) => { const outline = graph.functionOf(id); return outline === undefined || !outline.isAsync && !outline.isGenerator && !mayThrowOnCall(outline, graph); });
}

/** Where some are told as errors, a new one is, too. */
const isMild = /\.(?:warn|warning|info|debug|log|trace)$/;

const reportsIn = perFile(({ functions }: FileOutline): readonly Found[] => {
	const byId = new Map(functions.map((each) => [each.id, each]));
	const ofModule = new Set(functions.filter(({ kind }) => kind === 'module').flatMap(({ body }) => body.steps.flatMap((step) => (step.kind === 'bind' ? [step.binding] : []))));
	return functions.flatMap((fn) => stepsOf(fn.body).flatMap(({ step }): readonly Found[] => {
		if (step.kind === 'try') { return step.handlers.flatMap(({ block, binding }) => (binding === undefined ? [] : toldIn(block, { binding }, fn, ofModule))); }
		const handler = step.kind === 'call' && step.receiver !== undefined ? step.arguments[calledName(step) === 'catch' ? 0 : calledName(step) === 'then' ? 1 : -1]?.value : undefined;
		const outline = handler?.kind === 'function' ? byId.get(handler.id) : undefined;
		return outline === undefined ? [] : toldIn(outline.body, { binding: outline.parameters[0]?.binding, function: outline.id }, outline, ofModule);
	}));
});

/** A failure as a handler has it: by its name, or as its first parameter. */
interface Failure {
	readonly binding: BindingId | undefined;
	readonly function?: FunctionId;
}

function toldIn(block: Block, failure: Failure, within: FunctionOutline, ofModule: ReadonlySet<BindingId>): readonly Found[] {
	return stepsOf(block).flatMap(({ step }) => {
		if (step.kind !== 'call' || step.isNew) { return []; }
		const at = failureIn(step, failure), name = at < 0 ? undefined : nameOf(step, ofModule);
		return name === undefined ? [] : [{ like: step.span, failure: at, name, callee: step.callee, within, isOfThis: name.startsWith('this.') }];
	});
}

/** Which argument of a call that tells of a failure that is: it is given the failure itself, with no more than a text beside it, and nobody wants what it gives. -1 for other calls. */
function failureIn(step: CallStep, failure: Failure): number {
	const { arguments: given, result } = step;
	if (given.length === 0 || given.length > 2 || step.written === undefined || result.kind !== 'discarded' && result.kind !== 'returned' || step.resultType !== undefined && step.resultType !== 'plain' && step.resultType !== 'any') { return -1; }
	const isIt = (value: Value): boolean => value.kind === 'binding' && value.binding === failure.binding || value.kind === 'parameter' && value.function === failure.function && value.index === 0 && value.path === undefined;
	const isFit = given.every(({ value, isSpread }) => isSpread !== true && (isIt(value) || value.kind === 'constant' && typeof value.value === 'string' || value.kind === 'other'));
	return isFit && given.filter(({ value }) => isIt(value)).length === 1 ? given.findIndex(({ value }) => isIt(value)) : -1;
}

/** As far as what is called can be named from anywhere in the file, or by `this`. The console is no way of the file's own. */
function nameOf({ callee, receiver, written }: CallStep, ofModule: ReadonlySet<BindingId>): string | undefined {
	if (callee.kind === 'parameter' || callee.kind === 'external' && ofConsole.test(callee.symbol)) { return undefined; }
	if (receiver === undefined) { return callee.kind === 'external' || callee.kind === 'function' && !callee.id.slice(callee.id.indexOf('#')).includes('.') ? written : undefined; }
	return receiver.kind === 'binding' && ofModule.has(receiver.binding) || receiver.kind === 'external' || receiver.kind === 'other' || receiver.kind === 'place' && (receiver.place.root !== 'binding' || receiver.place.binding !== undefined && ofModule.has(receiver.place.binding)) ? written : undefined;
}

const ofConsole = /^(?:global|node:console|lib)#(?:default\.)?[cC]onsole\b/;
