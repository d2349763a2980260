/** Functions of one name in one place, of which a build has one: `#[cfg(unix)] fn open()`, `#[cfg(windows)] fn open()`. */
import type { FunctionId, FunctionOutline } from '../outline/model.ts';

/** All of them, the function itself too; only that one where there are no others. Told in Rust, where a name cannot be given twice otherwise. */
export function twinsOf(id: FunctionId, { functionOf }: { functionOf(id: FunctionId): FunctionOutline | undefined }): readonly FunctionOutline[] {
	const first = id.replace(/~\d+$/, '');
	const found: FunctionOutline[] = [];
	for (let count = 1; ; count++) {
		const each = functionOf(count === 1 ? first : `${first}~${count}`);
		if (each === undefined || each.kind === 'closure') { return found; }
		found.push(each);
	}
}
