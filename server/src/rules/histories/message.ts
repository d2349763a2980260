/** What a finding says to people. */
import type { LanguageId } from '../../outline/model.ts';
import type { List, Way } from './lists.ts';
import type { Kept } from './verdict.ts';

/** One sentence: what moves, how often, what to do. `others`: the names of lists from which the same block takes as well. */
export function messageFor(list: List, kept: Kept, language: LanguageId, others: readonly string[] = []): string {
	const label = `\`${written(list.name, kept.removal.how)}\`${others.length === 0 ? '' : ` (and the same of ${others.map((name) => `\`${name}\``).join(', ')})`}`;
	const moves = kept.removal.how === '[1:]' || kept.removal.how === '[-n:]' ? 'may copy' : 'may move';
	const way = moves === 'may copy' ? '' : kept.removal.how === 'insert(0, …)' ? ' one place back' : ' one place forward';
	if (kept.kind === 'history') {
		const count = kept.bound.kind === 'known' ? `up to ${kept.bound.entries} entries` : 'every entry that stays';
		return `${label} ${moves} ${count}${way} each time one comes in; ${kept.isLimitOptional === true ? queueAdvice[language] : historyAdvice[language]}.`;
	}
	if (kept.isWindow === true) {
		const atOnce = language === 'typescript' ? `count those that go and cut them at once (\`${list.name}.splice(0, …)\`), or ` : '';
		return `${label} ${moves} all that stays${way} for each one that is dropped, which grows with the list; ${atOnce}${queueAdvice[language]}.`;
	}
	const often = kept.isDrained ? 'for each one that is taken' : 'when one is taken';
	const takeAll = kept.isEmptied === true && language === 'typescript' ? `take all of it at once (\`${list.name}.splice(0)\`) and go through that, or ` : '';
	return `${label} ${moves} everything that still waits${way} ${often}, which grows with the list; ${takeAll}${queueAdvice[language]}.`;
}

const historyAdvice: Readonly<Record<LanguageId, string>> = {
	typescript: 'keep this history in a ring buffer, which puts the newest in place of the oldest',
	python: 'keep this history in a `collections.deque(maxlen=…)`, which drops the oldest by itself',
	rust: 'keep this history in a `VecDeque`, which only moves its front',
};
const queueAdvice: Readonly<Record<LanguageId, string>> = {
	typescript: 'use a queue that only moves its front',
	python: 'use a `collections.deque` and its `popleft()`',
	rust: 'use a `VecDeque` and its `pop_front()`',
};

function written(name: string, how: Way): string {
	switch (how) {
		case 'del [0]': return `del ${name}[0]`;
		case 'del [:-n]': return `del ${name}[:…]`;
		case '[1:]': return `${name} = ${name}[1:]`;
		case '[-n:]': return `${name} = ${name}[-…:]`;
		default: return `${name}.${how}`;
	}
}

/** One clause; `isOnLoop` where an event loop runs the removal. */
export function impactOf(kept: Kept, isOnLoop: boolean): string {
	if (kept.kind === 'history') { return kept.bound.kind === 'known' ? `each new entry moves up to ${kept.bound.entries}` : 'each new entry costs more the more are kept'; }
	if (kept.isWindow === true) { return 'each one that is dropped costs more the more stays'; }
	return kept.isDrained ? `working off a long list takes time that grows with the square of its length${isOnLoop ? ', on the event loop' : ''}` : 'each one that is taken costs more the more waits behind it';
}
