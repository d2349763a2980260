/**
 * Which values that are dropped, or kept and never looked at, are promises. Where a declaration tells, it is not asked; the rest is asked of
 * the compiler in one batch a file, when the callees are known.
 */
import { SyntaxKind, type AwaitExpression, type BinaryExpression, type CallExpression, type ConditionalExpression, type Expression, type Node, type PropertyAccessExpression } from 'typescript/unstable/ast';
import type { BindingId, CallStep, DiscardStep, ResultType } from '../../../outline/model.ts';
import { hasModifier, indexOf, nameText, spanOf, unwrap } from '../syntax.ts';
import type { SymbolResolver } from '../symbols.ts';
import { nameNodeOf } from './callees.ts';
import type { Context, Mutable } from './context.ts';
import { isSaidNotToWait } from './meant.ts';
import { shapeOf } from './values.ts';
import { writtenName } from './writtenName.ts';

type Symbols = Pick<SymbolResolver, 'resultTypes' | 'declaredResult' | 'haveSameTypes' | 'typeNames'>;

interface Asked {
	readonly node: Node;
	readonly give: (type: ResultType) => void;
	/** The call whose callee may settle it. */
	readonly call?: Mutable<CallStep>;
	/** What must never be read, or the value is in good hands. */
	readonly keptIn?: { readonly binding?: BindingId; readonly member?: string };
	/** Not worth a question to the compiler: only what the callee tells counts. */
	readonly isByCalleeOnly?: boolean;
	/** What is no promise of the language's and can be awaited all the same is told apart; elsewhere nobody is to watch it. */
	readonly tellsPromiseLike?: boolean;
}

/** The questions of one file, and what it reads. */
export class PromiseQuestions {
	private readonly asked: Asked[] = [];
	private readonly readBindings = new Set<BindingId>();
	private readonly readMembers = new Set<string>();

	ask(asked: Asked): void { this.asked.push(asked); }
	reads(binding: BindingId): void { this.readBindings.add(binding); }
	readsMember(name: string | undefined): void { if (name !== undefined) { this.readMembers.add(name); } }

	/** After the whole walk, when callees are settled. */
	settle(symbols: Symbols | undefined): void {
		const open: Asked[] = [];
		for (const asked of this.asked) {
			if (asked.keptIn !== undefined && this.isRead(asked.keptIn)) { continue; }
			const known = asked.call === undefined ? undefined : resultByCallee(asked.call, symbols);
			if (known !== undefined) { asked.give(known); } else if (asked.isByCalleeOnly !== true) { open.push(asked); }
		}
		const types = symbols?.resultTypes(open.map(({ node }) => node)) ?? [];
		const promises = open.map(({ node, call }, index) => ({ node, call, type: types[index] })).filter(({ type }) => type === 'thenable' || type === 'maybe' || type === 'lazy');
		const building = symbols === undefined ? new Set<Node>() : buildingOn(promises, symbols);
		if (symbols !== undefined) { nameByTypes(promises, symbols); }
		open.forEach(({ give, node, tellsPromiseLike }, index) => {
			const type = types[index] ?? 'any';
			give(building.has(node) || type === 'promise-like' && tellsPromiseLike !== true ? 'plain' : type);
		});
	}

	private isRead({ binding, member }: NonNullable<Asked['keptIn']>): boolean {
		return binding !== undefined && this.readBindings.has(binding) || member !== undefined && this.readMembers.has(member);
	}
}

/** Asks what a call gives, if its result is dropped or put where it may never be read. */
export function askResult(node: CallExpression | Node, step: Mutable<CallStep>, cx: Context): void {
	const { result } = step;
	const promises = cx.file.promises;
	const give = (type: ResultType) => { step.resultType = type; };
	if ((result.kind === 'discarded' || result.kind === 'void') && !isSuper(node)) {
		promises.ask({ node: castOf(node), call: step, give: (type) => {
			give(type);
			if (type === 'plain' || type === 'any') { return; }
			const written = writtenName(node);
			if (written !== undefined) { step.written = written; }
			if (isSaidNotToWait(node, cx.file.sourceFile)) { step.isSaidNotToWait = true; }
		} });
		return;
	}
	if (result.kind === 'returned' && hasModifier(cx.functionNode, SyntaxKind.AsyncKeyword)) { promises.ask({ node, give, call: step, tellsPromiseLike: true }); return; }
	// Of what may be nothing, whether it is there can be asked. The compiler itself tells of most others.
	if ((result.kind === 'condition' || result.kind === 'spread') && !step.isOptional) { promises.ask({ node, give, call: step, isByCalleeOnly: true }); return; }
	if (result.kind !== 'bound' && result.kind !== 'stored') { return; }
	const keptIn = whereKept(node, step, cx);
	if (keptIn === undefined) { return; }
	promises.ask({ node, call: step, keptIn, give: (type) => {
		step.resultType = type;
		step.result = { ...result, isNeverRead: true };
	} });
}

/** `super()` gives nothing. */
function isSuper(node: Node): boolean { return (node as { expression?: Node }).expression?.kind === SyntaxKind.SuperKeyword; }

/** A variable, or a member that nothing outside the file can see. */
function whereKept(node: Node, { result }: CallStep, cx: Context): Asked['keptIn'] {
	const holder = holderOf(node);
	if (result.kind === 'bound' && holder !== undefined) {
		const binding = cx.file.scopes.bindings[result.binding];
		const isExported = binding === undefined || indexOf(binding.owner) === indexOf(cx.file.sourceFile) && cx.file.exported.has(binding.name);
		return isExported || binding.kind !== 'variable' || isAmbient(binding.declaration) ? undefined : { binding: result.binding };
	}
	if (result.kind !== 'stored' || holder === undefined || result.place.root !== 'this') { return undefined; }
	const [member, ...rest] = result.place.path;
	return member === undefined || rest.length > 0 || !isPrivate(member, cx) ? undefined : { member };
}

/** `declare let x`: whoever gives it its value may read it too. */
function isAmbient(declaration: Node): boolean {
	const statement = declaration.parent.parent;
	return statement.kind === SyntaxKind.VariableStatement && hasModifier(statement, SyntaxKind.DeclareKeyword);
}

/** The declaration, or the assignment as a statement of its own, that takes the value as it is. */
function holderOf(node: Node): Node | undefined {
	let outer = node.parent;
	while (outer.kind === SyntaxKind.ParenthesizedExpression || outer.kind === SyntaxKind.AsExpression) { outer = outer.parent; }
	if (outer.kind === SyntaxKind.VariableDeclaration) { return outer.parent.parent.kind === SyntaxKind.VariableStatement ? outer : undefined; }
	const isAssigned = outer.kind === SyntaxKind.BinaryExpression && (outer as BinaryExpression).operatorToken.kind === SyntaxKind.EqualsToken && outer.parent.kind === SyntaxKind.ExpressionStatement;
	return isAssigned ? outer : undefined;
}

function isPrivate(member: string, cx: Context): boolean {
	const members = (cx.ownerNode as unknown as { members?: readonly Node[] } | undefined)?.members ?? [];
	return members.some((each) => {
		const { name } = each as { name?: Node };
		return each.kind === SyntaxKind.PropertyDeclaration && nameText(name) === member && (name?.kind === SyntaxKind.PrivateIdentifier || hasModifier(each, SyntaxKind.PrivateKeyword));
	});
}

/** `load() as Promise<Item>`: the outermost cast says what it is. */
function castOf(node: Node): Node {
	let typed = node;
	for (let outer = node.parent; ; outer = outer.parent) {
		if (outer.kind === SyntaxKind.AsExpression || outer.kind === SyntaxKind.TypeAssertionExpression) { typed = outer; } else if (outer.kind !== SyntaxKind.ParenthesizedExpression && outer.kind !== SyntaxKind.NonNullExpression && outer.kind !== SyntaxKind.SatisfiesExpression) { return typed; }
	}
}

/** Writes down the values of a dropped expression that are no calls' results: calls say so themselves. */
export function outlineDiscarded(expression: Expression, how: DiscardStep['how'], cx: Context): void {
	for (const node of droppedValues(expression)) {
		const isAwait = unwrap(node).kind === SyntaxKind.AwaitExpression;
		const value = isAwait ? (unwrap(node) as AwaitExpression).expression : node;
		const step: Mutable<DiscardStep> = { kind: 'discard', span: spanOf(node, cx.file.sourceFile), value: shapeOf(value, cx), how };
		cx.steps.push(step);
		cx.file.promises.ask({ node, give: (type) => { step.valueType = isAwait && type !== 'array' ? 'plain' : type; } });
	}
}

/** The parts of an expression that its value may be, and that no call makes. */
function droppedValues(node: Expression): readonly Expression[] {
	switch (node.kind) {
		case SyntaxKind.ParenthesizedExpression: return droppedValues((node as unknown as { expression: Expression }).expression);
		case SyntaxKind.AsExpression: case SyntaxKind.TypeAssertionExpression: case SyntaxKind.SatisfiesExpression: case SyntaxKind.NonNullExpression: return isCall(unwrap(node)) ? [] : [node];
		case SyntaxKind.Identifier: return nameText(node) === 'undefined' ? [] : [node];
		case SyntaxKind.PropertyAccessExpression: case SyntaxKind.ElementAccessExpression: case SyntaxKind.ArrayLiteralExpression: case SyntaxKind.YieldExpression: return [node];
		case SyntaxKind.AwaitExpression: return mayBeList((node as AwaitExpression).expression) ? [node] : [];
		case SyntaxKind.ConditionalExpression: return [...droppedValues((node as ConditionalExpression).whenTrue), ...droppedValues((node as ConditionalExpression).whenFalse)];
		case SyntaxKind.BinaryExpression: {
			const { left, operatorToken, right } = node as BinaryExpression;
			return passing.has(operatorToken.kind) ? [...droppedValues(left), ...droppedValues(right)] : [];
		}
		default: return [];
	}
}

const passing: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.CommaToken, SyntaxKind.AmpersandAmpersandToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionToken]);

function isCall(node: Node): boolean {
	return node.kind === SyntaxKind.CallExpression || node.kind === SyntaxKind.NewExpression || node.kind === SyntaxKind.TaggedTemplateExpression;
}

/** `await items.map(load)` waits for none of them. Most awaits need no question. */
function mayBeList(awaited: Expression): boolean {
	const node = unwrap(awaited);
	if (node.kind === SyntaxKind.Identifier || node.kind === SyntaxKind.ArrayLiteralExpression) { return true; }
	const callee = node.kind === SyntaxKind.CallExpression ? unwrap((node as CallExpression).expression) : undefined;
	return callee?.kind === SyntaxKind.PropertyAccessExpression && listMethods.has(nameText((callee as PropertyAccessExpression).name) ?? '');
}
const listMethods: ReadonlySet<string> = new Set(['map', 'flatMap', 'filter', 'concat', 'slice']);

/**
 * Of calls that give promises, those that add to something that is kept elsewhere: they give back what they are called on
 * (`promise.on('progress', show)`), or a query that is built step by step (`query.where(id)`) and begun by whoever has it.
 */
function buildingOn(calls: readonly Given[], symbols: Symbols): ReadonlySet<Node> {
	const pairs = calls.flatMap(({ node, type }) => {
		const objects = type === 'lazy' ? beginningsOf(node) : [objectOf(node)];
		return objects.flatMap((object) => (object === undefined ? [] : [{ node, object, type }]));
	});
	const lazy = pairs.filter(({ type }) => type === 'lazy');
	const others = pairs.filter(({ type }) => type !== 'lazy');
	const beginnings = symbols.resultTypes(lazy.map(({ object }) => object));
	const same = symbols.haveSameTypes(others.map(({ node, object }) => [node, object]));
	return new Set([...lazy.filter((_, index) => beginnings[index] === 'lazy'), ...others.filter((_, index) => same[index])].map(({ node }) => node));
}

interface Given {
	readonly node: Node;
	readonly type: ResultType | undefined;
}

/** `promise` of `promise.on('progress', show)`; undefined for a chain. */
function objectOf(node: Node): Node | undefined {
	const callee = memberCalled(node);
	if (callee === undefined || continuations.has(nameText(callee.name) ?? '')) { return undefined; }
	const object = unwrap(callee.expression);
	return object.kind === SyntaxKind.Identifier || object.kind === SyntaxKind.PropertyAccessExpression ? object : undefined;
}

/** `query` of `query.where(id).limit(3)`, and of `narrowed(query).limit(3)`: a function of one's own goes on with the query that it is given. */
function beginningsOf(node: Node): readonly Node[] {
	const callee = memberCalled(node);
	const object = callee === undefined ? undefined : unwrap(callee.expression);
	if (object?.kind === SyntaxKind.CallExpression) { return beginningsOf(object); }
	// What a package's own object is given is only a part of the query that it begins (`db.from(query)`).
	const isOwn = object === undefined || object.kind === SyntaxKind.ThisKeyword;
	const given = isOwn && node.kind === SyntaxKind.CallExpression ? (node as CallExpression).arguments.map(unwrap).filter(({ kind }) => kind === SyntaxKind.Identifier) : [];
	return object === undefined ? given : [object, ...given];
}

function memberCalled(node: Node): PropertyAccessExpression | undefined {
	const callee = node.kind === SyntaxKind.CallExpression ? unwrap((node as CallExpression).expression) : undefined;
	return callee?.kind === SyntaxKind.PropertyAccessExpression ? callee as PropertyAccessExpression : undefined;
}
const continuations: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** A callee without a name of its own, such as what a hook gave, is known by its type: `react-router#NavigateFunction`. */
function nameByTypes(calls: readonly { readonly node: Node; readonly call: Mutable<CallStep> | undefined }[], symbols: Symbols): void {
	const nameless = calls.flatMap(({ node, call }) => (call?.callee.kind === 'unresolved' && node.kind === SyntaxKind.CallExpression ? [{ call, callee: (node as CallExpression).expression }] : []));
	const names = symbols.typeNames(nameless.map(({ callee }) => callee));
	nameless.forEach(({ call }, index) => {
		const symbol = names[index];
		if (symbol !== undefined) { call.callee = { kind: 'external', symbol }; }
	});
}

/** What a call gives, where the callee alone tells. */
export function resultByCallee({ callee, isNew }: CallStep, symbols: Pick<Symbols, 'declaredResult'> | undefined): ResultType | undefined {
	if (callee.kind === 'function') { return isNew ? undefined : symbols?.declaredResult(callee.id); }
	if (callee.kind !== 'external') { return undefined; }
	if (promiseMakers.test(callee.symbol)) { return 'thenable'; }
	return plainCallees.test(callee.symbol) ? 'plain' : undefined;
}

const promiseMakers = /^lib#Promise(?:Constructor)?(?:\.(?:then|catch|finally|resolve|reject|all|allSettled|race|any|try))?$/;

/** Functions called for what they do, that never give anything to wait for: most of what stands as a statement. */
const plainCallees = new RegExp([
	/^lib#(?:\w*Array\w*|\*)\.(?:push|unshift|forEach|sort|reverse|fill|set|splice|join)$/,
	/^lib#(?:Weak)?(?:Map|Set|Headers|FormData|URLSearchParams)\w*\.(?:set|add|delete|clear|append|forEach)$/,
	/^(?:lib|global)#(?:console|Console|Object|Math|JSON|Date|String|RegExp|Number|Error|Atomics)\w*\./,
	/^(?:lib|global)#(?:setTimeout|setInterval|setImmediate|clearTimeout|clearInterval|clearImmediate|queueMicrotask)$/,
	/^global#process\.|^node:process#Process\.|^node:timers#(?!promises)\w+$|^node:events#EventEmitter\.|^node:assert#(?!.*[rR]eject)|^node:console#/,
	/^node:(?:fs|child_process|zlib|crypto)#\w+Sync$/,
].map(({ source }) => source).join('|'));

/** Notes a name that is read. */
export function noteRead(node: Node, cx: Context): void {
	const binding = cx.scope.lookup(nameText(node) ?? '');
	if (binding !== undefined) { cx.file.promises.reads(binding.id); }
}

/** Notes a member that is read, by its name. */
export function noteMemberRead(node: Expression, cx: Context): void {
	cx.file.promises.readsMember(nameText(nameNodeOf(node)));
}

/** Notes a member that a pattern takes. */
export function noteMemberName(name: Node | undefined, cx: Context): void {
	cx.file.promises.readsMember(nameText(name));
}
