/** The fix `track-callback`: a function that gives a promise where nobody looks at one gives nothing, and hands its work to a tracker. */
import { isArrowFunction, isCallExpression, isFunctionExpression, isIdentifier, isPropertyAccessExpression, SyntaxKind, type ArrowFunction, type Expression, type FunctionExpression, type Node, type PropertyAccessExpression, type SourceFile } from 'typescript/unstable/ast';
import type { GivenCallback, TextEdit, TrackCallback } from '../../../../rules/finding.ts';
import { hasModifier } from '../../syntax.ts';
import { editedFile } from '../editedFile.ts';
import { hasComment, insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { isLoose, promiseSite } from './lostPromise.ts';
import { handingOf, type Handing } from './trackTask.ts';

export function buildTrackCallback(sourceFile: SourceFile, intent: TrackCallback, project: FixProject): EditResult {
	const file = editedFile(sourceFile);
	const edits: TextEdit[] = [];
	const changes: Change[] = [];
	for (const given of [intent, ...intent.others ?? []]) {
		const node = givenAt(sourceFile, given);
		if (isRefusal(node)) { return node; }
		const isAsync = isWritten(node) && hasModifier(node, SyntaxKind.AsyncKeyword);
		const named = isWritten(node) && !isAsync ? node.body as Node as Expression : boundMember(node) ?? node;
		const handing = handingOf(file, { node: named }, intent, project, isAsync ? 'run' : 'track');
		if (isRefusal(handing)) { return handing; }
		const own = inPlaceOf(node, given, handing, isAsync && intent.tracker === undefined, sourceFile);
		if (isRefusal(own)) { return own; }
		// What makes the tracker known is needed once.
		if (given === intent) { edits.push(...handing.edits); }
		changes.push(...own);
	}
	const own: readonly TextEdit[] = [...changes.map((change) => ({ file: intent.file, ...change })), ...edits.filter((edit) => edit.file === intent.file)];
	return { kind: 'edits', edits: [...own.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end), ...edits.filter((edit) => edit.file !== intent.file)] };
}

/** What is given at a place. */
export function givenAt(sourceFile: SourceFile, { callback }: GivenCallback): Expression | Refusal {
	const site = promiseSite(sourceFile, callback);
	return isRefusal(site) ? site : site.node;
}

/** A function in its place that gives nothing, with something before and behind the work. `isRun`: what is before takes an async function and calls it. */
export function inPlaceOf(node: Expression, given: GivenCallback, around: Around, isRun: boolean, sourceFile: SourceFile): readonly Change[] | Refusal {
	if (!isWritten(node)) { return ofName(node, given, around); }
	return hasModifier(node, SyntaxKind.AsyncKeyword) ? ofAsync(node, around, isRun, sourceFile) : ofPlain(node, around);
}

type Around = Pick<Handing, 'before' | 'after'>;

function isWritten(node: Node): node is Written { return isArrowFunction(node) || isFunctionExpression(node); }

type Written = ArrowFunction | FunctionExpression;

/** `async (order) => { … }` becomes `(order) => { tasks.run('…', async () => { … }); }`. */
function ofAsync(node: Written, { before, after }: Around, isRun: boolean, sourceFile: SourceFile): readonly Change[] | Refusal {
	if (isFunctionExpression(node) && node.asteriskToken !== undefined) { return refuse('a generator runs nothing when it is called'); }
	const { text } = sourceFile;
	const body = node.body as Node;
	const start = node.getStart(sourceFile), bodyStart = body.getStart(sourceFile);
	const head = text.slice(start, bodyStart);
	if (hasComment(head)) { return refuse('a comment would be lost'); }
	const type = node.type as Node | undefined;
	const behindParameters = type === undefined ? isArrowFunction(node) ? head.lastIndexOf('=>') : head.length : text.lastIndexOf(':', type.getStart(sourceFile)) - start;
	const parameters = head.slice(0, behindParameters).replace(/^async\s*/, '').trimEnd();
	const result = type === undefined ? '' : `: ${type.getText(sourceFile)}`;
	const outer = isArrowFunction(node) ? `${parameters} => {` : `${parameters} {`;
	const [open, close] = isRun ? ['', ''] : ['(', ')()'];
	return [{ span: { start, end: bodyStart }, newText: `${outer} ${before}${open}async ()${result} => ` }, insertion(node.end, `${close}${after}; }`)];
}

/** `(order) => save(order)` becomes `(order) => { tasks.track('save', save(order)); }`. */
function ofPlain(node: Written, { before, after }: Around): readonly Change[] | Refusal {
	const body = node.body as Node;
	if (body.kind === SyntaxKind.Block) { return refuse('what the callback gives is returned in its body'); }
	if (node.type !== undefined) { return refuse('the callback is declared to give a promise'); }
	const [open, close] = isLoose(body) ? ['(', ')'] : ['', ''];
	return [insertion(body.getStart(), `{ ${before}${open}`), insertion(body.end, `${close}${after}; }`)];
}

/** `this.save` of `this.save.bind(this)`. */
function boundMember(node: Expression): PropertyAccessExpression | undefined {
	if (!isCallExpression(node) || node.arguments.length !== 1 || !isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'bind') { return undefined; }
	const member = node.expression.expression;
	return isPropertyAccessExpression(member) && isIdentifier(member.name) && member.expression.getText() === node.arguments[0]?.getText() ? member : undefined;
}

/** `save` becomes `(order) => { tasks.track('save', save(order)); }`, or `(...given) => …` where it is not known what it takes. */
function ofName(given: Expression, { parameters }: GivenCallback, { before, after }: Around): readonly Change[] | Refusal {
	const node = boundMember(given) ?? given;
	if (!isIdentifier(node) && !isPropertyAccessExpression(node)) { return refuse('the callback is made by something else'); }
	const name = isIdentifier(node) ? node.text : node.name.text;
	// What is taken off again has to be the function that was given.
	if (new RegExp(String.raw`\b(?:off|un\w+|remove\w*|clear\w*)\([^;]*?(?<![\w$])${name.replaceAll('$', String.raw`\$`)}(?![\w$(])`).test(node.getSourceFile().text)) { return refuse('the callback is taken off by its name elsewhere'); }
	const taken = parameters === undefined || parameters.some((each) => new RegExp(String.raw`(?<![\w$])${each.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(node.getText())) ? '...given' : parameters.join(', ');
	return [insertion(node.getStart(), `(${taken}) => { ${before}`), { span: { start: node.end, end: given.end }, newText: `(${taken})${after}; }` }];
}
