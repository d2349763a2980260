/** A program that ends: each entry waits for the network, and nothing else waits for the program. */
export async function sync(first: string): Promise<number> {
	const queue = [first];
	let count = 0;
	while (queue.length > 0) {
		const url = queue.shift(); // expect: front-removal acceptable
		if (url === undefined) { break; }
		const links = await fetch(url).then((answer) => answer.json() as Promise<string[]>);
		count += 1;
		queue.push(...links);
	}
	return count;
}
