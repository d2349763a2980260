import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { correct } from './archive.js';
import type { Order } from './invoices/index.js';
import { verifyPassword } from './passwords.js';
import { summarise } from './reports/summary.js';
import type { Shop } from './shop.js';

export async function handleRequest(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://localhost');
	switch (`${request.method} ${url.pathname}`) {
		case 'GET /customer': {
			// Through the service and the repository to a file: three files away from here.
			const name = shop.invoices.customerName(url.searchParams.get('id') ?? '');
			response.end(name);
			return;
		}
		case 'POST /invoice': {
			const order = JSON.parse(await text(request)) as Order;
			const invoice = await shop.invoices.create(order);
			// The archive is a base class; its only subclass writes with the sync API.
			shop.archive.keep(`${order.customer}-${Date.now()}`, invoice);
			shop.feed.record({ at: Date.now(), customer: order.customer });
			response.end(invoice);
			return;
		}
		case 'POST /correction': {
			const { invoice, wrong, right } = JSON.parse(await text(request)) as { invoice: string; wrong: string; right: string };
			await correct(join(shop.config.archiveDirectory, basename(invoice)), wrong, right);
			response.writeHead(204).end();
			return;
		}
		case 'POST /login': {
			const { password, salt, hash } = JSON.parse(await text(request)) as { password: string; salt: string; hash: string };
			response.writeHead((await verifyPassword(password, salt, hash)) ? 204 : 401).end();
			return;
		}
		case 'GET /summary':
			response.end(await summarise(shop.config.archiveDirectory));
			return;
		default:
			response.writeHead(404).end();
	}
}
