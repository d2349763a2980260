/** The real compiler on a folder made for a test. */
import { API } from 'typescript/unstable/sync';
import { isCallExpression, isElementAccessExpression, isParenthesizedExpression, isPropertyAccessExpression, type CallExpression, type Node, type SourceFile } from 'typescript/unstable/ast';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckDiagnostic } from '../../../server/src/fixes/check.ts';

const typings = fileURLToPath(new URL('../../../node_modules/@types', import.meta.url));

const options = {
	target: 'esnext', lib: ['esnext'], module: 'nodenext', moduleResolution: 'nodenext', jsx: 'preserve', strict: true, noUnusedLocals: true, esModuleInterop: true,
	allowJs: true, checkJs: true, noImplicitAny: false, noEmit: true, skipLibCheck: true, types: ['node'], typeRoots: [typings],
};

/** A folder of files with a package or two beside them, all of it removed by `dispose`. */
export class TestProject {
	readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-fixes-')));
	private readonly api = new API({ cwd: this.root });

	write(path: string, text: string): string {
		const file = join(this.root, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
		return file;
	}

	/** Loads all files of a folder below the root as one project. */
	open(folder: string, changed: Readonly<Record<string, unknown>> = {}) {
		const config = this.write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: { ...options, ...changed }, include: ['.'] }));
		const project = this.api.updateSnapshot({ openProjects: [config] }).getProject(config);
		if (project === undefined) { throw new Error(`the compiler did not open ${config}`); }
		return {
			tree(file: string): SourceFile {
				const sourceFile = project.program.getSourceFile(file);
				if (sourceFile === undefined) { throw new Error(`the compiler does not know ${file}`); }
				return sourceFile;
			},
			syntaxErrors: (file: string) => project.program.getSyntacticDiagnostics(file).map((diagnostic) => diagnostic.text),
			diagnostics: (file: string): readonly CheckDiagnostic[] => [...project.program.getSyntacticDiagnostics(file), ...project.program.getSemanticDiagnostics(file)]
				.map(({ code, pos, end, text }) => ({ code, start: pos, length: end - pos, message: text })),
		};
	}

	dispose(): void {
		this.api.close();
		rmSync(this.root, { recursive: true, force: true });
	}
}

/** Every call, in the order in which it begins, outer ones first. */
export function callsOf(sourceFile: SourceFile): readonly CallExpression[] {
	const calls: CallExpression[] = [];
	const visit = (node: Node): void => {
		if (isCallExpression(node)) { calls.push(node); }
		node.forEachChild(visit);
	};
	visit(sourceFile);
	return calls;
}

/** `readFileSync` of `fs.readFileSync(p)` and of `(fs)['readFileSync'](p)`. */
export function calledName(call: CallExpression): string {
	let callee: Node = call.expression;
	while (isParenthesizedExpression(callee)) { callee = callee.expression; }
	if (isPropertyAccessExpression(callee)) { return callee.name.text; }
	if (isElementAccessExpression(callee)) { return callee.argumentExpression.getText().slice(1, -1); }
	return callee.getText();
}
