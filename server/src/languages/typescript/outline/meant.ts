/** Comments that say that what a statement begins is not to be waited for. */
import { SyntaxKind, type Block, type IfStatement, type Node, type SourceFile } from 'typescript/unstable/ast';

const saysSo = /\b(?:do(?:n['’]t|es(?:n['’]t| not)| not)|no|not|never|without)(?: (?:need|have|want)(?: to)?)?(?: be)?(?: \w+)? await(?:ed|ing)?\b|\bfire[- ]and[- ]forget\b|\bkick(?:s|ed|ing)?[- ]off\b|\bin (?:the )?background\b|^background(?:\b(?! (?:colou?r|image))|$)|\bbackground (?:task|job|work|process|run)\b|\brun(?:s|ning)? (?:\w+ )?async(?:hronously)?\b|\b(?:on purpose|intentional(?:ly)?|deliberate(?:ly)?)\b/i;

/** No more lines than these above a statement speak of it. */
const mostLines = 4;

/**
 * True where a comment right above the statement of a call, or at the end of its line, says that nobody is to wait: "don't await", "fire and forget", "kick off",
 * "in the background", "background task", "on purpose". What stands above an `if` speaks of the first statement within.
 */
export function isSaidNotToWait(node: Node, sourceFile: SourceFile): boolean {
	const { text } = sourceFile;
	const start = node.getStart(sourceFile);
	const [, trailing = ''] = /^[\s;)}]*?\/[/*]+\s*(.*)/.exec(text.slice(node.end, endOfLine(text, node.end))) ?? [];
	if (saysSo.test(trailing) || saysSo.test(commentAbove(text, start))) { return true; }
	const around = ifBefore(node);
	return around !== undefined && saysSo.test(commentAbove(text, around.getStart(sourceFile)));
}

function endOfLine(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end < 0 ? text.length : end;
}

/** The lines of comments right above the line of a place, as one text. */
function commentAbove(text: string, at: number): string {
	const lines: string[] = [];
	let end = text.lastIndexOf('\n', at - 1);
	while (end > 0 && lines.length < mostLines) {
		const begin = text.lastIndexOf('\n', end - 1) + 1;
		const line = text.slice(begin, end).trim();
		if (!/^(?:\/\/|\/\*|\*)/.test(line)) { break; }
		lines.unshift(line.replace(/^[/*]+\s*/, ''));
		end = begin - 1;
	}
	return lines.join(' ');
}

/** The `if` whose first statement holds the node. */
function ifBefore(node: Node): IfStatement | undefined {
	let statement = node;
	while (statement.kind !== SyntaxKind.ExpressionStatement) {
		if ((statement.parent as Node | undefined) === undefined) { return undefined; }
		statement = statement.parent;
	}
	const block = statement.parent;
	if (block.kind !== SyntaxKind.Block || block.parent.kind !== SyntaxKind.IfStatement || (block as Block).statements[0] !== statement) { return undefined; }
	const found = block.parent as IfStatement;
	return found.thenStatement === block ? found : undefined;
}
