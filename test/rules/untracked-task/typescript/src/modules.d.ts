declare module 'vscode' {
	export interface Disposable { dispose(): void }
	export namespace commands { function registerCommand(command: string, callback: () => unknown): Disposable }
}
declare module 'ink' { export function render(component: (properties: { readonly to: string }) => undefined): void }

declare module 'electron' {
	export const ipcMain: { handle(channel: string, listener: (event: unknown, ...given: never[]) => unknown): void; on(channel: string, listener: (event: unknown, ...given: never[]) => void): void };
	export const ipcRenderer: { invoke(channel: string, ...given: unknown[]): Promise<unknown>; send(channel: string, ...given: unknown[]): void };
	export const contextBridge: { exposeInMainWorld(name: string, api: unknown): void };
}
declare module 'react';
declare module 'async-mutex' {
	export class Mutex { runExclusive<T>(callback: () => T | Promise<T>): Promise<T>; cancel(): void }
	export class Semaphore { constructor(value: number); runExclusive<T>(callback: () => T | Promise<T>): Promise<T>; cancel(): void }
}
declare module 'floating-places' { export function computePosition(): Promise<{ readonly x: number }> }

declare module 'vscode-languageserver' {
	export interface RemoteClient { register(type: string): Promise<unknown> }
	export interface _Connection { sendNotification(type: string, given?: unknown): Promise<void>; sendDiagnostics(given: unknown): Promise<void>; sendRequest(type: string): Promise<unknown>; onShutdown(handler: () => void): void; readonly client: RemoteClient }
	export function createConnection(): _Connection;
}
