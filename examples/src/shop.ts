import type { Config } from './config.js';
import { FileArchive, type Archive } from './archive.js';
import { FileCustomerRepository, InvoiceService } from './invoices/index.js';

export interface Shop {
	readonly config: Config;
	readonly invoices: InvoiceService;
	readonly archive: Archive;
}

export function createShop(config: Config): Shop {
	return {
		config,
		invoices: new InvoiceService(new FileCustomerRepository(config.dataDirectory), config),
		archive: new FileArchive(config.archiveDirectory),
	};
}
