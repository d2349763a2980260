/** Makes a file's outline. */
import type { FileOutline, FunctionOutline, Step } from '../../../outline/model.ts';
import { nameOf } from '../../../workspace/paths.ts';
import { exportDigest } from '../digest.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { FileContext } from './context.ts';
import type { KeptOutlines } from './kept.ts';
import { outlineStatements } from './statements.ts';

/** `kept`: for a file that is edited, what was kept of its outline before. */
export function outlineFile(source: SourceFile, inference: Inference, kept?: KeptOutlines): FileOutline {
	const { result, touched } = inference.workspace.touching(() => outlineModule(source, inference, kept));
	if (kept !== undefined) { for (const each of kept.led(touched)) { touched.add(each); } }
	return { ...result, dependencies: [...touched].filter((each) => each !== source.file).toSorted(), get exportDigest() { return exportDigest(source); } };
}

function outlineModule(source: SourceFile, inference: Inference, kept: KeptOutlines | undefined): Omit<FileOutline, 'dependencies' | 'exportDigest'> {
	const file: FileContext = { source, inference, functions: [], types: [], ...(kept && { kept }) };
	const id = `${source.file}#<module>`;
	const steps: Step[] = [];
	const span = { start: 0, end: source.module.end };
	outlineStatements(source.module.body, { file, function: id, node: source.module, scope: source.scopes.module, steps });
	const module: FunctionOutline = {
		id, name: nameOf(source.file), kind: 'module', span, nameSpan: { start: 0, end: 0 }, isAsync: false, isGenerator: false, isExported: false, parameters: [], decorators: [], body: { span, steps },
	};
	const functions = [module, ...file.functions.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)];
	const loops = loopsOf(source);
	return { file: source.file, language: 'python', functions, types: file.types, role: { hasShebang: source.module.hasShebang && hasMainGuard(steps), isWorker: false, ...(loops.length > 0 && { loops }) } };
}

/** The event loops whose libraries it imports. */
function loopsOf({ scopes }: SourceFile): readonly ('twisted' | 'asyncio')[] {
	const modules = [...scopes.module.variables.values()].flatMap(({ definitions }) => definitions.flatMap(({ source }) => (source.kind === 'import' ? [source.module] : [])));
	return (['twisted', 'asyncio'] as const).filter((loop) => modules.some((each) => each === loop || each.startsWith(`${loop}.`)));
}

/** A `#!` alone says little: modules that are only imported have it too. */
function hasMainGuard(steps: readonly Step[]): boolean {
	return steps.some((step) => step.kind === 'branch' && step.test?.fact === 'main-module');
}
