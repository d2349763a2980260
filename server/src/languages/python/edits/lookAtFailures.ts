/** The fix `look-at-failures`: what `gather(return_exceptions=True)` gives is gone through, and cancellations are raised again. */
import type { LookAtFailures } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { Scope } from '../scopes.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import { indentationAt, inOrder, insertion, lineEndAfter, newlineOf, type Change } from './changes.ts';
import { accessTo } from './imports.ts';
import { callAt, type Place } from './place.ts';

export function buildLookAtFailures(source: SourceFile, { file, call: span, use, what }: LookAtFailures): EditResult {
	const call = callAt(source, span);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const { statement, scope } = call;
	const end = lineEndAfter(source.text, statement);
	if (end === undefined) { return refuse('the call shares a line with something else'); }
	const results = resultsOf(call);
	if (isRefusal(results)) { return results; }
	const each = freeName(scope, ['result', 'outcome', 'gathered']);
	if (each === undefined) { return refuse('there is no name left for a result'); }
	const lines = use === 'untested' ? { changes: [], text: [`if isinstance(${each}, BaseException):`, `\traise ${each}`] } : cancellationRaised(source, scope, statement, each);
	if (isRefusal(lines)) { return lines; }
	const logger = use === 'dropped' ? loggerOf(source, scope) : undefined;
	const logged = logger === undefined ? [] : [`if isinstance(${each}, Exception):`, `\t${logger}.error("${what ?? 'Gathered work'} failed", exc_info=${each})`];
	const unit = indentUnit(source.text);
	const newline = `${newlineOf(source.text)}${indentationAt(source.text, statement.start)}`;
	const text = [`for ${each} in ${results.text}:`, ...[...lines.text, ...logged].map((line) => `\t${line}`)].map((line) => `${newline}${line.replaceAll('\t', unit)}`).join('');
	return { kind: 'edits', edits: inOrder([...results.changes, ...lines.changes, insertion(end, text)]).map((change) => ({ file, ...change })) };
}

/** What the results are called, and what gives them a name where they have none. */
function resultsOf({ statement, node, path, scope }: Place): { readonly text: string; readonly changes: readonly Change[] } | Refusal {
	const value = statement.kind === 'expression' ? statement.value : statement.kind === 'assign' && statement.operator === undefined && statement.targets.length === 1 ? statement.value : undefined;
	const inside = path.slice(path.indexOf(statement) + 1);
	// Only what hands the results on as they are stands between.
	const isWhole = value?.kind === 'await' && inside[0] === value && inside.slice(1).every((each) => each.kind === 'call' && /^(?:wait_for|shield)$/.test(lastName(each.callee)) && (each.args[0]?.value === node || each.args[0]?.value.kind === 'call'));
	if (!isWhole) { return refuse('its results are not awaited by a statement of their own'); }
	const target = statement.kind === 'assign' ? statement.targets[0] : undefined;
	if (target?.kind === 'name' && target.name !== '_') { return { text: target.name, changes: [] }; }
	if (target?.kind === 'tuple') {
		const names = target.items.map((item) => (item.kind === 'name' ? item.name : ''));
		return names.includes('') || names.includes('_') ? refuse('its results are put into something else than names') : { text: `(${names.join(', ')})`, changes: [] };
	}
	const free = freeName(scope, ['results', 'outcomes', 'gathered_results']);
	if (free === undefined || target !== undefined && target.kind !== 'name') { return refuse(free === undefined ? 'there is no name left for the results' : 'its results are put into something else than names'); }
	return { text: free, changes: [target === undefined ? insertion(statement.start, `${free} = `) : { span: { start: target.start, end: target.end }, newText: free }] };
}

function lastName(expr: Expr): string {
	return expr.kind === 'name' || expr.kind === 'attribute' ? expr.name : '';
}

function cancellationRaised(source: SourceFile, scope: Scope, statement: Stmt, each: string): { readonly text: readonly string[]; readonly changes: readonly Change[] } | Refusal {
	const access = accessTo(source, 'asyncio', 'CancelledError', scope, statement.start);
	return isRefusal(access) ? access : { text: [`if isinstance(${each}, ${access.text}):`, `\traise ${each}`], changes: access.changes };
}

function freeName(scope: Scope, names: readonly string[]): string | undefined {
	return names.find((name) => scope.lookup(name) === undefined);
}

/** A logger of Python's own that the module has. */
function loggerOf(source: SourceFile, scope: Scope): string | undefined {
	for (const [name, variable] of source.scopes.module.variables) {
		const [only, another] = variable.definitions;
		if (only?.source.kind !== 'value' || another !== undefined || scope.lookup(name) !== variable) { continue; }
		const { value } = only.source;
		if (value.kind === 'call' && /^(?:logging\.)?getLogger$/.test(source.text.slice(value.callee.start, value.callee.end))) { return name; }
	}
	return undefined;
}

/** By how much blocks are indented in a text. */
function indentUnit(text: string): string {
	return /:[ \t]*(?:#[^\n]*)?\r?\n([ \t]+)\S/.exec(text)?.[1] ?? '    ';
}
