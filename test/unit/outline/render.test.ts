import { expect, it } from 'vitest';
import type { FunctionOutline, Step } from '../../../server/src/outline/model.ts';
import { render } from '../../../server/src/outline/render.ts';

const file = '/home/ada/shop/src/load.ts';
const text = 'ab\r\ncd\nef\n';
const span = (start: number, end = start + 1) => ({ start, end });

function printed(...steps: Step[]): string {
	const outline: FunctionOutline = {
		id: `${file}#load`, name: 'load', kind: 'function', span: span(0, text.length), nameSpan: span(0), isAsync: true, isGenerator: false, isExported: false,
		parameters: [{ name: 'options', span: span(1), isRest: false, binding: 1, type: ['lib#Promise', 'lib#AbortSignal'] }], decorators: [],
		body: { span: span(0, text.length), steps },
	};
	return render(outline, text);
}

it('counts lines as an editor does, whatever their ends', () => {
	const exit = (start: number): Step => ({ kind: 'exit', span: span(start), exit: 'return' });
	expect(printed(exit(1), exit(4), exit(8)).split('\n').slice(1, -1).map((line) => line.split(' ')[0])).toEqual(['1:2', '2:1', '3:2']);
});

it('shows types with their arguments and leaves out the folders of a file', () => {
	expect(printed()).toBe('1:1    async function load(options%1: lib#Promise<lib#AbortSignal>)\n');
	expect(printed({ kind: 'closure', span: span(0), function: `${file}#load.<closure>`, use: 'value' })).toContain('closure load.ts#load.<closure> (value)');
	expect(printed({ kind: 'closure', span: span(0), function: 'C:/shop/src/load.ts#load', use: 'called' })).toContain('closure load.ts#load (called)');
	expect(printed({ kind: 'access', span: span(0), nameSpan: span(0), callee: { kind: 'external', symbol: 'std::os/x#get' } })).toContain('access std::os/x#get');
});

it('shows all that is known of a call', () => {
	expect(printed({
		kind: 'call', span: span(0, 2), nameSpan: span(0), callee: { kind: 'external', symbol: 'lib#fetch' }, isNew: false, isOptional: true,
		receiver: { kind: 'parameter', function: `${file}#load`, index: 0, path: ['client'] },
		arguments: [
			{ span: span(0), value: { kind: 'either', values: [{ kind: 'constant', value: null }, { kind: 'object', properties: [{ value: { kind: 'binding', binding: 1 } }, { name: 'x', value: { kind: 'other' } }] }] } },
			{ span: span(1), value: { kind: 'list', items: [] }, isSpread: true },
		],
		result: { kind: 'stored', place: { root: 'module', name: `${file}#cache`, path: ['[]', 'last'] } },
		resultType: 'maybe', voidCallbacks: [0], cancellation: { argument: 1, property: 'signal', isFilled: false },
	})).toContain('#1 = lib#fetch?.((null or { ...options%1, x: … }), ...[]) on options.client → load.ts#cache[].last : maybe void callbacks 0 cancellation not given (1.signal)');
});

it('marks a result whose call is not of this function by its place', () => {
	expect(printed({ kind: 'await', span: span(0), value: { kind: 'call', call: span(4, 6) } })).toContain('await #@2:1');
});
