/** What a number literal says. */
export function numberOf(literal: string): number {
	return Number(literal.replaceAll('_', '').replace(/[lLjJ]$/, ''));
}
