import picocolors from 'picocolors';
import type { Output, Surroundings } from './surroundings.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * Colours for what goes to standard output: only on a terminal that has them, unless the environment says otherwise
 * (`NO_COLOR` set to anything, or `FORCE_COLOR` set to anything but 0; the first wins).
 */
export function colorsFor({ stdout, environment }: Pick<Surroundings, 'environment'> & { readonly stdout: Output }): Colors {
	return picocolors.createColors(hasColors(stdout, environment));
}

function hasColors(output: Output, environment: Surroundings['environment']): boolean {
	if (environment['NO_COLOR']) {
		return false;
	}
	const forced = environment['FORCE_COLOR'];
	if (forced !== undefined) {
		return forced !== '0' && forced !== 'false';
	}
	return output.isTTY === true && environment['TERM'] !== 'dumb';
}

/** The width to wrap at, in characters: the terminal's, infinite where the output is no terminal. */
export function widthOf(output: Output): number {
	return output.isTTY === true && output.columns !== undefined && output.columns > 0 ? output.columns : Number.POSITIVE_INFINITY;
}
