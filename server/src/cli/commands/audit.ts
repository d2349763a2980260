import { Option, type Command } from 'commander';
import type { AuditResult } from '../../analysis/service.ts';
import type { Report } from '../../audit/contract.ts';
import { formatJson } from '../../audit/json.ts';
import { formatPretty } from '../../audit/pretty.ts';
import { createReport, findingsAtOrAbove, type Threshold } from '../../audit/report.ts';
import { writeAtomically } from '../../workspace/disk.ts';
import { normalizePath } from '../../workspace/paths.ts';
import { colorsFor, widthOf } from '../colors.ts';
import { exitCode, UsageError, type ExitCode } from '../exitCode.ts';
import { createProgressLine } from '../progress.ts';
import { checkRules, ruleOption } from '../ruleOption.ts';
import { exitCodeOf, formatError, withService } from '../session.ts';
import type { Surroundings } from '../surroundings.ts';
import { resolveTargets } from '../targets.ts';

interface AuditFlags {
	readonly format: 'pretty' | 'json';
	readonly withFixes?: boolean;
	readonly rule?: readonly string[];
	readonly failOn: Threshold;
	readonly output?: string;
}

/** `unblock audit`: reports what holds up async code. */
export function addAudit(program: Command, surroundings: Surroundings, end: (code: ExitCode) => void): void {
	program.command('audit')
		.description('report what holds up async code, and through which path')
		.argument('[path...]', 'files or directories (default: the current directory)')
		.addOption(new Option('--format <format>', 'how to write the report').choices(['pretty', 'json']).default('pretty'))
		.option('--with-fixes', 'build and check each fix, and put its edits into the JSON')
		.addOption(ruleOption())
		.addOption(new Option('--fail-on <severity>', 'the least severity that makes the exit code 1').choices(['error', 'warning', 'info', 'hint', 'never']).default('error'))
		.option('--output <file>', 'write the report to a file')
		.action(async (paths: readonly string[], flags: AuditFlags) => {
			end(await audit(paths, flags, surroundings));
		});
}

async function audit(typed: readonly string[], flags: AuditFlags, surroundings: Surroundings): Promise<ExitCode> {
	await checkRules(flags.rule);
	const targets = await resolveTargets(typed, surroundings);
	const signal = surroundings.interruption();
	const progress = createProgressLine(surroundings);
	const result = await withService(surroundings, targets.root, (service) => service.audit({
		...targets,
		...(flags.rule && { rules: flags.rule }),
		...(flags.withFixes && { withFixes: true }),
	}, progress.update, signal)).finally(progress.clear);

	const report = createReport(result, targets.root);
	sayErrors(result, flags, targets.root, surroundings);
	await write(report, flags, surroundings);
	if (signal.aborted) {
		return exitCode.interrupted;
	}
	return exitCodeOf(result.errors) ?? (findingsAtOrAbove(report, flags.failOn).length > 0 ? exitCode.findings : exitCode.clean);
}

/** Errors are part of the report; where people do not read that on the terminal, they are said there too. What is only said always is. */
function sayErrors(result: AuditResult, flags: AuditFlags, root: string, { stderr }: Surroundings): void {
	const isReadHere = flags.format === 'pretty' && flags.output === undefined;
	for (const error of result.errors) {
		if (error.kind === 'degraded' || !isReadHere) {
			stderr.write(formatError(error, root));
		}
	}
}

async function write(report: Report, { format, output }: AuditFlags, surroundings: Surroundings): Promise<void> {
	if (output === undefined) {
		const showsRoot = report.root !== surroundings.cwd;
		surroundings.stdout.write(format === 'json' ? formatJson(report) : formatPretty(report, { colors: colorsFor(surroundings), width: widthOf(surroundings.stdout), showsRoot }));
		return;
	}
	const toFile = { stdout: { write: () => {} }, environment: {} };
	const text = format === 'json' ? formatJson(report) : formatPretty(report, { colors: colorsFor(toFile), width: Number.POSITIVE_INFINITY, showsRoot: true });
	try {
		await writeAtomically(normalizePath(output, surroundings.cwd), text);
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}
