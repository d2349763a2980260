import { quotedName } from '../callgraph/describe.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'promise-function-async',
	category: 'tasks',
	severity: 'warning',
	languages: ['typescript'],
	guide: 'promise-function-async',
	status: 'preview',
	isOffByDefault: true,
	asksFor: 'promise-functions',
	description: 'A function that gives a promise and is not `async`, so that what it throws before is thrown and not rejected.',
};

/** `function load(id: string) { if (id === '') throw new Error(); return fetch(id); }` */
export const promiseFunctionAsync: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((fn): Finding[] => (fn.givesPromise === undefined ? [] : [{
		...placed(meta, fn, context, { isTest: isTestCode(fn, context), priority: 'P3' }), span: fn.nameSpan,
		message: fn.givesPromise === 'always' ? `What ${quotedName(fn)} throws is thrown where it is called, and what fails later rejects its promise: callers must mind both; make it \`async\`.`
			: `${quotedName(fn)} gives a promise on some ways and a plain value on others, and callers must tell them apart; make it \`async\`, or declare what it gives.`.replace(/^a /, 'A '),
		impact: 'a `.catch()` on what it gives does not see what it throws itself',
		fixes: [{ kind: 'add-async', title: `Make ${quotedName(fn)} async`, safety: 'review', caution: fn.givesPromise === 'always' ? 'it then gives a new promise at each call, and what it throws is a rejection' : 'it then always gives a promise', file: context.outline.file, function: fn.span }],
		fingerprint: fingerprintOf(meta.id, fn.id, 'async', 0, context.graph),
	}])),
};
