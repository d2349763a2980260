/** What `maxlen` is where a list is made: the limit that its length was compared with, if it is the same there. */
import { refuse, type Refusal } from '../../../refusal.ts';
import type { Definition, Scope } from '../../scopes.ts';
import type { PythonFixProject } from '../fixProject.ts';
import type { Place } from '../place.ts';
import type { Trimming } from './trimming.ts';
import { numberIn } from './use.ts';

export function capacityOf({ limit, offset, at }: Trimming, made: Place, { names }: PythonFixProject): string | Refusal {
	const text = at.source.text.slice(limit.start, limit.end);
	const number = numberIn(limit, at);
	if (number !== undefined) { return number + offset > 0 ? (offset === 0 ? text : String(number + offset)) : refuse('it is kept to nothing'); }
	if (offset !== 0) { return refuse(`it is kept to one ${offset > 0 ? 'more' : 'less'} than \`${text}\``); }
	if (made.source !== at.source) { return refuse(`its limit \`${text}\` is of another file`); }
	const isSame = limit.kind === 'name' ? isSameName(limit.name, at.scope, made) : limit.kind === 'attribute' && limit.object.kind === 'name' && isSameMember(limit.object.name, limit.name, at, made);
	if (!isSame) { return refuse(`its limit \`${text}\` is not known yet where it is made, or changes`); }
	const assigned = limit.kind === 'attribute' ? new RegExp(`\\.${limit.name}\\s*(?::[^=\\n]*)?(?:[-+*/]|//)?=(?!=)`, 'g') : undefined;
	const writes = assigned === undefined || limit.kind !== 'attribute' ? 0 : names.sourcesWith(limit.name).reduce((sum, source) => sum + (source.text.match(assigned)?.length ?? 0), 0);
	return writes > 1 ? refuse(`its limit \`${text}\` may change`) : text;
}

/** A variable that is given a value once, before the list is made. */
function isSameName(name: string, scope: Scope, made: Place): boolean {
	const variable = scope.lookup(name);
	if (variable === undefined || made.scope.lookup(name) !== variable) { return false; }
	const [only, another] = variable.definitions;
	return only !== undefined && another === undefined && !variable.isShared && isBefore(only, made);
}

/** `self.limit`: a constant of the class, or what `__init__` has assigned before. */
function isSameMember(receiver: string, name: string, at: Place, made: Place): boolean {
	const [here, there] = [ownerAround(at.scope), ownerAround(made.scope)];
	const isOwn = made.scope.lookup(receiver) !== undefined && (at.scope.lookup(receiver) === made.scope.lookup(receiver) || receiver === 'self');
	if (here === undefined || here !== there || !isOwn) { return false; }
	const ofInstances = here.kind === 'class' ? at.source.scopes.attributes.get(here.node as Parameters<typeof at.source.scopes.attributes.get>[0])?.get(name) ?? [] : [];
	const ofClass = here.variables.get(name)?.definitions ?? [];
	const [only, another] = [...ofClass, ...ofInstances];
	if (only === undefined || another !== undefined || only.source.kind !== 'value' && only.source.kind !== 'annotated') { return false; }
	// A dataclass may be given another one, which is there by then as well.
	return ofClass.length === 1 ? !hasNoValue(only) : made.scope.function !== only.scope.function || isBefore(only, made);
}

function hasNoValue({ source }: Definition): boolean {
	return source.kind === 'annotated' && source.value === undefined;
}

function ownerAround(scope: Scope): Scope | undefined {
	let at: Scope | undefined = scope;
	while (at !== undefined && at.kind !== 'class') { at = at.parent; }
	return at;
}

/** It holds for certain where the list is made. */
function isBefore({ at, within, scope }: Definition, { statement, scope: home }: Place): boolean {
	return scope.function !== home.function || at <= statement.start && within.start <= statement.start && statement.start <= within.end;
}

