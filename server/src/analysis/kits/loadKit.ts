import type { AnalyzedLanguage } from '../languageKinds.ts';
import type { LanguageKit } from './kit.ts';

/** Reads what a session in a language needs. Rejects if its parser is neither beside the bundle nor installed. */
export async function loadKit(language: AnalyzedLanguage): Promise<LanguageKit> {
	switch (language) {
		case 'typescript': return (await import('./typescript.ts')).typescriptKit;
		case 'python': return (await import('./python.ts')).createPythonKit();
		case 'rust': return (await import('./rust.ts')).createRustKit();
	}
}
