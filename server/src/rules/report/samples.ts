/** What a library shows its readers: nobody runs it for others, so that a finding there is never urgent. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { FileOutline, FunctionId } from '../../outline/model.ts';
import type { Finding } from '../finding.ts';

const sample = /(?:^|\/)(?:docs?|docs_src|snippets|(?:\w+[-_])?examples?|samples?|demos?)\//i;
/** Folders beside the sources of a package in which who works on it tries things out. */
const trial = /^\/(?:dev|playgrounds?|sandbox)\//;
/** Folders of a workspace that hold packages of examples. */
const ofExamples = /(?:^|\/)(?:(?:\w+[-_])?examples?|samples?|demos?|playgrounds?)\//i;
/** The same for crates, which documentation is made of, too. */
const ofReaders = /(?:^|\/)(?:docs?|(?:\w+[-_])?examples?|samples?|snippets|demos?|playgrounds?)\//i;

/** A file that shows readers how something is used, within a package or as a part of one that is there for that. Whoever asks for a folder of such by name wants to know of what is in it. */
export function isSample(outline: FileOutline, graph: CallGraph): boolean {
	const { file, language } = outline, { package: home, asked } = graph.factsOf(file);
	// In Python it is the folder that modules are imported from, which a folder of examples is itself.
	const own = language !== 'python' && home !== undefined && file.startsWith(`${home}/`) ? file.slice(home.length) : undefined;
	const below = asked !== undefined && asked.length > (own === undefined ? 0 : home?.length ?? 0) ? file.slice(asked.length) : own ?? graph.displayPath(file);
	return sample.test(below) || below === own && trial.test(own) || isOfExample(outline, graph);
}

/** A file of a package of examples, by the name or description of the package or the folders around it. */
function isOfExample({ file, language }: FileOutline, graph: CallGraph): boolean {
	const { package: home, isOfExample: isToldBy, asked } = graph.factsOf(file);
	if (language === 'python' || asked !== undefined && home !== undefined && asked.startsWith(home)) { return false; }
	const shown = asked === undefined ? graph.displayPath(file) : file.slice(asked.length + 1), own = home === undefined ? '' : file.slice(home.length + 1);
	return isToldBy === true || own !== '' && shown.endsWith(own) && (language === 'rust' ? ofReaders : ofExamples).test(shown.slice(0, shown.length - own.length));
}

/** Folders in which hosts of repositories look for what they run by themselves. */
const ofAutomation = /(?:^|\/)\.(?:github|gitlab|circleci|buildkite)\//;

/** A file of a command that a repository's host runs, one at a time, and that serves nobody; unless it is what was asked for. */
function isOfAutomation(outline: FileOutline, graph: CallGraph): boolean {
	return isIn(ofAutomation, outline, graph);
}

/** Folders in which copies of other projects are kept. */
const ofOthers = /(?:^|\/)_?(?:third_?party|vendor(?:ed|s)?)\//;

function isIn(folders: RegExp, { file }: FileOutline, graph: CallGraph): boolean {
	const { asked } = graph.factsOf(file);
	return folders.test(asked === undefined ? graph.displayPath(file) : file.slice(asked.length));
}

/** Names of packages that only those use who work on the others. */
const ofDevelopment = /(?:^|[-_/])(?:dev-?env|dev-?(?:tools?|kit|utils?|server|stack)|testing|test-?(?:utils?|helpers?|kit|support|env|server|fixtures?)|e2e|mocks?)$/;

/**
 * An exported function that, as far as is known, nobody calls but tests and packages for development, of which there is one at least: tests alone also call what others import.
 */
function isForDevelopment(id: FunctionId, graph: CallGraph): boolean {
	let outline = graph.functionOf(id);
	while (outline?.kind === 'closure' && outline.enclosing !== undefined) { outline = graph.functionOf(outline.enclosing); }
	if (outline === undefined || !outline.isExported || outline.kind === 'module') { return false; }
	const callers = graph.callersOf(outline.id).map((caller) => ({ caller, home: graph.factsOf(fileOf(caller.id)).package }));
	const isOfDevelopment = (home: string | undefined): boolean => home !== undefined && ofDevelopment.test(home);
	return !isOfDevelopment(graph.factsOf(fileOf(id)).package) && callers.some(({ caller, home }) => !caller.isTest && isOfDevelopment(home)) && callers.every(({ caller, home }) => caller.isTest || isOfDevelopment(home));
}

const generated = /\.(?:gen|generated|g)\.[cm]?[jt]sx?$|(?:^|\/)(?:__generated__|generated|_generated)\//;

/** A file that a tool writes anew, by what it says, its name or place. */
export function isGenerated({ file, role }: FileOutline, graph: CallGraph): boolean { return role.isGenerated === true || generated.test(graph.displayPath(file)); }

/** The finding, acceptable where its file is somebody else's, copied among the sources, or a tool's (who mends it there has to do so again with each new version), or where nobody runs it for others. */
export function acceptedOfOthers(finding: Finding, outline: FileOutline, graph: CallGraph): Finding {
	if (finding.verdict === 'acceptable') { return finding; }
	const reason = graph.factsOf(outline.file).isVendored === true || outline.language === 'python' && isIn(ofOthers, outline, graph) ? 'vendored code' : isGenerated(outline, graph) ? 'generated code' : isOfExample(outline, graph) || outline.language === 'python' && isSample(outline, graph) ? 'an example'
		: outline.language === 'python' && isOfAutomation(outline, graph) ? 'a script of the repository\'s automation, which serves nobody'
		: outline.language === 'typescript' && isForDevelopment(finding.functionId, graph) ? 'only tests and packages for development call it' : undefined;
	if (reason === undefined) { return finding; }
	return { ...finding, severity: 'hint', priority: 'P3', verdict: 'acceptable', reason, fixes: [] };
}
