import type { ContextReason } from '../callgraph/graph.ts';
import { lastName } from '../callgraph/paths.ts';
import type { Severity } from '../catalogue/schema.ts';
import type { CallStep, FunctionOutline, SymbolName, Value } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';
import { subjectOf } from './blocking/message.ts';
import { isOnlyOfCommands } from './blocking/commands.ts';
import { livesForOneCall } from './clients/fate.ts';
import { asksAnyHost, isCalledByNobody, keepsNone } from './clients/pooling.ts';
import { isMadeOften } from './clients/weight.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { callsOf } from './tasks/chains.ts';

const meta: RuleMeta = {
	id: 'client-per-call',
	category: 'resources',
	severity: 'warning',
	languages: ['typescript', 'python', 'rust'],
	guide: 'client-per-call',
	status: 'preview',
	description: 'A client with a pool of connections that is made anew for each call of a function, so that the pool is always empty.',
};

/** A client that async code makes for one call of it, and throws away. */
export const clientPerCall: Rule = {
	meta,
	check: (context) => {
		const { outline, graph, catalogue } = context;
		const ordinals = new Map<string, number>();
		return outline.functions.flatMap((fn): Finding[] => {
			if (!fn.isAsync || isOfStart(fn) || isTestCode(fn, context)) { return []; }
			return graph.stepsOf(fn.id).flatMap((own): Finding[] => {
				const { step, callee } = own.site;
				if (own.function !== fn.id || step.kind !== 'call' || callee.kind !== 'external' || own.position.memo !== undefined || catalogue.lookup(callee.symbol)?.pooled !== true) { return []; }
				const [reason] = graph.contextsAt(fn.id, own);
				if (reason?.context !== 'loop' || isOnlyMemoized(fn, context) || keepsUntilItExpires(fn) || !livesForOneCall(step, fn, graph) || (outline.language === 'python' ? isTiedToCall(step, fn) : isMadeForCaller(step, fn))) { return []; }
				// Once in a program's life.
				if (outline.language === 'rust' && reason.fact.origin.kind !== 'slot' && isOnlyOfCommands(fn.id, graph, catalogue)) { return []; }
				const isKeptFrom = outline.language === 'python' && keepsNone(step, outline, fn, graph);
				if (isKeptFrom && costOf(step, callee.symbol) === undefined) { return []; }
				const ordinal = ordinals.get(`${fn.id} ${callee.symbol}`) ?? 0;
				ordinals.set(`${fn.id} ${callee.symbol}`, ordinal + 1);
				const fingerprint = fingerprintOf(meta.id, fn.id, callee.symbol, ordinal, graph);
				if (outline.language !== 'python') { return [findingFor(step, callee.symbol, fn, context, { fingerprint, severity: weightOf(reason), gains: 'connections' })]; }
				const gains = isKeptFrom || asksAnyHost(step, fn) ? 'nothing kept' : 'connections';
				const severity = isCalledByNobody(fn, graph) || gains === 'nothing kept' && costOf(step, callee.symbol) === undefined ? 'hint' : gains === 'connections' && isMadeOften(fn, own, reason, graph) ? weightOf(reason, true) : 'info';
				return [findingFor(step, callee.symbol, fn, context, { fingerprint, severity, gains })];
			});
		});
	},
};

/** What it is made of is given by who calls the function, so that another call may need another. */
function isMadeForCaller({ arguments: given, receiver }: CallStep, fn: FunctionOutline): boolean {
	const calls = callsOf(fn);
	const isGiven = (value: Value | undefined, depth: number): boolean => {
		switch (value?.kind) {
			case 'parameter': return true;
			case 'either': case 'combined': return value.values.some((each) => isGiven(each, depth));
			case 'list': return value.items.some((each) => isGiven(each, depth));
			case 'object': return value.properties.some((each) => isGiven(each.value, depth));
			case 'call': { const call = calls(value.call); return depth < 3 && call !== undefined && (isGiven(call.receiver, depth + 1) || call.arguments.some((each) => isGiven(each.value, depth + 1))); }
			case 'binding': { const bound = stepsOf(fn.body).find(({ step }) => step.kind === 'bind' && step.binding === value.binding)?.step; return depth < 3 && bound?.kind === 'bind' && isGiven(bound.value, depth + 1); }
			default: return false;
		}
	};
	// A builder was told before.
	return given.some(({ value }) => isGiven(value, 0)) || receiver?.kind === 'call' && isGiven(receiver, 0);
}

/** What says by which way a client of Python connects: one for another way is another client. */
const ways: ReadonlySet<string> = new Set(['transport', 'event_hooks', 'mounts', 'connector', 'proxy', 'proxies', 'proxy_url', 'verify', 'cert', 'ssl', 'ssl_context']);

/** `AsyncClient(transport=PinnedTransport(address))`: with what was found out in this call. */
function isTiedToCall(call: CallStep, fn: FunctionOutline): boolean {
	const own = { ...call, arguments: call.arguments.filter(({ name }) => name !== undefined && ways.has(name)) };
	return own.arguments.some(({ name, value }) => name === 'transport' && isOwnWay(value, fn) || name === 'event_hooks') || own.arguments.length > 0 && (isMadeForCaller({ ...own, receiver: { kind: 'other' } }, fn) || own.arguments.some(({ value }) => isMadeOfLocals(value, fn)));
}

/** `ASGITransport(app)` calls a function of the program, and one of the program's own does what it likes: there may be no connections to keep. */
function isOwnWay(value: Value, fn: FunctionOutline): boolean {
	const bound = value.kind === 'binding' ? stepsOf(fn.body).find(({ step }) => step.kind === 'bind' && step.binding === value.binding)?.step : undefined;
	const made = bound?.kind === 'bind' ? bound.value : value, callee = made.kind === 'call' ? callsOf(fn)(made.call)?.callee : undefined;
	return callee !== undefined && !(callee.kind === 'external' && /#(?:Async)?HTTPTransport$/.test(callee.symbol));
}

/** A call that is given a variable of the function which something else than a constant was put in. */
function isMadeOfLocals(value: Value, fn: FunctionOutline, depth = 0): boolean {
	const steps = stepsOf(fn.body);
	if (value.kind === 'call') { const call = callsOf(fn)(value.call); return depth < 3 && call !== undefined && call.arguments.some((each) => each.value.kind === 'binding' && !steps.some(({ step }) => step.kind === 'bind' && each.value.kind === 'binding' && step.binding === each.value.binding && step.value.kind === 'constant')); }
	const bound = value.kind === 'binding' ? steps.find(({ step }) => step.kind === 'bind' && step.binding === value.binding)?.step : undefined;
	return depth < 3 && bound?.kind === 'bind' && isMadeOfLocals(bound.value, fn, depth + 1);
}

/** Runs once, by its name. */
const start = /^_*(?:async_?)?(?:main|lifespan|(?:on_)?start_?up|set_?up|init(?:iali[sz]e)?|warm_?up|bootstrap|migrate|seed|shut_?down|tear_?down|wait_(?:for|until)|from)(?:_|$)/i;
/** The same as JavaScript spells it. */
const startInCamelCase = /^_*(?:main|start(?:Up)?|setUp|setup|init(?:iali[sz]e)?|warmUp|bootstrap|migrate|seed|shutDown|shutdown|tearDown|teardown|connect)(?=[A-Z]|$)/;
/** What they are on gives something for a scope. */
const managers = /#(?:async)?contextmanager$/;

function isOfStart({ id, kind, decorators }: FunctionOutline): boolean {
	const name = lastName(id);
	return kind === 'constructor' || name === '__aenter__' || start.test(name) || startInCamelCase.test(name) || decorators.some((each) => each.kind === 'external' && (managers.test(each.symbol) || each.symbol.endsWith('fixture')));
}

/** Whoever calls it keeps what it gives. */
function isOnlyMemoized({ id }: FunctionOutline, { graph }: RuleContext): boolean {
	const links = graph.callersOf(id).flatMap((caller) => caller.links);
	return links.length > 0 && links.every(({ site }) => site.position.memo !== undefined);
}

/** `self._token_expires = …`: what it fetches is kept until it is no longer good, so that it is seldom fetched. */
function keepsUntilItExpires({ body }: FunctionOutline): boolean {
	return stepsOf(body).some(({ step }) => step.kind === 'place' && step.operation === 'assign' && step.place.root !== 'binding' && expiry.test(step.place.path.at(-1) ?? step.place.name ?? ''));
}

const expiry = /expir|valid_?until|(?:^|_)(?:refresh_?at|fetched_?at|ttl)(?:_|$)/i;

/** `isOften`: where it is known to be made again and again, it needs no request. */
function weightOf({ fact: { origin } }: ContextReason, isOften = false): Severity {
	// One for each connection lives as long as that does.
	return (origin.kind === 'slot' || isOften) && !/^(?:websocket|connection) handler$/.test(origin.what ?? '') ? meta.severity : 'info';
}

interface Told {
	readonly fingerprint: string;
	readonly severity: Severity;
	/** What it would be shared for: its connections, or only so that it is not made anew. */
	readonly gains: 'connections' | 'nothing kept';
}

function findingFor(step: CallStep, symbol: SymbolName, fn: FunctionOutline, context: RuleContext, { fingerprint, severity, gains }: Told): Finding {
	const name = lastName(symbol), what = `\`${name}()\` makes a client for each call of ${subjectOf(fn, context.graph)}`;
	return {
		...placed(meta, fn, context, { severity, priority: severity === 'warning' ? 'P2' : 'P3' }), fingerprint, span: step.nameSpan,
		message: gains === 'connections' ? `${what}, and its pool of connections goes with it, so that the next call begins with an empty one; make one where the program starts, and share it.`
			: `${what}; if it is called often, make one where the program starts, and share it: one client asks any number of hosts.`,
		impact: impactOf(step, symbol, severity, gains),
	};
}

/** httpx reads the certificates that it trusts whenever it makes a client: 25 ms, measured for the guide. */
function costOf({ arguments: given }: CallStep, symbol: SymbolName): string | undefined {
	const isWithout = given.some(({ name, value }) => name === 'transport' || name === 'verify' && value.kind === 'constant' && value.value === false);
	return symbol.startsWith('httpx#') && !isWithout ? 'making it reads certificates for some 20 ms on the event loop' : undefined;
}

function impactOf(step: CallStep, symbol: SymbolName, severity: Severity, gains: Told['gains']): string {
	const cost = costOf(step, symbol);
	if (gains === 'nothing kept') { return cost ?? 'calls that ask one host again pay for new connections'; }
	const costs = `${cost === undefined ? '' : `${cost}, and `}each call pays for new connections`;
	return severity === 'warning' ? `${costs}, and under load the program runs out of ports` : costs;
}
