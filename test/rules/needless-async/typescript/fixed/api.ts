/** What a package shows others: nobody knows who calls it. */
const sessions = new Set<string>();

export async function open(name: string): Promise<void> {
	sessions.add(name);
}

export async function close(name: string): Promise<void> {
	sessions.delete(name);
}

export async function reopen(name: string): Promise<void> {
	await close(name);
	await open(name);
	console.log(await Promise.resolve(name));
}

export class Registry {
	async register(name: string): Promise<void> {
		sessions.add(name);
	}

	private erase(name: string): void { // expect: needless-async
		sessions.delete(name);
	}

	async replace(name: string): Promise<void> {
		this.erase(name);
		await this.register(name);
	}
}
