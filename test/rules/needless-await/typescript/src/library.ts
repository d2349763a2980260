export function total(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}

export const answer = 42;

export function isReady(): boolean { return answer > 1; }

export class Store {
	private readonly items = new Map<string, string>();
	size(): number { return this.items.size; }
	names(): string[] { return [...this.items.keys()]; }
	reset(): void { this.items.clear(); }
	/** Others override it. */
	onReset(): void {}
	async load(id: string): Promise<string | undefined> { await Promise.resolve(); return this.items.get(id); }
	async refresh(): Promise<void> { await Promise.resolve(); this.items.clear(); }
	later(id: string): Promise<string | undefined> | string { return this.items.get(id) ?? this.load(id); }
}

export class Cached extends Store {
	override onReset(): void { console.log('reset'); }
}

export interface Plugin {
	readonly name: string;
	start(): void;
	stop?(): void;
	label(): string;
}
