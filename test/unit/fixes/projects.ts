/** Small projects on the disk: what a fix makes of them, and what they do when they run. */
import { buildSync } from 'esbuild';
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import type { Job } from '../../../server/src/analysis/scheduler.ts';
import type { ResolvedFix } from '../../../server/src/analysis/service.ts';
import type { Session } from '../../../server/src/analysis/session.ts';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { LineIndex } from '../../../server/src/workspace/text.ts';

/** Runs a job to its end. */
export function complete<T>(job: Job<T>): T {
	for (;;) { const step = job.next(); if (step.done === true) { return step.value; } }
}

export function write(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

export type Fix = Extract<ResolvedFix, { kind: 'fix' }>;

/** The texts of all files that a fix changes or makes, by their absolute paths. */
export function textsAfter({ fix }: Fix, session: Session): Map<string, string> {
	const texts = new Map<string, string>();
	for (const file of new Set(fix.edits.map((edit) => edit.file))) {
		const own = fix.edits.filter((edit) => edit.file === file);
		if (own[0]?.isNewFile === true) { texts.set(file, own[0].newText); continue; }
		const text = session.textOf(file)?.text ?? '';
		const lines = new LineIndex(text);
		texts.set(file, applyEdits(text, own.map((edit) => ({ newText: edit.newText, span: { start: lines.offsetAt(edit), end: lines.offsetAt({ line: edit.endLine, column: edit.endColumn }) } }))));
	}
	return texts;
}

/** `becomes`, the changed files, and the names of new ones. */
export function changed(fix: Fix, home: string, session: Session): string {
	const added = new Set(fix.fix.edits.filter((edit) => edit.isNewFile === true).map((edit) => edit.file));
	const parts = [...textsAfter(fix, session)].map(([file, text]) => {
		const path = relative(home, file);
		return added.has(file) ? `+ ${path}` : `\`\`\`${path.slice(path.lastIndexOf('.') + 1)} ${path}\n${text}\`\`\``;
	});
	return `becomes\n\n${parts.join('\n\n')}`;
}

/** What `run` of a file gives, as it is in JSON; of a promise, what that comes to. */
export async function outcomeOf(file: string): Promise<unknown> {
	const { outputFiles } = buildSync({ entryPoints: [file], bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'silent' });
	const module: { exports: { run?: () => unknown } } = { exports: {} };
	const load = compileFunction(outputFiles[0]?.text ?? '', ['module', 'exports', 'require']) as (...args: readonly unknown[]) => void;
	load(module, module.exports, createRequire(import.meta.url));
	const outcome = await module.exports.run?.();
	return outcome === undefined ? undefined : JSON.parse(JSON.stringify(outcome));
}
