import { quotedName } from '../callgraph/describe.ts';
import type { FunctionOutline } from '../outline/model.ts';
import type { Finding, FixIntent } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { calledName } from './tasks/chains.ts';
import { lateAwaitsIn, type LateAwait } from './tasks/lateAwaits.ts';

const meta: RuleMeta = {
	id: 'late-await',
	category: 'tasks',
	severity: 'warning',
	languages: ['typescript'],
	guide: 'late-await',
	status: 'preview',
	description: 'A promise that can fail while something else is awaited, before anybody looks at it.',
};

/** `const user = loadUser(); await loadPage(); await user;` */
export const lateAwait: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((owner) => {
		const ordinals = new Map<string, number>();
		return lateAwaitsIn(owner, context).map((late): Finding => {
			const name = calledName(late.call);
			const ordinal = ordinals.get(name) ?? 0;
			ordinals.set(name, ordinal + 1);
			return findingFor(late, name, owner, ordinal, context);
		});
	}),
};

function findingFor(late: LateAwait, name: string, owner: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	const { call, name: variable } = late;
	return {
		...placed(meta, owner, context, { isTest: isTestCode(owner, context), priority: 'P2' }), span: call.nameSpan,
		message: `${quotedName(owner)} awaits something else before it looks at \`${variable}\`: if \`${name}()\` fails meanwhile, nobody handles it; ${late.isNext ? 'await both with `Promise.all()`, or attach' : 'attach'} a handler at once.`,
		fixes: fixesOf(late, context.outline.file),
		impact: 'an unhandled rejection ends a Node.js process, although there is an `await` for it further down',
		fingerprint: fingerprintOf(meta.id, owner.id, name, ordinal, context.graph),
	};
}

/** To wait for both at once is what was meant where nothing comes in between; elsewhere it is enough that somebody looks. */
function fixesOf({ call: { span: promise }, name, isNext }: LateAwait, file: string): readonly FixIntent[] {
	const together: FixIntent = { kind: 'await-together', title: `Await \`${name}\` together with what is awaited before it`, safety: 'review', caution: 'the first failure of the two then ends the wait', file, promise, name };
	const attached: FixIntent = { kind: 'attach-handler', title: `Attach a handler to \`${name}\` at once`, safety: 'review', caution: 'its failure is lost where something else fails first', file, promise, name };
	return isNext ? [together, attached] : [attached];
}
