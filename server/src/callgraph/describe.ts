/** Says for people how a callee resolved and why a function runs when it runs. */
import type { Callee, FunctionId, FunctionOutline } from '../outline/model.ts';
import type { Context, ContextFact } from './contexts.ts';
import { ofFeature, type Proviso } from './provisos.ts';
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

/** Why a function runs in a context: its nearest caller and where it all begins. */
export function becauseOf(solution: Solution, context: Context, fact: ContextFact, isServing: boolean, displayPath: PathNames): string {
	const caller = fact.via?.from;
	const called = caller === undefined ? '' : `called from ${quoted(solution, caller)} (${displayPath(fileOf(caller))}); `;
	const begins = beginningOf(solution, fact, caller === undefined ? 'it' : quoted(solution, fact.origin.root), displayPath);
	const isTurned = isServing || context === 'loop' && fact.origin.kind === 'module';
	return `${called}${begins}${isTurned ? '; by then the process serves, or is in a loop without an end' : ''}`;
}

function beginningOf(solution: Solution, { origin }: ContextFact, subject: string, displayPath: PathNames): string {
	const by = origin.by === undefined ? '' : `${quoted(solution, origin.by)} (${displayPath(origin.file)})`;
	switch (origin.kind) {
		case 'module': return `${subject} runs while ${displayPath(origin.file)} loads`;
		case 'slot': return origin.by === origin.root ? `${subject} is a ${origin.what}, by its decorator` : `${subject} is a ${origin.what}, set up by ${by}`;
		case 'kept': return `${subject} is stored, returned or given away by ${by}, so that anyone may call it`;
		case 'started': return `${subject} is started from a command line`;
		case 'exported': return `${subject} is exported from the package, so that anyone may call it`;
		case 'uncalled': return `nothing in the workspace is known to call ${subject}, so that anyone may`;
	}
}

/** On what it depends whether something happens: `on Windows only`, `` only where `DEBUG` is set ``, `` if `mode` is 'write' ``. */
export function provisoInWords(graph: { functionOf(id: FunctionId): FunctionOutline | undefined }, { parameter, switch: name, test, constants }: Proviso): string {
	if (name?.startsWith(ofFeature) === true) { return `only with the feature \`${name.slice(ofFeature.length)}\`, which is off by default`; }
	if (name !== undefined) { return `only where \`${name}\` is set`; }
	const systems = constants.map((constant) => systemNames[String(constant)] ?? String(constant)).join(' or ');
	const values = constants.map((constant) => constant === null ? 'nothing' : typeof constant === 'string' ? `'${constant}'` : String(constant)).join(' or ');
	if (!parameter) { return test === 'equals' ? `on ${systems} only` : `not on ${systems}`; }
	const owner = graph.functionOf(parameter.function)?.parameters[parameter.index]?.name ?? 'a parameter';
	const subject = parameter.property === undefined ? `\`${owner}\`` : owner === '{…}' ? `\`${parameter.property}\`` : `\`${owner}.${parameter.property}\``;
	if (parameter.aspect === 'file') { return `if ${subject} is a file`; }
	// Symbol names and type ids are told by their last part.
	if (parameter.aspect) { return `if ${subject} is ${test === 'equals' ? '' : 'no '}${constants.map((each) => typeof each === 'string' && each.includes('#') ? `\`${/[^.#~]*(?=(?:~\d+)?$)/.exec(each)?.[0] ?? each}\`` : each).join(' or ')}`; }
	return `if ${subject} is ${{ equals: values, differs: `not ${values}`, truthy: 'set', falsy: 'not set', nothing: 'not given', something: 'given' }[test]}`;
}

const systemNames: Readonly<Record<string, string>> = { win32: 'Windows', darwin: 'macOS', linux: 'Linux', freebsd: 'FreeBSD', aix: 'AIX' };

/** A function's name for a sentence: `` `Pool.create` ``, a callback in `main`, the top level of `main.ts`. */
export function quoted(solution: Pick<Solution, 'reading'>, id: FunctionId): string {
	const outline = solution.reading(id)?.outline;
	return outline ? quotedName(outline) : `\`${id.slice(id.indexOf('#') + 1)}\``;
}

/** The same from outside the call graph. */
export function nameInSentence(graph: { functionOf(id: FunctionId): FunctionOutline | undefined }, id: FunctionId): string {
	return quotedName(graph.functionOf(id) ?? { kind: 'function', name: id.slice(id.indexOf('#') + 1) });
}

export function quotedName({ kind, name }: { readonly kind: string; readonly name: string }): string {
	if (kind === 'module') { return `the top level of \`${name}\``; }
	const [, what, where] = /^(.*) (?:in|of) (.*)$/.exec(name) ?? [];
	return what === undefined ? name.includes(' ') ? name : `\`${name}\`` : `${what} in \`${where}\``;
}
