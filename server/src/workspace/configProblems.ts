/** Says in sentences, with positions, what is wrong with an `unblock.json`. Pure. */
import { findNodeAtLocation, printParseErrorCode, type JSONPath, type Node, type ParseError } from 'jsonc-parser';
import type * as z from 'zod';
import { nearest } from './nearest.ts';
import { configFileName, configJsonSchema, schemasAt, type JsonSchema } from './schema.ts';
import { LineIndex } from './text.ts';

export interface ConfigError {
	/** Absolute, with `/`. */
	readonly file: string;
	/** 1-based. */
	readonly line: number;
	/** 1-based, in UTF-16 code units. */
	readonly column: number;
	/** A sentence without its full stop. */
	readonly message: string;
}

/** A mistake, where it stands in the file, and the part of the settings (by path) that cannot be used because of it. */
export interface ConfigProblem {
	readonly offset: number;
	readonly message: string;
	readonly ignored: readonly PropertyKey[];
}

const syntaxMessages: Readonly<Record<string, string>> = {
	InvalidSymbol: 'this is no JSON value; a text needs double quotes',
	InvalidNumberFormat: 'this is no number',
	PropertyNameExpected: 'the name of a setting in double quotes is expected here',
	ValueExpected: 'a value is missing here',
	ColonExpected: 'a colon is missing here',
	CommaExpected: 'a comma is missing before this',
	CloseBraceExpected: 'a closing brace is missing here',
	CloseBracketExpected: 'a closing bracket is missing here',
	EndOfFileExpected: 'there is more text after the end of the settings',
	UnexpectedEndOfComment: 'this comment does not end',
	UnexpectedEndOfString: 'this text has no closing quote',
	InvalidEscapeCharacter: 'there is no such escape; write a backslash as \\\\',
};

/** The first syntax error; those after it follow from it more often than not. */
export function syntaxProblem(error: ParseError): ConfigProblem {
	const message = syntaxMessages[printParseErrorCode(error.error)] ?? 'this is not valid JSON';
	return { offset: error.offset, message: `${message}; ${configFileName} is ignored until it can be read`, ignored: [] };
}

/** Everything the schema finds wrong. */
export function schemaProblems(tree: Node, value: unknown, issues: readonly z.core.$ZodIssue[]): readonly ConfigProblem[] {
	const schema = configJsonSchema();
	return issues.flatMap((issue) => specificIssues(issue, valueAt(value, issue.path))).flatMap((issue) => {
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => unknownKey(tree, schema, issue.path, key));
		}
		const ignored = ignoredPart(issue.path);
		const message = `${sentence(issue, value, schema)}${consequence(ignored)}`;
		return [{ offset: nearestNode(tree, issue.path).offset, message, ignored }];
	});
}

/** Rules that do not exist. */
export function ruleProblems(tree: Node, named: readonly string[], ruleIds: ReadonlySet<string>): readonly ConfigProblem[] {
	return named.filter((rule) => !ruleIds.has(rule)).map((rule) => ({
		offset: keyNode(tree, ['rules'], rule).offset,
		message: `there is no rule "${rule}"${suggestion(rule, ruleIds)}`,
		ignored: ['rules', rule],
	}));
}

/** Gives problems their lines and columns. */
export function locate(file: string, text: string, problems: readonly ConfigProblem[]): readonly ConfigError[] {
	const lines = new LineIndex(text);
	return [...problems]
		.sort((a, b) => a.offset - b.offset)
		.map(({ offset, message }) => ({ file, ...lines.positionAt(offset), message }));
}

function unknownKey(tree: Node, schema: JsonSchema, path: readonly PropertyKey[], key: string): ConfigProblem {
	const known = new Set(schemasAt(schema, path).flatMap(({ properties }) => Object.keys(properties ?? {})));
	const place = path.length === 0 ? configFileName : nameOfPath(path);
	const ignored = path.length === 0 ? [key] : ignoredPart(path);
	return {
		offset: keyNode(tree, path, key).offset,
		message: `${place} has no setting "${key}"${suggestion(key, known)}${path.length === 0 ? '' : consequence(ignored)}`,
		ignored,
	};
}

function suggestion(word: string, known: ReadonlySet<string>): string {
	const near = nearest(word, known);
	if (near !== undefined) { return `; did you mean "${near}"?`; }
	return known.size === 0 || known.size > 20 ? '' : `; known are ${listed([...known].filter((each) => each !== '$schema'), 'and')}`;
}

/** What cannot be used where a value is wrong: one rule, one item of a list, or the whole setting. */
function ignoredPart(path: readonly PropertyKey[]): readonly PropertyKey[] {
	return path.slice(0, 2);
}

function consequence(ignored: readonly PropertyKey[]): string {
	return ignored.length === 0 ? `; ${configFileName} is ignored` : `; ${nameOfPath(ignored)} is ignored`;
}

/** Where a value may be one of several things, the issues of the one it was probably meant to be. */
function specificIssues(issue: z.core.$ZodIssue, value: unknown): readonly z.core.$ZodIssue[] {
	if (issue.code !== 'invalid_union') { return [issue]; }
	const meant = issue.errors.filter((issues) => !issues.some((inner) => inner.path.length === 0 && isOtherKind(inner, value)));
	const [branch] = meant;
	if (branch === undefined || meant.length > 1) { return [issue]; }
	return branch.flatMap((inner) => specificIssues({ ...inner, path: [...issue.path, ...inner.path] }, valueAt(value, inner.path)));
}

function isOtherKind(issue: z.core.$ZodIssue, value: unknown): boolean {
	return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && issue.values.every((each) => typeof each !== typeof value));
}

function sentence(issue: z.core.$ZodIssue, value: unknown, schema: JsonSchema): string {
	const name = issue.path.length === 0 ? configFileName : nameOfPath(issue.path);
	const found = valueAt(value, issue.path);
	if (issue.code === 'invalid_format') { return `${name} ${issue.message}`; }
	if (issue.code === 'custom' || issue.code === 'too_small' || issue.code === 'too_big') { return `${name}: ${issue.message}`; }
	const expected = expectation(schemasAt(schema, issue.path));
	if (found === undefined) { return `${name} is missing; it must be ${expected}`; }
	const near = typeof found === 'string' ? nearest(found, choicesOf(schemasAt(schema, issue.path))) : undefined;
	return `${name} must be ${expected}, not ${described(found)}${near === undefined ? '' : ` (did you mean "${near}"?)`}`;
}

/** The constants that schemas allow. */
function choicesOf(schemas: readonly JsonSchema[]): readonly string[] {
	return schemas.flatMap((schema) => [...schema.enum ?? [], schema.const]).filter((each) => typeof each === 'string');
}

const typeNames: Readonly<Record<string, string>> = {
	string: 'a text', integer: 'a whole number', number: 'a number', boolean: 'true or false', object: 'an object', array: 'a list', null: 'null',
};

function expectation(schemas: readonly JsonSchema[]): string {
	const choices = choicesOf(schemas);
	const others = schemas.filter((schema) => schema.enum === undefined && schema.const === undefined).map((schema) => {
		const items = schema.items ? schemasAt(schema.items, []) : [];
		const isListOfOneType = items.length > 0 && new Set(items.map(({ type }) => type)).size === 1;
		if (isListOfOneType && items[0]?.type === 'string') { return 'a list of texts'; }
		if (isListOfOneType && items[0]?.type === 'object') { return 'a list of objects'; }
		return typeNames[schema.type ?? ''] ?? 'something else';
	});
	const quoted = choices.map((each) => `"${each}"`);
	return listed([...new Set([...quoted, ...others])], 'or');
}

function listed(words: readonly string[], conjunction: string): string {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

function described(value: unknown): string {
	if (value === null) { return 'null'; }
	if (Array.isArray(value)) { return 'a list'; }
	if (typeof value === 'object') { return 'an object'; }
	const text = JSON.stringify(value);
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** `rules.blocking-call`, `blocking[0].category`. */
function nameOfPath(path: readonly PropertyKey[]): string {
	return path.map((key, at) => typeof key === 'number' ? `[${key}]` : `${at === 0 ? '' : '.'}${String(key)}`).join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);
}

/** The node at a path, or the innermost above it for one that is missing. */
function nearestNode(tree: Node, path: readonly PropertyKey[]): Node {
	for (let length = path.length; length > 0; length--) {
		const node = findNodeAtLocation(tree, path.slice(0, length) as JSONPath);
		if (node) { return node; }
	}
	return tree;
}

function keyNode(tree: Node, path: readonly PropertyKey[], key: string): Node {
	const object = nearestNode(tree, path);
	return object.children?.find((property) => property.children?.[0]?.value === key)?.children?.[0] ?? object;
}
