/** What a file declares for others, as a short text that changes when one of its declarations does, and not when only bodies do. */
import type { SourceFile } from './resolve/types.ts';
import { blocksIn, type FunctionNode, type Stmt } from './syntax/ast.ts';
import type { Span } from '../../outline/span.ts';
import { TextHash } from '../shared/textHash.ts';

export function exportDigest(source: SourceFile): string {
	const hash = new TextHash();
	const add = (span: Span): void => hash.add(source.text.slice(span.start, span.end));
	const telling = tellingCalls(source);
	/** A function's head and, where no annotation says it, what it gives back. What a method assigns to `self` is an attribute of its class. */
	const addFunction = (node: FunctionNode): void => {
		for (const each of node.decorators) { add(each); }
		hash.add(`${node.isAsync ? 'async ' : ''}${node.isGenerator ? 'generator ' : ''}`);
		add({ start: node.start, end: node.bodySpan.start });
		if (telling.some((at) => node.bodySpan.start <= at && at < node.bodySpan.end)) { add(node.bodySpan); } else { addBody(node.body, node); }
	};
	const addBody = (body: readonly Stmt[], inside: FunctionNode | undefined): void => {
		for (const stmt of body) {
			switch (stmt.kind) {
				case 'function': addFunction(stmt); break;
				case 'class':
					for (const each of stmt.decorators) { add(each); }
					add({ start: stmt.start, end: stmt.bodySpan.start });
					addBody(stmt.body, undefined);
					break;
				case 'import': add(stmt); break;
				case 'assign': if (inside === undefined || stmt.targets.some((each) => each.kind !== 'name')) { add(stmt); } break;
				case 'return': if (inside?.returns === undefined || inside.name === '__getattr__') { add(stmt); } break;
				case 'with': for (const each of stmt.items) { if (each.target?.kind === 'attribute') { add(each); } } break;
				case 'expression':
					if (inside === undefined || stmt.value.kind === 'yield') { add(stmt); }
					// What is put into an attribute tells what it holds.
					if (inside !== undefined && stmt.value.kind === 'call' && stmt.value.callee.kind === 'attribute' && stmt.value.callee.object.kind === 'attribute') { add(stmt); }
					break;
				default:
			}
			for (const block of blocksIn(stmt)) { addBody(block.body, inside); }
		}
	};
	addBody(source.module.body, undefined);
	return hash.value();
}

/** Where parameters without an annotation are given something, which tells what they are. */
function tellingCalls({ scopes }: SourceFile): readonly number[] {
	const open = new Set<string>();
	for (const [node, scope] of scopes.of) {
		if (node.kind !== 'function' || node.isLambda || node.parameters.slice(scope.owner === undefined ? 0 : 1).every((each) => each.annotation !== undefined)) { continue; }
		open.add(node.name);
		if (node.name === '__init__' && scope.owner?.node.kind === 'class') { open.add(scope.owner.node.name); }
	}
	return [...open].flatMap((name) => scopes.calls.get(name)?.map(({ call }) => call.start) ?? []);
}
