/**
 * What a client made for each call costs. Run it with `node guide/measured/shared-client.mjs`. It needs `openssl`, for a certificate.
 *
 * 300 requests, one after the other, over TLS on the loopback interface: with an agent that keeps its connections, and with one made for
 * each call. The server runs in a child process. A real network adds its round trips to each new connection: two for TCP and TLS 1.3.
 */
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CALLS = 300;

if (process.argv[2] === 'serve') { serve(process.argv[3]); } else { await main(); }

function serve(folder) {
	let connections = 0;
	const server = createServer({ key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) }, (_request, response) => { response.end('ok'); });
	server.on('connection', () => { connections++; });
	process.on('message', () => { process.send({ connections }); connections = 0; });
	server.listen(0, '127.0.0.1', () => { process.send({ port: server.address().port }); });
}

async function main() {
	const folder = mkdtempSync(join(tmpdir(), 'shared-client-'));
	execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-days', '1', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'ignore' });
	const server = fork(fileURLToPath(import.meta.url), ['serve', folder]);
	const told = () => new Promise((resolve) => { server.once('message', resolve); });
	const { port } = await told();
	const call = (agent) => new Promise((resolve, reject) => {
		request({ port, host: '127.0.0.1', agent }, (response) => { response.resume().on('end', resolve); }).on('error', reject).end();
	});
	const options = { keepAlive: true, rejectUnauthorized: false };
	const shared = new Agent(options);
	console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}`);
	console.log(`| ${CALLS} calls, each with | per call | processor, per call | connections opened |\n|---|--:|--:|--:|`);
	for (const [name, agentFor] of [['the shared agent', () => shared], ['an agent of its own', () => new Agent(options)]]) {
		for (let i = 0; i < 50; i++) { await call(agentFor()); }
		server.send('count');
		await told();
		const begun = performance.now(), before = process.cpuUsage();
		for (let i = 0; i < CALLS; i++) { await call(agentFor()); }
		const took = (performance.now() - begun) / CALLS, { user, system } = process.cpuUsage(before);
		server.send('count');
		const { connections } = await told();
		console.log(`| ${name} | ${took.toFixed(2)} ms | ${((user + system) / 1000 / CALLS).toFixed(2)} ms | ${connections} |`);
	}
	server.kill();
	rmSync(folder, { recursive: true });
	process.exit(0);
}
