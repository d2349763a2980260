/** What is asked of the program behind a page fails as what answers it does. */
import { Channels, SAVE_TEXT } from './channels.ts';
import './types.ts';

const shown = { isChecking: false, isOpen: false };
function setChecking(isOn: boolean): void { shown.isChecking = isOn; document.body.classList.toggle('checking', isOn); }
function setOpen(isOn: boolean): void { shown.isOpen = isOn; }

export function show(ids: readonly string[]): void {
	window.api.theme().then((theme) => { document.body.className = theme; });
	window.api.title('first').then((title) => { document.title = title; });
	window.api.modals.info().then((info) => { document.title = info; });
	window.api.room().then(() => { document.title = 'room'; });
	void window.api.theme();
	window.api.order(ids);
	window.api.save('x'); // expect: unawaited-async-call as info
	window.api.save('y').then(() => { document.title = 'saved'; }); // expect: untracked-task as info
}

/** Nobody knows what stands behind these. */
export function showOthers(): void {
	window.api.later();
	window.others.save('x');
}

/** What answers is for the channel to say. */
export function ask(): void {
	window.program.invoke('modal-info').then((info) => { document.title = String(info); });
	window.program.invoke(Channels.theme).then((theme) => { document.title = String(theme); });
	window.program.invoke(SAVE_TEXT, 'x').then(() => { document.title = 'saved'; }); // expect: untracked-task as info
}

/** After a failure it says for ever that it checks. */
export function check(url: string): void {
	setChecking(true);
	window.api.check(url).then((isFine) => { // expect: untracked-task as warning
		setChecking(false);
		document.title = isFine ? 'fine' : 'not fine';
	});
}

/** This is taken back elsewhere, too. */
export function open(url: string): void {
	setOpen(true);
	window.api.check(url).then(() => { setOpen(false); }); // expect: untracked-task as info
}

export function close(): void { setOpen(false); }

export async function checkAll(urls: readonly string[]): Promise<void> {
	for (const url of urls) { await window.api.check(url); }
}
