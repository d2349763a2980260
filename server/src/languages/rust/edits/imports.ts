/** Under which name a file knows something of another crate, and `use` lines that a fix makes needless. */
import { contains, type Span } from '../../../outline/span.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { SourceFile } from '../resolve/types.ts';
import { isForTests, type ItemScope } from '../scopes.ts';
import type { Item, UseNode } from '../syntax/ast.ts';
import { bareText, replacement, textWith, wholeLines, type Change } from './changes.ts';
import type { Place } from './place.ts';
import type { RustFixProject } from './fixProject.ts';

/** How a path of another crate is written at a place: by a `use` that is there, or in full. */
export function pathText({ source, scope, inference, function: fn }: Place, path: readonly string[]): string | Refusal {
	let best: { readonly text: string; readonly length: number } | undefined;
	for (let at: ItemScope | undefined = scope; at !== undefined; at = at.kind === 'module' ? undefined : at.parent) {
		for (const [name, uses] of at.uses) {
			for (const { used } of uses) {
				const length = used.path.length;
				const isWhole = length === path.length;
				if (length < 2 || name === '_' || length > path.length || used.path.some((part, index) => part !== path[index])) { continue; }
				if (isWhole && source.scopes.variables.some((each) => each.name === name && each.function === fn)) { continue; }
				if (best === undefined || length > best.length) { best = { text: [name, ...path.slice(length)].join('::'), length }; }
			}
		}
	}
	if (best !== undefined) { return best.text; }
	const [crate = ''] = path;
	const found = inference.names.resolve({ start: 0, end: 0, segments: path.slice(0, 2).map((name) => ({ start: 0, end: 0, name })) }, { source, scope }, 'type');
	if (found?.kind === 'outside' && found.path[0] === crate) { return path.join('::'); }
	return refuse(`\`${crate}\` is the name of something else there`);
}

interface Leaf extends Span {
	readonly path: readonly string[];
	/** What it is called in the file. */
	readonly name: string;
	readonly group: Group | undefined;
}

interface Group extends Span {
	readonly leaves: (Leaf | Group)[];
	readonly outer: Group | undefined;
	/** From the first name before the braces. */
	readonly from: number;
}

/** The names that a `use` brings, with their places; undefined if it is not understood. */
export function leavesOf(text: string, { start, end }: Span): readonly Leaf[] | undefined {
	const tokens = [...bareText(text.slice(start, end)).matchAll(/::|[{},;*]|r#\w+|\w+/g)].map((match) => ({ text: match[0], start: start + match.index, end: start + match.index + match[0].length }));
	let at = tokens.findIndex((each) => each.text === 'use') + 1;
	const leaves: Leaf[] = [];
	const read = (before: readonly string[], group: Group | undefined): boolean => {
		const first = tokens[at];
		if (first === undefined) { return false; }
		const path = [...before];
		for (;;) {
			const token = tokens[at];
			if (token === undefined) { return false; }
			if (token.text === '{') { return readGroup(path, group, first.start); }
			at += 1;
			if (token.text === '::') { continue; }
			path.push(token.text);
			if (tokens[at]?.text === '::') { at += 1; continue; }
			let last = token;
			const isSelf = token.text === 'self' && path.length > 1;
			if (isSelf) { path.pop(); }
			let name = path.at(-1) ?? '';
			if (tokens[at]?.text === 'as') { last = tokens[at + 1] ?? token; name = last.text; at += 2; }
			const leaf: Leaf = { start: first.start, end: last.end, path, name: token.text === '*' ? '*' : name, group };
			leaves.push(leaf);
			group?.leaves.push(leaf);
			return true;
		}
	};
	const readGroup = (path: readonly string[], outer: Group | undefined, from: number): boolean => {
		const group: { -readonly [key in keyof Group]: Group[key] } = { start: tokens[at]?.start ?? 0, end: 0, leaves: [], outer, from };
		at += 1;
		while (tokens[at] !== undefined && tokens[at]?.text !== '}') {
			if (tokens[at]?.text === ',') { at += 1; continue; }
			if (!read(path, group)) { return false; }
		}
		group.end = tokens[at]?.end ?? 0;
		at += 1;
		outer?.leaves.push(group);
		return group.end > 0;
	};
	return at > 0 && read([], undefined) ? leaves : undefined;
}

export interface Import {
	readonly item: UseNode;
	readonly leaf: Leaf;
	/** The module or block that it is in. */
	readonly home: Span;
}

/** The `use` by which a name is known in the scope of a place. */
export function importOf(name: string, { source, scope }: Place): Import | undefined {
	const homes: { readonly items: readonly Item[]; readonly span: Span; readonly scope: ItemScope }[] = [];
	const search = (items: readonly Item[], span: Span, own: ItemScope): void => {
		homes.push({ items, span, scope: own });
		for (const item of items) { if (item.kind === 'mod' && item.items !== undefined) { search(item.items, item, own.inner.get(item) ?? own); } }
	};
	search(source.node.items, source.node, source.scopes.root);
	const home = homes.find((each) => each.scope === scope.home);
	// One in a block hides it.
	for (let at: ItemScope | undefined = scope; at !== undefined && at !== scope.home; at = at.parent) { if (at.uses.has(name)) { return undefined; } }
	const item = home?.items.find((each): each is UseNode => each.kind === 'use' && each.names.some((used) => used.name === name));
	const leaf = item === undefined ? undefined : leavesOf(source.text, item)?.find((each) => each.name === name);
	return item === undefined || leaf === undefined || home === undefined ? undefined : { item, leaf, home: home.span };
}

/** Who uses an imported name beside what stands at `except`, as far as the text tells. */
export function otherUses({ leaf, item, home }: Import, { source }: Place, except: readonly Span[], project: RustFixProject): 'none' | 'tests' | 'some' {
	if (item.isPublic || item.attributes.length > 0 || /^\s*pub\b/.test(source.text.slice(item.start, item.end))) { return 'some'; }
	let isTested = false;
	const bare = bareText(source.text);
	const uses = usesIn(source.node.items);
	const modules = modulesIn(source.node.items);
	for (const match of bare.matchAll(new RegExp(`(?<![\\w$'])${leaf.name}\\b`, 'g'))) {
		const at = match.index;
		if (except.some((each) => at >= each.start && at < each.end)) { continue; }
		const before = bare.slice(Math.max(0, at - 40), at);
		if (/\.\s*$/.test(before) && !/\.\.\s*$/.test(before)) { continue; }
		const isQualified = /::\s*$/.test(before);
		if (isQualified && !/(?:\b(?:super|self|crate)\s*::\s*)+$/.test(before)) { continue; }
		if (uses.some((each) => contains(each, { start: at, end: at + 1 })) && !/\buse\s+$/.test(before)) { continue; }
		const inner = modules.findLast((each) => contains(each, { start: at, end: at + 1 }) && contains(home, each) && each !== home);
		const seesIt = inner === undefined || inner.items?.some((each) => each.kind === 'use' && each.names.some(({ name, path }) => name === '*' && /^(?:super|crate)$/.test(path[0] ?? ''))) === true || isQualified;
		if (!seesIt) { continue; }
		if (!modules.some((each) => isForTests(each) && contains(each, { start: at, end: at + 1 }))) { return 'some'; }
		isTested = true;
	}
	const below = seenBelow(source, leaf.name, project);
	return below.some((file) => !/\/tests?\.rs$/.test(file)) ? 'some' : isTested || below.length > 0 ? 'tests' : 'none';
}

function usesIn(items: readonly Item[]): readonly UseNode[] {
	return items.flatMap((each) => (each.kind === 'use' ? [each] : each.kind === 'mod' ? usesIn(each.items ?? []) : []));
}

function modulesIn(items: readonly Item[]): readonly Extract<Item, { kind: 'mod' }>[] {
	return items.flatMap((each) => (each.kind === 'mod' && each.items !== undefined ? [each, ...modulesIn(each.items)] : []));
}

/** Modules in files of their own may take all names of the one around them. */
function seenBelow({ file }: SourceFile, name: string, project: RustFixProject): readonly string[] {
	const folder = /\/(?:mod|lib|main)\.rs$/.test(file) ? file.slice(0, file.lastIndexOf('/')) : file.replace(/\.rs$/, '');
	return project.filesBelow(folder).filter((each) => {
		const text = each === file ? '' : project.textOf(each) ?? '';
		return text.includes('super::') && new RegExp(`\\b${name}\\b`).test(text) && (/super::\*/.test(text) || new RegExp(`super::${name}\\b`).test(text));
	});
}

/** Takes a name out of its `use`, with the line if nothing is left of it. */
export function withoutImport({ leaf, item }: Import, { source: { text } }: Place): readonly Change[] {
	const { group } = leaf;
	if (group === undefined) { return [replacement(wholeLines(text, item), '')]; }
	return without(leaf, group, text, item);
}

function without(gone: Leaf | Group, group: Group, text: string, item: Span): readonly Change[] {
	const rest = group.leaves.filter((each) => each !== gone);
	const [only] = rest;
	if (only === undefined) { return group.outer === undefined ? [replacement(wholeLines(text, item), '')] : without(group, group.outer, text, item); }
	if (rest.length === 1) {
		const own = text.slice('from' in only ? only.from : only.start, only.end);
		const self = /^self\b\s*(.*)$/.exec(own);
		const opening = /::\s*$/.exec(text.slice(0, group.start))?.[0].length ?? 0;
		if (self !== null) { return [replacement({ start: group.start - opening, end: group.end }, self[1] === '' ? '' : ` ${self[1]}`)]; }
		return [replacement(group, own)];
	}
	const index = group.leaves.indexOf(gone);
	const next = group.leaves[index + 1];
	const before = group.leaves[index - 1];
	const startOf = (each: Leaf | Group): number => ('from' in each ? each.from : each.start);
	return [next === undefined ? replacement({ start: before?.end ?? startOf(gone), end: gone.end }, '') : replacement({ start: startOf(gone), end: startOf(next) }, '')];
}

/** What to do with the `use` of a name that is needed no more: nothing where others use it. Where only tests do, the program itself would be warned of it. */
export function dropImport(name: string, place: Place, except: readonly Span[], project: RustFixProject): readonly Change[] | Refusal {
	const needless = needlessImport(name, place, except, project);
	return isRefusal(needless) ? needless : needless === undefined ? [] : withoutImport(needless, place);
}

/** The `use` of a name that is needed no more. */
export function needlessImport(name: string, place: Place, except: readonly Span[], project: RustFixProject): Import | undefined | Refusal {
	const imported = importOf(name, place);
	if (imported === undefined) { return undefined; }
	const others = otherUses(imported, place, except, project);
	if (others === 'tests') { return refuse(`its tests would be all that is left to use \`${name}\``); }
	return others === 'some' ? undefined : imported;
}

/** Takes several names away, some of which may be of one `use`. */
export function withoutImports(gone: readonly Import[], place: Place): readonly Change[] {
	const { text } = place.source;
	return [...new Set(gone.map(({ item }) => item))].flatMap((item) => {
		let left = text.slice(item.start, item.end);
		for (const { leaf: { name } } of gone.filter((each) => each.item === item)) {
			const whole = { start: 0, end: left.length };
			const leaf = leavesOf(left, whole)?.find((each) => each.name === name);
			left = leaf?.group === undefined ? '' : textWith(left, whole, without(leaf, leaf.group, left, whole));
		}
		return [left.trim() === '' ? replacement(wholeLines(text, item), '') : replacement(item, left)];
	});
}

/** The same for all names that begin a path in parts of the text that go. */
export function dropImportsOf(gone: readonly Span[], place: Place, project: RustFixProject): readonly Change[] | Refusal {
	const changes: Change[] = [];
	const items = new Set<UseNode>();
	const names = new Set(gone.flatMap(({ start, end }) => Array.from(bareText(place.source.text.slice(start, end)).matchAll(/(?<![\w$:.])[A-Za-z_]\w*/g), ([name]) => name)));
	for (const name of names) {
		const item = importOf(name, place)?.item;
		const dropped = item === undefined || items.has(item) ? [] : dropImport(name, place, gone, project);
		if (isRefusal(dropped)) { return dropped; }
		if (item !== undefined && dropped.length > 0) { items.add(item); }
		changes.push(...dropped);
	}
	return changes;
}

/** Brings a trait or type into scope: behind the last `use` of the module, unless it is there. Refused where the name means something else. */
export function addImport(path: readonly string[], place: Place): readonly Change[] | Refusal {
	const { source, scope } = place;
	const name = path.at(-1) ?? '';
	const module = scope.home;
	const uses = module.uses.get(name)?.map(({ used }) => used.path.join('::')) ?? [];
	if (uses.includes(path.join('::'))) { return []; }
	if (uses.length > 0 || module.items.has(name)) { return refuse(`\`${name}\` is the name of something else there`); }
	const full = pathText({ ...place, scope: module }, path);
	if (isRefusal(full)) { return full; }
	if (full !== path.join('::')) { return []; }
	const items = module.module?.items ?? source.node.items;
	const last = items.findLast((each) => each.kind === 'use') ?? items[0];
	if (last === undefined) { return refuse('there is no place for a `use`'); }
	const line = `use ${path.join('::')};`;
	const indent = /[ \t]*$/.exec(source.text.slice(0, last.start))?.[0] ?? '';
	const newline = source.text.includes('\r\n') ? '\r\n' : '\n';
	const firstAt = last.kind === 'mod' || last.kind === 'use' ? last.start : Math.min(last.start, ...last.attributes.map((each) => each.start));
	return [last.kind === 'use' ? replacement({ start: last.end, end: last.end }, `${newline}${indent}${line}`) : replacement({ start: firstAt, end: firstAt }, `${line}${newline}${newline}${indent}`)];
}
