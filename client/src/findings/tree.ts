/** The tree: groups, their findings, and below each the path to what blocks. */
import * as vscode from 'vscode';
import type { Severity } from '../protocol.ts';
import { severityNames, type Group, type Grouping } from './grouping.ts';
import type { Finding, Link, Place } from './list.ts';

export type Node =
	| { readonly kind: 'group'; readonly group: Group }
	| { readonly kind: 'finding'; readonly finding: Finding; readonly parent: Group }
	| { readonly kind: 'link'; readonly link: Link; readonly number: number; readonly finding: Finding; readonly parent: Group };

export class FindingsTree implements vscode.TreeDataProvider<Node> {
	readonly #changed = new vscode.EventEmitter<undefined>();
	readonly onDidChangeTreeData = this.#changed.event;
	#groups: readonly Group[] = [];

	get groups(): readonly Group[] {
		return this.#groups;
	}

	show(groups: readonly Group[]): void {
		this.#groups = groups;
		this.#changed.fire(undefined);
	}

	getChildren(node?: Node): Node[] {
		switch (node?.kind) {
			case undefined: return this.#groups.map((group) => ({ kind: 'group', group }));
			case 'group': return node.group.findings.map((finding) => ({ kind: 'finding', finding, parent: node.group }));
			case 'finding': return node.finding.chain.map((link, index) => ({ kind: 'link', link, number: index + 1, finding: node.finding, parent: node.parent }));
			case 'link': return [];
		}
	}

	getParent(node: Node): Node | undefined {
		switch (node.kind) {
			case 'group': return undefined;
			case 'finding': return { kind: 'group', group: node.parent };
			case 'link': return { kind: 'finding', finding: node.finding, parent: node.parent };
		}
	}

	getTreeItem(node: Node): vscode.TreeItem {
		switch (node.kind) {
			case 'group': return groupItem(node.group);
			case 'finding': return findingItem(node.finding, node.parent.by);
			case 'link': return linkItem(node.link, node.number, node.finding);
		}
	}

	dispose(): void {
		this.#changed.dispose();
	}
}

function groupItem(group: Group): vscode.TreeItem {
	const item = new vscode.TreeItem(group.label, vscode.TreeItemCollapsibleState.Expanded);
	const count = group.findings.length;
	item.id = group.id;
	item.description = String(count);
	item.contextValue = group.by === 'rule' ? 'group.rule' : 'group';
	item.iconPath = group.by === 'file' ? vscode.ThemeIcon.File : group.isFine ? new vscode.ThemeIcon('pass') : severityIcon(group.severity);
	// For the icon of the file's kind alone; the label stays the whole path.
	if (group.by === 'file') { item.resourceUri = vscode.Uri.parse(group.findings[0]?.uri ?? ''); }
	item.accessibilityInformation = { label: `${group.label}, ${count} ${count === 1 ? 'finding' : 'findings'}` };
	return item;
}

function findingItem(finding: Finding, by: Grouping): vscode.TreeItem {
	const { chain, fixes, verdict, reason, severity } = finding;
	// Messages are long: what they are about comes first, or it would be cut off.
	const item = new vscode.TreeItem(finding.function, chain.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed);
	const line = finding.range.start.line + 1;
	item.id = `${by}/${finding.id}`;
	const fine = verdict === 'bad' ? '' : `${verdict}${reason === undefined ? '' : `: ${plain(reason)}`} · `;
	item.description = `${by === 'file' ? `line ${line}` : `${finding.path}:${line}`} · ${fine}${plain(finding.message)}`;
	item.iconPath = verdict === 'bad' ? severityIcon(severity) : new vscode.ThemeIcon(verdict === 'acceptable' ? 'pass' : 'bell-slash');
	item.contextValue = ['finding', ...(fixes.length > 0 ? ['fixable'] : []), ...(verdict === 'suppressed' ? [] : ['suppressible'])].join('.');
	item.tooltip = tooltip(finding);
	item.command = openCommand(finding);
	item.accessibilityInformation = {
		label: [
			verdict === 'bad' ? severityNames[severity].one : `${verdict}${reason === undefined ? '' : `, ${reason}`}`,
			plain(finding.message),
			`in ${finding.function}, ${finding.path}, line ${line}`,
			...(chain.length === 0 ? [] : [isPath(finding) ? `${chain.length} ${chain.length === 1 ? 'call' : 'calls'} on the way to what blocks` : `${chain.length} more ${chain.length === 1 ? 'place' : 'places'}`]),
			...(fixes.length === 0 ? [] : ['can be fixed']),
		].join('; '),
	};
	return item;
}

/** The links lead from call to call down to what holds the thread; of other rules they are places beside the finding. */
function isPath({ rule }: Finding): boolean {
	return /^(?:blocking-|sync-over-async|lock-reentry)/.test(rule);
}

function linkItem(link: Link, number: number, finding: Finding): vscode.TreeItem {
	const item = new vscode.TreeItem(link.label, vscode.TreeItemCollapsibleState.None);
	const line = link.range.start.line + 1;
	item.description = `${link.path}:${line}`;
	const isEnd = number === finding.chain.length;
	item.iconPath = new vscode.ThemeIcon(!isPath(finding) ? 'circle-small' : isEnd ? 'debug-stop' : 'arrow-small-down');
	item.contextValue = 'link';
	item.tooltip = !isPath(finding) ? 'Another place that this is about' : isEnd ? 'The call that blocks' : `Call ${number} on the way to what blocks`;
	item.command = openCommand(link);
	item.accessibilityInformation = { label: `${item.tooltip}: ${link.label}, ${link.path}, line ${line}` };
	return item;
}

/** The editor's own command, because it tells a click, which leaves the focus in the tree, from Enter. */
function openCommand({ uri, range }: Place): vscode.Command {
	const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
	return { command: 'vscode.open', title: 'Open', arguments: [vscode.Uri.parse(uri), { selection } satisfies vscode.TextDocumentShowOptions] };
}

function tooltip({ message, impact, rule, verdict, reason, fixes }: Finding): vscode.MarkdownString {
	const text = new vscode.MarkdownString(message);
	const more = verdict === 'bad' ? impact : `${verdict === 'acceptable' ? 'Acceptable' : 'Suppressed'}${reason === undefined ? '' : `: ${reason}`}`;
	if (more !== '') { text.appendMarkdown(`\n\n${more.slice(0, 1).toUpperCase()}${more.slice(1)}${more.endsWith('.') ? '' : '.'}`); }
	for (const fix of fixes) { text.appendMarkdown(`\n\nFix: ${fix.title}`); }
	return text.appendMarkdown(`\n\n_${rule}_`);
}

function severityIcon(severity: Severity): vscode.ThemeIcon {
	switch (severity) {
		case 'error': return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
		case 'warning': return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
		case 'info': return new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground'));
		case 'hint': return new vscode.ThemeIcon('lightbulb');
	}
}

/** A tree shows no Markdown. */
function plain(message: string): string {
	return message.replaceAll('`', '');
}
