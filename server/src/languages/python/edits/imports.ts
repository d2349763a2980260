/** Under which name a file knows something of another module, and the import that it takes where it does not yet. */
import { standardModules } from '../resolve/builtins.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { Definition, Scope, Variable } from '../scopes.ts';
import { blocksIn, type ImportStmt, type Stmt } from '../syntax/ast.ts';
import { refuse, type Refusal } from '../../refusal.ts';
import { statementAt } from './place.ts';
import { indentationAt, insertion, lineEndAfter, newlineOf, type Change } from './changes.ts';

export interface Access {
	/** How it is written where it is used: `asyncio.sleep`, `aio.sleep`, `sleep`. */
	readonly text: string;
	/** The import to add; empty where the file has one. */
	readonly changes: readonly Change[];
}

/**
 * A member of a module (`asyncio`, `to_thread`; `anyio`, `to_thread.run_sync`) as it can be named at an offset. An import that only type checkers
 * see does not count, nor one that may not have happened.
 */
export function accessTo(source: SourceFile, module: string, member: string, scope: Scope, at: number): Access | Refusal {
	const known = knownAccess(source, module, member, scope, at);
	if (known !== undefined) { return { text: known, changes: [] }; }
	const merged = mergedAccess(source, module, member, scope);
	if (merged !== undefined) { return merged; }
	const taken = scope.lookup(module);
	const local = taken && importInFunction(source, taken, module, scope, at);
	if (local !== undefined) { return { text: `${module}.${member}`, changes: [local] }; }
	if (taken !== undefined && !isOnlyForTypes(taken, source, module)) { return refuse(`\`${module}\` is the name of something else here`); }
	return { text: `${module}.${member}`, changes: [newImport(source, module)] };
}

function knownAccess(source: SourceFile, module: string, member: string, scope: Scope, at: number): string | undefined {
	const [first = '', ...rest] = member.split('.');
	for (const { statement, scope: home } of source.scopes.imports) {
		for (const { name, alias } of statement.names) {
			// `import asyncio.subprocess` names `asyncio` as well.
			const isWhole = statement.from === undefined && (name === module || alias === undefined && name.startsWith(`${module}.`));
			const isMember = statement.from === module && statement.level === 0 && name === first;
			if (!isWhole && !isMember) { continue; }
			const local = alias ?? (isWhole ? module : name);
			const variable = scope.lookup(local);
			if (variable === undefined || variable.scope !== home || !isSurely(variable, statement, source, scope, at)) { continue; }
			return isWhole ? `${local}.${member}` : [local, ...rest].join('.');
		}
	}
	return undefined;
}

/** The import is the only thing that gives the name its value, and has happened when the place is come to. */
function isSurely(variable: Variable, statement: ImportStmt, source: SourceFile, scope: Scope, at: number): boolean {
	const isSame = variable.definitions.every(({ source: each }) => each.kind === 'import' && (each.statement === statement || isPlainTwin(each.statement, statement)));
	if (!isSame) { return false; }
	if (variable.scope.kind === 'module') { return source.module.body.includes(statement); }
	const definition = variable.definitions.find(({ source: each }) => each.kind === 'import' && each.statement === statement);
	return variable.scope.function === scope.function && definition !== undefined && covers(definition, at);
}

/** `import asyncio` twice, or with `import asyncio.subprocess`. */
function isPlainTwin(a: ImportStmt, b: ImportStmt): boolean {
	return a.from === undefined && b.from === undefined && a.names.every((each) => each.alias === undefined) && b.names.every((each) => each.alias === undefined);
}

function covers({ at, within }: Definition, offset: number): boolean {
	return at <= offset && within.start <= offset && offset <= within.end;
}

/** Adds the member to `from module import …` where the file takes names from the module, and not the module itself. */
function mergedAccess(source: SourceFile, module: string, member: string, scope: Scope): Access | undefined {
	const [first = ''] = member.split('.');
	const statement = source.module.body.find((each): each is ImportStmt => each.kind === 'import' && each.from === module && each.level === 0 && !each.isStar && each.names.length > 0);
	if (statement === undefined || scope.lookup(first) !== undefined || isNamedAnywhere(source, first)) { return undefined; }
	const after = statement.names.findLast((each) => each.name < first) ?? statement.names[0];
	if (after === undefined) { return undefined; }
	const { text } = source;
	const isLast = after.name < first;
	const onOwnLine = /\n([ \t]*)$/.exec(text.slice(statement.start, after.start));
	const separator = onOwnLine === null ? ', ' : `,${newlineOf(text)}${onOwnLine[1] ?? ''}`;
	return { text: member, changes: [isLast ? insertion(after.end, `${separator}${first}`) : insertion(after.start, `${first}${separator}`)] };
}

/** Some scope has a variable of that name: it could hide the import, or the import it. */
function isNamedAnywhere(source: SourceFile, name: string): boolean {
	return source.scopes.bindings.some((each) => each.name === name);
}

/** A function that imports the module by itself, but elsewhere: there the name is its own, and it imports it here too. */
function importInFunction({ module: { body }, text }: SourceFile, { scope: home, definitions }: Variable, module: string, scope: Scope, at: number): Change | undefined {
	if (home.kind !== 'function' || home !== scope.function || !definitions.every(({ source: each }) => each.kind === 'import' && each.name === undefined && each.module === module)) { return undefined; }
	const statement = statementAt(body, at);
	if (statement === undefined || text.startsWith('elif', statement.start) || text.slice(text.lastIndexOf('\n', statement.start - 1) + 1, statement.start).trim() !== '') { return undefined; }
	return insertion(statement.start, `import ${module}${newlineOf(text)}${indentationAt(text, statement.start)}`);
}

/** All that the name stands for is the module itself, imported where only type checkers see it, or in a function elsewhere. */
function isOnlyForTypes(variable: Variable, source: SourceFile, module: string): boolean {
	return variable.scope.kind === 'module' && variable.definitions.every(({ source: each, within }) => each.kind === 'import' && each.name === undefined && each.module === module && within !== source.module);
}

/** Where `import module` goes among the imports at the top. */
function newImport({ module: { body, hasShebang }, text }: SourceFile, module: string): Change {
	const newline = newlineOf(text);
	const line = `import ${module}`;
	const imports = leadingImports(body);
	const plain = imports.filter((each) => each.from === undefined && isStandard(each.names[0]?.name ?? '') === isStandard(module));
	const next = plain.find((each) => (each.names[0]?.name ?? '') > module);
	if (next !== undefined) { return insertion(next.start, `${line}${newline}`); }
	const last = plain.at(-1);
	if (last !== undefined) { return insertion(last.end, `${newline}${line}`); }
	const kin = imports.find((each) => each.level === 0 && isStandard(each.from ?? each.names[0]?.name ?? '') === isStandard(module));
	if (kin !== undefined) { return insertion(kin.start, `${line}${newline}`); }
	const [first] = imports;
	if (first !== undefined) { return isStandard(module) ? insertion(first.start, `${line}${newline}${newline}`) : insertion(imports.at(-1)?.end ?? first.end, `${newline}${newline}${line}`); }
	return beforeCode(body, text, hasShebang, line, newline);
}

/** After the docstring and what comes from `__future__`, with a line between. */
function beforeCode(body: readonly Stmt[], text: string, hasShebang: boolean, line: string, newline: string): Change {
	const head = body.filter((each, index) => index === 0 && isDocstring(each) || isFuture(each, text)).at(-1);
	if (head !== undefined) { return insertion(head.end, `${newline}${newline}${line}`); }
	const comments = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(text)?.[0] ?? '';
	// A comment with a shebang, an encoding or a licence stays first; one right above the code belongs to it.
	const kept = hasShebang || /coding[:=]|copyright|licen[cs]e/i.test(comments) ? comments.length : 0;
	const at = body[0] === undefined ? text.length : Math.min(kept, body[0].start);
	return insertion(at, `${line}${newline}${newline}`);
}

function isDocstring(stmt: Stmt): boolean {
	return stmt.kind === 'expression' && stmt.value.kind === 'constant' && typeof stmt.value.value === 'string';
}

function isFuture(stmt: Stmt, text: string): boolean {
	return stmt.kind === 'pass' && text.startsWith('from', stmt.start);
}

/** Imports at the top level, up to the first function or class. */
function leadingImports(body: readonly Stmt[]): readonly ImportStmt[] {
	const end = body.findIndex((each) => each.kind === 'function' || each.kind === 'class');
	return (end < 0 ? body : body.slice(0, end)).filter((each): each is ImportStmt => each.kind === 'import');
}

/** Behind the imports at the top, those in a condition or `try` included; undefined if there are none. */
export function endOfImports({ module: { body }, text }: SourceFile): number | undefined {
	const end = body.findIndex((each) => each.kind === 'function' || each.kind === 'class');
	const last = (end < 0 ? body : body.slice(0, end)).findLast((each) => each.kind === 'import' || (each.kind === 'if' || each.kind === 'try') && blocksIn(each).some((block) => block.body.some((inner) => inner.kind === 'import')));
	return last === undefined ? undefined : lineEndAfter(text, last) ?? last.end;
}

function isStandard(module: string): boolean {
	return standardModules.has(module.split('.')[0] ?? module);
}
