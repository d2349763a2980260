/** Fills a replacement's template with the arguments of a call. */
import { isIdentifier, SyntaxKind, type CallExpression, type Node } from 'typescript/unstable/ast';
import type { Replacement } from '../../../catalogue/schema.ts';
import type { SymbolName } from '../../../outline/model.ts';
import type { EditedFile } from './editedFile.ts';
import { hasComment } from './nameLists.ts';
import { isRefusal, refuse, type Refusal } from './refusal.ts';

type Template = Extract<Replacement, { kind: 'template' }>;

/** The template's text with `$0`, `$args` and the names of its imports filled in. Refuses where an argument or a comment would get lost or run twice. */
export function fillTemplate(file: EditedFile, call: CallExpression, { template, imports }: Template, access: (symbol: SymbolName) => string | Refusal): string | Refusal {
	const refusal = refuseArguments(file, call, template);
	if (refusal !== undefined) { return refusal; }
	const names = new Map<string, string>();
	for (const symbol of imports) {
		const text = access(symbol);
		if (isRefusal(text)) { return text; }
		names.set(symbol.split(/[#.]/).at(-1) ?? symbol, text);
	}
	return template.replace(/\$(\d+|[A-Za-z_]\w*)/g, (whole: string, key: string, at: number) => {
		if (key === 'args') { return argumentList(file, call); }
		if (!/^\d+$/.test(key)) { return names.get(key) ?? whole; }
		const argument = call.arguments[Number(key)];
		if (argument === undefined) { return whole; }
		const text = argument.getText(file.sourceFile);
		const isDelimited = /[(,[]\s*$/.test(template.slice(0, at)) && /^\s*[),\]]/.test(template.slice(at + whole.length));
		return isDelimited || isSimple(argument) ? text : `(${text})`;
	});
}

/** What stands between the parentheses, byte for byte. */
function argumentList({ text }: EditedFile, call: CallExpression): string {
	return text.slice(call.arguments.pos, call.end - 1);
}

function refuseArguments(file: EditedFile, call: CallExpression, template: string): Refusal | undefined {
	const { sourceFile, text } = file;
	const start = call.getStart(sourceFile);
	if (hasComment(text.slice(call.expression.end, call.arguments.pos)) || hasComment(text.slice(start, call.expression.getStart(sourceFile)))) { return refuse('a comment inside the call would be lost'); }
	if (template.includes('$args')) { return undefined; }
	const used = [...template.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
	if (call.arguments.some((argument) => argument.kind === SyntaxKind.SpreadElement)) { return refuse('the arguments are spread, so that which is which is not known'); }
	if (used.some((index) => call.arguments[index] === undefined)) { return refuse('the call has fewer arguments than its asynchronous form needs'); }
	if (call.arguments.some((argument, index) => !used.includes(index) && !isSimple(argument))) { return refuse('an argument that the asynchronous form does not take would no longer be evaluated'); }
	if (call.arguments.some((argument, index) => used.filter((each) => each === index).length > 1 && !isSimple(argument))) { return refuse('an argument would be evaluated twice'); }
	const outside = call.arguments.reduceRight((rest, argument) => rest.slice(0, argument.getStart(sourceFile) - call.arguments.pos) + rest.slice(argument.end - call.arguments.pos), argumentList(file, call));
	return hasComment(outside) ? refuse('a comment between the arguments would be lost') : undefined;
}

/** True for what can be read twice, or not at all, and nobody notices. */
function isSimple(node: Node): boolean {
	switch (node.kind) {
		case SyntaxKind.StringLiteral: case SyntaxKind.NumericLiteral: case SyntaxKind.NoSubstitutionTemplateLiteral: case SyntaxKind.TrueKeyword:
		case SyntaxKind.FalseKeyword: case SyntaxKind.NullKeyword: case SyntaxKind.ThisKeyword: return true;
		default: return isIdentifier(node);
	}
}
