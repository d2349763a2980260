import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';

/** Not async, but a request handler: while it reads, no other request is served. */
export function statusServer(): Server {
	return createServer((request, response) => {
		if (request.url === '/maintenance') {
			// unblock-ignore blocking-call -- one look at a directory entry, asked for once a minute
			response.end(existsSync('/tmp/print-shop-maintenance') ? 'yes' : 'no');
			return;
		}
		response.end(readFileSync('package.json', 'utf8'));
	});
}
