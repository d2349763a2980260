/** Python, by a parser of its own. */
import { pythonCatalogue } from '../../catalogue/python/index.ts';
import { pythonFixes } from '../../languages/python/edits/buildEdits.ts';
import { PythonLanguage } from '../../languages/python/language.ts';
import { PythonParser } from '../../languages/python/syntax/parser.ts';
import { laidOut } from '../../languages/python/syntax/rooms.ts';
import { kindOfSync } from '../../workspace/disk.ts';
import { readGrammar } from '../../workspace/grammarFiles.ts';
import type { LanguageKit } from './kit.ts';
import { buildPythonEdits, checkPythonEdits } from './pythonFix.ts';

export async function createPythonKit(): Promise<LanguageKit> {
	const parser = await PythonParser.create(readGrammar(import.meta.url, 'python'));
	return {
		language: 'python',
		catalogue: pythonCatalogue,
		createFrontEnd: ({ roots }, host) => new PythonLanguage(parser, {
			roots, textOf: (file) => host.textOf(file), isFile: (path) => host.isFile(path), isDirectory: (path) => kindOfSync(path) === 'directory',
			isWorkspaceFile: (path) => host.isWorkspaceFile(path), resultTypeOf: (symbol) => host.resultTypeOf(symbol), onDegraded: (file, message) => host.onDegraded(file, message),
		}),
		laidOut,
		fixes: { canBuild: ({ kind }) => pythonFixes.has(kind), build: buildPythonEdits, check: checkPythonEdits },
	};
}
