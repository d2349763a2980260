import { quotedName } from '../callgraph/describe.ts';
import type { FunctionOutline } from '../outline/model.ts';
import type { Finding } from './finding.ts';
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

function findingFor({ call, name: variable }: LateAwait, name: string, owner: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	return {
		...placed(meta, owner, context, { isTest: isTestCode(owner, context), priority: 'P2' }), span: call.nameSpan,
		message: `${quotedName(owner)} awaits something else before it looks at \`${variable}\`: if \`${name}()\` fails meanwhile, nobody handles it; await both with \`Promise.all()\`, or attach a handler at once.`,
		impact: 'an unhandled rejection ends a Node.js process, although there is an `await` for it further down',
		fingerprint: fingerprintOf(meta.id, owner.id, name, ordinal, context.graph),
	};
}
