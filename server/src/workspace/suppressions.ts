/**
 * Comments that silence findings: `unblock-ignore <rule>[, <rule>] -- <reason>` behind the code it means or on the line before, and
 * `unblock-ignore-file [<rule>…] -- <reason>` for a whole file. Pure.
 */
import type { LanguageId } from '../outline/model.ts';
import { scanComments, type Comment, type ScannedText } from './comments.ts';
import { nearest } from './nearest.ts';
import { beginsInString, lastLineOf } from './statements.ts';
import { LineIndex, newlineOf } from './text.ts';

export interface SuppressionMatch {
	readonly reason?: string;
	/** 1-based. */
	readonly commentLine: number;
}

/** A comment that should be written otherwise. It may silence findings nevertheless. */
export interface SuppressionProblem {
	/** 1-based. */
	readonly line: number;
	/** 1-based, in UTF-16 code units: where the words begin. */
	readonly column: number;
	/** A sentence without its full stop. */
	readonly message: string;
}

export interface UnusedSuppression {
	/** 1-based. */
	readonly commentLine: number;
	/** Absent for a comment that is for all rules of its file. */
	readonly rule?: string;
}

interface Directive {
	readonly isForFile: boolean;
	/** Empty for all rules (of a file). */
	readonly rules: readonly string[];
	readonly reason?: string;
	readonly commentLine: number;
	/** The lines it is for, both included. */
	readonly first: number;
	readonly last: number;
}

/** The comments of one file. Remembers which of them were of use. */
export class Suppressions {
	readonly problems: readonly SuppressionProblem[];
	readonly #directives: readonly Directive[];
	readonly #used = new Map<Directive, Set<string>>();

	constructor(directives: readonly Directive[], problems: readonly SuppressionProblem[]) {
		// A comment at the line is nearer than one for the file, and a later line nearer than an earlier.
		this.#directives = directives.toSorted((a, b) => Number(a.isForFile) - Number(b.isForFile) || b.commentLine - a.commentLine);
		this.problems = problems;
	}

	/** The comment that silences a rule on a line (1-based); undefined if none does. */
	match(rule: string, line: number): SuppressionMatch | undefined {
		const directive = this.#directives.find(({ rules, isForFile, first, last }) => first <= line && line <= last && (rules.includes(rule) || (isForFile && rules.length === 0)));
		if (!directive) { return undefined; }
		this.#used.set(directive, (this.#used.get(directive) ?? new Set()).add(rule));
		const { reason, commentLine } = directive;
		return { ...(reason !== undefined && { reason }), commentLine };
	}

	/** What no `match` so far has found, in the order of the text. */
	get unused(): readonly UnusedSuppression[] {
		return this.#directives.flatMap((directive): readonly UnusedSuppression[] => {
			const { rules, isForFile, commentLine } = directive;
			const used = this.#used.get(directive);
			if (rules.length === 0) { return isForFile && !used ? [{ commentLine }] : []; }
			return rules.filter((rule) => !used?.has(rule)).map((rule) => ({ commentLine, rule }));
		}).sort((a, b) => a.commentLine - b.commentLine);
	}
}

const words = 'unblock-ignore';

/** Finds the comments of a file. Without `ruleIds`, rules are not checked for being known. */
export function parseSuppressions(text: string, language: LanguageId, ruleIds?: ReadonlySet<string>): Suppressions {
	if (!text.includes(words)) { return new Suppressions([], []); }
	const lines = new LineIndex(text);
	const scanned = scanComments(text, language);
	const directives: Directive[] = [];
	const problems: SuppressionProblem[] = [];
	for (const comment of scanned.comments) {
		for (const { offset, isForFile, rules, reason } of wordsIn(text.slice(comment.start, comment.end))) {
			const position = lines.positionAt(comment.start + offset);
			const range = isForFile ? { first: 1, last: Number.POSITIVE_INFINITY } : linesMeant(comment, scanned, lines, language);
			directives.push({ isForFile, rules, ...(reason !== undefined && { reason }), commentLine: position.line, ...range });
			problems.push(...messagesFor(isForFile, rules, reason, ruleIds).map((message) => ({ ...position, message })));
		}
	}
	return new Suppressions(directives, problems);
}

function* wordsIn(comment: string): Generator<{ offset: number; isForFile: boolean; rules: readonly string[]; reason?: string }> {
	const lines = new LineIndex(comment);
	for (let line = 1; line <= lines.lineCount; line++) {
		const text = lines.textOf(line);
		const at = text.indexOf(words);
		const { file, rest } = /^(?<file>-file)?(?![\w-]):?(?<rest>.*)$/.exec(text.slice(at + words.length))?.groups ?? {};
		if (at < 0 || rest === undefined || !beginsComment(text.slice(0, at))) { continue; }
		const { rules = '', reason = '' } = /^(?<rules>.*?)(?:(?:--+|—)(?<reason>.*))?$/.exec(rest.replace(/\*\/$/, ''))?.groups ?? {};
		yield {
			offset: lines.startOf(line) + at,
			isForFile: file !== undefined,
			rules: rules.split(/[\s,]+/).filter((rule) => rule !== ''),
			...(reason.trim() !== '' && { reason: reason.trim() }),
		};
	}
}

/** True at the beginning of a comment, of one of its lines, or behind another comment's words (a linter's, with ours after it). */
function beginsComment(before: string): boolean {
	let end = before.length;
	while (end > 0 && /[\s*!/#]/.test(before[end - 1] ?? '')) { end--; }
	return end === 0 || /#|\/\/|\/\*/.test(before.slice(end));
}

function messagesFor(isForFile: boolean, rules: readonly string[], reason: string | undefined, ruleIds: ReadonlySet<string> | undefined): readonly string[] {
	const unknown = rules.filter((rule) => ruleIds && !ruleIds.has(rule)).map((rule) => {
		const near = nearest(rule, ruleIds ?? []);
		return `there is no rule "${rule}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
	});
	return [
		...(rules.length === 0 && !isForFile ? ['name the rule to ignore, as in "unblock-ignore blocking-call -- why it is fine here"'] : []),
		...unknown,
		...(reason === undefined ? ['give a reason after --'] : []),
	];
}

/** The lines a comment is for: those it shares with code or, if there is no code beside it, the statement below. */
export function linesMeant(comment: Comment, scanned: ScannedText, lines: LineIndex, language: LanguageId): { first: number; last: number } {
	const begins = lines.lineAt(comment.start);
	const ends = lines.lineAt(comment.end);
	const beside = scanned.code.slice(lines.startOf(begins), comment.start) + scanned.code.slice(comment.end, lines.endOf(ends));
	if (!isEmpty(beside)) { return { first: begins, last: ends }; }
	let first = ends + 1;
	// More comments may come between.
	while (first <= lines.lineCount && lines.textOf(first).trim() !== '' && isEmpty(scanned.code.slice(lines.startOf(first), lines.endOf(first)))) { first++; }
	if (first > lines.lineCount || lines.textOf(first).trim() === '') { return { first, last: ends }; }
	return { first, last: lastLineOf(first, scanned, lines, language) };
}

/** No code; the braces around a comment in JSX are none. */
function isEmpty(code: string): boolean {
	return /^(?:\{\s*\})?$/.test(code.trim());
}

export interface SuppressionEdit {
	/** The line (1-based) the comment goes above: the one asked for or, where a string or a continued line allows no comment there, one before. */
	readonly line: number;
	/** The offset at which to insert: the line's beginning. */
	readonly offset: number;
	/** The comment with the line's indentation and the file's kind of line end. */
	readonly newText: string;
}

/**
 * The comment that silences a rule on a line (1-based). `isJsx` says that the line begins among the children of a JSX element, where
 * a comment needs braces.
 */
export function suppressionEdit(text: string, line: number, rule: string, language: LanguageId, reason: string, { isJsx = false }: { readonly isJsx?: boolean } = {}): SuppressionEdit {
	const lines = new LineIndex(text);
	const { code } = scanComments(text, language);
	let target = Math.max(1, Math.min(line, lines.lineCount));
	while (target > 1 && (beginsInString(target, code, lines) || (language === 'python' && /\\\s*$/.test(code.slice(lines.startOf(target - 1), lines.endOf(target - 1)))))) { target--; }
	const indentation = /^[^\S\r\n]*/.exec(lines.textOf(target))?.[0] ?? '';
	const content = `${words} ${rule} -- ${reason.replaceAll(/\s+/g, ' ').trim()}`;
	const newText = `${indentation}${commentOf(content, language, isJsx)}${newlineOf(text)}`;
	return { line: target, offset: lines.startOf(target), newText };
}

function commentOf(content: string, language: LanguageId, isJsx: boolean): string {
	if (language === 'python') { return `# ${content}`; }
	return isJsx ? `{/* ${content.replaceAll('*/', '* /')} */}` : `// ${content}`;
}
