/** Says for people how a callee resolved and why a function runs when it runs. */
import type { Callee, FunctionId } from '../outline/model.ts';
import type { Context, ContextFact } from './contexts.ts';
import { fileOf, type Solution } from './solution.ts';

/** How a file is named to people. */
export type PathNames = (file: string) => string;

/** `node:fs#readFileSync`, `function Pool.create (src/pool.ts)`, `unresolved: its type is any`. */
export function describeCallee(solution: Solution, callee: Callee, displayPath: PathNames): string {
	switch (callee.kind) {
		case 'external': return callee.symbol;
		case 'parameter': {
			const name = solution.reading(callee.function)?.outline.parameters[callee.index]?.name ?? `${callee.index}`;
			return `parameter ${[name, ...callee.path ?? []].join('.')} of ${quoted(solution, callee.function)}: what it calls is decided by each caller`;
		}
		case 'unresolved':
			return `unresolved: ${{ dynamic: 'which function it is is decided while the program runs', any: 'its type is not known', missing: 'its module was not found' }[callee.reason]}`;
		case 'function': {
			const { targets, member, isComplete } = solution.hierarchy.resolve(callee.id);
			if (targets.length === 0) { return `${callee.id.slice(callee.id.indexOf('#') + 1)}, declared without a body and with no known implementation`; }
			const names = targets.map((target) => `function ${solution.reading(target)?.outline.name ?? target} (${displayPath(fileOf(target))})`).join(', ');
			return member === undefined ? names : `one of ${names}${isComplete ? '' : ', or one that is not known'}`;
		}
	}
}

/** Why a function runs in a context: a clause that names the root and the nearest caller. */
export function becauseOf(solution: Solution, id: FunctionId, context: Context, fact: ContextFact, isServing: boolean, displayPath: PathNames): string {
	const caller = fact.via?.from;
	const root = rootClause(solution, fact, displayPath);
	const isDirect = caller === undefined;
	const isCallerRoot = caller === fact.origin.root;
	const called = isDirect ? '' : `called from ${quoted(solution, caller)} (${displayPath(fileOf(caller))})${isCallerRoot ? '' : `, which goes back to ${quoted(solution, fact.origin.root)}`}: `;
	const turned = isServing || context === 'loop' && fact.origin.kind === 'module' ? '; by then the process serves, or runs a loop without an end' : '';
	return `${called}${isDirect ? root.replace(/^that one /, 'it ') : root}${turned}${solution.reading(id) ? '' : ' (gone)'}`;
}

function rootClause(solution: Solution, { origin }: ContextFact, displayPath: PathNames): string {
	const by = origin.by === undefined ? '' : quoted(solution, origin.by);
	switch (origin.kind) {
		case 'module': return `that one runs while ${displayPath(origin.file)} loads`;
		case 'slot': return origin.by === origin.root ? `that one is a ${origin.what} by its decorator` : `that one is a ${origin.what}, set up by ${by} (${displayPath(origin.file)})`;
		case 'kept': return `that one is stored, returned or given away by ${by} (${displayPath(origin.file)}), so that anyone may call it`;
		case 'exported': return 'that one is exported from the package, so that anyone may call it';
		case 'uncalled': return 'nothing in the workspace is known to call that one, so that anyone may';
	}
}

/** A function's name for a sentence: `` `Pool.create` ``, a callback in `main`, the top level of `main.ts`. */
export function quoted(solution: Pick<Solution, 'reading'>, id: FunctionId): string {
	const outline = solution.reading(id)?.outline;
	return outline ? quotedName(outline) : `\`${id.slice(id.indexOf('#') + 1)}\``;
}

export function quotedName({ kind, name }: { readonly kind: string; readonly name: string }): string {
	if (kind === 'module') { return `the top level of \`${name}\``; }
	const [, what, where] = /^(.*) (?:in|of) (.*)$/.exec(name) ?? [];
	return what === undefined ? name.includes(' ') ? name : `\`${name}\`` : `${what} in \`${where}\``;
}
