/** What of the whole workspace is found file by file, so that an edit in one costs what one file costs. */
import type { FileOutline } from './model.ts';

/** Remembers what was found in a file, which must rest on its outline alone. */
export function perFile<T>(find: (outline: FileOutline) => T): (outline: FileOutline) => T {
	const known = new WeakMap<FileOutline, { readonly found: T }>();
	return (outline) => {
		let entry = known.get(outline);
		if (entry === undefined) { known.set(outline, entry = { found: find(outline) }); }
		return entry.found;
	};
}
