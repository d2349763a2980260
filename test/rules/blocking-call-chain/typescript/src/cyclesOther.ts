import { ping } from './cycles.ts';

export function pong(n: number): string {
	return ping(n);
}
