/** What takes an array's place: ours, or that of a package the project has, and how each spells what is done with it. */
import type { SymbolName } from '../../../../outline/model.ts';
import type { RuntimeHelperName } from '../runtime/runtimeHelper.ts';

export interface Container {
	readonly shape: 'ring' | 'queue';
	/** What is imported: the path of a package's symbol, or the name of our helper's class. */
	readonly symbol: SymbolName;
	/** Set for one of ours, which is copied into the project. */
	readonly helper?: RuntimeHelperName;
	/** What is written between the parentheses of `new`; undefined where it cannot begin with something in it. */
	create(limit: string | undefined, initial: string | undefined): string | undefined;
	readonly length: 'length' | 'size';
	/** Members by what they do; an absent one it does not have. */
	readonly members: { readonly push: string; readonly shift: string; readonly unshift?: string; readonly pop?: string; readonly removeAt?: string; readonly clear: string; readonly drain?: string };
	/** Whether several may be pushed at once. */
	readonly takesSeveral: boolean;
	/** What reads at an index, after the list's expression: `.at(0)`; undefined where it has nothing of the kind. */
	read(index: number | string): string | undefined;
	/** Its own array of what it holds, after the expression; undefined where it has to be spread. */
	readonly toArray: string | undefined;
	readonly isIterable: boolean;
	/** In JSON it is an array. */
	readonly isArrayInJson: boolean;
}

const list = (limit: string | undefined, initial: string | undefined) => [limit, initial].filter((each) => each !== undefined).join(', ');
const at = (index: number | string) => `.at(${index})`;

const ours = {
	length: 'length', takesSeveral: true, read: at, toArray: '.toArray()', isIterable: true, isArrayInJson: true, create: list,
} satisfies Partial<Container>;

const ringBuffer: Container = { ...ours, shape: 'ring', symbol: 'RingBuffer', helper: 'ringBuffer', members: { push: 'push', shift: 'shift', clear: 'clear', drain: 'drain' } };
const queue: Container = { ...ours, shape: 'queue', symbol: 'Queue', helper: 'queue', members: { push: 'push', shift: 'shift', unshift: 'unshift', pop: 'pop', removeAt: 'removeAt', clear: 'clear', drain: 'drain' } };

/** Typings of its `toArray` allow for typed arrays, so that it is spread instead. */
const circularBuffer: Container = {
	shape: 'ring', symbol: 'mnemonist#CircularBuffer', length: 'size', takesSeveral: false, toArray: undefined, isIterable: true, isArrayInJson: false,
	members: { push: 'push', shift: 'shift', pop: 'pop', clear: 'clear' },
	create: (limit, initial) => (initial === undefined ? `Array, ${limit}` : undefined),
	read: (index) => (index === 0 ? '.peekFirst()' : index === -1 ? '.peekLast()' : typeof index === 'string' || index > 0 ? `.get(${index})` : undefined),
};

const mnemonistQueue: Container = {
	shape: 'queue', symbol: 'mnemonist#Queue', length: 'size', takesSeveral: false, toArray: '.toArray()', isIterable: true, isArrayInJson: true,
	members: { push: 'enqueue', shift: 'dequeue', clear: 'clear' },
	create: (_limit, initial) => (initial === undefined ? '' : undefined),
	read: (index) => (index === 0 ? '.peek()' : undefined),
};

const denque: Omit<Container, 'shape' | 'create'> = {
	symbol: 'denque#default', length: 'length', takesSeveral: false, toArray: '.toArray()', isIterable: false, isArrayInJson: false,
	members: { push: 'push', shift: 'shift', unshift: 'unshift', pop: 'pop', clear: 'clear' }, read: (index) => `.peekAt(${index})`,
};

/** What may be used in a project with these dependencies, the best first. */
export function containersFor(shape: Container['shape'], dependencies: ReadonlySet<string>): readonly Container[] {
	const found: Container[] = [];
	if (dependencies.has('mnemonist')) { found.push(shape === 'ring' ? circularBuffer : mnemonistQueue); }
	if (dependencies.has('denque')) { found.push({ ...denque, shape, create: (limit, initial) => (shape === 'queue' ? initial ?? '' : `${initial ?? '[]'}, { capacity: ${limit} }`) }); }
	return [...found, shape === 'ring' ? ringBuffer : queue];
}
