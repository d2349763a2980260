/** What a finding on a lost promise says to people. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { LanguageId } from '../../outline/model.ts';
import { subjectOf } from '../blocking/message.ts';
import type { Lost } from './lostPromises.ts';

/** One sentence: what is lost, what becomes of a failure, what to do. */
export function messageFor(lost: Lost, graph: CallGraph): string {
	return `${whatIsLost(lost, graph)}; ${adviceFor(lost)}.`;
}

function whatIsLost(lost: Lost, graph: CallGraph): string {
	const { loss, type, handling, label } = lost;
	const name = label.startsWith('this ') ? label : `\`${label}\``;
	const failure = fateOfFailure(graph.fileOf(lost.owner.id)?.language ?? 'typescript');
	if (type === 'lazy') { return `${capitalized(name)} does nothing, because nobody awaits it`; }
	if (type === 'array') { return `${capitalized(name)} is a list of promises that nobody awaits, and ${failure}`; }
	if (handling === 'ignored') { return `The handler given to ${name} is no function, and ${failure}`; }
	switch (loss) {
		case 'dropped': return `${capitalized(name)} ${type === 'maybe' ? 'may give' : isValue(label) ? 'is' : 'gives'} a promise that nobody awaits: ${goesOn(lost, graph)}, and ${failure}`;
		case 'void': return `\`void\` lets go of the promise of ${name}, and ${failure}`;
		case 'chain': return `${capitalized(name)} ends without a handler, and ${failure}`;
		case 'called-in-place': return `${capitalized(name)} runs on by itself, and ${failure}`;
		case 'kept': return `The promise of ${name} is put in \`${lost.keptIn ?? ''}\`, which nobody reads, and ${failure}`;
	}
}

function isValue(label: string): boolean { return !label.endsWith(')') && label !== 'this call'; }

function goesOn({ owner }: Lost, graph: CallGraph): string {
	return owner.kind === 'module' ? 'what follows runs before it is done' : `${subjectOf(owner, graph)} goes on before it is done`;
}

function fateOfFailure(language: LanguageId): string {
	// What becomes of that is for the program to say: a listener of its own, a test runner, an editor's host.
	return language === 'typescript' ? 'a failure becomes an unhandled rejection' : 'nobody learns of a failure';
}

function adviceFor({ owner, loss, type }: Lost): string {
	if (type === 'lazy' && owner.isAsync) { return 'await it'; }
	if (type === 'array') { return owner.isAsync ? 'await `Promise.all()` of them' : 'handle `Promise.all()` of them'; }
	if (loss === 'dropped') {
		// Whether a module may await is for its format to say.
		if (owner.kind === 'module') { return 'handle its failure'; }
		return owner.isAsync ? 'await it, or handle its failure' : 'return it, handle its failure, or hand it to a task tracker';
	}
	return owner.isAsync ? 'hand it to a task tracker, handle its failure, or await it' : 'hand it to a task tracker, or handle its failure';
}

/** Who is hurt: one clause. */
export function impactOf({ type, loss }: Lost): string {
	if (type === 'lazy') { return 'what was asked for is never done'; }
	return loss === 'dropped' ? 'what follows may run too early, and no caller sees it fail' : 'no caller sees it fail, and a shutdown does not wait for it';
}

function capitalized(text: string): string { return text.charAt(0).toUpperCase() + text.slice(1); }
