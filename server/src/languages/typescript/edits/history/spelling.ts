/** Writes one use of a list as what takes its place spells it. */
import { isExpressionStatement, isSpreadElement, SyntaxKind, type CallExpression, type Node, type PropertyAccessExpression, type SourceFile } from 'typescript/unstable/ast';
import { unwrap } from '../../syntax.ts';
import { insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { Container } from './container.ts';
import { outermost } from './shapes.ts';
import type { Use } from './use.ts';

export interface Spelling {
	readonly sourceFile: SourceFile;
	readonly container: Container;
	/** What makes a new one: the text around what it holds at first, or the whole text where that is nothing. */
	construct(isEmpty: boolean): readonly [before: string, after: string] | Refusal;
	/** An entry read at an index has the type of an entry, not of one that may be missing. */
	readonly isReadUnchecked: boolean;
	readonly name: string;
}

/** The changes for one use; a refusal where the container cannot do it. */
export function spell(use: Use, cx: Spelling): readonly Change[] | Refusal {
	const { container, sourceFile } = cx;
	switch (use.kind) {
		case 'indifferent': return [];
		case 'push': return pushed(use.call, cx);
		case 'shift': return renamed(use.call, container.members.shift, cx);
		case 'unshift': return renamed(use.call, container.members.unshift, cx);
		case 'pop': return renamed(use.call, container.members.pop, cx);
		case 'remove-at': {
			const name = renamed(use.call, container.members.removeAt, cx);
			// Behind the index only the count goes.
			return isRefusal(name) ? name : [...name, { span: { start: use.index.end, end: use.call.end - 1 }, newText: '' }];
		}
		case 'drop-first': return emptied(use.call, container.members.shift, cx);
		case 'cut': return cutDown(use.call, use.limit, cx);
		case 'drain': return emptied(use.call, use.isUsed ? container.members.drain : container.members.clear, cx);
		case 'clear': return [{ span: { start: use.list.end, end: use.assignment.end }, newText: `.${container.members.clear}()` }];
		case 'length': return container.length === 'length' ? [] : [{ span: { start: use.access.name.getStart(sourceFile), end: use.access.name.end }, newText: container.length }];
		case 'index': return indexed(use, cx);
		case 'at': {
			const read = container.read(use.index);
			const access = unwrap(use.call.expression) as PropertyAccessExpression;
			return read === undefined ? refuse(`${container.symbol} cannot be read at that index`) : read.startsWith('.at(') ? [] : [{ span: { start: access.name.getStart(sourceFile), end: use.call.end }, newText: read.slice(1) }];
		}
		case 'iterate': return container.isIterable ? [] : asArray(use.list, cx);
		case 'json': return container.isArrayInJson ? [] : asArray(use.list, cx);
		case 'copy': return use.whole === undefined || container.toArray === undefined ? asArray(use.list, cx) : [{ span: { start: unwrap(use.whole.expression).end - 'slice'.length, end: use.whole.end }, newText: container.toArray.slice(1) }];
		case 'reset': return made(use.target, use.value === undefined, cx);
	}
}

/** A new one in place of an array that is written there. */
export function made(array: Node, isEmpty: boolean, { sourceFile, construct }: Pick<Spelling, 'sourceFile' | 'construct'>): readonly Change[] | Refusal {
	const text = construct(isEmpty);
	if (isRefusal(text)) { return text; }
	const [before, after] = text;
	const start = array.getStart(sourceFile);
	return isEmpty ? [{ span: { start, end: array.end }, newText: before + after }] : [insertion(start, before), insertion(array.end, after)];
}

function pushed(call: CallExpression, cx: Spelling): readonly Change[] | Refusal {
	const isSingle = call.arguments.length === 1 && !isSpreadElement(call.arguments[0] as Node);
	if (!cx.container.takesSeveral && !isSingle) { return refuse(`${cx.container.symbol} takes one entry at a time`); }
	return renamed(call, cx.container.members.push, cx);
}

function renamed(call: CallExpression, member: string | undefined, { sourceFile, container, name }: Spelling): readonly Change[] | Refusal {
	const access = unwrap(call.expression) as PropertyAccessExpression;
	if (member === undefined) { return refuse(`\`${name}\` is used in a way that ${container.symbol} has no method for`); }
	return access.name.text === member ? [] : [{ span: { start: access.name.getStart(sourceFile), end: access.name.end }, newText: member }];
}

/** Another method, and no arguments. */
function emptied(call: CallExpression, member: string | undefined, cx: Spelling): readonly Change[] | Refusal {
	const name = renamed(call, member, cx);
	return isRefusal(name) ? name : [...name, { span: { start: call.arguments.pos, end: call.end - 1 }, newText: '' }];
}

/** `while (list.length > limit) { list.shift(); }` */
function cutDown(call: CallExpression, limit: Node, { sourceFile, container }: Spelling): readonly Change[] | Refusal {
	const statement = outermost(call).parent;
	const access = unwrap(call.expression) as PropertyAccessExpression;
	if (!isExpressionStatement(statement)) { return refuse('what it is cut down to is part of a larger expression'); }
	const list = access.expression.getText(sourceFile);
	const text = `while (${list}.${container.length} > ${limit.getText(sourceFile)}) { ${list}.${container.members.shift}(); }`;
	return [{ span: { start: statement.getStart(sourceFile), end: statement.end }, newText: text }];
}

function indexed(use: Extract<Use, { kind: 'index' }>, { container, isReadUnchecked }: Spelling): readonly Change[] | Refusal {
	const read = container.read(use.index);
	if (read === undefined) { return refuse(`${container.symbol} cannot be read at that index`); }
	const isOptional = use.access.questionDotToken !== undefined;
	const mayBeMissing = isOptional || use.mayBeMissing || isMissingAllowed(use.access);
	return [{ span: { start: outermost(use.list).end, end: use.access.end }, newText: `${isOptional ? '?' : ''}${read}${isReadUnchecked && !mayBeMissing ? '!' : ''}` }];
}

/** True where a missing entry is thought of: `list[0]!`, `list[0]?.id`, `list[0] ?? x`, `list[0] === undefined`, `if (list[0])`. */
function isMissingAllowed(access: Node): boolean {
	const { parent } = access;
	if (parent.kind === SyntaxKind.NonNullExpression || parent.kind === SyntaxKind.IfStatement || parent.kind === SyntaxKind.PrefixUnaryExpression) { return true; }
	if ((parent as { questionDotToken?: Node }).questionDotToken !== undefined) { return true; }
	if (parent.kind !== SyntaxKind.BinaryExpression) { return false; }
	const { operatorToken } = parent as unknown as { operatorToken: Node };
	return operatorToken.kind === SyntaxKind.QuestionQuestionToken || operatorToken.kind === SyntaxKind.EqualsEqualsEqualsToken || operatorToken.kind === SyntaxKind.ExclamationEqualsEqualsToken;
}

function asArray(list: Node, { container, sourceFile }: Spelling): readonly Change[] {
	const node = outermost(list);
	if (node.parent.kind === SyntaxKind.ShorthandPropertyAssignment) {
		const text = node.getText(sourceFile);
		return [{ span: { start: node.getStart(sourceFile), end: node.end }, newText: `${text}: ${container.toArray === undefined ? `[...${text}]` : text + container.toArray}` }];
	}
	return container.toArray === undefined ? [insertion(node.getStart(sourceFile), '[...'), insertion(node.end, ']')] : [insertion(node.end, container.toArray)];
}
