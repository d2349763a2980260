/** The fix `log-failure`: the failure of a promise that nobody looks at is written to the console. */
import { SyntaxKind, type SourceFile } from 'typescript/unstable/ast';
import type { LogFailure } from '../../../../rules/finding.ts';
import { editedFile } from '../editedFile.ts';
import { isRefusal, refuse, type EditResult } from '../refusal.ts';
import { isLoose, promiseSite, wrapped } from './lostPromise.ts';

export function buildLogFailure(sourceFile: SourceFile, intent: LogFailure): EditResult {
	const site = promiseSite(sourceFile, intent.promise);
	if (isRefusal(site)) { return site; }
	const { node, statement, isVoid } = site;
	if (statement === undefined && !isVoid) { return refuse('the promise is part of something else'); }
	const { style } = editedFile(sourceFile);
	const { quote, semicolon } = isRefusal(style) ? { quote: '\'', semicolon: ';' } : style;
	const isOptional = /\?\.[\w$([]/.test(node.getText(sourceFile));
	const [open, close] = intent.type === 'maybe' && !isOptional ? ['Promise.resolve(', ')'] : isLoose(node) || node.kind === SyntaxKind.NewExpression ? ['(', ')'] : ['', ''];
	// `() => void save()` gives nothing, and must not give a promise instead.
	const kept = isVoid && statement === undefined ? 'void ' : '';
	const log = `console.error(${quote}${capitalized(intent.task)} failed${quote}, error)`;
	const told = intent.expected === undefined ? log + semicolon : `if (error.name !== ${quote}${intent.expected}${quote}) { ${log}${semicolon} }`;
	const changes = wrapped(site, kept + open, `${close}.catch((error) => { ${told} })`);
	return { kind: 'edits', edits: changes.map((change) => ({ file: intent.file, ...change })) };
}

/** `Save` of `save`. */
export function capitalized(text: string): string { return text.charAt(0).toUpperCase() + text.slice(1); }
