import type { Config } from './config.js';
import { FileArchive, type Archive } from './archive.js';
import { OrderFeed } from './feed.js';
import { FileCustomerRepository, InvoiceService } from './invoices/index.js';

export interface Shop {
	readonly config: Config;
	readonly invoices: InvoiceService;
	readonly archive: Archive;
	readonly feed: OrderFeed;
}

export function createShop(config: Config): Shop {
	return {
		config,
		invoices: new InvoiceService(new FileCustomerRepository(config.dataDirectory), config),
		archive: new FileArchive(config.archiveDirectory),
		feed: new OrderFeed(`${config.archiveDirectory}/orders.jsonl`),
	};
}
