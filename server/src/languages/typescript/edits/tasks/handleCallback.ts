/** The fixes `log-callback` and `hand-callback`: a function that gives a promise where nobody looks at one gives nothing, and its failure is logged, or told to `next`, `reject` or a callback. */
import type { ArrowFunction, Expression, Node, SourceFile } from 'typescript/unstable/ast';
import type { HandCallback, LogCallback } from '../../../../rules/finding.ts';
import { editedFile } from '../editedFile.ts';
import type { Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import { takerAround, withParameter } from './handFailure.ts';
import { reportOf } from './logFailure.ts';
import { givenAt, inPlaceOf } from './trackCallback.ts';

export function buildLogCallback(sourceFile: SourceFile, intent: LogCallback): EditResult {
	const { style } = editedFile(sourceFile);
	const semicolon = isRefusal(style) ? ';' : style.semicolon;
	return handled(sourceFile, intent, (node) => {
		const log = reportOf(sourceFile, node, intent);
		return isRefusal(log) ? log : `.catch((error) => { ${log}${semicolon} })`;
	});
}

export function buildHandCallback(sourceFile: SourceFile, intent: HandCallback): EditResult {
	const taken: Change[] = [];
	return handled(sourceFile, intent, (node) => {
		const added = handlerFor(node, sourceFile, intent);
		if (isRefusal(added)) { return added; }
		taken.push(...added);
		return `.catch(${intent.handler})`;
	}, taken);
}

/** `before`: changes that are found on the way. */
function handled(sourceFile: SourceFile, intent: LogCallback | HandCallback, handlingAt: (node: Expression) => string | Refusal, before: readonly Change[] = []): EditResult {
	const changes: Change[] = [];
	for (const given of [intent, ...intent.others ?? []]) {
		const node = givenAt(sourceFile, given);
		if (isRefusal(node)) { return node; }
		const after = handlingAt(node);
		if (isRefusal(after)) { return after; }
		const own = inPlaceOf(node, given, { before: '', after }, false, sourceFile);
		if (isRefusal(own)) { return own; }
		changes.push(...own);
	}
	return { kind: 'edits', edits: [...before, ...changes].map((change) => ({ file: intent.file, ...change })).toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end) };
}

/** Makes sure that the handler means what it was found to mean, and is taken where it is given. */
function handlerFor(node: Expression, sourceFile: SourceFile, intent: HandCallback): readonly Change[] | Refusal {
	const taker = takerAround({ sourceFile, node }, intent);
	if (taker === undefined) { return refuse('the callback stands in another function than the one that was found to give it'); }
	const { references, identifiers } = editedFile(sourceFile);
	const meant = references.lookup(intent.handler, node)?.declaration;
	const isKnown = meant !== undefined && (taker as ArrowFunction).parameters.some((parameter) => contains(parameter, meant));
	// Within the callback the name may mean something else.
	const isHidden = (node as Node as ArrowFunction).parameters?.some((parameter) => parameter.name.getText(sourceFile) === intent.handler) === true;
	if (isHidden || (intent.isMissing === true ? identifiers.placesOf(intent.handler).some((place) => contains(taker, place)) : !isKnown)) { return refuse(`\`${intent.handler}\` is something else where the callback is given`); }
	return intent.isMissing === true ? withParameter(taker, intent.handler, sourceFile) : [];
}

function contains(outer: Node, inner: Node): boolean { return outer.pos <= inner.pos && inner.end <= outer.end; }
