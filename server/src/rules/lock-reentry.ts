import { fingerprintOf } from './fingerprint.ts';
import type { Finding } from './finding.ts';
import { reentriesIn, type Reentry } from './locks/reentry.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'lock-reentry',
	category: 'shared-state',
	severity: 'error',
	languages: ['python'],
	guide: 'lock-reentry',
	status: 'preview',
	description: 'A lock that is taken again by code that already holds it, which then waits for itself.',
};

/** A lock that its holder cannot take again, taken again by the holder. */
export const lockReentry: Rule = {
	meta,
	check: (context) => {
		const ordinals = new Map<string, number>();
		return context.outline.functions.flatMap((fn) => reentriesIn(fn, context).map((reentry): Finding => {
			const counted = `${fn.id} ${reentry.lock.key}`;
			const ordinal = ordinals.get(counted) ?? 0;
			ordinals.set(counted, ordinal + 1);
			return findingFor(reentry, context, fingerprintOf(meta.id, fn.id, reentry.lock.name, ordinal, context.graph));
		}));
	},
};

function findingFor(reentry: Reentry, context: RuleContext, fingerprint: string): Finding {
	const { function: fn, span, chain } = reentry;
	return {
		...placed(meta, fn, context, { isTest: isTestCode(fn, context), priority: 'P0' }), fingerprint, span, message: messageFor(reentry), chain: chain.length > 1 ? chain : [],
		impact: /^(asyncio|anyio|trio)#/.test(reentry.lock.type) ? 'it never goes on, nor does anybody else who wants the lock' : 'its thread never goes on: on the event loop that is the end of everything',
	};
}

function messageFor({ function: fn, lock, chain }: Reentry): string {
	const [first, ...rest] = chain;
	const where = `\`${lock.name}\`, which \`${fn.name}\` holds here already`;
	const way = rest.length === 0 ? `\`${first?.label ?? lock.name}\` takes ${where}` : `\`${first?.label ?? ''}\` ${rest.length === 1 ? '' : `(${chain.map(({ label }) => label).join(' → ')}) `}takes ${where}`;
	const advice = rest.length === 0 ? 'take it once' : 'call it when the lock is free again, or put what needs the lock into a method that expects it to be held';
	return `${way}: it waits for itself for ever; ${advice}.`;
}
