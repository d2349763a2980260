/**
 * `node scripts/runtime.mjs`: writes `runtime/javascript/<name>.js` from `runtime/<name>.ts`, the types taken out and everything else, comments and
 * line breaks included, left as it is: these texts are read by people, in projects that have no types. A test says when it is to be run.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SyntaxKind as K } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

const RUNTIME = path.join(import.meta.dirname, '../runtime');

/** The JavaScript of each helper, by its name. */
export function javascriptOfHelpers() {
	const names = readdirSync(RUNTIME).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
	const files = names.map((name) => path.join(RUNTIME, `${name}.ts`));
	const api = new API({ cwd: path.dirname(RUNTIME) });
	try {
		const snapshot = api.updateSnapshot({ openFiles: files });
		return new Map(names.map((name, index) => [name, withoutTypes(snapshot.getDefaultProjectForFile(files[index]).program.getSourceFile(files[index]))]));
	} finally {
		api.close();
	}
}

/** Modifiers that say something of types only. */
const TYPE_MODIFIERS = new Set([K.PrivateKeyword, K.ProtectedKeyword, K.PublicKeyword, K.ReadonlyKeyword, K.AbstractKeyword, K.OverrideKeyword, K.DeclareKeyword]);

function withoutTypes(sourceFile) {
	const { text } = sourceFile;
	const cuts = [];
	const cut = (start, end) => cuts.push({ start, end });
	/** From the `:` before a type, and the `?` or `!` before that, to its end. */
	const annotation = (type, name) => cut(/[?!]?\s*:\s*$/.test(text.slice(name.end, type.getStart(sourceFile))) ? name.end : text.lastIndexOf(':', type.getStart(sourceFile)), type.end);
	const visit = (node) => {
		if (node.kind === K.InterfaceDeclaration || node.kind === K.TypeAliasDeclaration || (node.kind === K.ImportDeclaration && node.importClause?.phaseModifier === K.TypeKeyword)) {
			// With its comments and the empty line behind it.
			cut(node.pos === 0 ? node.getStart(sourceFile) : node.pos, node.end);
			return;
		}
		for (const modifier of node.modifiers ?? []) { if (TYPE_MODIFIERS.has(modifier.kind)) { cut(modifier.getStart(sourceFile), modifier.end + /^\s*/.exec(text.slice(modifier.end))[0].length); } }
		for (const clause of node.heritageClauses ?? []) { if (clause.token === K.ImplementsKeyword) { cut(clause.pos, clause.end); } }
		if (node.typeParameters !== undefined) { cut(node.typeParameters.pos - 1, text.indexOf('>', node.typeParameters.end) + 1); }
		if (node.typeArguments !== undefined) { cut(node.typeArguments.pos - 1, text.indexOf('>', node.typeArguments.end) + 1); }
		if (node.kind === K.AsExpression || node.kind === K.SatisfiesExpression) { cut(node.expression.end, node.end); visit(node.expression); return; }
		if (node.kind === K.NonNullExpression) { cut(node.expression.end, node.end); }
		const isFunction = 'parameters' in node && node.body !== undefined;
		if (node.type !== undefined && isFunction) { cut(text.lastIndexOf(':', node.type.getStart(sourceFile)), node.type.end); }
		if (node.type !== undefined && [K.Parameter, K.PropertyDeclaration, K.VariableDeclaration].includes(node.kind)) { annotation(node.type, node.name); }
		node.forEachChild((child) => { if (child !== node.type && !(node.typeParameters ?? []).includes(child) && !(node.typeArguments ?? []).includes(child)) { visit(child); } });
	};
	sourceFile.forEachChild(visit);
	let result = '';
	let at = 0;
	for (const { start, end } of cuts.toSorted((a, b) => a.start - b.start)) {
		if (start < at) { continue; }
		result += text.slice(at, start);
		at = end;
	}
	return result + text.slice(at);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	mkdirSync(path.join(RUNTIME, 'javascript'), { recursive: true });
	for (const [name, text] of javascriptOfHelpers()) { writeFileSync(path.join(RUNTIME, 'javascript', `${name}.js`), text); }
}
