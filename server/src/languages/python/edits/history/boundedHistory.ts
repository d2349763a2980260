/** The fix `bounded-history`: a list that loses entries at the front becomes a `collections.deque`, in every place that uses it. */
import type { BoundedHistory, TextEdit } from '../../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../../refusal.ts';
import type { SourceFile } from '../../resolve/types.ts';
import type { Expr } from '../../syntax/ast.ts';
import { inOrder, insertion, type Change } from '../changes.ts';
import type { PythonFixProject } from '../fixProject.ts';
import { accessTo } from '../imports.ts';
import type { Place } from '../place.ts';
import { capacityOf } from './capacity.ts';
import { fileName, subjectAt, type Subject } from './subject.ts';
import { isIn, trimmingOf, withoutTrim, type Trimming } from './trimming.ts';
import { useOf, type Use } from './use.ts';
import { isSameSpan } from '../../../../outline/span.ts';

export function buildBoundedHistory(source: SourceFile, { file, removal, shape }: BoundedHistory, project: PythonFixProject): EditResult {
	const subject = subjectAt(source, removal, project.names);
	if (isRefusal(subject)) { return subject; }
	const uses = usesOf(subject);
	if (isRefusal(uses)) { return uses; }
	const trimming = shape === 'ring' ? trimmingOf(uses, subject.name) : undefined;
	if (isRefusal(trimming)) { return trimming; }
	const changes = changesOf(subject, uses, trimming, project);
	if (isRefusal(changes)) { return changes; }
	return { kind: 'edits', edits: [...changes].flatMap(([each, made]): TextEdit[] => inOrder(made).map((change) => ({ file: each.file, ...change }))).toSorted((a, b) => Number(b.file === file) - Number(a.file === file)) };
}

function usesOf({ own, perhaps, name }: Subject): readonly Use[] | Refusal {
	const uses: Use[] = [];
	for (const [place, isSure] of [...own.map((each) => [each, true] as const), ...perhaps.map((each) => [each, false] as const)]) {
		// The list on the left of a cut, or on its right: one of them stands for both.
		const use = useOf(place);
		const isFit = !isRefusal(use) && (isSure || use.kind === 'read' || use.kind === 'push');
		if (!isFit) {
			const { source: { text }, node } = place;
			const reason = isRefusal(use) ? use.reason : `\`${text.slice(node.start, node.end)}\` is changed`;
			return refuse(isSure ? reason : `${reason} in ${fileName(place.source)}, and may be \`${name}\``);
		}
		uses.push(use);
	}
	const loops = uses.flatMap((use) => (use.kind === 'read' && use.loop !== undefined ? [use.loop] : []));
	const changing = uses.find((use) => use.kind !== 'read' && loops.some((loop) => use.place.path.includes(loop) && use.place.node !== loop.iterated));
	return changing === undefined ? uses : refuse(`\`${name}\` changes while it is gone through`);
}

function changesOf({ name }: Subject, uses: readonly Use[], trimming: Trimming | undefined, project: PythonFixProject): ReadonlyMap<SourceFile, readonly Change[]> | Refusal {
	const changes = new Map<SourceFile, Change[]>();
	const add = (source: SourceFile, made: readonly Change[]) => { changes.set(source, [...changes.get(source) ?? [], ...made.filter((each) => changes.get(source)?.some((known) => isSameSpan(known.span, each.span) && known.newText === each.newText) !== true)]); };
	let made = 0;
	for (const use of uses) {
		if (trimming !== undefined && isIn(use, trimming.statements)) { continue; }
		if (use.kind === 'cut') { return refuse(`\`${name}\` is cut down by more than one entry at once`); }
		if (use.kind === 'made') {
			made += 1;
			const declared = declaration(use, trimming, project);
			if (isRefusal(declared)) { return declared; }
			add(use.place.source, declared);
		}
		add(use.place.source, use.changes);
	}
	if (made === 0) { return refuse(`it is not known where \`${name}\` is made`); }
	for (const statement of trimming?.statements ?? []) {
		const { source } = uses.find((use) => isIn(use, [statement]))?.place ?? (trimming as Trimming).at;
		const gone = withoutTrim(source.text, statement);
		if (isRefusal(gone)) { return gone; }
		add(source, [gone]);
	}
	return changes;
}

/** `xs: list[str] = []` → `xs: deque[str] = deque(maxlen=100)` */
function declaration({ place, value, annotation }: Extract<Use, { kind: 'made' }>, trimming: Trimming | undefined, project: PythonFixProject): readonly Change[] | Refusal {
	const { source } = place;
	const { text } = source;
	const access = accessTo(source, 'collections', 'deque', place.scope, place.node.start);
	if (isRefusal(access)) { return access; }
	const capacity = trimming && capacityOf(trimming, place, project);
	if (isRefusal(capacity)) { return capacity; }
	const bound = capacity === undefined ? '' : `maxlen=${capacity}`;
	const type = annotation === undefined ? [] : typeOf(annotation, place, access.text);
	return isRefusal(type) ? type : [...access.changes, ...type, ...construction(value, text, access.text, bound)];
}

function construction(value: Expr, text: string, deque: string, bound: string): readonly Change[] {
	const { start, end } = value;
	const isEmpty = value.kind === 'list' && value.items.length === 0 || value.kind === 'call' && value.args.length === 0;
	const rest = bound === '' ? '' : `, ${bound}`;
	if (isEmpty && !text.slice(start, end).includes('#')) { return [{ span: { start, end }, newText: `${deque}(${bound})` }]; }
	// `list(each for each in …)` has the parentheses of the generator.
	const isCall = value.kind === 'call' && value.args[0]?.value.kind !== 'comprehension';
	return isCall ? [{ span: { start, end: value.callee.end }, newText: deque }, insertion(end - 1, rest)] : [insertion(start, `${deque}(`), insertion(end, `${rest})`)];
}

/** The annotation is rewritten where it says nothing but that it is a list of something. */
function typeOf(annotation: Expr, { source: { text } }: Place, deque: string): readonly Change[] | Refusal {
	const written = text.slice(annotation.start, annotation.end);
	const name = annotation.kind === 'subscript' ? annotation.object : annotation;
	if (!/^(?:typing\.)?[Ll]ist$/.test(text.slice(name.start, name.end))) { return refuse(`its annotation \`${written}\` says that it is something else than a plain list`); }
	return [{ span: { start: name.start, end: name.end }, newText: deque }];
}
