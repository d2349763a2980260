/** What a string literal without interpolations says. */
export function stringValue(literal: string): { readonly value: string; readonly isBytes?: boolean } {
	const match = /^([A-Za-z]*)("""|'''|"|')/.exec(literal);
	if (match === null) { return { value: literal }; }
	const [opening, prefix = '', quote = ''] = match;
	const inner = literal.slice(opening.length, literal.endsWith(quote) ? literal.length - quote.length : literal.length);
	const isBytes = /b/i.test(prefix);
	return { value: /r/i.test(prefix) || !inner.includes('\\') ? inner : inner.replaceAll(escapes, unescape), ...(isBytes && { isBytes }) };
}

const escapes = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r?\n)|([\s\S]))/g;
const single: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', '\'': '\'', '"': '"' };

function unescape(whole: string, ...groups: readonly (string | undefined)[]): string {
	const [hex, short, long, octal, newline, other] = groups;
	const code = hex ?? short ?? long;
	if (code !== undefined) { return codePoint(Number.parseInt(code, 16), whole); }
	if (octal !== undefined) { return codePoint(Number.parseInt(octal, 8), whole); }
	return newline === undefined ? single[other ?? ''] ?? whole : '';
}

function codePoint(code: number, whole: string): string {
	return code <= 0x10_FF_FF ? String.fromCodePoint(code) : whole;
}
