import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directoryOf, extensionOf, isWithin, nameOf, normalizePath, pathToUri, relativePath, upwardFrom, uriToPath } from '../../../server/src/workspace/paths.ts';

describe('normalizePath', () => {
	test.each([
		['/a/b/', '/a/b'],
		['/a/./b/../c', '/a/c'],
		['//a/b', '/a/b'],
		['/', '/'],
		['C:\\Project\\a.ts', 'c:/Project/a.ts'],
		['C:/Project/', 'c:/Project'],
		['c:\\', 'c:/'],
		['\\\\server\\share\\a.ts', '//server/share/a.ts'],
		['/odd\\name', '/odd\\name'],
	])('%s → %s', (path, expected) => {
		expect(normalizePath(path)).toBe(expected);
	});

	test('takes relative paths from a base', () => {
		expect(normalizePath('src/a.ts', '/project')).toBe('/project/src/a.ts');
		expect(normalizePath('../a.ts', 'C:\\project\\src')).toBe('c:/project/a.ts');
	});
});

describe('parts of a path', () => {
	test('directory, name and extension', () => {
		expect(directoryOf('/a/b.ts')).toBe('/a');
		expect(directoryOf('/a')).toBe('/');
		expect(directoryOf('/')).toBe('/');
		expect(directoryOf('c:/a')).toBe('c:/');
		expect(directoryOf('c:/')).toBe('c:/');
		expect(nameOf('/a/b.ts')).toBe('b.ts');
		expect(extensionOf('/a/b.test.ts')).toBe('.ts');
		expect(extensionOf('/a/.gitignore')).toBe('');
		expect([...upwardFrom('/a/b')]).toEqual(['/a/b', '/a', '/']);
	});

	test('within and relative', () => {
		expect(isWithin('/a', '/a/b')).toBe(true);
		expect(isWithin('/a', '/ab')).toBe(false);
		expect(isWithin('/', '/a')).toBe(true);
		expect(relativePath('/a', '/a/b/c.ts')).toBe('b/c.ts');
		expect(relativePath('/a', '/a')).toBe('.');
		expect(relativePath('/a/b', '/a/c.ts')).toBe('../c.ts');
		expect(relativePath('/', '/a.ts')).toBe('a.ts');
		expect(relativePath('c:/a', 'c:/b.ts')).toBe('../b.ts');
		expect(relativePath('c:/a', 'd:/b.ts')).toBe('d:/b.ts');
	});
});

describe('file URIs', () => {
	test.each([
		['/a/b c.ts', 'file:///a/b%20c.ts'],
		['c:/a/b.ts', 'file:///c%3A/a/b.ts'],
		['/a/(x)!#?%.ts', 'file:///a/%28x%29%21%23%3F%25.ts'],
		['/ä/日.ts', 'file:///%C3%A4/%E6%97%A5.ts'],
		['//server/share/a.ts', 'file://server/share/a.ts'],
	])('%s ↔ %s', (path, uri) => {
		expect(pathToUri(path)).toBe(uri);
		expect(uriToPath(uri)).toBe(path);
	});

	test('reads what other editors write', () => {
		expect(uriToPath('file:///C:/a.ts')).toBe('c:/a.ts');
		expect(uriToPath('file:///a/(x).ts')).toBe('/a/(x).ts');
		expect(uriToPath('file://localhost/a.ts')).toBe('/a.ts');
		expect(uriToPath('file:/a.ts')).toBe('/a.ts');
		expect(uriToPath('file:///C%3A')).toBe('c:/');
	});

	test('refuses other schemes and malformed ones', () => {
		expect(uriToPath('untitled:Untitled-1')).toBeUndefined();
		expect(uriToPath('git:/a.ts')).toBeUndefined();
		expect(uriToPath('file:///a%ZZ.ts')).toBeUndefined();
	});

	test('any path comes back', () => {
		const segment = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[/\0]/.test(text) && !/^\.+$/.test(text));
		fc.assert(fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
			const path = `/${segments.join('/')}`;
			// A first segment such as `c:` is a drive to every reader of URIs.
			fc.pre(!/^\/[A-Za-z]:/.test(path));
			expect(uriToPath(pathToUri(path))).toBe(path);
		}));
	});
});
