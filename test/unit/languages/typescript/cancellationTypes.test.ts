/** Which properties the types of a text may have that hold signals and tokens: others are not asked about. */
import { expect, test } from 'vitest';
import { declaredCancellation } from '../../../../server/src/languages/typescript/cancellationTypes.ts';

test.each([
	['interface Options { signal?: AbortSignal }', ['signal']],
	['interface Options { readonly signal: AbortController["signal"] }', ['signal']],
	['class Job { signal = this.controller.signal }', ['signal']],
	['class Job { get signal() { return this.#controller.signal; } }', ['signal']],
	['class Job { get token(): CancellationToken { return none; } }', ['token']],
	['class Job { constructor(private readonly cancellationToken: vscode.CancellationToken) {} }', ['cancellationToken']],
	['type Options = { token: ResumeToken }', ['token']],
	['return { timeout, signal };', ['signal']],
	['const options = {\n\tabortSignal: controller.signal,\n};', ['abortSignal']],
])('%s may hold one', (text, properties) => { expect([...declaredCancellation(text)]).toEqual(properties); });

test.each(['interface Login { token: string }', 'const options = { token: "secret" };', 'type Kind = { token?: number };', 'if (token === other) { }', 'const message = "the token expired";', 'tokenizer.next();', 'export const signals = [];'])('%s does not', (text) => {
	expect([...declaredCancellation(text)]).toEqual([]);
});
