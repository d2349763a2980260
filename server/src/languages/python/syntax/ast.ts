/**
 * The summary of one Python file's syntax: what its text says, before anything outside the text is looked at. Plain data, made by a pure
 * function of the text, so that it can be kept by the text's hash. Offsets are UTF-16, 0-based, ends exclusive.
 */
import type { Span } from '../../../outline/span.ts';

export interface ModuleNode extends Span {
	readonly kind: 'module';
	readonly body: readonly Stmt[];
	readonly hasShebang: boolean;
	/** What it was read from: the file's text without the lines that are being typed. */
	readonly text: string;
	/** Nothing in that text was wrong. */
	readonly isSound: boolean;
	/** Parts of the text that could not be parsed and are left out. */
	readonly errors: readonly Span[];
}

export type Expr =
	| NameExpr | AttributeExpr | CallExpr | SubscriptExpr | ConstantExpr | TemplateExpr | AwaitExpr | YieldExpr | LambdaExpr | ConditionalExpr
	| BooleanExpr | NotExpr | CompareExpr | BinaryExpr | CollectionExpr | DictExpr | ComprehensionExpr | StarredExpr | WalrusExpr | SliceExpr | OtherExpr;

export interface NameExpr extends Span { readonly kind: 'name'; readonly name: string }
export interface AttributeExpr extends Span { readonly kind: 'attribute'; readonly object: Expr; readonly name: string; readonly nameSpan: Span }
export interface CallExpr extends Span { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly ArgumentNode[] }
export interface ArgumentNode extends Span { readonly name?: string; readonly value: Expr; readonly spread?: '*' | '**' }
export interface SubscriptExpr extends Span { readonly kind: 'subscript'; readonly object: Expr; readonly index: readonly Expr[] }
export interface ConstantExpr extends Span { readonly kind: 'constant'; readonly value: string | number | boolean | null; readonly isBytes?: boolean }
/** A string with expressions inside. */
export interface TemplateExpr extends Span { readonly kind: 'template'; readonly parts: readonly Expr[] }
export interface AwaitExpr extends Span { readonly kind: 'await'; readonly value: Expr }
export interface YieldExpr extends Span { readonly kind: 'yield'; readonly value?: Expr; readonly isFrom: boolean }
export interface LambdaExpr extends Span { readonly kind: 'lambda'; readonly function: FunctionNode }
export interface ConditionalExpr extends Span { readonly kind: 'conditional'; readonly test: Expr; readonly whenTrue: Expr; readonly orElse: Expr }
export interface BooleanExpr extends Span { readonly kind: 'boolean'; readonly operator: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
export interface NotExpr extends Span { readonly kind: 'not'; readonly value: Expr }
/** `a < b in c`: operators stand between the operands. */
export interface CompareExpr extends Span { readonly kind: 'compare'; readonly operands: readonly Expr[]; readonly operators: readonly string[] }
export interface BinaryExpr extends Span { readonly kind: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
export interface CollectionExpr extends Span { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Expr[] }
export interface DictExpr extends Span { readonly kind: 'dict'; readonly entries: readonly { readonly key?: Expr; readonly value: Expr }[] }
export interface ComprehensionExpr extends Span {
	readonly kind: 'comprehension';
	readonly makes: 'list' | 'set' | 'dict' | 'generator';
	/** What each turn makes: one expression, or a key and a value. */
	readonly element: readonly Expr[];
	readonly clauses: readonly (ForClause | IfClause)[];
}
export interface ForClause extends Span { readonly kind: 'for'; readonly target: Expr; readonly iterated: Expr; readonly isAsync: boolean }
export interface IfClause extends Span { readonly kind: 'if'; readonly test: Expr }
export interface StarredExpr extends Span { readonly kind: 'starred'; readonly value: Expr; readonly stars: 1 | 2 }
export interface WalrusExpr extends Span { readonly kind: 'walrus'; readonly target: NameExpr; readonly value: Expr }
export interface SliceExpr extends Span { readonly kind: 'slice'; readonly parts: readonly Expr[] }
/** Anything else, with the expressions inside. */
export interface OtherExpr extends Span { readonly kind: 'other'; readonly parts: readonly Expr[] }

export interface FunctionNode extends Span {
	readonly kind: 'function';
	readonly name: string;
	readonly nameSpan: Span;
	readonly isAsync: boolean;
	readonly isLambda: boolean;
	readonly isGenerator: boolean;
	readonly decorators: readonly Expr[];
	readonly parameters: readonly ParameterNode[];
	readonly returns?: Expr;
	readonly body: readonly Stmt[];
	readonly bodySpan: Span;
}

export interface ParameterNode extends Span {
	readonly name: string;
	readonly nameSpan: Span;
	readonly annotation?: Expr;
	readonly default?: Expr;
	readonly stars: 0 | 1 | 2;
}

export interface ClassNode extends Span {
	readonly kind: 'class';
	readonly name: string;
	readonly nameSpan: Span;
	readonly decorators: readonly Expr[];
	readonly bases: readonly ArgumentNode[];
	readonly body: readonly Stmt[];
	readonly bodySpan: Span;
}

export type Stmt =
	| FunctionNode | ClassNode
	| (Span & { readonly kind: 'expression'; readonly value: Expr })
	| AssignStmt
	| (Span & { readonly kind: 'return'; readonly value?: Expr })
	| (Span & { readonly kind: 'raise'; readonly value?: Expr; readonly cause?: Expr })
	| (Span & { readonly kind: 'delete'; readonly targets: readonly Expr[] })
	| (Span & { readonly kind: 'assert'; readonly values: readonly Expr[] })
	| (Span & { readonly kind: 'scope'; readonly declares: 'global' | 'nonlocal'; readonly names: readonly string[] })
	| (Span & { readonly kind: 'break' | 'continue' | 'pass' })
	| ImportStmt | IfStmt | WhileStmt | ForStmt | TryStmt | WithStmt | MatchStmt;

export interface AssignStmt extends Span {
	readonly kind: 'assign';
	/** Several in `a = b = value`; one with an annotation or an operator. */
	readonly targets: readonly Expr[];
	readonly annotation?: Expr;
	/** Absent for a bare annotation. */
	readonly value?: Expr;
	/** `+` of `+=`. */
	readonly operator?: string;
}

export interface ImportStmt extends Span {
	readonly kind: 'import';
	/** The dots before the module's name. */
	readonly level: number;
	/** The module that names are taken from; absent for `import a.b`. */
	readonly from?: string;
	readonly names: readonly ImportedName[];
	readonly isStar: boolean;
}
export interface ImportedName extends Span { readonly name: string; readonly alias?: string }

export interface BlockNode extends Span { readonly body: readonly Stmt[] }
export interface IfStmt extends Span { readonly kind: 'if'; readonly test: Expr; readonly whenTrue: BlockNode; readonly orElse?: BlockNode }
export interface WhileStmt extends Span { readonly kind: 'while'; readonly test: Expr; readonly body: BlockNode; readonly orElse?: BlockNode }
export interface ForStmt extends Span {
	readonly kind: 'for';
	readonly isAsync: boolean;
	readonly target: Expr;
	readonly iterated: Expr;
	readonly body: BlockNode;
	readonly orElse?: BlockNode;
}
export interface TryStmt extends Span {
	readonly kind: 'try';
	readonly body: BlockNode;
	readonly handlers: readonly HandlerNode[];
	readonly orElse?: BlockNode;
	readonly finally?: BlockNode;
}
export interface HandlerNode extends Span { readonly caught: readonly Expr[]; readonly alias?: NameExpr; readonly block: BlockNode }
export interface WithStmt extends Span { readonly kind: 'with'; readonly isAsync: boolean; readonly items: readonly WithItem[]; readonly body: BlockNode }
export interface WithItem extends Span { readonly value: Expr; readonly target?: Expr }
export interface MatchStmt extends Span { readonly kind: 'match'; readonly subject: Expr; readonly cases: readonly CaseNode[] }
export interface CaseNode extends Span {
	/** The constant it is for, where it is for one. */
	readonly constant?: string | number | boolean | null;
	readonly isCatchAll: boolean;
	/** Classes that the subject is an instance of in this case. */
	readonly classes: readonly Expr[];
	readonly captures: readonly NameExpr[];
	readonly guard?: Expr;
	readonly block: BlockNode;
}

/** The expressions right inside an expression, in the order in which they are evaluated. A lambda's are its own. */
export function partsOf(expr: Expr): readonly Expr[] {
	switch (expr.kind) {
		case 'name': case 'constant': case 'lambda': return none;
		case 'attribute': return [expr.object];
		case 'call': return [expr.callee, ...expr.args.map((each) => each.value)];
		case 'subscript': return [expr.object, ...expr.index];
		case 'template': case 'slice': case 'other': return expr.parts;
		case 'await': case 'not': case 'starred': return [expr.value];
		case 'yield': return expr.value === undefined ? none : [expr.value];
		case 'conditional': return [expr.test, expr.whenTrue, expr.orElse];
		case 'boolean': case 'binary': return [expr.left, expr.right];
		case 'compare': return expr.operands;
		case 'list': case 'tuple': case 'set': return expr.items;
		case 'dict': return expr.entries.flatMap(({ key, value }): Expr[] => (key === undefined ? [value] : [key, value]));
		case 'comprehension': return [...expr.clauses.flatMap((each): Expr[] => (each.kind === 'for' ? [each.iterated, each.target] : [each.test])), ...expr.element];
		case 'walrus': return [expr.value];
	}
}
const none: readonly never[] = [];

/** The blocks right inside a statement, in the order of the text; the bodies of functions and classes are their own. */
export function blocksIn(stmt: Stmt): readonly BlockNode[] {
	switch (stmt.kind) {
		case 'if': return [stmt.whenTrue, ...optional(stmt.orElse)];
		case 'while': case 'for': return [stmt.body, ...optional(stmt.orElse)];
		case 'try': return [stmt.body, ...stmt.handlers.map((each) => each.block), ...optional(stmt.orElse), ...optional(stmt.finally)];
		case 'with': return [stmt.body];
		case 'match': return stmt.cases.map((each) => each.block);
		default: return none;
	}
}

const optional = (block: BlockNode | undefined): readonly BlockNode[] => (block === undefined ? none : [block]);

/** The expressions right inside a statement that are evaluated in its own scope, in their order. */
export function expressionsIn(stmt: Stmt): readonly Expr[] {
	switch (stmt.kind) {
		case 'function': return [...stmt.decorators, ...stmt.parameters.flatMap((each): readonly Expr[] => (each.default === undefined ? none : [each.default]))];
		case 'class': return [...stmt.decorators, ...stmt.bases.map((each) => each.value)];
		case 'expression': return [stmt.value];
		case 'assign': return [...(stmt.value === undefined ? none : [stmt.value]), ...stmt.targets];
		case 'return': return stmt.value === undefined ? none : [stmt.value];
		case 'raise': return [stmt.value, stmt.cause].filter((each) => each !== undefined);
		case 'delete': return stmt.targets;
		case 'assert': return stmt.values;
		case 'if': case 'while': return [stmt.test];
		case 'for': return [stmt.iterated, stmt.target];
		case 'try': return stmt.handlers.flatMap((each) => each.caught);
		case 'with': return stmt.items.flatMap((each): Expr[] => (each.target === undefined ? [each.value] : [each.value, each.target]));
		case 'match': return [stmt.subject, ...stmt.cases.flatMap((each): Expr[] => [...each.classes, ...(each.guard === undefined ? none : [each.guard])])];
		default: return none;
	}
}
