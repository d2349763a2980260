import { readFileSync } from 'node:fs';

export interface Config {
	readonly port: number;
	readonly dataDirectory: string;
	readonly templateDirectory: string;
	readonly archiveDirectory: string;
}

export function loadConfig(file: URL): Config {
	return JSON.parse(readFileSync(file, 'utf8')) as Config;
}
