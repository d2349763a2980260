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
