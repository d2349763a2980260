/**
 * Methods of strings, arrays and their kin that neither block nor call anything back. Where no file of the workspace declares a method of such
 * a name, a call to one need not be asked of the compiler: that is a fifth of all questions.
 */
const names = [
	'push', 'pop', 'unshift', 'slice', 'splice', 'concat', 'join', 'indexOf', 'lastIndexOf', 'includes', 'reverse', 'split', 'trim', 'trimEnd', 'trimStart', 'toLowerCase', 'toUpperCase', 'substring', 'substr',
	'startsWith', 'endsWith', 'padStart', 'padEnd', 'charAt', 'charCodeAt', 'codePointAt', 'localeCompare', 'hasOwnProperty', 'toISOString', 'getTime', 'toFixed',
];
const declaration = new RegExp(String.raw`\b(${names.join('|')})\s*(?:(?:<[^<>]*>)?\s*\([^()]*\)\s*(?::[^{};=]+)?\{|[:=]\s*(?:async\b|function\b|\())`, 'g');

/** True for a name of the list. */
export function isBuiltinMethod(name: string): boolean {
	return all.has(name);
}
const all: ReadonlySet<string> = new Set(names);

/** Those of the names that a text may declare as a method or function of its own; too many rather than too few. */
export function declaredBuiltinNames(text: string): readonly string[] {
	return [...text.matchAll(declaration)].map((match) => match[1] ?? '');
}
