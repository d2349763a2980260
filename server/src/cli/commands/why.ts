import type { Command } from 'commander';
import type { WhyCall, WhyReport } from '../../analysis/service.ts';
import { kindOf } from '../../workspace/disk.ts';
import { normalizePath, relativePath } from '../../workspace/paths.ts';
import { colorsFor, type Colors } from '../colors.ts';
import { exitCode, UsageError, type ExitCode } from '../exitCode.ts';
import { createProgressLine } from '../progress.ts';
import { withService } from '../session.ts';
import type { Surroundings } from '../surroundings.ts';
import { resolveTargets } from '../targets.ts';

/** `unblock why`: tells how everything on a line was understood. The first aid for a false alarm or a miss. */
export function addWhy(program: Command, surroundings: Surroundings, end: (code: ExitCode) => void): void {
	program.command('why')
		.description('tell how each call on a line resolved, in which context it runs, and why it was or was not reported')
		.argument('<file:line>', 'for example src/server.ts:42')
		.action(async (typed: string) => {
			end(await why(typed, surroundings));
		});
}

async function why(typed: string, surroundings: Surroundings): Promise<ExitCode> {
	const { file, line } = parsePlace(typed);
	const path = normalizePath(file, surroundings.cwd);
	if (await kindOf(path) !== 'file') {
		throw new UsageError(`There is no file ${file}`);
	}
	const { root } = await resolveTargets([path], surroundings);
	const progress = createProgressLine(surroundings);
	const report = await withService(surroundings, root, async (service) => {
		// Who calls the function decides much, so the whole root is looked at first, as an audit would.
		await service.audit({ paths: [root], root }, progress.update);
		return await service.why(path, line);
	}).finally(progress.clear);
	surroundings.stdout.write(formatWhy(report, root, colorsFor(surroundings)));
	return exitCode.clean;
}

/** Takes `FILE:LINE` apart; a column after it, as compilers print, is allowed and ignored. Drive letters stay with the file. */
function parsePlace(typed: string): { readonly file: string; readonly line: number } {
	const parts = /^(?<file>.+?):(?<line>[1-9]\d*)(?::\d+)?$/.exec(typed)?.groups;
	const { file, line } = parts ?? {};
	if (file === undefined || line === undefined) {
		throw new UsageError(`${typed} is not a file and a line, such as src/server.ts:42`);
	}
	return { file, line: Number(line) };
}

function formatWhy(report: WhyReport, root: string, colors: Colors): string {
	const lines = [colors.underline(`${relativePath(root, report.file)}:${report.line}`)];
	if (report.function) {
		lines.push(`In ${colors.bold(report.function.name)}, ${report.function.isAsync ? 'an async function' : 'a sync function'}.`);
		lines.push(...report.function.contexts.map(({ context, because }) => `  runs in ${colors.cyan(context)}: ${because}`));
		if (report.function.contexts.length === 0) {
			lines.push('  nothing known calls it, so its context is not known');
		}
	} else {
		lines.push('No function of the analysis stands on this line.');
	}
	lines.push('', ...(report.calls.length === 0 ? ['No call on this line.'] : report.calls.flatMap((call) => callLines(call, report.line, colors))));
	return `${lines.join('\n')}\n`;
}

function callLines(call: WhyCall, line: number, colors: Colors): string[] {
	return [
		`${colors.dim(`${line}:${call.column}`)}  ${colors.bold(call.text)}`,
		`  ${colors.dim('resolved')}  ${call.resolved}`,
		...(call.effects.length === 0 ? [`  ${colors.dim('effect')}    none known`] : call.effects.map((effect) => `  ${colors.dim('effect')}    ${effect}`)),
		`  ${colors.dim('outcome')}   ${call.outcome}`,
		...(call.fixes ?? []).map((fix) => `  ${colors.dim('fix')}       ${fix}`),
	];
}
