import { open } from './api.ts';
import { reset } from './totals.ts';

interface Store {
	load(id: string): Promise<string>;
	forget(id: string): Promise<void>;
}

function Injectable(): ClassDecorator { return () => undefined; }
function Get(): MethodDecorator { return () => undefined; }

const items = new Map<string, string>();

/** Members that something else declares. */
class MemoryStore implements Store {
	async load(id: string): Promise<string> { return items.get(id) ?? ''; }
	async forget(id: string): Promise<void> { items.delete(id); }
	async loadBoth(a: string, b: string): Promise<string> { return await this.load(a) + await this.load(b); }
}

/** By its shape it is a store, too. */
class Shaped {
	async load(id: string): Promise<string> { return items.get(id) ?? ''; }
	drop(id: string): void { // expect: needless-async
		items.delete(id);
	}
	async loadAgain(id: string): Promise<string> {
		this.drop(id);
		return await this.load(id);
	}
}

abstract class Base {
	async prepare(): Promise<void> { items.clear(); }
	async run(): Promise<void> { await this.prepare(); }
}
class Slow extends Base {
	override async prepare(): Promise<void> { await super.prepare(); }
}

@Injectable()
export class ItemService {
	@Get()
	async list(): Promise<string[]> { return [...items.values()]; }

	count(): number { // expect: needless-async
		console.log('counting');
		return items.size;
	}

	get sizes(): Promise<number> { return this.count2(); }
	private async count2(): Promise<number> { console.log('counting'); return items.size; }
}

/** What can be awaited needs an `await`, whatever it is called. */
interface Thenable<T> extends PromiseLike<T> {}
declare const editor: { open(path: string): Thenable<string>; readonly opening: Thenable<string> };
async function openInEditor(path: string): Promise<string> {
	console.log(path);
	return editor.open(path);
}
async function openedInEditor(): Promise<string> {
	console.log('opening');
	return editor.opening;
}
export async function openBoth(): Promise<string> { return await openInEditor('a') + await openedInEditor(); }

class Controller {
	private readonly service: ItemService;
	constructor(service: ItemService) { this.service = service; }
	async show(): Promise<string> {
		await this.service.list();
		return `${this.service.count()}`;
	}
}

export async function main(store: Store): Promise<void> {
	await reset();
	await open('a');
	await store.load('a');
	await new MemoryStore().loadBoth('a', 'b');
	await new Shaped().loadAgain('a');
	await new Slow().run();
	await new Controller(new ItemService()).show();
}
