/** What to call instead of a blocking function. */
import { anyHolds } from '../../callgraph/arguments.ts';
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Sink } from '../../callgraph/links.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Replacement } from '../../catalogue/schema.ts';
import type { FunctionId } from '../../outline/model.ts';

/** What does the same as a sink with its arguments; undefined if nothing is known to. `id` is the function that holds the call. */
export function replacementAt({ site: { step }, entry: { replacement }, isGiven }: Sink, id: FunctionId, graph: CallGraph): Replacement | undefined {
	if (!replacement || isGiven || step.kind !== 'call') { return undefined; }
	const file = graph.fileOf(id)?.file ?? '';
	return anyHolds(replacement.unless, step.arguments, (value) => graph.follow(file, value)) === false ? replacement : undefined;
}

/** What a replacement is called in a sentence. */
export function replacementName(replacement: Replacement): string {
	switch (replacement.kind) {
		// What is a method of an open file needs such a file.
		case 'twin': return replacement.symbol.startsWith('tokio::fs#File.') ? `\`${lastName(replacement.symbol)}()\` of a \`tokio::fs::File\`` : `\`${lastName(replacement.symbol)}()\` from ${replacement.symbol.slice(0, replacement.symbol.indexOf('#'))}`;
		case 'member': return `\`${replacement.name}()\``;
		case 'promisify': return `\`promisify(${replacement.name})()\``;
		case 'offload': return replacement.through.includes('::') ? `\`${replacement.through.replace('#', '::')}(…).await\`` : `\`await ${replacement.through.replace('#', '.')}(…)\``;
		// In Rust a method of `Path` has the same name and blocks: the module tells them apart.
		case 'template': return `\`${replacement.template.replace(/^await /, '').replace(/\.await\b.*$/, '').replace('$self', '…').replaceAll(/\$(args|\d+)/g, '…').replace(/^\$(?=\w)/, moduleOf(replacement.imports[0])).replaceAll('$', '')}\``;
	}
}

/** `tokio::fs::` of `tokio::fs#metadata`; empty for what is no path of Rust. */
function moduleOf(symbol: string | undefined): string {
	const module = symbol?.slice(0, symbol.indexOf('#'));
	return module?.includes('::') === true ? `${module}::` : '';
}
