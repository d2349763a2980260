import { scryptSync, timingSafeEqual } from 'node:crypto';

export async function verifyPassword(password: string, salt: string, hash: string): Promise<boolean> {
	const expected = Buffer.from(hash, 'hex');
	return timingSafeEqual(scryptSync(password, salt, expected.length), expected);
}
