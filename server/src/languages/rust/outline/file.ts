/** Makes a file's outline. */
import type { FileOutline, FunctionOutline, Step } from '../../../outline/model.ts';
import { nameOf } from '../../../workspace/paths.ts';
import { exportDigest } from '../digest.ts';
import type { Inference } from '../resolve/inference.ts';
import { otherRuntimeOf } from '../resolve/otherRuntimes.ts';
import type { SourceFile } from '../resolve/types.ts';
import { isForTests, type ItemScope } from '../scopes.ts';
import type { FileContext } from './context.ts';
import { outlineForeignImpls, outlineItem } from './functions.ts';

/** `isTest`: the module that the file is only exists for tests. */
export function outlineFile(source: SourceFile, inference: Inference, isTest: boolean): FileOutline {
	const { result, touched } = inference.workspace.touching(() => outlineModule(source, inference));
	const testNames = testNamesIn(source.scopes.root);
	const runtime = otherRuntimeOf(source.file, inference.workspace);
	return {
		...result, dependencies: [...touched].filter((each) => each !== source.file).toSorted(), get exportDigest() { return exportDigest(source); }, ...(testNames.length > 0 && { testNames }),
		role: { hasShebang: source.node.hasShebang, isWorker: false, ...(runtime !== undefined && { runtime }), ...(isTest && { isTest }) },
	};
}

function outlineModule(source: SourceFile, inference: Inference): Pick<FileOutline, 'file' | 'language' | 'functions' | 'types'> {
	const file: FileContext = { source, inference, functions: [], types: [] };
	const id = `${source.file}#<module>`;
	const steps: Step[] = [];
	const span = { start: 0, end: source.node.end };
	const cx = { file, function: id, scope: undefined, items: source.scopes.root, steps, temporaries: [] };
	for (const item of source.node.items) { outlineItem(item, cx); }
	outlineForeignImpls(source.scopes.root, cx);
	const module: FunctionOutline = {
		id, name: nameOf(source.file), kind: 'module', span, nameSpan: { start: 0, end: 0 }, isAsync: false, isGenerator: false, isExported: false, parameters: [], decorators: [], body: { span, steps },
	};
	const functions = [module, ...file.functions.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)];
	return { file: source.file, language: 'rust', functions, types: file.types };
}

/** Items at any depth of modules that only exist for tests, by their qualified names. */
function testNamesIn(scope: ItemScope): string[] {
	const found: string[] = [];
	const named = (name: string): string => (scope.qualified === '' ? name : `${scope.qualified}.${name}`);
	for (const [name, items] of scope.items) {
		for (const item of items) {
			if (isForTests(item)) { found.push(named(name)); continue; }
			const inner = item.kind === 'mod' ? scope.inner.get(item) : undefined;
			if (inner !== undefined) { found.push(...testNamesIn(inner)); }
		}
	}
	for (const impl of scope.impls) {
		const inner = scope.inner.get(impl);
		for (const each of impl.items) { if (inner !== undefined && (isForTests(each) || isForTests(impl))) { found.push(`${inner.qualified}.${each.name}`); } }
	}
	return [...new Set(found)];
}
