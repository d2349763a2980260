import { config } from 'dotenv';

/** A few lines, read where somebody asks for settings: worth knowing, no more. */
export async function environment(): Promise<NodeJS.ProcessEnv> {
	config(); // expect: blocking-call as info
	return process.env;
}
