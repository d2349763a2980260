import { describe, expect, test } from 'vitest';
import { entry } from '../../../server/src/catalogue/schema.ts';
import { parseConfig, toCatalogueData } from '../../../server/src/workspace/config.ts';

const ruleIds = new Set(['blocking-call', 'blocking-call-chain', 'front-removal']);
const parse = (text: string) => parseConfig(text, '/p/unblock.json', ruleIds);
/** The errors as `line:column message`. */
const errorsOf = (text: string) => parse(text).errors.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('what settings say', () => {
	test('comments, trailing commas and an empty file are fine', () => {
		expect(errorsOf('{\n\t// why\n\t"exclude": ["a",],\n}\n')).toEqual([]);
		for (const text of ['', '\n', '// nothing yet\n', '{}']) {
			expect(errorsOf(text)).toEqual([]);
			expect(parse(text).config.settings).toEqual({});
		}
	});

	test('levels and options of rules', () => {
		const { config } = parse('{ "rules": { "blocking-call": "off", "blocking-call-chain": { "severity": "hint", "hops": 3 }, "front-removal": { "size": 1 } } }');
		expect([config.levelOf('blocking-call'), config.levelOf('blocking-call-chain'), config.levelOf('front-removal'), config.levelOf('other')])
			.toEqual(['off', 'hint', undefined, undefined]);
		expect(config.optionsOf('blocking-call')).toEqual({});
		expect(config.optionsOf('blocking-call-chain')).toEqual({ hops: 3 });
		expect(config.optionsOf('front-removal')).toEqual({ size: 1 });
	});

	test('globs are as in .gitignore, relative to the file', () => {
		const { config } = parse('{ "include": ["src"], "exclude": ["*.gen.ts", "./src/old/", "!keep.gen.ts"], "tests": ["**/checks/**"], "entries": ["/tasks/*.ts"] }');
		expect(['/p/src/a.ts', '/p/src/b/a.gen.ts', '/p/src/b/keep.gen.ts', '/p/src/old/a.ts', '/p/lib/src/a.ts', '/p/other/a.ts', '/elsewhere/src/a.ts'].map((file) => config.covers(file)))
			.toEqual([true, false, true, false, true, false, false]);
		expect(config.excludes('/p/src/old', true)).toBe(true);
		expect(config.excludes('/p')).toBe(false);
		expect(config.isTest('/p/src/checks/a.ts')).toBe(true);
		expect(config.isTest('/p/src/a.ts')).toBe(false);
		expect(config.isEntry('/p/tasks/a.ts')).toBe(true);
		expect(config.isEntry('/p/src/tasks/a.ts')).toBe(false);
	});

	test('without include, all but the excluded is covered', () => {
		const { config } = parse('{ "exclude": ["a.ts"] }');
		expect([config.covers('/p/a.ts'), config.covers('/p/b.ts')]).toEqual([false, true]);
	});
});

describe('mistakes', () => {
	test('an unknown setting names the nearest one', () => {
		expect(errorsOf('{\n  "exlude": ["a"]\n}')).toEqual(['2:3 unblock.json has no setting "exlude"; did you mean "exclude"?']);
		expect(errorsOf('{ "zzzzzz": 1 }')).toEqual(['1:3 unblock.json has no setting "zzzzzz"; known are include, exclude, rules, tests, entries, blocking, offloaders, trackers, safeCalls, runtimeDirectory and catalogue']);
		expect(errorsOf('{ "blocking": [{ "symbol": "a#b", "does": "x", "categry": "file" }] }'))
			.toEqual(['1:48 blocking[0] has no setting "categry"; did you mean "category"?; blocking[0] is ignored']);
	});

	test('a wrong type says what was expected', () => {
		expect(errorsOf('{\n\t"exclude": "dist"\n}')).toEqual(['2:13 exclude must be a list of texts, not "dist"; exclude is ignored']);
		expect(errorsOf('{ "include": ["a", 1] }')).toEqual(['1:20 include[1] must be a text, not 1; include[1] is ignored']);
		expect(errorsOf('{ "rules": [] }')).toEqual(['1:12 rules must be an object, not a list; rules is ignored']);
		expect(errorsOf('[1]')).toEqual(['1:1 unblock.json must be an object, not a list; unblock.json is ignored']);
		expect(errorsOf('{ "blocking": [{ "symbol": "a#b" }] }')).toEqual(['1:16 blocking[0].does is missing; it must be a text; blocking[0] is ignored']);
	});

	test('a wrong choice says the choices, and the near one', () => {
		expect(errorsOf('{ "rules": { "blocking-call": "warn" } }'))
			.toEqual(['1:31 rules.blocking-call must be "off", "error", "warning", "info", "hint" or an object, not "warn"; rules.blocking-call is ignored']);
		expect(errorsOf('{ "rules": { "blocking-call": { "severity": "eror" } } }'))
			.toEqual(['1:45 rules.blocking-call.severity must be "off", "error", "warning", "info" or "hint", not "eror" (did you mean "error"?); rules.blocking-call is ignored']);
		expect(errorsOf('{ "rules": { "blocking-call": 2 } }'))
			.toEqual(['1:31 rules.blocking-call must be "off", "error", "warning", "info", "hint" or an object, not 2; rules.blocking-call is ignored']);
		expect(errorsOf('{ "catalogue": [{ "symbol": "a#b", "replacement": { "kind": "twinn", "symbol": "a#c", "safety": "safe" } }] }'))
			.toEqual([expect.stringMatching(/^1:61 catalogue\[0\]\.replacement\.kind must be "twin", .*not "twinn" \(did you mean "twin"\?\)/)]);
	});

	test('a function needs its module', () => {
		expect(errorsOf('{ "safeCalls": ["query"] }'))
			.toEqual(['1:17 safeCalls[0] must name a module and a function, as in "package#name" or "./src/db.ts#query"; safeCalls[0] is ignored']);
		expect(errorsOf('{ "offloaders": ["query"] }')).toEqual([expect.stringContaining('offloaders[0] must name a module and a function')]);
	});

	test('an unknown rule names the nearest one', () => {
		expect(errorsOf('{ "rules": { "blocking-cal": "off", "blocking-call": "hint" } }')).toEqual(['1:14 there is no rule "blocking-cal"; did you mean "blocking-call"?']);
		expect(parseConfig('{ "rules": { "anything": "off" } }', '/p/unblock.json').errors).toEqual([]);
	});

	test('broken JSON is ignored as a whole, with the place where it breaks', () => {
		const { config, errors } = parse('{\r\n  "exclude": ["a"]\r\n  "include": ["b"]\r\n}');
		expect(errors).toEqual([{ file: '/p/unblock.json', line: 3, column: 3, message: 'a comma is missing before this; unblock.json is ignored until it can be read' }]);
		expect(config.settings).toEqual({});
		expect(errorsOf('{ "exclude": ["a"')).toEqual([expect.stringContaining('a closing bracket is missing here')]);
		expect(errorsOf('{ exclude: [] }')).toHaveLength(1);
		expect(errorsOf('{} {}')).toEqual(['1:4 there is more text after the end of the settings; unblock.json is ignored until it can be read']);
	});

	test('only the part with the mistake is lost', () => {
		const { config, errors } = parse(`{
			"exclude": ["a", 1, "b"], "include": 3, "typo": true,
			"rules": { "blocking-call": "off", "front-removal": 7 },
			"blocking": [{ "symbol": "nohash", "does": "x" }, { "symbol": "a#b", "does": "y" }]
		}`);
		expect(errors.map(({ line }) => line)).toEqual([2, 2, 2, 3, 4]);
		expect(config.settings).toEqual({
			exclude: ['a', 'b'], rules: { 'blocking-call': 'off' },
			blocking: [{ symbol: 'a#b', does: 'y', category: 'other', severity: 'warning' }],
		});
	});

	test.each(['null', '"x"', '3', '{ "__proto__": { "a": 1 } }', '{ "rules": { "constructor": "off" } }', '{ "rules": null }', '{ "catalogue": [null, 3, []] }', '\0', '{'.repeat(2000)])('%.40s does not throw', (text) => {
		expect(parse(text).errors.length).toBeGreaterThan(0);
	});
});

describe('catalogue entries of settings', () => {
	const catalogueOf = (value: unknown) => {
		const { config, errors } = parseConfig(JSON.stringify(value), '/p/pkg/unblock.json');
		expect(errors).toEqual([]);
		const data = toCatalogueData(config.settings, config.directory);
		for (const each of data.entries) { expect(entry.safeParse(each).error).toBeUndefined(); }
		expect(config.catalogue).toEqual(data);
		return data.entries;
	};

	test('workspace functions get their absolute file, packages stay', () => {
		expect(catalogueOf({
			blocking: [
				{ symbol: './src/db.ts#Pool.query', category: 'database', severity: 'error', does: 'queries', replacement: 'queryAsync', advice: 'wait' },
				{ symbol: 'pkg#run', does: 'runs', replacement: '../b.ts#run' },
			],
			offloaders: ['./pool.ts#run', { symbol: 'pkg#offload', argument: 1 }],
			trackers: ['pkg#track'],
			safeCalls: ['pkg#ping'],
			catalogue: [{ symbol: './a.ts#f', replacement: { kind: 'twin', symbol: './a.ts#g', safety: 'safe' } }],
		})).toEqual([
			{ symbol: '/p/pkg/src/db.ts#Pool.query', blocks: { category: 'database', severity: 'error', does: 'queries' }, replacement: { kind: 'member', name: 'queryAsync', safety: 'review' }, advice: 'wait' },
			{ symbol: 'pkg#run', blocks: { category: 'other', severity: 'warning', does: 'runs' }, replacement: { kind: 'twin', symbol: '/p/b.ts#run', safety: 'review' } },
			{ symbol: '/p/pkg/pool.ts#run', offloads: 0 },
			{ symbol: 'pkg#offload', offloads: 1 },
			{ symbol: 'pkg#track', tracks: 0 },
			{ symbol: 'pkg#ping', isSafeToDrop: true },
			{ symbol: '/p/pkg/a.ts#f', replacement: { kind: 'twin', symbol: '/p/pkg/a.ts#g', safety: 'safe' } },
		]);
	});

	test('one function under two settings is one entry', () => {
		expect(catalogueOf({ trackers: ['pkg#spawn'], safeCalls: ['pkg#spawn'] })).toEqual([{ symbol: 'pkg#spawn', tracks: 0, isSafeToDrop: true }]);
	});
});
