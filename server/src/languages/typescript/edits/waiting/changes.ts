/** Where in the project a state is declared and changed. */
import { isBinaryExpression, isCallExpression, isClassDeclaration, isElementAccessExpression, isIdentifier, isPropertyAccessExpression, isVariableDeclaration, SyntaxKind, type ClassDeclaration, type Expression, type Node, type VariableDeclaration } from 'typescript/unstable/ast';
import type { Project } from 'typescript/unstable/sync';
import { nameOf } from '../../../../workspace/paths.ts';
import { hasModifier, isFunctionNode, nameText, unwrap } from '../../syntax.ts';
import { componentWith } from '../components.ts';
import { ancestor, callOfMember, isFreshArray, isWritten, outermost, sourceFileOf } from '../history/shapes.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { packageOf } from '../runtime/placing.ts';
import { looking, type State } from './reads.ts';

/** Who holds a state. */
export type Home =
	| { readonly kind: 'class'; readonly node: ClassDeclaration; /** What declares the field: a property, a parameter, an assignment in the constructor. */ readonly declaration: Node }
	| { readonly kind: 'module'; readonly declaration: VariableDeclaration }
	| { readonly kind: 'local'; readonly declaration: VariableDeclaration; readonly owner: Node };

export interface Changed {
	readonly state: State;
	/** As it is called: `isReady`. */
	readonly name: string;
	readonly home: Home;
	/** Each expression that changes it: an assignment, a call of a method that does. */
	readonly writes: readonly Write[];
}

export interface Write {
	readonly node: Node;
	/** The object whose field it is: `this` of `this.ready = true`; undefined for a variable. */
	readonly receiver: Expression | undefined;
}

/** Methods that change a list or map, and which of them only add or only take. */
const adding: ReadonlySet<string> = new Set(['push', 'unshift', 'add', 'set']);
const removing: ReadonlySet<string> = new Set(['shift', 'pop', 'delete', 'clear']);
const changing: ReadonlySet<string> = new Set([...adding, ...removing, 'splice', 'fill', 'sort', 'reverse', 'copyWithin']);
/** Functions that are given a list and leave it as it is. */
const harmless = /^(?:Object\.(?:keys|values|entries)|Array\.(?:from|isArray)|JSON\.stringify|Promise\.(?:all|allSettled|race|any)|console\.\w+|Math\.\w+|Boolean|String|Set|Map|Array)$/;

/** Finds all that changes a state and may end the wait. `undefined`: nothing does. */
export function changesOf(state: State, project: Project, files: FixProject): Changed | Refusal | undefined {
	const name = nameText(state.name) ?? '';
	const nodes = referencesTo(state.name, project);
	if (nodes.some((node) => sourceFileOf(node).fileName.includes('/node_modules/'))) { return refuse(`a package declares \`${name}\``); }
	const writes: Write[] = [];
	for (const node of nodes) {
		const found = writeAt(node, state, name);
		if (isRefusal(found)) { return found; }
		if (found !== undefined) { writes.push(found); }
	}
	const holder = state.holder === undefined ? undefined : nameText(state.holder);
	const home = state.holder === undefined ? homeOf(nodes, name) : homeOf(referencesTo(state.holder, project), holder ?? '');
	if (writes.length === 0) { return isRefusal(home) || home.kind !== 'class' ? undefined : hiddenWrite(name, home, nodes, project, files); }
	if (isRefusal(home)) { return home; }
	const held = holder === undefined ? writes : writes.map((write) => ({ ...write, receiver: holderOf(write.receiver, holder) }));
	if (held.some(({ receiver }) => receiver === 'another')) { return refuse(`\`${name}\` is changed where it may be another object's`); }
	return hiddenWrite(name, home, nodes, project, files) ?? { state, name: holder ?? name, home, writes: held as readonly Write[] };
}

function referencesTo(name: Node, project: Project): readonly Node[] {
	return project.checker.getReferencedSymbolsForNode(name, name.getStart()).flatMap((entry) => entry.references).flatMap((handle) => handle.resolve(project) ?? []);
}

/** `this` of `this.cursors`, whose properties are states; nothing of `controller`. */
function holderOf(receiver: Expression | undefined, holder: string): Expression | undefined | 'another' {
	const node = receiver === undefined ? undefined : unwrap(receiver);
	if (node !== undefined && isPropertyAccessExpression(node) && node.name.text === holder) { return node.expression; }
	return node !== undefined && isIdentifier(node) && node.text === holder ? undefined : 'another';
}

/** The change of the state by this reference; undefined if it only looks, or can end no wait. */
function writeAt(node: Node, state: State, name: string): Write | Refusal | undefined {
	const { parent } = node;
	if ([SyntaxKind.ImportSpecifier, SyntaxKind.PropertyDeclaration, SyntaxKind.PropertySignature, SyntaxKind.Parameter, SyntaxKind.VariableDeclaration, SyntaxKind.PropertyAssignment].includes(parent.kind) && (parent as unknown as { name: Node }).name === node) {
		if (isOfMany(parent)) { return refuse(`\`${name}\` is another one each time`); }
		return state.isContent && (parent.kind === SyntaxKind.Parameter || !isOnlyHeldHere((parent as { initializer?: Expression }).initializer)) ? refuse(`what is in \`${name}\` is held by something else as well`) : undefined;
	}
	if ([SyntaxKind.GetAccessor, SyntaxKind.SetAccessor].includes(parent.kind)) { return refuse(`\`${name}\` is also an accessor`); }
	const isMember = (isPropertyAccessExpression(parent) && parent.name === node);
	const whole = isMember ? parent as Expression : node as Expression;
	const receiver = isMember ? (parent as unknown as { expression: Expression }).expression : undefined;
	if (ancestor(node, (each) => each.kind === SyntaxKind.ExportAssignment || each.kind === SyntaxKind.ExportSpecifier) !== undefined && state.isContent) { return refuse(`\`${name}\` is exported, and may be changed anywhere`); }
	if (isTakenApart(whole)) { return refuse(`\`${name}\` is set together with others`); }
	if (isWritten(whole)) {
		const target = outermost(whole).parent;
		if (target.kind === SyntaxKind.ForOfStatement || target.kind === SyntaxKind.ForInStatement) { return refuse(`\`${name}\` is set by a loop`); }
		if (state.isContent && isBinaryExpression(target) && !isOnlyHeldHere(target.right)) { return refuse(`what is in \`${name}\` is held by something else as well`); }
		return isInConstructor(whole, receiver) || isIdle(target, state) ? undefined : { node: target, receiver };
	}
	if (!state.isContent) { return undefined; }
	return contentChange(whole, receiver, state, name);
}

function contentChange(whole: Expression, receiver: Expression | undefined, state: State, name: string): Write | Refusal | undefined {
	const outer = outermost(whole);
	const { parent } = outer;
	if (isPropertyAccessExpression(parent)) {
		const call = callOfMember(parent);
		const method = parent.name.text;
		if (call === undefined) { return isWritten(parent) ? { node: outermost(parent).parent, receiver } : method === 'length' || method === 'size' ? undefined : refuse(`it is not known what becomes of \`${name}\``); }
		if (changing.has(method)) { return (state.meanwhile === 'filled' && adding.has(method)) || (state.meanwhile === 'empty' && removing.has(method)) ? undefined : { node: call, receiver }; }
		return looking.has(method) ? undefined : refuse(`it is not known what \`${method}()\` does to \`${name}\``);
	}
	if (isElementAccessExpression(parent)) { return isWritten(parent) && !(outermost(parent).parent.kind === SyntaxKind.DeleteExpression && state.meanwhile === 'empty') ? { node: outermost(parent).parent, receiver } : undefined; }
	if (isBinaryExpression(parent) || [SyntaxKind.SpreadElement, SyntaxKind.SpreadAssignment, SyntaxKind.PrefixUnaryExpression, SyntaxKind.IfStatement, SyntaxKind.WhileStatement, SyntaxKind.TypeOfExpression, SyntaxKind.TypeQuery].includes(parent.kind)) {
		const isAssigned = isBinaryExpression(parent) && parent.right === outer && parent.operatorToken.kind >= SyntaxKind.FirstAssignment && parent.operatorToken.kind <= SyntaxKind.LastAssignment;
		return isAssigned ? refuse(`\`${name}\` is handed on, and may be changed there`) : undefined;
	}
	if ((parent.kind === SyntaxKind.ForOfStatement || parent.kind === SyntaxKind.ForInStatement) && (parent as unknown as { expression: Node }).expression === outer) { return undefined; }
	if ((isCallExpression(parent) || parent.kind === SyntaxKind.NewExpression) && harmless.test((parent as unknown as { expression: Expression }).expression.getText())) { return undefined; }
	return refuse(`\`${name}\` is handed on, and may be changed there`);
}

/** A list or map that is made where it stands, or none. */
function isOnlyHeldHere(value: Expression | undefined): boolean {
	if (value === undefined) { return true; }
	const node = unwrap(value);
	// An object of another class may change by itself: a cache forgets, memory is shared with other threads.
	const isCollection = node.kind === SyntaxKind.NewExpression && /^(?:Map|Set|WeakMap|WeakSet|Array)$/.test((node as unknown as { expression: Expression }).expression.getText());
	return isCollection || isFreshArray(node) || [SyntaxKind.ObjectLiteralExpression, SyntaxKind.NullKeyword].includes(node.kind) || node.getText() === 'undefined';
}

/** It is set to what it is anyway as long as the wait goes on. */
function isIdle(assignment: Node, { meanwhile, isContent }: State): boolean {
	if (isContent || meanwhile === undefined || !isBinaryExpression(assignment) || assignment.operatorToken.kind !== SyntaxKind.EqualsToken) { return false; }
	const { kind } = unwrap(assignment.right);
	const isFalse = kind === SyntaxKind.FalseKeyword || kind === SyntaxKind.NullKeyword || assignment.right.getText() === 'undefined';
	const isTrue = kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.NewExpression || kind === SyntaxKind.ObjectLiteralExpression;
	return meanwhile === 'true' ? isTrue : isFalse;
}

/** Nobody waits for an object that is just being made. */
function isInConstructor(node: Node, receiver: Expression | undefined): boolean {
	return receiver?.kind === SyntaxKind.ThisKeyword && ancestor(node, isFunctionNode)?.kind === SyntaxKind.Constructor;
}

/** `[a, this.b] = …`, `({ a: this.b } = …)` */
function isTakenApart(node: Node): boolean {
	const list = ancestor(node, ({ kind }) => kind === SyntaxKind.ArrayLiteralExpression || kind === SyntaxKind.ObjectLiteralExpression || isFunctionKind(kind));
	if (list === undefined || isFunctionNode(list)) { return false; }
	return isBinaryExpression(list.parent) && list.parent.left === list && list.parent.operatorToken.kind === SyntaxKind.EqualsToken;
}

function isFunctionKind(kind: SyntaxKind): boolean { return kind === SyntaxKind.ArrowFunction || kind === SyntaxKind.FunctionExpression; }

/** `for (const x of xs)`, `catch (x)`, `const { x } = y` */
function isOfMany(declaration: Node): boolean {
	return isVariableDeclaration(declaration) && declaration.parent.parent.kind !== SyntaxKind.VariableStatement;
}

function homeOf(nodes: readonly Node[], name: string): Home | Refusal {
	const declared = nodes.filter(({ parent }) => [SyntaxKind.PropertyDeclaration, SyntaxKind.Parameter, SyntaxKind.VariableDeclaration].includes(parent.kind)).filter((node) => (node.parent as unknown as { name: Node }).name === node);
	const [first = inConstructor(nodes), ...more] = declared;
	if (first === undefined || more.length > 0) { return refuse(`it is not plain where \`${name}\` is declared`); }
	const declaration = isPropertyAccessExpression(first.parent) ? first.parent.parent : first.parent;
	if (isVariableDeclaration(declaration)) {
		if (declaration.parent.parent.parent.kind === SyntaxKind.SourceFile) { return { kind: 'module', declaration }; }
		const owner = ancestor(declaration, isFunctionNode);
		return owner === undefined ? refuse(`\`${name}\` is declared in a block of the file`) : { kind: 'local', declaration, owner };
	}
	const node = ancestor(declaration, (each) => isClassDeclaration(each) || each.kind === SyntaxKind.ClassExpression);
	// A framework sets what it is told of by a decorator.
	if (hasModifier(declaration, SyntaxKind.Decorator)) { return refuse(`\`${name}\` has a decorator, which may set it`); }
	if (node === undefined || !isClassDeclaration(node) || hasModifier(declaration, SyntaxKind.StaticKeyword)) { return refuse(`\`${name}\` is no field of a class's objects`); }
	return { kind: 'class', node, declaration };
}

/** `this.ready = false` in a constructor is how a class of JavaScript declares. */
function inConstructor(nodes: readonly Node[]): Node | undefined {
	return nodes.find(({ parent }) => isPropertyAccessExpression(parent) && parent.expression.kind === SyntaxKind.ThisKeyword && isBinaryExpression(parent.parent) && parent.parent.left === parent
		&& parent.parent.parent.kind === SyntaxKind.ExpressionStatement && ancestor(parent, isFunctionNode)?.kind === SyntaxKind.Constructor);
}

/** A file that sets a field of this name, and of which the compiler does not say that it is another one: `(task as any).ready = true`. */
function hiddenWrite(name: string, home: Home, nodes: readonly Node[], project: Project, files: FixProject): Refusal | undefined {
	if (home.kind !== 'class' || name.startsWith('#')) { return undefined; }
	const { fileName } = sourceFileOf(home.declaration);
	const className = home.node.name?.text;
	const known = new Set(nodes.map((node) => sourceFileOf(node).fileName));
	const set = new RegExp(String.raw`(?:as any\)|as unknown as [^)]*\))(?:\.|\[['"])${name}\b[^\n]{0,3}=(?!=)|\[['"]${name}['"]\]\s*=(?!=)`);
	// A test that sets it waits for nothing by it, or tells of it at once.
	const isTest = (file: string): boolean => /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/.test(file);
	const isAny = [...known].some((file) => !isTest(file) && set.test(files.textOf(file) ?? ''));
	// A file that the compiler does not know with it may set it as it is.
	const plainly = new RegExp(String.raw`(?<!\bthis)\.${name}\s*(?:(?:[-+*/|&]|\?\?|\|\||&&)?=(?![=>])|\+\+|--)`);
	const sets = (file: string, text: string): boolean => set.test(text) && packageOf(file) === packageOf(fileName) || plainly.test(text) && project.program.getSourceFile(file) === undefined;
	const stranger = className === undefined ? undefined : files.filesAround(fileName).find((file) => !isTest(file) && !known.has(file) && (files.textOf(file) ?? '').includes(className) && sets(file, files.textOf(file) ?? ''));
	const component = hasModifier(home.declaration, SyntaxKind.PrivateKeyword) ? undefined : componentWith(new RegExp(String.raw`${plainly.source}|\.${name}\.(?:${[...changing].join('|')})\(`), fileName);
	if (component !== undefined) { return refuse(`${nameOf(component)} may change \`${name}\``); }
	if (isAny || stranger !== undefined) { return refuse(`${nameOf(stranger ?? fileName)} may set \`${name}\` through a value without a type`); }
	return new RegExp(String.raw`Object\.assign\(\s*this\b`).test(home.node.getText()) ? refuse(`\`Object.assign(this, …)\` may set \`${name}\``) : undefined;
}
