/**
 * The fix `bounded-history`: a `Vec` that loses entries at the front becomes a `VecDeque`, with everything that is done with it. Offered only where all of it is
 * known: a local that is not handed on, or a private field of a struct, plain or behind a lock.
 */
import type { BoundedHistory, TextEdit } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile, TypeInfo } from '../resolve/types.ts';
import type { Variable } from '../scopes.ts';
import type { Expr, FieldNode, MethodExpr, StructExpr, TypeNode } from '../syntax/ast.ts';
import { inOrder, insertion, replacement, type Change } from './changes.ts';
import type { RustFixProject } from './fixProject.ts';
import { addImport } from './imports.ts';
import { callAt, placeOf, visit, type Node, type Place } from './place.ts';

export function buildVecDeque(source: SourceFile, { file, removal }: BoundedHistory, inference: Inference, project: RustFixProject): EditResult {
	const call = callAt(source, removal, inference);
	if (call === undefined || call.node.kind !== 'method') { return refuse('the removal is no longer where it was'); }
	const conversion = new Conversion(call, project);
	const refused = conversion.follow(call.node.object);
	if (refused !== undefined) { return refused; }
	const imported = addImport(['std', 'collections', 'VecDeque'], call);
	if (isRefusal(imported)) { return imported; }
	return { kind: 'edits', edits: inOrder([...conversion.changes, ...imported]).map((change): TextEdit => ({ file, ...change })) };
}

/** The same on both; what is called otherwise on a queue has its name there. */
const methods: Readonly<Record<string, string>> = {
	push: 'push_back', pop: 'pop_back', first: 'front', last: 'back', first_mut: 'front_mut', last_mut: 'back_mut',
	...Object.fromEntries(['len', 'is_empty', 'iter', 'iter_mut', 'into_iter', 'clear', 'get', 'get_mut', 'contains', 'extend', 'retain', 'truncate', 'drain', 'reserve', 'swap', 'capacity', 'shrink_to_fit', 'append'].map((name) => [name, name])),
};
/** They lead to what a lock or pointer holds. */
const opening: ReadonlySet<string> = new Set(['lock', 'read', 'write', 'borrow', 'borrow_mut', 'unwrap', 'expect', 'get_mut', 'try_lock', 'blocking_lock']);
const derivable: ReadonlySet<string> = new Set(['Debug', 'Clone', 'Default', 'PartialEq', 'Eq', 'PartialOrd', 'Ord', 'Hash', 'Serialize', 'Deserialize']);
const formats: ReadonlySet<string> = new Set(['println', 'print', 'eprintln', 'eprint', 'format', 'write', 'writeln', 'trace', 'debug', 'info', 'warn', 'error']);

class Conversion {
	readonly #call: Place;
	readonly #project: RustFixProject;
	readonly #seen = new Set<Variable>();
	readonly changes: Change[] = [];

	constructor(call: Place, project: RustFixProject) {
		this.#call = call;
		this.#project = project;
	}

	/** From what the removal is called on to where it is declared. */
	follow(object: Expr): Refusal | undefined {
		const root = rootOf(object);
		const { refs } = this.#call.source.scopes;
		if (root.kind === 'field') { return this.#field(root.name, root); }
		const variable = root.kind === 'path' ? refs.get(root) : undefined;
		if (variable === undefined) { return refuse('where the list is declared was not found'); }
		const from = variable.source;
		if (from.kind !== 'value' || from.path.length > 0) { return refuse(`\`${variable.name}\` is somebody else's list`); }
		const inner = from.value === undefined ? undefined : rootOf(from.value);
		// A guard: what it guards is the list.
		if (from.value !== undefined && isOpened(from.value) && inner !== undefined) { return inner.kind === 'field' ? this.#field(inner.name, inner) : refuse('where the list is declared was not found'); }
		return this.#local(variable);
	}

	#local(variable: Variable): Refusal | undefined {
		const { source } = variable;
		if (source.kind !== 'value') { return refuse(`\`${variable.name}\` is somebody else's list`); }
		if (source.type !== undefined) {
			const typed = this.#type(source.type);
			if (typed !== undefined) { return typed; }
		}
		const made = source.value === undefined ? undefined : this.#made(source.value, source.type !== undefined);
		if (made !== undefined) { return made; }
		for (const each of variable.assigned) {
			const refused = this.#made(each, true);
			if (refused !== undefined) { return refused; }
		}
		return this.#uses(variable);
	}

	#uses(variable: Variable): Refusal | undefined {
		if (this.#seen.has(variable)) { return undefined; }
		this.#seen.add(variable);
		for (const [ref, each] of this.#call.source.scopes.refs) {
			const refused = each === variable ? this.#use(ref) : undefined;
			if (refused !== undefined) { return refused; }
		}
		return undefined;
	}

	/** A field: its type, what it is made with, and every use of it that the file has. */
	#field(name: string, field: Expr): Refusal | undefined {
		const { source, inference, scope } = this.#call;
		if (field.kind !== 'field') { return refuse('where the list is declared was not found'); }
		const owner = inference.behindAll(inference.typeOf(field.object, { source, scope }));
		if (owner.kind !== 'own' || owner.type.node.kind !== 'struct') { return refuse(`whose field \`${name}\` is, is not known`); }
		const declared = owner.type.node.fields.find((each) => each.name === name);
		if (declared === undefined || owner.type.source !== source) { return refuse(`\`${name}\` is declared in another file`); }
		const derived = owner.type.node.attributes.filter(({ path }) => path === 'derive').flatMap(({ text }) => text.split(',')).map((each) => each.trim().split('::').at(-1) ?? '').find((each) => each !== '' && !derivable.has(each));
		if (derived !== undefined) { return refuse(`\`${derived}\` is derived from its fields, and may not know a queue`); }
		const reason = this.#whyOpen(declared);
		if (reason !== undefined) { return refuse(reason); }
		return this.#type(declared.type) ?? this.#everywhere(name, owner.type);
	}

	/** Who else could use it. */
	#whyOpen({ name, start, end }: FieldNode): string | undefined {
		const { source: { file, text } } = this.#call;
		if (/^pub\b/.test(text.slice(start, end))) { return `\`${name}\` can be used from other modules`; }
		const folder = /\/(?:mod|lib|main)\.rs$/.test(file) ? file.slice(0, file.lastIndexOf('/')) : file.replace(/\.rs$/, '');
		const others = this.#project.filesBelow(folder).filter((each) => each !== file && new RegExp(`\\b${name}\\b`).test(this.#project.textOf(each) ?? ''));
		return others.length > 0 ? `modules below may use \`${name}\` too` : undefined;
	}

	#everywhere(name: string, type: TypeInfo): Refusal | undefined {
		const { source, inference } = this.#call;
		let refused: Refusal | undefined;
		const look = (node: Node): boolean => {
			if (refused !== undefined || !('kind' in node)) { return refused === undefined; }
			if (node.kind === 'field' && 'object' in node && node.name === name) {
				const at = placeOf(source, inference, (each) => each === node, node);
				const on = at && inference.behindAll(inference.typeOf(node.object, { source, scope: at.scope }));
				if (on?.kind === 'own' && on.type.id === type.id) { refused = this.#use(node); } else if (on === undefined || on.kind === 'any') { refused = refuse(`whose field \`${name}\` is, is not known everywhere`); }
			}
			if (node.kind === 'struct' && !('attributes' in node)) { refused ??= this.#literal(node, name, type); }
			return refused === undefined;
		};
		for (const item of source.node.items) { visit(item, look); }
		return refused ?? (this.#isTakenApart(name, type) ? refuse(`a pattern takes \`${name}\` out`) : undefined);
	}

	/** `Log { lines: Vec::new() }` */
	#literal(node: StructExpr, name: string, type: TypeInfo): Refusal | undefined {
		const { source, inference } = this.#call;
		const field = node.fields.find((each) => each.name === name);
		if (field === undefined) { return undefined; }
		const at = placeOf(source, inference, (each) => each === node, node);
		const made = at && inference.typeOf(node, { source, scope: at.scope });
		if (made?.kind !== 'own') { return refuse('what is made there is not known'); }
		return made.type.id === type.id ? this.#made(field.value, true) : undefined;
	}

	#isTakenApart(name: string, { node }: TypeInfo): boolean {
		const { source } = this.#call;
		return source.scopes.variables.some(({ source: from }) => from.kind !== 'self' && from.path.some((step) => step.kind === 'field' && step.name === name && ['Self', node.name].includes(step.pattern.path.segments.at(-1)?.name ?? '')));
	}

	/** `Vec<T>`, or one behind a lock. */
	#type(node: TypeNode): Refusal | undefined {
		const last = node.kind === 'path' ? node.path.segments.at(-1) : undefined;
		if (last === undefined || node.kind !== 'path') { return refuse('its type is not a plain `Vec`'); }
		if (last.name === 'Vec' && node.path.segments.length === 1) {
			this.changes.push(replacement({ start: last.start, end: last.start + 3 }, 'VecDeque'));
			return undefined;
		}
		const [inner, ...more] = last.args ?? [];
		return /^(?:Arc|Rc|Mutex|RwLock|RefCell|Box)$/.test(last.name) && inner !== undefined && more.length === 0 ? this.#type(inner) : refuse('its type is not a plain `Vec`');
	}

	/** What a list begins with. */
	#made(value: Expr, isTyped: boolean): Refusal | undefined {
		const { text } = this.#call.source;
		if (value.kind === 'macro' && value.path.segments.at(-1)?.name === 'vec') {
			if (value.args.length === 0 && /^vec!\s*[[({]\s*[\])}]$/.test(text.slice(value.start, value.end))) { this.changes.push(replacement(value, 'VecDeque::new()')); } else { this.changes.push(insertion(value.start, 'VecDeque::from('), insertion(value.end, ')')); }
			return undefined;
		}
		if (value.kind === 'method' && value.name === 'collect' && value.typeArgs === undefined && isTyped) { return undefined; }
		if (value.kind !== 'call' || value.callee.kind !== 'path') { return refuse('it begins with a list that somebody else made'); }
		const { segments } = value.callee.path;
		const [type, name] = segments.map((each) => each.name).slice(-2);
		if (segments.length === 2 && type === 'Vec' && (name === 'new' || name === 'with_capacity')) {
			const head = segments[0];
			if (head !== undefined) { this.changes.push(replacement({ start: head.start, end: head.start + 3 }, 'VecDeque')); }
			return undefined;
		}
		if (type === 'Default' && name === 'default' && isTyped) { return undefined; }
		const [inner] = value.args;
		return name === 'new' && /^(?:Arc|Rc|Mutex|RwLock|RefCell|Box)$/.test(type ?? '') && inner !== undefined ? this.#made(inner, isTyped) : refuse('it begins with a list that somebody else made');
	}

	/** One mention of the list, or of the lock that holds it. */
	#use(node: Expr): Refusal | undefined {
		const { source, inference } = this.#call;
		const at = placeOf(source, inference, (each) => each === node, node);
		if (at === undefined) { return refuse('a use of it is not understood'); }
		const around = at.path.at(-1);
		if (around === undefined || 'statements' in around || !('kind' in around)) { return refuse('it is handed on'); }
		switch (around.kind) {
			case 'method': return around.object === node ? this.#method(around) : refuse('it is handed on');
			case 'index': return around.object === node && around.index.kind !== 'range' ? undefined : refuse('a part of it is used as a slice');
			case 'await': case 'try': return this.#use(around);
			case 'loop': return 'iterated' in around && around.iterated === node ? undefined : refuse('it is handed on');
			case 'reference': {
				const outer = at.path.at(-2);
				return outer !== undefined && 'kind' in outer && outer.kind === 'loop' && outer.iterated === around ? undefined : refuse('it is lent as a whole');
			}
			case 'unary': return this.#use(around);
			case 'macro': return formats.has(around.path.segments.at(-1)?.name ?? '') ? undefined : refuse('it is given to a macro');
			case 'assign': return around.left === node && around.operator === undefined ? this.#made(around.right, true) : refuse('it is handed on');
			case 'let': return this.#guard(node, around);
			default: return refuse('it is handed on');
		}
	}

	/** `let mut lines = self.lines.lock().unwrap();` */
	#guard(node: Expr, around: Extract<Node, { kind: 'let' }>): Refusal | undefined {
		const { declared } = this.#call.source.scopes;
		if (!isOpened(node) || around.value !== node) { return refuse('it is handed on'); }
		const [name] = around.pattern.kind === 'tupleStruct' ? around.pattern.items : [around.pattern];
		const variable = name?.kind === 'ident' ? declared.get(name) : undefined;
		return variable === undefined ? refuse('it is handed on') : this.#uses(variable);
	}

	#method(call: MethodExpr): Refusal | undefined {
		const { name, nameSpan, args, object } = call;
		const [index] = args;
		if (name === 'remove') { return this.#removal(call); }
		if (isLock(object, this.#call) && opening.has(name) && args.length <= 1) { return this.#use(call); }
		if (name === 'insert' && index?.kind === 'literal' && index.value === 0 && args[1] !== undefined) { this.changes.push(replacement(nameSpan, 'push_front'), replacement({ start: index.start, end: args[1].start }, '')); return undefined; }
		if (name === 'get' && index?.kind === 'range') { return refuse('a part of it is used as a slice'); }
		const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
		if (other === undefined || name === 'append') { return name === 'clone' ? refuse('a copy of it goes elsewhere') : refuse(`a queue has no \`${name}()\` that is the same`); }
		if (other !== name) { this.changes.push(replacement(nameSpan, other)); }
		return undefined;
	}

	/** `remove(0);` → `pop_front();`, with `.unwrap()` where what it gives is used. */
	#removal(call: MethodExpr): Refusal | undefined {
		const { source, inference } = this.#call;
		const [index] = call.args;
		const around = placeOf(source, inference, (each) => each === call, call)?.path.at(-1);
		const isDropped = around !== undefined && 'kind' in around && (around.kind === 'expression' || around.kind === 'let' && around.pattern.kind === 'wildcard');
		const isFront = index?.kind === 'literal' && index.value === 0;
		this.changes.push(isFront ? replacement({ start: call.nameSpan.start, end: call.end }, isDropped ? 'pop_front()' : 'pop_front().unwrap()') : insertion(call.end, isDropped ? '' : '.unwrap()'));
		return undefined;
	}
}

/** What a chain of methods that only open locks begins with. */
function rootOf(expr: Expr): Expr {
	let at = expr;
	for (;;) {
		if (at.kind === 'method' && opening.has(at.name)) { at = at.object; } else if (at.kind === 'await' || at.kind === 'try' || at.kind === 'unary' || at.kind === 'reference') { at = at.value; } else { return at; }
	}
}

/** It is what a lock gave, not the list itself. */
function isOpened(expr: Expr): boolean {
	return rootOf(expr) !== expr;
}

/** The list is not reached yet: something holds it. */
function isLock(expr: Expr, { source, inference }: Place): boolean {
	const at = placeOf(source, inference, (each) => each === expr, expr);
	const type = at && inference.typeOf(expr, { source, scope: at.scope });
	return type === undefined || type.kind !== 'outside' || !/^std::vec#Vec$|Guard$|^std::cell#RefMut$|^std::cell#Ref$/.test(type.symbol);
}

