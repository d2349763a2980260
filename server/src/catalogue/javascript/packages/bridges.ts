/** How the halves of a program speak with one another, and what a framework loads for them. */
import type { CatalogueData, Entry } from '../../schema.ts';

function messages(how: NonNullable<Entry['messages']>, objects: readonly string[], names: string): Entry[] {
	return objects.flatMap((object) => ['electron', 'electron/main', 'electron/renderer', 'electron/common'].flatMap((module) => names.split(' ').map((name): Entry => ({ symbol: `${module}#${object}.${name}`, messages: how }))));
}

export const bridges: CatalogueData = {
	entries: [
		...messages('exposes', ['contextBridge', 'ContextBridge'], 'exposeInMainWorld'),
		...messages('handles', ['ipcMain', 'IpcMain'], 'handle handleOnce'),
		...messages('asks', ['ipcRenderer', 'IpcRenderer'], 'invoke'),
		...messages('tells', ['ipcRenderer', 'IpcRenderer'], 'send sendSync sendToHost postMessage'),
		// https://sailsjs.com/documentation/concepts/helpers
		{ symbol: 'global#sails.helpers', loads: { folder: 'api/helpers', member: 'fn' } },
	],
	aliases: {},
};
