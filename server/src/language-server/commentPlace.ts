/**
 * Whether a `//` comment may be put on a line of its own before the given line of TypeScript or JavaScript: not where the line begins
 * within a template string or among the text of a JSX element. Looks at characters only and, in doubt, says no.
 *
 * @param offset of the line's beginning, in UTF-16 code units
 */
export function mayHoldLineComment(text: string, offset: number, isJsx: boolean): boolean {
	return !isInTemplate(text, offset) && !(isJsx && looksLikeJsxText(text, offset));
}

/** A line that begins with a brace or a tag, or follows one that ended with a tag, may be among JSX text. */
function looksLikeJsxText(text: string, offset: number): boolean {
	const line = /^[ \t]*([^\r\n]?)/.exec(text.slice(offset))?.[1] ?? '';
	const before = text.slice(0, offset).trimEnd();
	return '{<>'.includes(line) || /[^=]>$/.test(before) || /^[ \t]*\{.*\}$/m.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** What runs past its line: comments and strings are skipped as wholes, templates are entered and left. */
const tokens = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|'(?:\\[^]|[^'\\\n])*'?|"(?:\\[^]|[^"\\\n])*"?|`|[{}]|\/(?![*/])/g;
const templatePart = /\\[^]|`|\$\{|[^`\\$]+|\$/g;
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;

function isInTemplate(text: string, offset: number): boolean {
	// How many braces are open in the code of each template's `${…}`; the code outside all of them first.
	const braces = [0];
	let at = 0;
	for (;;) {
		tokens.lastIndex = at;
		const token = tokens.exec(text);
		if (token === null || token.index >= offset) {
			return false;
		}
		at = tokens.lastIndex;
		const open = braces.length - 1;
		if (token[0] === '{') {
			braces[open] = (braces[open] ?? 0) + 1;
		} else if (token[0] === '/' && mayBeginExpression(text.slice(Math.max(0, token.index - 40), token.index))) {
			regularExpression.lastIndex = token.index;
			at = regularExpression.test(text) ? regularExpression.lastIndex : at;
		} else if (token[0] === '`' || (token[0] === '}' && braces[open] === 0 && open > 0)) {
			if (token[0] === '}') {
				braces.pop();
			}
			const end = templateEnd(text, at);
			if (offset <= end.at && offset > token.index) {
				return true;
			}
			at = end.at;
			if (end.entersCode) {
				braces.push(0);
			}
		} else if (token[0] === '}') {
			braces[open] = Math.max(0, (braces[open] ?? 0) - 1);
		}
	}
}

/** Where a template's text, which begins at `at`, ends: behind its closing backtick, or behind the `${` of code in it. */
function templateEnd(text: string, at: number): { readonly at: number; readonly entersCode: boolean } {
	templatePart.lastIndex = at;
	for (let part = templatePart.exec(text); part !== null; part = templatePart.exec(text)) {
		if (part[0] === '`' || part[0] === '${') {
			return { at: templatePart.lastIndex, entersCode: part[0] === '${' };
		}
	}
	return { at: text.length, entersCode: false };
}

/** Whether a slash after this text begins a regular expression, and is no division. */
function mayBeginExpression(before: string): boolean {
	return /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|throw|await|yield))\s*$/.test(before);
}
