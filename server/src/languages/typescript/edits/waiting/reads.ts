/** What an expression looks at to find its answer: variables, fields and collections, also through functions that only look. */
import { isArrowFunction, isBinaryExpression, isBlock, isCallExpression, isConditionalExpression, isElementAccessExpression, isExpressionStatement, isFunctionExpression, isIdentifier, isIfStatement, isNumericLiteral, isPropertyAccessExpression, isReturnStatement, isTemplateExpression, isVariableDeclaration, isVariableStatement, NodeFlags, SyntaxKind, type BinaryExpression, type CallExpression, type Expression, type Identifier, type Node, type PropertyAccessExpression, type Statement } from 'typescript/unstable/ast';
import { SymbolFlags, type Project, type Symbol as CompilerSymbol } from 'typescript/unstable/sync';
import { hasModifier, isFunctionNode, unwrap, type FunctionNode } from '../../syntax.ts';
import { ancestor, sourceFileOf } from '../history/shapes.ts';
import { refuse, type Refusal } from '../refusal.ts';

/** Something in memory that is looked at, and that code elsewhere may change. */
export interface State {
	/** Its name where it is looked at. */
	readonly name: Node;
	/** It is a list or map, and what is in it counts. */
	readonly isContent: boolean;
	/** It is a field of the object whose method waits. */
	readonly isOwn: boolean;
	/** What holds it, where it is a property of an object that is no class's: `controller` of `controller.paused`. */
	readonly holder?: Node;
	/** What it is as long as the wait goes on, where that is plain: a change to just that ends nothing. */
	readonly meanwhile: 'true' | 'false' | 'filled' | 'empty' | undefined;
}

/** Methods of collections that look, and those that take something out and give nothing where there is nothing. */
export const looking: ReadonlySet<string> = new Set(['has', 'get', 'includes', 'some', 'every', 'find', 'findLast', 'findIndex', 'findLastIndex', 'filter', 'map', 'at', 'indexOf', 'lastIndexOf', 'keys', 'values', 'entries', 'slice', 'join', 'concat', 'flat', 'flatMap', 'reduce', 'forEach', 'toString']);
const taking: ReadonlySet<string> = new Set(['shift', 'pop']);
const ofTexts: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'trim', 'toLowerCase', 'toUpperCase', 'charAt', 'test', 'match', 'split', 'replace', 'toFixed', 'valueOf']);
const computing = /^(?:Boolean|String|Number|BigInt|isNaN|Math\.\w+|Number\.\w+|Array\.isArray)$/;

/** Further than this nobody follows functions. */
const deepest = 5;

interface Declared {
	readonly nodes: readonly Node[];
	readonly isForeign: boolean;
}

interface Frame {
	/** `this` is the object that waits. */
	readonly isOwn: boolean;
	readonly depth: number;
	/** Code that is read as a whole: what is declared in it has been seen. */
	readonly within: readonly Node[];
}

export class Reader {
	readonly states: State[] = [];
	refusal: Refusal | undefined;
	private readonly project: Project;
	private readonly frame: Frame;

	/** `within`: the loop, whose own variables stand for what they are given. */
	constructor(project: Project, within: readonly Node[]) {
		this.project = project;
		this.frame = { isOwn: true, depth: 0, within };
	}

	/** Reads a condition. `isTrue`: what it comes to as long as the wait goes on. */
	read(expression: Expression, isTrue: boolean | undefined): void { this.value(expression, isTrue, this.frame); }

	/** The value of a predicate that is given as a function. */
	readPredicate(predicate: FunctionNode): void { this.body(predicate, false, { ...this.frame, within: [...this.frame.within, predicate] }, 'it'); }

	private refuse(reason: string): void { this.refusal ??= refuse(reason); }

	private value(expression: Expression, isTrue: boolean | undefined, frame: Frame): void {
		const node = unwrap(expression);
		if (this.refusal !== undefined || isConstant(node)) { return; }
		if (isIdentifier(node)) { this.variable(node, isTrue, false, frame); return; }
		if (isPropertyAccessExpression(node)) { this.member(node, isTrue, frame); return; }
		if (isElementAccessExpression(node)) {
			this.value(node.argumentExpression, undefined, frame);
			this.content(node.expression, isTrue === false ? 'empty' : undefined, frame);
			return;
		}
		if (isCallExpression(node)) { this.call(node, isTrue, frame); return; }
		if (isBinaryExpression(node)) { this.binary(node, isTrue, frame); return; }
		if (isConditionalExpression(node)) { for (const each of [node.condition, node.whenTrue, node.whenFalse]) { this.value(each, undefined, frame); } return; }
		if (isTemplateExpression(node)) { for (const each of node.templateSpans) { this.value(each.expression, undefined, frame); } return; }
		this.other(node, isTrue, frame);
	}

	private other(node: Expression, isTrue: boolean | undefined, frame: Frame): void {
		const { operand, operator, expression, elements } = node as unknown as { operand?: Expression; operator?: SyntaxKind; expression?: Expression; elements?: readonly Expression[] };
		switch (node.kind) {
			case SyntaxKind.PrefixUnaryExpression:
				if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken || operand === undefined) { break; }
				this.value(operand, operator === SyntaxKind.ExclamationToken && isTrue !== undefined ? !isTrue : undefined, frame);
				return;
			case SyntaxKind.TypeOfExpression: this.value(expression as Expression, undefined, frame); return;
			case SyntaxKind.ArrayLiteralExpression: for (const each of elements ?? []) { this.value(each, undefined, frame); } return;
			default:
		}
		this.refuse(`\`${short(node)}\` does more than look`);
	}

	private binary({ left, right, operatorToken: { kind } }: BinaryExpression, isTrue: boolean | undefined, frame: Frame): void {
		if (kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment || kind === SyntaxKind.CommaToken) { this.refuse('the condition changes something itself'); return; }
		const size = isTrue === undefined ? undefined : sizeAsked(left, right, kind);
		if (size !== undefined && this.declarationsOf(size.name).nodes.length === 0 && !this.isText(size.list)) { this.content(size.list, size.isFilled === isTrue ? 'filled' : 'empty', frame); return; }
		if (kind === SyntaxKind.InKeyword) {
			this.value(left, undefined, frame);
			this.content(right, isTrue === undefined ? undefined : isTrue ? 'filled' : 'empty', frame);
			return;
		}
		const joins = kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken;
		const same = isTrue === undefined || !isEquality(kind) ? undefined : plainly(right, isNegated(kind) ? !isTrue : isTrue);
		this.value(left, joins ? isTrue : same, frame);
		if (kind !== SyntaxKind.InstanceOfKeyword) { this.value(right, joins ? isTrue : undefined, frame); }
	}

	/** A name by itself. */
	private variable(node: Identifier, isTrue: boolean | undefined, isContent: boolean, frame: Frame, meanwhile?: State['meanwhile']): void {
		if (node.text === 'undefined' || node.text === 'NaN' || node.text === 'Infinity') { return; }
		const { nodes: [declaration, ...others] } = this.declarationsOf(node);
		if (declaration === undefined || others.length > 0) { this.refuse(`it is not known what \`${node.text}\` is`); return; }
		const isInside = frame.within.some((each) => sourceFileOf(each) === sourceFileOf(declaration) && each.pos <= declaration.pos && declaration.end <= each.end);
		if (isVariableDeclaration(declaration)) {
			const isConst = (declaration.parent.flags & NodeFlags.Const) !== 0;
			if (isInside) {
				if (declaration.initializer === undefined || !isConst) { this.refuse(`\`${node.text}\` is made and changed while it looks`); return; }
				if (isContent) { this.content(declaration.initializer, meanwhile, frame); } else { this.value(declaration.initializer, isTrue, frame); }
				return;
			}
			if (isContent || !isConst) { this.states.push({ name: node, isContent, isOwn: false, meanwhile: isContent ? meanwhile : plain(isTrue) }); }
			return;
		}
		// What a parameter is stays as it is while its function waits.
		if (declaration.kind === SyntaxKind.Parameter || declaration.kind === SyntaxKind.BindingElement) {
			if (isContent) { this.refuse(`\`${node.text}\` comes from callers, who may change what is in it`); }
			return;
		}
		if (declaration.kind !== SyntaxKind.EnumDeclaration && declaration.kind !== SyntaxKind.ClassDeclaration && !isFunctionNode(declaration)) { this.refuse(`it is not known who changes \`${node.text}\``); }
	}

	/** `a.b` */
	private member(node: PropertyAccessExpression, isTrue: boolean | undefined, frame: Frame): void {
		const declared = this.declarationsOf(node.name);
		const name = node.name.text;
		if ((name === 'length' || name === 'size') && declared.nodes.length === 0) {
			// A text has a length as well, and changes only as a whole.
			if (this.isText(node.expression)) { this.value(node.expression, undefined, frame); } else { this.content(node.expression, isTrue === undefined ? undefined : isTrue ? 'filled' : 'empty', frame); }
			return;
		}
		if (this.answered(node, declared, isTrue, frame)) { return; }
		if (node.expression.kind !== SyntaxKind.ThisKeyword) { this.value(node.expression, undefined, frame); }
		this.field(node, declared, isTrue, false, frame);
	}

	/** `status().isOpen`, where the function does nothing but make an object: what that is given for `isOpen`. */
	private answered({ expression }: PropertyAccessExpression, { nodes: [declaration, ...others] }: Declared, isTrue: boolean | undefined, frame: Frame): boolean {
		const call = unwrap(expression);
		if (!isCallExpression(call) || declaration?.kind !== SyntaxKind.PropertyAssignment || others.length > 0) { return false; }
		const target = ancestor(declaration, isFunctionNode) as FunctionNode | undefined;
		const callee = unwrap(call.expression);
		const isAsked = target !== undefined && this.declarationsOf(isPropertyAccessExpression(callee) ? callee.name : callee).nodes.some((each) => functionOf(each) === target);
		const only = target?.body !== undefined && isBlock(target.body) ? target.body.statements : undefined;
		if (!isAsked || target === undefined || only !== undefined && (only.length !== 1 || only[0]?.kind !== SyntaxKind.ReturnStatement)) { return false; }
		if (isPropertyAccessExpression(callee) && callee.expression.kind !== SyntaxKind.ThisKeyword) { this.value(callee.expression, undefined, frame); }
		const isOwn = frame.isOwn && isPropertyAccessExpression(callee) && callee.expression.kind === SyntaxKind.ThisKeyword;
		this.value((declaration as unknown as { initializer: Expression }).initializer, isTrue, { isOwn, depth: frame.depth + 1, within: [target] });
		return true;
	}

	private field(node: PropertyAccessExpression, { nodes: declarations, isForeign }: Declared, isTrue: boolean | undefined, isContent: boolean, frame: Frame, meanwhile?: State['meanwhile']): void {
		const name = node.name.text;
		if (declarations.length === 0 && !isForeign) { this.refuse(`it is not known what \`${short(node)}\` is`); return; }
		if (isForeign) { this.refuse(`\`${short(node)}\` belongs to a package or the platform, which tells nobody of its changes by a notice`); return; }
		const object = unwrap(node.expression);
		const isOwn = object.kind === SyntaxKind.ThisKeyword && frame.isOwn;
		const getter = declarations.find(({ kind }) => kind === SyntaxKind.GetAccessor);
		if (getter !== undefined) { this.follow(getter as FunctionNode, isContent ? undefined : isTrue, { ...frame, isOwn }, name, isContent ? { meanwhile } : undefined); return; }
		const [declaration] = declarations;
		if (declaration === undefined || declaration.kind === SyntaxKind.EnumMember || !isContent && hasModifier(declaration, SyntaxKind.ReadonlyKeyword)) { return; }
		if (isFunctionNode(declaration)) { return; }
		const holder = isPropertyAccessExpression(object) ? object.name : isIdentifier(object) ? object : undefined;
		const isHeld = holder !== undefined && [SyntaxKind.PropertySignature, SyntaxKind.PropertyAssignment].includes(declaration.kind);
		const isOfOwn = isHeld && isPropertyAccessExpression(object) && object.expression.kind === SyntaxKind.ThisKeyword && frame.isOwn;
		this.states.push({ name: node.name, isContent, isOwn: isOwn || isOfOwn, meanwhile: isContent ? meanwhile : plain(isTrue), ...(isHeld && { holder }) });
	}

	/** What is in a list or map. */
	private content(expression: Expression, meanwhile: State['meanwhile'], frame: Frame): void {
		const node = unwrap(expression);
		if (isIdentifier(node)) { this.variable(node, undefined, true, frame, meanwhile); return; }
		if (isPropertyAccessExpression(node)) {
			if (node.expression.kind !== SyntaxKind.ThisKeyword) { this.value(node.expression, undefined, frame); }
			this.field(node, this.declarationsOf(node.name), undefined, true, frame, meanwhile);
			return;
		}
		const callee = isCallExpression(node) ? unwrap(node.expression) : undefined;
		// What these give is made anew, of what is in the list.
		if (isCallExpression(node) && callee !== undefined && isPropertyAccessExpression(callee) && looking.has(callee.name.text)) { this.value(node, undefined, frame); return; }
		this.refuse(`it is not known who changes what is in \`${short(node)}\``);
	}

	private call(node: CallExpression, isTrue: boolean | undefined, frame: Frame): void {
		const callee = unwrap(node.expression);
		const text = callee.getText();
		if (computing.test(text)) { for (const each of node.arguments) { this.value(each, text === 'Boolean' ? isTrue : undefined, frame); } return; }
		const { nodes: [declaration, ...others] } = this.declarationsOf(isPropertyAccessExpression(callee) ? callee.name : callee);
		if (isPropertyAccessExpression(callee) && declaration === undefined) { this.libraryCall(node, callee, isTrue, frame); return; }
		const target = declaration === undefined || others.length > 0 ? undefined : functionOf(declaration);
		if (target === undefined) { this.refuse(`\`${short(node)}\` is not known to do nothing but look`); return; }
		for (const each of node.arguments) { this.value(each, undefined, frame); }
		if (isPropertyAccessExpression(callee) && callee.expression.kind !== SyntaxKind.ThisKeyword && callee.expression.kind !== SyntaxKind.SuperKeyword) { this.value(callee.expression, undefined, frame); }
		const isOwn = frame.isOwn && (isPropertyAccessExpression(callee) ? callee.expression.kind === SyntaxKind.ThisKeyword : isArrowFunction(target));
		this.follow(target, isTrue, { ...frame, isOwn }, short(callee));
	}

	/** `this.tasks.has(id)`, `line.startsWith('#')` */
	private libraryCall(node: CallExpression, callee: PropertyAccessExpression, isTrue: boolean | undefined, frame: Frame): void {
		const method = callee.name.text;
		const isOfText = ofTexts.has(method) || (looking.has(method) && this.isText(callee.expression));
		const list = /^Object\.(?:keys|values|entries)$/.test(callee.getText()) ? node.arguments[0] : callee.expression;
		if (list === undefined || !isOfText && list === callee.expression && !looking.has(method) && !taking.has(method)) { this.refuse(`\`${short(node)}\` is not known to do nothing but look`); return; }
		if (isOfText) { this.value(callee.expression, undefined, frame); } else {
			// What is there may be replaced by something that is as good as nothing.
			const isPlain = ['has', 'includes', 'some'].includes(method) || isTrue === false && ['get', 'find', 'shift', 'pop'].includes(method);
			this.content(list, isTrue === undefined || !isPlain ? undefined : isTrue ? 'filled' : 'empty', frame);
		}
		for (const each of list === callee.expression ? node.arguments : []) {
			const given = unwrap(each);
			if (isArrowFunction(given) || isFunctionExpression(given)) { this.body(given, undefined, { ...frame, within: [...frame.within, given] }, 'it'); } else { this.value(each, undefined, frame); }
		}
	}

	private follow(target: FunctionNode, isTrue: boolean | undefined, frame: Frame, name: string, content?: { readonly meanwhile: State['meanwhile'] }): void {
		if (frame.depth >= deepest || hasModifier(target, SyntaxKind.AsyncKeyword) || (target as { asteriskToken?: Node }).asteriskToken !== undefined) { this.refuse(`\`${name}\` does more than look`); return; }
		this.body(target, isTrue, { ...frame, depth: frame.depth + 1, within: [target] }, name, content);
	}

	private body({ body }: FunctionNode, isTrue: boolean | undefined, frame: Frame, name: string, content?: { readonly meanwhile: State['meanwhile'] }): void {
		if (body === undefined) { this.refuse(`it is not known which \`${name}\` is called`); return; }
		const answer = (expression: Expression, isOnly: boolean): void => { if (content === undefined) { this.value(expression, isOnly ? isTrue : undefined, frame); } else { this.content(expression, isOnly ? content.meanwhile : undefined, frame); } };
		if (!isBlock(body)) { answer(body as Expression, true); return; }
		const isOnly = body.statements.length === 1;
		const statement = (each: Statement): void => {
			if (isBlock(each)) { each.statements.forEach(statement); return; }
			if (isReturnStatement(each)) { if (each.expression !== undefined) { answer(each.expression, isOnly); } return; }
			if (isVariableStatement(each) && (each.declarationList.flags & NodeFlags.Const) !== 0) { for (const { initializer } of each.declarationList.declarations) { if (initializer !== undefined) { this.value(initializer, undefined, frame); } } return; }
			if (isIfStatement(each)) {
				this.value(each.expression, undefined, frame);
				statement(each.thenStatement);
				if (each.elseStatement !== undefined) { statement(each.elseStatement); }
				return;
			}
			if (!isExpressionStatement(each) || !/^console\.\w+\(/.test(each.getText())) { this.refuse(`\`${name}\` does more than look`); }
		};
		body.statements.forEach(statement);
	}

	private isText(expression: Expression): boolean {
		const type = this.project.checker.getTypeAtLocation(expression);
		return type !== undefined && /^(?:string|"[^"]*")(?: \| (?:string|undefined|null|"[^"]*"))*$/.test(this.project.checker.typeToString(type));
	}

	/** Where a name is declared in the workspace. `isForeign`: somewhere else. */
	private declarationsOf(node: Node): Declared {
		const { checker } = this.project;
		let symbol: CompilerSymbol | undefined = checker.getSymbolAtLocation(node);
		if (symbol !== undefined && (symbol.flags & SymbolFlags.Alias) !== 0) { symbol = checker.getAliasedSymbol(symbol); }
		const handles = symbol?.declarations ?? [];
		const own = handles.filter(({ path }) => !isForeign(path as string));
		return { nodes: own.flatMap((handle) => handle.resolve(this.project) ?? []), isForeign: own.length < handles.length };
	}
}

/** The function that a declaration is, or that a constant is given. */
function functionOf(declaration: Node): FunctionNode | undefined {
	if (isFunctionNode(declaration)) { return declaration; }
	const { initializer } = declaration as { initializer?: Expression };
	const isFixed = isVariableDeclaration(declaration) ? (declaration.parent.flags & NodeFlags.Const) !== 0 : hasModifier(declaration, SyntaxKind.ReadonlyKeyword);
	return isFixed && initializer !== undefined && isFunctionNode(unwrap(initializer)) ? unwrap(initializer) as unknown as FunctionNode : undefined;
}

function isForeign(path: string): boolean {
	return path.includes('/node_modules/') || path.startsWith('bundled:') || path.endsWith('.d.ts');
}

function isConstant(node: Expression): boolean {
	switch (node.kind) {
		case SyntaxKind.StringLiteral: case SyntaxKind.NoSubstitutionTemplateLiteral: case SyntaxKind.TrueKeyword: case SyntaxKind.FalseKeyword: case SyntaxKind.NullKeyword:
		case SyntaxKind.ThisKeyword: case SyntaxKind.RegularExpressionLiteral: case SyntaxKind.BigIntLiteral: return true;
		default: return isNumericLiteral(node);
	}
}

function plain(isTrue: boolean | undefined): State['meanwhile'] { return isTrue === undefined ? undefined : isTrue ? 'true' : 'false'; }

function isEquality(kind: SyntaxKind): boolean { return [SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken].includes(kind) || isNegated(kind); }
function isNegated(kind: SyntaxKind): boolean { return kind === SyntaxKind.ExclamationEqualsToken || kind === SyntaxKind.ExclamationEqualsEqualsToken; }

/** Of `x === true` while it waits: what `x` is. */
function plainly(right: Expression, isTrue: boolean): boolean | undefined {
	return right.kind === SyntaxKind.TrueKeyword && isTrue ? true : right.kind === SyntaxKind.FalseKeyword && isTrue ? false : undefined;
}

/** `list.length > 0`, `map.size === 0` */
function sizeAsked(left: Expression, right: Expression, kind: SyntaxKind): { readonly list: Expression; readonly name: Node; readonly isFilled: boolean } | undefined {
	const node = unwrap(left);
	if (!isPropertyAccessExpression(node) || !['length', 'size'].includes(node.name.text) || !isNumericLiteral(right) || right.getText() !== '0') { return undefined; }
	if (kind === SyntaxKind.GreaterThanToken || isNegated(kind)) { return { list: node.expression, name: node.name, isFilled: true }; }
	return isEquality(kind) ? { list: node.expression, name: node.name, isFilled: false } : undefined;
}

function short(node: Node): string {
	const text = node.getText().replaceAll(/\s+/g, ' ');
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
