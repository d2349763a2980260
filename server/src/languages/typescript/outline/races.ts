/** Which calls run against others of which the first to finish counts, and could be given a signal by which to end. Only they are asked about. */
import { SyntaxKind, type ArrayLiteralExpression, type CallExpression, type Expression, type Node, type PropertyAccessExpression } from 'typescript/unstable/ast';
import type { BindingId, CallStep } from '../../../outline/model.ts';
import type { CancellationTypes } from '../cancellationTypes.ts';
import { nameText, unwrap } from '../syntax.ts';
import { carriersIn, isSurelyEmpty } from './cancellation.ts';
import type { Context, Mutable } from './context.ts';

interface Arm {
	readonly node: CallExpression;
	readonly step: Mutable<CallStep>;
	/** The variable that it is put into first. */
	readonly binding?: BindingId;
}

/** The questions of one file. */
export class RaceQuestions {
	private readonly hasRaces: boolean;
	private readonly arms: Arm[] = [];
	/** Variables that run in a race. */
	private readonly raced = new Set<BindingId>();
	constructor(text: string) { this.hasRaces = text.includes('Promise.race') || text.includes('Promise.any'); }

	addCall(node: CallExpression, step: Mutable<CallStep>, cx: Context): void {
		if (!this.hasRaces) { return; }
		const end = endOfChain(node);
		const { parent } = end;
		if (isInRace(end) || parent.kind === SyntaxKind.ArrowFunction && isMapped(parent) || parent.kind === SyntaxKind.AwaitExpression && isInRacedBody(cx.functionNode)) { this.arms.push({ node, step }); return; }
		if (step.result.kind === 'bound') { this.arms.push({ node, step, binding: step.result.binding }); }
		const list = isRace(node) ? node.arguments[0] : undefined;
		for (const each of list?.kind === SyntaxKind.ArrayLiteralExpression ? (list as ArrayLiteralExpression).elements : []) { this.addRaced(each, cx); }
	}

	private addRaced(arm: Expression, cx: Context): void {
		const root = beginningOf(arm);
		const binding = root.kind === SyntaxKind.Identifier ? cx.scope.lookup(nameText(root) ?? '') : undefined;
		if (binding !== undefined) { this.raced.add(binding.id); }
	}

	/** After the whole walk. */
	settle(types: CancellationTypes | undefined): void {
		for (const { node, step, binding } of types === undefined ? [] : this.arms) {
			if (binding !== undefined && !this.raced.has(binding)) { continue; }
			const slot = types?.slotOf(node);
			if (slot === undefined || !isSurelyEmpty(node, slot)) { continue; }
			const carried = types?.of(node.arguments.flatMap(carriersIn)) ?? [];
			if (carried.every((type) => type === undefined)) { step.endable = { ...slot, isFilled: false }; }
		}
	}
}

/** `load().then(show)` of `load()`. */
function endOfChain(node: Node): Node {
	let end = node;
	for (;;) {
		const { parent } = end;
		if (parent.kind === SyntaxKind.ParenthesizedExpression || parent.kind === SyntaxKind.AsExpression) { end = parent; continue; }
		const isContinued = parent.kind === SyntaxKind.PropertyAccessExpression && (parent as PropertyAccessExpression).expression === end && continuations.has(nameText((parent as PropertyAccessExpression).name) ?? '')
			&& parent.parent.kind === SyntaxKind.CallExpression;
		if (!isContinued) { return end; }
		end = parent.parent;
	}
}

/** `work` of `work.then(show)`. */
function beginningOf(node: Expression): Expression {
	const inner = unwrap(node);
	const callee = inner.kind === SyntaxKind.CallExpression ? unwrap((inner as CallExpression).expression) : undefined;
	const isContinued = callee?.kind === SyntaxKind.PropertyAccessExpression && continuations.has(nameText((callee as PropertyAccessExpression).name) ?? '');
	return isContinued ? beginningOf((callee as PropertyAccessExpression).expression) : inner;
}

const continuations: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

function isInRace({ parent }: Node): boolean {
	return parent.kind === SyntaxKind.ArrayLiteralExpression && parent.parent.kind === SyntaxKind.CallExpression && isRace(parent.parent as CallExpression);
}

/** `Promise.any(mirrors.map((mirror) => fetch(mirror)))` */
function isMapped(arrow: Node): boolean {
	const mapping = arrow.parent;
	return mapping.kind === SyntaxKind.CallExpression && (mapping as CallExpression).expression.getText().endsWith('.map') && mapping.parent.kind === SyntaxKind.CallExpression && isRace(mapping.parent as CallExpression);
}

/** `Promise.race([(async () => { await connect(); … })(), timeout])` */
function isInRacedBody(body: Node): boolean {
	if (body.kind !== SyntaxKind.ArrowFunction && body.kind !== SyntaxKind.FunctionExpression) { return false; }
	let callee = body;
	while (callee.parent.kind === SyntaxKind.ParenthesizedExpression) { callee = callee.parent; }
	const call = callee.parent;
	return call.kind === SyntaxKind.CallExpression && (call as CallExpression).expression === callee && isInRace(endOfChain(call));
}

function isRace({ expression }: CallExpression): boolean {
	return expression.kind === SyntaxKind.PropertyAccessExpression && /^Promise\.(?:race|any)$/.test(expression.getText());
}
