/** 64 bits of FNV-1a in two halves: enough to tell one file's states apart. */
export class TextHash {
	#low = 0x811C_9DC5;
	#high = 0x0123_4567;

	add(text: string): void {
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index);
			this.#low = Math.imul(this.#low ^ code, 0x0100_0193);
			this.#high = Math.imul(this.#high ^ code, 0x0100_01B3) ^ this.#low >>> 7;
		}
		this.#low = Math.imul(this.#low ^ 0xFF, 0x0100_0193);
	}

	value(): string {
		return (this.#high >>> 0).toString(16) + (this.#low >>> 0).toString(16).padStart(8, '0');
	}
}
