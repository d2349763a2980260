export const limits = { times: Number(process.env["TIMES"] ?? 50_000) };

/** A list whose cap stands in what extends it: a history, and no queue. */
export class Rows<T> {
	readonly #rows: T[] = [];
	get size(): number { return this.#rows.length; }
	add(row: T): void { this.#rows.push(row); }
	take(): T | undefined { return this.#rows.shift(); } // expect: front-removal as hint
}

export class LastRows<T> extends Rows<T> {
	readonly #limit: number;
	constructor(limit: number) { super(); this.#limit = limit; }
	override add(row: T): void {
		super.add(row);
		if (this.size > this.#limit) { this.take(); }
	}
}
