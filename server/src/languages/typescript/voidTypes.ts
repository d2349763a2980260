/** Where the compiler's types want a function that gives nothing, so that a promise given there is dropped. Good for one snapshot. */
import { SignatureKind, TypeFlags, type Project, type Signature, type Type, type UnionOrIntersectionType } from 'typescript/unstable/sync';
import { SyntaxKind, type CallExpression, type Expression, type NewExpression, type Node } from 'typescript/unstable/ast';
import type { ResultType } from '../../outline/model.ts';

/** `promise`: a promise is taken too. `argument`: nothing, but only because a type's argument is `void`. `other`: something else is wanted, or nothing is known. */
type Wanted = 'void' | 'argument' | 'promise' | 'other';

export class VoidTypes {
	private readonly project: Project;
	private readonly typeOf: (type: Type) => ResultType;
	private readonly byType = new Map<number, Wanted>();
	/** By type and name. */
	private readonly byMember = new Map<string, boolean>();
	/** What classes extend and implement: each is asked about once, whatever members there are. */
	private readonly byBase = new WeakMap<Node, Type | null>();

	/** `typeOf`: whether a type is a promise. */
	constructor(project: Project, typeOf: (type: Type) => ResultType) {
		this.project = project;
		this.typeOf = typeOf;
	}

	/** The place of an expression wants a function that gives nothing: one round trip, and some for each type not seen before. */
	isWantedAt(node: Expression): boolean {
		const wanted = this.wantedAt(node);
		return wanted === 'void' || wanted === 'argument';
	}

	private wantedAt(node: Expression): Wanted {
		const type = this.project.checker.getContextualType(node);
		return type === undefined ? 'other' : this.wantedBy(type);
	}

	/** The same for an argument; where one of the callee's overloads takes a promise there, all is well. */
	isWantedAsArgument(call: CallExpression | NewExpression, index: number): boolean {
		const argument = call.arguments?.[index];
		if (argument?.kind === SyntaxKind.SpreadElement) { return this.isWantedByRest(call, index); }
		const wanted = argument === undefined ? 'other' : this.wantedAt(argument);
		if (wanted !== 'void' && (wanted !== 'argument' || this.givesPromise(call))) { return false; }
		if (call.kind === SyntaxKind.NewExpression) { return true; }
		const { checker } = this.project;
		const callee = checker.getTypeAtLocation(call.expression as Node);
		const overloads = callee === undefined ? [] : checker.getSignaturesOfType(callee, SignatureKind.Call);
		if (overloads.length < 2) { return true; }
		return !overloads.some((overload) => {
			const type = index < overload.parameters.length ? checker.getParameterType(overload, index) : undefined;
			return type !== undefined && this.wantedBy(type) === 'promise';
		});
	}

	/** `trigger(task: () => T): Promise<T>`: what the callback gives is handed on, and whoever calls this waits for it. */
	private givesPromise(call: CallExpression | NewExpression): boolean {
		const { checker } = this.project;
		const signature = checker.getResolvedSignature(call);
		const result = signature && checker.getReturnTypeOfSignature(signature);
		return result !== undefined && this.isThenable(result);
	}

	/** `...callbacks` where the rest of the arguments is wanted. */
	private isWantedByRest(call: CallExpression | NewExpression, index: number): boolean {
		const signature = this.project.checker.getResolvedSignature(call);
		const type = signature === undefined ? undefined : this.project.checker.getParameterType(signature, index);
		return type !== undefined && this.wantedBy(type) === 'void';
	}

	/** A member of what an expression or type is, or has to be (an object literal's), by its name. */
	isWantedAsMember(holder: Node, name: string, isLiteral: boolean): boolean {
		const { checker } = this.project;
		const type = isLiteral ? checker.getContextualType(holder as Expression) : this.typeOfBase(holder);
		const parts = type === undefined ? [] : (type.flags & TypeFlags.Union) === 0 ? [type] : (type as UnionOrIntersectionType).getTypes();
		return parts.some((part) => (part.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0 && this.isWantedMember(part, name));
	}

	private typeOfBase(base: Node): Type | undefined {
		let type = this.byBase.get(base);
		if (type === undefined) { this.byBase.set(base, type = this.project.checker.getTypeAtLocation(base) ?? null); }
		return type ?? undefined;
	}

	private isWantedMember(type: Type, name: string): boolean {
		const key = `${type.id} ${name}`;
		const known = this.byMember.get(key);
		if (known !== undefined) { return known; }
		const { checker } = this.project;
		const member = checker.getPropertyOfType(type, name);
		// In JavaScript what a member gives is only guessed from its body.
		const isGuessed = member?.declarations.some(({ path }) => /\.[cm]?jsx?$/.test(path)) === true;
		const memberType = member === undefined || isGuessed ? undefined : checker.getTypeOfSymbol(member);
		const isWanted = memberType !== undefined && /^(?:void|argument)$/.test(this.wantedBy(memberType));
		this.byMember.set(key, isWanted);
		return isWanted;
	}

	private wantedBy(type: Type): Wanted {
		if ((type.flags & (TypeFlags.Object | TypeFlags.Union | TypeFlags.Intersection)) === 0) { return 'other'; }
		const known = this.byType.get(type.id);
		if (known !== undefined) { return known; }
		// Ends a circle of types.
		this.byType.set(type.id, 'other');
		const found = (type.flags & TypeFlags.Union) === 0 ? this.wantedBySignatures(type) : worst((type as UnionOrIntersectionType).getTypes().map((part) => this.wantedBy(part)));
		this.byType.set(type.id, found);
		return found;
	}

	/** `PromiseLike`, and whatever else can be awaited. */
	private isThenable(type: Type): boolean {
		return (type.flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0 && this.project.checker.getPropertyOfType(type, 'then') !== undefined;
	}

	private wantedBySignatures(type: Type): Wanted {
		const { checker } = this.project;
		return worst(checker.getSignaturesOfType(type, SignatureKind.Call).map((signature): Wanted => {
			const result = checker.getReturnTypeOfSignature(signature);
			if (result === undefined) { return 'other'; }
			const given = this.typeOf(result);
			const parts = (result.flags & TypeFlags.Union) === 0 ? [result] : (result as UnionOrIntersectionType).getTypes();
			if (given === 'thenable' || given === 'maybe' || parts.some((part) => this.isThenable(part))) { return 'promise'; }
			if (!parts.some((part) => (part.flags & TypeFlags.Void) !== 0)) { return 'other'; }
			return this.givesArgument(signature) ? 'argument' : 'void';
		}));
	}

	/** `Task<T> = () => T` with `void` for `T`. */
	private givesArgument(signature: Signature): boolean {
		const written = signature.getTarget();
		const result = written && this.project.checker.getReturnTypeOfSignature(written);
		return result !== undefined && (result.flags & TypeFlags.TypeParameter) !== 0;
	}
}

function worst(all: readonly Wanted[]): Wanted {
	return (['promise', 'void', 'argument'] as const).find((each) => all.includes(each)) ?? 'other';
}
