import { describe, expect, it, test } from 'vitest';
import { mayDropPromise, promisingNames, PromisingNames } from '../../../../server/src/languages/typescript/droppedCalls.ts';

describe('promisingNames', () => {
	it.each([
		['async function load() {}', 'load'], ['async function* pages() {}', 'pages'], ['class A { async load<T>() {} }', 'load'], ['const load = async () => 1', 'load'], ['const o = { load: async () => 1 }', 'load'],
		['const load = useCallback(async () => 1, [])', 'load'], ['interface A { load<T>(id: (a: string) => void): Promise<T> }', 'load'], ['declare function load(a: string, b?: () => void): Promise<void>;', 'load'],
	])('%s', (text, name) => { expect([...promisingNames(text)]).toEqual([name]); });

	it.each(['it("works", async () => {})', 'items.map(async (item) => item)', 'class A { set(a: string): Promise<void> }', '// async (maybe)'])('nothing in %s', (text) => { expect([...promisingNames(text)]).toEqual([]); });
});

test('a name that also stands for what gives nothing is not taken', () => {
	const names = new PromisingNames();
	names.learn('class Store { async save() {} async close() {} }');
	names.learn('class Socket { close(code?: number): void {} }');
	expect([names.has('save'), names.has('close')]).toEqual([true, false]);
});

describe('mayDropPromise', () => {
	const names = new Set(['save']);
	it.each(['f();\n\tsave(a);', '{\n  store.save(a)', '{\n\tthis.store()?.save(a);', '() => {\n\texpect(save(a)).rejects.toThrow();'])('may: %s', (text) => { expect(mayDropPromise(text, names)).toBe(true); });
	it.each([
		'{\n\tawait save(a);', '{\n\treturn save(a);', 'const x =\n\tsave(a);', 'f(\n\tsave(a));', '() =>\n\tsave(a)', '\tawait\n\t\tsave(a)', 'class A {\n\tsave(a: string) {', 'class A {\n\tsave(a: string): void {', 'interface A {\n\tsave(a: string): Promise<void>;', '{\n\tsaved(a);',
		'{\n\tawait expect(save(a)).rejects.toThrow();', '{\n\texpect(a).toBe(b);\n\tawait expect(save(a)).rejects.toThrow();',
	])('does not: %s', (text) => { expect(mayDropPromise(text, names)).toBe(false); });
});
