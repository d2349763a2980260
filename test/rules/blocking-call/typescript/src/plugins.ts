import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/** A plugin is set up before the server listens, whoever registers it; its routes are asked afterwards. */
export const pages = fp(async (app: FastifyInstance) => {
	const logo = readFileSync('logo.png'); // expect: blocking-call acceptable
	app.get('/logo', async () => logo);
	app.get('/style', async () => readFileSync('style.css')); // expect: blocking-call
});
