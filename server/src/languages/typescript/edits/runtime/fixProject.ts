/** What the builders of fixes may ask of the project around the file that they change. */
import type { CompilerOptions } from 'typescript/unstable/sync';

export interface FixProject {
	/** A file's present text: unsaved, or the disk's; undefined if there is none. */
	textOf(file: string): string | undefined;
	/** The workspace's own sources that belong to the same projects as this one, or are known for another reason. Absolute, itself included. */
	filesAround(file: string): readonly string[];
	/** How the compiler is set where the file belongs, and the directory its paths are relative to. */
	compilerOptionsOf(file: string): { readonly options: CompilerOptions; readonly directory: string } | undefined;
	/** Absolute: where the settings that hold for a file want our helpers (`runtimeDirectory`); undefined if they do not say. */
	runtimeDirectoryOf(file: string): string | undefined;
	/** The directory of our helpers' texts: `<name>.ts`, and `javascript/<name>.js`. */
	readonly helperTexts: string;
}
