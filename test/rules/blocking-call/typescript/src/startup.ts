/** Runs once before the server listens: fine. After it listens: not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';

const certificate = readFileSync('cert.pem'); // expect: blocking-call acceptable

async function main(): Promise<Server> {
	const settings = readFileSync('settings.json', 'utf8'); // expect: blocking-call acceptable
	const server = createServer((_request, response) => response.end(settings + certificate.length));
	await prepare();
	server.listen(8080);
	// Nothing was awaited since: the loop has not turned yet.
	writeFileSync('ready', 'yes'); // expect: blocking-call acceptable
	await after();
	writeFileSync('served', 'yes'); // expect: blocking-call
	return server;
}

async function prepare(): Promise<void> {
	writeFileSync('lock', String(process.pid)); // expect: blocking-call acceptable
}

async function after(): Promise<void> {
	writeFileSync('pid', String(process.pid)); // expect: blocking-call
}

await main();
