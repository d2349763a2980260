/** What the parts of the outliner share while they walk one file. */
import type { Node, SourceFile } from 'typescript/unstable/ast';
import type { Block, Callee, FunctionId, FunctionOutline, Step, TypeOutline } from '../../../outline/model.ts';
import type { DeclarationTable } from '../declarations.ts';
import type { Binding, Scope, Scopes } from '../scopes.ts';
import { spanOf } from '../syntax.ts';
import type { Resolution } from '../symbols.ts';
import type { Mentions } from './asyncForNothing.ts';
import type { AwaitQuestions } from './awaits.ts';
import type { CancellationQuestions } from './cancellation.ts';
import type { PromiseQuestions } from './promises.ts';
import type { RaceQuestions } from './races.ts';
import type { VoidSlotQuestions } from './voidSlots.ts';

/** A property of the model that is filled in later, when the compiler has answered. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Questions to the compiler, asked in one batch when the walk is over. */
export class Questions {
	readonly nodes: Node[] = [];
	private readonly answers: ((resolution: Resolution) => void)[] = [];
	ask(node: Node, answer: (resolution: Resolution) => void): void {
		this.nodes.push(node);
		this.answers.push(answer);
	}
	readonly members: Node[] = [];
	private readonly memberAnswers: ((member: string | undefined) => void)[] = [];
	/** Asks by which name a member that is read was declared. */
	askMember(node: Node, answer: (member: string | undefined) => void): void {
		this.members.push(node);
		this.memberAnswers.push(answer);
	}
	/** `resolutions` in the order of `nodes`, `members` in that of the members asked about. */
	settle(resolutions: readonly Resolution[], members: readonly (string | undefined)[]): void {
		this.answers.forEach((answer, index) => answer(resolutions[index] ?? { kind: 'unresolved', reason: 'any' }));
		this.memberAnswers.forEach((answer, index) => answer(members[index]));
	}
}

export interface FileContext {
	/** Absolute path with `/`, which all ids begin with. */
	readonly file: string;
	readonly sourceFile: SourceFile;
	readonly table: DeclarationTable;
	readonly scopes: Scopes;
	readonly imports: ReadonlyMap<Binding, ImportTarget>;
	readonly questions: Pick<Questions, 'ask' | 'askMember'>;
	readonly cancellation: Pick<CancellationQuestions, 'addFunction' | 'addCall'>;
	readonly awaits: Pick<AwaitQuestions, 'addAwait' | 'addLoop' | 'addGuard' | 'addJoin' | 'addFunction'>;
	readonly races: Pick<RaceQuestions, 'addCall'>;
	readonly promises: Pick<PromiseQuestions, 'ask' | 'reads' | 'readsMember'>;
	readonly voids: Pick<VoidSlotQuestions, 'addCall' | 'addSlot' | 'addAttribute'>;
	/** Names that somewhere in the workspace are declared with `get` or `set`: only these accesses can run code. */
	readonly accessors: ReadonlySet<string>;
	/** True for a method's name that surely means one of the standard library's that does nothing of note. */
	readonly isPlainMethod: (name: string) => boolean;
	/** The type of a call's result, where the catalogue knows it and no type checker does. */
	readonly resultTypeOf: (symbol: string) => string | undefined;
	/** Functions that the text names other than to call them, and imports. */
	readonly mentions: Mentions;
	/** Only then something in it asks for the platform. */
	readonly mentionsPlatform: boolean;
	/** What may be nothing is declared so. */
	readonly isStrict: boolean;
	/** Names the file exports. */
	readonly exported: ReadonlySet<string>;
	readonly functions: FunctionOutline[];
	readonly types: TypeOutline[];
}

/** What an import binding means when its module is not a file of the workspace. */
export type ImportTarget =
	| { readonly kind: 'external'; readonly module: string; /** `*` for the whole module. */ readonly name: string }
	| { readonly kind: 'workspace' };

/** Where the walk is: one function's body, one block of it. */
export interface Context {
	readonly file: FileContext;
	readonly function: FunctionId;
	readonly functionNode: Node;
	readonly scope: Scope;
	readonly steps: Step[];
	/** The type whose members see `this` here. */
	readonly owner?: string;
	readonly ownerNode?: Node;
}

/** Walks `visit` in a block of its own. */
export function block(cx: Context, node: Node, visit: (inner: Context) => void): Block {
	const steps: Step[] = [];
	visit({ ...cx, steps, scope: cx.file.scopes.of.get(node) ?? cx.scope });
	return { span: spanOf(node, cx.file.sourceFile), steps };
}

export function toCallee(resolution: Resolution, name: string): Callee {
	switch (resolution.kind) {
		case 'function': return { kind: 'function', id: resolution.id };
		case 'type': return { kind: 'unresolved', name, reason: 'dynamic' };
		case 'external': return { kind: 'external', symbol: resolution.symbol };
		case 'unresolved': return { kind: 'unresolved', name, reason: resolution.reason };
	}
}
