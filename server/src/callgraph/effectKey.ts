/**
 * By what effects are told apart: category, severity, whether they happen only once, and on what they depend (one proviso at most).
 * `listens` is one more: after such a call the process serves.
 */
import type { Category, Severity } from '../catalogue/schema.ts';
import type { Origin } from './fewestHops.ts';
import type { Sink } from './links.ts';
import { readProviso, writeProviso, type Proviso } from './provisos.ts';
import { markOf } from './sites.ts';

/** `file|error|always|`, `file|error|once|<proviso>`, or `listens|2`: something listens two calls down. */
export type EffectKey = string;

export interface EffectKind {
	readonly category: Category;
	readonly severity: Severity;
	/** It happens once, or once per key: on the way there lies a branch that only fills an empty place. */
	readonly isCached: boolean;
	/** What must hold for it to come about, where that is known. */
	readonly proviso?: Proviso;
}

/**
 * How many calls down a server may begin to listen for the caller to count as one that starts to serve. What listens deeper is rather a
 * helper's own business (a login's callback server, a search for a free port).
 */
const listeningDepth = 3;

export function isListening(key: EffectKey): boolean {
	return key.startsWith('listens');
}

export function oneCallUp(key: EffectKey): EffectKey | undefined {
	const depth = Number(key.slice('listens|'.length)) + 1;
	return depth > listeningDepth ? undefined : `listens|${depth}`;
}

export function effectKind(key: EffectKey): EffectKind {
	const [category, severity, often] = key.split('|', 3);
	const proviso = provisoOf(key);
	return { category: category as Category, severity: severity as Severity, isCached: often === 'once', ...(proviso && { proviso }) };
}

export function effectKey({ category, severity, provisos, site: { position: { memo, isUnusual } } }: Sink): EffectKey {
	const whole = `${category}|${severity}|${memo ? 'once' : 'always'}|`;
	const head = isUnusual ? unusual(whole) : whole;
	return withProviso(provisos.some((each) => each.switch !== undefined) ? lesser(head) : head, provisos[0]);
}

/** What only happens where somebody set a switch is worth knowing, no more. */
export function lesser(key: EffectKey): EffectKey {
	return key.replace(/^(\w+)\|(?:error|warning)\|/, '$1|info|');
}

/** What is only done with files and the like where something failed before is worth knowing, no more. A pause or a try anew is what it is. */
export function unusual(key: EffectKey): EffectKey {
	return /^(?:file|metadata|database|cpu)\|/.test(key) ? lesser(key) : key;
}

/** The key up to its proviso, the last bar included. */
export function headOf(key: EffectKey): string {
	return key.slice(0, key.indexOf('|', key.indexOf('|', key.indexOf('|') + 1) + 1) + 1);
}

export function withProviso(head: string, proviso: Proviso | undefined): EffectKey {
	return proviso ? head + writeProviso(proviso) : head;
}

export function provisoOf(key: EffectKey): Proviso | undefined {
	return key.endsWith('|') ? undefined : readProviso(key.slice(headOf(key).length));
}

export function onlyOnce(key: EffectKey): EffectKey {
	return key.replace('|always|', '|once|');
}

/** How a path begins. The file is the sink's. */
export function originOf({ site, symbol }: Sink, file: string): Origin {
	return { file, start: site.step.span.start, label: symbol + markOf(site.position) };
}
