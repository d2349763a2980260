import { describePages } from './projectPages.ts';

/** As much of the package as the cases use. */
const waitFor = `export default async function pWaitFor(condition, { interval = 20, timeout = Infinity } = {}) {
	const start = Date.now();
	while (!condition()) {
		if (Date.now() - start > timeout) { throw new Error('Promise timed out'); }
		await new Promise((resolve) => { setTimeout(resolve, interval); });
	}
}
`;

describePages({
	folder: 'await-notice', rule: 'busy-poll-loop', title: 'Be told', runs: 9, refused: 16,
	packages: {
		'p-wait-for/package.json': '{ "name": "p-wait-for", "version": "5.0.2", "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }',
		'p-wait-for/index.d.ts': 'export default function pWaitFor(condition: () => unknown, options?: { readonly interval?: number; readonly timeout?: number; readonly before?: boolean }): Promise<void>;\n',
		'p-wait-for/index.js': waitFor,
	},
});
