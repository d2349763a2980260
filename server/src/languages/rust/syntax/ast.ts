/**
 * The summary of one Rust file's syntax: what its text says, before anything outside the text is looked at. Plain data, made by a pure
 * function of the text. Offsets are UTF-16, 0-based, ends exclusive.
 */
import type { Span } from '../../../outline/span.ts';

export interface SourceNode extends Span {
	readonly kind: 'source';
	readonly items: readonly Item[];
	readonly attributes: readonly Attribute[];
	readonly hasShebang: boolean;
	/** Parts of the text that could not be parsed and are left out. */
	readonly errors: readonly Span[];
}

/** `#[path(text)]`, `#[path = "value"]`. */
export interface Attribute extends Span {
	/** With its `::`. */
	readonly path: string;
	/** What stands in its brackets or behind its `=`, as it is written. */
	readonly text: string;
}

export interface Segment extends Span {
	readonly name: string;
	readonly args?: readonly TypeNode[];
}

/** `a::b<C>::d`. `qself` for `<T as Trait>::d`: the type before the rest. */
export interface PathNode extends Span {
	readonly segments: readonly Segment[];
	readonly qself?: TypeNode;
}

export type TypeNode =
	| (Span & { readonly kind: 'path'; readonly path: PathNode })
	/** A reference, pointer: as good as what is behind it. */
	| (Span & { readonly kind: 'reference'; readonly to: TypeNode })
	| (Span & { readonly kind: 'tuple'; readonly items: readonly TypeNode[] })
	| (Span & { readonly kind: 'slice'; readonly of: TypeNode })
	/** `dyn A + B`, `impl A + B`. */
	| (Span & { readonly kind: 'bounds'; readonly bounds: readonly TypeNode[]; readonly isDyn: boolean })
	| (Span & { readonly kind: 'function'; readonly trait?: PathNode; readonly returns?: TypeNode })
	| (Span & { readonly kind: 'binding'; readonly name: string; readonly to: TypeNode })
	| (Span & { readonly kind: 'unknown' });

export interface Generic {
	readonly name: string;
	readonly bounds: readonly TypeNode[];
}

interface ItemBase extends Span {
	readonly attributes: readonly Attribute[];
	readonly isPublic: boolean;
	readonly name: string;
	readonly nameSpan: Span;
}

export type Item = FunctionNode | ImplNode | TraitNode | StructNode | EnumNode | ModNode | UseNode | ConstNode | AliasNode | IncludeNode;

/** A function, a closure or an async block. */
export interface FunctionNode extends ItemBase {
	readonly kind: 'function';
	readonly form: 'item' | 'closure' | 'async';
	readonly isAsync: boolean;
	readonly hasSelf: boolean;
	/** Without `self`. */
	readonly parameters: readonly ParameterNode[];
	readonly generics: readonly Generic[];
	readonly returns?: TypeNode;
	/** Absent for a declaration in a trait. */
	readonly body?: BlockNode;
}

export interface ParameterNode extends Span { readonly pattern: Pattern; readonly type?: TypeNode }

export interface ImplNode extends ItemBase {
	readonly kind: 'impl';
	readonly generics: readonly Generic[];
	readonly trait?: TypeNode;
	readonly type: TypeNode;
	readonly items: readonly Item[];
}

export interface TraitNode extends ItemBase {
	readonly kind: 'trait';
	readonly generics: readonly Generic[];
	readonly bounds: readonly TypeNode[];
	readonly items: readonly Item[];
}

export interface FieldNode extends Span { readonly name: string; readonly type: TypeNode }

export interface StructNode extends ItemBase { readonly kind: 'struct'; readonly hasLifetime: boolean; readonly generics: readonly Generic[]; readonly fields: readonly FieldNode[] }

export interface EnumNode extends ItemBase {
	readonly kind: 'enum';
	readonly hasLifetime: boolean;
	readonly generics: readonly Generic[];
	readonly variants: readonly { readonly name: string; readonly fields: readonly FieldNode[] }[];
}

export interface ModNode extends ItemBase {
	readonly kind: 'mod';
	/** Absent for one in a file of its own. */
	readonly items?: readonly Item[];
}

/** One name that a `use` (or `extern crate`) brings: `name` is `*` for a glob, `_` for a trait without a name. */
export interface UsedName { readonly path: readonly string[]; readonly name: string }
export interface UseNode extends ItemBase { readonly kind: 'use'; readonly names: readonly UsedName[] }

/** `include!("opt.rs")`: the items of a file, as if they stood here. `path` is relative to this file. */
export interface IncludeNode extends ItemBase { readonly kind: 'include'; readonly path: string }

export interface ConstNode extends ItemBase { readonly kind: 'const'; readonly type?: TypeNode; readonly value?: Expr; readonly isStatic: boolean }

export interface AliasNode extends ItemBase { readonly kind: 'alias'; readonly generics: readonly Generic[]; readonly type?: TypeNode }

export interface BlockNode extends Span {
	readonly statements: readonly Stmt[];
	/** What the block gives, without a semicolon. */
	readonly tail?: Expr;
	/** What stands before the tail. */
	readonly beforeTail?: readonly Attribute[];
}

export type Stmt =
	| LetStmt
	/** `isTail`: a `#[cfg]` block at the end, which is the block's value in its configuration. */
	| (Span & { readonly kind: 'expression'; readonly value: Expr; readonly isTail?: true; readonly before?: readonly Attribute[] })
	| (Span & { readonly kind: 'item'; readonly item: Item });

export interface LetStmt extends Span {
	readonly kind: 'let';
	readonly pattern: Pattern;
	readonly type?: TypeNode;
	readonly value?: Expr;
	readonly orElse?: BlockNode;
	/** The attributes before it. */
	readonly before?: readonly Attribute[];
}

export type Pattern =
	| IdentPattern
	| (Span & { readonly kind: 'wildcard' })
	| (Span & { readonly kind: 'tuple' | 'slice' | 'or'; readonly items: readonly Pattern[] })
	| (Span & { readonly kind: 'tupleStruct'; readonly path: PathNode; readonly items: readonly Pattern[] })
	| (Span & { readonly kind: 'struct'; readonly path: PathNode; readonly fields: readonly { readonly name: string; readonly pattern: Pattern }[] })
	| (Span & { readonly kind: 'path'; readonly path: PathNode })
	| (Span & { readonly kind: 'literal'; readonly text: string })
	| (Span & { readonly kind: 'rest' });
/** A name: a binding, unless it is one of a constant or variant. */
export interface IdentPattern extends Span { readonly kind: 'ident'; readonly name: string; readonly inner?: Pattern }

export type Expr =
	| PathExpr | LiteralExpr | CallExpr | MethodExpr | FieldExpr | IndexExpr | AwaitExpr | TryExpr | MacroExpr | ClosureExpr | BlockExpr | IfExpr | LetExpr | MatchExpr
	| LoopExpr | JumpExpr | AssignExpr | BinaryExpr | UnaryExpr | ReferenceExpr | StructExpr | ListExpr | RangeExpr | CastExpr | SelectExpr | OtherExpr;

export interface PathExpr extends Span { readonly kind: 'path'; readonly path: PathNode }
export interface LiteralExpr extends Span { readonly kind: 'literal'; readonly value: string | number | boolean; readonly type: 'str' | 'bytes' | 'char' | 'number' | 'bool' }
export interface CallExpr extends Span { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Expr[] }
export interface MethodExpr extends Span { readonly kind: 'method'; readonly object: Expr; readonly name: string; readonly nameSpan: Span; readonly typeArgs?: readonly TypeNode[]; readonly args: readonly Expr[] }
export interface FieldExpr extends Span { readonly kind: 'field'; readonly object: Expr; readonly name: string; readonly nameSpan: Span }
export interface IndexExpr extends Span { readonly kind: 'index'; readonly object: Expr; readonly index: Expr }
export interface AwaitExpr extends Span { readonly kind: 'await'; readonly value: Expr }
/** `value?` */
export interface TryExpr extends Span { readonly kind: 'try'; readonly value: Expr }
export interface MacroExpr extends Span {
	readonly kind: 'macro';
	readonly path: PathNode;
	readonly args: readonly Expr[];
	/** Names in a body that could not be read as expressions. */
	readonly mentions: readonly PathExpr[];
}
export interface ClosureExpr extends Span { readonly kind: 'closure'; readonly function: FunctionNode }
export interface BlockExpr extends Span { readonly kind: 'block'; readonly block: BlockNode; readonly label?: string }
export interface IfExpr extends Span { readonly kind: 'if'; readonly test: Expr; readonly whenTrue: BlockNode; readonly orElse?: Expr }
/** `let pattern = value` in a condition. */
export interface LetExpr extends Span { readonly kind: 'let'; readonly pattern: Pattern; readonly value: Expr }
export interface MatchExpr extends Span { readonly kind: 'match'; readonly subject: Expr; readonly arms: readonly MatchArm[] }
export interface MatchArm extends Span { readonly pattern: Pattern; readonly guard?: Expr; readonly value: Expr }
export interface LoopExpr extends Span {
	readonly kind: 'loop';
	readonly form: 'loop' | 'while' | 'for';
	readonly label?: string;
	readonly test?: Expr;
	readonly pattern?: Pattern;
	readonly iterated?: Expr;
	readonly body: BlockNode;
}
export interface JumpExpr extends Span { readonly kind: 'jump'; readonly jump: 'return' | 'break' | 'continue' | 'yield'; readonly label?: string; readonly value?: Expr }
/** `a = b`, `a += b`. */
export interface AssignExpr extends Span { readonly kind: 'assign'; readonly operator?: string; readonly left: Expr; readonly right: Expr }
export interface BinaryExpr extends Span { readonly kind: 'binary'; readonly operator: string; readonly left: Expr; readonly right: Expr }
export interface UnaryExpr extends Span { readonly kind: 'unary'; readonly operator: string; readonly value: Expr }
export interface ReferenceExpr extends Span { readonly kind: 'reference'; readonly value: Expr }
export interface StructExpr extends Span { readonly kind: 'struct'; readonly path: PathNode; readonly fields: readonly { readonly name: string; readonly value: Expr }[]; readonly base?: Expr }
export interface ListExpr extends Span { readonly kind: 'tuple' | 'array'; readonly items: readonly Expr[] }
export interface RangeExpr extends Span { readonly kind: 'range'; readonly parts: readonly Expr[] }
export interface CastExpr extends Span { readonly kind: 'cast'; readonly value: Expr; readonly type: TypeNode }
/** `select!`: the first of several futures wins. */
export interface SelectExpr extends Span { readonly kind: 'select'; readonly isBiased: boolean; readonly arms: readonly SelectArmNode[]; readonly orElse?: Expr }
export interface SelectArmNode extends Span { readonly pattern?: Pattern; readonly future: Expr; readonly guard?: Expr; readonly handler: Expr }
/** Anything else, with the expressions inside. */
export interface OtherExpr extends Span { readonly kind: 'other'; readonly parts: readonly Expr[] }
