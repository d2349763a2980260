/**
 * Brings a helper of ours (`runtime/`) into a user's project, or finds the one that is there already.
 *
 * A builder of fixes asks `runtimeHelper('ringBuffer', file, project)`, takes the name it needs by
 * `new ImportPlan(file, …).access({ symbol: `${helper.specifier}#RingBuffer`, at })`, and adds `helper.edits` to its own.
 */
import type { TextEdit } from '../../../../rules/finding.ts';
import { isText, readTextFileSync } from '../../../../workspace/disk.ts';
import { extensionOf, isWithin, nameOf } from '../../../../workspace/paths.ts';
import type { EditedFile } from '../editedFile.ts';
import type { ImportStyle } from '../importStyle.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { isLinted, stemFor, packageOf, placeFor } from './placing.ts';
import { specifierFor } from './specifier.ts';
import type { FixProject } from './fixProject.ts';

/** A file of `runtime/`, without its ending. */
export type RuntimeHelperName = 'taskTracker' | 'ringBuffer' | 'queue' | 'notice';

export interface RuntimeHelper {
	/** Absolute, with `/`. */
	readonly file: string;
	/** How the changed file imports it, in its own way: `./lib/taskTracker.js`, `@/lib/taskTracker`. */
	readonly specifier: string;
	/** Makes the file; empty where the project has it. */
	readonly edits: readonly TextEdit[];
}

/** The line by which a helper of ours is known again. */
function markerLine(name: RuntimeHelperName): string {
	return `// unblock-runtime: ${name}. Copied from Unblock and yours to change; by this line Unblock finds it again.\n`;
}

/** Each project has a style of its own; our text keeps to one, until somebody makes it theirs. */
const unlinted = '/* eslint-disable */\n';

/** The helper as `file` is to use it. Refuses where the file does not tell how it imports, or where another file is in the way. */
export function runtimeHelper(name: RuntimeHelperName, file: EditedFile, project: FixProject): RuntimeHelper | Refusal {
	if (isRefusal(file.style)) { return file.style; }
	const from = file.sourceFile.fileName;
	const there = findHelper(name, from, project);
	if (there !== undefined) { return { file: there, specifier: specifierFor(file, there, project), edits: [] }; }
	const place = helperPlace(name, from, project);
	if (project.textOf(place) !== undefined) { return refuse(`${nameOf(place)} is there already and is not ours`); }
	const text = helperText(name, place, file, file.style, project);
	return isRefusal(text) ? text : {
		file: place, specifier: specifierFor(file, place, project),
		edits: [{ file: place, span: { start: 0, end: 0 }, newText: text, isNewFile: true }],
	};
}

/** The file of this package that holds the helper: it may have been renamed or moved, but still has the line by which we know it. */
export function findHelper(name: RuntimeHelperName, from: string, project: FixProject): string | undefined {
	const home = packageOf(from);
	const directory = project.runtimeDirectoryOf(from);
	const marker = new RegExp(String.raw`^// unblock-runtime: ${name}\b`, 'm');
	const plain = name.toLowerCase();
	return project.filesAround(from)
		.filter((file) => nameOf(file).replace(/\.[cm]?[jt]s$/, '').replaceAll(/[^A-Za-z]/g, '').toLowerCase() === plain)
		.filter((file) => packageOf(file) === home || (directory !== undefined && isWithin(directory, file)))
		.toSorted()
		.find((file) => marker.test(project.textOf(file) ?? ''));
}

/** Where the helper goes in a project that does not have it. Absolute. */
export function helperPlace(name: RuntimeHelperName, from: string, project: FixProject): string {
	const directory = project.runtimeDirectoryOf(from) ?? placeFor(from, project.filesAround(from));
	return `${directory}/${stemFor(name, from, project.filesAround(from))}${endingFor(from)}`;
}

/** As the file that uses it: its module kind may hang on the ending. */
function endingFor(from: string): string {
	const ending = extensionOf(from);
	return ending === '.tsx' ? '.ts' : ending === '.jsx' ? '.js' : ending;
}

function helperText(name: RuntimeHelperName, place: string, { text }: EditedFile, style: ImportStyle, { helperTexts }: FixProject): string | Refusal {
	const isJavaScript = /\.[cm]?js$/.test(place);
	const read = readTextFileSync(isJavaScript ? `${helperTexts}/javascript/${name}.js` : `${helperTexts}/${name}.ts`);
	if (!isText(read)) { return refuse(`the text of the helper ${name} ${read.error}`); }
	const form = isJavaScript && style.syntax === 'require' ? toCommonJs(read.text) : read.text;
	return indentedLike(text, (isLinted(place) ? unlinted : '') + markerLine(name) + form).replaceAll('\n', style.newline);
}

/** `export class A` → `class A`, with `module.exports = { A };` at the end. Our helpers export nothing in another way. */
function toCommonJs(text: string): string {
	const names = [...text.matchAll(/^export (?:abstract )?(?:async )?(?:class|function\*?|const) ([\w$]+)/gm)].map((match) => match[1]);
	return `${text.replaceAll(/^export (?=(?:abstract |async )?(?:class|function|const)\b)/gm, '')}\nmodule.exports = { ${names.join(', ')} };\n`;
}

/** Our helpers are indented by tabs; a file that is indented by spaces gets as many as the changed file uses. */
function indentedLike(model: string, text: string): string {
	if (/^\t/m.test(model)) { return text; }
	const widths = [...model.matchAll(/^( +)(?=[^\s*])/gm)].map((match) => match[1]?.length ?? 0);
	if (widths.length === 0) { return text; }
	const unit = ' '.repeat(Math.min(...widths) >= 4 ? 4 : Math.max(2, Math.min(...widths)));
	return text.replaceAll(/^\t+/gm, (tabs) => unit.repeat(tabs.length));
}
