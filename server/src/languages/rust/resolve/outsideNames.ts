/** Names that need no `use`, and how a path outside of the workspace is written as a symbol. */

const modules: Readonly<Record<string, string>> = {
	'std::option': 'Option', 'std::result': 'Result', 'std::vec': 'Vec', 'std::string': 'String ToString', 'std::boxed': 'Box', 'std::borrow': 'ToOwned', 'std::iter': 'Iterator IntoIterator Extend DoubleEndedIterator ExactSizeIterator FromIterator',
	'std::convert': 'From Into TryFrom TryInto AsRef AsMut', 'std::ops': 'Drop Fn FnMut FnOnce AsyncFn AsyncFnMut AsyncFnOnce', 'std::clone': 'Clone', 'std::default': 'Default', 'std::marker': 'Send Sync Sized Copy Unpin', 'std::cmp': 'PartialEq Eq PartialOrd Ord', 'std::mem': 'drop',
};

/** The standard prelude: by name, the path. */
export const prelude: ReadonlyMap<string, readonly string[]> = new Map([
	...Object.entries(modules).flatMap(([module, names]) => names.split(' ').map((name): [string, string[]] => [name, [...module.split('::'), name]])),
	['Some', ['std', 'option', 'Option', 'Some']], ['None', ['std', 'option', 'Option', 'None']], ['Ok', ['std', 'result', 'Result', 'Ok']], ['Err', ['std', 'result', 'Result', 'Err']],
]);

export const primitives: ReadonlySet<string> = new Set(['str', 'bool', 'char', 'u8', 'u16', 'u32', 'u64', 'u128', 'usize', 'i8', 'i16', 'i32', 'i64', 'i128', 'isize', 'f32', 'f64']);

/** Other names of modules: what a crate offers at two places, and platforms' own. */
const renamed: readonly (readonly [from: string, to: string])[] = [['std::collections::hash_map', 'std::collections'], ['std::collections::btree_map', 'std::collections'], ['std::collections::vec_deque', 'std::collections'], ['tokio::sync::mutex', 'tokio::sync']];

/** `std::fs::File::open` → `std::fs#File.open`: the module ends where a name begins with a capital, or before the last name. */
export function symbolOf(path: readonly string[]): string {
	const capital = path.findIndex((each) => /^[A-Z]/.test(each));
	const primitive = path.length > 2 && path[0] === 'std' && path[1] === path[2] ? 2 : -1;
	const at = capital >= 0 ? capital : primitive >= 0 ? primitive : Math.max(1, path.length - 1);
	const module = path.slice(0, at).join('::');
	const known = renamed.find(([from]) => from === module)?.[1] ?? module;
	const rest = path.slice(at).join('.');
	return rest === '' ? known : `${known}#${rest}`;
}
