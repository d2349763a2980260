/** TypeScript and JavaScript, by the compiler. */
import { javascriptCatalogue } from '../../catalogue/javascript/index.ts';
import { TypeScriptLanguage } from '../../languages/typescript/language.ts';
import type { LanguageKit } from './kit.ts';
import { buildTypeScriptEdits, checkTypeScriptEdits, withOptionalToken } from './typescriptFix.ts';

export const typescriptKit: LanguageKit = {
	language: 'typescript',
	catalogue: javascriptCatalogue,
	createFrontEnd: ({ roots, executable, onCompilerStart }, host) => new TypeScriptLanguage({
		executable, cwd: roots[0] ?? '/', overlays: host.overlays, onStart: onCompilerStart,
		isWorkspaceFile: (path) => host.isWorkspaceFile(path), awaitable: (symbol) => host.entryOf(symbol)?.awaitable, resultTypeOf: (symbol) => host.resultTypeOf(symbol),
		factsFor: (file) => host.factsFor(file), onDegraded: (file, message) => host.onDegraded(file, message),
	}),
	fixes: { canBuild: () => true, build: buildTypeScriptEdits, check: checkTypeScriptEdits, otherwise: withOptionalToken },
};
