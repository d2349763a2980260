/** Tokens as VS Code makes them: its own engine, the languages' own grammars, and ours injected as the manifest says. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const { INITIAL, parseRawGrammar, Registry } = textmate;

/** The languages' scopes, and the files of the package that holds their grammars. */
const hosts = { typescript: 'source.ts', tsx: 'source.tsx', javascript: 'source.js', python: 'source.python', rust: 'source.rust' } as const;
export type Host = keyof typeof hosts;

export interface Grammar {
	readonly scopeName: string;
	readonly path: string;
	readonly injectTo: readonly string[];
}

/** What the manifest contributes. */
export const contributed: readonly Grammar[] = JSON.parse(readFileSync('package.json', 'utf8')).contributes.grammars;

const onigLib = oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'))).then(() => ({
	createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
	createOnigString: (text: string) => new oniguruma.OnigString(text),
}));

const registry = new Registry({
	onigLib,
	loadGrammar: (scope) => {
		const file = contributed.find(({ scopeName }) => scopeName === scope)?.path ?? hostFile(scope);
		return Promise.resolve(file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file));
	},
	getInjections: (scope) => contributed.filter(({ injectTo }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName),
});

export interface Token {
	readonly text: string;
	/** Outermost first. */
	readonly scopes: readonly string[];
}

/** The tokens of each line. */
export async function tokenize(text: string, host: Host): Promise<readonly (readonly Token[])[]> {
	const grammar = await registry.loadGrammar(hosts[host]);
	if (grammar === null) { throw new Error(`There is no grammar for ${host}`); }
	let state = INITIAL;
	return text.split('\n').map((line) => {
		const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
		state = ruleStack;
		return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
	});
}

function hostFile(scope: string): string | undefined {
	const name = Object.entries(hosts).find(([, each]) => each === scope)?.[0];
	return name && require.resolve(`tm-grammars/grammars/${name}.json`);
}
