import { createServer } from 'node:http';
import { mkdirSync } from 'node:fs';
import { loadConfig } from './config.js';
import { statusServer } from './status.js';
import { createShop } from './shop.js';
import { handleRequest } from './routes.js';

// Start-up may block: nobody is being served yet.
const config = loadConfig(new URL('../config.json', import.meta.url));
mkdirSync(config.archiveDirectory, { recursive: true });
const shop = createShop(config);

const server = createServer((request, response) => {
	handleRequest(shop, request, response).catch((error: unknown) => {
		console.error(error);
		response.writeHead(500).end();
	});
});

server.listen(config.port, () => console.log(`Listening on ${config.port}`));
statusServer().listen(config.port + 1);
