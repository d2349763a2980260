// What is called `shift` but is no array's.
class Register {
	private bits = 0;
	push(bit: number): void { this.bits = (this.bits << 1) | bit; }
	shift(): number { this.bits >>= 1; return this.bits; }
}

const register = new Register();
export function feed(bit: number): number {
	register.push(bit);
	return register.shift();
}

export class Deque<T> {
	private inner: { push(entry: T): void; shift(): T | undefined; readonly length: number };
	constructor(inner: { push(entry: T): void; shift(): T | undefined; readonly length: number }) { this.inner = inner; }
	add(entry: T): void {
		this.inner.push(entry);
		if (this.inner.length > 100_000) { this.inner.shift(); }
	}
}
