/** Variables of which nobody here can have made the promise, and looked at its failure. */
import { computePosition } from 'floating-places';

declare const ready: Promise<void>;
interface LoaderConstructor { new (url: string): Promise<string> }
declare const Loader: LoaderConstructor;

export function whenReady(show: (text: string) => void): void {
	ready.then(() => { show('ready'); }); // expect: untracked-task as hint
	const loading = new Loader('a');
	loading.then(show); // expect: untracked-task as hint
	ready.then(() => { show('ready'); }, (error: unknown) => { console.error(error); });
}

/** A package's own function, of which nothing shows that it fails. */
export function place(show: (x: number) => void): void {
	computePosition().then(({ x }) => { show(x); }); // expect: untracked-task acceptable
}
