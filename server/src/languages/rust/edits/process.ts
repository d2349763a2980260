/** `Command::new("git").output()?` → `tokio::process::Command::new("git").output().await?`, with the variables in which the command and the child are kept. */
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { Variable } from '../scopes.ts';
import type { CallExpr, Expr, MethodExpr } from '../syntax/ast.ts';
import { insertion, replacement, type Change } from './changes.ts';
import type { RustFixProject } from './fixProject.ts';
import { dropImport, pathText } from './imports.ts';
import { callAt, placeOf, waitingFunction, type Call, type Node, type Place } from './place.ts';
import { whyNotSend } from './sendable.ts';

/** Both kinds of commands have these. */
const building: ReadonlySet<string> = new Set(['arg', 'args', 'env', 'envs', 'env_clear', 'env_remove', 'current_dir', 'stdin', 'stdout', 'stderr']);
const waiting: ReadonlySet<string> = new Set(['output', 'status']);
/** Of a child; true where it is awaited then. */
const ofChild: Readonly<Record<string, boolean>> = { wait: true, wait_with_output: true, kill: true, try_wait: false };
/** They hand on what is in a `Result`. */
const unwrapping: ReadonlySet<string> = new Set(['unwrap', 'expect', 'context', 'with_context', 'map_err']);

export function buildProcess(call: Call, project: RustFixProject): readonly Change[] | Refusal {
	const plan = new Plan(call, project);
	const refused = plan.follow();
	return refused ?? plan.changes;
}

class Plan {
	readonly #call: Call;
	readonly #project: RustFixProject;
	readonly changes: Change[] = [];

	constructor(call: Call, project: RustFixProject) {
		this.#call = call;
		this.#project = project;
	}

	/** From the call back to where the command is made, and from there to all that is done with it. */
	follow(): Refusal | undefined {
		const root = rootOf(this.#call.node);
		if (root.kind === 'call') { return this.#made(root); }
		const variable = root.kind === 'path' ? this.#call.source.scopes.refs.get(root) : undefined;
		if (variable === undefined) { return refuse('where the command is made was not found'); }
		const value = ownValue(variable);
		if (value === undefined) { return refuse(`\`${variable.name}\` is not made in this function`); }
		const made = rootOf(value);
		if (made.kind === 'call') { return this.#made(made); }
		const command = made.kind === 'path' ? this.#call.source.scopes.refs.get(made) : undefined;
		const commandValue = command === undefined ? undefined : ownValue(command);
		return commandValue?.kind === 'call' ? this.#made(commandValue) : refuse('where the command is made was not found');
	}

	/** `Command::new(…)`: its name, and everything that is done with what it gives. */
	#made(made: CallExpr): Refusal | undefined {
		const { source, inference } = this.#call;
		const place = callAt(source, made, inference);
		const type = place && inference.typeOf(made.callee, { source, scope: place.scope });
		if (place === undefined || place.function !== this.#call.function || made.callee.kind !== 'path' || type?.kind !== 'symbol' || type.symbol !== 'std::process#Command.new') { return refuse('where the command is made was not found'); }
		const text = pathText(place, ['tokio', 'process', 'Command', 'new']);
		if (isRefusal(text)) { return text; }
		const head = made.callee.path.segments[0]?.name ?? '';
		const dropped = dropImport(head, place, [made.callee], this.#project);
		if (isRefusal(dropped)) { return dropped; }
		this.changes.push(replacement(made.callee, text), ...dropped);
		return this.#used(place);
	}

	/** A command, or a chain of its methods so far. */
	#used(place: Place): Refusal | undefined {
		const around = place.path.at(-1);
		if (around === undefined || !isMethodOf(around, place.node)) { return this.#kept(place, (each) => this.#used(each)); }
		const outer = this.#at(around, place);
		if (building.has(around.name)) { return around.typeArgs === undefined ? this.#used(outer) : refuse('type arguments are given'); }
		if (waiting.has(around.name)) { return this.#await(outer); }
		return around.name === 'spawn' ? this.#spawned(outer) : refuse(`tokio's command has no \`${around.name}()\` that is the same`);
	}

	/** What stands as a statement of its own, or is given a name. */
	#kept(place: Place, use: (ref: Place) => Refusal | undefined): Refusal | undefined {
		const { node, source, inference } = place;
		const around = place.path.at(-1);
		if (around === undefined || 'statements' in around || !('kind' in around)) { return refuse('it is handed on'); }
		if (around.kind === 'expression') { return undefined; }
		if (around.kind !== 'let' || around.value !== node || 'type' in around && around.type !== undefined || around.pattern.kind !== 'ident' && around.pattern.kind !== 'wildcard') { return refuse('the command is handed on'); }
		const { pattern } = around;
		if (pattern.kind === 'wildcard') { return undefined; }
		const variable = pattern.kind === 'ident' ? source.scopes.declared.get(pattern) : undefined;
		if (variable === undefined || variable.assigned.length > 0) { return refuse('the command is handed on'); }
		for (const [ref, each] of source.scopes.refs) {
			if (each !== variable) { continue; }
			const at = placeOf(source, inference, (inner) => inner === ref, ref);
			if (at === undefined || at.function !== place.function) { return refuse(`\`${variable.name}\` is used in another function`); }
			const parent = at.path.at(-1);
			if (parent === undefined || !isMethodOf(parent, ref)) { return refuse(`\`${variable.name}\` is handed on`); }
			const refused = use(at);
			if (refused !== undefined) { return refused; }
		}
		return undefined;
	}

	/** `spawn()`, which gives a child of tokio's. */
	#spawned(place: Place): Refusal | undefined {
		let at = place;
		for (;;) {
			const around = at.path.at(-1);
			if (around === undefined || 'statements' in around || !('kind' in around)) { return refuse('the child is handed on'); }
			if (around.kind === 'try' || isMethodOf(around, at.node) && unwrapping.has(around.name)) { at = this.#at(around as Expr, at); continue; }
			if (isMethodOf(around, at.node)) { return this.#child(at); }
			if (at === place && around.kind !== 'expression' && !(around.kind === 'let' && around.pattern.kind === 'wildcard')) { return refuse('what becomes of the child was not found'); }
			return this.#kept(at, (ref) => this.#child(ref));
		}
	}

	#child(place: Place): Refusal | undefined {
		const around = place.path.at(-1);
		if (around === undefined || !isMethodOf(around, place.node)) { return refuse('the child is handed on'); }
		const isAwaited = Object.hasOwn(ofChild, around.name) ? ofChild[around.name] : undefined;
		if (isAwaited === undefined) { return refuse(`tokio's child has no \`${around.name}()\` that is the same`); }
		return isAwaited ? this.#await(this.#at(around, place)) : undefined;
	}

	#at(node: Expr, { path, ...rest }: Place): Place {
		return { ...rest, node, path: path.slice(0, -1) };
	}

	#await(place: Place): Refusal | undefined {
		const waits = waitingFunction(place);
		if (isRefusal(waits)) { return waits; }
		if (this.changes.some(({ span, newText }) => span.start === place.node.end && newText === '.await')) { return undefined; }
		this.changes.push(insertion(place.node.end, '.await'));
		return whyNotSend(place);
	}
}

/** What a chain of methods, `?` and the like begins with. */
function rootOf(expr: Expr): Expr {
	let at = expr;
	for (;;) {
		if (at.kind === 'method') { at = at.object; } else if (at.kind === 'try' || at.kind === 'reference') { at = at.value; } else { return at; }
	}
}

function ownValue({ source }: Variable): Expr | undefined {
	return source.kind === 'value' && source.path.length === 0 && source.type === undefined ? source.value : undefined;
}

function isMethodOf(node: Node, object: Expr): node is MethodExpr {
	return 'kind' in node && node.kind === 'method' && node.object === object;
}
