/** Pages that ask the program behind them: which function answers a call of a global that another half of the program made for the page. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, FileOutline, FunctionId, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';
import { loadedByName } from './loadedByName.ts';

/**
 * What a call comes to at the other end. `function`: the one that a page's global stands for. `handlers`: those that answer what is asked. `nothing`: it is only
 * sent, and gives no promise. `unknown`: the global is known, and that member of it is not.
 */
export type FarEnd = { readonly kind: 'function'; readonly id: FunctionId } | { readonly kind: 'handlers'; readonly ids: readonly FunctionId[] } | { readonly kind: 'nothing' } | { readonly kind: 'unknown' };

/** Undefined for a call that is made to nobody else. */
export function farEndOf(step: CallStep, file: string, graph: CallGraph, catalogue: Catalogue): FarEnd | undefined {
	const messages = step.callee.kind === 'external' ? catalogue.lookup(step.callee.symbol)?.messages : undefined;
	if (messages === 'tells') { return { kind: 'nothing' }; }
	if (messages === 'asks') { return handlersOf(step.arguments[0]?.value, file, graph, catalogue); }
	const path = globalPath(step);
	if (path === undefined) { return undefined; }
	const loaded = loadedByName(path, file, graph, catalogue);
	if (loaded !== undefined) { return { kind: 'function', id: loaded }; }
	const { exposed, names } = bridgesIn(graph, catalogue);
	const id = exposed.get(path);
	if (id !== undefined) { return handedOn(id, step, file, graph, catalogue) ?? { kind: 'function', id }; }
	return names.has(path.slice(0, path.indexOf('.'))) ? { kind: 'unknown' } : undefined;
}

/** `invoke: (channel, ...given) => ipcRenderer.invoke(channel, ...given)`: what is asked is for the page to say. */
function handedOn(id: FunctionId, { arguments: given }: CallStep, file: string, graph: CallGraph, catalogue: Catalogue): FarEnd | undefined {
	const calls = stepsOf(graph.functionOf(id)?.body ?? noSteps).flatMap(({ step }) => (step.kind === 'call' && step.callee.kind === 'external' && catalogue.lookup(step.callee.symbol)?.messages === 'asks' ? [step] : []));
	const [asking, further] = calls;
	const channel = asking?.arguments[0]?.value;
	return further === undefined && channel?.kind === 'parameter' && channel.function === id && channel.path === undefined ? handlersOf(given[channel.index]?.value, file, graph, catalogue) : undefined;
}

function handlersOf(asked: Value | undefined, file: string, graph: CallGraph, catalogue: Catalogue): FarEnd | undefined {
	const channel = asked === undefined ? undefined : channelOf(graph.follow(file, asked));
	const ids = channel === undefined ? undefined : bridgesIn(graph, catalogue).handlers.get(channel);
	return ids === undefined || ids.includes(undefined) ? undefined : { kind: 'handlers', ids: ids.filter((id) => id !== undefined) };
}

/** `desktop.getTheme` of `window.desktop.getTheme()`. */
function globalPath(step: CallStep): string | undefined {
	const { callee, receiver } = step;
	const symbol = callee.kind === 'external' && callee.symbol.startsWith('global#') ? callee.symbol : receiver?.kind === 'external' && receiver.symbol.startsWith('global#') ? `${receiver.symbol}.${calledName(step)}` : undefined;
	const path = symbol?.slice('global#'.length).replace(/^(?:window|globalThis|self)\./, '');
	return path?.includes('.') === true && !ofPlatform.test(path) ? path : undefined;
}

/** What the platform itself puts there. */
const ofPlatform = /^(?:console|process|navigator|document|performance|crypto|history|location|localStorage|sessionStorage|Bun|Deno|Buffer|chrome|browser)\./;

/** By what a channel is known: its text, or the name of the constant that holds it, from whichever file that is taken. */
function channelOf(value: Value): string | undefined {
	switch (value.kind) {
		case 'constant': return `"${String(value.value)}"`;
		case 'external': return value.symbol.slice(value.symbol.indexOf('#') + 1);
		case 'place': return value.place.root === 'module' ? [value.place.name?.slice(value.place.name.indexOf('#') + 1), ...value.place.path].join('.') : undefined;
		default: return undefined;
	}
}

interface Bridges {
	/** The functions of globals, by their path. */
	readonly exposed: ReadonlyMap<string, FunctionId>;
	/** The globals themselves. */
	readonly names: ReadonlySet<string>;
	/** What answers on a channel; undefined for what is computed. */
	readonly handlers: ReadonlyMap<string, readonly (FunctionId | undefined)[]>;
}

/** What was found in a graph, until it changes. */
const found = new WeakMap<CallGraph, { readonly version: number; readonly catalogue: Catalogue; readonly bridges: Bridges }>();

function bridgesIn(graph: CallGraph, catalogue: Catalogue): Bridges {
	const known = found.get(graph);
	if (known?.version === graph.version && known.catalogue === catalogue) { return known.bridges; }
	const exposed = new Map<string, FunctionId>();
	const names = new Set<string>();
	const handlers = new Map<string, (FunctionId | undefined)[]>();
	const expose = (path: string, value: Value, file: string, depth: number): void => {
		const given = graph.follow(file, value);
		if (given.kind === 'function') { exposed.set(path, given.id); }
		if (given.kind === 'object' && depth < 4) { for (const { name, value: member } of given.properties) { if (name !== undefined) { expose(`${path}.${name}`, member, file, depth + 1); } } }
	};
	for (const outline of graph.files()) {
		for (const { callee, arguments: [first, second] } of pairsIn(outline)) {
			const messages = callee.kind === 'external' ? catalogue.lookup(callee.symbol)?.messages : undefined;
			if (messages === undefined || first === undefined || second === undefined) { continue; }
			const name = graph.follow(outline.file, first.value);
			if (messages === 'exposes' && name.kind === 'constant') { names.add(String(name.value)); expose(String(name.value), second.value, outline.file, 0); }
			const channel = messages === 'handles' ? channelOf(name) : undefined;
			const answering = graph.follow(outline.file, second.value);
			if (channel !== undefined) { handlers.set(channel, [...(handlers.get(channel) ?? []), answering.kind === 'function' ? answering.id : undefined]); }
		}
	}
	const bridges = { exposed, names, handlers };
	found.set(graph, { version: graph.version, catalogue, bridges });
	return bridges;
}

/** Calls of others' methods with a name and something for it, as those are that make a bridge. */
const pairsIn = perFile(({ functions }: FileOutline): readonly CallStep[] => functions.flatMap(({ body }) => stepsOf(body).flatMap(({ step }) => {
	if (step.kind !== 'call' || step.callee.kind !== 'external' || step.arguments.length !== 2 || /^(?:lib|global|node:[\w/]+)#/.test(step.callee.symbol)) { return []; }
	return [step];
})));
