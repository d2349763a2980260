/**
 * Which texts may hold a promise that nobody awaits, told without a tree: a line that begins with a call of something that anywhere in the
 * workspace is declared to give a promise. What stands in the middle of a line goes unseen, and so do the promises of packages.
 */

/** Which names stand for functions that give promises, gathered from the texts of a workspace. */
export class PromisingNames {
	private readonly promising = new Set<string>();
	private readonly plain = new Set<string>();

	learn(text: string): void {
		for (const name of promisingNames(text)) { this.promising.add(name); }
		for (const name of plainNames(text)) { this.plain.add(name); }
	}

	/** True if the name is surely meant: nothing else of that name gives nothing. */
	has(name: string): boolean { return this.promising.has(name) && !this.plain.has(name); }
}

/** The names of functions that a text declares to give nothing, or what they are called on. */
function* plainNames(text: string): Generator<string> {
	for (const result of [': void', ': this']) {
		for (let at = text.indexOf(result); at >= 0; at = text.indexOf(result, at + result.length)) {
			const name = nameBeforeParameters(text, at);
			if (name !== undefined) { yield name; }
		}
	}
}

/** The names of functions that a text declares to be async, or to give a promise. */
export function promisingNames(text: string): ReadonlySet<string> {
	const names = new Set<string>();
	for (let at = text.indexOf('async'); at >= 0; at = text.indexOf('async', at + 5)) {
		named.lastIndex = at + 5;
		const name = named.exec(text)?.[1] ?? assignedName(text, at);
		if (name !== undefined && !keywords.has(name) && !commonNames.has(name)) { names.add(name); }
	}
	for (let at = text.indexOf(': Promise<'); at >= 0; at = text.indexOf(': Promise<', at + 10)) {
		const name = nameBeforeParameters(text, at);
		if (name !== undefined && !commonNames.has(name)) { names.add(name); }
	}
	return names;
}

const named = /\s+(?:function\s*\*?\s*)?([\w$]+)\s*[(<]/y;
const assigned = /([\w$]+)\s*[=:]\s*(?:[\w$.]+\()?\s*$/;
const keywords: ReadonlySet<string> = new Set(['function', 'return', 'await', 'if', 'for', 'while', 'switch']);

/** Mostly other things' methods, which give no promise, even where something of the workspace has one of this name. */
const commonNames: ReadonlySet<string> = new Set([
	'forEach', 'map', 'filter', 'push', 'sort', 'add', 'set', 'get', 'has', 'delete', 'clear', 'reset', 'restore', 'log', 'error', 'warn', 'info', 'debug', 'trace', 'write', 'on', 'once', 'off', 'emit', 'abort',
	'describe', 'it', 'test', 'suite', 'before', 'after', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll', 'expect', 'assert',
]);

/** `load = async () => …`, `load: async () => …`, `load = useCallback(async () => …`. */
function assignedName(text: string, at: number): string | undefined {
	let end = at - 1;
	while (isSpace(text.charCodeAt(end))) { end--; }
	const before = text[end];
	return before === '=' || before === ':' || before === '(' ? assigned.exec(text.slice(Math.max(0, end - 60), end + 1))?.[1] : undefined;
}

/** `load` of `load<T>(id: string): Promise<T>`, read backwards from the colon. */
function nameBeforeParameters(text: string, colon: number): string | undefined {
	let at = colon - 1;
	while (isSpace(text.charCodeAt(at)) || text[at] === '?') { at--; }
	if (text[at] !== ')') { return undefined; }
	let depth = 0;
	for (const limit = at - 600; at > limit; at--) {
		const code = text.charCodeAt(at);
		if (code === 41) { depth++; } else if (code === 40 && --depth === 0) { break; }
	}
	if (text[--at] === '>') { at = text.lastIndexOf('<', at) - 1; }
	const end = at + 1;
	while (isWord(text.charCodeAt(at))) { at--; }
	return end > at + 1 ? text.slice(at + 1, end) : undefined;
}

/** True if a line of a text begins with a call of one of these names, or with an expectation on a promise, and does not await it. */
export function mayDropPromise(text: string, names: Pick<PromisingNames, 'has'>): boolean {
	for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) {
		let at = start;
		while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) { at++; }
		if (at === start) { continue; }
		const call = callAt(text, at);
		if (call !== undefined && names.has(call.name) && isStatement(text, start) && !isDeclaration(text, call.end)) { return true; }
	}
	return (text.includes('.rejects') || text.includes('.resolves')) && unawaitedExpectation.test(text);
}

const unawaitedExpectation = /^[\t ]+expect\([^;]{0,400}?\)\s*\.(?:not\.)?(?:resolves|rejects)\b/m;

/** The name that is called last by members, calls without arguments and `?.` from a place on: `save` of `this.store().save(`. */
function callAt(text: string, from: number): { readonly name: string; readonly end: number } | undefined {
	for (let at = from; ;) {
		const start = at;
		while (isWord(text.charCodeAt(at))) { at++; }
		if (at === start) { return undefined; }
		const end = at;
		let isCalled = false;
		if (text[at] === '(' && text[at + 1] === ')' && (text[at + 2] === '.' || text[at + 2] === '?')) { at += 2; } else if (text[at] === '(') { isCalled = true; }
		if (isCalled) { return { name: text.slice(start, end), end }; }
		if (text[at] === '?' || text[at] === '!') { at++; }
		if (text[at] !== '.') { return undefined; }
		at++;
	}
}

/** False where the line goes on with what the one before began. */
function isStatement(text: string, lineStart: number): boolean {
	let at = lineStart - 1;
	while (isSpace(text.charCodeAt(at))) { at--; }
	if (text[at] === '>') { return text[at - 1] !== '='; }
	return !'(,=&|?:+[.'.includes(text[at] ?? ';') && !/\b(?:await|return|yield|void)$/.test(text.slice(Math.max(0, at - 7), at + 1));
}

/** `create() {` or `create(): void` in a class, not a call. */
function isDeclaration(text: string, parenthesis: number): boolean {
	declaration.lastIndex = parenthesis;
	return declaration.test(text);
}
const declaration = /\([^()]*\)\s*[:{]/y;

function isWord(code: number): boolean { return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36; }
function isSpace(code: number): boolean { return code === 32 || code === 10 || code === 9 || code === 13; }
