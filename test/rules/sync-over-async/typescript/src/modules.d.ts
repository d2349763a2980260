declare module 'deasync' {
	function deasync<T>(f: (callback: (error: Error | null, value: T) => void) => void): () => T;
	namespace deasync {
		function loopWhile(condition: () => boolean): void;
		function runLoopOnce(): void;
	}
	export = deasync;
}
declare module 'synckit' {
	export function createSyncFn<T extends (...given: never[]) => unknown>(worker: string): (...given: Parameters<T>) => Awaited<ReturnType<T>>;
}
