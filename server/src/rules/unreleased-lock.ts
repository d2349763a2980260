import { isTestCode } from './cancellation/surroundings.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { unreleasedIn, type Unreleased } from './locks/unreleased.ts';
import type { Rule, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'unreleased-lock',
	category: 'shared-state',
	severity: 'warning',
	languages: ['python'],
	guide: 'unreleased-lock',
	status: 'preview',
	description: 'A lock that is taken by hand and stays taken when something fails before it is let go.',
};

/** A lock taken by `acquire()` whose `release()` is not reached on every path. */
export const unreleasedLock: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((fn) => unreleasedIn(fn, context).map((unreleased, ordinal): Finding => {
		const isTest = isTestCode(fn, context);
		return {
			rule: meta.id, category: meta.category, guide: meta.guide, fingerprint: fingerprintOf(meta.id, fn.id, unreleased.lock.name, ordinal, context.graph), file: context.outline.file,
			severity: isTest ? 'hint' : meta.severity, priority: isTest ? 'P3' : 'P1', verdict: isTest ? 'acceptable' : 'bad', reason: isTest ? 'test code' : null,
			span: unreleased.acquired.nameSpan, function: fn.name, functionId: fn.id, message: messageFor(unreleased, fn.isAsync), chain: [], fixes: [],
			impact: 'whoever wants the lock next waits for ever',
		};
	})),
};

function messageFor({ lock, acquired, between, how }: Unreleased, isAsync: boolean): string {
	const scope = acquired.result.kind === 'awaited' || acquired.resultType === 'thenable' ? 'async with' : 'with';
	const when = how === 'leaves' ? `${between} leaves before its \`release()\`` : `${between} fails${isAsync ? ' or is cancelled' : ''} before its \`release()\``;
	return `\`${lock.name}\` is taken here, and stays taken if ${when}; use \`${scope} ${lock.name}\`, or release it in a \`finally\`.`;
}
