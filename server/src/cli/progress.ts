import type { AuditProgress } from '../analysis/service.ts';
import type { Output, Surroundings } from './surroundings.ts';

const phases: Readonly<Record<AuditProgress['phase'], string>> = {
	discover: 'Looking for files',
	load: 'Loading projects',
	outline: 'Reading',
	report: 'Judging',
	fix: 'Checking fixes',
};

/** Often enough to look alive, seldom enough to cost nothing. */
const intervalMs = 80;

export interface ProgressLine {
	readonly update: (progress: AuditProgress) => void;
	/** Takes the line away; to be called before anything else is printed. */
	readonly clear: () => void;
}

/** One line on the terminal's standard error that tells how far an audit is; silent where that is no terminal. */
export function createProgressLine({ stderr, environment }: Pick<Surroundings, 'environment'> & { readonly stderr: Output }): ProgressLine {
	if (stderr.isTTY !== true || environment['TERM'] === 'dumb') {
		return { update: () => {}, clear: () => {} };
	}
	let isShown = false;
	let shownAt = Number.NEGATIVE_INFINITY;
	return {
		update: ({ phase, done, total, file }) => {
			const now = performance.now();
			if (now - shownAt < intervalMs) {
				return;
			}
			shownAt = now;
			isShown = true;
			const text = `${phases[phase]}${total > 0 ? ` ${done}/${total}` : ''}${file === undefined ? '' : ` ${file}`}`;
			stderr.write(`\r${text.slice(0, (stderr.columns ?? 80) - 1)}\u001b[K`);
		},
		clear: () => {
			if (isShown) {
				stderr.write('\r\u001b[K');
				isShown = false;
			}
		},
	};
}
