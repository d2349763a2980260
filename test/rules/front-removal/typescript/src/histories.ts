// Histories: entries come in, and the oldest go when there are too many.
import { limits } from './limits.js';

const KEPT = 20_000;
const FEW = 500;

export interface Sample { readonly at: number; readonly load: number }

export class Monitor {
	private readonly samples: Sample[] = [];
	private readonly lines: string[] = [];
	private readonly marks: number[] = [];
	private readonly recent: Sample[] = [];
	private readonly bulk: string[] = [];
	private readonly limit: number;
	static readonly MOST = 8000;

	constructor(limit = 60_000) { this.limit = limit; }

	record(sample: Sample): void {
		this.samples.push(sample);
		if (this.samples.length > this.limit) {
			this.samples.shift(); // expect: front-removal
		}
	}

	log(line: string): void {
		if (this.lines.length >= FEW) { this.lines.splice(0, 1); } // expect: front-removal
		this.lines.push(line);
	}

	mark(at: number): void {
		this.marks.push(at);
		while (this.marks.length > Monitor.MOST) { this.marks.shift(); } // expect: front-removal
	}

	note(sample: Sample): void {
		this.recent.push(sample);
		// As many as a person reads.
		if (this.recent.length > 10) { this.recent.shift(); }
	}

	write(line: string): void {
		this.bulk.push(line);
		// Rarely, and then for many at once.
		if (this.bulk.length > 2000) { this.bulk.splice(0, this.bulk.length - 1000); }
	}

	load(): number { return Math.max(...this.samples.map((sample) => sample.load), this.marks.length, this.recent.length, this.bulk.length, this.lines.length); }
}

const seen: string[] = [];
export function see(id: string): boolean {
	const isNew = !seen.includes(id);
	seen.push(id);
	seen.splice(0, seen.length - KEPT); // expect: front-removal
	return isNew;
}

const times: number[] = [];
export function tick(now: number): number {
	times.push(now);
	times.length > limits.times && times.shift(); // expect: front-removal
	return times.length;
}

const byUser = new Map<string, string[]>();
export function remember(user: string, action: string): void {
	const actions = byUser.get(user) ?? [];
	actions.push(action);
	if (actions.length > 100_000) { actions.shift(); } // expect: front-removal
	byUser.set(user, actions);
}

/** A window that slides along what is given. */
export function smooth(values: readonly number[], width: number): number[] {
	const window: number[] = [];
	return values.map((value) => {
		window.push(value);
		if (window.length > width) { window.shift(); } // expect: front-removal
		return window.reduce((sum, each) => sum + each, 0) / window.length;
	});
}

export function smoothByThree(values: readonly number[]): number[] {
	const window: number[] = [];
	const result: number[] = [];
	for (const value of values) {
		window.push(value);
		if (window.length > 3) { window.shift(); }
		result.push(window.reduce((sum, each) => sum + each, 0) / window.length);
	}
	return result;
}

/** A new list each time, whose oldest entry is left out once. */
export function withAdded(stack: readonly string[], entry: string, limit: number): string[] {
	const next = [...stack, entry];
	if (next.length > limit) { next.shift(); }
	return next;
}

export class Console {
	private readonly lines: string[] = [];
	private readonly states: string[] = [];
	private readonly cache: [string, number][] = [];
	private readonly most: number;

	constructor(options: { most?: number } = {}) { this.most = options.most ?? 0; }

	write(line: string): void {
		if (this.lines.length < 4096) {
			this.lines.push(line);
		} else {
			this.lines.shift(); // expect: front-removal
			this.lines.push(line);
		}
	}

	enter(state: string): void {
		if (this.most <= 0) { return; }
		this.states.push(state);
		if (this.states.length > this.most) { this.states.shift(); } // expect: front-removal
	}

	/** What was used last comes last: of this, the front is not what costs. */
	use(key: string, value: number): void {
		const index = this.cache.findIndex((entry) => entry[0] === key);
		if (index >= 0) { this.cache.splice(index, 1); }
		this.cache.push([key, value]);
		if (this.cache.length > 5000) { this.cache.shift(); }
	}
}

/** One of its entries is looked for whenever an answer comes. */
export class Requests {
	private readonly kept: { readonly id: number; status: string }[] = [];

	add(id: number): void {
		if (this.kept.length >= FEW) { this.kept.shift(); }
		this.kept.push({ id, status: 'sent' });
	}

	answer(id: number, status: string): void {
		const at = this.kept.findIndex((each) => each.id === id);
		const found = this.kept[at];
		if (found !== undefined) { found.status = status; }
	}
}

/** All are copied whenever one comes, for whoever shows them. */
export class Shown {
	private readonly kept: string[] = [];
	private readonly rare: string[] = [];
	private readonly show: (lines: readonly string[]) => void;
	constructor(show: (lines: readonly string[]) => void) { this.show = show; }

	add(line: string): void {
		if (this.kept.length >= FEW) { this.kept.shift(); }
		this.kept.push(line);
		this.show(this.all());
	}

	note(line: string): void {
		if (this.rare.length >= FEW) { this.rare.shift(); } // expect: front-removal as hint
		this.rare.push(line);
	}

	all(): readonly string[] { return [...this.kept]; }
	notes(): readonly string[] { return [...this.rare]; }
}
