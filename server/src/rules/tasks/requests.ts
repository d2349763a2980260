/** Handlers of requests: what they take, whether they answer at a place, and who runs them. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { FunctionOutline, Parameter, Place, Step, Value } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { calledName, callsOf, type CallsOf } from './chains.ts';
import { stepsBesides } from './path.ts';

const responseName = /^_?(?:res|resp|response|reply|rsp)$/;
const contextName = /^_?(?:ctx|context|c)$/;

/** What ends an answer: Express, Node's own server, Fastify; what Koa's and Hono's contexts are asked for. */
const answering = /^(?:json|jsonp|send|sendStatus|sendFile|end|render|redirect|download|writeHead)$/;
const answeringOfContext = /^(?:json|text|html|body|redirect|newResponse)$/;

/** `next` of a handler of Express and its kin, `(req, res, next)`. It is missing where the handler surely is given one and takes none. */
export function nextOf(fn: FunctionOutline, graph: CallGraph): { readonly name: string; readonly isMissing: boolean } | undefined {
	const at = fn.parameters.findIndex((parameter) => isResponse(parameter));
	if (at < 1 || at > 2 || fn.parameters.some(({ isRest }) => isRest)) { return undefined; }
	const next = fn.parameters[at + 1];
	if (next !== undefined) { return /^_?next$/.test(next.name) ? { name: next.name, isMissing: false } : undefined; }
	return at === 1 && fn.parameters.every((parameter) => parameter.default === undefined) && isOnlyRegistered(fn, graph) ? { name: 'next', isMissing: true } : undefined;
}

function isResponse({ name, type }: Parameter): boolean {
	return responseName.test(name) || type?.some((each) => /^express[\w-]*#Response$/.test(each)) === true;
}

/** All that is known to be done with it is that Express runs it for requests. */
function isOnlyRegistered({ id }: FunctionOutline, graph: CallGraph): boolean {
	const callers = graph.callersOf(id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every(({ links, roots, isKept }) => links.length === 0 && !isKept && roots.length > 0
		&& roots.every(({ what, site: { callee } }) => what === 'request handler' && callee.kind === 'external' && /^(?:express(?:-serve-static-core)?|router)#/.test(callee.symbol)));
}

/** The request is answered, or given to somebody else who answers it, on the way on which a place stands. */
export function isAnsweredBesides(owner: FunctionOutline, span: Span, graph: CallGraph): boolean {
	const calls = callsOf(owner);
	return stepsBesides(owner, span).some((step) => isAnswer(step, owner, calls, graph) || step.kind === 'call' && (step.arguments.some(({ value }) => isResponseValue(value, owner, graph)) || isNextCalled(step, graph)));
}

/** `res.status(200).json(…)`, `ctx.body = …` */
export function isAnswer(step: Step, owner: FunctionOutline, calls: CallsOf, graph: CallGraph): boolean {
	if (step.kind === 'place') { return step.operation === 'assign' && isOfContext(step.place, owner, graph) && (step.place.path[0] === 'body' || step.place.path.join('.') === 'response.body'); }
	if (step.kind !== 'call' || step.receiver === undefined) { return false; }
	const root = rootOf(step.receiver, calls), name = calledName(step);
	return answering.test(name) && isResponseValue(root, owner, graph) || answeringOfContext.test(name) && contextName.test(nameOf(root, owner, graph) ?? '');
}

/** `res` of `res.status(400).type('json')` */
function rootOf(value: Value, calls: CallsOf): Value {
	const receiver = value.kind === 'call' ? calls(value.call)?.receiver : undefined;
	return receiver === undefined ? value : rootOf(receiver, calls);
}

function isResponseValue(value: Value, owner: FunctionOutline, graph: CallGraph): boolean {
	return responseName.test(nameOf(value, owner, graph) ?? '');
}

function isOfContext({ root, binding, path }: Place, owner: FunctionOutline, graph: CallGraph): boolean {
	return root === 'binding' && path.length > 0 && binding !== undefined && contextName.test(nameOf({ kind: 'binding', binding }, owner, graph) ?? '');
}

function isNextCalled({ callee }: Step & { readonly kind: 'call' }, graph: CallGraph): boolean {
	return callee.kind === 'parameter' && callee.path === undefined && /^_?next$/.test(graph.functionOf(callee.function)?.parameters[callee.index]?.name ?? '');
}

/** What a parameter of the function, or of one around it, is called. */
function nameOf(value: Value, owner: FunctionOutline, graph: CallGraph): string | undefined {
	if (value.kind === 'parameter') { return value.path === undefined ? graph.functionOf(value.function)?.parameters[value.index]?.name : undefined; }
	if (value.kind !== 'binding') { return undefined; }
	for (let each: FunctionOutline | undefined = owner; each !== undefined; each = each.enclosing === undefined ? undefined : graph.functionOf(each.enclosing)) {
		const found = each.parameters.find(({ binding }) => binding === value.binding);
		if (found !== undefined) { return found.name; }
	}
	return undefined;
}
