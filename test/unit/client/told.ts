/** Findings as the server tells them. */
import { FindingsList, type Finding } from '../../../client/src/findings/list.ts';
import type { ListedFinding } from '../../../client/src/protocol.ts';

const ROOT = 'file:///project/';

export function told(more: Partial<ListedFinding> & { readonly line?: number } = {}): ListedFinding {
	const { line = 0, ...rest } = more;
	return {
		rule: 'blocking-call', severity: 'error', verdict: 'bad', range: rangeAt(line), function: 'load', message: '`readFileSync()` reads a file.', impact: 'others wait',
		chain: [], fixes: [], guide: 'blocking-call', fingerprint: `${rest.rule ?? ''}${line}`, ...rest,
	};
}

export function rangeAt(line: number, character = 0): ListedFinding['range'] {
	return { start: { line, character }, end: { line, character: character + 5 } };
}

export function uri(path: string): string {
	return ROOT + path;
}

export function newList(): FindingsList {
	return new FindingsList((each) => each.slice(ROOT.length));
}

/** The findings of these files as the client holds them. */
export function listed(files: Readonly<Record<string, readonly ListedFinding[]>>): readonly Finding[] {
	const list = newList();
	list.take({ files: Object.entries(files).map(([path, findings]) => ({ uri: uri(path), findings })) });
	return list.all;
}
