/**
 * Small workspaces of Python files in memory. A comment `# => a#b, c.py#D.e` at the end of a line says what the calls of that line resolve to, in
 * their order: a symbol outside, a function by its file (below the root) and name, `parameter 0.get`, or `?name (reason)`.
 */
import { expect } from 'vitest';
import { PythonLanguage } from '../../../../server/src/languages/python/language.ts';
import type { Callee, CallStep, FileOutline, FunctionOutline, Step } from '../../../../server/src/outline/model.ts';
import { stepsOf } from '../../../../server/src/outline/walk.ts';
import { PythonParser } from '../../../../server/src/languages/python/syntax/parser.ts';
import { readGrammar } from '../../../../server/src/workspace/grammarFiles.ts';

export const ROOT = '/project';
const grammar = readGrammar(import.meta.url, 'python');

export type Files = Readonly<Record<string, string>>;

export interface Opened {
	readonly language: PythonLanguage;
	/** By path below the root. Changed by `write`. */
	readonly texts: Map<string, string>;
	readonly outline: (path: string) => FileOutline;
	readonly write: (path: string, text: string | undefined) => void;
}

export interface OpenOptions {
	readonly results?: Readonly<Record<string, string>>;
	readonly roots?: readonly string[];
	readonly onDegraded?: (file: string, message: string) => void;
}

/** Opens a workspace. Paths are relative to `/project`. */
export async function open(files: Files, { results = {}, roots = [ROOT], onDegraded = () => undefined }: OpenOptions = {}): Promise<Opened> {
	const texts = new Map(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text]));
	const language = new PythonLanguage(await PythonParser.create(grammar), {
		roots, textOf: (file) => texts.get(file), isFile: (path) => texts.has(path), isDirectory: (path) => [...texts.keys()].some((each) => each.startsWith(`${path}/`)),
		isWorkspaceFile: (path) => roots.some((root) => path.startsWith(`${root}/`)), resultTypeOf: (symbol) => results[symbol], onDegraded,
	});
	language.load([...texts.keys()]);
	return {
		language, texts,
		outline: (path) => {
			const outline = language.outline(`${ROOT}/${path}`);
			if (outline === undefined) { throw new Error(`no outline of ${path}`); }
			return outline;
		},
		write: (path, text) => {
			const file = `${ROOT}/${path}`;
			const change = text === undefined ? 'deleted' : texts.has(file) ? 'changed' : 'created';
			if (text === undefined) { texts.delete(file); } else { texts.set(file, text); }
			language.filesChanged(new Map([[file, change]]));
		},
	};
}

/** Outlines all files and compares what their calls resolve to with the comments. */
export async function checkResolved(files: Files, options?: OpenOptions): Promise<Opened> {
	const opened = await open(files, options);
	const wanted: string[] = [];
	const found: string[] = [];
	for (const [path, text] of Object.entries(files)) {
		if (!/#\s*=>/.test(text)) { continue; }
		const outline = opened.outline(path);
		const calls = outline.functions.flatMap((each) => callsOf(each)).sort((a, b) => a.nameSpan.start - b.nameSpan.start);
		for (const [index, line] of text.split('\n').entries()) {
			const marker = /#\s*=>\s*(.*)$/.exec(line)?.[1];
			if (marker === undefined) { continue; }
			const on = calls.filter((each) => text.slice(0, each.nameSpan.start).split('\n').length === index + 1);
			wanted.push(`${path}:${index + 1} ${marker.trim()}`);
			found.push(`${path}:${index + 1} ${on.map((each) => describeCallee(each.callee)).join(', ')}`);
		}
	}
	expect(wanted.length).toBeGreaterThan(0);
	expect(found).toEqual(wanted);
	return opened;
}

export function describeCallee(callee: Callee): string {
	switch (callee.kind) {
		case 'function': return callee.id.slice(ROOT.length + 1);
		case 'external': return callee.symbol;
		case 'parameter': return ['parameter', [callee.index, ...callee.path ?? []].join('.')].join(' ');
		case 'unresolved': return `?${callee.name} (${callee.reason})`;
	}
}

export function callsOf(outlined: FunctionOutline): CallStep[] {
	return stepsIn(outlined, 'call');
}

export function stepsIn<Kind extends Step['kind']>(outlined: FunctionOutline, kind: Kind): Extract<Step, { kind: Kind }>[] {
	return [...stepsOf(outlined.body)].flatMap(({ step }) => (step.kind === kind ? [step as Extract<Step, { kind: Kind }>] : []));
}

export function functionNamed(outline: FileOutline, name: string): FunctionOutline {
	const found = outline.functions.find((each) => each.id.endsWith(`#${name}`));
	if (found === undefined) { throw new Error(`no ${name} among ${outline.functions.map((each) => each.id).join(' ')}`); }
	return found;
}
