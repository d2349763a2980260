/**
 * A queue: entries come in at the back and are taken from the front, both in constant time however long it is.
 *
 * An array's `shift()` may move every entry that stays. Here the front is a number that moves on; what lies before it is cut off when it is
 * more than half of all, so that an entry is moved once at most on average. Reading is as with an array (`length`, `at`, `for…of`, spread, JSON);
 * for anything else there is `toArray()`.
 */
export class Queue<T> implements Iterable<T> {
	/** From `front` on it holds the entries; what lies before was taken. */
	private slots: (T | undefined)[] = [];
	private front = 0;

	/** @param entries What it holds at first, the front first. */
	constructor(entries?: Iterable<T>) {
		if (entries !== undefined) { this.slots = [...entries]; }
	}

	/** How many entries wait. */
	get length(): number { return this.slots.length - this.front; }

	/** Adds entries at the back. Returns the length, as an array does. */
	push(...entries: T[]): number {
		for (const entry of entries) { this.slots.push(entry); }
		return this.length;
	}

	/** Takes the entry at the front; undefined if there is none. */
	shift(): T | undefined {
		if (this.length === 0) { return undefined; }
		const entry = this.slots[this.front];
		// What was taken must not be kept alive.
		this.slots[this.front] = undefined;
		this.front += 1;
		if (this.front === this.slots.length) { this.clear(); } else if (this.front >= 32 && this.front * 2 > this.slots.length) {
			this.slots = this.slots.slice(this.front);
			this.front = 0;
		}
		return entry;
	}

	/** Puts one entry back in front, as for another try. In constant time as long as no more come back than were taken. */
	unshift(entry: T): number {
		if (this.front > 0) {
			this.front -= 1;
			this.slots[this.front] = entry;
		} else { this.slots.unshift(entry); }
		return this.length;
	}

	/** Takes the entry at the back; undefined if there is none. */
	pop(): T | undefined { return this.length === 0 ? undefined : this.slots.pop(); }

	/** Takes the entry at a place out, counted as in `at`; undefined if there is none. What lies behind it moves. */
	removeAt(index: number): T | undefined {
		const whole = Math.trunc(index) || 0;
		const place = whole < 0 ? Math.max(0, whole + this.length) : whole;
		return place < this.length ? this.slots.splice(this.front + place, 1)[0] : undefined;
	}

	/** The entry at the front, which stays; undefined if there is none. */
	peek(): T | undefined { return this.slots[this.front]; }

	/** The entry at a place, 0 the front, -1 the back; undefined outside. */
	at(index: number): T | undefined {
		const whole = Math.trunc(index) || 0;
		return whole < 0 ? (whole + this.length < 0 ? undefined : this.slots[this.slots.length + whole]) : this.slots[this.front + whole];
	}

	clear(): void {
		this.slots = [];
		this.front = 0;
	}

	/** Takes everything out at once, the front first. */
	drain(): T[] {
		const entries = this.toArray();
		this.clear();
		return entries;
	}

	/** A copy as an array, the front first. */
	toArray(): T[] { return this.slots.slice(this.front) as T[]; }

	/** In JSON it is an array. */
	toJSON(): T[] { return this.toArray(); }

	/** From the front to the back. What is added meanwhile is seen too, as with an array. */
	* [Symbol.iterator](): IterableIterator<T> {
		for (let place = 0; place < this.length; place++) { yield this.slots[this.front + place] as T; }
	}
}
