/** What stands in the text for what is called, where declarations know it by another name: an alias, what a module exports without one, what an object is called here. */
import { SyntaxKind, type CallExpression, type ElementAccessExpression, type Node, type NumericLiteral, type PropertyAccessExpression } from 'typescript/unstable/ast';
import type { CallStep } from '../../../outline/model.ts';
import { nameText, unwrap } from '../syntax.ts';
import type { Mutable } from './context.ts';

/** `store.save` of `store!.save(order)` and of `store.save(order).then(show)`; undefined for what has no name by itself. */
export function writtenName(call: Node): string | undefined {
	const callee = call.kind === SyntaxKind.CallExpression ? unwrap((call as CallExpression).expression) : undefined;
	if (callee?.kind === SyntaxKind.PropertyAccessExpression) {
		const { expression, name } = callee as PropertyAccessExpression;
		const object = unwrap(expression);
		if (object.kind === SyntaxKind.CallExpression && /^(?:then|catch|finally)$/.test(nameText(name) ?? '')) { return writtenName(object); }
	}
	return callee === undefined ? undefined : pathOf(callee);
}

/** Keeps how a call is written that may tell of a failure, by its name and by what it is given: what else fails in the file can be told of so. */
export function noteReport(node: Node, step: Mutable<CallStep>): void {
	const { arguments: given, result, isNew } = step;
	if (isNew || given.length === 0 || given.length > 2 || result.kind !== 'discarded' && result.kind !== 'returned' || !given.some(({ value }) => value.kind === 'binding' || value.kind === 'parameter')) { return; }
	const written = writtenName(node);
	if (written !== undefined && telling.test(written.slice(written.lastIndexOf('.') + 1))) { step.written = written; }
}

/** What is called so writes a failure down, or shows it to somebody. */
const telling = /^(?:error|warn|warning|fatal|critical|exception|report|captureException|captureError)$|^(?:report|handle|log|show|notify|track|record|capture|display|print|write|toast|on)\w*(?:Error|Exception|Failure|Err)$/;

function pathOf(node: Node): string | undefined {
	const each = unwrap(node as PropertyAccessExpression);
	switch (each.kind) {
		case SyntaxKind.Identifier: return nameText(each);
		case SyntaxKind.ThisKeyword: return 'this';
		case SyntaxKind.PropertyAccessExpression: {
			const { expression, name } = each as PropertyAccessExpression;
			const object = pathOf(expression), member = nameText(name);
			return object === undefined || member === undefined ? undefined : `${object}.${member}`;
		}
		case SyntaxKind.ElementAccessExpression: {
			const { expression, argumentExpression: at } = each as unknown as ElementAccessExpression;
			const object = pathOf(expression);
			return object === undefined || each.parent.kind === SyntaxKind.CallExpression ? undefined : `${object}[${at.kind === SyntaxKind.NumericLiteral ? (at as NumericLiteral).text : '…'}]`;
		}
		default: return undefined;
	}
}
