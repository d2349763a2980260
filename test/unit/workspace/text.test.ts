import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineIndex, looksBuilt, looksGenerated, looksMinified, looksVendored, newlineOf, withoutByteOrderMark } from '../../../server/src/workspace/text.ts';

describe('LineIndex', () => {
	test('knows every kind of line end', () => {
		const index = new LineIndex('a\nb\r\nc\rd');
		expect(index.lineCount).toBe(4);
		expect([1, 2, 3, 4].map((line) => index.textOf(line))).toEqual(['a', 'b', 'c', 'd']);
		expect(index.positionAt(5)).toEqual({ line: 3, column: 1 });
		expect(index.positionAt(7)).toEqual({ line: 4, column: 1 });
	});

	test('a final newline begins an empty line; an empty text has one line', () => {
		expect(new LineIndex('a\n').lineCount).toBe(2);
		expect(new LineIndex('a\n').textOf(2)).toBe('');
		expect(new LineIndex('').lineCount).toBe(1);
		expect(new LineIndex('').positionAt(0)).toEqual({ line: 1, column: 1 });
	});

	test('counts UTF-16 code units', () => {
		expect(new LineIndex('😀x').positionAt(2)).toEqual({ line: 1, column: 3 });
	});

	test('an empty line between two carriage returns', () => {
		const index = new LineIndex('\r\r\n\n');
		expect(index.lineCount).toBe(4);
		expect([1, 2, 3, 4].map((line) => index.textOf(line))).toEqual(['', '', '', '']);
	});

	test('keeps positions within the text', () => {
		const index = new LineIndex('ab\r\nc');
		expect(index.positionAt(-1)).toEqual({ line: 1, column: 1 });
		expect(index.positionAt(99)).toEqual({ line: 2, column: 2 });
		expect(index.offsetAt({ line: 1, column: 99 })).toBe(2);
		expect(index.offsetAt({ line: 9, column: 1 })).toBe(5);
		expect(index.offsetAt({ line: 0, column: 1 })).toBe(0);
	});

	test('positions and offsets agree, in any text', () => {
		fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', 'é', '😀') }), (text) => {
			const index = new LineIndex(text);
			for (let offset = 0; offset <= text.length; offset++) {
				const isInsideLineEnd = text.slice(offset - 1, offset + 1) === '\r\n';
				expect(index.offsetAt(index.positionAt(offset))).toBe(isInsideLineEnd ? offset - 1 : offset);
			}
			const ends = text.match(/\r\n|\r|\n/g) ?? [];
			const lines = Array.from({ length: index.lineCount }, (_, line) => index.textOf(line + 1));
			expect(lines.map((line, at) => line + (ends[at] ?? '')).join('')).toBe(text);
		}));
	});
});

test('the newline style is what most lines have', () => {
	expect(newlineOf('a\r\nb\r\nc\n')).toBe('\r\n');
	expect(newlineOf('a\r\nb\n')).toBe('\n');
	expect(newlineOf('a\rb\rc')).toBe('\r');
	expect(newlineOf('a')).toBe('\n');
});

test('only a leading byte order mark is taken off', () => {
	expect(withoutByteOrderMark('\uFEFFa\uFEFF')).toEqual({ text: 'a\uFEFF', hasBom: true });
	expect(withoutByteOrderMark('a')).toEqual({ text: 'a', hasBom: false });
});

test('what a tool has made of other sources is told by its lines', () => {
	const statement = 'function a(b){return b.c(function(d){return d.e})}var f=a(g);';
	expect(looksMinified(statement.repeat(100))).toBe(true);
	// A notice in front, and some line ends within, as bundlers leave them.
	expect(looksMinified(`/* a notice */\n${`${statement.repeat(90)}\n`.repeat(20)}`)).toBe(true);
	expect(looksMinified(`/* a notice */\n${'function a ( b ) { return b . c ( d ) ; } '.repeat(200)}\n`)).toBe(true);
	expect(looksMinified(`${statement}\n`.repeat(100))).toBe(false);
	expect(looksMinified(statement.repeat(20))).toBe(false);
	// A picture in a source that people write, and a long text.
	expect(looksMinified(`const picture = '${'iVBORw0KGgo'.repeat(600)}';\n${`\t${statement}\n`.repeat(300)}`)).toBe(false);
	expect(looksMinified(`export const licence = '${'the work and what was made of it '.repeat(300)}';\n`)).toBe(false);
});

test('what a bundler has put together is told by its head, its licence or its source map', () => {
	const umd = "/*!\n * Shop v4.8.3\n * Released under the MIT License.\n */\n(function (global, factory) {\n  typeof exports === 'object' && typeof module !== 'undefined' ? module.exports = factory() :\n";
	expect(looksBuilt('/w/shop.js', umd)).toBe(true);
	expect(looksBuilt('/w/shop.cjs', 'load();\n//# sourceMappingURL=shop.cjs.map\n')).toBe(true);
	expect(looksBuilt('/w/shop.js', `/*! Shop 1.0 */\n${'load();\n'.repeat(20_000)}`)).toBe(true);
	const release = '/**\n* shop v3.5.22\n* (c) 2018-present the shop, https://example.com\n* @license MIT\n**/\n';
	expect(looksBuilt('/w/shop.js', `${release}${'load();\n'.repeat(20_000)}`)).toBe(true);
	expect(looksBuilt('/w/shop.esm-browser.prod.js', `${release}load();\n`)).toBe(true);
	expect(looksBuilt('/w/shop.global.js', 'load();\n')).toBe(false);
	expect(looksBuilt('/w/shop.js', `${release}load();\n`)).toBe(false);
	expect(looksBuilt('/w/shop.js', `/** The shop's pages. @license MIT */\n${'load();\n'.repeat(20_000)}`)).toBe(false);
	expect(looksBuilt('/w/worker.js', '/* eslint-disable */\n\n/**\n * Shop Worker.\n * - Please do NOT modify this file.\n */\nload();\n')).toBe(true);
	expect(looksBuilt('/w/shop.js', 'load("Please do not modify this file");\n')).toBe(false);
	expect(looksBuilt('/w/shop.js', `load();\n//# sourceMappingURL=data:application/json;base64,${'QUJD'.repeat(2000)}`)).toBe(true);
	expect(looksBuilt('/w/shop.js', 'var shop = (function () {\n  var Module = typeof shop !== "undefined" ? shop : {}; var moduleOverrides = {};\n')).toBe(true);
	// Written by hand: a notice alone, a mention of a map, another language.
	expect(looksBuilt('/w/shop.js', '/*! Shop 1.0 */\nload();\n')).toBe(false);
	expect(looksBuilt('/w/shop.js', `const end = '//# sourceMappingURL=x';\n${'load();\n'.repeat(200)}`)).toBe(false);
	expect(looksBuilt('/w/shop.ts', umd)).toBe(false);
});

test('a bundle is told behind its comments, and many comments take no time', () => {
	const comments = '/* one */ // two\n/** three\n * lines */\n\n';
	expect(looksBuilt('/w/shop.js', `${comments}(() => { // webpackBootstrap\n`)).toBe(true);
	expect(looksBuilt('/w/shop.js', `${comments.repeat(2000)}load();\n`)).toBe(false);
	expect(looksBuilt('/w/shop.js', '/* never ends')).toBe(false);
	expect(looksBuilt('/w/shop.js', '// the last line')).toBe(false);
});

test('copies of others are told by their folder, and a shop may have vendors of its own', () => {
	expect(looksVendored('/src/third_party/keyboard.ts', '')).toBe(true);
	expect(looksVendored('/public/vendor/jquery.js', '')).toBe(true);
	expect(looksVendored('/src/vendors/jquery.ts', '// @ts-nocheck\n/*!\n * jQuery')).toBe(true);
	expect(looksVendored('/src/vendors/vendor.service.ts', 'export class VendorService {}')).toBe(false);
	expect(looksVendored('/vendor/requests/api.py', '')).toBe(false);
	expect(looksVendored('/src/keys.js', '/**\n * Modified from https://github.com/ada/keys\n */\nload();')).toBe(true);
	expect(looksVendored('/src/keys.ts', '// Vendored from keys 2.1.0, see README.\nload();')).toBe(true);
	expect(looksVendored('/src/keys.ts', '/** Keys: the layout is modified from the one of https://github.com/ada/keys. */\nload();')).toBe(false);
	expect(looksVendored('/src/keys.ts', 'load();\n// Vendored from keys 2.1.0.\n')).toBe(false);
});

test('a file says itself that a tool writes it anew', () => {
	expect(looksGenerated('# coding: utf-8\n\n"""\n    Shop\n\n    Generated by OpenAPI Generator (https://openapi-generator.tech)\n\n    Do not edit the class manually.\n"""\n')).toBe(true);
	expect(looksGenerated('// Code generated by protoc-gen-es v2. DO NOT EDIT.\n')).toBe(true);
	expect(looksGenerated('# Generated by the protocol buffer compiler.  DO NOT EDIT!\n')).toBe(true);
	expect(looksGenerated('// @generated\nfn main() {}\n')).toBe(true);
	expect(looksGenerated('/** Reads what was generated by the build. */\n')).toBe(false);
	expect(looksGenerated('# The report is generated by a task.\nasync def report(): ...\n')).toBe(false);
	expect(looksGenerated(`${'x = 1\n'.repeat(400)}# @generated\n`)).toBe(false);
});
