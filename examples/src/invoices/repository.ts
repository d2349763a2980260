import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Customer {
	readonly id: string;
	readonly name: string;
	readonly currency: string;
}

/** Known to the service by this interface alone. */
export interface CustomerRepository {
	find(id: string): Customer;
}

export class FileCustomerRepository implements CustomerRepository {
	readonly #directory: string;

	constructor(directory: string) {
		this.#directory = directory;
	}

	find(id: string): Customer {
		return JSON.parse(readFileSync(join(this.#directory, 'customers', `${id}.json`), 'utf8')) as Customer;
	}
}
