declare module 'vscode' {
	export namespace window {
		function showErrorMessage(message: string, ...items: string[]): Thenable<string | undefined>;
		function showTextDocument(path: string): Thenable<void>;
	}
	export namespace commands {
		function executeCommand<T = unknown>(command: string, ...rest: readonly unknown[]): Thenable<T>;
	}
	export interface Memento { update(key: string, value: unknown): Thenable<void> }
	interface Thenable<T> extends PromiseLike<T> {}
}

declare module 'socket.io' {
	export class Socket {
		join(room: string): Promise<void> | void;
		leave(room: string): Promise<void> | void;
	}
}

declare module 'graphql-subscriptions' {
	export class PubSub { publish(topic: string, payload: unknown): Promise<void> }
}

declare module 'hono' {
	export class SSEStreamingApi { writeSSE(message: { data: string }): Promise<void> }
}

declare module 'bull' {
	export default class Queue { constructor(name: string); clean(grace: number): Promise<void>; on(event: string, listener: () => void): void; length(): number }
}

declare module 'react-native' {
	export const Linking: { openURL(url: string): Promise<void> };
	export function useRef<T>(value: T): { current: T };
}

declare module 'expo-haptics' { export function impactAsync(): Promise<void> }

declare module 'react-native-sheets' {
	export interface Sheet { show(name: string): Promise<string> }
	export function useSheet(): Sheet;
}

declare module 'maps-view' {
	export function loadCSS(name: string): Promise<void>;
	export function loadMap(name: string): Promise<void>;
}

declare module '@tanstack/react-query' {
	export interface UseMutationResult<T> { mutate(value: T): void; mutateAsync(value: T): Promise<void> }
	export function useMutation<T>(options: { mutationFn: (value: T) => Promise<void>; onError?: (error: unknown) => void }): UseMutationResult<T>;
}
declare module 'react' { export function useCallback<T>(callback: T, dependencies: readonly unknown[]): T }
declare module 'swr' { export default function useSWR(key: string): { readonly data?: readonly string[]; readonly mutate: () => Promise<unknown> } }
declare module 'telemetry-client' {
	export class Reporter { dispose(): Promise<void>; send(line: string): Promise<void> }
}

declare module 'resumable' {
	export class Upload { abort(isFinal?: boolean): Promise<void>; cease(isFinal?: boolean): Promise<void> }
}
