/** What a library shows its readers: nobody runs it for others, so that a finding there is never urgent. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { FileOutline } from '../../outline/model.ts';
import type { Finding } from '../finding.ts';

const shown = /(?:^|\/)(?:docs?|docs_src|snippets|(?:\w+[-_])?examples)\//;

const sample = /(?:^|\/)(?:docs?|snippets|(?:\w+[-_])?examples?|samples?|demos?)\//;

/** A file that shows readers how something is used. An example with a package of its own is a program like others. */
export function isSample({ file, language }: FileOutline, graph: CallGraph): boolean {
	const { package: home } = graph.factsOf(file);
	// In Python it is the folder that modules are imported from, which a folder of examples is itself.
	return sample.test(language !== 'python' && home !== undefined && file.startsWith(`${home}/`) ? file.slice(home.length) : graph.displayPath(file));
}

const generated = /\.(?:gen|generated|g)\.[cm]?[jt]sx?$|(?:^|\/)(?:__generated__|generated|_generated)\//;

/** A file that a tool writes anew, by what it says, its name or place. */
export function isGenerated({ file, role }: FileOutline, graph: CallGraph): boolean { return role.isGenerated === true || generated.test(graph.displayPath(file)); }

/** The finding, of no more than `warning` and P2 where its file is among a Python library's documentation and examples. */
export function cappedInSamples(finding: Finding, { file, language }: FileOutline, graph: CallGraph): Finding {
	if (language !== 'python' || !shown.test(graph.displayPath(file))) { return finding; }
	const { severity, priority } = finding;
	return { ...finding, severity: severity === 'error' ? 'warning' : severity, priority: priority === 'P0' || priority === 'P1' ? 'P2' : priority };
}

/** The finding, acceptable where its file is somebody else's, copied among the sources, or a tool's: who mends it there has to do so again with each new version. */
export function acceptedOfOthers(finding: Finding, outline: FileOutline, graph: CallGraph): Finding {
	const reason = graph.factsOf(outline.file).isVendored === true ? 'vendored code' : isGenerated(outline, graph) ? 'generated code' : undefined;
	if (finding.verdict === 'acceptable' || reason === undefined) { return finding; }
	return { ...finding, severity: 'hint', priority: 'P3', verdict: 'acceptable', reason, fixes: [] };
}
