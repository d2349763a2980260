/** What becomes of a call's result, read off the syntax around it. */
import { SyntaxKind, type BinaryExpression, type CallExpression, type ConditionalExpression, type Node, type PrefixUnaryExpression, type PropertyAccessExpression, type VariableDeclaration } from 'typescript/unstable/ast';
import type { ResultUse } from '../../../outline/model.ts';
import { nameText, spanOf } from '../syntax.ts';
import type { Context } from './context.ts';
import { placeOf } from './values.ts';

const simple: Partial<Record<SyntaxKind, ResultUse['kind']>> = {
	[SyntaxKind.ExpressionStatement]: 'discarded', [SyntaxKind.AwaitExpression]: 'awaited', [SyntaxKind.ReturnStatement]: 'returned', [SyntaxKind.VoidExpression]: 'void',
	[SyntaxKind.YieldExpression]: 'yielded', [SyntaxKind.ThrowStatement]: 'thrown', [SyntaxKind.IfStatement]: 'condition', [SyntaxKind.WhileStatement]: 'condition',
	[SyntaxKind.DoStatement]: 'condition', [SyntaxKind.PrefixUnaryExpression]: 'condition', [SyntaxKind.SpreadElement]: 'spread', [SyntaxKind.SpreadAssignment]: 'spread',
};

export function resultUseOf(node: Node, cx: Context): ResultUse {
	const parent = node.parent;
	const kind = parent.kind === SyntaxKind.PrefixUnaryExpression && (parent as PrefixUnaryExpression).operator !== SyntaxKind.ExclamationToken ? 'other' : simple[parent.kind];
	if (kind !== undefined) { return { kind } as ResultUse; }
	switch (parent.kind) {
		case SyntaxKind.ParenthesizedExpression: case SyntaxKind.AsExpression: case SyntaxKind.SatisfiesExpression: case SyntaxKind.NonNullExpression: case SyntaxKind.TypeAssertionExpression:
			return resultUseOf(parent, cx);
		case SyntaxKind.ArrowFunction: return { kind: 'returned' };
		case SyntaxKind.ForStatement: return { kind: (parent as unknown as { condition?: Node }).condition === node ? 'condition' : 'discarded' };
		case SyntaxKind.ForOfStatement: return { kind: 'iterated' };
		case SyntaxKind.PropertyAccessExpression: return { kind: 'receiver', member: nameText((parent as PropertyAccessExpression).name) ?? '' };
		case SyntaxKind.ElementAccessExpression: return { kind: 'receiver' };
		case SyntaxKind.CallExpression: case SyntaxKind.NewExpression: return argumentUse(node, parent as CallExpression, cx);
		case SyntaxKind.VariableDeclaration: return declarationUse(parent as VariableDeclaration, cx);
		case SyntaxKind.BinaryExpression: return binaryUse(node, parent as BinaryExpression, cx);
		case SyntaxKind.ConditionalExpression: return (parent as ConditionalExpression).condition === node ? { kind: 'condition' } : resultUseOf(parent, cx);
		default: return { kind: 'other' };
	}
}

function argumentUse(node: Node, call: CallExpression, cx: Context): ResultUse {
	const index = call.arguments?.indexOf(node as CallExpression) ?? -1;
	return index < 0 ? { kind: 'receiver' } : { kind: 'argument', call: spanOf(call, cx.file.sourceFile), index };
}

function declarationUse(declaration: VariableDeclaration, cx: Context): ResultUse {
	const binding = declaration.name.kind === SyntaxKind.Identifier ? cx.scope.lookup(nameText(declaration.name) ?? '') : undefined;
	return binding === undefined ? { kind: 'other' } : { kind: 'bound', binding: binding.id };
}

function binaryUse(node: Node, parent: BinaryExpression, cx: Context): ResultUse {
	switch (parent.operatorToken.kind) {
		case SyntaxKind.CommaToken: return parent.right === node ? resultUseOf(parent, cx) : { kind: 'discarded' };
		case SyntaxKind.AmpersandAmpersandToken: case SyntaxKind.BarBarToken: case SyntaxKind.QuestionQuestionToken: {
			const outer = resultUseOf(parent, cx);
			// The left side of `&&` decides; of `||` and `??` it may also be what the whole becomes. The right side always may.
			return parent.left === node && outer.kind === 'discarded' && parent.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken ? { kind: 'condition' } : outer;
		}
		case SyntaxKind.EqualsToken: case SyntaxKind.QuestionQuestionEqualsToken: case SyntaxKind.BarBarEqualsToken: case SyntaxKind.AmpersandAmpersandEqualsToken: {
			if (parent.right !== node) { return { kind: 'other' }; }
			if (parent.left.kind === SyntaxKind.Identifier) {
				const binding = cx.scope.lookup(nameText(parent.left) ?? '');
				if (binding !== undefined) { return { kind: 'bound', binding: binding.id }; }
			}
			const place = placeOf(parent.left, cx);
			return place === undefined ? { kind: 'other' } : { kind: 'stored', place };
		}
		default: return { kind: 'other' };
	}
}
