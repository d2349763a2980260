/** The fixes `replace-callee` and `drop-argument`: a call of another function, or the same with an argument less. */
import type { DropArgument, ReplaceCallee } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult } from '../../refusal.ts';
import type { SourceFile } from '../resolve/types.ts';
import { inOrder } from './changes.ts';
import { accessTo } from './imports.ts';
import { callAt, callText } from './place.ts';

export function buildReplaceCallee(source: SourceFile, { file, call: span, symbol }: ReplaceCallee): EditResult {
	const call = callAt(source, span);
	const parts = call && callText(call);
	if (call === undefined || parts === undefined) { return refuse('the call is no longer where it was'); }
	const [module = '', member = ''] = symbol.split('#');
	const access = accessTo(source, module, member, call.scope, call.node.start);
	if (isRefusal(access)) { return access; }
	const { start } = call.node;
	return { kind: 'edits', edits: inOrder([...access.changes, { span: { start, end: start + parts.callee.length }, newText: access.text }]).map((change) => ({ file, ...change })) };
}

export function buildDropArgument(source: SourceFile, { file, call: span, argument }: DropArgument): EditResult {
	const call = callAt(source, span);
	const parts = call && callText(call);
	if (parts === undefined) { return refuse('the call is no longer where it was'); }
	const { args } = parts;
	const index = args.findIndex(({ name }) => name === argument);
	const dropped = args[index];
	if (dropped === undefined) { return refuse(`\`${argument}\` is not given any more`); }
	const [before, after] = [args[index - 1], args[index + 1]];
	// With what stands between it and its neighbour, or all of it.
	const gone = before !== undefined ? { start: before.end, end: dropped.end } : { start: after === undefined ? parts.open : dropped.start, end: after?.start ?? parts.close };
	if (source.text.slice(gone.start, gone.end).includes('#')) { return refuse('a comment between the arguments would be lost'); }
	return { kind: 'edits', edits: [{ file, span: gone, newText: '' }] };
}
