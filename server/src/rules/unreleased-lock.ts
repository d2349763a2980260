import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { unreleasedIn, type Unreleased } from './locks/unreleased.ts';
import { isTestCode, placed } from './report/placed.ts';
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
		return {
			...placed(meta, fn, context, { isTest: isTestCode(fn, context), priority: 'P1' }), fingerprint: fingerprintOf(meta.id, fn.id, unreleased.lock.name, ordinal, context.graph),
			span: unreleased.acquired.nameSpan, message: messageFor(unreleased, fn.isAsync),
			impact: 'whoever wants the lock next waits for ever',
		};
	})),
};

function messageFor({ lock, acquired, between, how }: Unreleased, isAsync: boolean): string {
	const scope = acquired.result.kind === 'awaited' || acquired.resultType === 'thenable' ? 'async with' : 'with';
	const when = how === 'leaves' ? `${between} leaves before its \`release()\`` : `${between} fails${isAsync ? ' or is cancelled' : ''} before its \`release()\``;
	return `\`${lock.name}\` is taken here, and stays taken if ${when}; use \`${scope} ${lock.name}\`, or release it in a \`finally\`.`;
}
