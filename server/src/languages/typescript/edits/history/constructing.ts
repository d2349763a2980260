/** A list whose limit is only known in the constructor is made there. */
import { isExpressionStatement, isPropertyDeclaration, SyntaxKind, type Expression, type Node, type SourceFile, type Statement, type TypeNode } from 'typescript/unstable/ast';
import { isFunctionNode } from '../../syntax.ts';
import { insertion, removal, type Change } from '../nameLists.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Capacity } from './limit.ts';
import { ancestor } from './shapes.ts';
import type { Use } from './use.ts';

interface Field {
	readonly node: Node;
	readonly initializer: Expression | undefined;
	readonly typeNode: TypeNode | undefined;
	readonly local: string;
	readonly element: string | undefined;
	readonly isTypeScript: boolean;
	readonly sourceFile: SourceFile;
}

/** The changes that take a field's value away and give it in the constructor, by the text that makes it. */
export function constructedIn({ from }: Capacity, field: Field, uses: readonly Use[], name: string): ((made: string) => readonly Change[]) | Refusal {
	const { node, initializer, typeNode, local, element, isTypeScript, sourceFile } = field;
	if (!isPropertyDeclaration(node) || from === undefined) { return refuse('its limit is not known where the list is made'); }
	if (uses.some((use) => ancestor(use.list, isFunctionNode)?.kind === SyntaxKind.Constructor || ancestor(use.list, isFunctionNode) === undefined)) { return refuse(`\`${name}\` is used before its limit is known`); }
	const taken: Change[] = [];
	if (initializer !== undefined) {
		const end = typeNode?.end ?? node.name.end;
		taken.push(typeNode === undefined && isTypeScript ? { span: { start: end, end: initializer.end }, newText: `: ${local}<${element}>` } : removal(end, initializer.end));
	}
	const place = placeAfter(from, sourceFile);
	return (made) => [...taken, insertion(place.at, `${place.newline}${place.indent}this.${node.name.getText(sourceFile)} = ${made};${place.tail}`)];
}

function placeAfter(from: NonNullable<Capacity['from']>, sourceFile: SourceFile): { at: number; newline: string; indent: string; tail: string } {
	const newline = /\r?\n/.exec(sourceFile.text)?.[0] ?? '\n';
	const block = from.kind === 'statement' ? from.statement.parent : from.body;
	// A body on one line stays on it.
	if (!block.getText(sourceFile).includes('\n')) { return { at: from.kind === 'statement' ? from.statement.end : block.getStart(sourceFile) + 1, newline: ' ', indent: '', tail: block.getText(sourceFile) === '{}' ? ' ' : '' }; }
	if (from.kind === 'statement') { return { at: from.statement.end, newline, indent: indentAt(from.statement.getStart(sourceFile), sourceFile), tail: '' }; }
	const { body } = from;
	const { statements } = body as unknown as { statements: readonly Statement[] };
	const superCall = statements.find((each) => isExpressionStatement(each) && each.expression.getText(sourceFile).startsWith('super('));
	if (superCall !== undefined) { return { at: superCall.end, newline, indent: indentAt(superCall.getStart(sourceFile), sourceFile), tail: '' }; }
	const [first] = statements;
	const outer = indentAt(body.parent.getStart(sourceFile), sourceFile);
	const unit = outer.startsWith('\t') ? '\t' : outer === '' ? '  ' : outer;
	const indent = first === undefined ? outer + unit : indentAt(first.getStart(sourceFile), sourceFile);
	const isEmpty = first === undefined;
	return { at: body.getStart(sourceFile) + 1, newline, indent, tail: isEmpty ? `${newline}${outer}` : '' };
}

function indentAt(offset: number, { text }: SourceFile): string {
	return /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, offset))?.[1] ?? '';
}
