/** The only default export here. */
export default async function (names: readonly string[]): Promise<number> { // expect: needless-async
	console.log(names.join('\n'));
	return names.length;
}
