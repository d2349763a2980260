/** What can be cancelled: by a signal as an argument, in options, or by an editor's token. */
export interface RequestOptions { readonly retries?: number; readonly signal?: AbortSignal }

export interface CancellationToken { readonly isCancellationRequested: boolean; onCancellationRequested(listener: () => void): void }

export async function request(url: string, options: RequestOptions = {}): Promise<string> {
	const response = await fetch(url, { signal: options.signal ?? null });
	return response.text();
}

export async function save(key: string, value: string, signal?: AbortSignal): Promise<void> {
	await fetch(`https://example.org/${key}`, { method: 'PUT', body: value, signal: signal ?? null });
}

export function findFiles(pattern: string, limit?: number, token?: CancellationToken): string[] { // expect: needless-async
	const found: string[] = [];
	while (found.length < (limit ?? 10) && token?.isCancellationRequested !== true) { found.push(`${pattern}${found.length}`); }
	return found;
}

/** Takes no signal. */
export function parse(text: string): unknown { return JSON.parse(text) as unknown; } // expect: needless-async

/** No promise: nobody waits for it. */
export function stream(url: string, options?: RequestOptions): { url: string; options: RequestOptions | undefined } { return { url, options }; }
