declare module 'vscode' {
	export interface Disposable { dispose(): void }
	export namespace commands { function registerCommand(command: string, callback: () => unknown): Disposable }
}
declare module 'ink' { export function render(component: (properties: { readonly to: string }) => undefined): void }
