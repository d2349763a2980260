/** A workspace of Rust files in memory, for tests of the front end. */
import { RustLanguage } from '../../../../server/src/languages/rust/language.ts';
import { RustParser } from '../../../../server/src/languages/rust/syntax/parser.ts';
import type { CallStep, FileOutline } from '../../../../server/src/outline/model.ts';
import { stepsOf } from '../../../../server/src/outline/walk.ts';
import { readGrammar } from '../../../../server/src/workspace/grammarFiles.ts';

export const ROOT = '/w';

export const parser = await RustParser.create(readGrammar(import.meta.url, 'rust'));

export interface Opened {
	readonly language: RustLanguage;
	outline(name: string): FileOutline;
	/** Puts another text in a file's place. */
	change(name: string, text: string): void;
	/** By line (1-based), what each call resolved to: `line name → callee`. */
	calls(name: string): string[];
}

export function open(files: Readonly<Record<string, string>>): Opened {
	const texts = new Map(Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text]));
	const language = new RustLanguage(parser, {
		textOf: (file) => texts.get(file), isFile: (path) => texts.has(path), isWorkspaceFile: (path) => texts.has(path), resultTypeOf: () => undefined, onDegraded: () => undefined,
	});
	language.load([...texts.keys()].filter((file) => file.endsWith('.rs')));
	const outline = (name: string): FileOutline => {
		const made = language.outline(`${ROOT}/${name}`);
		if (made === undefined) { throw new Error(`there is no ${name}`); }
		return made;
	};
	return {
		language, outline,
		change: (name, text) => {
			texts.set(`${ROOT}/${name}`, text);
			language.filesChanged(new Map([[`${ROOT}/${name}`, 'changed']]));
		},
		calls: (name) => {
			const text = texts.get(`${ROOT}/${name}`) ?? '';
			const steps = outline(name).functions.flatMap((fn) => stepsOf(fn.body).flatMap(({ step }) => (step.kind === 'call' ? [step] : [])));
			return steps.toSorted((a, b) => a.nameSpan.start - b.nameSpan.start).map((step) => `${text.slice(0, step.nameSpan.start).split('\n').length} ${text.slice(step.nameSpan.start, step.nameSpan.end)} → ${calleeOf(step)}`);
		},
	};
}

function calleeOf({ callee }: CallStep): string {
	switch (callee.kind) {
		case 'function': return callee.id.replace(`${ROOT}/`, '');
		case 'external': return callee.symbol;
		case 'parameter': return `parameter ${callee.index}`;
		case 'unresolved': return `?${callee.name}`;
	}
}
