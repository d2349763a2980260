/** Takes out the imports that a fix leaves unused: `import time` where the last `time.sleep()` went. */
import type { TextEdit } from '../../../rules/finding.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { ImportStmt } from '../syntax/ast.ts';
import { changed, inOrder, lineEndAfter, type Change } from './changes.ts';
import type { PythonNames } from './fixProject.ts';

/** The edits, with those imports of the file gone that only they used. */
export function withoutUnusedImports(source: SourceFile, edits: readonly TextEdit[], names: PythonNames): readonly TextEdit[] {
	if (/\b__all__\b/.test(source.text) || source.file.endsWith('/__init__.py') || source.module.errors.length > 0) { return edits; }
	const own = edits.filter((edit) => edit.file === source.file);
	const after = codeIn(changed(source.text, own));
	const before = codeIn(source.text);
	let changes: readonly Change[] = own;
	for (const statement of source.module.body) {
		const name = statement.kind === 'import' ? onlyName(statement, source) : undefined;
		if (name === undefined || timesIn(before, name) < 2 || timesIn(after, name) !== 1 || isUsedByOthers(name, source, names)) { continue; }
		changes = without(statement as ImportStmt, source.text, changes) ?? changes;
	}
	return changes === own ? edits : [...inOrder(changes).map((change) => ({ ...change, file: source.file })), ...edits.filter((edit) => edit.file !== source.file)];
}

/** What it imports, where that is one thing that nothing else in the file defines. */
function onlyName({ names, from, isStar }: ImportStmt, { scopes }: SourceFile): string | undefined {
	const [only, another] = names;
	if (only === undefined || another !== undefined || isStar || from === undefined && only.alias === undefined && only.name.includes('.')) { return undefined; }
	const name = only.alias ?? only.name;
	return only.alias === only.name || scopes.bindings.filter((each) => each.name === name).some(({ definitions, scope }) => definitions.length !== 1 || scope !== scopes.module) ? undefined : name;
}

/** The text without its comments and strings, but for those that may quote code: annotations, and what f-strings hold. */
function codeIn(text: string): string {
	return text.replaceAll(/#[^\n]*|(?<!\w)([a-zA-Z]{0,2})("""|'''|"|')((?:\\[\s\S]|(?!\2)[\s\S])*?)\2/g, (whole, prefix: string | undefined, _quote, inner: string | undefined) => {
		if (whole.startsWith('#')) { return /^#\s*type:/.test(whole) ? whole : ''; }
		return /f/i.test(prefix ?? '') || mayBeType(inner ?? '') ? whole : '""';
	});
}

/** `Order`, `list[Order | None]`: names with brackets, bars or commas between them. */
function mayBeType(text: string): boolean {
	return /^\s*[\w.][\w.[\]|,\s]*$/.test(text) && !/[\w.]\s+[\w.]/.test(text);
}

function timesIn(code: string, name: string): number {
	return code.match(new RegExp(`(?<![\\w.])${name}\\b`, 'g'))?.length ?? 0;
}

/** Others take it from this module, or patch it there. */
function isUsedByOthers(name: string, { file }: SourceFile, names: PythonNames): boolean {
	const module = file.slice(file.lastIndexOf('/') + 1).replace(/\.pyi?$/, '');
	const isOfModule = ({ from }: ImportStmt) => from?.split('.').at(-1) === module;
	return names.sourcesWith(module).some((other) => other.file !== file && (
		new RegExp(`\\b${module}\\.${name}\\b`).test(other.text)
		|| other.scopes.imports.some(({ statement }) => isOfModule(statement) && (statement.isStar || statement.names.some((each) => each.name === name)))));
}

/** The changes with the statement's line gone; undefined where that cannot be told apart from what they do there. */
function without(statement: ImportStmt, text: string, changes: readonly Change[]): readonly Change[] | undefined {
	const lineEnd = lineEndAfter(text, statement);
	if (lineEnd === undefined || /\bnoqa\b|\bpylint\b|\btype:/.test(text.slice(statement.end, lineEnd))) { return undefined; }
	const { start, end } = statement;
	// An import that goes in behind it takes its place.
	const behind = changes.find(({ span, newText }) => span.start === end && span.end === end && /^\s*\n(?:import|from) /.test(newText));
	const others = changes.filter((each) => each !== behind);
	if (others.some(({ span }) => span.start < lineEnd && span.end > start || span.start === lineEnd)) { return undefined; }
	if (behind !== undefined) { return [...others, { span: { start, end }, newText: behind.newText.trimStart() }]; }
	const next = lineEnd + (text.startsWith('\r\n', lineEnd) ? 2 : 1);
	// With it go the blank lines behind it where it stood first, and one where it stood alone.
	const isAlone = /\n[ \t]*\r?\n$/.test(text.slice(0, start)) && !changes.some(({ span }) => span.start === start);
	const blank = text.slice(0, start).trim() === '' && !changes.some(({ span }) => span.start <= start) ? /^(?:[ \t]*\r?\n)*/ : isAlone ? /^[ \t]*\r?\n/ : undefined;
	return [...others, { span: { start, end: Math.min(text.length, next + (blank?.exec(text.slice(next))?.[0].length ?? 0)) }, newText: '' }];
}
