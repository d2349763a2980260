/** Fills the text of a replacement with a call's arguments: `await $get_running_loop().getaddrinfo($args)`. */
import type { Replacement } from '../../../catalogue/schema.ts';
import type { CallExpr } from '../syntax/ast.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { Change } from './changes.ts';
import { accessTo } from './imports.ts';
import { bindsTighterThanAwait, callText, type Place } from './place.ts';

export function fillTemplate(call: Place & { readonly node: CallExpr }, { template, imports }: Extract<Replacement, { kind: 'template' }>): readonly Change[] | Refusal {
	const parts = callText(call);
	if (parts === undefined) { return refuse('the call is not written in a way that can be taken apart'); }
	const { source: { text }, node } = call;
	if (/\$\d/.test(template)) { return refuse('the arguments would have to be taken apart'); }
	const changes: Change[] = [];
	let filled = template;
	for (const symbol of imports) {
		const [module = '', member = ''] = symbol.split('#');
		const access = accessTo(call.source, module, member, call.scope, node.start);
		if (isRefusal(access)) { return access; }
		changes.push(...access.changes);
		filled = filled.replaceAll(`$${member}`, () => access.text);
	}
	filled = filled.replaceAll('$args', () => text.slice(parts.open, parts.close));
	const isTight = bindsTighterThanAwait(call) && filled.startsWith('await ');
	return [...changes, { span: { start: node.start, end: node.end }, newText: isTight ? `(${filled})` : filled }];
}
