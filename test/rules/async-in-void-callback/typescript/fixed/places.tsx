import { note, save, type Order } from './store.ts';

declare global {
	namespace JSX {
		interface IntrinsicElements { button: { onClick?: () => void; onPress?: () => void | Promise<void>; label?: string } }
	}
}

interface Listener {
	onOrder(order: Order): void;
	onEnd?(): void;
	onError(error: Error): void | Promise<void>;
}

export class Saving implements Listener {
	async onOrder(order: Order): Promise<void> { // expect: async-in-void-callback
		await save(order);
	}
	async onEnd(): Promise<void> { await note('end'); }
	async onError(error: Error): Promise<void> { await save({ id: error.message, paid: false }); }
}

export abstract class Base {
	abstract close(): void;
	open(): void { console.log('open'); }
}

export class Derived extends Base {
	close = async (): Promise<void> => { await save({ id: 'last', paid: true }); }; // expect: async-in-void-callback
	override async open(): Promise<void> { await save({ id: 'first', paid: true }); } // expect: async-in-void-callback
	async flush(): Promise<void> { await save({ id: 'all', paid: true }); }
}

export interface AsyncListener extends Listener {
	onOrder(order: Order): Promise<void>; // expect: async-in-void-callback
}

export const listener: Listener = {
	onOrder: async (order) => { await save(order); }, // expect: async-in-void-callback
	async onEnd() { await save({ id: 'end', paid: true }); }, // expect: async-in-void-callback
	onError: async (error) => { await save({ id: error.message, paid: false }); },
};

export function listening(order: Order): Listener {
	const onEnd = async (): Promise<void> => { await save(order); };
	return { onOrder: (each) => { console.log(each); }, onEnd, onError: () => undefined }; // expect: async-in-void-callback
}

export const stop: () => void = () => { (async () => { await save({ id: 'stop', paid: true }); })().catch((error) => { console.error('Background work failed', error); }); }; // expect: async-in-void-callback
export const stopLater: () => Promise<void> = async () => { await save({ id: 'stop', paid: true }); };
export function stopping(order: Order): () => void {
	return async () => { await save(order); }; // expect: async-in-void-callback
}

export function Buttons({ order }: { readonly order: Order }): unknown {
	const handled = async (): Promise<void> => { try { await save(order); } catch (error) { console.error(error); } };
	return [
		<button onClick={() => { (async () => { await save(order); })().catch((error) => { console.error('Background work of buttons failed', error); }); }} />, // expect: async-in-void-callback
		<button onClick={handled} label="handled" />,
		<button onClick={() => { void handled(); }} />,
		<button onClick={async () => { await note('clicked'); }} />,
		<button onPress={async () => { await save(order); }} />,
	];
}

const noop = (): Promise<void> => Promise.resolve();
const nothing = async (): Promise<void> => {};

/** A name that stands for doing nothing; what may come to do more is told of. */
export const doings: { readonly first: () => void; readonly second: () => void } = {
	first: noop, // expect: async-in-void-callback acceptable
	second: nothing, // expect: async-in-void-callback as hint
};
