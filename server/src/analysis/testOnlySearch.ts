/** The search of an audit for what only tests use: imports are read off texts while the compiler is busy, the rest is told by the outlines. */
import type { FileOutline } from '../outline/model.ts';
import { kindOfSync } from '../workspace/disk.ts';
import { isWithin } from '../workspace/paths.ts';
import type { Session } from './session.ts';
import { importersAmong, nothingTestOnly, testOnlyAmong, type Importer, type TestOnly, type TestOnlyHost } from './testOnly.ts';

export class TestOnlySearch {
	/** Absent for languages whose modules are imported by whoever installed them, or named to servers as texts (`uvicorn app.main:app`). */
	private readonly host: TestOnlyHost | undefined;
	private readonly files: readonly string[];
	private readonly read = new Map<string, Importer>();

	/** `files`: all that is audited. `paths`: what the audit was asked for. */
	constructor(session: Session, files: readonly string[], paths: readonly string[]) {
		this.files = files;
		this.host = session.languageId === 'typescript' ? hostOf(session, paths) : undefined;
	}

	/** Reads what those of the files import that get no outline. */
	readTextsBeside(outlined: ReadonlySet<string>): void {
		if (this.host === undefined) { return; }
		const unread = this.files.filter((file) => !outlined.has(file) && !this.read.has(file));
		for (const importer of importersAmong(unread, this.files, this.host)) { this.read.set(importer.file, importer); }
	}

	/** To be asked once everything is outlined. */
	find(outlines: readonly FileOutline[]): TestOnly {
		if (this.host === undefined) { return nothingTestOnly; }
		// Files that could not be outlined after all.
		this.readTextsBeside(new Set(outlines.map(({ file }) => file)));
		return testOnlyAmong([...this.read.values()], outlines, this.host);
	}
}

function hostOf(session: Session, paths: readonly string[]): TestOnlyHost {
	const whole = new Map<string, boolean>();
	return {
		isTest: (file) => session.roles.isTest(file),
		textOf: (file) => session.textOf(file)?.text ?? '',
		// Only packages that lie wholly within one of the paths: elsewhere the file that imports one may not have been looked at.
		isJudged: (file) => {
			const home = session.places.packageOf(file);
			const isWhole = whole.get(home) ?? (paths.some((path) => isWithin(path, home)) && kindOfSync(`${home}/package.json`) === 'file');
			whole.set(home, isWhole);
			return isWhole && !session.roles.isOffered(file);
		},
	};
}
