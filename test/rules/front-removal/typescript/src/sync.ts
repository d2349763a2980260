/** A program that ends: nothing else waits for it. */
export function sync(first: string, following: (url: string) => readonly string[]): number {
	const queue = [first];
	let count = 0;
	while (queue.length > 0) {
		const url = queue.shift(); // expect: front-removal acceptable
		if (url === undefined) { break; }
		count += 1;
		queue.push(...following(url));
	}
	return count;
}

/** Each turn waits for the network, which takes longer than the move. */
export async function crawl(first: string): Promise<number> {
	const queue = [first];
	let count = 0;
	while (queue.length > 0) {
		const url = queue.shift();
		if (url === undefined) { break; }
		const links = await fetch(url).then((answer) => answer.json() as Promise<string[]>);
		count += 1;
		queue.push(...links);
	}
	return count;
}
