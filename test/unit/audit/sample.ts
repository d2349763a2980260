/** A made-up audit of a project under `/project`, in no order, as an audit of several lanes would give it. */
import type { AuditResult, ReportedFinding } from '../../../server/src/analysis/service.ts';

export const root = '/project';

/** A finding of `loadTemplates()` in `src/orders.ts`, with what a test wants different. */
export function finding(changes: Partial<ReportedFinding> = {}): ReportedFinding {
	return {
		rule: 'blocking-call', category: 'file', severity: 'error', priority: 'P0', verdict: 'bad', reason: null,
		file: '/project/src/orders.ts', line: 12, column: 5, endLine: 12, endColumn: 30,
		function: 'Orders.create', message: '`readFileSync()` reads a file and holds up `Orders.create`.', impact: 'Every other request waits.',
		chain: [], fixes: [], guide: 'blocking-call', fingerprint: '00000000000000aa',
		...changes,
	};
}

export const chained = finding({
	rule: 'blocking-call-chain', guide: 'blocking-call-chain', line: 9, column: 13, endLine: 9, endColumn: 30, fingerprint: '00000000000000bb', severity: 'warning',
	message: '`loadTemplates(name, locale)` ends in `readFileSync()`, which reads a file and holds up `Orders.render`.',
	chain: [
		{ file: '/project/src/orders.ts', line: 9, column: 13, endLine: 9, endColumn: 30, label: 'loadTemplates()' },
		{ file: '/project/src/templates.ts', line: 40, column: 2, endLine: 40, endColumn: 9, label: 'readTemplate()' },
		{ file: '/shared/disk.ts', line: 3, column: 9, endLine: 3, endColumn: 20, label: 'readFileSync()' },
	],
});

export const fixable = finding({
	fixes: [{
		title: 'Replace with `await readFile(…)`', safety: 'safe', caution: 'none',
		edits: [{ file: '/project/src/orders.ts', line: 12, column: 5, endLine: 12, endColumn: 17, newText: 'await readFile' }],
	}],
});

export const startup = finding({ file: '/project/src/main.ts', verdict: 'acceptable', reason: 'start-up, before the server listens', line: 3, fingerprint: '00000000000000cc' });
export const cached = finding({ file: '/project/src/keys.ts', verdict: 'acceptable', reason: 'read once and kept', fingerprint: '00000000000000ee' });
export const silenced = finding({ file: '/project/src/main.ts', suppressed: 'the file is tiny', line: 2, fingerprint: '00000000000000dd' });

export const result: AuditResult = {
	findings: [startup, fixable, cached, silenced, chained],
	files: [
		{ file: '/project/src/templates.ts', language: 'typescript', asyncFunctions: 0, awaits: 0, findings: 0 },
		{ file: '/project/src/orders.ts', language: 'typescript', asyncFunctions: 3, awaits: 9, findings: 2 },
		{ file: '/project/src/main.ts', language: 'typescript', asyncFunctions: 1, awaits: 1, findings: 2 },
		{ file: '/project/src/keys.ts', language: 'typescript', asyncFunctions: 1, awaits: 1, findings: 1 },
	],
	errors: [
		{ file: '/project/src/odd.ts', message: 'The file is not UTF-8.', kind: 'analysis' },
		{ file: '/project/unblock.json', message: 'Unknown setting `foo`.', line: 3, column: 5, kind: 'config' },
		{ file: '/project', message: 'No `@types/node`: calls are resolved by their imports.', kind: 'degraded' },
	],
	unresolvedCalls: 7,
	elapsedMs: 1234.5678,
};
