/** What a package's `Cargo.toml` says of a crate, and the edit by which it asks for more of the crate's features. */
import type { Span } from '../../../outline/span.ts';
import type { TextEdit } from '../../../rules/finding.ts';
import { directoryOf, upwardFrom } from '../../../workspace/paths.ts';
import { refuse, type Refusal } from '../../refusal.ts';
import type { RustFixProject } from './fixProject.ts';

/** One line of a dependency's table, inline or not. */
interface Entry { readonly key: string; readonly value: Span }

interface Dependency {
	/** `plain`: `tokio = "1"`. `inline`: `tokio = { … }`. `dotted`: `tokio.workspace = true`. `table`: `[dependencies.tokio]`. */
	readonly form: 'plain' | 'inline' | 'dotted' | 'table';
	readonly section: string;
	/** The whole value of `plain` and `inline`; all lines of the others. */
	readonly span: Span;
	readonly entries: readonly Entry[];
}

export interface Manifest { readonly file: string; readonly text: string }

/** The package's manifest that a source file belongs to. */
export function manifestOf(file: string, project: RustFixProject): Manifest | undefined {
	for (const directory of upwardFrom(directoryOf(file))) {
		const text = project.textOf(`${directory}/Cargo.toml`);
		if (text !== undefined && /^\s*\[package\]/m.test(text)) { return { file: `${directory}/Cargo.toml`, text }; }
	}
	return undefined;
}

/** True if the code of a file may name a crate. */
export function dependsOn(file: string, crate: string, project: RustFixProject): boolean {
	const manifest = manifestOf(file, project);
	return manifest !== undefined && dependenciesOf(manifest, crate, sectionsFor(file, manifest)).length > 0;
}

/** The edits by which a package has these features of tokio; none if it has them. Refused where tokio is not what the package runs on. */
export function tokioFeatures(file: string, features: readonly string[], project: RustFixProject): readonly TextEdit[] | Refusal {
	const manifest = manifestOf(file, project);
	if (manifest === undefined) { return refuse('there is no `Cargo.toml` with a package around it'); }
	if (/^\s*name\s*=\s*"tokio"/m.test(manifest.text)) { return refuse('it is tokio itself'); }
	const sections = sectionsFor(file, manifest);
	const found = dependenciesOf(manifest, 'tokio', sections);
	const [first] = found;
	if (first === undefined) { return refuse('tokio is not among the package\'s dependencies'); }
	const other = otherRuntimes.find((each) => dependenciesOf(manifest, each, sections).length > 0);
	if (other !== undefined) { return refuse(`the package also depends on ${other}: nothing tells which runtime this code runs on`); }
	const { text } = manifest;
	const valueOf = (dependency: Dependency, key: string): string | undefined => {
		const entry = dependency.entries.find((each) => each.key === key);
		return entry === undefined ? undefined : text.slice(entry.value.start, entry.value.end).trim();
	};
	if (found.some((each) => valueOf(each, 'optional') === 'true')) { return refuse('tokio is an optional dependency there'); }
	if (found.some((each) => valueOf(each, 'package') !== undefined)) { return refuse('the package calls another crate `tokio`'); }
	let shared: readonly string[] = [];
	let version = first.form === 'plain' ? text.slice(first.span.start + 1, first.span.end - 1) : valueOf(first, 'version')?.replaceAll(/^["']|["']$/g, '');
	if (valueOf(first, 'workspace') === 'true') {
		const root = sharedOf(manifest, project);
		if (root === undefined) { return refuse('the workspace that tokio is inherited from was not found'); }
		shared = root.features;
		version = root.version;
	}
	if (version !== undefined && !/^[\^~=>\s]*1(?:\.|$)|^\*$/.test(version)) { return refuse(`tokio ${version} is too old`); }
	const has = new Set([...shared, ...found.flatMap((each) => listIn(valueOf(each, 'features')))].flatMap((each) => [each, ...implied[each] ?? []]));
	const driver = features.find((each) => !isDriven(each, manifest, project));
	if (driver !== undefined) { return refuse(`the package builds a runtime of its own, without what \`tokio::${driver}\` needs`); }
	const missing = features.filter((each) => !has.has(each));
	if (missing.length === 0) { return []; }
	// The features of what only tests use are no help to the program, but the other way round.
	return [{ file: manifest.file, ...withFeatures(first, missing, manifest) }];
}

/** A runtime that is built by hand has its timers and its input and output only where it is told so. */
function isDriven(feature: string, { file }: Manifest, project: RustFixProject): boolean {
	const enabling = feature === 'time' ? /\benable_(?:all|time)\b/ : feature === 'process' ? /\benable_(?:all|io)\b/ : undefined;
	return enabling === undefined || project.filesBelow(directoryOf(file)).every((each) => { const text = project.textOf(each) ?? ''; return !/\bBuilder\s*::\s*new_(?:current|multi)_thread\b/.test(text) || enabling.test(text); });
}

const otherRuntimes = ['async-std', 'smol', 'async-global-executor', 'embassy-executor', 'glommio', 'monoio', 'compio', 'nuclei', 'tokio-uring'];

const implied: Readonly<Record<string, readonly string[]>> = {
	full: ['fs', 'io-util', 'io-std', 'macros', 'net', 'parking_lot', 'process', 'rt', 'rt-multi-thread', 'signal', 'sync', 'time'], 'rt-multi-thread': ['rt'],
};

function listIn(array: string | undefined): readonly string[] {
	return [...(array ?? '').replaceAll(/#[^\n]*/g, '').matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? '');
}

/** The tables that the crate of a file sees, the first of which is to be edited. */
function sectionsFor(file: string, manifest: Manifest): readonly string[] {
	const path = file.slice(directoryOf(manifest.file).length + 1);
	if (path === 'build.rs') { return ['build-dependencies']; }
	return /^(?:tests|examples|benches)\//.test(path) ? ['dev-dependencies', 'dependencies'] : ['dependencies'];
}

/** `[workspace.dependencies]` of the manifest that a package inherits from. */
function sharedOf({ file }: Manifest, project: RustFixProject): { readonly features: readonly string[]; readonly version: string | undefined } | undefined {
	for (const directory of upwardFrom(directoryOf(file))) {
		const text = project.textOf(`${directory}/Cargo.toml`);
		if (text === undefined || !/^\s*\[workspace(?:\.dependencies(?:\.[\w-]+)?)?\]/m.test(text)) { continue; }
		const [found] = dependenciesOf({ file: `${directory}/Cargo.toml`, text }, 'tokio', ['workspace.dependencies']);
		if (found === undefined) { return undefined; }
		const value = (key: string): string | undefined => { const entry = found.entries.find((each) => each.key === key); return entry === undefined ? undefined : text.slice(entry.value.start, entry.value.end).trim(); };
		const version = found.form === 'plain' ? text.slice(found.span.start + 1, found.span.end - 1) : value('version')?.replaceAll(/^["']|["']$/g, '');
		return { features: listIn(value('features')), version };
	}
	return undefined;
}

/** The text where a TOML value ends: of brackets and braces, the closing one. */
function valueEnd(text: string, start: number): number {
	const scan = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[[\]{}\n]/g;
	scan.lastIndex = start;
	let depth = 0;
	for (let match = scan.exec(text); match !== null; match = scan.exec(text)) {
		const [found] = match;
		if (found === '[' || found === '{') { depth += 1; }
		if (found === ']' || found === '}') {
			depth -= 1;
			if (depth === 0) { return match.index + 1; }
			if (depth < 0) { return match.index; }
		}
		if (depth > 0) { continue; }
		if (found === '\n') { return match.index; }
		if (found.startsWith('#')) { return start + text.slice(start, match.index).trimEnd().length; }
		if (found.startsWith('"') || found.startsWith('\'')) { return match.index + found.length; }
	}
	return text.length;
}

function dependenciesOf({ text }: Manifest, crate: string, sections: readonly string[]): readonly Dependency[] {
	const found: Dependency[] = [];
	const line = /^[ \t]*(?:\[+\s*([^\]\n]+?)\s*\]+|((?:"[^"\n]+"|[\w-]+)(?:\s*\.\s*[\w-]+)*)\s*=[ \t]*)/gm;
	let section = '';
	for (let match = line.exec(text); match !== null; match = line.exec(text)) {
		const [all, title, key] = match;
		if (title !== undefined) { section = title.replaceAll(/["\s]/g, ''); continue; }
		const start = match.index + all.length, end = valueEnd(text, start);
		line.lastIndex = end;
		const name = (key ?? '').replaceAll(/["\s]/g, '');
		const home = sections.find((each) => section === each || section === `${each}.${crate}`);
		if (home === undefined) { continue; }
		if (section !== home) { add(found, { form: 'table', section: home, span: { start: match.index, end }, entries: [{ key: name, value: { start, end } }] }); continue; }
		if (name === crate) {
			const isInline = text[start] === '{';
			found.push({ form: isInline ? 'inline' : 'plain', section: home, span: { start, end }, entries: isInline ? inlineEntries(text, { start: start + 1, end: end - 1 }) : [] });
		}
		if (name.startsWith(`${crate}.`)) { add(found, { form: 'dotted', section: home, span: { start: match.index, end }, entries: [{ key: name.slice(crate.length + 1), value: { start, end } }] }); }
	}
	return sections.flatMap((each) => found.filter((one) => one.section === each));
}

function add(found: Dependency[], { form, section, span, entries }: Dependency): void {
	const index = found.findIndex((each) => each.form === form && each.section === section);
	const known = found[index];
	if (known === undefined) { found.push({ form, section, span, entries }); } else { found[index] = { ...known, span: { start: known.span.start, end: span.end }, entries: [...known.entries, ...entries] }; }
}

function inlineEntries(text: string, { start, end }: Span): readonly Entry[] {
	const entries: Entry[] = [];
	const key = /\s*,?\s*([\w-]+)\s*=\s*/y;
	key.lastIndex = start;
	for (let match = key.exec(text); match !== null && match.index < end; match = key.exec(text)) {
		const from = key.lastIndex;
		const opens = text[from] === '[' || text[from] === '{';
		const to = opens || text[from] === '"' || text[from] === '\'' ? valueEnd(text, from) : from + (/^[^,}\n]*/.exec(text.slice(from, end))?.[0] ?? '').trimEnd().length;
		entries.push({ key: match[1] ?? '', value: { start: from, end: to } });
		key.lastIndex = to;
	}
	return entries;
}

function withFeatures(dependency: Dependency, missing: readonly string[], { text }: Manifest): { readonly span: Span; readonly newText: string } {
	const { form, span, entries } = dependency;
	const quoted = missing.map((each) => `"${each}"`).join(', ');
	const own = entries.find(({ key }) => key === 'features')?.value;
	if (own !== undefined) { return intoArray(own, missing, text); }
	switch (form) {
		case 'plain': return { span, newText: `{ version = ${text.slice(span.start, span.end)}, features = [${quoted}] }` };
		case 'inline': {
			const at = span.start + text.slice(span.start, span.end - 1).trimEnd().length;
			return { span: { start: at, end: at }, newText: `, features = [${quoted}]` };
		}
		case 'dotted': return entries.length === 1 && entries[0]?.key === 'workspace' ? { span, newText: `tokio = { workspace = true, features = [${quoted}] }` } : { span: { start: span.end, end: span.end }, newText: `\ntokio.features = [${quoted}]` };
		case 'table': return { span: { start: span.end, end: span.end }, newText: `\nfeatures = [${quoted}]` };
	}
}

/** Behind the last of an array, which may have a line for each. */
function intoArray({ start, end }: Span, missing: readonly string[], text: string): { readonly span: Span; readonly newText: string } {
	const inside = text.slice(start + 1, end - 1);
	const last = [...inside.matchAll(/"[^"\n]*"|'[^'\n]*'/g)].at(-1);
	if (last === undefined) { return { span: { start: start + 1, end: end - 1 }, newText: missing.map((each) => `"${each}"`).join(', ') }; }
	const at = start + 1 + last.index + last[0].length;
	const indent = /\n([ \t]*)$/.exec(inside.slice(0, last.index))?.[1];
	return { span: { start: at, end: at }, newText: missing.map((each) => (indent === undefined ? `, "${each}"` : `,\n${indent}"${each}"`)).join('') };
}
