/** One of several that are run alike. */
export default async function (names: readonly string[]): Promise<void> {
	console.log(names.join('\n'));
}
