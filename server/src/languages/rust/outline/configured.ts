/** Parts of the text that are only there on some platforms, with some features, or in tests. */
import type { Span } from '../../../outline/span.ts';
import { block } from '../../shared/blocks.ts';
import { requirementsOf } from '../configuration.ts';
import { featuresOff } from '../resolve/features.ts';
import type { Attribute } from '../syntax/ast.ts';
import type { Context } from './context.ts';

/** Walks what stands behind attributes: under the condition that they set, or not at all where only tests have it. */
export function whereConfigured(attributes: readonly Attribute[] | undefined, span: Span, cx: Context, visit: (at: Context) => void): void {
	const inner = attributes === undefined ? cx : configuredBy(attributes, cx);
	if (inner === 'never') { return; }
	if (inner.configured === cx.configured) { visit(cx); return; }
	const requires = inner.configured?.slice(cx.configured?.length ?? 0) ?? [];
	cx.steps.push({ kind: 'branch', span: { start: span.start, end: span.end }, branch: 'conditional', condition: { span: { start: span.start, end: span.start }, steps: [] }, arms: [{ requires, block: block(cx, span, (at) => visit({ ...at, ...(inner.configured && { configured: inner.configured }) })) }] });
}

/** A context in which what attributes ask for holds, too; the same where they ask for nothing. */
export function configuredBy(attributes: readonly Attribute[], cx: Context): Context | 'never' {
	const { source, inference } = cx.file;
	const requires = requirementsOf(attributes, () => featuresOff(source.file, inference.workspace));
	return requires === 'never' ? requires : requires.length === 0 ? cx : { ...cx, configured: [...cx.configured ?? [], ...requires] };
}
