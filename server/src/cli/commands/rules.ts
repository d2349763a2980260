import { Option, type Command } from 'commander';
import type { RuleMeta } from '../../rules/rule.ts';
import { severityColor } from '../../audit/pretty.ts';
import { wrap } from '../../audit/wrap.ts';
import { colorsFor, widthOf } from '../colors.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import type { Surroundings } from '../surroundings.ts';

/** `unblock rules`: what is looked for. */
export function addRules(program: Command, surroundings: Surroundings, end: (code: ExitCode) => void): void {
	program.command('rules')
		.description('list the rules')
		.addOption(new Option('--format <format>', 'how to write the list').choices(['pretty', 'json']).default('pretty'))
		.action(async ({ format }: { readonly format: 'pretty' | 'json' }) => {
			const { allRules } = await import('../../rules/index.ts');
			const listed = allRules.map((rule) => rule.meta).sort((a, b) => (a.id < b.id ? -1 : 1));
			surroundings.stdout.write(format === 'json' ? `${JSON.stringify(listed, undefined, 2)}\n` : asTable(listed, surroundings));
			end(exitCode.clean);
		});
}

function asTable(all: readonly RuleMeta[], surroundings: Surroundings): string {
	const colors = colorsFor(surroundings);
	const width = (text: (rule: (typeof all)[number]) => string) => Math.max(...all.map((rule) => text(rule).length));
	const idWidth = width((rule) => rule.id);
	const severityWidth = width((rule) => rule.severity);
	return all.map((rule) => [
		`${colors.bold(rule.id.padEnd(idWidth))}  ${severityColor(rule.severity, colors)(rule.severity.padEnd(severityWidth))}  ${colors.dim(`${rule.status}  ${rule.languages.join(', ')}${rule.isOffByDefault === true ? '  off by default' : ''}`)}\n`,
		...wrap(rule.description, widthOf(surroundings.stdout) - 2).map((line) => `  ${line}\n`),
	].join('')).join('\n');
}
