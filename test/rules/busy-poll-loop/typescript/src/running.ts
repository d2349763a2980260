/** Work that is counted while it runs: the wait is for its end. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Runner {
	private running = 0;

	begin(work: () => Promise<void>): Promise<void> {
		this.running++;
		return work().finally(() => { this.end(); });
	}

	end(): void { this.running--; }

	async idle(): Promise<void> {
		while (this.running > 0) { // expect: busy-poll-loop
			await pause(10);
		}
	}
}
