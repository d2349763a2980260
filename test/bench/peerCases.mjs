/**
 * The cases by which typescript-eslint and tsgolint test their rules, read from checkouts of them: code that a rule reports, with the lines, and code that it does
 * not. Nothing of them is kept here.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from 'esbuild';

/** The cases of one rule: `{ valid, invalid }`, each `{ id, code, isTsx, hasOptions, errors }`; an error is `{ message, line, endLine }`, 1-based, without a line where the peer gives none. */
export function casesOfTypescriptEslint(checkout, rule) {
	const found = { valid: [], invalid: [] };
	const text = readFileSync(join(checkout, 'packages/eslint-plugin/tests/rules', `${rule}.test.ts`), 'utf8');
	const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20' });
	const run = (_name, _rule, cases) => {
		for (const kind of ['valid', 'invalid']) { found[kind].push(...cases[kind].map((each) => eslintCase(typeof each === 'string' ? { code: each } : each))); }
	};
	const tester = { run };
	const stub = anything({ createRuleTesterWithTypes: () => tester, RuleTester: function RuleTester() { return tester; }, noFormat: String.raw, getFixturesRootDir: () => '' });
	compileFunction(code, ['require', 'module', 'exports', '__dirname'])((name) => (name.startsWith('node:') ? builtin(name) : stub), { exports: {} }, {}, checkout);
	return found;
}

/** Has whatever is asked of it; what is not among `known` is a function that gives the same again. */
function anything(known) {
	const get = (_target, name) => (name === '__esModule' ? true : Object.hasOwn(known, name) ? known[name] : anything({}));
	const prototype = new Proxy({}, { get });
	return new Proxy(function nothing() {}, { get, getPrototypeOf: () => prototype, apply: () => anything({}), construct: () => anything({}) });
}

function eslintCase({ code, options, errors = [], languageOptions }) {
	const isTsx = languageOptions?.parserOptions?.ecmaFeatures?.jsx === true;
	return { id: idOf(code), code, isTsx, options: options?.[0], errors: errors.map(({ messageId, line, endLine }) => ({ message: messageId, line, endLine })) };
}

const builtin = createRequire(import.meta.url);

/** By this a case is known, whatever is added before it. */
function idOf(code) { return createHash('sha256').update(code.trim()).digest('hex').slice(0, 8); }

/** The same of tsgolint, whose cases are Go: literals in two lists. */
export function casesOfTsgolint(checkout, rule) {
	const name = rule.replaceAll('-', '_');
	const text = readFileSync(join(checkout, 'internal/rules', name, `${name}_test.go`), 'utf8');
	const lists = (type) => [...text.matchAll(new RegExp(String.raw`\[\]rule_tester\.${type}\{`, 'g'))].flatMap(({ index, 0: head }) => elementsAt(text, index + head.length).filter((each) => /\bCode:/.test(each)).map(goCase));
	return { valid: lists('ValidTestCase'), invalid: lists('InvalidTestCase') };
}

/** The texts of the elements of a Go literal, from behind its opening brace to its end. */
function elementsAt(text, from) {
	const elements = [];
	let depth = 0;
	let start = -1;
	for (let at = from; at < text.length; at++) {
		const end = endOfQuiet(text, at);
		if (end > at) { at = end - 1; continue; }
		if (text[at] === '{' && depth++ === 0) { start = at; }
		if (text[at] === '}') {
			if (depth-- === 0) { break; }
			if (depth === 0) { elements.push(text.slice(start, at + 1)); }
		}
	}
	return elements;
}

/** Where a string or comment ends that begins here; `at` if none does. */
function endOfQuiet(text, at) {
	if (text[at] === '`') { return text.indexOf('`', at + 1) + 1; }
	if (text[at] === '"') {
		let end = at + 1;
		while (text[end] !== '"') { end += text[end] === '\\' ? 2 : 1; }
		return end + 1;
	}
	if (text[at] === "'") { return text.indexOf("'", at + 1) + 1; }
	return text.startsWith('//', at) ? text.indexOf('\n', at) : at;
}

function goCase(element) {
	const code = stringAt(element, /\bCode:\s*/.exec(element));
	const options = /\bOptions:\s*(?:rule_tester\.OptionsFromJSON\[\w+\]\()?/.exec(element);
	const list = /\bErrors:\s*\[\]rule_tester\.InvalidTestCaseError\{/.exec(element);
	const errors = list === null ? [] : elementsAt(element, list.index + list[0].length).map((error) => ({
		message: /\bMessageId:\s*"(\w+)"/.exec(error)?.[1], line: numberOf(/\bLine:\s*(\d+)/.exec(error)), endLine: numberOf(/\bEndLine:\s*(\d+)/.exec(error)),
	}));
	return { id: idOf(code), code, isTsx: /\bTsx:\s*true/.test(element), options: options === null ? undefined : JSON.parse(stringAt(element, options) || '{"unknown":true}'), errors };
}

function numberOf(match) { return match === null ? undefined : Number(match[1]); }

/** A Go string, or several joined by `+`, behind a match. */
function stringAt(text, match) {
	let at = match.index + match[0].length;
	let value = '';
	for (;;) {
		const end = endOfQuiet(text, at);
		if (end === at) { return value; }
		value += text[at] === '`' ? text.slice(at + 1, end - 1) : JSON.parse(text.slice(at, end));
		const more = /^\s*\+\s*/.exec(text.slice(end, end + 40));
		if (more === null) { return value; }
		at = end + more[0].length;
	}
}
