/** What patterns bind, and what they are called for people. */
import type { Place, Value } from '../../../outline/model.ts';
import { spanOf } from '../../shared/blocks.ts';
import type { Pattern } from '../syntax/ast.ts';
import type { Context } from './context.ts';

/** Writes the steps by which the names of a pattern get their values. What is taken out of a value is bound to that value, or to its part. */
export function bindPattern(pattern: Pattern, value: Value, cx: Context, path: readonly string[] = []): void {
	switch (pattern.kind) {
		case 'ident': {
			const variable = cx.file.source.scopes.declared.get(pattern);
			if (variable !== undefined && variable.source.kind !== 'parameter') { cx.steps.push({ kind: 'bind', span: spanOf(pattern), binding: variable.binding, name: variable.name, value: partOf(value, path), isDeclaration: true }); }
			if (pattern.inner !== undefined) { bindPattern(pattern.inner, value, cx, path); }
			return;
		}
		case 'tuple': {
			for (const [index, each] of pattern.items.entries()) { bindPattern(each, value.kind === 'list' ? value.items[index] ?? { kind: 'other' } : value, cx, path); }
			return;
		}
		case 'slice': case 'tupleStruct': for (const each of pattern.items) { bindPattern(each, value, cx, path); } return;
		case 'or': if (pattern.items[0] !== undefined) { bindPattern(pattern.items[0], value, cx, path); } return;
		case 'struct': for (const { name, pattern: inner } of pattern.fields) { bindPattern(inner, value, cx, [...path, name]); } return;
		default:
	}
}

function partOf(value: Value, path: readonly string[]): Value {
	if (path.length === 0) { return value; }
	const place: Place | undefined = value.kind === 'binding' ? { root: 'binding', binding: value.binding, path } : value.kind === 'place' ? { root: value.place.root, ...(value.place.name !== undefined && { name: value.place.name }), ...(value.place.binding !== undefined && { binding: value.place.binding }), path: [...value.place.path, ...path] } : undefined;
	return place === undefined ? value : { kind: 'place', place };
}

/** What an arm is for: `Err`, `Ok(0)`, `else` for the rest. */
export function labelOf(pattern: Pattern): string | undefined {
	switch (pattern.kind) {
		case 'wildcard': return 'else';
		case 'ident': return /^[A-Z]/.test(pattern.name) ? pattern.name : pattern.inner === undefined ? 'else' : labelOf(pattern.inner);
		case 'path': return pattern.path.segments.map((each) => each.name).join('::');
		case 'literal': return pattern.text;
		case 'struct': return pattern.path.segments.map((each) => each.name).join('::');
		case 'tupleStruct': {
			const name = pattern.path.segments.map((each) => each.name).join('::');
			const [only] = pattern.items;
			return pattern.items.length === 1 && only?.kind === 'literal' ? `${name}(${only.text})` : name;
		}
		case 'or': return pattern.items.map(labelOf).filter((each) => each !== undefined).join(' | ');
		default: return undefined;
	}
}
