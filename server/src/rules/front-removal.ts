import type { CallGraph } from '../callgraph/graph.ts';
import type { LanguageId } from '../outline/model.ts';
import type { BoundedHistory, Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { frontRemovals } from './histories/lists.ts';
import { impactOf, messageFor } from './histories/message.ts';
import { isBesideSlowWork, isLent, together, type KeptList } from './histories/together.ts';
import { keptAs, type Kept } from './histories/verdict.ts';
import { placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'front-removal',
	category: 'resources',
	severity: 'info',
	languages: ['typescript', 'python', 'rust'],
	guide: 'front-removal',
	status: 'preview',
	description: 'A history or queue kept in a list that loses entries at the front, which moves all the others.',
};

/** A history or queue that is kept with `shift()`: one finding for each list, at its first removal. */
export const frontRemoval: Rule = {
	meta,
	check: (context) => {
		const { outline, graph } = context;
		const ordinals = new Map<string, number>();
		const isRust = outline.language === 'rust';
		const worthTelling = frontRemovals(outline).flatMap((list) => {
			const kept = keptAs(list, outline, graph);
			return kept === undefined || isRust && isLent(list, outline) || kept.kind === 'queue' && isBesideSlowWork(kept, graph) ? [] : [{ list, kept }];
		});
		return (isRust ? together(worthTelling) : worthTelling.map((each) => ({ ...each, others: [] }))).map((each): Finding => {
			const { kept } = each;
			const { id } = kept.removal.function;
			const ordinal = ordinals.get(id) ?? 0;
			ordinals.set(id, ordinal + 1);
			return findingFor(each, context, fingerprintOf(meta.id, id, removalSymbol[outline.language], ordinal, graph));
		});
	},
};

/** By which a removal is known from one version of a file to the next. */
const removalSymbol: Readonly<Record<LanguageId, string>> = { typescript: 'lib#Array.shift', python: 'builtins#list.pop', rust: 'std::vec#Vec.remove' };

function findingFor({ list, kept, others }: KeptList & { readonly others: readonly KeptList[] }, context: RuleContext, fingerprint: string): Finding {
	const { graph, outline: { file, language } } = context;
	const { removal } = kept;
	const reason = whyAcceptable(kept, file, graph);
	return {
		...placed(meta, removal.function, context, { reason, severity: kept.severity, priority: kept.severity === 'warning' ? 'P1' : kept.severity === 'info' ? 'P2' : 'P3' }),
		fingerprint, span: removal.nameSpan,
		message: messageFor(list, kept, language, others.map((each) => each.list.name)),
		impact: impactOf(kept, language === 'typescript' || graph.contextsOf(removal.function.id).some((each) => each.context === 'loop')),
		// A helper cannot be imported into a script that a page loads as it stands.
		fixes: reason === null && context.outline.role.isScript !== true ? [{ list, kept }, ...others].flatMap((each) => fixesFor(each, file, language)) : [],
	};
}

/** In a program that ends by itself nothing else waits for a short queue. */
function whyAcceptable({ removal, severity }: Kept, file: string, graph: CallGraph): string | null {
	const { isTest, entry } = graph.factsOf(file);
	if (isTest || graph.contextOf(removal.function.id) === 'test') { return 'test code'; }
	return entry !== undefined && severity !== 'warning' ? `a program that ends (${entry}): nothing else waits` : null;
}

/** A history is best kept by a ring buffer. Where its uses do not allow that, a queue leaves them as they are and still moves nothing. */
function fixesFor({ list, kept }: KeptList, file: string, language: LanguageId): readonly BoundedHistory[] {
	const { ring, queue, kind } = containers[language];
	const fix = (shape: BoundedHistory['shape'], title: string, caution: string): BoundedHistory => ({ kind: 'bounded-history', title, safety: 'review', caution, file, shape, name: list.name, removal: kept.removal.step.span });
	const asQueue = fix('queue', `Keep \`${list.name}\` in ${queue}`, `\`${list.name}\` is no ${kind} any more: what reads it is changed with it, but code outside of this project is not.`);
	if (kept.kind === 'queue' || kept.isLimitOptional === true || language === 'rust') { return [asQueue]; }
	return [fix('ring', `Keep \`${list.name}\` in ${ring}`, `\`${list.name}\` is no ${kind} any more and drops its oldest entry by itself: what reads it is changed with it, but code outside of this project is not.`), asQueue];
}

const containers = {
	typescript: { ring: 'a ring buffer', queue: 'a queue', kind: 'array' },
	python: { ring: 'a `deque` with a `maxlen`', queue: 'a `deque`', kind: 'list' },
	rust: { ring: 'a `VecDeque`', queue: 'a `VecDeque`', kind: '`Vec`' },
} as const;
