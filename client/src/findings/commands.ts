/** What can be done in the view, from its title, on an item, by keyboard and from the palette. */
import * as vscode from 'vscode';
import { openGuide } from '../guide.ts';
import type { Server } from '../server.ts';
import { askReason, fix, suppress } from './change.ts';
import { openFilterBox } from './filterBox.ts';
import { describeFilter, type Grouping } from './grouping.ts';
import type { Finding } from './list.ts';
import { findingMarkdown, groupMarkdown, listMarkdown } from './markdown.ts';
import { Preview } from './preview.ts';
import type { Node } from './tree.ts';
import { VIEW, type FindingsView } from './view.ts';

/** Registers the commands of the view. @param onFixed called when a fix was applied */
export function findingsCommands(view: FindingsView, server: Server, extension: vscode.Uri, onFixed: () => void): vscode.Disposable {
	const preview = new Preview();
	const by = (name: string, grouping: Grouping) => register(name, () => view.groupBy(grouping));
	return vscode.Disposable.from(
		preview,
		by('groupByRule', 'rule'),
		by('groupBySeverity', 'severity'),
		by('groupByFile', 'file'),
		register('showAcceptable', () => view.showAcceptable(true)),
		register('hideAcceptable', () => view.showAcceptable(false)),
		register('filter', () => { openFilterBox(view.filter, (chosen) => { view.filterBy(chosen); }); }),
		register('clearFilter', () => { view.filterBy({ text: '', severities: [] }); }),
		register('copy', (node?: Node, selected?: readonly Node[]) => copy(nodesOf(node, selected, view))),
		register('copyAll', () => write(listMarkdown(view.shown, view.grouping, describeFilter(view.filter)), view.shown.length)),
		register('fix', async (node?: Node) => {
			const [finding] = findingsIn(nodesOf(node, undefined, view));
			if (finding === undefined) { return tellToSelect(); }
			if (finding.fixes.length === 0) { void vscode.window.showInformationMessage('Unblock has no fix for this finding.'); }
			if (await fix(finding, server, preview)) { onFixed(); }
		}),
		register('explain', (node?: Node) => {
			const [of] = nodesOf(node, undefined, view);
			return of === undefined ? tellToSelect() : openGuide(extension, of.kind === 'group' ? of.group.findings[0]?.rule : of.finding.guide);
		}),
		register('suppress', async (node?: Node, selected?: readonly Node[]) => {
			const findings = findingsIn(nodesOf(node, selected, view)).filter(({ verdict }) => verdict !== 'suppressed');
			if (findings.length === 0) { return tellToSelect(); }
			const reason = await askReason(findings.length);
			if (reason === undefined) { return; }
			for (const finding of findings) { await suppress(finding, reason, server); }
		}),
	);
}

function register<Arguments extends unknown[]>(name: string, work: (...args: Arguments) => unknown): vscode.Disposable {
	return vscode.commands.registerCommand(`${VIEW}.${name}`, async (...args: Arguments) => {
		try {
			await work(...args);
		} catch (error) {
			void vscode.window.showErrorMessage(`That did not work: ${error instanceof Error ? error.message : String(error)}`);
		}
	});
}

/** What a command is for: the item it was called on, with those selected together with it; else the selection. */
function nodesOf(node: Node | undefined, selected: readonly Node[] | undefined, view: FindingsView): readonly Node[] {
	if (node === undefined) { return view.selection; }
	return selected !== undefined && selected.length > 0 ? selected : [node];
}

/** The findings among them; of a step of a path, the finding whose path it is. */
function findingsIn(nodes: readonly Node[]): readonly Finding[] {
	const found = nodes.flatMap((each) => (each.kind === 'group' ? [] : [each.finding]));
	return [...new Map(found.map((finding) => [finding.id, finding])).values()];
}

function tellToSelect(): void {
	void vscode.window.showInformationMessage('Select a finding in the Unblock view first.');
}

async function copy(nodes: readonly Node[]): Promise<void> {
	const groups = nodes.flatMap((node) => (node.kind === 'group' ? [node.group] : []));
	const inGroups = new Set(groups.flatMap((group) => group.findings.map(({ id }) => id)));
	const single = findingsIn(nodes).filter(({ id }) => !inGroups.has(id));
	const parts = [...groups.map(groupMarkdown), ...(single.length === 0 ? [] : [single.map(findingMarkdown).join('\n')])];
	if (parts.length === 0) { return tellToSelect(); }
	await write(parts.join('\n\n'), inGroups.size + single.length);
}

async function write(markdown: string, count: number): Promise<void> {
	await vscode.env.clipboard.writeText(`${markdown}\n`);
	vscode.window.setStatusBarMessage(`$(check) Copied ${count} ${count === 1 ? 'finding' : 'findings'} as Markdown`, 3000);
}
