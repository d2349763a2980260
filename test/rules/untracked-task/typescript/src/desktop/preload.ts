import { contextBridge, ipcRenderer } from 'electron';
import { Channels, OPEN_ROOM, SAVE_TEXT } from './channels.ts';
import { laterApi } from './laterApi.ts';

const api = {
	save: (text: string): Promise<unknown> => ipcRenderer.invoke(SAVE_TEXT, text),
	theme: (): Promise<unknown> => ipcRenderer.invoke(Channels.theme),
	title: (id: string): Promise<unknown> => ipcRenderer.invoke(Channels.title, id),
	check: (url: string): Promise<unknown> => ipcRenderer.invoke(Channels.check, url),
	order: (ids: readonly string[]): void => { ipcRenderer.send('order', ids); },
	room: (): Promise<unknown> => ipcRenderer.invoke(OPEN_ROOM),
	modals: { info: (): Promise<unknown> => ipcRenderer.invoke('modal-info') },
	...laterApi,
};

contextBridge.exposeInMainWorld('api', api);
contextBridge.exposeInMainWorld('program', { invoke: (channel: string, ...given: unknown[]): Promise<unknown> => ipcRenderer.invoke(channel, ...given) });
