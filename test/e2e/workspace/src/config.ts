import { readStore } from './store.js';

export function loadGreeting(): string {
	return readStore('greeting.txt');
}
