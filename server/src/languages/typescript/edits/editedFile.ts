/** A file that a fix is about to change, with what the parts of the fix ask of it. */
import type { SourceFile } from 'typescript/unstable/ast';
import { buildScopes } from '../scopes.ts';
import { identifiersOf, type Identifiers } from './identifiers.ts';
import { importStyleOf, type ImportStyle } from './importStyle.ts';
import { ModuleReferences } from './moduleReferences.ts';
import type { Refusal } from './refusal.ts';

export interface EditedFile {
	readonly sourceFile: SourceFile;
	readonly text: string;
	readonly identifiers: Identifiers;
	readonly references: ModuleReferences;
	readonly style: ImportStyle | Refusal;
}

export function editedFile(sourceFile: SourceFile): EditedFile {
	const identifiers = identifiersOf(sourceFile);
	return {
		sourceFile, text: sourceFile.text, identifiers,
		references: new ModuleReferences(buildScopes(sourceFile), identifiers),
		style: importStyleOf(sourceFile),
	};
}
