/**
 * The JSON of `unblock audit --format json`, which other tools read: any change to it raises `VERSION`. Lines and columns are 1-based,
 * columns in UTF-16 code units, ends exclusive; files are relative to `root`, with `/`.
 */
import * as z from 'zod';
import { severity } from '../catalogue/schema.ts';
import { VERSION } from './version.ts';

const count = z.number().int().nonnegative();
const position = z.number().int().positive();
const range = { line: position, column: position, endLine: position, endColumn: position };

/** A file that is not there yet is made: its only edit is at 1:1 and holds its whole text. */
export const reportEdit = z.strictObject({ file: z.string(), ...range, newText: z.string() });

export const reportFix = z.strictObject({
	title: z.string(),
	safety: z.enum(['safe', 'review']),
	/** With `--with-fixes` only, and only for a fix that passed its check. */
	edits: z.array(reportEdit).optional(),
});

export const reportLink = z.strictObject({ file: z.string(), line: position, column: position, label: z.string() });

export const reportFinding = z.strictObject({
	rule: z.string(),
	category: z.string(),
	severity,
	priority: z.enum(['P0', 'P1', 'P2', 'P3']),
	verdict: z.enum(['bad', 'acceptable']),
	/** Why it is acceptable; null for a bad one. */
	reason: z.string().nullable(),
	file: z.string(),
	...range,
	function: z.string(),
	message: z.string(),
	impact: z.string(),
	chain: z.array(reportLink),
	fixes: z.array(reportFix),
	guide: z.string(),
	/** Rule, qualified function, sink and ordinal: survives moved lines. */
	fingerprint: z.string(),
});
export type ReportFinding = z.infer<typeof reportFinding>;

export const reportSummary = z.strictObject({
	files: count,
	asyncFunctions: count,
	/** How many `findings` there are, acceptable ones included, as in `byRule` and in the `findings` of a file. */
	findings: count,
	byRule: z.record(z.string(), count),
	unresolvedCalls: count,
	elapsedMs: count,
});

export const report = z.strictObject({
	version: z.literal(VERSION),
	/** Absolute, with `/`. */
	root: z.string(),
	summary: reportSummary,
	/** By file, line, column and rule. */
	findings: z.array(reportFinding),
	strengths: z.array(z.strictObject({ pattern: z.string(), file: z.string(), line: position })),
	files: z.array(z.strictObject({ file: z.string(), language: z.string(), asyncFunctions: count, awaits: count, findings: count })),
	/** What could not be analysed; empty exactly where the report is whole. */
	errors: z.array(z.strictObject({ file: z.string(), message: z.string() })),
});
export type Report = z.infer<typeof report>;
