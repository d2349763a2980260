/** One reason, told of once. */
export function copyName(name: string): void {
	navigator.clipboard.writeText(name); // expect: unawaited-async-call
}

export function copyLink(link: string): void {
	navigator.clipboard.writeText(link);
}
