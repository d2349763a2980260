import type { Command } from 'commander';
import { join } from 'node:path';
import { isText, readTextFile } from '../../workspace/disk.ts';
import { colorsFor, widthOf } from '../colors.ts';
import { exitCode, UsageError, type ExitCode } from '../exitCode.ts';
import { guideText } from '../guideText.ts';
import { ruleIds } from '../ruleOption.ts';
import type { Surroundings } from '../surroundings.ts';

/** `unblock explain`: a rule's guide page as text for the terminal. */
export function addExplain(program: Command, surroundings: Surroundings, end: (code: ExitCode) => void): void {
	program.command('explain')
		.description('print the guide page of a rule: what it costs, what to do, when it is fine')
		.argument('<rule>', 'its id, as `unblock rules` lists it')
		.action(async (rule: string) => {
			end(await explain(rule, surroundings));
		});
}

async function explain(rule: string, surroundings: Surroundings): Promise<ExitCode> {
	// A rule's name is a file's name here: only names that rules have, no paths.
	const page = /^[a-z0-9-]+$/.test(rule) ? await readTextFile(join(surroundings.guideDirectory, `${rule}.md`)) : undefined;
	if (!page || !isText(page)) {
		throw new UsageError(`There is no guide page on ${rule}. The rules: ${(await ruleIds()).join(', ')}`);
	}
	surroundings.stdout.write(guideText(page.text, colorsFor(surroundings), widthOf(surroundings.stdout)));
	return exitCode.clean;
}
