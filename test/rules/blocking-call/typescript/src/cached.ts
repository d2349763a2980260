/** What is read once and kept costs once. */
import { readFileSync } from 'node:fs';

let template: string | undefined;
const byName = new Map<string, string>();

export async function render(name: string): Promise<string> {
	await Promise.resolve();
	template ??= readFileSync('template.html', 'utf8'); // expect: blocking-call acceptable
	return template.replace('{name}', name);
}

export async function page(name: string): Promise<string> {
	await Promise.resolve();
	if (!byName.has(name)) {
		byName.set(name, readFileSync(`${name}.html`, 'utf8')); // expect: blocking-call acceptable
	}
	return byName.get(name) ?? '';
}

export async function partial(name: string): Promise<string> {
	await Promise.resolve();
	const hit = byName.get(name);
	if (hit !== undefined) { return hit; }
	const text = readFileSync(`${name}.part`, 'utf8'); // expect: blocking-call acceptable
	byName.set(name, text);
	return text;
}

export async function layout(name: string): Promise<string> {
	await Promise.resolve();
	let text = byName.get(name);
	if (text === undefined) {
		text = readFileSync(`${name}.layout`, 'utf8'); // expect: blocking-call acceptable
		byName.set(name, text);
	}
	return text;
}

/** A local variable is no cache. */
export async function fresh(): Promise<string> {
	let text: string | undefined;
	await Promise.resolve();
	text ??= readFileSync('fresh.html', 'utf8'); // expect: blocking-call
	return text;
}
