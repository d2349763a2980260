/** Where two states of a text differ. */

/** So many characters are compared at a time where texts are the same. */
const stride = 4096;

/** The one stretch of `before` that was replaced, and what it was replaced by in `after`: from the first difference to the last. UTF-16 offsets. */
export function differenceOf(before: string, after: string): { readonly start: number; readonly oldEnd: number; readonly newEnd: number } {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start + stride <= shorter && before.slice(start, start + stride) === after.slice(start, start + stride)) { start += stride; }
	while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) { start++; }
	let [oldEnd, newEnd] = [before.length, after.length];
	while (Math.min(oldEnd, newEnd) - start >= stride && before.slice(oldEnd - stride, oldEnd) === after.slice(newEnd - stride, newEnd)) { oldEnd -= stride; newEnd -= stride; }
	while (oldEnd > start && newEnd > start && before.charCodeAt(oldEnd - 1) === after.charCodeAt(newEnd - 1)) { oldEnd--; newEnd--; }
	return { start, oldEnd, newEnd };
}
