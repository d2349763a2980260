import { fileOf, type CallGraph } from '../callgraph/graph.ts';
import type { FunctionId, SymbolName } from '../outline/model.ts';
import type { RuleId } from './finding.ts';

/**
 * What a finding is known by when lines move: its rule, the qualified name of its function with the file as it is shown to people, what blocks in the end,
 * and which of several equal ones in the function it is (from 0). 16 hex digits.
 */
export function fingerprintOf(rule: RuleId, id: FunctionId, sink: SymbolName, ordinal: number, { displayPath }: Pick<CallGraph, 'displayPath'>): string {
	const place = displayPath(fileOf(id)) + id.slice(id.indexOf('#'));
	return fnv1a([rule, place, sink, `${ordinal}`].join('\n'));
}

/** FNV-1a of 64 bits over UTF-16 code units. */
function fnv1a(text: string): string {
	let hash = 0xcbf29ce484222325n;
	for (let index = 0; index < text.length; index++) {
		hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
	}
	return hash.toString(16).padStart(16, '0');
}
