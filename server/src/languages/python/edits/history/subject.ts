/** The list that a fix is about: a variable or an attribute, with every place that uses it. */
import { isSameSpan, type Span } from '../../../../outline/span.ts';
import { refuse, type Refusal } from '../../../refusal.ts';
import type { ClassInfo, SourceFile } from '../../resolve/types.ts';
import type { Variable } from '../../scopes.ts';
import type { AttributeExpr, Expr, Stmt } from '../../syntax/ast.ts';
import { blocksIn } from '../../syntax/ast.ts';
import type { PythonNames } from '../fixProject.ts';
import { scopeOfOffset, statementAt, type Place } from '../place.ts';
import { placesIn } from './places.ts';

export interface Subject {
	/** What it is called where entries are taken from it: `self.events`. */
	readonly name: string;
	/** Everywhere it surely is this list. */
	readonly own: readonly Place[];
	/** Where it may be this list, as far as is known. */
	readonly perhaps: readonly Place[];
}

/** The list from which a removal takes (a call `pop(0)`, what `del` deletes, or an assignment). */
export function subjectAt(source: SourceFile, removal: Span, names: PythonNames): Subject | Refusal {
	const statement = statementAt(source.module.body, removal.start);
	const list = statement && listTakenFrom(statement, source, removal);
	if (list === undefined) { return refuse('entries are no longer taken from it there'); }
	const scope = scopeOfOffset(source, removal.start);
	if (list.kind === 'name') {
		const variable = scope.lookup(list.name);
		return variable === undefined ? refuse(`\`${list.name}\` is not defined in the file`) : ofVariable(source, variable, names);
	}
	if (list.kind !== 'attribute') { return refuse('the list is an entry of something else'); }
	const owner = names.classOf(list.object, scope);
	if (typeof owner !== 'object') { return refuse(`the class that \`${source.text.slice(list.start, list.end)}\` belongs to is not known`); }
	return ofAttribute(source, list, owner, names);
}

function listTakenFrom(statement: Stmt, source: SourceFile, removal: Span): Expr | undefined {
	if (statement.kind === 'assign' && statement.start === removal.start) {
		const [target] = statement.targets;
		return target?.kind === 'subscript' ? target.object : target;
	}
	const [place] = placesIn({ ...source, module: { ...source.module, body: [statement] } }, (node) => isSameSpan(node, removal) && (node.kind === 'call' || node.kind === 'subscript'));
	const node = place?.node;
	if (node?.kind === 'subscript') { return node.object; }
	return node?.kind === 'call' && node.callee.kind === 'attribute' ? node.callee.object : undefined;
}

function ofVariable(source: SourceFile, variable: Variable, names: PythonNames): Subject | Refusal {
	const { name, scope: home } = variable;
	if (home.kind === 'class') { return refuse(`\`${name}\` is declared in the body of a class`); }
	if (variable.definitions.some(({ source: { kind } }) => kind !== 'value' && kind !== 'annotated' && kind !== 'put')) { return refuse(`\`${name}\` is given by somebody else`); }
	// A name that `:=` binds is no expression of its own.
	if (placesIn(source, (node) => node.kind === 'walrus' && node.target.name === name).length > 0) { return refuse(`\`${name}\` is given its value inside of an expression`); }
	const own = placesIn(source, (node) => node.kind === 'name' && node.name === name).filter(({ scope }) => scope.lookup(name) === variable);
	if (home.kind !== 'module') { return { name, own, perhaps: [] }; }
	if (source.text.includes('__all__') && new RegExp(`['"]${name}['"]`).test(source.text)) { return refuse(`\`${name}\` is exported`); }
	const perhaps: Place[] = [];
	for (const other of names.sourcesWith(name)) {
		if (other === source) { continue; }
		if (other.scopes.imports.some(({ statement }) => statement.from !== undefined && statement.names.some((each) => each.name === name))) { return refuse(`\`${name}\` is imported by ${fileName(other)}`); }
		perhaps.push(...placesIn(other, (node) => node.kind === 'attribute' && node.name === name).filter(({ node, scope }) => names.classOf((node as AttributeExpr).object, scope) === undefined));
	}
	return { name, own, perhaps };
}

function ofAttribute(source: SourceFile, { name, start, end }: AttributeExpr, owner: ClassInfo, names: PythonNames): Subject | Refusal {
	const own: Place[] = [];
	const perhaps: Place[] = [];
	const reflection = new RegExp(`\\b(?:getattr|setattr|delattr)\\s*\\([^()]*['"]${name}['"]|['"]${name}['"][^\\n]*\\bin\\s+(?:self\\.)?__dict__`);
	for (const file of names.sourcesWith(name)) {
		if (reflection.test(file.text)) { return refuse(`\`${name}\` is taken by its name as a string in ${fileName(file)}`); }
		for (const [node, scope] of file.scopes.of) {
			if (node.kind === 'class' && scope.variables.has(name) && names.areKin(owner, names.classAt(node, file))) { return refuse(`\`${name}\` is declared in the body of a class`); }
		}
		for (const place of placesIn(file, (node) => node.kind === 'attribute' && node.name === name)) {
			const holder = names.classOf((place.node as AttributeExpr).object, place.scope);
			if (holder === 'other') { continue; }
			if (holder !== undefined && names.areKin(owner, holder)) { own.push(place); } else if (holder === undefined || !declares(holder, name)) { perhaps.push(place); }
		}
	}
	if (/\b(?:vars|asdict|astuple)\(\s*self\b|\bself\.__dict__/.test(source.text.slice(owner.node.start, owner.node.end))) { return refuse('all attributes of the object are taken at once'); }
	return { name: source.text.slice(start, end), own, perhaps };
}

/** A class that has an attribute of that name for itself. */
function declares({ node, scope, source }: ClassInfo, name: string): boolean {
	return scope.variables.has(name) || source.scopes.attributes.get(node)?.get(name)?.some(({ source: { kind } }) => kind !== 'put') === true;
}

export function fileName({ file }: SourceFile): string {
	return file.slice(file.lastIndexOf('/') + 1);
}

/** The statements among which one stands. */
export function siblingsOf({ path, statement, source }: Place): readonly Stmt[] {
	const around = path[path.indexOf(statement) - 1];
	if (around === undefined) { return source.module.body; }
	if (around.kind === 'function' || around.kind === 'class') { return around.body; }
	return blocksIn(around as Stmt).find((block) => block.body.includes(statement))?.body ?? [];
}

