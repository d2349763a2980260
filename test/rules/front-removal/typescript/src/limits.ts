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

/** Kept to what all who make one give. */
class Restarts {
	private readonly times: number[] = [];
	private readonly most: number;
	constructor(most: number) { this.most = most; }
	note(time: number): boolean {
		this.times.push(time);
		if (this.times.length <= this.most) { return true; } else {
			this.times.shift();
			return false;
		}
	}
}
export const restarts = [new Restarts(4), new Restarts(10)];

class Lines {
	private readonly lines: string[] = [];
	private readonly room: number;
	constructor(room: number) { this.room = room; }
	note(line: string): void {
		this.lines.push(line);
		if (this.lines.length > this.room) { this.lines.shift(); } // expect: front-removal as info
	}
}
export const logs = [new Lines(4), new Lines(limits.times)];
