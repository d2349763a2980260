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

/** There may be no limit: a ring has no room for that. */
export class Trail {
	private readonly steps: string[] = [];
	private readonly longest: number;
	constructor(options: { longest?: number }) {
		options.longest = options.longest ?? 40_000;
		this.longest = options.longest;
	}
	note(step: string): void {
		this.steps.push(step);
		if (this.longest > 0 && this.steps.length > this.longest) { this.steps.shift(); } // expect: front-removal as info
	}
}

/** The default of the option is short enough for anybody. */
export class ShortTrail {
	private readonly steps: string[] = [];
	private readonly shortest: number;
	constructor(options: { shortest?: number }) {
		options.shortest = 'shortest' in options ? options.shortest : 20;
		this.shortest = options.shortest ?? 20;
	}
	note(step: string): void {
		this.steps.push(step);
		if (this.steps.length > this.shortest) { this.steps.shift(); }
	}
}

/** Nobody sets it, as a rule. */
export class Shown {
	private readonly lines: string[] = [];
	private readonly rows: string[] = [];
	private readonly most = Number(process.env['MOST'] ?? 20);
	private readonly mostRows = parseInt(process.env['ROWS'] || '200', 10);
	note(line: string): void {
		this.lines.push(line);
		if (this.lines.length > this.most) { this.lines.shift(); }
		this.rows.push(line);
		if (this.rows.length > this.mostRows) { this.rows.shift(); } // expect: front-removal as hint
	}
}

export class Last {
	private readonly lines: string[] = [];
	private readonly settings: { get(name: string, fallback: number): number };
	constructor(settings: { get(name: string, fallback: number): number }) { this.settings = settings; }
	note(line: string): void {
		const most = this.settings.get('most', 16);
		this.lines.push(line);
		while (this.lines.length > most) { this.lines.shift(); }
	}
}

/** Its cap stands in what adds, and takes out by a method. */
export class Samples {
	private readonly samples: number[] = [];
	private readonly most = 10;
	get length(): number { return this.samples.length; }
	add(sample: number): void {
		if (this.samples.length >= this.most) { this.drop(); }
		this.samples.push(sample);
	}
	private drop(): void { this.samples.shift(); }
}

export class Messages {
	private readonly messages: string[] = [];
	private readonly fullAt: number;
	constructor(fullAt: number) { this.fullAt = fullAt; }
	get length(): number { return this.messages.length; }
	add(message: string): void {
		if (this.length >= this.fullAt) { this.drop(); }
		this.messages.push(message);
	}
	private drop(): void { this.messages.shift(); } // expect: front-removal as hint
}
