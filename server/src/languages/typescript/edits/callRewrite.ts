/** Turns the call itself into its asynchronous form: the callee, the arguments as they are, and the `await` around them. */
import { isElementAccessExpression, isIdentifier, isPropertyAccessExpression, SyntaxKind, type CallExpression, type Expression, type Node } from 'typescript/unstable/ast';
import type { Replacement } from '../../../catalogue/schema.ts';
import type { SymbolName } from '../../../outline/model.ts';
import { unwrap } from '../syntax.ts';
import { continuesLineBefore, isAwaitedAlready, needsParentheses } from './awaitPlacement.ts';
import type { EditedFile } from './editedFile.ts';
import { ImportPlan } from './importPlan.ts';
import { moduleReference, promisified, type ModuleReference } from './moduleReferences.ts';
import { hasComment, insertion, type Change } from './nameLists.ts';
import { isRefusal, refuse, type Refusal } from './refusal.ts';
import { fillTemplate } from './template.ts';

export interface Rewrite {
	readonly file: EditedFile;
	readonly call: CallExpression;
	readonly symbol: SymbolName;
	readonly replacement: Replacement;
}

/** What takes the place of the callee, or of the whole call. */
interface Target {
	readonly node: Node;
	readonly change: Change;
	readonly plan?: ImportPlan;
}

/** All changes of the file; the call must stand where an await is allowed. */
export function rewriteCall(rewrite: Rewrite): readonly Change[] | Refusal {
	const { call, replacement } = rewrite;
	const callee = calleeOf(call);
	if (isRefusal(callee)) { return callee; }
	if (call.typeArguments !== undefined && replacement.kind !== 'member') { return refuse('the call names type arguments, which its asynchronous form may not take'); }
	const target = targetOf(rewrite, callee);
	if (isRefusal(target)) { return target; }
	const imports = target.plan?.changes(target.node) ?? [];
	return [...imports, ...withAwait(rewrite, target.change)];
}

/** The callee without parentheses, if it is called in a way that can be kept. */
function calleeOf(call: CallExpression): Expression | Refusal {
	let callee = call.expression;
	while (callee.kind === SyntaxKind.ParenthesizedExpression) { callee = (callee as unknown as { expression: Expression }).expression; }
	if (hasOptionalLink(call)) { return refuse('the call is optional (`?.`)'); }
	const isPlain = isIdentifier(callee) || isPropertyAccessExpression(callee) || (isElementAccessExpression(callee) && callee.argumentExpression.kind === SyntaxKind.StringLiteral);
	return isPlain ? callee : refuse('the function is not called by a plain name');
}

/** True if `?.` may skip the call. */
function hasOptionalLink(node: Node): boolean {
	const link = node as unknown as { questionDotToken?: Node; expression?: Node };
	if (link.questionDotToken !== undefined) { return true; }
	switch (node.kind) {
		case SyntaxKind.CallExpression: case SyntaxKind.PropertyAccessExpression: case SyntaxKind.ElementAccessExpression: case SyntaxKind.NonNullExpression: case SyntaxKind.ParenthesizedExpression:
			return link.expression !== undefined && hasOptionalLink(link.expression);
		default: return false;
	}
}

function targetOf(rewrite: Rewrite, callee: Expression): Target | Refusal {
	const { file, replacement } = rewrite;
	if (replacement.kind === 'member' && !isIdentifier(callee)) { return renamedMember(rewrite, callee, replacement.name); }
	const reference = file.references.of(callee);
	if (reference === undefined) {
		const written = callee.getText(file.sourceFile);
		return refuse(`\`${written}\` may stand for something else than the function it is now`);
	}
	const plan = new ImportPlan(file, callee);
	switch (replacement.kind) {
		case 'twin': {
			const text = plan.access({ symbol: replacement.symbol, at: callee, receiver: receiverOf(callee) });
			return isRefusal(text) ? text : renamedCallee(rewrite, callee, text, plan);
		}
		case 'member': {
			const text = plan.access({ symbol: sibling(reference, replacement.name), at: callee, specifier: reference.specifier });
			return isRefusal(text) ? text : renamedCallee(rewrite, callee, text, plan);
		}
		case 'promisify': {
			const text = promisifiedName(rewrite, plan, replacement.name);
			return isRefusal(text) ? text : renamedCallee(rewrite, callee, text, plan);
		}
		case 'offload': return refuse('a function can only be handed to another thread together with its file');
		case 'template': {
			const text = fillTemplate(file, rewrite.call, replacement, (symbol) => plan.access({ symbol, at: callee, receiver: receiverOf(callee) }));
			return isRefusal(text) ? text : { node: callee, change: { span: spanOf(rewrite.call, file), newText: text }, plan };
		}
	}
}

/** `db.runSync(x)` → `db.run(x)`, whatever `db` is. */
function renamedMember({ file: { sourceFile, text } }: Rewrite, callee: Expression, name: string): Target | Refusal {
	if (isPropertyAccessExpression(callee)) {
		return { node: callee.name, change: { span: { start: callee.name.getStart(sourceFile), end: callee.name.end }, newText: name } };
	}
	if (!isElementAccessExpression(callee)) { return refuse('the function is not called by a plain name'); }
	const literal = callee.argumentExpression;
	const quote = text[literal.getStart(sourceFile)] ?? '\'';
	return { node: literal, change: { span: { start: literal.getStart(sourceFile), end: literal.end }, newText: quote + name + quote } };
}

/** Puts `text` in the place of the callee, and leaves as much of it as stays the same. */
function renamedCallee({ file }: Rewrite, callee: Expression, text: string, plan: ImportPlan): Target | Refusal {
	const { sourceFile } = file;
	const end = callee.end;
	const receiver = isIdentifier(callee) ? undefined : (callee as unknown as { expression: Expression }).expression;
	const kept = receiver?.getText(sourceFile);
	if (receiver !== undefined && kept !== undefined && text.startsWith(`${kept}.`)) {
		const members = text.slice(kept.length + 1);
		if (isPropertyAccessExpression(callee)) { return { node: callee, change: { span: { start: callee.name.getStart(sourceFile), end }, newText: members }, plan }; }
		if (!hasComment(file.text.slice(receiver.end, end))) { return { node: callee, change: { span: { start: receiver.end, end }, newText: `.${members}` }, plan }; }
	}
	if (hasCommentOutsideStrings(callee, file)) { return refuse('a comment inside the callee would be lost'); }
	return { node: callee, change: { span: spanOf(callee, file), newText: text }, plan };
}

function hasCommentOutsideStrings(node: Node, { sourceFile, text }: EditedFile): boolean {
	let rest = text.slice(node.getStart(sourceFile), node.end);
	const visit = (child: Node): void => {
		if (child.kind === SyntaxKind.StringLiteral) { rest = rest.replace(child.getText(sourceFile), ''); }
		child.forEachChild(visit);
	};
	visit(node);
	return hasComment(rest);
}

/** `gzipAsync`, a constant that holds `promisify(gzip)`. */
function promisifiedName({ file, symbol }: Rewrite, plan: ImportPlan, name: string): string | Refusal {
	const [module = '', path = ''] = symbol.split('#');
	const callback = [...path.split('.').slice(0, -1), name];
	const at = file.sourceFile;
	return plan.constant(`${name}Async`, moduleReference(module, [...callback, promisified]), () => {
		const inner = plan.access({ symbol: `${module}#${callback.join('.')}`, at });
		const promisify = isRefusal(inner) ? inner : plan.access({ symbol: 'node:util#promisify', at });
		return isRefusal(inner) ? inner : isRefusal(promisify) ? promisify : `${promisify}(${inner})`;
	});
}

function sibling({ specifier, path, module }: ModuleReference, name: string): SymbolName {
	// A reference to `node:x/promises` has its module in the path.
	const inside = specifier.endsWith('/promises') && module.startsWith('node:') ? path.slice(1) : path;
	return `${specifier}#${[...inside.slice(0, -1), name].join('.')}`;
}

/** `require('fs')` of `require('fs').readFileSync`; nothing where the module has a name. */
function receiverOf(callee: Expression): Expression | undefined {
	if (!isPropertyAccessExpression(callee) && !isElementAccessExpression(callee)) { return undefined; }
	const receiver = callee.expression;
	const inner = unwrap(receiver);
	return inner.kind === SyntaxKind.CallExpression || inner.kind === SyntaxKind.AwaitExpression ? receiver : undefined;
}

/** Puts `await` in front, with parentheses where what is around the call would take it apart. */
function withAwait({ file, call, replacement }: Rewrite, change: Change): readonly Change[] {
	const { sourceFile } = file;
	const start = call.getStart(sourceFile);
	const isWhole = change.span.start === start && change.span.end === call.end;
	const isAwaited = isAwaitedAlready(call);
	const text = replacement.kind === 'template' && isAwaited ? change.newText.replace(/^await\s+/, '') : change.newText;
	const hasParentheses = needsParentheses(call);
	const keyword = replacement.kind === 'template' || isAwaited ? '' : 'await ';
	const semicolon = hasParentheses && continuesLineBefore(call, sourceFile) ? ';' : '';
	const before = `${semicolon}${hasParentheses ? '(' : ''}${keyword}`;
	const after = hasParentheses ? ')' : '';
	if (isWhole) { return [{ span: change.span, newText: before + text + after }]; }
	const changes: Change[] = change.span.start === start ? [{ span: change.span, newText: before + text }] : [insertion(start, before), { span: change.span, newText: text }];
	return [...changes, insertion(call.end, after)].filter(({ span, newText }) => newText !== '' || span.start !== span.end);
}

function spanOf(node: Node, { sourceFile }: EditedFile) {
	return { start: node.getStart(sourceFile), end: node.end };
}
