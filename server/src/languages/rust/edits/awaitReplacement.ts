/** The fix `await-replacement`: a blocking call becomes an awaited one, with the `use` lines and the features that it needs. */
import type { AwaitReplacement, TextEdit } from '../../../rules/finding.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import { typeName } from '../outline/context.ts';
import type { SourceFile } from '../resolve/types.ts';
import { tokioFeatures } from './cargo.ts';
import { inOrder, insertion, replacement as replaced, type Change } from './changes.ts';
import { buildFile } from './files.ts';
import type { RustFixProject } from './fixProject.ts';
import { dropImport, importOf, otherUses, pathText } from './imports.ts';
import { withoutLook } from './looks.ts';
import { callAt, waitsIn, type Call } from './place.ts';
import { buildProcess } from './process.ts';
import { buildReadDir } from './readDir.ts';
import { whyNotSend } from './sendable.ts';
import { buildSpawnBlocking } from './spawnBlocking.ts';

/** The edits of a fix, in the order of the text. A refusal's reason is one clause for people. */
export function buildAwaitReplacement(source: SourceFile, intent: AwaitReplacement, inference: Inference, project: RustFixProject): EditResult {
	const call = callAt(source, intent.call, inference);
	if (call === undefined) { return refuse('the call is no longer where it was'); }
	const own = waitsIn(call, intent.function) ?? whyNotSend(call) ?? rewrite(call, intent, project);
	if (isRefusal(own)) { return own; }
	const changes = intent.look === undefined ? own : [...own, ...withoutLook(call, intent.look)];
	const features = tokioFeatures(source.file, [...featuresOf(intent)], project);
	if (isRefusal(features)) { return features; }
	return { kind: 'edits', edits: [...inOrder(changes).map((change): TextEdit => ({ file: intent.file, ...change })), ...features] };
}

function featuresOf({ replacement }: AwaitReplacement): readonly string[] {
	const symbol = replacement.kind === 'twin' ? replacement.symbol : replacement.kind === 'template' ? replacement.imports[0] ?? '' : '';
	return replacement.kind === 'offload' ? ['rt'] : /^tokio::fs#(?:File|OpenOptions)\./.test(symbol) ? ['fs', 'io-util'] : symbol.startsWith('tokio::fs#') ? ['fs'] : symbol.startsWith('tokio::time#') ? ['time'] : symbol.startsWith('tokio::process#') ? ['process'] : [];
}

function rewrite(call: Call, intent: AwaitReplacement, project: RustFixProject): readonly Change[] | Refusal {
	const { replacement } = intent;
	switch (replacement.kind) {
		case 'twin': return replacement.symbol.startsWith('tokio::process#') ? buildProcess(call, project) : /^tokio::fs#(?:File|OpenOptions)\./.test(replacement.symbol) ? buildFile(call, project) : replacement.symbol === 'tokio::fs#read_dir' ? listed(call, replacement.symbol, project) : otherFunction(call, replacement.symbol, project);
		case 'template': return filled(call, replacement.template, replacement.imports);
		case 'offload': return buildSpawnBlocking(call, intent.function, project);
		default: return refuse('Rust has nothing of that kind');
	}
}

/** The call and the loop around it. */
function listed(call: Call, symbol: string, project: RustFixProject): readonly Change[] | Refusal {
	const loop = buildReadDir(call);
	const own = isRefusal(loop) ? loop : otherFunction(call, symbol, project);
	return isRefusal(loop) ? loop : isRefusal(own) ? own : [...loop, ...own];
}

/** `fs::read(path)` → `tokio::fs::read(path).await` */
function otherFunction({ node, ...rest }: Call, symbol: string, project: RustFixProject): readonly Change[] | Refusal {
	if (node.kind !== 'call' || node.callee.kind !== 'path' || node.callee.path.qself !== undefined) { return refuse('the function is not called by its name'); }
	const place = { node, ...rest };
	const { callee } = node;
	if (callee.path.segments.some((each) => each.args !== undefined)) { return refuse('its type arguments are given'); }
	const path = symbol.replace('#', '::').replaceAll('.', '::').split('::');
	const text = pathText(place, path);
	if (isRefusal(text)) { return text; }
	const awaited = insertion(node.end, '.await');
	const [first, ...others] = callee.path.segments.map((each) => each.name);
	const imported = first === undefined ? undefined : importOf(first, place);
	if (imported === undefined) { return [replaced(callee, text), awaited]; }
	const isLast = otherUses(imported, place, [callee], project) === 'none';
	// `use std::fs;` → `use tokio::fs;` where it has a line of its own, and nothing else by that name is left.
	const home = path.slice(0, path.length - others.length);
	if (isLast && text === path.join('::') && imported.leaf.group === undefined && others.join('::') === path.slice(home.length).join('::') && imported.leaf.path.at(-1) === home.at(-1)) {
		return [replaced({ start: imported.leaf.start, end: imported.leaf.start + lengthOfPath(imported.leaf, place.source.text) }, home.join('::')), awaited];
	}
	const dropped = dropImport(imported.leaf.name, place, [callee], project);
	return isRefusal(dropped) ? dropped : [replaced(callee, text), awaited, ...dropped];
}

/** Of `std::fs as disk`, the part before `as`. */
function lengthOfPath({ start, end }: { readonly start: number; readonly end: number }, text: string): number {
	return text.slice(start, end).replace(/\s+as\s+\w+$/, '').length;
}

/** `path.is_file()` → `tokio::fs::metadata(&path).await.is_ok_and(|it| it.is_file())` */
function filled(call: Call, template: string, imports: readonly string[]): readonly Change[] | Refusal {
	const { node, source, inference, scope } = call;
	if (node.kind !== 'method' || node.args.length > 0) { return refuse('it is not called as a method of a path'); }
	const type = typeName(inference.typeOf(node.object, { source, scope }));
	if (type === undefined || !/^std::path#Path(?:Buf)?$/.test(type)) { return refuse('what it is called on is not known to be a path'); }
	// With its parentheses, which the syntax does without.
	const receiver = source.text.slice(node.start, node.nameSpan.start).replace(/\s*\.\s*$/, '');
	let text = template.replace('$self', () => `&${receiver}`);
	for (const symbol of imports) {
		const path = symbol.replace('#', '::').split('::');
		const name = pathText(call, path);
		if (isRefusal(name)) { return name; }
		text = text.replace(`$${path.at(-1)}`, () => name);
	}
	return [replaced(node, text)];
}
