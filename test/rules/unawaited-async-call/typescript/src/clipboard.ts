/** One reason, told of once. */
export function copyName(name: string): void {
	navigator.clipboard.writeText(name); // expect: unawaited-async-call
}

export function copyLink(link: string): void {
	navigator.clipboard.writeText(link);
}

/** A refusal is an answer; what is shown may well be refused by a failure. */
export function askFirst(video: HTMLVideoElement): void {
	if (Notification.permission === 'default') { Notification.requestPermission(); }
	if (window.Notification.permission === 'default') { window.Notification.requestPermission(); }
	video.play(); // expect: unawaited-async-call
}

export function copyAndSay(link: string): boolean {
	try {
		void navigator.clipboard.writeText(link); // expect: untracked-task
		return true;
	} catch { return false; }
}

async function draw(): Promise<void> { document.title = await (await fetch('/title')).text(); }

/** A page goes on, so that it is no error. */
export async function refresh(): Promise<void> {
	try {
		await fetch('/refresh');
		draw(); // expect: unawaited-async-call as warning
	} catch (error) { alert(error); }
}

declare function setOpen(isOpen: boolean): void;
declare function setCopied(isCopied: boolean): void;
export function copyAndClose(link: string): void {
	void navigator.clipboard.writeText(link);
	setOpen(false);
}
export function copyAndTell(link: string): void {
	void navigator.clipboard.writeText(link);
	setCopied(true);
}
