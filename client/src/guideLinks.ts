/**
 * Links to the guide. To any editor the server gives the page's `file:` address, which VS Code would open as Markdown source; here the same links
 * become the command that shows the page rendered, at the part that is meant.
 */
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

/** Part of the client's middleware: rewrites the links in diagnostics and hovers. */
export const guideLinks: Pick<Middleware, 'handleDiagnostics' | 'provideHover'> = {
	handleDiagnostics(uri, diagnostics, next) {
		for (const diagnostic of diagnostics) {
			if (typeof diagnostic.code === 'object') {
				const guide = guideOf(diagnostic.code.target);
				if (guide !== undefined) { diagnostic.code = { value: diagnostic.code.value, target: explainLink(guide) }; }
			}
		}
		next(uri, diagnostics);
	},
	async provideHover(document, position, token, next) {
		const hover = await next(document, position, token);
		for (const content of hover?.contents ?? []) {
			if (content instanceof vscode.MarkdownString) { content.value = withExplainLinks(content.value); }
		}
		return hover;
	},
};

/**
 * The guide page that a link means, `page` or `page#part`, as the server's own links or those of `explainLink` have it; undefined for any other
 * address.
 */
export function guideOf(link: vscode.Uri): string | undefined {
	if (link.scheme === 'command' && link.path === 'unblock.explain') {
		const [guide] = JSON.parse(link.query) as unknown[];
		return typeof guide === 'string' ? guide : undefined;
	}
	const page = /\/guide\/([a-z0-9-]+)\.md$/.exec(link.path)?.[1];
	return page === undefined ? undefined : page + (link.fragment && `#${link.fragment}`);
}

function explainLink(guide: string): vscode.Uri {
	return vscode.Uri.from({ scheme: 'command', path: 'unblock.explain', query: JSON.stringify([guide]) });
}

function withExplainLinks(markdown: string): string {
	return markdown.replaceAll(/\]\(<?([a-z-]+:[^)>\s]+\.md(?:#[^)>\s]*)?)>?\)/g, (whole, address: string) => {
		const guide = guideOf(vscode.Uri.parse(address));
		return guide === undefined ? whole : `](${explainLink(guide).toString()})`;
	});
}
