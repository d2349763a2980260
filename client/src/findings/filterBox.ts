/** The filter's one widget: words are typed, severities ticked, and the list follows at once. */
import * as vscode from 'vscode';
import type { Severity } from '../protocol.ts';
import { severityNames, type Filter } from './grouping.ts';

type Chosen = Pick<Filter, 'text' | 'severities'>;

interface SeverityItem extends vscode.QuickPickItem {
	readonly severity: Severity;
}

const items: readonly SeverityItem[] = (Object.keys(severityNames) as Severity[]).map((severity) => ({
	severity, label: severityNames[severity].many, alwaysShow: true,
}));

/**
 * Lets the user filter. Escape brings back what was.
 * @param apply called with each change
 */
export function openFilterBox(before: Chosen, apply: (chosen: Chosen) => void): void {
	const box = vscode.window.createQuickPick<SeverityItem>();
	box.title = 'Filter Findings by Words and Severity';
	box.placeholder = 'Words in the message, path, rule or function';
	box.canSelectMany = true;
	box.items = items;
	box.value = before.text;
	box.selectedItems = items.filter(({ severity }) => before.severities.length === 0 || before.severities.includes(severity));
	let isAccepted = false;
	const follow = () => {
		const ticked = box.selectedItems.map(({ severity }) => severity);
		// All or none is no filter: nobody wants to see nothing.
		apply({ text: box.value, severities: ticked.length === items.length ? [] : ticked });
	};
	box.onDidChangeValue(follow);
	box.onDidChangeSelection(follow);
	box.onDidAccept(() => {
		isAccepted = true;
		box.hide();
	});
	box.onDidHide(() => {
		if (!isAccepted) { apply(before); }
		box.dispose();
	});
	box.show();
}
