/** The fix `hand-failure`: the failure of a promise that nobody looks at goes to `next`, `reject` or a callback that is in scope. */
import { isArrowFunction, SyntaxKind, type ArrowFunction, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { HandFailure } from '../../../../rules/finding.ts';
import { declarationsOf } from '../../declarations.ts';
import { indexOf, isFunctionNode } from '../../syntax.ts';
import { editedFile } from '../editedFile.ts';
import { hasComment, insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import { isLoose, promiseSite, wrapped, type PromiseSite } from './lostPromise.ts';

export function buildHandFailure(sourceFile: SourceFile, intent: HandFailure): EditResult {
	const site = promiseSite(sourceFile, intent.promise);
	if (isRefusal(site)) { return site; }
	const { node, statement, isVoid } = site;
	if (statement === undefined && !isVoid) { return refuse('the promise is part of something else'); }
	const taker = takerAround(site, intent);
	if (taker === undefined) { return refuse('the call stands in another function than the one that was found to drop it'); }
	const { references, identifiers } = editedFile(sourceFile);
	const meant = references.lookup(intent.handler, node)?.declaration;
	const isKnown = meant !== undefined && (taker as ArrowFunction).parameters.some((parameter) => contains(parameter, meant));
	if (intent.isMissing === true ? identifiers.placesOf(intent.handler).some((place) => contains(taker, place)) : !isKnown) { return refuse(`\`${intent.handler}\` is something else where the promise is made`); }
	const added = intent.isMissing === true ? withParameter(taker, intent.handler, sourceFile) : [];
	if (isRefusal(added)) { return added; }
	const isOptional = /\?\.[\w$([]/.test(node.getText(sourceFile));
	const [open, close] = intent.type === 'maybe' && !isOptional ? ['Promise.resolve(', ')'] : isLoose(node) || node.kind === SyntaxKind.NewExpression ? ['(', ')'] : ['', ''];
	// `() => void save()` gives nothing, and must not give a promise instead.
	const kept = isVoid && statement === undefined ? 'void ' : '';
	const changes = [...added, ...wrapped(site, kept + open, `${close}.catch(${intent.handler})`)];
	return { kind: 'edits', edits: changes.map((change) => ({ file: intent.file, ...change })) };
}

/** The function around the promise that takes, or is to take, the handler. */
export function takerAround({ sourceFile, node }: Pick<PromiseSite, 'sourceFile' | 'node'>, { file, taker }: Pick<HandFailure, 'file' | 'taker'>): Node | undefined {
	const { targets } = declarationsOf(sourceFile, file);
	for (let each: Node | undefined = node.parent; each !== undefined; each = each.parent) {
		const target = isFunctionNode(each) ? targets.get(indexOf(each)) : undefined;
		if (target?.kind === 'function' && target.id === taker) { return each; }
	}
	return undefined;
}

/** Puts a parameter behind the last one: where that says its type in the text (in JavaScript a comment may), with a type that says no more than what it is called with. */
export function withParameter(taker: Node, name: string, sourceFile: SourceFile): readonly Change[] | Refusal {
	const { parameters } = taker as ArrowFunction;
	const last = parameters.at(-1);
	// `resolve => { … }`
	const isBare = last !== undefined && parameters.length === 1 && isArrowFunction(taker) && /^\s*=>/.test(sourceFile.text.slice(last.end));
	if (isBare) { return [insertion(last.getStart(sourceFile), '('), insertion(last.end, `, ${name})`)]; }
	if (last === undefined || hasComment(sourceFile.text.slice(last.end, sourceFile.text.indexOf(')', last.end)))) { return refuse('there is no place for another parameter'); }
	return [insertion(last.end, `, ${name}${last.type === undefined || !/\.[cm]?tsx?$/.test(sourceFile.fileName) ? '' : ': (error: unknown) => void'}`)];
}

function contains(outer: Node, inner: Node): boolean { return outer.pos <= inner.pos && inner.end <= outer.end; }
