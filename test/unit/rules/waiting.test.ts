import { describe, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import type { FileOutline, Place } from '../../../server/src/outline/model.ts';
import { busyPollLoop } from '../../../server/src/rules/busy-poll-loop.ts';
import { awaited, awaits, bind, call, file, loop, parameter, place, when, type Draft, type FunctionDraft } from '../outlines.ts';

const catalogue = createCatalogue({
	entries: [
		{ symbol: 'clock#sleep', sleeps: { argument: 0 } },
		{ symbol: 'clock#sleepSeconds', sleeps: { argument: 0, unit: 's' } },
		{ symbol: 'clock#turn', sleeps: {} },
	],
	aliases: {},
});

function check(outline: FileOutline) {
	const graph = createCallGraph({ catalogue, factsOf: () => ({ isTest: false, isWorker: false }) });
	graph.update({ set: [outline], remove: [] });
	return busyPollLoop.check({ outline, graph, catalogue });
}

const ready: Place = { root: 'module', name: '/p/a.ts#ready', path: [] };
const opens: FunctionDraft = { name: 'open', steps: [place('assign', ready, '/p/a.ts#open')] };
const sleep = (time: number, name = 'clock#sleep') => call(name, { args: [time], result: awaited });

/** Findings of an async `main` whose endless loop has these steps; `open` sets what it looks at. */
function inLoop(steps: readonly Draft[], ...functions: readonly FunctionDraft[]) {
	return check(file('/p/a.ts', { functions: [{ name: 'main', isAsync: true, steps: [loop('infinite', steps)] }, opens, ...functions] }));
}

const leaves: Draft = (write) => ({ kind: 'exit', span: write.around(() => undefined).span, exit: 'break' });
const looks = when([[leaves]], { condition: [place('read', ready)] });

describe('busy-poll-loop', () => {
	it('tells what is looked at, how often, and who changes it', () => {
		const [finding, ...more] = inLoop([looks, sleep(20)]);
		expect(more).toEqual([]);
		expect(finding).toMatchObject({
			rule: 'busy-poll-loop', verdict: 'bad', severity: 'warning', priority: 'P2', function: 'main',
			message: 'This loop in `main` looks at `ready` every 20 ms until `open` changes it; await a promise that `open` resolves instead.',
			chain: [{ file: '/p/a.ts', label: 'ready changes in open' }],
		});
	});

	it('knows other units, and what does not rest at all', () => {
		expect(inLoop([looks, sleep(2, 'clock#sleepSeconds')])[0]?.message).toContain('every 2 s');
		expect(inLoop([looks, sleep(0)])[0]).toMatchObject({ priority: 'P1', message: expect.stringContaining('without a pause') as string });
		expect(inLoop([looks, call('clock#turn', { result: awaited })])[0]).toMatchObject({ priority: 'P1' });
	});

	it('says nothing where something is done each turn, or nobody else changes what is looked at', () => {
		expect(inLoop([looks, call('http#get', { result: awaited }), sleep(20)])).toEqual([]);
		expect(inLoop([when([[leaves]], { condition: [call('fs#exists', { result: { kind: 'condition' } })] }), sleep(20)])).toEqual([]);
		expect(inLoop([when([[leaves]], { condition: [place('read', { ...ready, name: '/p/a.ts#other' })] }), sleep(20)])).toEqual([]);
	});

	it('takes a function of the workspace that only sleeps for a sleep', () => {
		const pause: FunctionDraft = { name: 'pause', isAsync: true, parameters: [{ name: 'ms', binding: 7 }], steps: [call('clock#sleep', { args: [parameter('/p/a.ts#pause', 0)], result: awaited }), awaits] };
		expect(inLoop([looks, call('/p/a.ts#pause', { args: [50], result: awaited })], pause)[0]?.message).toContain('every 50 ms');
		const works: FunctionDraft = { name: 'pause', isAsync: true, steps: [call('http#get', { result: awaited }), sleep(10)] };
		expect(inLoop([looks, call('/p/a.ts#pause', { args: [50], result: awaited })], works)).toEqual([]);
	});

	it('asks each function once, however often questions are asked of questions', () => {
		const layers = 3, width = 60;
		const functions = Array.from({ length: layers }, (_, layer): FunctionDraft => ({
			name: `ask${layer}`,
			steps: Array.from({ length: width }, (_each, index) => [
				layer + 1 < layers ? call(`/p/a.ts#ask${layer + 1}`, { result: { kind: 'bound', binding: 100 * layer + index } }) : place('read', ready),
				bind(100 * layer + index, { kind: 'place', place: ready }),
			]).flat().slice(0, 120),
		}));
		const started = performance.now();
		expect(inLoop([when([[leaves]], { condition: [call('/p/a.ts#ask0', { result: { kind: 'condition' } })] }), sleep(20)], ...functions)).toHaveLength(1);
		expect(performance.now() - started).toBeLessThan(2000);
	});
});
