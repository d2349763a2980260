/** The fix `track-callback`: a function that gives a promise where nobody looks at one gives nothing, and hands its work to a tracker. */
import { isArrowFunction, isCallExpression, isFunctionExpression, isIdentifier, isPropertyAccessExpression, SyntaxKind, type ArrowFunction, type Expression, type FunctionExpression, type Node, type PropertyAccessExpression, type SourceFile } from 'typescript/unstable/ast';
import type { TextEdit, TrackCallback } from '../../../../rules/finding.ts';
import { hasModifier } from '../../syntax.ts';
import { editedFile } from '../editedFile.ts';
import { hasComment, insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { promiseSite } from './lostPromise.ts';
import { handingOf, type Handing } from './trackTask.ts';

export function buildTrackCallback(sourceFile: SourceFile, intent: TrackCallback, project: FixProject): EditResult {
	const site = promiseSite(sourceFile, intent.callback);
	if (isRefusal(site)) { return site; }
	const { node } = site;
	const file = editedFile(sourceFile);
	const isWritten = isArrowFunction(node) || isFunctionExpression(node);
	const isAsync = isWritten && hasModifier(node, SyntaxKind.AsyncKeyword);
	const named = isWritten && !isAsync ? node.body as Node as Expression : boundMember(node) ?? node;
	const handing = handingOf(file, { node: named }, intent, project, isAsync ? 'run' : 'track');
	if (isRefusal(handing)) { return handing; }
	const isOurs = intent.tracker === undefined;
	const changes = !isWritten ? ofName(node, intent, handing) : isAsync ? ofAsync(node, handing, isOurs, sourceFile) : ofPlain(node, handing);
	if (isRefusal(changes)) { return changes; }
	const own: readonly TextEdit[] = [...changes.map((change) => ({ file: intent.file, ...change })), ...handing.edits.filter((edit) => edit.file === intent.file)];
	return { kind: 'edits', edits: [...own.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end), ...handing.edits.filter((edit) => edit.file !== intent.file)] };
}

type Written = ArrowFunction | FunctionExpression;

/** `async (order) => { … }` becomes `(order) => { tasks.run('…', async () => { … }); }`. */
function ofAsync(node: Written, { before, after }: Handing, isOurs: boolean, sourceFile: SourceFile): readonly Change[] | Refusal {
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
	const [open, close] = isOurs ? ['', ''] : ['(', ')()'];
	return [{ span: { start, end: bodyStart }, newText: `${outer} ${before}${open}async ()${result} => ` }, insertion(node.end, `${close}${after}; }`)];
}

/** `(order) => save(order)` becomes `(order) => { tasks.track('save', save(order)); }`. */
function ofPlain(node: Written, { before, after }: Handing): readonly Change[] | Refusal {
	const body = node.body as Node;
	if (body.kind === SyntaxKind.Block) { return refuse('what the callback gives is returned in its body'); }
	if (node.type !== undefined) { return refuse('the callback is declared to give a promise'); }
	return [insertion(body.getStart(), `{ ${before}`), insertion(body.end, `${after}; }`)];
}

/** `this.save` of `this.save.bind(this)`. */
function boundMember(node: Expression): PropertyAccessExpression | undefined {
	if (!isCallExpression(node) || node.arguments.length !== 1 || !isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'bind') { return undefined; }
	const member = node.expression.expression;
	return isPropertyAccessExpression(member) && isIdentifier(member.name) && member.expression.getText() === node.arguments[0]?.getText() ? member : undefined;
}

/** `save` becomes `(order) => { tasks.track('save', save(order)); }`, or `(...given) => …` where it is not known what it takes. */
function ofName(given: Expression, { parameters }: TrackCallback, { before, after }: Handing): readonly Change[] | Refusal {
	const node = boundMember(given) ?? given;
	if (!isIdentifier(node) && !isPropertyAccessExpression(node)) { return refuse('the callback is made by something else'); }
	const name = isIdentifier(node) ? node.text : node.name.text;
	// What is taken off again has to be the function that was given.
	if (new RegExp(String.raw`\b(?:off|un\w+|remove\w*|clear\w*)\([^;]*?(?<![\w$])${name.replaceAll('$', String.raw`\$`)}(?![\w$(])`).test(node.getSourceFile().text)) { return refuse('the callback is taken off by its name elsewhere'); }
	const taken = parameters === undefined || parameters.some((each) => new RegExp(String.raw`(?<![\w$])${each.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(node.getText())) ? '...given' : parameters.join(', ');
	return [insertion(node.getStart(), `(${taken}) => { ${before}`), { span: { start: node.end, end: given.end }, newText: `(${taken})${after}; }` }];
}
