import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { javascriptCatalogue } from '../../../server/src/catalogue/javascript/index.ts';
import { entry } from '../../../server/src/catalogue/schema.ts';

const { entries, aliases } = javascriptCatalogue;

describe('the JavaScript catalogue', () => {
	it('has the shape a user\'s entries must have', () => {
		for (const each of entries) {
			const result = entry.safeParse(each);
			expect(result.error?.message, each.symbol).toBeUndefined();
			expect(each.symbol).toMatch(/^[^#\s]+#[^#\s]+$/);
		}
	});

	it('tells what to do about everything that blocks', () => {
		const silent = entries.filter((each) => each.blocks && !each.replacement && each.advice === undefined);
		expect(silent.map((each) => each.symbol)).toEqual([]);
	});

	it('says each thing of a symbol once', () => {
		const said = entries.flatMap((each) => Object.keys(each).filter((key) => key !== 'symbol').map((key) => `${each.symbol} ${key}`));
		expect(said.filter((each, index) => said.indexOf(each) !== index)).toEqual([]);
	});

	it('never replaces by writing what was only read: a replacement that is safe belongs to a call that reads, computes or sleeps', () => {
		const changes = /^(writes|creates|deletes|renames|moves|links|changes|appends|truncates|copies|locks|unlocks|waits for a person)\b/;
		const wrong = entries.filter((each) => each.replacement?.safety === 'safe' && changes.test(each.blocks?.does ?? ''));
		expect(wrong.map((each) => each.symbol)).toEqual([]);
	});

	it('reports disk metadata below content, and what has no asynchronous form below what has', () => {
		for (const each of entries) {
			if (each.blocks?.category === 'metadata') { expect(['info', 'warning'], each.symbol).toContain(each.blocks.severity); }
			if (each.blocks?.category === 'cpu') { expect(['warning', 'hint'], each.symbol).toContain(each.blocks.severity); }
		}
	});

	it('has aliases that lead to something', () => {
		const catalogue = createCatalogue(javascriptCatalogue);
		const known = entries.map((each) => each.symbol);
		const beyond = new Set(['node:fs/promises', 'global', 'node:events#EventEmitter']);
		for (const [alias, target] of Object.entries(aliases)) {
			const leads = catalogue.lookup(target) !== undefined || beyond.has(target)
				|| known.some((symbol) => symbol.startsWith(`${target}.`) || symbol.startsWith(`${target}#`) || symbol.startsWith(`${target.split('#')[0]}#*.`));
			expect(leads, `${alias} → ${target}`).toBe(true);
		}
	});

	it('has no name so open that every call would have to be resolved', () => {
		expect(createCatalogue(javascriptCatalogue).names.has('*')).toBe(false);
	});
});
