import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { loadGreeting } from './config.js';

export async function readPage(path: string): Promise<string> {
	const page = readFileSync(path, 'utf8');
	return page.trim();
}

export async function greet(name: string): Promise<string> {
	return `${loadGreeting()}, ${name}!`;
}

createServer((request, response) => {
	greet(request.url ?? 'you').then((text) => response.end(text), () => response.destroy());
}).listen(8080);
