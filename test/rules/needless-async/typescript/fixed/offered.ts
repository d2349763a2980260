import print from './commands/print.ts';
import remove from './commands/remove.ts';
import count from './sole.ts';

interface Reporter { run(name: string, work: () => Promise<void>): void }

/** "main" of the package names this file: what it exports is for others, but for what it keeps to itself. */
export class Server {
	readonly #names: string[] = [];
	async address(): Promise<string> {
		console.log('asked');
		return this.#names.join(':');
	}
	private _forget(): void { // expect: needless-async
		this.#names.length = 0;
	}
	async start(): Promise<void> {
		this._forget();
		console.log(await this.address());
		await print(this.#names);
		await remove(this.#names);
		console.log(await count(this.#names));
	}
}

/** What is begun in it and let go may be what an `await` was meant for. */
class Session {
	private readonly reporter: any;
	private readonly known: Reporter;
	constructor(reporter: any, known: Reporter) { this.reporter = reporter; this.known = known; }
	private async connect(): Promise<void> {
		this.reporter.run('connect', async () => { await print([]); });
	}
	private listen(): void { // expect: needless-async
		this.reporter.on('done', async () => { await print([]).catch(() => undefined); });
	}
	async open(): Promise<void> {
		await this.connect();
		this.listen();
		this.known.run('opened', async () => { await print([]).catch(() => undefined); });
	}
}

/** The beginning of a program is async by habit. */
async function main(): Promise<void> {
	console.log(new Session(undefined, { run: () => undefined }));
}
await main();
