/** What the page is promised; what it gets is for the preload script to say. */
export interface Api {
	save(text: string): Promise<void>;
	theme(): Promise<string>;
	title(id: string): Promise<string>;
	check(url: string): Promise<boolean>;
	order(ids: readonly string[]): Promise<void>;
	room(): Promise<void>;
	later(): Promise<void>;
	readonly modals: { info(): Promise<string> };
}

declare global {
	interface Window { api: Api; program: { invoke(channel: string, ...given: unknown[]): Promise<unknown> }; others: { save(text: string): Promise<void> } }
}
