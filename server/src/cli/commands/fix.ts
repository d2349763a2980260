import type { Command } from 'commander';
import type { AnalysisService, AuditResult } from '../../analysis/service.ts';
import { relativePath } from '../../workspace/paths.ts';
import { colorsFor, type Colors } from '../colors.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import { formatDiff } from '../fixing/diff.ts';
import { fixFile, type FixOutcome } from '../fixing/fixFile.ts';
import { OpenFiles } from '../fixing/openFiles.ts';
import { createProgressLine, type ProgressLine } from '../progress.ts';
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
			checkRules(flags.rule);
			const targets = await resolveTargets(paths, surroundings);
			end(await withService(surroundings, targets.root, (service) => fix(service, targets, flags, surroundings)));
		});
}

/** What became of the files of one run. */
interface Run {
	readonly outcomes: FixOutcome[];
	/** Why files could not be read or written, as sentences. */
	readonly failures: string[];
	diff: string;
}

async function fix(service: AnalysisService, targets: Targets, flags: FixFlags, surroundings: Surroundings): Promise<ExitCode> {
	const signal = surroundings.interruption();
	const progress = createProgressLine(surroundings);
	const audited = await service.audit({ ...targets, ...(flags.rule && { rules: flags.rule }) }, progress.update, signal).finally(progress.clear);
	for (const error of audited.errors) {
		surroundings.stderr.write(formatError(error, targets.root));
	}
	const run: Run = { outcomes: [], failures: [], diff: '' };
	if (!signal.aborted && !audited.errors.some((error) => error.kind === 'config')) {
		await fixAll(service, audited, targets, flags, signal, progress, run);
		progress.clear();
	}
	print(run, targets, flags, surroundings);
	if (signal.aborted) {
		return exitCode.interrupted;
	}
	return exitCodeOf(audited.errors) ?? (run.failures.length > 0 ? exitCode.incomplete : exitCode.clean);
}

async function fixAll(service: AnalysisService, audited: AuditResult, { root }: Targets, flags: FixFlags, signal: AbortSignal, progress: ProgressLine, run: Run): Promise<void> {
	// An analysis of one file may know less of who calls it than the audit did: what the audit found acceptable stays as it is.
	const acceptable = new Set(audited.findings.filter((finding) => finding.verdict === 'acceptable' || finding.suppressed !== undefined).map((finding) => finding.fingerprint));
	const limits = {
		allows: (safety: string) => safety === 'safe' || flags.review === true,
		wants: (finding: { readonly rule: string; readonly fingerprint: string }) => (flags.rule?.includes(finding.rule) ?? true) && !acceptable.has(finding.fingerprint),
		signal,
	};
	const files = [...new Set(audited.findings.filter((finding) => finding.verdict === 'bad' && limits.wants(finding) && finding.fixes.some((offered) => limits.allows(offered.safety))).map((finding) => finding.file))].sort();
	const open = new OpenFiles(service);
	for (const [done, file] of files.entries()) {
		progress.update({ phase: 'fix', done, total: files.length, file: relativePath(root, file) });
		let outcomes: readonly FixOutcome[] = [];
		try {
			outcomes = await fixFile(service, open, file, limits);
			if (signal.aborted) {
				break;
			}
			if (!flags.dryRun) {
				await open.save();
			}
			run.outcomes.push(...outcomes);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			run.failures.push(message);
			run.outcomes.push(...outcomes.map((outcome) => ({ refusal: message, ...outcome })));
			if (!flags.dryRun) {
				open.close();
			}
		}
	}
	run.diff = flags.dryRun ? open.changes().map((change) => formatDiff(change, root)).join('') : '';
	open.close();
}

function print(run: Run, { root }: Targets, { dryRun }: FixFlags, surroundings: Surroundings): void {
	const { stdout, stderr } = surroundings;
	const colors = colorsFor(surroundings);
	if (dryRun) {
		// The diff alone goes to standard output, so that it can be piped into `patch`.
		stdout.write(colors.isColorSupported ? colorDiff(run.diff, colors) : run.diff);
		stderr.write(outcomeText(run, root, 'would be fixed', colorsFor({ stdout: stderr, environment: surroundings.environment })));
	} else {
		stdout.write(outcomeText(run, root, 'fixed', colors));
	}
	for (const failure of run.failures) {
		stderr.write(`${failure}\n`);
	}
}

function outcomeText({ outcomes }: Run, root: string, done: string, colors: Colors): string {
	const lines: string[] = [];
	for (const file of new Set(outcomes.map(({ finding }) => finding.file))) {
		const ofFile = outcomes.filter(({ finding }) => finding.file === file).sort((a, b) => a.finding.line - b.finding.line || a.finding.column - b.finding.column);
		lines.push(colors.underline(relativePath(root, file)));
		for (const { finding, title, refusal } of ofFile) {
			const place = colors.dim(`${finding.line}:${finding.column}`);
			lines.push(refusal === undefined ? `  ${place}  ${colors.green(done)}  ${title}` : `  ${place}  ${colors.yellow('refused')}  ${title}: ${refusal}`);
		}
		lines.push('');
	}
	const fixed = outcomes.filter(({ refusal }) => refusal === undefined).length;
	const refused = outcomes.length - fixed;
	lines.push(fixed === 0 && refused === 0 ? 'Nothing to fix.' : `${fixed} ${done}${refused > 0 ? `, ${refused} refused` : ''}`);
	return `${lines.join('\n')}\n`;
}

function colorDiff(diff: string, colors: Colors): string {
	return diff.replaceAll(/^(?:---|\+\+\+|@@|[-+]).*$/gm, (line) => {
		if (line.startsWith('---') || line.startsWith('+++')) {
			return colors.bold(line);
		}
		return line.startsWith('@@') ? colors.cyan(line) : line.startsWith('+') ? colors.green(line) : colors.red(line);
	});
}
