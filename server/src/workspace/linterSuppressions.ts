/**
 * Other linters' comments that silence the same thing as one of our rules: the author has seen it and has decided. ESLint and oxlint
 * (`eslint-disable-next-line ts/no-floating-promises -- why`, `oxlint-disable-line n/no-sync`), Biome (`biome-ignore lint/nursery/noFloatingPromises: why`), and for Python
 * Ruff and Flake8 (`noqa: RUF006`); for Rust what Clippy is told to allow. Pure.
 */
import type { LanguageId } from '../outline/model.ts';
import { clippySilences } from './clippySuppressions.ts';
import { scanComments } from './comments.ts';
import { linesMeant, type SuppressionMatch } from './suppressions.ts';
import { LineIndex } from './text.ts';

/** Our rules by the last part of what other linters call theirs. */
const sameThing: Readonly<Record<string, readonly string[]>> = {
	'no-floating-promises': ['unawaited-async-call', 'untracked-task'],
	nofloatingpromises: ['unawaited-async-call', 'untracked-task'],
	'no-misused-promises': ['unawaited-async-call', 'untracked-task', 'async-in-void-callback'],
	nomisusedpromises: ['unawaited-async-call', 'untracked-task', 'async-in-void-callback'],
	'no-async-promise-executor': ['promise-constructor-async'],
	noasyncpromiseexecutor: ['promise-constructor-async'],
	'return-await': ['return-await-in-try', 'superfluous-await'],
	'await-thenable': ['needless-await', 'superfluous-await'],
	'promise-function-async': ['promise-function-async'],
	// Of eslint-plugin-promise.
	'catch-or-return': ['unawaited-async-call', 'untracked-task'],
	'no-sync': ['blocking-call', 'blocking-call-chain'],
};

const blocks = ['blocking-call', 'blocking-call-chain'];

/** Our rules by the codes of Ruff and of flake8-async. */
const sameCode: Readonly<Record<string, readonly string[]>> = {
	RUF006: ['untracked-task'], ASYNC300: ['untracked-task'],
	RUF029: ['needless-async'],
	ASYNC110: ['busy-poll-loop'],
	ASYNC103: ['swallowed-cancellation', 'hidden-cancellation'], ASYNC104: ['swallowed-cancellation', 'hidden-cancellation'],
	ASYNC210: blocks, ASYNC212: blocks, ASYNC220: blocks, ASYNC221: blocks, ASYNC222: blocks, ASYNC230: blocks, ASYNC232: blocks, ASYNC240: blocks, ASYNC250: blocks, ASYNC251: blocks,
};

export interface Silence extends SuppressionMatch {
	readonly rules: ReadonlySet<string>;
	readonly first: number;
	last: number;
}

/** What other linters' comments silence in one file. */
export class LinterSuppressions {
	readonly #silences: readonly Silence[];

	constructor(silences: readonly Silence[]) { this.#silences = silences; }

	/** The comment by which a rule of ours is silenced on a line (1-based); undefined if none does. */
	match(rule: string, line: number): SuppressionMatch | undefined {
		const silence = this.#silences.find(({ rules, first, last }) => rules.has(rule) && first <= line && line <= last);
		return silence && { ...(silence.reason !== undefined && { reason: silence.reason }), commentLine: silence.commentLine };
	}
}

/** `linter`, what it does, for which lines, and the rest of the comment. */
const directive = /^\s*(?<linter>eslint|oxlint)-(?<verb>disable|enable)(?<scope>-next-line|-line)?(?![\w-])(?<rest>[^]*)$/;
const biome = /^\s*biome-ignore(?<scope>-all|-start|-end)?\s+(?<rule>lint\/[\w/]+)[^:]*(?::(?<reason>[^]*))?$/;

export function parseLinterSuppressions(text: string, language: LanguageId): LinterSuppressions {
	if (language === 'rust') { return new LinterSuppressions(clippySilences(text)); }
	if (language === 'python') { return new LinterSuppressions(/noqa/i.test(text) ? noqaIn(text) : []); }
	if (!/(?:eslint|oxlint)-disable|biome-ignore/.test(text)) { return new LinterSuppressions([]); }
	const lines = new LineIndex(text);
	const scanned = scanComments(text, language);
	const silences: Silence[] = [];
	for (const comment of scanned.comments) {
		const content = text.slice(comment.start, comment.end).replace(/^\/[/*]+/, '').replace(/\*\/$/, '');
		const [begins, ends] = [lines.lineAt(comment.start), lines.lineAt(comment.end)];
		const said = ofEslint(content) ?? ofBiome(content);
		if (said === undefined || said.rules.size === 0) { continue; }
		if (said.scope === 'end') { close(silences, said, begins); continue; }
		const range = said.scope === 'start' ? { first: begins, last: Number.POSITIVE_INFINITY }
			: said.scope === 'all' ? { first: 1, last: Number.POSITIVE_INFINITY }
			: said.scope === 'line' ? { first: begins, last: ends }
			// A linter looks at where a statement begins; what we found may stand further down in it.
			: linesMeant(comment, scanned, lines, language);
		silences.push({ rules: said.rules, commentLine: begins, reason: said.reason, ...range });
	}
	return new LinterSuppressions(silences);
}

/** `# noqa: RUF006, ASYNC230 -- why` at the end of a line; `# ruff: noqa: RUF006` is for the whole file. One without codes says nothing of this. */
const noqa = /^#[^]*?(?<file>(?:ruff|flake8)\s*:\s*)?\bnoqa\s*:\s*(?<codes>(?:ASYNC\b|[A-Z]+\d+)(?:[\s,]+(?:ASYNC\b|[A-Z]+\d+))*)(?<rest>[^]*)$/i;

function noqaIn(text: string): Silence[] {
	const lines = new LineIndex(text);
	return scanComments(text, 'python').comments.flatMap((comment): Silence[] => {
		const { file, codes, rest = '' } = noqa.exec(text.slice(comment.start, comment.end))?.groups ?? {};
		const named = (codes ?? '').toUpperCase().split(/[\s,]+/).filter((code) => rulesOfCode(code).length > 0);
		if (named.length === 0) { return []; }
		const line = lines.lineAt(comment.start);
		const range = file === undefined ? { first: line, last: line } : { first: 1, last: Number.POSITIVE_INFINITY };
		return [{ rules: new Set(named.flatMap(rulesOfCode)), commentLine: line, reason: reasonOf(rest.replace(/^[\s:#-]+/, ''), `silenced for Ruff or Flake8: ${named.join(', ')}`), ...range }];
	});
}

/** `ASYNC2` and `ASYNC` stand for all codes that begin so. */
function rulesOfCode(code: string): readonly string[] {
	return /^ASYNC\d*$/.test(code) ? Object.entries(sameCode).flatMap(([each, rules]) => (each.startsWith(code) ? rules : [])) : sameCode[code] ?? [];
}

interface Said {
	readonly linter: string;
	readonly scope: 'next' | 'line' | 'start' | 'end' | 'all';
	readonly rules: ReadonlySet<string>;
	readonly reason: string;
}

function ofEslint(content: string): Said | undefined {
	const { linter, verb, scope, rest } = directive.exec(content)?.groups ?? {};
	if (linter === undefined || rest === undefined) { return undefined; }
	const [names = '', ...why] = rest.split(/\s-{2,}\s/);
	const named = names.split(',').map((name) => name.trim()).filter((name) => name !== '');
	const isEnd = verb === 'enable';
	return {
		linter, scope: isEnd ? 'end' : scope === '-line' ? 'line' : scope === '-next-line' ? 'next' : 'start',
		// To switch everything off says nothing of this; to switch everything on again does.
		rules: isEnd && named.length === 0 ? new Set(Object.values(sameThing).flat()) : rulesFor(named),
		reason: reasonOf(why.join(' -- '), `silenced for ${linter === 'eslint' ? 'ESLint' : 'oxlint'}: ${named.filter(isKnown).join(', ')}`),
	};
}

function ofBiome(content: string): Said | undefined {
	const { scope, rule, reason = '' } = biome.exec(content)?.groups ?? {};
	if (rule === undefined) { return undefined; }
	return { linter: 'biome', scope: scope === '-all' ? 'all' : scope === '-start' ? 'start' : scope === '-end' ? 'end' : 'next', rules: rulesFor([rule]), reason: reasonOf(reason, `silenced for Biome: ${rule}`) };
}

function reasonOf(given: string, otherwise: string): string {
	const reason = given.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim();
	return reason === '' || /^<[^>]*>$/.test(reason) ? otherwise : `${reason} (${otherwise})`;
}

function rulesFor(names: readonly string[]): ReadonlySet<string> {
	return new Set(names.flatMap((name) => sameThing[lastPart(name)] ?? []));
}

function isKnown(name: string): boolean { return Object.hasOwn(sameThing, lastPart(name)); }

/** Whatever a plugin is called: `@typescript-eslint/no-floating-promises`, `ts/no-floating-promises`, `lint/nursery/noFloatingPromises`. */
function lastPart(name: string): string {
	const last = name.slice(name.lastIndexOf('/') + 1);
	return /[A-Z]/.test(last) ? last.toLowerCase() : last;
}

/** What `enable` names is silenced no longer from here on. */
function close(silences: Silence[], { rules }: Said, line: number): void {
	for (const silence of silences) { if (silence.last === Number.POSITIVE_INFINITY && [...silence.rules].some((rule) => rules.has(rule))) { silence.last = line; } }
}
