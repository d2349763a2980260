/** The view `Findings`: what the audit and open files have shown, in one list that stays when files close. */
import * as vscode from 'vscode';
import type { Severity, ToldFindings } from '../protocol.ts';
import { describeFilter, groupFindings, groupings, shownFindings, type Filter, type Grouping } from './grouping.ts';
import { FindingsList, type Finding } from './list.ts';
import { FindingsTree, type Node } from './tree.ts';

export const VIEW = 'unblock.findings';

/** News are collected for so long before the tree is drawn, in ms. */
const REDRAW_AFTER = 50;

/** What VS Code asks for while it opens the view may be of a list that has changed meanwhile: then it shows groups without what is in them. So long after, in ms, it is drawn again. */
const OPENED_AFTER = 500;

export class FindingsView {
	readonly tree = new FindingsTree();
	readonly #memory: vscode.Memento;
	readonly #list = new FindingsList((uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
	readonly #view = vscode.window.createTreeView(VIEW, { treeDataProvider: this.tree, showCollapseAll: true, canSelectMany: true });
	readonly #seen = new vscode.EventEmitter<void>();
	/** Findings have come. */
	readonly onDidSee = this.#seen.event;
	#grouping: Grouping;
	#filter: Filter;
	#timer: NodeJS.Timeout | undefined;
	#opening: NodeJS.Timeout | undefined;

	constructor(memory: vscode.Memento) {
		this.#memory = memory;
		this.#grouping = groupings.find((each) => each === memory.get('findings.grouping')) ?? 'rule';
		this.#filter = { text: '', severities: [], isAcceptableShown: memory.get('findings.isAcceptableShown', false) };
		this.#view.onDidChangeVisibility(({ visible }) => {
			clearTimeout(this.#opening);
			if (visible) { this.#opening = setTimeout(() => this.#draw(), OPENED_AFTER); }
		});
		this.#draw();
	}

	get grouping(): Grouping {
		return this.#grouping;
	}

	get filter(): Filter {
		return this.#filter;
	}

	/** What is in the list at present, in the order of places. */
	get shown(): readonly Finding[] {
		return shownFindings(this.#list.all, this.#filter);
	}

	get selection(): readonly Node[] {
		return this.#view.selection;
	}

	/** What stands beside and above the tree. */
	get texts(): { readonly description: string | undefined; readonly message: string | undefined; readonly badge: number | undefined } {
		const { description, message, badge } = this.#view;
		return { description, message: typeof message === 'string' ? message : undefined, badge: badge?.value };
	}

	take(told: ToldFindings): void {
		this.#list.take(told);
		this.#timer ??= setTimeout(() => this.#draw(), REDRAW_AFTER);
	}

	/** Everything that was told counts no longer. */
	clear(): void {
		this.#list.clear();
		void vscode.commands.executeCommand('setContext', 'unblock.isAudited', false);
		this.#draw();
	}

	async groupBy(grouping: Grouping): Promise<void> {
		this.#grouping = grouping;
		this.#draw();
		await this.#memory.update('findings.grouping', grouping);
	}

	filterBy(chosen: { readonly text: string; readonly severities: readonly Severity[] }): void {
		this.#filter = { ...this.#filter, ...chosen };
		this.#draw();
	}

	async showAcceptable(isAcceptableShown: boolean): Promise<void> {
		this.#filter = { ...this.#filter, isAcceptableShown };
		this.#draw();
		await this.#memory.update('findings.isAcceptableShown', isAcceptableShown);
	}

	dispose(): void {
		clearTimeout(this.#timer);
		clearTimeout(this.#opening);
		this.#view.dispose();
		this.tree.dispose();
		this.#seen.dispose();
	}

	#draw(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const all = this.#list.all;
		const everything = shownFindings(all, { ...this.#filter, text: '', severities: [] });
		const shown = shownFindings(all, this.#filter);
		const bad = all.filter(({ verdict }) => verdict === 'bad').length;
		const filter = describeFilter(this.#filter);
		this.tree.show(groupFindings(shown, this.#grouping));
		this.#view.description = filter === '' ? '' : `${filter} (${shown.length} of ${everything.length})`;
		// Where the view is alone in its container, its description is not to be seen. Without a message there is room for the welcome text.
		this.#view.message = filter === '' || shown.length === 0 ? undefined : `Filter: ${filter}, ${shown.length} of ${everything.length} shown`;
		this.#view.badge = bad === 0 ? undefined : { value: bad, tooltip: `${bad} ${bad === 1 ? 'finding' : 'findings'}` };
		this.#setContexts({ grouping: this.#grouping, isFiltered: filter !== '', isAcceptableShown: this.#filter.isAcceptableShown, hasFindings: everything.length > 0 });
		if (bad > 0) { this.#seen.fire(); }
	}

	/** For the conditions of menus and of the welcome text. */
	#setContexts(contexts: Readonly<Record<string, unknown>>): void {
		for (const [name, value] of Object.entries(contexts)) { void vscode.commands.executeCommand('setContext', `unblock.findings.${name}`, value); }
	}
}
