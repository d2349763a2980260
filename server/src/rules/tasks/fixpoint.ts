/** Answers about functions that ask about one another in circles. */

/** What is asked again while it is being answered, and what is surely so whatever the answers to that turn out to be. */
export interface Expectation<Answer> {
	readonly optimistic: Answer;
	/** An answer that never changes by learning more. */
	readonly final: Answer;
}

/** No chain of real code is this long; beyond it the stack might not hold. */
const deepest = 150;

/**
 * Remembers answers. What is asked within its own answer is taken as `optimistic`; what was built on that is kept only once the circle has
 * turned out to be so.
 */
export function createMemo<Key, Answer>(ask: (key: Key) => Answer, { optimistic, final }: Expectation<Answer>): (key: Key) => Answer {
	const settled = new Map<Key, Answer>();
	/** How deep each of those stands that are being answered. */
	const open = new Map<Key, number>();
	/** Answers that rest on one that is still open, and on how deep a one. */
	const resting = new Map<Key, { readonly answer: Answer; readonly on: number }>();
	let restsOn = Number.POSITIVE_INFINITY;

	return function answer(key) {
		const before = settled.get(key);
		if (before !== undefined) { return before; }
		const depth = open.get(key), rests = resting.get(key);
		if (depth !== undefined || rests !== undefined) {
			restsOn = Math.min(restsOn, depth ?? rests?.on ?? restsOn);
			return rests?.answer ?? optimistic;
		}
		if (open.size >= deepest) { return final; }
		const outer = restsOn, own = open.size, earlier = resting.size;
		restsOn = Number.POSITIVE_INFINITY;
		open.set(key, own);
		const found = ask(key);
		open.delete(key);
		const on = restsOn;
		restsOn = outer;
		const later = [...resting].slice(earlier);
		if (found === final || on >= own) {
			settled.set(key, found);
			for (const [each, known] of later) {
				resting.delete(each);
				// A circle whose head fails has to be asked again.
				if (found !== final) { settled.set(each, known.answer); }
			}
		} else {
			resting.set(key, { answer: found, on });
			restsOn = Math.min(outer, on);
		}
		return found;
	};
}
