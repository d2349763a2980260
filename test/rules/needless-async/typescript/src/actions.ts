'use server';

const names = new Set<string>();

export async function save(name: string): Promise<void> {
	names.add(name);
}

export async function load(): Promise<string[]> {
	console.log('loading');
	return [...names];
}
