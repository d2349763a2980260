/** What is done with a list at one place, told apart from how an array or what takes its place spells it. */
import type { CallExpression, ElementAccessExpression, Expression, Node, PropertyAccessExpression } from 'typescript/unstable/ast';

interface At {
	/** The expression that is the list: `this.events`, `queue`. */
	readonly list: Expression;
}

export type Use = At & (
	/** Nothing about it hangs on its being an array: a condition, a `typeof`, an import. */
	| { readonly kind: 'indifferent' }
	| { readonly kind: 'push' | 'shift' | 'unshift' | 'pop'; readonly call: CallExpression }
	/** `splice(i, 1)`, its result unused. */
	| { readonly kind: 'remove-at'; readonly call: CallExpression; readonly index: Expression }
	/** `splice(0, 1)`, its result unused. */
	| { readonly kind: 'drop-first'; readonly call: CallExpression }
	/** `splice(0, list.length - limit)`, its result unused. */
	| { readonly kind: 'cut'; readonly call: CallExpression; readonly limit: Expression }
	/** Everything is taken out at once: `splice(0)`. */
	| { readonly kind: 'drain'; readonly call: CallExpression; readonly isUsed: boolean }
	/** `list.length = 0` */
	| { readonly kind: 'clear'; readonly assignment: Node }
	| { readonly kind: 'length'; readonly access: PropertyAccessExpression }
	/** `list[0]`, `list[list.length - 1]` (-1), or an index that is a text and never negative. */
	| { readonly kind: 'index'; readonly access: ElementAccessExpression; readonly index: number | string; /** Where it goes, a missing entry may go as well. */ readonly mayBeMissing: boolean }
	| { readonly kind: 'at'; readonly call: CallExpression; readonly index: number | string }
	/** It is gone through, and anything that can be gone through would do. */
	| { readonly kind: 'iterate' }
	/** It is read as an array and not kept: a copy does as well. `whole`: the call that is a copy already. */
	| { readonly kind: 'copy'; readonly whole?: CallExpression }
	/** It goes into JSON. */
	| { readonly kind: 'json' }
	/** It gets another list, which nobody else holds. `value` is undefined for an empty one. */
	| { readonly kind: 'reset'; readonly value: Expression | undefined; readonly target: Expression }
);

export type UseKind = Use['kind'];
