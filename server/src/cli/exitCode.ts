/** What the process ends with. */
export const exitCode = {
	/** Nothing at or above the threshold. */
	clean: 0,
	findings: 1,
	/** Wrong usage, or a mistake in a configuration file. */
	usage: 2,
	/** Something could not be analysed; the rest is still reported. */
	incomplete: 3,
	/** 128 and SIGINT's number, as a shell has it. */
	interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Thrown for a mistake of whoever typed the command; its message is printed and the process ends with `usage`. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}
