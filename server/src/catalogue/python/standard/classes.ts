/**
 * Classes of Python's own library of which arguments often are, with all that they extend: by these it can be told that something of one is none of another.
 */

const io = ['io#IOBase', 'builtins#object'];
const path = ['pathlib#PurePath', 'os#PathLike', 'builtins#object'];
const plain = ['builtins#object'];

/** By symbol name: the names of all that a class extends. */
export const ancestorsOfClasses: Readonly<Record<string, readonly string[]>> = {
	...Object.fromEntries(['str', 'bytes', 'bytearray', 'memoryview', 'int', 'float', 'complex', 'dict', 'list', 'tuple', 'set', 'frozenset', 'NoneType', 'type', 'object'].map((name) => [`builtins#${name}`, plain])),
	'builtins#bool': ['builtins#int', ...plain],
	'collections#OrderedDict': ['builtins#dict', ...plain], 'collections#defaultdict': ['builtins#dict', ...plain], 'collections#Counter': ['builtins#dict', ...plain], 'collections#deque': plain,
	'io#IOBase': plain, 'io#RawIOBase': io, 'io#BufferedIOBase': io, 'io#TextIOBase': io, 'io#FileIO': ['io#RawIOBase', ...io],
	'io#BytesIO': ['io#BufferedIOBase', ...io], 'io#BufferedReader': ['io#BufferedIOBase', ...io], 'io#BufferedWriter': ['io#BufferedIOBase', ...io], 'io#BufferedRandom': ['io#BufferedReader', 'io#BufferedWriter', 'io#BufferedIOBase', ...io],
	'io#StringIO': ['io#TextIOBase', ...io], 'io#TextIOWrapper': ['io#TextIOBase', ...io],
	'os#PathLike': plain, 'pathlib#PurePath': ['os#PathLike', ...plain], 'pathlib#Path': path, 'pathlib#PosixPath': ['pathlib#Path', ...path], 'pathlib#WindowsPath': ['pathlib#Path', ...path],
	'datetime#date': plain, 'datetime#datetime': ['datetime#date', ...plain], 'datetime#timedelta': plain, 'uuid#UUID': plain, 'decimal#Decimal': plain,
};

/**
 * Whether what is of a class of the library, or of one that extends it (`isExact`: of that class itself), is also of one of these; undefined where that cannot be told.
 * All are symbol names.
 */
export function isOfOne(known: string, asked: readonly string[], isExact: boolean): boolean | undefined {
	const own = ancestorsOfClasses[known];
	if (own === undefined) { return undefined; }
	if (asked.some((each) => each === known || own.includes(each))) { return true; }
	const isApart = (each: string): boolean => { const ancestors = ancestorsOfClasses[each]; return ancestors !== undefined && (isExact || !ancestors.includes(known)); };
	return asked.every(isApart) ? false : undefined;
}
