import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { pythonCatalogue } from '../../../server/src/catalogue/python/index.ts';
import { entry } from '../../../server/src/catalogue/schema.ts';

const { entries, aliases } = pythonCatalogue;
const catalogue = createCatalogue(pythonCatalogue);
const isType = /^(?:[\w.]+#[\w.]+|[$=][\w[\] ]+)(?:\[.+\])?$/;

describe('the Python catalogue', () => {
	it('has the shape a user\'s entries must have', () => {
		for (const each of entries) {
			expect(entry.safeParse(each).error?.message, each.symbol).toBeUndefined();
			expect(each.symbol).toMatch(/^[a-zA-Z_][\w.]*\*?#[\w*]+(\.[\w*]+)*$/);
		}
	});

	it('says each thing of a symbol once', () => {
		const said = new Set<string>();
		const again: string[] = [];
		for (const each of entries) {
			for (const key of Object.keys(each)) {
				if (key === 'symbol') { continue; }
				if (said.has(`${each.symbol} ${key}`)) { again.push(`${each.symbol} ${key}`); }
				said.add(`${each.symbol} ${key}`);
			}
		}
		expect(again).toEqual([]);
	});

	it('tells what to do about everything that blocks', () => {
		const silent = entries.filter((each) => each.blocks && !each.replacement && each.advice === undefined);
		expect(silent.map((each) => each.symbol)).toEqual([]);
	});

	it('tells what it does as a clause that follows "it"', () => {
		for (const { symbol, blocks, advice } of entries) {
			if (blocks) { expect(blocks.does, symbol).toMatch(/^[a-z]+s\b[^.]*$/); }
			if (advice !== undefined) { expect(advice, symbol).toMatch(/^[a-z](.*[^.])?$/); }
		}
	});

	it('hands to another thread only what can be handed over, and what changes something only after a review', () => {
		const changes = /^(writes|creates|deletes|renames|moves|links|changes|appends|truncates|copies|sends|uploads|sets|waits|runs a (?:program|shell)|queries|makes)\b/;
		for (const { symbol, blocks, replacement, threadBound } of entries) {
			if (replacement?.kind === 'offload') {
				expect(threadBound, symbol).toBeUndefined();
				expect(blocks?.isLazy, symbol).toBeUndefined();
				expect(replacement.through).toBe('asyncio#to_thread');
			}
			if (replacement?.safety === 'safe') { expect(blocks?.does, symbol).not.toMatch(changes); }
		}
	});

	it('names types of results in the notation of the front end', () => {
		for (const { symbol, returns } of entries) { if (returns !== undefined) { expect(returns, symbol).toMatch(isType); } }
	});

	it('reports disk metadata below content, and work without a wait as a hint or a warning', () => {
		for (const { symbol, blocks } of entries) {
			if (blocks?.category === 'metadata') { expect(['info', 'hint'], symbol).toContain(blocks.severity); }
			if (blocks?.category === 'cpu') { expect(['warning', 'hint'], symbol).toContain(blocks.severity); }
		}
	});

	it('has aliases that lead to something', () => {
		const symbols = [...entries.map((each) => each.symbol), ...Object.keys(aliases)];
		const lost = Object.entries(aliases).filter(([, target]) => catalogue.lookup(target) === undefined
			&& !symbols.some((symbol) => symbol === target || symbol.startsWith(`${target}.`) || symbol.startsWith(`${target}#`)));
		expect(lost).toEqual([]);
	});

	it('never reports what writes to the console or a log file', () => {
		for (const symbol of ['builtins#print', 'sys#stdout.write', 'sys#stderr.write', 'logging#info', 'logging#Logger.info', 'logging#FileHandler', 'logging#StreamHandler.emit', 'logging.handlers#RotatingFileHandler.emit']) {
			expect(catalogue.lookup(symbol)?.blocks, symbol).toBeUndefined();
		}
	});
});
