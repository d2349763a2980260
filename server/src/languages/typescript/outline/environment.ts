/** Recognises conditions that ask where the program runs: as the main module, on the main thread, in development. */
import type { Expression } from 'typescript/unstable/ast';
import type { EnvironmentTest } from '../../../outline/model.ts';
import type { Context } from './context.ts';

const tests: readonly { readonly pattern: RegExp; readonly fact: EnvironmentTest['fact']; readonly negated?: boolean }[] = [
	{ pattern: /^(require\.main===module|module===require\.main|import\.meta\.main)$/, fact: 'main-module' },
	{ pattern: /^(import\.meta\.url===.*process\.argv\[1\].*|.*process\.argv\[1\].*===.*(import\.meta\.(url|filename)|__filename).*|.*(import\.meta\.(url|filename)|__filename).*===.*process\.argv\[1\].*)$/, fact: 'main-module' },
	{ pattern: /^(\w+\.)?isMainThread$/, fact: 'main-thread' },
	{ pattern: /^!(\w+\.)?isMainThread$/, fact: 'main-thread', negated: true },
	{ pattern: /^process\.env\.NODE_ENV(!==?['"]production['"]|===?['"](development|test)['"])$/, fact: 'development' },
];

/** Which arm of an `if` runs in a known circumstance; arm 0 is the one of a condition that holds. */
export function environmentTestOf(condition: Expression, cx: Context): EnvironmentTest | undefined {
	const text = condition.getText(cx.file.sourceFile);
	if (text.length > 200) { return undefined; }
	const plain = text.replaceAll(/\s+/g, '').replaceAll('"', "'");
	const found = tests.find(({ pattern }) => pattern.test(plain));
	return found === undefined ? undefined : { fact: found.fact, arm: found.negated === true ? 1 : 0 };
}
