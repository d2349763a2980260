/**
 * A list that keeps the newest entries and drops the oldest, for histories: recent events, log lines, samples.
 *
 * An array kept short with `shift()` may move every entry each time one comes in. Here nothing moves: a new entry takes the place of the oldest.
 * Reading is as with an array (`length`, `at`, `for…of`, spread, JSON); for anything else there is `toArray()`.
 */
export class RingBuffer {
	/** How many entries it keeps at most. */
	capacity;
	/** Grows up to the capacity, then is written round and round. */
	slots = [];
	first = 0;
	count = 0;

	/**
	 * @param capacity How many entries to keep. Below 1 it keeps none, as an array would whose length may not exceed that; a fraction counts down.
	 * @param entries What it holds at first, the oldest first; the last `capacity` of them stay.
	 * @throws RangeError if the capacity is not a number.
	 */
	constructor(capacity, entries) {
		if (Number.isNaN(capacity)) { throw new RangeError('the capacity of a ring buffer must be a number'); }
		this.capacity = capacity < 1 ? 0 : Math.floor(capacity);
		for (const entry of entries ?? []) { this.push(entry); }
	}

	/** How many entries it holds now. */
	get length() { return this.count; }

	/** Adds entries as the newest, each in place of the oldest where it is full. Returns the length, as an array does. */
	push(...entries) {
		for (const entry of entries) {
			if (this.capacity === 0) { return 0; }
			if (this.count === this.capacity) { this.shift(); }
			this.slots[(this.first + this.count) % this.capacity] = entry;
			this.count += 1;
		}
		return this.count;
	}

	/** Takes the oldest entry out; undefined if there is none. */
	shift() {
		if (this.count === 0) { return undefined; }
		const oldest = this.slots[this.first];
		// What was taken out must not be kept alive.
		this.slots[this.first] = undefined;
		this.first = (this.first + 1) % this.capacity;
		this.count -= 1;
		return oldest;
	}

	/** The entry at a place, 0 the oldest, -1 the newest; undefined outside. */
	at(index) {
		const whole = Math.trunc(index) || 0;
		const place = whole < 0 ? whole + this.count : whole;
		return place >= 0 && place < this.count ? this.slots[(this.first + place) % this.capacity] : undefined;
	}

	clear() {
		this.slots.length = 0;
		this.first = 0;
		this.count = 0;
	}

	/** Takes everything out at once, the oldest first. */
	drain() {
		const entries = this.toArray();
		this.clear();
		return entries;
	}

	/** A copy as an array, the oldest first. */
	toArray() { return [...this]; }

	/** In JSON it is an array. */
	toJSON() { return this.toArray(); }

	/** From the oldest to the newest. What is added meanwhile is seen too, as with an array. */
	* [Symbol.iterator]() {
		for (let place = 0; place < this.count; place++) { yield this.slots[(this.first + place) % this.capacity]; }
	}
}
