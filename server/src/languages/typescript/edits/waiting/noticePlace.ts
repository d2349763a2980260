/** Where the notice of a state is declared, and what it is called there. */
import { isBinaryExpression, isVariableStatement, SyntaxKind, type Node, type SourceFile } from 'typescript/unstable/ast';
import { hasModifier } from '../../syntax.ts';
import { ancestor, sourceFileOf } from '../history/shapes.ts';
import type { EditedFile } from '../editedFile.ts';
import { insertAfter, insertAtTop, lastImport } from '../insertionPoint.ts';
import { insertion, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { indentOf, lineBehind } from '../statements.ts';
import type { Changed } from './changes.ts';

export interface NoticePlace {
	/** `field`: of the objects whose states they are. `module`, `local`: a variable beside them. */
	readonly kind: 'field' | 'module' | 'local';
	readonly sourceFile: SourceFile;
	/** Where the class of the notice has to be known. */
	readonly at: Node;
	readonly states: readonly Changed[];
}

/** One notice for all states that are waited for at once. Refuses where they have no home in common. */
export function noticePlaceOf(states: readonly Changed[]): NoticePlace | Refusal {
	const [first] = states;
	if (first === undefined) { return refuse('nothing was found that changes what it waits for'); }
	const sourceFile = sourceFileOf(first.home.declaration);
	const at = first.home.declaration;
	if (states.some(({ home }) => sourceFileOf(home.declaration) !== sourceFile)) { return refuse('it waits for states of several files at once'); }
	const { home } = first;
	if (home.kind === 'class' && states.every((each) => each.home.kind === 'class' && each.home.node === home.node && each.state.isOwn)) { return { kind: 'field', sourceFile, at, states }; }
	if (home.kind === 'local') { return states.every((each) => each.home.kind === 'local' && each.home.owner === home.owner) ? { kind: 'local', sourceFile, at, states } : refuse('it waits for a variable of a function and for something else at once'); }
	return states.some((each) => each.home.kind === 'local') ? refuse('it waits for a variable of a function and for something else at once') : { kind: 'module', sourceFile, at, states };
}

/** `isReadyChanged`; of several `stateChanged`. */
export function nameOf({ kind, states, sourceFile }: NoticePlace, file: EditedFile): string {
	const [first] = states;
	const isPrivate = kind === 'field' && first?.name.startsWith('#') === true;
	const isOne = new Set(states.map(({ name }) => name)).size === 1;
	// Of another class: that something of its objects has changed.
	const base = kind === 'module' && first?.home.kind === 'class' ? uncapitalized(first.home.node.name?.text ?? 'state') : isOne ? (first?.name ?? '').replace(/^[#_$]+/, '') : 'state';
	if (kind !== 'field') { return file.identifiers.freeName(`${base}Changed`); }
	const isTaken = (name: string): boolean => new RegExp(String.raw`\b${name}\b`).test(sourceFile.text);
	const name = [`${base}Changed`, `${base}Notice`, `${base}ChangedNotice`].find((each) => !isTaken(each)) ?? `${base}Changed2`;
	return isPrivate ? `#${name}` : name;
}

function uncapitalized(name: string): string { return (name[0] ?? '').toLowerCase() + name.slice(1); }

/** The change that declares it. `isShared`: code outside of the class or file needs it. */
export function declared(place: NoticePlace, name: string, made: string, isShared: boolean, file: EditedFile): Change | Refusal {
	const { sourceFile, at, kind } = place;
	const isTypeScript = /\.[cm]?tsx?$/.test(sourceFile.fileName);
	const semicolon = isRefusal(file.style) ? ';' : file.style.semicolon;
	if (kind !== 'field') {
		const isExported = isShared && kind === 'module';
		if (isExported && !isRefusal(file.style) && file.style.syntax === 'require') { return refuse('what this file offers to others is not plain'); }
		const text = `${isExported ? 'export ' : ''}const ${name} = ${made}${semicolon}`;
		const statement = ancestor(at, isVariableStatement);
		if (statement !== undefined && !hasOthers(statement)) { return lineBehind(statement, text, sourceFile); }
		const newline = isRefusal(file.style) ? '\n' : file.style.newline;
		const last = lastImport(sourceFile);
		return last === undefined ? insertAtTop(sourceFile, [text], newline) : insertAfter(sourceFile, last, ['', text], newline);
	}
	if (isBinaryExpression(at)) { return isUsedBefore(at.parent) ? refuse('its constructor calls what may change it before it is there') : lineBehind(at.parent, `this.${name} = ${made}${semicolon}`, sourceFile); }
	const access = name.startsWith('#') || !isTypeScript ? '' : isShared ? hasModifier(at, SyntaxKind.ProtectedKeyword) ? 'protected ' : '' : 'private ';
	const text = `${access}${isTypeScript ? 'readonly ' : ''}${name} = ${made}${semicolon === '' ? '' : ';'}`;
	if (at.kind === SyntaxKind.PropertyDeclaration) { return lineBehind(at, text, sourceFile); }
	// A field that the constructor's parameters declare.
	const owner = place.states[0]?.home;
	const [member] = owner?.kind === 'class' ? [...owner.node.members] : [];
	if (member === undefined) { return refuse('the class has no place for it'); }
	return insertion(member.getStart(sourceFile), `${text}\n${indentOf(member, sourceFile) ?? ''}`);
}

/** What stands before it in the constructor calls a method of the object, or gives it away. */
function isUsedBefore(statement: Node): boolean {
	const { statements } = statement.parent as unknown as { statements?: readonly Node[] };
	const siblings = statements === undefined ? [] : [...statements];
	return siblings.slice(0, siblings.indexOf(statement)).some((each) => /\bthis\.[\w$#]+\s*\(|[(,]\s*this\s*[,)]/.test(each.getText()));
}

/** It is not in a list of statements, or declares more than one thing over several lines. */
function hasOthers(statement: Node): boolean {
	return statement.parent.kind !== SyntaxKind.SourceFile && statement.parent.kind !== SyntaxKind.Block && statement.parent.kind !== SyntaxKind.CaseClause;
}
