/** Types that are read from a command line: what their derives say. */
import type { Callee } from '../../../outline/model.ts';
import { symbolOf, type Names } from './names.ts';
import type { TypeInfo } from './types.ts';

/** What a crate calls the derive by which a type is read from a command line. */
const parsers = /^(?:clap#(?:Parser|Subcommand|Args)|structopt#StructOpt|argh#FromArgs)$/;

/** The traits of a type by which the command line becomes a value of it: `clap#Subcommand`. */
export function parsersOf({ node, source, scope }: TypeInfo, names: Names): Callee[] {
	const derived = node.attributes.filter(({ path }) => path === 'derive').flatMap(({ text }) => text.replace(/^\(|\)$/g, '').split(',')).map((each) => each.trim());
	return derived.filter((each) => /(?:Parser|Subcommand|Args|StructOpt)$/.test(each)).flatMap((each): Callee[] => {
		const segments = each.split('::').map((name) => ({ name, start: 0, end: 0 }));
		const def = names.resolve({ start: 0, end: 0, segments }, { source, scope: scope.parent ?? scope }, 'type');
		const symbol = def?.kind === 'outside' ? symbolOf(def.path) : undefined;
		return symbol !== undefined && parsers.test(symbol) ? [{ kind: 'external', symbol }] : [];
	});
}
