/** Variables of which nobody here can have made the promise, and looked at its failure. */
declare const ready: Promise<void>;
interface LoaderConstructor { new (url: string): Promise<string> }
declare const Loader: LoaderConstructor;

export function whenReady(show: (text: string) => void): void {
	ready.then(() => { show('ready'); }); // expect: untracked-task acceptable
	const loading = new Loader('a');
	loading.then(show); // expect: untracked-task acceptable
	ready.then(() => { show('ready'); }, (error: unknown) => { console.error(error); });
}
