import { eachStep } from '../callgraph/sites.ts';
import type { CallStep, FunctionOutline } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';
import type { Severity } from '../catalogue/schema.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { executorOf, missesPath } from './tasks/executors.ts';
import { createSettling } from './tasks/settling.ts';

const meta: RuleMeta = {
	id: 'promise-constructor-async',
	category: 'tasks',
	severity: 'warning',
	languages: ['typescript'],
	guide: 'promise-constructor-async',
	status: 'preview',
	description: 'An executor of `new Promise()` that is async, so that its failure never reaches the promise, or that on some path surely never settles it.',
};

/** Promises that stay pending because of how they are made. */
export const promiseConstructorAsync: Rule = {
	meta,
	check(context) {
		const { outline, graph, catalogue } = context;
		const settling = createSettling(graph, catalogue);
		return outline.functions.flatMap((owner): Finding[] => {
			const found: Finding[] = [];
			eachStep(owner.body, (step) => {
				const executor = step.kind === 'call' ? executorOf(step, graph) : undefined;
				if (step.kind !== 'call' || executor === undefined) { return; }
				const fate = settling.fateOfFunction(executor.id);
				const canFail = fate === 'may-fail';
				// A throw that nothing shows yet would be lost all the same.
				if (executor.isAsync && !canFail && fate !== 'guarded') { found.push(findingFor(step, executor, owner, found.length, 'hint', waits(executor) ? 'A failure of this async executor would never reach the promise, which would then stay pending; make the promise of an async function instead.' : 'This executor awaits nothing, and its `async` keeps a throw in it from the promise, which would then stay pending; take `async` from it.', context)); }
				if (executor.isAsync && canFail) { found.push(findingFor(step, executor, owner, found.length, 'warning', 'This async executor\'s failure never reaches the promise, which then stays pending: it becomes an unhandled rejection; make the promise of an async function instead, or hand the failure to `reject`.', context)); }
				if (missesPath(executor, graph)) { found.push(findingFor(step, executor, owner, found.length, 'warning', 'On one of its paths this executor calls neither `resolve` nor `reject`, and whoever awaits the promise then never goes on; settle it there too.', context)); }
			});
			return found;
		});
	},
};

function waits({ body }: FunctionOutline): boolean {
	return stepsOf(body).some(({ step }) => step.kind === 'await' || step.kind === 'loop' && step.loop === 'await');
}

function findingFor({ span }: CallStep, executor: FunctionOutline, owner: FunctionOutline, ordinal: number, severity: Severity, message: string, context: RuleContext): Finding {
	return {
		...placed(meta, owner, context, { isTest: isTestCode(owner, context), priority: 'P2', severity }),
		span: { start: span.start, end: Math.max(span.start + 1, Math.min(executor.body.span.start, span.end)) }, message,
		impact: 'whoever awaits it never goes on, and nothing tells why',
		fixes: executor.isAsync ? [{ kind: 'settle-executor', title: 'Let the promise fail with its executor', safety: 'review', caution: 'whoever awaits it then gets the failure', file: context.outline.file, executor: executor.span }] : [],
		fingerprint: fingerprintOf(meta.id, owner.id, executor.isAsync ? 'async executor' : 'executor', ordinal, context.graph),
	};
}
