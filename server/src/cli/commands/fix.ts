import type { Command } from 'commander';
import type { AnalysisService, AuditOptions } from '../../analysis/service.ts';
import { relativePath } from '../../workspace/paths.ts';
import { colorsFor, type Colors } from '../colors.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import { formatDiff } from '../fixing/diff.ts';
import { fixFiles, type FixRun } from '../fixing/fixFiles.ts';
import { createProgressLine } from '../progress.ts';
import { checkRules, ruleOption } from '../ruleOption.ts';
import { exitCodeOf, formatError, withService } from '../session.ts';
import type { Surroundings } from '../surroundings.ts';
import { resolveTargets, type Targets } from '../targets.ts';

interface FixFlags {
	readonly dryRun?: boolean;
	readonly rule?: readonly string[];
	readonly review?: boolean;
}

/** `unblock fix`: applies what can be put right without changing what the code does. */
export function addFix(program: Command, surroundings: Surroundings, end: (code: ExitCode) => void): void {
	program.command('fix')
		.description('apply the fixes that change nothing but the waiting')
		.argument('[path...]', 'files or directories (default: the current directory)')
		.option('--dry-run', 'print a unified diff and leave the files alone')
		.addOption(ruleOption())
		.option('--review', 'also apply fixes after which somebody should look at the code')
		.action(async (paths: readonly string[], flags: FixFlags) => {
			await checkRules(flags.rule);
			const targets = await resolveTargets(paths, surroundings);
			end(await withService(surroundings, targets.root, (service) => fix(service, targets, flags, surroundings)));
		});
}

async function fix(service: AnalysisService, targets: Targets, flags: FixFlags, surroundings: Surroundings): Promise<ExitCode> {
	const signal = surroundings.interruption();
	const progress = createProgressLine(surroundings);
	const audit: AuditOptions = { ...targets, ...(flags.rule && { rules: flags.rule }) };
	const { findings, errors } = await service.audit(audit, progress.update, signal).finally(progress.clear);
	for (const error of errors) {
		surroundings.stderr.write(formatError(error, targets.root));
	}
	// With a configuration that is not what was meant, neither are the fixes.
	const code = exitCodeOf(errors);
	if (!signal.aborted && code !== exitCode.usage) {
		const run = await fixFiles(service, findings, {
			audit, allows: (safety) => safety === 'safe' || flags.review === true, isDryRun: flags.dryRun === true, signal, progress: progress.update,
		}).finally(progress.clear);
		print(run, targets.root, flags, surroundings);
		if (!signal.aborted) {
			return code ?? (run.failures.length > 0 ? exitCode.incomplete : exitCode.clean);
		}
	}
	return signal.aborted ? exitCode.interrupted : exitCode.usage;
}

function print(run: FixRun, root: string, { dryRun }: FixFlags, surroundings: Surroundings): void {
	const { stdout, stderr, environment } = surroundings;
	const colors = colorsFor(surroundings);
	if (dryRun) {
		// The diff alone goes to standard output, so that it can be piped into `patch`.
		const diff = run.changes.map((change) => formatDiff(change, root)).join('');
		stdout.write(colors.isColorSupported ? colorDiff(diff, colors) : diff);
		stderr.write(outcomeText(run, root, 'would be fixed', colorsFor({ stdout: stderr, environment })));
	} else {
		stdout.write(outcomeText(run, root, 'fixed', colors));
	}
	for (const failure of run.failures) {
		stderr.write(`${failure}\n`);
	}
}

function outcomeText({ outcomes, failures }: FixRun, root: string, done: string, colors: Colors): string {
	const lines: string[] = [];
	for (const file of new Set(outcomes.map(({ finding }) => finding.file))) {
		const ofFile = outcomes.filter(({ finding }) => finding.file === file).sort((a, b) => a.finding.line - b.finding.line || a.finding.column - b.finding.column);
		lines.push(colors.underline(relativePath(root, file)));
		for (const { finding, title, caution, refusal } of ofFile) {
			const place = colors.dim(`${finding.line}:${finding.column}`);
			const applied = `${title}${caution === undefined ? '' : colors.yellow(` (look at it: ${caution})`)}`;
			lines.push(refusal === undefined ? `  ${place}  ${colors.green(done)}  ${applied}` : `  ${place}  ${colors.yellow('refused')}  ${title}: ${refusal}`);
		}
		lines.push('');
	}
	const fixed = outcomes.filter(({ refusal }) => refusal === undefined).length;
	const refused = outcomes.length - fixed;
	if (outcomes.length > 0) {
		lines.push(`${fixed} ${done}${refused > 0 ? `, ${refused} refused` : ''}`);
	} else if (failures.length === 0) {
		lines.push('Nothing to fix.');
	}
	return lines.map((line) => `${line}\n`).join('');
}

function colorDiff(diff: string, colors: Colors): string {
	return diff.replaceAll(/^(?:---|\+\+\+|@@|[-+]).*$/gm, (line) => {
		if (line.startsWith('---') || line.startsWith('+++')) {
			return colors.bold(line);
		}
		return line.startsWith('@@') ? colors.cyan(line) : line.startsWith('+') ? colors.green(line) : colors.red(line);
	});
}
