import type { InitializeParams } from 'vscode-languageserver/node';
import * as z from 'zod';

/** What `initializationOptions` may hold. Everything is optional; what is not understood is ignored. */
const initializationOptions = z.object({
	/** The base of links to the guide's pages, without a slash at its end. `guideDirectory` as a `file:` URI if absent. */
	guideBase: z.string().optional().catch(undefined),
	/** The settings, for clients that neither answer `workspace/configuration` nor send `workspace/didChangeConfiguration`. */
	settings: z.unknown().optional(),
	/**
	 * False: do not advertise the commands, because the client has commands of these names itself and asks by the requests
	 * `unblock/audit` and `unblock/why` (VS Code's client library registers every advertised command, and a second registration fails).
	 */
	registerCommands: z.boolean().optional().catch(undefined),
	/** True: the client answers `unblock/helperPlace`, which asks somebody where a helper goes that a fix brings. */
	asksForPlaces: z.boolean().optional().catch(undefined),
	/** True: tell by the notification `unblock/findings` what is found in each file, for a list of the client's own. */
	listsFindings: z.boolean().optional().catch(undefined),
});
export type InitializationOptions = z.infer<typeof initializationOptions>;

/** Which optional parts of the protocol the client has. */
export interface ClientAbilities {
	readonly configuration: boolean;
	readonly dynamicConfiguration: boolean;
	readonly dynamicWatchedFiles: boolean;
	readonly workspaceFolders: boolean;
	readonly workDoneProgress: boolean;
	readonly relatedInformation: boolean;
	readonly codeDescription: boolean;
	readonly codeActionLiterals: boolean;
	readonly lazyCodeActionEdits: boolean;
	readonly disabledCodeActions: boolean;
	readonly preferredCodeActions: boolean;
	readonly documentChanges: boolean;
	readonly changeAnnotations: boolean;
	readonly snippetEdits: boolean;
	/** An edit may make a file. */
	readonly createsFiles: boolean;
	readonly markdownHover: boolean;
}

export function readClientAbilities({ capabilities }: InitializeParams): ClientAbilities {
	const { workspace, textDocument, window } = capabilities;
	const codeAction = textDocument?.codeAction;
	const hoverFormats = textDocument?.hover?.contentFormat;
	return {
		configuration: workspace?.configuration === true,
		dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
		dynamicWatchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
		workspaceFolders: workspace?.workspaceFolders === true,
		workDoneProgress: window?.workDoneProgress === true,
		relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
		codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport === true,
		codeActionLiterals: codeAction?.codeActionLiteralSupport !== undefined,
		lazyCodeActionEdits: codeAction?.resolveSupport?.properties.includes('edit') === true && codeAction.dataSupport === true,
		disabledCodeActions: codeAction?.disabledSupport === true,
		preferredCodeActions: codeAction?.isPreferredSupport === true,
		documentChanges: workspace?.workspaceEdit?.documentChanges === true,
		changeAnnotations: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.changeAnnotationSupport !== undefined,
		snippetEdits: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.snippetEditSupport === true,
		createsFiles: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.resourceOperations?.includes('create') === true,
		// A client that names no formats renders Markdown in practice: the protocol's older hover type was Markdown alone.
		markdownHover: hoverFormats === undefined || hoverFormats.includes('markdown'),
	};
}

export function readInitializationOptions({ initializationOptions: given }: InitializeParams): InitializationOptions {
	const read = initializationOptions.safeParse(given ?? {});
	return read.success ? read.data : {};
}
